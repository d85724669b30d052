// What time alone makes due: deliveries that wait for their next attempt, and tokens whose time is
// up.
#include <algorithm>

#include "engines/sns/engine.hpp"

namespace proofbox::sns {

std::optional<Instant> Engine::next_due() const {
  auto const delivery = deliveries_.next_due();
  if (token_ends_.empty())
    return delivery;
  auto const token = token_ends_.begin()->first;
  return delivery ? std::min(*delivery, token) : token;
}

void Engine::advance(Turn& turn) {
  send_what_is_due(turn);
  drop_old_tokens(turn);
}

}  // namespace proofbox::sns
