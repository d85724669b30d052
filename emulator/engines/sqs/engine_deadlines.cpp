// What time alone does to messages: delays and visibility timeouts end, and what is too old is
// forgotten.
#include "engines/sqs/engine.hpp"
#include "shape/json.hpp"

namespace proofbox::sqs {

void Engine::watch(HeldMessage const& message) {
  if (message.state == State::ready)
    return;
  deadlines_.push({message.visible_at, message.queue, message.number});
}

bool Engine::holds(Deadline const& deadline) const {
  auto* const queue = const_cast<Engine*>(this)->find_number(deadline.queue);
  auto* const message = queue == nullptr ? nullptr : queue->find(deadline.message);
  return message != nullptr && message->state != State::ready &&
         message->visible_at == deadline.when;
}

std::optional<Instant> Engine::next_due() const {
  while (!deadlines_.empty() && !holds(deadlines_.top()))
    deadlines_.pop();
  if (deadlines_.empty())
    return {};
  return deadlines_.top().when;
}

void Engine::advance(Turn& turn) {
  while (auto const due = next_due()) {
    if (*due > turn.now)
      return;
    auto const deadline = deadlines_.top();
    deadlines_.pop();
    auto& queue = *find_number(deadline.queue);
    queue.show(*queue.find(deadline.message));
    became_ready(turn, queue);
  }
}

// Wakes one who waits, if there is something for them.
void Engine::became_ready(Turn& turn, Queue& queue) {
  if (queue.has_ready())
    turn.rings.push_back({"sqs", static_cast<std::uint64_t>(queue.number())});
}

// On a FIFO queue a new delay is also for what is delayed already, counted from the send.
void Engine::delay_anew(Turn& turn, Queue& queue) {
  auto const delay = std::chrono::seconds{queue.attributes.delay_seconds()};
  for (auto const* held : queue.all()) {
    if (held->state != State::delayed)
      continue;
    auto& message = *queue.find(held->number);
    message.visible_at = message.sent_at + delay;
    if (message.visible_at <= turn.now)
      queue.show(message);
    watch(message);
    keep(turn, message);
  }
  became_ready(turn, queue);
}

// A message that outlives the retention period disappears even while it is in flight.
void Engine::expire(Turn& turn, Queue& queue) {
  queue.expire(turn.now, [&](HeldMessage const& message) {
    std::string what = "{\"messageId\":";
    write_json_text(what, message.id);
    turn.notes.push_back({"expiry", queue.name(), what + '}'});
    forget(turn, message);
  });
}

}  // namespace proofbox::sqs
