// What SQS keeps: a row for each queue, message and move task, for what a FIFO queue was sent and
// gave out lately, for queues that were deleted where AWS's cool-downs hold, and for the numbers
// that were given.
#include <algorithm>
#include <utility>

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

// What a receive with a ReceiveRequestAttemptId gave out: numbers and receipts, one behind the
// other.
struct AttemptRow {
  std::int64_t queue = 0;
  std::string id;
  std::vector<std::int64_t> numbers, receipts;
  Instant visible_at{}, until{};
  static Shape const& shape() {
    static Shape const shape = Describe<AttemptRow>("AttemptRow")
                                   .member("queue", &AttemptRow::queue)
                                   .member("id", &AttemptRow::id)
                                   .member("numbers", &AttemptRow::numbers)
                                   .member("receipts", &AttemptRow::receipts)
                                   .member("visible_at", &AttemptRow::visible_at)
                                   .member("until", &AttemptRow::until);
    return shape;
  }
};

struct DeletionRow {
  std::string queue;  // its key
  Instant at{};
  static Shape const& shape() {
    static Shape const shape = Describe<DeletionRow>("DeletionRow")
                                   .member("queue", &DeletionRow::queue)
                                   .member("at", &DeletionRow::at);
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
constexpr std::int64_t number_max = std::int64_t{1} << 60;

Table const queue_table = table<QueueRow>("sqs_queue");
Table const message_table = table<HeldMessage>("sqs_message");
Table const sent_table = table<SentRow>("sqs_sent");
Table const attempt_table = table<AttemptRow>("sqs_attempt");
Table const deletion_table = table<DeletionRow>("sqs_deletion");
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
  return {&queue_table,    &message_table,   &sent_table,   &attempt_table,
          &deletion_table, &move_task_table, &numbers_table};
}

// A row for many messages: what is left of them when an engine ends is never given.
std::int64_t Engine::next_message_number(Turn& turn) {
  if (++last_message_ > message_numbers_kept_) {
    message_numbers_kept_ = last_message_ + numbers_at_once - 1;
    keep_numbers(turn, message_numbers_kept_);
  }
  return last_message_;
}

void Engine::keep_numbers(Turn& turn, std::int64_t last_message) const {
  if (!turn.keeps)
    return;
  NumbersRow const row{last_queue_, last_message};
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

void Engine::keep(Turn& turn, Queue const& queue, std::string const& id, Attempt const& attempt,
                  Instant until) {
  if (!turn.keeps)
    return;
  AttemptRow row{queue.number(), id, {}, {}, attempt.visible_at, until};
  for (auto const& [number, receipt] : attempt.taken) {
    row.numbers.push_back(number);
    row.receipts.push_back(receipt);
  }
  turn.changes.push_back(
      {&attempt_table, key_of(queue, id, until), write_row(AttemptRow::shape(), &row)});
}

void Engine::keep_deletion(Turn& turn, std::string const& key, Instant when) {
  if (!turn.keeps)
    return;
  DeletionRow const row{key, when};
  turn.changes.push_back({&deletion_table, key, write_row(DeletionRow::shape(), &row)});
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

void Engine::forget_attempt(Turn& turn, Queue const& queue, std::string const& id, Instant until) {
  if (turn.keeps)
    turn.changes.push_back({&attempt_table, key_of(queue, id, until), {}});
}

void Engine::forget_deletion(Turn& turn, std::string const& key) {
  if (turn.keeps)
    turn.changes.push_back({&deletion_table, key, {}});
}

void Engine::forget(Turn& turn, Queue const& queue) {
  if (turn.keeps)
    turn.changes.push_back({&queue_table, key_of(queue.number()), {}});
}

void Engine::forget(Turn& turn, HeldMessage const& message) {
  if (turn.keeps)
    turn.changes.push_back({&message_table, key_of(message.number), {}});
}

void Engine::save(Turn& turn) const {
  keep_numbers(turn, last_message_);
  for (auto const& [key, queue] : queues_) {
    keep(turn, *queue);
    for (auto const* message : std::as_const(*queue).all())
      keep(turn, *message);
    queue->sent_lately.for_all([&](auto const& sent, Instant until) {
      keep(turn, *queue, sent, queue->sent_lately.find(sent)->what, until);
    });
    queue->attempts.for_all([&](auto const& id, Instant until) {
      keep(turn, *queue, id, queue->attempts.find(id)->what, until);
    });
  }
  for (auto const& [key, when] : deleted_at_)
    keep_deletion(turn, key, when);
  for (auto const& [number, task] : move_tasks_.all())
    keep(turn, task);
}

std::optional<std::string> Engine::restore_queue(void const* kept) {
  auto const& row = *static_cast<QueueRow const*>(kept);
  auto attributes = Attributes::of_texts(row.attributes);
  if (!attributes)
    return attributes.error().message;
  auto queue =
      std::make_unique<Queue>(row.number, row.account, row.region, row.name, row.created_at);
  if (by_number_.contains(row.number) || find_arn(queue->arn()) != nullptr ||
      split(queue->arn(), ':').size() != 6)
    return "There is another queue of that number or name, or it has no name.";
  queue->attributes = std::move(*attributes);
  queue->tags = row.tags;
  queue->modified_at = row.modified_at;
  queue->deduplicates_by_group = row.deduplicates_by_group;
  queue->purged_at = row.purged_at;
  add(std::move(queue));
  return {};
}

// What belongs to a queue that is gone is gone.
std::optional<std::string> Engine::restore_message(void const* kept) {
  auto const& message = *static_cast<HeldMessage const*>(kept);
  auto* const queue = find_number(message.queue);
  if (queue == nullptr)
    return {};
  if (queue->find(message.number) != nullptr)
    return "There is another message of that number.";
  last_message_ = std::max(last_message_, message.number);
  if (message.sequence_number)
    queue->last_sequence =
        std::max(queue->last_sequence, parse_integer(*message.sequence_number).value_or(0));
  // Nothing is visible before its time: what is due becomes ready at the first advance.
  queue->put(HeldMessage{message}, Instant::min());
  list_due(*queue);
  return {};
}

std::optional<std::string> Engine::restore_lately(Table const& table, void const* kept) {
  if (&table == &deletion_table) {
    auto const& row = *static_cast<DeletionRow const*>(kept);
    deleted_at_[row.queue] = row.at;
    return {};
  }
  if (&table == &sent_table) {
    auto const& row = *static_cast<SentRow const*>(kept);
    if (auto* const queue = find_number(row.queue)) {
      queue->sent_lately.remember(row.key, {row.message_id, row.sequence_number}, row.until);
      queue->last_sequence =
          std::max(queue->last_sequence, parse_integer(row.sequence_number).value_or(0));
    }
    return {};
  }
  auto const& row = *static_cast<AttemptRow const*>(kept);
  if (row.numbers.size() != row.receipts.size())
    return "Each number has one receipt.";
  Attempt attempt{{}, row.visible_at};
  for (std::size_t i = 0; i < row.numbers.size(); ++i)
    attempt.taken.emplace_back(row.numbers[i], row.receipts[i]);
  if (auto* const queue = find_number(row.queue))
    queue->attempts.remember(row.id, std::move(attempt), row.until);
  return {};
}

std::optional<std::string> Engine::restore(Table const& table, void const* kept) {
  if (&table == &queue_table)
    return restore_queue(kept);
  if (&table == &message_table)
    return restore_message(kept);
  if (&table == &numbers_table) {
    auto const& row = *static_cast<NumbersRow const*>(kept);
    if (row.queue < 0 || row.message < 0 || row.queue > number_max || row.message > number_max)
      return "No such number was ever given.";
    last_queue_ = std::max(last_queue_, row.queue);
    last_message_ = std::max(last_message_, row.message);
    message_numbers_kept_ = last_message_;
    return {};
  }
  if (&table != &move_task_table)
    return restore_lately(table, kept);
  auto const& task = *static_cast<MoveTask const*>(kept);
  if (task.rate.value_or(1) < 1 || move_tasks_.all().contains(task.number))
    return "There is another task of that number, or it has no rate.";
  move_tasks_.put(task);
  return {};
}

}  // namespace proofbox::sqs
