// Receiving: long polls, visibility, and the move to the dead-letter queue, which is decided at the
// receive that would exceed maxReceiveCount.
#include <algorithm>

#include "engines/sqs/engine.hpp"
#include "engines/sqs/errors.hpp"
#include "engines/sqs/names.hpp"
#include "shape/json.hpp"

namespace proofbox::sqs {
namespace {

// "All", ".*" and "*" stand for every attribute, "prefix.*" for those that begin so.
bool is_asked_for(std::string_view name, std::vector<std::string> const& asked) {
  return std::any_of(asked.begin(), asked.end(), [&](std::string const& pattern) {
    if (pattern == "All" || pattern == ".*" || pattern == "*" || pattern == name)
      return true;
    return pattern.ends_with(".*") &&
           name.starts_with(std::string_view{pattern}.substr(0, pattern.size() - 2));
  });
}

std::string move_json(HeldMessage const& message, Queue const& from, Queue const& to) {
  std::string text = "{\"messageId\":";
  write_json_text(text, message.id);
  text += ",\"from\":";
  write_json_text(text, from.arn());
  text += ",\"to\":";
  write_json_text(text, to.arn());
  text += ",\"receiveCount\":" + std::to_string(message.receive_count);
  return text + '}';
}

constexpr std::int64_t in_flight_max = 120'000;
constexpr auto attempt_interval = std::chrono::minutes{5};

std::optional<Error> unknown_system_attribute(std::vector<std::string> const& names) {
  constexpr std::string_view known[] = {"All",
                                        "ApproximateFirstReceiveTimestamp",
                                        "ApproximateReceiveCount",
                                        "AWSTraceHeader",
                                        "DeadLetterQueueSourceArn",
                                        "MessageDeduplicationId",
                                        "MessageGroupId",
                                        "SenderId",
                                        "SentTimestamp",
                                        "SequenceNumber"};
  for (auto const& name : names)
    if (std::find(std::begin(known), std::end(known), name) == std::end(known) &&
        std::find(Attributes::names().begin(), Attributes::names().end(), name) ==
            Attributes::names().end())
      return errors::unknown_attribute(name);
  return {};
}

std::optional<Error> bad_receive(Queue const& queue, ReceiveMessage const& op) {
  if (auto const& attempt = op.receive_request_attempt_id) {
    if (!queue.fifo())
      return errors::bad_value(
          *attempt, "ReceiveRequestAttemptId",
          "The request include parameter that is not valid for this queue type.");
    if (!is_fifo_id(*attempt))
      return errors::bad_value(*attempt, "ReceiveRequestAttemptId",
                               "ReceiveRequestAttemptId can only include alphanumeric and "
                               "punctuation characters. 1 to 128 in length.");
  }
  for (auto const* names : {&op.attribute_names, &op.message_system_attribute_names})
    if (auto error = unknown_system_attribute(*names))
      return error;
  return {};
}

}  // namespace

bool Engine::must_move(Queue const& queue, HeldMessage const& message) {
  auto const& redrive = queue.attributes.redrive();
  if (!redrive || message.receive_count < redrive->receive_count_max)
    return false;
  // A target that was deleted since takes nothing: the message stays and goes on being delivered.
  return find_arn(redrive->dead_letter_target_arn) != nullptr;
}

// The message keeps its id, body and attributes; a standard one keeps its age, too (AWS), a FIFO
// one gets a new age, its message id as deduplication id, and a number that rises where it goes.
void Engine::move_to_dead_letter_queue(Turn& turn, Queue& queue, HeldMessage& message) {
  auto& target = *find_arn(queue.attributes.redrive()->dead_letter_target_arn);
  auto moved = message;
  forget(turn, message);
  queue.take_out(message);
  moved.dead_letter_source = queue.arn();
  moved.visible_at = turn.now;
  moved.receipt = 0;
  moved.number = next_message_number(turn);
  if (queue.fifo()) {
    moved.sent_at = turn.now;
    moved.deduplication_id = moved.id;
    moved.sequence_number = target.next_sequence_number(turn.now);
  }
  turn.notes.push_back({"redrive", queue.name(), move_json(moved, queue, target)});
  auto const& held = *target.put(std::move(moved), turn.now);
  keep(turn, held);
  settle(turn, target);
}

// What a receive gets of the queue: hidden until then. What was received too often moves on
// instead.
void Engine::take(Turn& turn, Queue& queue, std::size_t most, Instant until,
                  std::vector<HeldMessage*>& taken) {
  while (taken.size() < most) {
    auto* const first = queue.next_ready(turn.now);
    if (first == nullptr)
      break;
    for (auto* message = first; message != nullptr && taken.size() < most;) {
      auto* const next = queue.ready_behind(*message);
      if (must_move(queue, *message)) {
        move_to_dead_letter_queue(turn, queue, *message);
      } else {
        queue.hide(*message, until);
        taken.push_back(message);
      }
      message = next;
    }
  }
}

// Counts the receive, and draws what its handle is made of.
void Engine::hand_out(Turn& turn, HeldMessage& message) {
  ++message.receive_count;
  message.received_at = turn.now;
  if (!message.first_received_at)
    message.first_received_at = turn.now;
  do {
    message.receipt = static_cast<std::int64_t>(turn.random.next());
  } while (message.receipt == 0);
}

// The messages of an earlier receive with that id, if nothing has happened to any of them since;
// whether there was one.
bool Engine::take_again(Turn& turn, Queue& queue, std::string const& attempt_id,
                        std::vector<HeldMessage*>& taken) {
  queue.attempts.forget_old(
      turn.now, [&](auto const& id, Instant until) { forget_attempt(turn, queue, id, until); });
  auto const* attempt = queue.attempts.find(attempt_id);
  if (attempt == nullptr || attempt->until <= turn.now)
    return false;
  for (auto const& [number, receipt] : attempt->what.taken) {
    auto* const message = queue.find(number);
    if (message == nullptr || message->state != State::in_flight || message->receipt != receipt ||
        message->visible_at != attempt->what.visible_at) {
      taken.clear();
      return false;
    }
    taken.push_back(message);
  }
  return true;
}

Message Engine::returned(ReceiveMessage const& op, HeldMessage const& held) {
  Message message;
  message.message_id = held.id;
  message.receipt_handle = handle_of({held.queue, held.number, held.receipt});
  message.md5_of_body = held.body_md5;
  message.body = held.body;

  auto const add = [&](std::string_view name, std::optional<std::string> const& value) {
    auto const asked = [&](std::vector<std::string> const& names) {
      return std::any_of(names.begin(), names.end(),
                         [&](auto const& n) { return n == "All" || n == name; });
    };
    if (value && (asked(op.attribute_names) || asked(op.message_system_attribute_names)))
      message.attributes.emplace(name, *value);
  };
  if (!op.attribute_names.empty() || !op.message_system_attribute_names.empty()) {
    add("SenderId", held.sender_id);
    add("SentTimestamp", std::to_string(epoch_milliseconds(held.sent_at)));
    add("ApproximateReceiveCount", std::to_string(held.receive_count));
    add("ApproximateFirstReceiveTimestamp",
        std::to_string(epoch_milliseconds(held.first_received_at.value_or(Instant{}))));
    add("MessageGroupId", held.group_id);
    add("MessageDeduplicationId", held.deduplication_id);
    add("SequenceNumber", held.sequence_number);
    add("AWSTraceHeader", held.trace_header);
    add("DeadLetterQueueSourceArn", held.dead_letter_source);
  }
  if (held.attributes.empty() || op.message_attribute_names.empty())
    return message;
  std::vector<std::string_view> names;
  for (auto const& [name, value] : held.attributes)
    if (is_asked_for(name, op.message_attribute_names)) {
      message.message_attributes.emplace(name, value);
      names.push_back(name);
    }
  if (!names.empty())
    message.md5_of_message_attributes = md5_of(held.attributes, names);
  return message;
}

Result<ReceiveMessage::Output> Engine::handle(Turn& turn, ReceiveMessage const& op) {
  auto* const found = find(turn, op.queue_url);
  if (found == nullptr)
    return errors::queue_does_not_exist();
  auto& queue = *found;
  if (auto error = bad_receive(queue, op))
    return *error;
  auto const wait =
      std::chrono::seconds{op.wait_time_seconds.value_or(queue.attributes.wait_seconds())};
  // At the limit a short poll is refused; a long poll, or any of a FIFO queue, finds nothing.
  auto const room = in_flight_max - queue.count(State::in_flight);
  if (room <= 0 && !queue.fifo() && wait == std::chrono::seconds{0})
    return errors::over_limit("The maximum number of in flight messages is reached.");
  expire(turn, queue);

  auto const until =
      turn.now +
      std::chrono::seconds{op.visibility_timeout.value_or(queue.attributes.visibility_seconds())};
  auto const& attempt_id = op.receive_request_attempt_id;
  auto const most =
      std::min(op.max_number_of_messages.value_or(1), std::max<std::int64_t>(room, 0));
  auto& taken = taken_;
  taken.clear();
  bool const repeated = attempt_id && take_again(turn, queue, *attempt_id, taken);
  if (!repeated)
    take(turn, queue, static_cast<std::size_t>(most), until, taken);
  ReceiveMessage::Output output;
  output.messages.reserve(taken.size());
  Attempt attempt{{}, until};
  for (auto* const message : taken) {
    if (repeated)
      queue.hide(*message, until);
    else
      hand_out(turn, *message);
    output.messages.push_back(returned(op, *message));
    if (attempt_id)
      attempt.taken.emplace_back(message->number, message->receipt);
    if (until == turn.now)
      queue.show(*message);
    keep(turn, *message);
  }
  if (attempt_id && !taken.empty()) {
    if (auto const* earlier = queue.attempts.find(*attempt_id))
      forget_attempt(turn, queue, *attempt_id, earlier->until);
    keep(turn, queue, *attempt_id, attempt, turn.now + attempt_interval);
    queue.attempts.remember(*attempt_id, std::move(attempt), turn.now + attempt_interval);
  }
  turn.idle = taken.empty();
  if (!taken.empty())
    settle(turn, queue);  // what is left is for whoever waits next
  if (taken.empty() && turn.now < turn.asked_at + wait && turn.asked_at != Instant::min())
    turn.wait = {{"sqs", static_cast<std::uint64_t>(queue.number())}, turn.asked_at + wait};
  return output;
}

}  // namespace proofbox::sqs
