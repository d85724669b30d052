#include "control/snapshots.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace proofbox::control {

std::optional<std::string> Snapshots::keep(std::string const& name, State state) {
  if (all_.size() >= count_max && !all_.contains(name))
    return fmt::format("There are {} states already: forget one first.", count_max);
  if (bytes_without(name) + state.size() > bytes_max)
    return fmt::format("All states together take at most {} MiB: forget one first.",
                       bytes_max >> 20);
  all_.insert_or_assign(name, std::move(state));
  return {};
}

std::size_t Snapshots::bytes_without(std::string_view name) const {
  std::size_t bytes = 0;
  for (auto const& [other, state] : all_)
    bytes += other == name ? 0 : state.size();
  return bytes;
}

State const* Snapshots::find(std::string_view name) const {
  auto const found = all_.find(name);
  return found == all_.end() ? nullptr : &found->second;
}

bool Snapshots::forget(std::string_view name) {
  auto const found = all_.find(name);
  if (found == all_.end())
    return false;
  all_.erase(found);
  return true;
}

bool is_snapshot_name(std::string_view name) {
  return !name.empty() && name.size() <= 63 && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
  });
}

}  // namespace proofbox::control
