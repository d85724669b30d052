#include "lab/load.hpp"

#include <algorithm>

namespace proofbox::lab {
namespace {

__extension__ using Wide = __int128;

constexpr Wide minute = Duration{1min} / 1ns;

// How many calls a phase has made after so much of it, times two minutes and the phase's length.
Wide calls_after(LoadPhase const& phase, Wide elapsed) {
  Wide const length = phase.time / 1ns;
  Wide const growth = phase.to_per_minute - phase.from_per_minute;
  return elapsed * (2 * length * phase.from_per_minute + growth * elapsed);
}

Wide one_call(LoadPhase const& phase) { return 2 * minute * (phase.time / 1ns); }

// The first nanosecond of the phase at which so much is done.
Duration when(LoadPhase const& phase, Wide calls) {
  std::int64_t early = 0, late = phase.time / 1ns;
  while (early < late) {
    auto const middle = early + (late - early) / 2;
    if (calls_after(phase, middle) >= calls)
      late = middle;
    else
      early = middle + 1;
  }
  return Duration{late};
}

}  // namespace

std::vector<Duration> instants_of(std::vector<LoadPhase> const& phases, std::size_t most) {
  std::vector<Duration> instants;
  Duration begins{};
  Wide left_over = 0;  // of a call, in nanosecond-calls of two minutes
  for (auto const& phase : phases) {
    Wide const length = phase.time / 1ns;
    if (length == 0)
      continue;
    auto const done = calls_after(phase, length);
    for (Wide next = one_call(phase) - left_over * length; next <= done && instants.size() <= most;
         next += one_call(phase))
      instants.push_back(begins + when(phase, next));
    left_over = (left_over + done / length) % (2 * minute);
    begins += phase.time;
  }
  return instants;
}

void LoadTally::add(int call, std::string const& status) {
  ++calls_;
  ++statuses_[status];
  auto const place = first_.try_emplace(status, call).first;
  place->second = std::min<std::int64_t>(place->second, call);
}

Node LoadTally::node() const {
  Node all{Node::Kind::object};
  all.members.emplace_back("calls", Node::of_number(calls_));
  for (auto const& [name, numbers] : {std::pair{"statuses", &statuses_}, {"first", &first_}}) {
    Node counts{Node::Kind::object};
    for (auto const& [status, number] : *numbers)
      counts.members.emplace_back(status, Node::of_number(number));
    all.members.emplace_back(name, std::move(counts));
  }
  return all;
}

}  // namespace proofbox::lab
