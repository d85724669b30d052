#include "box/agenda.hpp"

#include <algorithm>

namespace proofbox {

Timer Agenda::at(Instant when, Job job) { return add(when, {std::move(job)}); }

Timer Agenda::end_at(Instant when, Job job) { return add(when, {std::move(job), true}); }

Timer Agenda::add(Instant when, Entry entry) {
  auto const number = ++count_;
  auto const place = jobs_.emplace(Place{when, number}, std::move(entry)).first;
  if (place == jobs_.begin() && on_earlier)
    on_earlier();
  return Timer{*this, when, number};
}

std::optional<Instant> Agenda::next_due() const {
  if (jobs_.empty())
    return {};
  return jobs_.begin()->first.first;
}

std::optional<Instant> Agenda::next_work() const {
  for (auto const& [place, entry] : jobs_)
    if (!entry.only_ends)
      return place.first;
  return {};
}

bool Agenda::run_next(Instant limit) {
  if (jobs_.empty() || jobs_.begin()->first.first > limit)
    return false;
  auto first = jobs_.extract(jobs_.begin());
  now_ = std::max(now_, first.key().first);
  first.mapped().job();
  return true;
}

void Agenda::move_to(Instant when) {
  check(jobs_.empty() || jobs_.begin()->first.first >= when || when <= now_,
        "no due job is passed over");
  now_ = std::max(now_, when);
}

}  // namespace proofbox
