// What time alone does to messages: delays and visibility timeouts end, what is too old is
// forgotten, and move tasks go on.
#include "engines/sqs/engine.hpp"
#include "shape/json.hpp"

namespace proofbox::sqs {

std::optional<Instant> Engine::next_due() const {
  auto const moves = move_tasks_.next_due();
  if (due_.empty())
    return moves;
  return moves ? std::min(*moves, due_.first_at()) : due_.first_at();
}

void Engine::advance(Turn& turn) {
  for (auto due = next_due(); due && *due <= turn.now; due = next_due()) {
    if (!due_.empty() && due_.first_at() == *due)
      advance(turn, *due_.first());
    else
      step(turn, *move_tasks_.next());
  }
}

// The first that is hidden: a message that outlives the retention period disappears even while it
// is in flight.
void Engine::advance(Turn& turn, Queue& queue) {
  auto& message = *queue.first_hidden();
  if (queue.outlived(message, turn.now))
    expire(turn, queue);
  else
    queue.show(message);
  settle(turn, queue);
}

void Engine::expire(Turn& turn, Queue& queue) {
  auto* outlived = queue.oldest_outlived(turn.now);
  if (outlived == nullptr)
    return;
  for (; outlived != nullptr; outlived = queue.oldest_outlived(turn.now)) {
    std::string what = "{\"messageId\":";
    write_json_text(what, outlived->id);
    turn.notes.push_back({"expiry", queue.name(), what + '}'});
    forget(turn, *outlived);
    queue.take_out(*outlived);
  }
  list_due(queue);
}

void Engine::list_due(Queue& queue) {
  if (auto const due = queue.next_due())
    due_.set(queue, *due, queue.number());
  else
    due_.remove(queue);
}

// After each change of a queue's messages: its next deadline, and one who waits is woken if there
// is something for them.
void Engine::settle(Turn& turn, Queue& queue) {
  list_due(queue);
  if (queue.has_ready())
    turn.rings.push_back({"sqs", static_cast<std::uint64_t>(queue.number())});
}

// On a FIFO queue a new delay is also for what is delayed already, counted from the send.
void Engine::delay_anew(Turn& turn, Queue& queue) {
  auto const delay = std::chrono::seconds{queue.attributes.delay_seconds()};
  for (auto* message : queue.all()) {
    if (message->state != State::delayed)
      continue;
    message->visible_at = message->sent_at + delay;
    if (message->visible_at <= turn.now)
      queue.show(*message);
    else
      queue.watch(*message);
    keep(turn, *message);
  }
  settle(turn, queue);
}

// A new retention period is also for what is there already.
void Engine::expire_anew(Turn& turn, Queue& queue) {
  expire(turn, queue);
  for (auto* message : queue.all())
    queue.watch(*message);
  settle(turn, queue);
}

}  // namespace proofbox::sqs
