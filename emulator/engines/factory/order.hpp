// One order of the mock Factory, from the oven to the callback; described, so that it is its own
// stored row.
#pragma once

#include "engines/factory/shapes.hpp"

namespace proofbox::factory {

struct Order {
  std::int64_t number = 0;
  std::string id;
  Manufacture payload;
  Instant ordered_at{};
  Instant ready_at{};
  std::optional<Instant>
      attempt_at;  // of the next callback, or of the one that is under way; none once all is over
  std::int64_t attempts = 0;
  bool delivered = false;
  bool under_way = false;  // a callback has left: who carries it does so again after a restart
  static Shape const& shape();
};

// baking, delivering, delivered, given up
std::string_view state_of(Order const& order);

}  // namespace proofbox::factory
