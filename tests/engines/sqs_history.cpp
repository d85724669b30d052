#include "engines/sqs_history.hpp"

#include "base/digest.hpp"

namespace proofbox::test {
namespace {

constexpr int steps = 500;

}  // namespace

std::string SqsHistory::run() {
  begin();
  for (step_ = 1; step_ <= steps && difference_.empty(); ++step_) {
    arrive(some_later_time());
    if (!difference_.empty())
      break;
    operate();
    look();
  }
  return difference_;
}

std::string SqsHistory::story() const {
  std::string text = "sort " + std::to_string(static_cast<int>(sort_)) + ", seed " +
                     std::to_string(seed_) + ", step " + std::to_string(step_ - 1) + ": " +
                     difference_ + "\n";
  auto const first = told_.size() > told_max ? told_.size() - told_max : 0;
  for (auto i = first; i < told_.size(); ++i)
    text += told_[i] + "\n";
  return text;
}

void SqsHistory::begin() {
  keeps_ = percent(50);
  strict_.cooldowns = percent(50);
  pace_ = below(4);
  look_share_ = one_of<std::uint64_t>({100, 30, 5});
  engine_ = std::make_unique<sqs::Engine>();
  char const* const names[] = {"work", "dead", "last", "other"};
  for (std::size_t i = 0; i < queues_.size(); ++i) {
    queues_[i].name = std::string{names[i]} + (fifo() ? ".fifo" : "");
    queues_[i].fifo = fifo();
    create(queues_[i], {});
  }
  if (percent(70))
    set_redrive(0);
  if (percent(50))
    set_redrive(1);
}

bool SqsHistory::create(NaiveQueue& queue, Verdict const& verdict) {
  queue.scope_is_group = sort_ == QueueSort::fifo_by_group;
  queue.content_based = fifo() && percent(40);
  sqs::CreateQueue op{queue.name, {}, {}};
  if (fifo())
    op.attributes["FifoQueue"] = "true";
  if (queue.content_based)
    op.attributes["ContentBasedDeduplication"] = "true";
  if (queue.scope_is_group)
    op.attributes["DeduplicationScope"] = "messageGroup";
  return expect_verdict(verdict, call(op));
}

Instant SqsHistory::some_later_time() {
  auto const die = below(100);
  if (die < 40)
    return now_;
  if (die < 55)
    return some_deadline();
  auto const scale = below(pace_ + 1);
  if (scale == 0)
    return now_ + std::chrono::milliseconds{1 + below(2000)};
  if (scale == 1)
    return now_ + std::chrono::seconds{1 + below(40)};
  if (scale == 2)
    return now_ + std::chrono::seconds{1 + below(600)};
  if (percent(80))
    return now_ + std::chrono::minutes{1 + below(13 * 60)};
  return now_ + std::chrono::hours{1 + below(5 * 24)};
}

Instant SqsHistory::some_deadline() {
  auto const& queue = queues_[below(queues_.size())];
  if (queue.messages.empty())
    return now_;
  auto const& message = queue.messages[below(queue.messages.size())];
  auto when = message.hidden_until;
  auto const which = below(pace_ < 2 ? 4 : 7);
  if (which == 4)
    when = message.sent_at + queue.retention;
  else if (which == 5 && message.receipt != 0)
    when = message.received_at + naive_invisible_at_most;
  else if (which == 6 || which == 3)
    when = message.sent_at + naive_deduplication_interval;
  when += one_of<Duration>({0ms, 0ms, -1ms, 1ms});
  return std::max(when, now_);
}

std::optional<Instant> SqsHistory::waking_time(Instant then) const {
  bool const moving =
      std::any_of(moves_.begin(), moves_.end(), [](auto const& task) { return task.active(); });
  if (!waits_ || !waited_at_ || moving)
    return {};
  auto const time = queues_[*waited_at_].next_available(now_);
  return time && *time <= then ? time : std::nullopt;
}

void SqsHistory::arrive(Instant then) {
  auto const waking = waking_time(then);
  bool woken = false;
  for (auto due = engine_->next_due(); due && *due <= then && difference_.empty();
       due = engine_->next_due()) {
    now_ = std::max(now_, *due);
    advance();
    woken |= waking == now_ && rings_;
  }
  expect(!waking || woken, "one who waits is not woken");
  now_ = then;
  for (auto& queue : queues_)
    queue.forget_outlived(now_);
  expect(first_due_move() == nullptr, "a move task is late");
}

void SqsHistory::advance() {
  for (auto& queue : queues_)
    queue.forget_outlived(now_);
  Turn turn{now_, ids_, caller_, now_, keeps_, strict_};
  engine_->advance(turn);
  rows_.keep(turn.changes);
  rings_ = !turn.rings.empty();
  follow_moves(turn.notes);
}

std::size_t SqsHistory::some_queue() {
  auto const die = below(100);
  return die < 65 ? 0 : die < 82 ? 1 : die < 91 ? 2 : 3;
}

void SqsHistory::operate() {
  auto const target = some_queue();
  if (!queues_[target].there)
    return miss(target);
  bool const crowded = queues_[target].messages.size() > 20;
  auto const die = below(1000);
  if (die < 270)
    crowded ? receive(target) : send(target);
  else if (die < 340)
    crowded ? purge(target) : send_batch(target);
  else if (die < 620)
    receive(target);
  else if (die < 730)
    remove();
  else if (die < 770)
    remove_batch();
  else if (die < 860)
    change();
  else if (die < 900)
    change_batch();
  else if (die < 910)
    purge(target);
  else if (die < 960)
    set_attributes(target);
  else if (die < 972)
    read_attributes(target);
  else if (die < 978)
    list_moves();
  else if (die < 985)
    start_move();
  else if (die < 990)
    cancel_move();
  else
    operate_rarely(target);
}

void SqsHistory::operate_rarely(std::size_t target) {
  switch (below(4)) {
    case 0: return address_nobody();
    case 1: return drop(target);
    default: return restart();
  }
}

SqsHistory::Entry SqsHistory::some_message(NaiveQueue const& queue) {
  Entry entry;
  entry.message_body = "body-" + std::to_string(below(40));
  if (fifo() ? percent(97) : percent(30))
    entry.message_group_id = "group-" + std::to_string(below(4));
  bool const wants_id = fifo() && percent(queue.content_based ? 50 : 97);
  if (wants_id || (!fifo() && percent(2)))
    entry.message_deduplication_id = "id-" + std::to_string(below(25));
  if (wants_id && percent(5))
    entry.message_deduplication_id = Digest::sha256().hex_of(entry.message_body);
  if (percent(fifo() ? 4 : 25))
    entry.delay_seconds = one_of<std::int64_t>({0, 0, 1, 5, 60, 900});
  return entry;
}

void SqsHistory::send(std::size_t target) {
  auto const entry = some_message(queues_[target]);
  auto op = SqsDesk::message(url(target), entry.message_body);
  op.delay_seconds = entry.delay_seconds;
  op.message_group_id = entry.message_group_id;
  op.message_deduplication_id = entry.message_deduplication_id;
  auto const verdict = queues_[target].judge(entry, false);
  auto const sent = call(op);
  if (expect_verdict(verdict, sent) && difference_.empty())
    sent_one(target, entry, sent->message_id, sent->sequence_number,
             sent->md5_of_message_body.value_or(""));
}

void SqsHistory::sent_one(std::size_t target, Entry const& entry, std::string const& id,
                          std::optional<std::string> const& sequence_number,
                          std::string const& digest) {
  auto& queue = queues_[target];
  expect_same("the digest", digest, Digest::md5().hex_of(entry.message_body));
  expect(sequence_number.has_value() == fifo(), "a sequence number where there should be none");
  if (auto const* earlier = queue.duplicate_of(entry, now_)) {
    expect_same("the id of a duplicate", id, earlier->message_id);
    expect_same("its sequence number", sequence_number.value_or(""), earlier->sequence_number);
    return;
  }
  expect(id.size() == 36 && !queue.find(id), "a message's id is not its own");
  for (auto const& earlier : queue.taken)
    expect(earlier.message_id != id, "a message was taken for a duplicate");
  if (fifo()) {
    expect(sequence_number->size() == 20, "a sequence number has not 20 digits");
    expect(*sequence_number > queue.last_sequence_number, "a sequence number does not rise");
  }
  queue.take(entry, now_, id, sequence_number.value_or(""));
}

void SqsHistory::send_batch(std::size_t target) {
  sqs::SendMessageBatch op;
  op.queue_url = url(target);
  auto const count = 1 + below(10);
  for (std::uint64_t i = 0; i < count; ++i) {
    auto entry = some_message(queues_[target]);
    entry.id = std::to_string(i);
    if (!fifo() && percent(4))
      entry.delay_seconds = one_of<std::int64_t>({-1, 901});
    op.entries.push_back(std::move(entry));
  }
  auto const verdict =
      misshape(op.entries, queues_[target].judge(op.entries), "SendMessageBatchRequestEntry");
  auto const output = call(op);
  if (!expect_verdict(verdict, output))
    return;
  each_entry(
      op.entries, *output, [&](Entry const& entry) { return queues_[target].judge(entry, true); },
      [&](Entry const& entry, sqs::SendMessageBatch::Sent const& sent) {
        sent_one(target, entry, sent.message_id, sent.sequence_number, sent.md5_of_message_body);
      });
}

}  // namespace proofbox::test
