// What time alone makes due: deliveries that wait for their next attempt, and tokens whose time is
// up.
#include "engines/sns/engine.hpp"

namespace proofbox::sns {

std::optional<Instant> Engine::next_due() const {
  std::optional<Instant> first;
  auto const consider = [&](auto const& line) {
    if (!line.empty() && (!first || line.begin()->first < *first))
      first = line.begin()->first;
  };
  consider(waiting_);
  consider(token_ends_);
  return first;
}

void Engine::advance(Turn& turn) {
  send_what_is_due(turn);
  drop_old_tokens(turn);
}

}  // namespace proofbox::sns
