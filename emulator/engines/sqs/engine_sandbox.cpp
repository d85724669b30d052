// Looking inside, and leaving all as it is: what is past its retention is not shown, but is not
// removed either.
#include "engines/sqs/engine.hpp"
#include "engines/sqs/errors.hpp"

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
  held.message_attributes = message.attributes;
  held.receive_count = message.receive_count;
  held.sent_at = message.sent_at;
  held.expires_at = queue.expires_at(message);
  if (message.state != State::ready)
    held.visible_at = message.visible_at;
  held.message_group_id = message.group_id;
  held.message_deduplication_id = message.deduplication_id;
  held.sequence_number = message.sequence_number;
  held.dead_letter_source = message.dead_letter_source;
  return held;
}

std::vector<HeldMessage const*> living(Queue const& queue, Instant now) {
  auto messages = queue.all();
  std::erase_if(messages, [&](auto const* message) { return queue.outlived(*message, now); });
  return messages;
}

void count(HeldMessage const& message, PeekMessages::Counts& counts) {
  switch (message.state) {
    case State::ready: ++counts.ready; break;
    case State::delayed: ++counts.delayed; break;
    case State::in_flight: ++counts.in_flight; break;
  }
}

}  // namespace

Result<PeekMessages::Output> Engine::handle(Turn& turn, PeekMessages const& op) {
  PeekMessages::Output output;
  std::vector<std::pair<Queue const*, HeldMessage const*>> found;
  for (auto const& [key, queue] : queues_) {
    if (op.queue && *op.queue != queue->name())
      continue;
    for (auto const* message : living(*queue, turn.now)) {
      count(*message, output.counts);
      found.emplace_back(queue.get(), message);
    }
  }
  // Queue by queue; pages go by the place in this order.
  auto const first = static_cast<std::size_t>(std::max<std::int64_t>(op.after.value_or(0), 0));
  auto const most = op.limit ? static_cast<std::size_t>(*op.limit) : found.size();
  for (auto i = first; i < found.size(); ++i) {
    if (i - first == most) {
      output.next = static_cast<std::int64_t>(i);
      break;
    }
    output.messages.push_back(shown(*found[i].first, *found[i].second));
  }
  return output;
}

Result<ViewMessages::Output> Engine::handle(Turn& turn, ViewMessages const& op) {
  auto* const queue = find(turn, op.queue_url);
  if (queue == nullptr)
    return errors::queue_does_not_exist();
  ReceiveMessage everything;
  everything.message_system_attribute_names = {"All"};
  everything.message_attribute_names = {"All"};
  ViewMessages::Output output;
  for (auto const* message : living(*queue, turn.now)) {
    if ((message->state == State::in_flight && !op.show_invisible) ||
        (message->state == State::delayed && !op.show_delayed))
      continue;
    output.messages.push_back(returned(everything, *message));
    output.messages.back().receipt_handle = "SQS/BACKDOOR/ACCESS";
  }
  return output;
}

Result<CountMessages::Output> Engine::handle(Turn& turn, CountMessages const&) {
  CountMessages::Output output;
  for (auto const& [key, queue] : queues_) {
    PeekMessages::Counts counts{queue->count(State::ready), queue->count(State::delayed),
                                queue->count(State::in_flight)};
    if (queue->oldest_outlived(turn.now) != nullptr) {
      counts = {};
      for (auto const* message : living(*queue, turn.now))
        count(*message, counts);
    }
    output.queues.push_back({queue->name(), queue->region(),
                             counts.ready + counts.delayed + counts.in_flight, counts.ready,
                             counts.delayed, counts.in_flight});
  }
  return output;
}

}  // namespace proofbox::sqs
