// Those who look on while a box works: told of each event, of each turn, and of the end. What they
// hear comes in the middle of a turn: not the place to do anything to the box.
#pragma once

#include <utility>
#include <vector>

#include "ports/trace.hpp"

namespace proofbox {

class Watcher {
 public:
  virtual ~Watcher() = default;
  virtual void see(Event const&) {}
  // A turn has come to its end, with or without an event.
  virtual void turned() {}
  // The box is emptied.
  virtual void began_anew() {}
  // The box closes or goes, and tells no more. Whoever hears of it need not leave.
  virtual void closed() {}
};

class Watchers {
 public:
  // A watcher stays until it leaves.
  void join(Watcher& watcher) { all_.push_back(&watcher); }
  void leave(Watcher& watcher) { std::erase(all_, &watcher); }

  // The last that they hear.
  void close() {
    for (auto* const watcher : std::exchange(all_, {}))
      watcher->closed();
  }

  // None may join or leave meanwhile.
  template <class Tell>
  void each(Tell const& tell) const {
    for (auto* const watcher : all_)
      tell(*watcher);
  }

 private:
  std::vector<Watcher*> all_;
};

}  // namespace proofbox
