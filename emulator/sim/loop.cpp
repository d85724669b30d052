#include "sim/loop.hpp"

#include <algorithm>

namespace proofbox::sim {

Timer Loop::at(Instant when, Job job) {
  auto const number = ++count_;
  jobs_.emplace(std::pair{when, number}, std::move(job));
  return Timer{*this, when, number};
}

bool Loop::run_one() {
  if (jobs_.empty() || jobs_.begin()->first.first > now_)
    return false;
  auto first = jobs_.extract(jobs_.begin());
  first.mapped()();
  return true;
}

void Loop::run() {
  while (run_one()) {
  }
}

void Loop::run_for(Duration duration) {
  auto const end = now_ + duration;
  run();
  while (!jobs_.empty() && jobs_.begin()->first.first <= end) {
    now_ = std::max(now_, jobs_.begin()->first.first);
    run();
  }
  now_ = end;
}

}  // namespace proofbox::sim
