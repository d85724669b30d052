// Looking inside, and leaving all as it is: what is past its retention is not shown, but is not
// removed either.
#include "engines/sqs/engine.hpp"

namespace proofbox::sqs {
namespace {

char const* text_of(State state) {
  switch (state) {
    case State::ready: return "ready";
    case State::delayed: return "delayed";
    case State::in_flight: return "in flight";
  }
  return "";
}

PeekMessages::Held shown(Queue const& queue, HeldMessage const& message) {
  PeekMessages::Held held;
  held.message_id = message.id;
  held.queue = queue.name();
  held.region = queue.region();
  held.state = text_of(message.state);
  held.body = message.body;
  held.receive_count = message.receive_count;
  held.sent_at = message.sent_at;
  if (message.state != State::ready)
    held.visible_at = message.visible_at;
  held.message_group_id = message.group_id;
  held.dead_letter_source = message.dead_letter_source;
  return held;
}

}  // namespace

Result<PeekMessages::Output> Engine::handle(Turn& turn, PeekMessages const& op) {
  PeekMessages::Output output;
  for (auto const& [key, queue] : queues_) {
    if (op.queue && *op.queue != queue->name())
      continue;
    auto const retention = std::chrono::seconds{queue->attributes.retention_seconds()};
    for (auto const* message : queue->all())
      if (message->sent_at + retention > turn.now)
        output.messages.push_back(shown(*queue, *message));
  }
  return output;
}

Result<CountMessages::Output> Engine::handle(Turn&, CountMessages const&) {
  CountMessages::Output output;
  for (auto const& [key, queue] : queues_)
    output.queues.push_back({queue->name(), queue->region(),
                             static_cast<std::int64_t>(queue->size()), queue->count(State::ready),
                             queue->count(State::delayed), queue->count(State::in_flight)});
  return output;
}

}  // namespace proofbox::sqs
