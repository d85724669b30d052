// A load: one call again and again, at a rate that may change over time; when each begins, and what
// came of them all. Only for the files of this folder.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "lab/words.hpp"

namespace proofbox::lab {

// A part of a load's time. The rate goes evenly from one to the other.
struct LoadPhase {
  Duration time{};
  std::int64_t from_per_minute = 0, to_per_minute = 0;
};

// When calls begin, counted from the beginning of the load: the n-th at the nanosecond at which the
// rates make n calls. No more than `most` + 1 of them.
std::vector<Duration> instants_of(std::vector<LoadPhase> const& phases, std::size_t most);

// What came, counted.
class LoadTally {
 public:
  // The number of a call, from 1 in the order in which they began, and the status that came.
  void add(int call, std::string const& status);

  // {"calls": 100, "statuses": {"200": 99, "503": 1}, "first": {"200": 1, "503": 73}}
  Node node() const;

 private:
  int calls_ = 0;
  std::map<std::string, std::int64_t> statuses_;  // how often each came
  std::map<std::string, std::int64_t> first_;     // at which call first
};

}  // namespace proofbox::lab
