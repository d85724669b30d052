#include "engines/naive_queue.hpp"

#include <set>

#include "base/digest.hpp"

namespace proofbox::test {

bool Verdict::allows(std::optional<Error> const& answer) const {
  if (!answer)
    return may_succeed;
  for (auto const& refusal : refusals)
    if (refusal.message.empty() ? refusal.code == answer->code : refusal == *answer)
      return true;
  return false;
}

std::string Verdict::text() const {
  std::string text = may_succeed ? "success" : "";
  for (auto const& refusal : refusals)
    text += (text.empty() ? "" : ", or ") + refusal.code + " " + refusal.message;
  return text;
}

void NaiveQueue::forget_outlived(Instant now) {
  std::erase_if(messages, [&](auto const& message) { return message.sent_at + retention <= now; });
}

NaiveMessage* NaiveQueue::find(std::string const& id) {
  for (auto& message : messages)
    if (message.id == id)
      return &message;
  return nullptr;
}

std::string_view NaiveQueue::state(NaiveMessage const& message, Instant now) const {
  if (!hidden(message, now))
    return "ready";
  return message.receipt == 0 ? "delayed" : "in flight";
}

std::int64_t NaiveQueue::count(std::string_view wanted, Instant now) const {
  std::int64_t count = 0;
  for (auto const& message : messages)
    count += state(message, now) == wanted ? 1 : 0;
  return count;
}

std::vector<NaiveMessage*> NaiveQueue::available(Instant now) {
  std::vector<NaiveMessage*> found;
  std::vector<std::string> locked;
  for (auto& message : messages) {
    bool const behind =
        fifo && std::find(locked.begin(), locked.end(), *message.group) != locked.end();
    if (hidden(message, now)) {
      if (fifo)
        locked.push_back(*message.group);
    } else if (!behind) {
      found.push_back(&message);
    }
  }
  return found;
}

std::optional<Instant> NaiveQueue::next_available(Instant now) const {
  std::set<Instant> times;
  for (auto const& message : messages) {
    times.insert(message.hidden_until);
    times.insert(message.sent_at + retention);
  }
  for (auto time = times.upper_bound(now); time != times.end(); ++time) {
    auto later = *this;
    later.forget_outlived(*time);
    for (auto const* message : later.available(*time))
      if (!spent(*message))
        return *time;
  }
  return {};
}

Verdict NaiveQueue::judge(sqs::SendMessageBatch::Entry const& entry, bool in_batch) const {
  std::string const misplaced =
      "The request include parameter that is not valid for this queue type";
  auto const delay_asked = entry.delay_seconds.value_or(0);
  if (delay_asked < 0 || delay_asked > 900)
    return Verdict::refused(value_error(std::to_string(delay_asked), "DelaySeconds",
                                        "DelaySeconds must be >= 0 and <= 900."));
  if (!fifo) {
    if (!entry.message_deduplication_id)
      return {};
    if (in_batch)
      return Verdict::refused(parameter_error(misplaced));
    return Verdict::refused(
        value_error(*entry.message_deduplication_id, "MessageDeduplicationId",
                    "The request includes a parameter that is not valid for this queue type."));
  }
  if (delay_asked > 0) {
    auto verdict =
        Verdict::refused(value_error(std::to_string(delay_asked), "DelaySeconds", misplaced + "."));
    if (in_batch)  // both are reported
      verdict.refusals.push_back(parameter_error(misplaced));
    return verdict;
  }
  if (in_batch)
    return {};  // the ids of all entries were looked at before
  if (!entry.message_group_id)
    return Verdict::refused(missing_error("MessageGroupId"));
  return judge({entry});
}

Verdict NaiveQueue::judge(std::vector<sqs::SendMessageBatch::Entry> const& entries) const {
  Verdict verdict;
  if (!fifo)
    return verdict;
  for (auto const& entry : entries) {
    if (!entry.message_group_id)
      verdict.refusals.push_back(
          parameter_error("The request must contain the parameter MessageGroupId."));
    if (!entry.message_deduplication_id && !content_based)
      verdict.refusals.push_back(
          parameter_error("The queue should either have ContentBasedDeduplication enabled or "
                          "MessageDeduplicationId provided explicitly"));
  }
  verdict.may_succeed = verdict.refusals.empty();
  return verdict;
}

std::string NaiveQueue::deduplication_id(sqs::SendMessageBatch::Entry const& entry) const {
  if (entry.message_deduplication_id)
    return *entry.message_deduplication_id;
  return Digest::sha256().hex_of(entry.message_body);
}

NaiveQueue::Taken const* NaiveQueue::duplicate_of(sqs::SendMessageBatch::Entry const& entry,
                                                  Instant now) const {
  if (!fifo)
    return nullptr;
  auto const id = deduplication_id(entry);
  for (auto const& earlier : taken) {
    bool const lately = now < earlier.at + naive_deduplication_interval;
    bool const same_scope = !scope_is_group || earlier.group == *entry.message_group_id;
    if (lately && same_scope && earlier.deduplication_id == id)
      return &earlier;
  }
  return nullptr;
}

void NaiveQueue::take(sqs::SendMessageBatch::Entry const& entry, Instant now, std::string const& id,
                      std::string const& sequence_number) {
  NaiveMessage message;
  message.id = id;
  message.body = entry.message_body;
  message.group = entry.message_group_id;
  message.sent_at = now;
  bool const own_delay = entry.delay_seconds && !fifo;
  message.hidden_until =
      now + (own_delay ? Duration{std::chrono::seconds{*entry.delay_seconds}} : delay);
  if (fifo) {
    message.deduplication_id = deduplication_id(entry);
    message.sequence_number = sequence_number;
    last_sequence_number = sequence_number;
    std::erase_if(taken, [&](auto const& earlier) {
      return earlier.at + naive_deduplication_interval <= now;
    });
    taken.push_back({*message.group, message.deduplication_id, id, sequence_number, now});
  }
  messages.push_back(std::move(message));
}

bool NaiveQueue::in_flight_by(NaiveMessage const* message, NaiveReceipt const& receipt,
                              Instant now) const {
  return message && message->receipt == receipt.number && hidden(*message, now);
}

Verdict NaiveQueue::judge_delete(NaiveReceipt const* receipt, std::string const& handle,
                                 Instant now, Error const& expired) {
  if (!receipt)
    return {false, {no_handle_error(handle), other_queues_handle_error(handle)}};
  bool const too_old = now - receipt->received_at > naive_invisible_at_most;
  auto const* message = find(receipt->message_id);
  bool const latest = message && message->receipt == receipt->number;
  if (fifo && message && !(latest && hidden(*message, now)))
    return Verdict::refused(expired);
  if (latest && too_old)
    return Verdict::refused(expired);
  // AWS does not say whether a handle that is too old matters where it would delete nothing.
  return too_old ? Verdict{true, {expired}} : Verdict{};
}

void NaiveQueue::remove(NaiveReceipt const& receipt, Instant now) {
  auto const* message = find(receipt.message_id);
  if (!message || message->receipt != receipt.number)
    return;
  if (fifo && !hidden(*message, now))
    return;
  std::erase_if(messages, [&](auto const& each) { return each.id == receipt.message_id; });
}

Verdict NaiveQueue::judge_change(NaiveReceipt const* receipt, std::string const& handle,
                                 std::int64_t seconds, Instant now) {
  // Where several things are wrong, AWS does not say which one it tells.
  Verdict verdict;
  auto const value = std::to_string(seconds);
  if (seconds < 0 || seconds > 43'200) {
    verdict.may_succeed = false;
    verdict.refusals.push_back(value_error(
        value, "VisibilityTimeout", "VisibilityTimeout must be an integer between 0 and 43200"));
  }
  if (!receipt) {
    verdict.may_succeed = false;
    verdict.refusals.push_back(no_handle_error(handle));
    verdict.refusals.push_back(other_queues_handle_error(handle));
    return verdict;
  }
  if (now - receipt->received_at > naive_invisible_at_most)
    verdict.refusals.push_back(expired_handle_error(handle));
  auto const beyond =
      value_error(value, "VisibilityTimeout",
                  "Total VisibilityTimeout for the message is beyond the limit [43200 seconds]");
  bool const too_long =
      seconds == 43'200 ||
      now - receipt->received_at + std::chrono::seconds{seconds} > naive_invisible_at_most;
  auto const* message = find(receipt->message_id);
  if (too_long)
    verdict.refusals.push_back(beyond);
  if (in_flight_by(message, *receipt, now)) {
    verdict.may_succeed &= !too_long;
    return verdict;
  }
  bool const waits_anew = message && message->receipt == receipt->number;
  if (!fifo && waits_anew)
    return verdict;
  verdict.may_succeed = false;
  if (!message || !waits_anew)
    verdict.refusals.push_back(unavailable_handle_error(handle));
  if (fifo && message)
    verdict.refusals.push_back(expired_handle_error(handle));
  return verdict;
}

void NaiveQueue::change(NaiveReceipt const& receipt, std::int64_t seconds, Instant now) {
  auto* message = find(receipt.message_id);
  if (in_flight_by(message, receipt, now))
    message->hidden_until = now + std::chrono::seconds{seconds};
}

Verdict NaiveQueue::judge_purge(Instant now) const {
  if (!purged_at || now >= *purged_at + 60s)
    return {};
  return Verdict::refused(service_error(
      "PurgeQueueInProgress",
      "Only one PurgeQueue operation on " + name + " is allowed every 60 seconds.", 403));
}

Verdict NaiveQueue::judge_creation(Instant now) const {
  if (!deleted_at || now >= *deleted_at + 60s)
    return {};
  return Verdict::refused(service_error("QueueDeletedRecently",
                                        "You must wait 60 seconds after deleting a queue before "
                                        "you can create another with the same name."));
}

Verdict NaiveQueue::judge_redrive(NaiveQueue const& target) const {
  auto const& allowed = target.sources_allowed;
  if (target.there &&
      (!allowed || std::find(allowed->begin(), allowed->end(), this) != allowed->end()))
    return {};
  return Verdict::refused(parameter_error(""));
}

NaiveAttempt* NaiveQueue::attempt_to_repeat(std::string const& id, Instant now) {
  auto const found = std::find_if(attempts.begin(), attempts.end(),
                                  [&](auto const& attempt) { return attempt.id == id; });
  if (found == attempts.end() || now >= found->at + naive_deduplication_interval)
    return nullptr;
  for (std::size_t i = 0; i < found->messages.size(); ++i) {
    auto const* message = find(found->messages[i]);
    if (!message || message->receipt != found->receipts[i] || !hidden(*message, now) ||
        message->hidden_until != found->hidden_until)
      return nullptr;
  }
  return &*found;
}

void NaiveQueue::set_delay(Duration asked, Instant now) {
  delay = asked;
  for (auto& message : messages)
    if (fifo && state(message, now) == "delayed")
      message.hidden_until = message.sent_at + delay;
}

void NaiveQueue::move(std::string const& id, Instant now) {
  auto message = *find(id);
  std::erase_if(messages, [&](auto const& each) { return each.id == id; });
  message.dead_letter_source = SqsDesk::arn(name);
  message.receipt = 0;
  message.hidden_until = now;
  if (fifo) {
    message.deduplication_id = message.id;
    message.sequence_number.clear();
    message.sent_at = now;
  }
  dead_letter_queue->messages.push_back(std::move(message));
  dead_letter_queue->forget_outlived(now);
}

}  // namespace proofbox::test
