// States of a box that are kept inside it by name, through every reset: a place in a test to which
// it goes back.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "box/state.hpp"

namespace proofbox::control {

class Snapshots {
 public:
  static constexpr std::size_t count_max = 20;
  static constexpr std::size_t bytes_max = 256 << 20;  // of all of them

  // In the place of one of that name. Why it is not kept; nothing where it is.
  std::optional<std::string> keep(std::string const& name, State state);

  // Null where there is none.
  State const* find(std::string_view name) const;
  bool forget(std::string_view name);
  std::map<std::string, State, std::less<>> const& all() const { return all_; }

 private:
  std::size_t bytes_without(std::string_view name) const;

  std::map<std::string, State, std::less<>> all_;
};

// Letters, digits, "-", "_" and ".", at most 63 of them.
bool is_snapshot_name(std::string_view name);

}  // namespace proofbox::control
