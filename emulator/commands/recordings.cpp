#include "commands/recordings.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <stdexcept>

#include "boxes/naming.hpp"

namespace proofbox::commands {

std::string Recordings::path_of(std::string const& box) {
  std::filesystem::path const path{path_};
  auto const time = ++made_[box];
  auto const name =
      fmt::format("{}.{}{}{}", path.stem().string(), box, time == 1 ? "" : fmt::format(".{}", time),
                  path.extension().string());
  return (path.parent_path() / name).string();
}

std::shared_ptr<void> Recordings::begin(boxes::Room& room) {
  auto const recording = std::make_shared<lab::Recording>(room.box, room.wire);
  recording->on_trouble = say_;
  std::erase_if(all_, [](auto const& one) { return one.expired(); });
  all_.push_back(recording);
  auto const& name = room.box.settings().name;
  if (name == boxes::main_box) {
    main_shop_ = room.plan.shop;
    return recording;
  }
  try {
    recording->open(path_of(name), {room.plan.shop, address_ + "/_box/" + name});
  } catch (std::runtime_error const& error) {
    say_(error.what());
  }
  return recording;
}

void Recordings::open(std::string const& address) {
  address_ = address;
  if (auto const main = all_.empty() ? nullptr : all_.front().lock())
    main->open(path_, {main_shop_, address_});
}

void Recordings::end() {
  for (auto const& one : all_)
    if (auto const recording = one.lock())
      recording->end();
}

}  // namespace proofbox::commands
