#include "lab/timetable.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace proofbox::lab {
namespace {

constexpr std::uint64_t work_max = 5'000'000;  // at one instant of box time

}  // namespace

bool Timetable::lead_on(Instant until, std::function<bool()> const& is_over) {
  return !is_over() && box_.agenda().done_now() <= work_max && box_.clock().lead_on(until);
}

std::optional<std::string> Timetable::come_to(Timing const& timing,
                                              std::function<bool()> const& is_over) {
  auto& agenda = box_.agenda();
  auto const when = timing.since_start ? start_ + *timing.since_start : timing.instant;
  if (when < agenda.now())
    return fmt::format("This step begins {} after the start, and it is {} by now.",
                       duration_text(when - start_), duration_text(agenda.now() - start_));
  box_.clock().lead();
  if (when > agenda.now()) {
    while (lead_on(when - Duration{1}, is_over)) {
    }
    if (is_over())
      return {};
    agenda.move_to(when);
  }
  auto const before = when == latest_ ? done_ : 0;
  if (timing.after)
    while (agenda.done_now() - before < *timing.after)
      if (!lead_on(when, is_over)) {
        if (is_over())
          return {};
        return fmt::format("{} pieces of work were to be done at this instant before, and {} are.",
                           *timing.after, agenda.done_now() - before);
      }
  if (!timing.after)
    while (lead_on(when, is_over)) {
    }
  if (agenda.done_now() > work_max)
    return fmt::format("More than {} pieces of work were done at one instant of box time, {}.",
                       work_max, iso8601(agenda.now()));
  latest_ = when;
  done_ = agenda.done_now();
  return {};
}

void Timetable::begin(std::uint64_t number, bool is_awaited, Task<void> call) {
  open_.remove_if([](Open const& open) { return open.call.empty(); });
  auto& open = open_.emplace_back();
  open.number = number;
  open.is_awaited = is_awaited;
  open.call.spawn(std::move(call));
}

void Timetable::hang_up(std::uint64_t number) {
  open_.remove_if([&](Open const& open) { return open.number == number; });
}

bool Timetable::awaits_answers() const {
  return std::any_of(open_.begin(), open_.end(),
                     [](Open const& open) { return open.is_awaited && !open.call.empty(); });
}

}  // namespace proofbox::lab
