#include "engines/sqs_history.hpp"

#include "base/digest.hpp"

namespace proofbox::test {
namespace {

constexpr int steps = 500;

}  // namespace

std::string SqsHistory::run() {
  begin();
  for (step_ = 1; step_ <= steps && difference_.empty(); ++step_) {
    pass_time();
    for (auto& queue : queues_)
      queue.forget_outlived(now_);
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
    queues_[i].scope_is_group = sort_ == QueueSort::fifo_by_group;
    queues_[i].content_based = fifo() && percent(40);
    create(queues_[i]);
  }
  if (percent(70))
    set_redrive(0);
  if (percent(50))
    set_redrive(1);
}

void SqsHistory::create(NaiveQueue const& queue) {
  sqs::CreateQueue op{queue.name, {}, {}};
  if (fifo())
    op.attributes["FifoQueue"] = "true";
  if (queue.content_based)
    op.attributes["ContentBasedDeduplication"] = "true";
  if (queue.scope_is_group)
    op.attributes["DeduplicationScope"] = "messageGroup";
  expect(call(op).ok(), "a queue cannot be created");
}

void SqsHistory::pass_time() {
  auto const die = below(100);
  if (die < 40)
    return;
  if (die < 55)
    return jump_to_a_deadline();
  auto const scale = below(pace_ + 1);
  if (scale == 0)
    now_ += std::chrono::milliseconds{1 + below(2000)};
  else if (scale == 1)
    now_ += std::chrono::seconds{1 + below(40)};
  else if (scale == 2)
    now_ += std::chrono::seconds{1 + below(600)};
  else if (percent(80))
    now_ += std::chrono::minutes{1 + below(13 * 60)};
  else
    now_ += std::chrono::hours{1 + below(5 * 24)};
}

void SqsHistory::jump_to_a_deadline() {
  auto const& queue = queues_[below(queues_.size())];
  if (queue.messages.empty())
    return;
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
  if (when > now_)
    now_ = when;
}

std::size_t SqsHistory::some_queue() {
  auto const die = below(100);
  return die < 65 ? 0 : die < 82 ? 1 : die < 91 ? 2 : 3;
}

void SqsHistory::operate() {
  auto const target = some_queue();
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
  else if (die < 985)
    read_attributes(target);
  else if (die < 990)
    address_nobody();
  else
    restart();
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

void SqsHistory::purge(std::size_t target) {
  auto& queue = queues_[target];
  auto const verdict = strict_.cooldowns ? queue.judge_purge(now_) : Verdict{};
  if (!expect_verdict(verdict, call(sqs::PurgeQueue{queue.name})))
    return;
  queue.messages.clear();
  queue.purged_at = now_;
}

void SqsHistory::set(std::size_t target, Map<std::string> attributes) {
  sqs::SetQueueAttributes const op{url(target), std::move(attributes)};
  expect(call(op).ok(), "attributes cannot be set");
}

void SqsHistory::set_redrive(std::size_t target) {
  auto& queue = queues_[target];
  queue.dead_letter_queue = &queues_[target + 1];
  queue.receive_count_max = 1 + static_cast<int>(below(5));
  set(target, {{"RedrivePolicy", SqsDesk::redrive(queue.dead_letter_queue->name,
                                                  std::to_string(queue.receive_count_max))}});
}

void SqsHistory::set_attributes(std::size_t target) {
  auto& queue = queues_[target];
  auto const seconds = [](Duration duration) {
    return std::to_string(std::chrono::duration_cast<std::chrono::seconds>(duration).count());
  };
  switch (below(7)) {
    case 0:
      queue.set_delay(one_of<Duration>({0s, 0s, 0s, 1s, 7s, 900s}), now_);
      return set(target, {{"DelaySeconds", seconds(queue.delay)}});
    case 1:
      queue.visibility = one_of<Duration>({0s, 1s, 30s, 30s, 600s, 43'200s});
      return set(target, {{"VisibilityTimeout", seconds(queue.visibility)}});
    case 2:
      queue.retention = one_of<Duration>({60s, 600s, 7'200s, 345'600s, 345'600s, 1'209'600s});
      set(target, {{"MessageRetentionPeriod", seconds(queue.retention)}});
      return queue.forget_outlived(now_);
    case 3:
      if (target < 2)
        set_redrive(target);
      return;
    case 4: queue.dead_letter_queue = nullptr; return set(target, {{"RedrivePolicy", ""}});
    case 5: return set_scope_or_content(target);
    default: return set_wrongly(target);
  }
}

void SqsHistory::set_scope_or_content(std::size_t target) {
  if (!fifo())
    return;
  if (percent(30))  // what counts as a duplicate stays as it was at the creation
    return set(target, {{"DeduplicationScope", percent(50) ? "queue" : "messageGroup"}});
  queues_[target].content_based = percent(50);
  set(target, {{"ContentBasedDeduplication", queues_[target].content_based ? "true" : "false"}});
}

void SqsHistory::set_wrongly(std::size_t target) {
  std::string const name = one_of<char const*>(
      {"DelaySeconds", "VisibilityTimeout", "MessageRetentionPeriod", "MaximumMessageSize"});
  sqs::SetQueueAttributes const op{url(target),
                                   {{"ContentBasedDeduplication", "false"},
                                    {name, one_of<char const*>({"-1", "x", "1209601"})}}};
  auto const verdict =
      fifo() ? Verdict::refused(attribute_value_error(name))
             : Verdict{false,
                       {attribute_value_error(name),
                        attribute_name_error("Unknown Attribute ContentBasedDeduplication.")}};
  expect_verdict(verdict, call(op));
}

void SqsHistory::read_attributes(std::size_t target) {
  auto const& queue = queues_[target];
  auto const output = call(sqs::GetQueueAttributes{queue.name, {"All"}});
  expect(output.ok(), "attributes cannot be read");
  auto all = output->attributes;
  auto const expect_one = [&](char const* name, std::int64_t value) {
    expect_same(name, all[name], std::to_string(value));
  };
  expect_one("ApproximateNumberOfMessages", queue.count("ready", now_));
  expect_one("ApproximateNumberOfMessagesNotVisible", queue.count("in flight", now_));
  expect_one("ApproximateNumberOfMessagesDelayed", queue.count("delayed", now_));
  expect_one("DelaySeconds", queue.delay / 1s);
  expect_one("VisibilityTimeout", queue.visibility / 1s);
  expect_one("MessageRetentionPeriod", queue.retention / 1s);
  expect(all.contains("RedrivePolicy") == (queue.dead_letter_queue != nullptr),
         "the redrive policy is there, and should not, or is not");
}

void SqsHistory::address_nobody() {
  auto const verdict = Verdict::refused(no_queue_error());
  auto const handle = some_handle();
  if (percent(50))
    expect_verdict(verdict, call(sqs::DeleteMessage{"nowhere", handle.text}));
  else
    expect_verdict(verdict, call(SqsDesk::message("nowhere", "lost")));
}

void SqsHistory::restart() {
  if (!keeps_)
    return;
  engine_ = std::make_unique<sqs::Engine>();
  rows_.restore(*engine_);
  if (telling_)
    told_.push_back(std::to_string(step_) + " restart");
}

}  // namespace proofbox::test
