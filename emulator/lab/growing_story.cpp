#include "lab/growing_story.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <utility>

namespace proofbox::lab {
namespace {

// The file ends in a comment, in which the next step is written to its end. Then the few bytes
// before it, the end of the story so far, become the step's beginning: in one write within one
// page, which is done or is not.
constexpr std::string_view story_end = "   ]}//";
constexpr std::string_view step_begin = ",\n    {";
constexpr std::string_view steps_end = "\n  ],\n ";
static_assert(story_end.size() == step_begin.size() && story_end.size() == steps_end.size());
constexpr std::uint64_t page = 4096;

// Blanks, so that an end that is written at this offset does not lie across two pages.
std::string padding(std::uint64_t offset) {
  auto const in_page = offset % page;
  bool const is_across = in_page + story_end.size() > page;
  return std::string(is_across ? page - in_page : 0, ' ');
}

}  // namespace

GrowingStory::GrowingStory(std::string const& path, std::string_view beginning,
                           std::string_view first_step)
    : path_(path) {
  file_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  auto text = fmt::format("{}  \"steps\": [\n    {}", beginning, first_step);
  text += padding(text.size());
  if (file_ < 0 || !write(0, text + std::string{story_end})) {
    auto const why = std::strerror(errno);
    if (file_ >= 0)
      ::close(file_);
    throw std::runtime_error(fmt::format("{} cannot be written: {}.", path, why));
  }
  end_ = text.size();
}

GrowingStory::~GrowingStory() {
  if (file_ >= 0)
    ::close(file_);
}

bool GrowingStory::add(std::string_view step) { return go_on(step_begin, step.substr(1), true); }

bool GrowingStory::end(std::string_view members) {
  return go_on(steps_end, fmt::format(" {}}}\n", members), false) &&
         ::close(std::exchange(file_, -1)) == 0;
}

bool GrowingStory::go_on(std::string_view with, std::string_view text, bool has_more) {
  auto const begin = end_ + story_end.size();
  std::string line{text};
  if (has_more)
    line += padding(begin + line.size());
  auto const next_end = begin + line.size();
  if (has_more)
    line += story_end;
  if (file_ < 0 || !write(begin, line) || !write(end_, with))
    return false;
  end_ = next_end;
  return true;
}

// What cannot be written whole is taken back: it stands in a comment.
bool GrowingStory::write(std::uint64_t at, std::string_view text) {
  while (!text.empty()) {
    auto const written = ::pwrite(file_, text.data(), text.size(), static_cast<off_t>(at));
    if (written < 0 && errno == EINTR)
      continue;
    if (written <= 0) {
      trouble_ = fmt::format("{} cannot be written on: {}.", path_, std::strerror(errno));
      ::close(std::exchange(file_, -1));
      return false;
    }
    text.remove_prefix(static_cast<std::size_t>(written));
    at += static_cast<std::uint64_t>(written);
  }
  return true;
}

}  // namespace proofbox::lab
