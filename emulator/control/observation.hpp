// The state of a box by its names, counted from when the box was made or emptied.
#pragma once

#include "match/state.hpp"

namespace proofbox::control {

class Observation : public Watcher {
 public:
  explicit Observation(Box& box) : box_(box), state_(box) { box.events().watchers.join(*this); }
  Observation(Observation const&) = delete;
  ~Observation() override { box_.events().watchers.leave(*this); }

  match::State const& state() const { return state_; }

  void see(Event const& event) override { state_.observe(event); }
  void began_anew() override { state_.forget(); }

 private:
  Box& box_;
  match::State state_;
};

}  // namespace proofbox::control
