// What SQS keeps: a row for each queue, message and move task, for what a FIFO queue was sent
// lately, and for the numbers that were given. Receive attempts are not kept.
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
  std::optional<Instant> purged_at;
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
            .member("deduplicates_by_group", &QueueRow::deduplicates_by_group)
            .member("purged_at", &QueueRow::purged_at);
    return shape;
  }
};

struct SentRow {
  std::int64_t queue = 0;
  std::string key, message_id, sequence_number;
  Instant until{};
  static Shape const& shape() {
    static Shape const shape = Describe<SentRow>("SentRow")
                                   .member("queue", &SentRow::queue)
                                   .member("key", &SentRow::key)
                                   .member("message_id", &SentRow::message_id)
                                   .member("sequence_number", &SentRow::sequence_number)
                                   .member("until", &SentRow::until);
    return shape;
  }
};

// No number is given twice, or an old receipt handle would name a new message.
struct NumbersRow {
  std::int64_t queue = 0, message = 0;
  static Shape const& shape() {
    static Shape const shape = Describe<NumbersRow>("NumbersRow")
                                   .member("queue", &NumbersRow::queue)
                                   .member("message", &NumbersRow::message);
    return shape;
  }
};

constexpr std::int64_t numbers_at_once = 1000;

Table const queue_table = table<QueueRow>("sqs_queue");
Table const message_table = table<HeldMessage>("sqs_message");
Table const sent_table = table<SentRow>("sqs_sent");
Table const move_task_table = table<MoveTask>("sqs_move_task");
Table const numbers_table = table<NumbersRow>("sqs_numbers");

// Keys sort as their numbers do, so that rows come back in the order of arrival.
std::string key_of(std::int64_t number) {
  auto text = std::to_string(number);
  return std::string(20 - text.size(), '0') + text;
}

// What is forgotten first comes back first, as Lately wants it.
std::string key_of(Queue const& queue, std::string const& key, Instant until) {
  return key_of(until.time_since_epoch().count()) + '/' + key_of(queue.number()) + '/' + key;
}

}  // namespace

std::vector<Table const*> Engine::tables() const {
  return {&queue_table, &message_table, &sent_table, &move_task_table, &numbers_table};
}

// A row for many messages: what is left of them when an engine ends is never given.
std::int64_t Engine::next_message_number(Turn& turn) {
  if (++last_message_ > message_numbers_kept_) {
    message_numbers_kept_ = last_message_ + numbers_at_once - 1;
    keep_numbers(turn);
  }
  return last_message_;
}

void Engine::keep_numbers(Turn& turn) {
  if (!turn.keeps)
    return;
  NumbersRow const row{last_queue_, message_numbers_kept_};
  turn.changes.push_back({&numbers_table, key_of(0), write_row(NumbersRow::shape(), &row)});
}

void Engine::keep(Turn& turn, Queue const& queue) {
  if (!turn.keeps)
    return;
  QueueRow const row{queue.number(),   queue.account(),          queue.region(),
                     queue.name(),     queue.attributes.texts(), queue.tags,
                     queue.created_at, queue.modified_at,        queue.deduplicates_by_group,
                     queue.purged_at};
  turn.changes.push_back(
      {&queue_table, key_of(queue.number()), write_row(QueueRow::shape(), &row)});
}

void Engine::keep(Turn& turn, HeldMessage const& message) {
  if (turn.keeps)
    turn.changes.push_back(
        {&message_table, key_of(message.number), write_row(HeldMessage::shape(), &message)});
}

void Engine::keep(Turn& turn, Queue const& queue, std::string const& key, Sent const& sent,
                  Instant until) {
  if (!turn.keeps)
    return;
  SentRow const row{queue.number(), key, sent.message_id, sent.sequence_number, until};
  turn.changes.push_back(
      {&sent_table, key_of(queue, key, until), write_row(SentRow::shape(), &row)});
}

void Engine::keep(Turn& turn, MoveTask const& task) {
  if (turn.keeps)
    turn.changes.push_back(
        {&move_task_table, key_of(task.number), write_row(MoveTask::shape(), &task)});
}

void Engine::forget(Turn& turn, MoveTask const& task) {
  if (turn.keeps)
    turn.changes.push_back({&move_task_table, key_of(task.number), {}});
}

void Engine::forget_sent(Turn& turn, Queue const& queue, std::string const& key, Instant until) {
  if (turn.keeps)
    turn.changes.push_back({&sent_table, key_of(queue, key, until), {}});
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
    queue->purged_at = row.purged_at;
    add(std::move(queue));
    return;
  }
  if (&table == &sent_table) {
    auto const& row = *static_cast<SentRow const*>(kept);
    if (auto* const queue = find_number(row.queue)) {
      queue->sent_lately.remember(row.key, {row.message_id, row.sequence_number}, row.until);
      queue->last_sequence =
          std::max(queue->last_sequence, parse_integer(row.sequence_number).value_or(0));
    }
    return;
  }
  if (&table == &move_task_table) {
    move_tasks_.put(*static_cast<MoveTask const*>(kept));
    return;
  }
  if (&table == &numbers_table) {
    auto const& row = *static_cast<NumbersRow const*>(kept);
    last_queue_ = std::max(last_queue_, row.queue);
    last_message_ = std::max(last_message_, row.message);
    message_numbers_kept_ = last_message_;
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
  queue->put(HeldMessage{message}, Instant::min());
  list_due(*queue);
}

}  // namespace proofbox::sqs
