#include "box/agenda.hpp"

#include <algorithm>

namespace proofbox {

Timer Agenda::at(Instant when, Job job) { return add(when, {std::move(job)}); }

Timer Agenda::end_at(Instant when, Job job) { return add(when, {std::move(job), true}); }

Timer Agenda::look_at(Instant when, Job job) { return add(when, {std::move(job), true, true}); }

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

bool Agenda::has_work_now() const {
  for (auto const& [place, entry] : jobs_) {
    if (place.first > now_)
      return false;
    if (!entry.only_looks)
      return true;
  }
  return false;
}

bool Agenda::run_next(Instant limit) {
  if (jobs_.empty() || jobs_.begin()->first.first > limit)
    return false;
  auto first = jobs_.extract(jobs_.begin());
  arrive_at(first.key().first);
  if (!first.mapped().only_looks)
    ++done_now_;
  first.mapped().job();
  return true;
}

void Agenda::arrive_at(Instant when) {
  if (when <= now_)
    return;
  now_ = when;
  done_now_ = 0;
}

void Agenda::move_to(Instant when) {
  check(jobs_.empty() || jobs_.begin()->first.first >= when || when <= now_,
        "no due job is passed over");
  arrive_at(when);
}

}  // namespace proofbox
