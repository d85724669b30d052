// Boxes one after the other on one store, as a box that is started again is.
#pragma once

#include <optional>

#include "sim/memory_store.hpp"
#include "support/sim_box.hpp"

namespace proofbox::test {

struct Restarts {
  sim::MemoryStore store;
  std::optional<SimBox> box;

  Restarts() { start(story_start); }
  void start(Instant at) {
    box.reset();
    BoxSettings settings;
    settings.start = at;
    box.emplace(settings, store);
  }
  void restart(Duration later = {}) { start(box->box.agenda().now() + later); }
};

}  // namespace proofbox::test
