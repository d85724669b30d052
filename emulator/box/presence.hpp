// A client's request that is open: a real clock has caught up with the wall when it begins, and a
// skipping one may jump while it waits.
#pragma once

#include "box/clock.hpp"

namespace proofbox {

class Presence {
 public:
  explicit Presence(Clock& clock) : clock_(clock) {
    clock_.catch_up();
    clock_.client_came();
  }
  Presence(Presence const&) = delete;
  Presence& operator=(Presence const&) = delete;
  ~Presence() { clock_.client_left(); }

 private:
  Clock& clock_;
};

// A client who only looks on, while this lives: time does not jump for him.
class OnlyLooking {
 public:
  explicit OnlyLooking(Clock& clock) : clock_(clock) { clock_.client_left(); }
  OnlyLooking(OnlyLooking const&) = delete;
  OnlyLooking& operator=(OnlyLooking const&) = delete;
  ~OnlyLooking() { clock_.client_came(); }

 private:
  Clock& clock_;
};

}  // namespace proofbox
