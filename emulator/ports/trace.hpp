// The trace: what happened in a box, when, and because of what. Its bytes are the proof that two
// runs were the same.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace proofbox {

// One line of the trace. `what` and `outcome` are JSON values, already written; an empty outcome is
// null: it comes in a later event whose cause is this one, or not at all.
struct Event {
  std::uint64_t n = 0;  // from 1, without gaps
  Instant at{};
  std::uint64_t cause =
      0;  // the n of the event that this one follows from; 0: a client's or the world's doing
  std::string_view kind =
      {};  // call, http, answer, parcel, invocation, return, fault, clock, deploy, or an engine's note
  std::string who = {};
  std::string what = {};
  std::string outcome = {};
};

class Trace {
 public:
  virtual ~Trace() = default;

  // Numbers the event and keeps it; returns the number.
  virtual std::uint64_t add(Event event) = 0;
};

}  // namespace proofbox
