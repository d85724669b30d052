// Sending: what is checked, in AWS's order, and what a message becomes.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "engines/sqs/batch.hpp"
#include "engines/sqs/engine.hpp"
#include "engines/sqs/errors.hpp"
#include "engines/sqs/names.hpp"
#include "engines/sqs/number.hpp"

namespace proofbox::sqs {
namespace {

constexpr std::int64_t batch_bytes_max = 1'048'576;  // whatever the queue's own limit
constexpr std::size_t attributes_max = 10;
constexpr auto deduplication_interval = std::chrono::minutes{5};
constexpr std::string_view not_for_this_type =
    "The request include parameter that is not valid for this queue type";

// The first that is none of #x9 | #xA | #xD | #x20-#xD7FF | #xE000-#xFFFD | #x10000-#x10FFFF; a
// text that is no UTF-8 counts as one that has the replacement character's neighbour.
std::optional<char32_t> illegal_character(std::string_view text) {
  if (!is_utf8(text))
    return U'\uFFFF';
  text.remove_prefix(printable_prefix(text));
  while (!text.empty()) {
    auto const c = take_code_point(text);
    if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0xfffe || c == 0xffff)
      return c;
  }
  return {};
}

std::int64_t size_of(Outgoing const& message) {
  auto size = message.body.size();
  for (auto const& [name, value] : message.attributes)
    size += name.size() + value.data_type.size() + value.string_value.value_or("").size() +
            (value.binary_value ? value.binary_value->bytes.size() : 0);
  return static_cast<std::int64_t>(size);
}

bool is_attribute_name(std::string_view name) {
  if (name.empty() || name.size() > 256 || name.front() == '.' || name.back() == '.' ||
      name.find("..") != std::string_view::npos)
    return false;
  auto const lower = lower_case(name);
  if (lower.starts_with("aws.") || lower.starts_with("amazon."))
    return false;
  return std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.';
  });
}

// "String", "Number.int": the base type before an optional label.
std::string_view base_type(std::string_view data_type) {
  return data_type.substr(0, data_type.find('.'));
}

std::optional<Error> bad_attribute(std::string_view kind, std::string const& name,
                                   MessageAttributeValue const& value) {
  if (name.empty())
    return errors::bad_parameter("The request must contain non-empty message attribute name.");
  if (!is_attribute_name(name))
    return errors::bad_parameter(fmt::format("The message attribute name '{}' is invalid.", name));
  auto const base = base_type(value.data_type);
  if (value.data_type.empty())
    return errors::bad_parameter(fmt::format(
        "The message attribute '{}' must contain a non-empty message attribute type.", name));
  if ((base != "String" && base != "Number" && base != "Binary") || value.data_type.size() > 256)
    return errors::bad_parameter(
        fmt::format("The type of message ({}) attribute '{}' is invalid. You must use only the "
                    "following supported type prefixes: Binary, Number, String.",
                    kind, name));
  bool const binary = base == "Binary";
  bool const empty = binary ? !value.binary_value || value.binary_value->bytes.empty()
                            : !value.string_value || value.string_value->empty();
  if (empty)
    return errors::bad_parameter(
        fmt::format("Message ({}) attribute '{}' must contain a non-empty value of type '{}'.",
                    kind, name, binary ? "Binary" : "String"));
  if (!binary && illegal_character(*value.string_value))
    return errors::bad_parameter(
        fmt::format("Invalid characters found in the value of message attribute '{}'.", name));
  if (base == "Number" && !is_number(*value.string_value))
    return errors::bad_parameter(fmt::format(
        "Can't cast the value of message ({}) attribute '{}' to a number.", kind, name));
  return {};
}

// AWS's model has lists as values; its service has not.
std::optional<Error> bad_list_values(Outgoing const& message, std::string_view operation) {
  for (auto const* attributes : {&message.attributes, &message.system_attributes})
    for (auto const& [name, value] : *attributes)
      if (!value.string_list_values.empty() || !value.binary_list_values.empty())
        return errors::unsupported_operation(fmt::format(
            "Message attribute list values in {} operation are not supported.", operation));
  return {};
}

std::optional<Error> bad_attributes(Outgoing const& message) {
  if (message.attributes.size() > attributes_max)
    return errors::bad_parameter(
        fmt::format("Number of message attributes [{}] exceeds the allowed maximum [{}].",
                    message.attributes.size(), attributes_max));
  for (auto const& [name, value] : message.attributes)
    if (auto error = bad_attribute("user", name, value))
      return error;
  for (auto const& [name, value] : message.system_attributes) {
    if (name != "AWSTraceHeader" || value.data_type != "String")
      return errors::bad_parameter(
          fmt::format("Message system attribute name '{}' is invalid.", name));
    if (auto error = bad_attribute("system", name, value))
      return error;
  }
  return {};
}

std::optional<Error> bad_delay(Queue const& queue, Outgoing const& message) {
  auto const delay = message.delay_seconds.value_or(0);
  if (queue.fifo() && delay > 0)
    return errors::bad_value(std::to_string(delay), "DelaySeconds",
                             std::string{not_for_this_type} + '.');
  if (delay < 0 || delay > 900)
    return errors::bad_value(std::to_string(delay), "DelaySeconds",
                             "DelaySeconds must be >= 0 and <= 900.");
  return {};
}

// A FIFO queue wants a group, and a deduplication id or the rule to make one; a standard queue
// takes a group only.
std::optional<Error> bad_fifo_parameters(Queue const& queue, Outgoing const& message,
                                         bool in_batch) {
  if (queue.fifo() && !message.group_id) {
    auto missing = errors::missing_parameter("MessageGroupId");
    return in_batch ? errors::bad_parameter(missing.message) : missing;
  }
  for (auto const& [name, id] : {std::pair{"MessageGroupId", &message.group_id},
                                 std::pair{"MessageDeduplicationId", &message.deduplication_id}})
    if (*id && !is_fifo_id(**id))
      return errors::bad_value(
          **id, name,
          fmt::format(
              "{} can only include alphanumeric and punctuation characters. 1 to 128 in length.",
              name));
  if (queue.fifo() && !message.deduplication_id && !queue.attributes.content_based_deduplication())
    return errors::bad_parameter(
        "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId "
        "provided explicitly");
  if (!queue.fifo() && message.deduplication_id && in_batch)
    return errors::bad_parameter(not_for_this_type);
  if (!queue.fifo() && message.deduplication_id)
    return errors::bad_value(
        *message.deduplication_id, "MessageDeduplicationId",
        "The request includes a parameter that is not valid for this queue type.");
  return {};
}

// In AWS's order: the body, its characters, the attributes, the size, the delay, the ids.
std::optional<Error> bad_message(Queue const& queue, Outgoing const& message, bool in_batch) {
  if (message.body.empty())
    return errors::missing_parameter("MessageBody");
  if (auto const illegal = illegal_character(message.body))
    return errors::bad_message_contents(*illegal);
  if (auto error = bad_attributes(message))
    return error;
  if (auto const limit = queue.attributes.message_size_max(); size_of(message) > limit)
    return errors::bad_parameter(
        fmt::format("One or more parameters {}. Reason: Message must be shorter than {} bytes.",
                    in_batch ? "cannot be validated" : "are invalid", limit));
  if (auto error = bad_delay(queue, message))
    return error;
  return bad_fifo_parameters(queue, message, in_batch);
}

std::optional<std::string> trace_header(MessageAttributes const& system_attributes,
                                        Caller const& caller) {
  auto const given = system_attributes.find("AWSTraceHeader");
  if (given != system_attributes.end())
    return given->second.string_value;
  if (!caller.trace_header.empty())
    return caller.trace_header;
  return {};
}

void add_length(Digest& digest, std::size_t length) {
  char const bytes[4] = {static_cast<char>(length >> 24), static_cast<char>(length >> 16),
                         static_cast<char>(length >> 8), static_cast<char>(length)};
  digest.add({bytes, 4});
}

void add_text(Digest& digest, std::string_view text) {
  add_length(digest, text.size());
  digest.add(text);
}

}  // namespace

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html:
// the names in order of their bytes, each followed by type, kind of value and value, every text
// with its length before it.
std::string Engine::md5_of(MessageAttributes const& attributes,
                           std::vector<std::string_view> const& names) {
  for (auto name : names) {
    auto const& value = attributes.find(name)->second;
    add_text(md5_, name);
    add_text(md5_, value.data_type);
    bool const binary = base_type(value.data_type) == "Binary";
    md5_.add(binary ? "\2" : "\1");
    add_text(md5_, binary ? value.binary_value->bytes : *value.string_value);
  }
  return md5_.finish_hex();
}

std::string Engine::md5_of(MessageAttributes const& attributes) {
  std::vector<std::string_view> names;
  for (auto const& [name, value] : attributes)
    names.push_back(name);
  return md5_of(attributes, names);
}

// Everything is checked; this cannot fail.
SendMessage::Output Engine::send(Turn& turn, Queue& queue, Outgoing const& outgoing) {
  SendMessage::Output sent;
  sent.md5_of_message_body = md5_.hex_of(outgoing.body);
  if (!outgoing.attributes.empty())
    sent.md5_of_message_attributes = md5_of(outgoing.attributes);
  if (!outgoing.system_attributes.empty())
    sent.md5_of_message_system_attributes = md5_of(outgoing.system_attributes);

  HeldMessage message;
  message.body = outgoing.body;
  message.body_md5 = *sent.md5_of_message_body;
  message.attributes = outgoing.attributes;
  message.trace_header = trace_header(outgoing.system_attributes, turn.caller);
  message.group_id = outgoing.group_id;
  if (queue.fifo())
    message.deduplication_id =
        outgoing.deduplication_id ? *outgoing.deduplication_id : sha256_.hex_of(outgoing.body);
  message.sender_id = turn.caller.account;
  auto enqueued = enqueue(turn, queue, std::move(message), outgoing.delay_seconds);
  sent.message_id = std::move(enqueued.id);
  sent.sequence_number = std::move(enqueued.sequence_number);
  return sent;
}

// Gives the message its id, its place in the queue and its delay. What a FIFO queue took within the
// last five minutes it takes again without keeping it: the answer is that of the first.
Engine::Enqueued Engine::enqueue(Turn& turn, Queue& queue, HeldMessage&& message,
                                 std::optional<std::int64_t> delay_seconds) {
  // A FIFO queue's delay is the queue's alone.
  auto const delay =
      std::chrono::seconds{queue.fifo() ? queue.attributes.delay_seconds()
                                        : delay_seconds.value_or(queue.attributes.delay_seconds())};
  if (queue.fifo()) {
    auto key = queue.deduplicates_by_group
                   ? message.group_id.value_or("") + '\n' + *message.deduplication_id
                   : *message.deduplication_id;
    queue.sent_lately.forget_old(
        turn.now, [&](auto const& old, Instant until) { forget_sent(turn, queue, old, until); });
    if (auto const* earlier = queue.sent_lately.find(key)) {
      if (earlier->until > turn.now)
        return {earlier->what.message_id, earlier->what.sequence_number};
      forget_sent(turn, queue, key, earlier->until);
    }
    message.id = turn.random.uuid();
    message.sequence_number = queue.next_sequence_number(turn.now);
    Sent const sent{message.id, *message.sequence_number};
    auto const until = turn.now + deduplication_interval;
    keep(turn, queue, key, sent, until);
    queue.sent_lately.remember(std::move(key), sent, until);
  } else {
    message.id = turn.random.uuid();
  }
  message.number = next_message_number(turn);
  message.sent_at = turn.now;
  message.visible_at = turn.now + delay;
  auto const& held = *queue.put(std::move(message), turn.now);
  keep(turn, held);
  settle(turn, queue);
  return {held.id, held.sequence_number};
}

Result<SendMessage::Output> Engine::handle(Turn& turn, SendMessage const& op) {
  auto* const queue = find(turn, op.queue_url);
  if (queue == nullptr)
    return errors::queue_does_not_exist();
  if (auto error = bad_service(turn, *queue))
    return *error;
  auto const outgoing = outgoing_of(op);
  if (auto error = bad_list_values(outgoing, "SendMessage"))
    return *error;
  if (auto error = bad_message(*queue, outgoing, false))
    return *error;
  return send(turn, *queue, outgoing);
}

Result<SendMessageBatch::Output> Engine::handle(Turn& turn, SendMessageBatch const& op) {
  auto* const queue = find(turn, op.queue_url);
  if (queue == nullptr)
    return errors::queue_does_not_exist();
  if (auto error = bad_service(turn, *queue))
    return *error;
  if (auto error = bad_batch(op.entries, "SendMessageBatchRequestEntry"))
    return *error;
  std::int64_t bytes = 0;
  for (auto const& entry : op.entries) {
    auto const outgoing = outgoing_of(entry);
    bytes += size_of(outgoing);
    if (auto error = bad_list_values(outgoing, "SendMessageBatch"))
      return *error;
    if (!queue->fifo())
      continue;
    if (auto error = bad_fifo_parameters(*queue, outgoing, true))
      return *error;
  }
  if (bytes > batch_bytes_max)
    return errors::batch_too_long(static_cast<std::size_t>(bytes));

  SendMessageBatch::Output output;
  for (auto const& entry : op.entries) {
    auto const outgoing = outgoing_of(entry);
    if (auto const error = bad_message(*queue, outgoing, true)) {
      output.failed.push_back(failed_entry(entry.id, *error));
      continue;
    }
    auto sent = send(turn, *queue, outgoing);
    output.successful.push_back(
        {entry.id, std::move(sent.message_id), std::move(*sent.md5_of_message_body),
         std::move(sent.md5_of_message_attributes),
         std::move(sent.md5_of_message_system_attributes), std::move(sent.sequence_number)});
  }
  return output;
}

}  // namespace proofbox::sqs
