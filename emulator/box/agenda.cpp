#include "box/agenda.hpp"

#include <algorithm>

namespace proofbox {

Timer Agenda::at(Instant when, Job job) {
  auto const number = ++count_;
  auto const place = jobs_.emplace(Place{when, number}, std::move(job)).first;
  if (place == jobs_.begin() && on_earlier)
    on_earlier();
  return Timer{*this, when, number};
}

std::optional<Instant> Agenda::next_due() const {
  if (jobs_.empty())
    return {};
  return jobs_.begin()->first.first;
}

bool Agenda::run_next(Instant limit) {
  if (jobs_.empty() || jobs_.begin()->first.first > limit)
    return false;
  auto first = jobs_.extract(jobs_.begin());
  now_ = std::max(now_, first.key().first);
  first.mapped()();
  return true;
}

void Agenda::move_to(Instant when) {
  check(jobs_.empty() || jobs_.begin()->first.first >= when || when <= now_,
        "no due job is passed over");
  now_ = std::max(now_, when);
}

}  // namespace proofbox
