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

}  // namespace proofbox
