// What SQS keeps: a row for each queue and each message. What was sent lately (FIFO deduplication)
// is not kept.
#include <algorithm>

#include "base/text.hpp"
#include "engines/sqs/engine.hpp"
#include "shape/row.hpp"

namespace proofbox::sqs {
namespace {

struct QueueRow {
  std::int64_t number = 0;
  std::string account, region, name;
  Map<std::string> attributes, tags;
  Instant created_at{}, modified_at{};
  bool deduplicates_by_group = false;
  static Shape const& shape() {
    static Shape const shape =
        Describe<QueueRow>("QueueRow")
            .member("number", &QueueRow::number)
            .member("account", &QueueRow::account)
            .member("region", &QueueRow::region)
            .member("name", &QueueRow::name)
            .member("attributes", &QueueRow::attributes)
            .member("tags", &QueueRow::tags)
            .member("created_at", &QueueRow::created_at)
            .member("modified_at", &QueueRow::modified_at)
            .member("deduplicates_by_group", &QueueRow::deduplicates_by_group);
    return shape;
  }
};

Table const queue_table = table<QueueRow>("sqs_queue");
Table const message_table = table<HeldMessage>("sqs_message");

// Keys sort as their numbers do, so that rows come back in the order of arrival.
std::string key_of(std::int64_t number) {
  auto text = std::to_string(number);
  return std::string(20 - text.size(), '0') + text;
}

}  // namespace

std::vector<Table const*> Engine::tables() const { return {&queue_table, &message_table}; }

void Engine::keep(Turn& turn, Queue const& queue) {
  if (!turn.keeps)
    return;
  QueueRow const row{queue.number(),   queue.account(),          queue.region(),
                     queue.name(),     queue.attributes.texts(), queue.tags,
                     queue.created_at, queue.modified_at,        queue.deduplicates_by_group};
  turn.changes.push_back(
      {&queue_table, key_of(queue.number()), write_row(QueueRow::shape(), &row)});
}

void Engine::keep(Turn& turn, HeldMessage const& message) {
  if (turn.keeps)
    turn.changes.push_back(
        {&message_table, key_of(message.number), write_row(HeldMessage::shape(), &message)});
}

void Engine::forget(Turn& turn, Queue const& queue) {
  if (turn.keeps)
    turn.changes.push_back({&queue_table, key_of(queue.number()), {}});
}

void Engine::forget(Turn& turn, HeldMessage const& message) {
  if (turn.keeps)
    turn.changes.push_back({&message_table, key_of(message.number), {}});
}

void Engine::restore(Table const& table, void const* kept) {
  if (&table == &queue_table) {
    auto const& row = *static_cast<QueueRow const*>(kept);
    auto queue =
        std::make_unique<Queue>(row.number, row.account, row.region, row.name, row.created_at);
    queue->attributes = Attributes::of_texts(row.attributes);
    queue->tags = row.tags;
    queue->modified_at = row.modified_at;
    queue->deduplicates_by_group = row.deduplicates_by_group;
    last_queue_ = std::max(last_queue_, row.number);
    by_number_.emplace(row.number, queue.get());
    queues_.emplace(row.region + '/' + row.account + '/' + row.name, std::move(queue));
    return;
  }
  auto const& message = *static_cast<HeldMessage const*>(kept);
  last_message_ = std::max(last_message_, message.number);
  auto* const queue = find_number(message.queue);
  if (queue == nullptr)
    return;
  if (message.sequence_number)
    queue->last_sequence =
        std::max(queue->last_sequence, parse_integer(*message.sequence_number).value_or(0));
  // Nothing is visible before its time: what is due becomes ready at the first advance.
  watch(*queue->put(message, Instant::min()));
}

}  // namespace proofbox::sqs
