#include "engines/sqs_history.hpp"

namespace proofbox::test {

void SqsHistory::expect(bool holds, std::string_view what) {
  if (!holds && difference_.empty())
    difference_ = what;
}

void SqsHistory::expect_same(std::string_view what, std::string const& is,
                             std::string const& should_be) {
  if (is != should_be && difference_.empty())
    difference_ = std::string{what} + " is '" + is + "', and should be '" + should_be + "'";
}

void SqsHistory::expect_allowed(Verdict const& verdict, std::optional<Error> const& error) {
  if (difference_.empty() && !verdict.allows(error))
    difference_ = "the answer is " + (error ? error->code + " " + error->message : "success") +
                  ", and should be " + verdict.text();
}

void SqsHistory::expect_allowed(Verdict verdict, sqs::BatchResultErrorEntry const& failed) {
  expect(failed.sender_fault, "a failed entry is not the sender's fault");
  for (auto& refusal : verdict.refusals)
    refusal = {refusal.code, refusal.message, 400, {}};
  expect_allowed(verdict, Error{failed.code, failed.message.value_or(""), 400, {}});
}

void SqsHistory::receive(std::size_t target) {
  sqs::ReceiveMessage op;
  op.queue_url = url(target);
  op.message_system_attribute_names = {"All"};
  if (percent(80))
    op.max_number_of_messages = 1 + static_cast<std::int64_t>(below(10));
  if (percent(40))
    op.visibility_timeout = one_of<std::int64_t>({0, 0, 1, 10, 120, 43'200});
  if (percent(20))
    op.wait_time_seconds = one_of<std::int64_t>({0, 1, 20});
  if (fifo() && percent(30))
    op.receive_request_attempt_id = "attempt-" + std::to_string(below(2));
  auto& queue = queues_[target];
  auto* const attempt = op.receive_request_attempt_id
                            ? queue.attempt_to_repeat(*op.receive_request_attempt_id, now_)
                            : nullptr;
  auto const output = call(op);
  expect(output.ok(), "a receive is refused");
  if (!difference_.empty())
    return;
  auto const& messages = output->messages;
  bool const may_wait = op.wait_time_seconds.value_or(0) > 0;
  waited_at_ = target;
  expect(waits_ == (messages.empty() && may_wait), "a receive waits that should not, or does not");
  auto const hidden_for = op.visibility_timeout
                              ? Duration{std::chrono::seconds{*op.visibility_timeout}}
                              : queue.visibility;
  if (attempt)
    return received_again(queue, *attempt, messages, hidden_for);
  auto const most = static_cast<std::size_t>(op.max_number_of_messages.value_or(1));
  expect_right_ones(queue, messages, most);
  if (difference_.empty())
    move_the_spent(queue, messages, most);
  for (auto const& message : messages)
    if (difference_.empty())
      received_one(target, message, hidden_for);
  if (op.receive_request_attempt_id && difference_.empty() && !messages.empty())
    remember_attempt(queue, *op.receive_request_attempt_id, messages, hidden_for);
}

void SqsHistory::remember_attempt(NaiveQueue& queue, std::string const& id,
                                  std::vector<sqs::Message> const& messages, Duration hidden_for) {
  NaiveAttempt attempt;
  attempt.id = id;
  for (auto const& message : messages) {
    attempt.messages.push_back(message.message_id);
    attempt.handles.push_back(message.receipt_handle);
    attempt.receipts.push_back(queue.find(message.message_id)->receipt);
  }
  attempt.hidden_until = now_ + hidden_for;
  attempt.at = now_;
  std::erase_if(queue.attempts, [&](auto const& earlier) { return earlier.id == id; });
  queue.attempts.push_back(std::move(attempt));
}

void SqsHistory::received_again(NaiveQueue& queue, NaiveAttempt& attempt,
                                std::vector<sqs::Message> const& messages, Duration hidden_for) {
  expect_same("the number of messages", std::to_string(messages.size()),
              std::to_string(attempt.messages.size()));
  for (std::size_t i = 0; i < messages.size() && difference_.empty(); ++i) {
    expect_same("a message that is received again", messages[i].message_id, attempt.messages[i]);
    expect_same("its handle", messages[i].receipt_handle, attempt.handles[i]);
    auto& message = *queue.find(attempt.messages[i]);
    expect_attributes(messages[i].attributes, message);
    message.hidden_until = now_ + hidden_for;
  }
  attempt.hidden_until = now_ + hidden_for;
  attempt.at = now_;
}

void SqsHistory::expect_right_ones(NaiveQueue& queue, std::vector<sqs::Message> const& messages,
                                   std::size_t most) {
  auto left = queue.available(now_);
  std::erase_if(left, [&](auto const* message) { return queue.spent(*message); });
  expect_same("the number of messages", std::to_string(messages.size()),
              std::to_string(std::min(most, left.size())));
  std::string group;
  for (auto const& message : messages) {
    auto const at = std::find_if(left.begin(), left.end(), [&](auto const* candidate) {
      return candidate->id == message.message_id;
    });
    if (at == left.end())
      return expect(false, "a message was received that is not available: " + message.body);
    if (fifo()) {
      auto const of_group = [](std::string const& name) {
        return [&name](auto const* candidate) { return *candidate->group == name; };
      };
      auto const& its = *(*at)->group;
      expect(std::find_if(left.begin(), left.end(), of_group(its)) == at,
             "a message was received before an earlier one of its group");
      expect(group.empty() || group == its ||
                 std::find_if(left.begin(), left.end(), of_group(group)) == left.end(),
             "a receive leaves a group before it is exhausted");
      group = its;
    }
    left.erase(at);
  }
}

void SqsHistory::move_the_spent(NaiveQueue& queue, std::vector<sqs::Message> const& messages,
                                std::size_t most) {
  std::vector<std::string> spent;
  for (auto const* message : queue.available(now_))
    if (queue.spent(*message))
      spent.push_back(message->id);
  if (spent.empty())
    return;
  std::vector<std::string> stay;
  if (messages.size() == most) {
    auto const peeked = call(sqs::PeekMessages{queue.name});
    for (auto const& held : peeked->messages)
      stay.push_back(held.message_id);
  }
  for (auto const& id : spent) {
    bool const stays = std::find(stay.begin(), stay.end(), id) != stay.end();
    expect(!stays || !fifo() || !passed_over(queue, id, messages),
           "a message was received, but an earlier one that is spent was not moved");
    if (!stays)
      queue.move(id, now_);
  }
}

bool SqsHistory::passed_over(NaiveQueue& queue, std::string const& id,
                             std::vector<sqs::Message> const& messages) {
  bool later = false;
  auto const group = queue.find(id)->group;
  for (auto const& message : queue.messages) {
    later |= message.id == id;
    if (later && message.group == group)
      for (auto const& received : messages)
        if (received.message_id == message.id)
          return true;
  }
  return false;
}

void SqsHistory::received_one(std::size_t target, sqs::Message const& received,
                              Duration hidden_for) {
  auto& message = *queues_[target].find(received.message_id);
  if (message.receive_count++ == 0)
    message.first_received_at = now_;
  message.received_at = now_;
  message.receipt = ++receipts_given_;
  message.hidden_until = now_ + hidden_for;
  expect_same("the body", received.body, message.body);
  expect_attributes(received.attributes, message);
  for (auto const& receipt : receipts_)
    expect(receipt.handle != received.receipt_handle, "a receipt handle was given twice");
  if (receipts_.size() == 40)
    receipts_.erase(receipts_.begin() + static_cast<std::ptrdiff_t>(below(20)));
  receipts_.push_back({received.receipt_handle, target, message.id, message.receipt,
                       message.received_at, queues_[target].life});
}

void SqsHistory::expect_attributes(Map<std::string> const& attributes, NaiveMessage& message) {
  std::size_t known = 0;
  auto const expect_one = [&](char const* name, std::string const& value) {
    auto const found = attributes.find(name);
    ++known;
    expect_same(name, found == attributes.end() ? "absent" : found->second, value);
  };
  expect_one("SentTimestamp", std::to_string(epoch_milliseconds(message.sent_at)));
  expect_one("ApproximateReceiveCount", std::to_string(message.receive_count));
  expect_one("ApproximateFirstReceiveTimestamp",
             std::to_string(epoch_milliseconds(message.first_received_at)));
  if (message.group)
    expect_one("MessageGroupId", *message.group);
  if (!message.dead_letter_source.empty())
    expect_one("DeadLetterQueueSourceArn", message.dead_letter_source);
  if (fifo()) {
    auto const number = attributes.find("SequenceNumber");
    if (message.sequence_number.empty() && number != attributes.end())
      message.sequence_number = number->second;
    expect_one("SequenceNumber", message.sequence_number);
    expect_one("MessageDeduplicationId", message.deduplication_id);
  }
  expect(attributes.size() == known + 1 && attributes.contains("SenderId"),
         "a message has other system attributes than it should");
}

SqsHistory::Handle SqsHistory::some_handle() {
  if (receipts_.empty() || percent(4))
    return {some_queue(), one_of<char const*>({"garbage", "AQEB", "", "AQEBAAAAAAAA"}), {}};
  auto const last = receipts_.size() - 1;
  auto const& receipt = receipts_[percent(70) ? last - below(std::min<std::size_t>(last + 1, 8))
                                              : below(receipts_.size())];
  if (percent(2))
    return {receipt.queue, bent(receipt.handle), {}};
  if (percent(4))
    return {some_queue(), receipt.handle, receipt};
  return {receipt.queue, receipt.handle, receipt};
}

std::string SqsHistory::bent(std::string handle) {
  auto& letter = handle[5 + below(handle.size() - 12)];
  letter = letter == 'A' ? 'B' : 'A';
  return handle;
}

NaiveReceipt const* SqsHistory::known(Handle const& handle, std::size_t queue) const {
  bool const its = handle.receipt && handle.receipt->queue == queue &&
                   handle.receipt->life == queues_[queue].life;
  return its ? &*handle.receipt : nullptr;
}

Verdict SqsHistory::there_or(NaiveQueue const& queue, Verdict verdict) const {
  return queue.there ? std::move(verdict) : Verdict::refused(no_queue_error());
}

void SqsHistory::remove() {
  auto const handle = some_handle();
  auto& queue = queues_[handle.queue];
  auto const* receipt = known(handle, handle.queue);
  auto const verdict = there_or(
      queue, queue.judge_delete(receipt, handle.text, now_, expired_handle_error(handle.text)));
  if (expect_verdict(verdict, call(sqs::DeleteMessage{queue.name, handle.text})) && receipt)
    queue.remove(*receipt, now_);
}

std::int64_t SqsHistory::some_timeout() {
  return percent(10) ? one_of<std::int64_t>({-1, 43'200, 43'201})
                     : one_of<std::int64_t>({0, 0, 1, 5, 30, 300, 20'000, 43'199});
}

void SqsHistory::change() {
  auto const handle = some_handle();
  auto& queue = queues_[handle.queue];
  auto const* receipt = known(handle, handle.queue);
  auto const seconds = some_timeout();
  auto const verdict = there_or(queue, queue.judge_change(receipt, handle.text, seconds, now_));
  auto const changed = call(sqs::ChangeMessageVisibility{queue.name, handle.text, seconds});
  if (expect_verdict(verdict, changed) && receipt)
    queue.change(*receipt, seconds, now_);
}

std::vector<SqsHistory::Handle> SqsHistory::some_handles(std::size_t& queue) {
  std::vector<Handle> handles;
  auto const count = 1 + below(10);
  for (std::uint64_t i = 0; i < count; ++i)
    handles.push_back(some_handle());
  queue = handles.front().queue;
  for (auto& handle : handles)
    if (handle.queue != queue && percent(90))
      handle = handles.front();
  return handles;
}

void SqsHistory::remove_batch() {
  std::size_t target = 0;
  auto const handles = some_handles(target);
  auto& queue = queues_[target];
  sqs::DeleteMessageBatch op{queue.name, {}};
  for (std::size_t i = 0; i < handles.size(); ++i)
    op.entries.push_back({std::to_string(i), handles[i].text});
  auto const verdict = there_or(queue, misshape(op.entries, {}, "DeleteMessageBatchRequestEntry"));
  auto const output = call(op);
  if (!expect_verdict(verdict, output))
    return;
  auto const handle_of = [&](auto const& entry) -> Handle const& {
    return handles[static_cast<std::size_t>(&entry - op.entries.data())];
  };
  each_entry(
      op.entries, *output,
      [&](auto const& entry) {
        return queue.judge_delete(known(handle_of(entry), target), entry.receipt_handle, now_,
                                  expired_handle_in_batch_error());
      },
      [&](auto const& entry, auto const&) {
        if (auto const* receipt = known(handle_of(entry), target))
          queue.remove(*receipt, now_);
      });
}

void SqsHistory::change_batch() {
  std::size_t target = 0;
  auto const handles = some_handles(target);
  auto& queue = queues_[target];
  sqs::ChangeMessageVisibilityBatch op{queue.name, {}};
  for (std::size_t i = 0; i < handles.size(); ++i)
    op.entries.push_back({std::to_string(i), handles[i].text, some_timeout()});
  auto const verdict =
      there_or(queue, misshape(op.entries, {}, "ChangeMessageVisibilityBatchRequestEntry"));
  auto const output = call(op);
  if (!expect_verdict(verdict, output))
    return;
  auto const handle_of = [&](auto const& entry) -> Handle const& {
    return handles[static_cast<std::size_t>(&entry - op.entries.data())];
  };
  each_entry(
      op.entries, *output,
      [&](auto const& entry) {
        return queue.judge_change(known(handle_of(entry), target), entry.receipt_handle,
                                  *entry.visibility_timeout, now_);
      },
      [&](auto const& entry, auto const&) {
        if (auto const* receipt = known(handle_of(entry), target))
          queue.change(*receipt, *entry.visibility_timeout, now_);
      });
}

void SqsHistory::look() {
  if (!difference_.empty() || !percent(look_share_))
    return;
  if (percent(50))
    return look_at_counts();
  auto const& queue = queues_[some_queue()];
  auto const peeked = call(sqs::PeekMessages{queue.name});
  expect_same("the number of messages in " + queue.name, std::to_string(peeked->messages.size()),
              std::to_string(queue.messages.size()));
  for (auto const& held : peeked->messages)
    if (difference_.empty())
      expect_held(queue, held);
}

void SqsHistory::look_at_counts() {
  auto const counted = call(sqs::CountMessages{});
  auto const there =
      std::count_if(queues_.begin(), queues_.end(), [](auto const& queue) { return queue.there; });
  expect_same("the number of queues", std::to_string(counted->queues.size()),
              std::to_string(there));
  for (auto const& count : counted->queues)
    for (auto const& queue : queues_)
      if (queue.name == count.name)
        expect_same("the count of " + count.name,
                    std::to_string(count.ready) + ' ' + std::to_string(count.in_flight) + ' ' +
                        std::to_string(count.delayed) + ' ' + std::to_string(count.messages),
                    std::to_string(queue.count("ready", now_)) + ' ' +
                        std::to_string(queue.count("in flight", now_)) + ' ' +
                        std::to_string(queue.count("delayed", now_)) + ' ' +
                        std::to_string(queue.messages.size()));
}

void SqsHistory::expect_held(NaiveQueue const& queue, sqs::PeekMessages::Held const& held) {
  auto const* message = const_cast<NaiveQueue&>(queue).find(held.message_id);
  if (!message)
    return expect(false, "a queue holds a message that it should not: " + held.body);
  auto const state = queue.state(*message, now_);
  expect_same("the state of " + held.body, held.state, std::string{state});
  expect_same("the body", held.body, message->body);
  expect_same("the receive count", std::to_string(held.receive_count),
              std::to_string(message->receive_count));
  expect_same("the time it was sent", iso8601(held.sent_at), iso8601(message->sent_at));
  if (state != "ready")
    expect(held.visible_at == message->hidden_until, "a message is visible at another time");
  expect(held.message_group_id == message->group, "a message is of another group");
  expect_same("the source", held.dead_letter_source.value_or(""), message->dead_letter_source);
}

}  // namespace proofbox::test
