// Publishing: what is checked, in AWS's order, and what a message becomes.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "engines/sns/engine.hpp"
#include "engines/sns/errors.hpp"
#include "engines/sns/message_attributes.hpp"
#include "engines/sns/message_structure.hpp"

namespace proofbox::sns {
namespace {

using Entry = PublishBatch::Entry;

constexpr std::size_t bytes_max = 262'144;  // of a message, and of a batch in sum
constexpr std::size_t entries_max = 10;
constexpr std::size_t entry_id_max = 80;
constexpr std::size_t subject_max =
    100;  // AWS takes 100, although its documentation says less than 100

Entry entry_of(Publish const& op) {
  return {{},
          op.message,
          op.subject,
          op.message_structure,
          op.message_attributes,
          op.message_deduplication_id,
          op.message_group_id};
}

std::size_t size_of(Entry const& entry) {
  return entry.message.size() + size_of(entry.message_attributes);
}

bool is_subject(std::string_view subject) {
  if (subject.empty())
    return false;
  std::size_t length = 0;
  for (auto rest = subject; !rest.empty(); ++length)
    if (auto const c = take_code_point(rest); c < ' ' || c == 0x7f)
      return false;
  return length <= subject_max;
}

bool is_id(std::string_view id) {
  return !id.empty() && id.size() <= 128 &&
         std::all_of(id.begin(), id.end(), [](char c) { return c > ' ' && c < 127; });
}

bool is_structured(Entry const& entry) { return !entry.message_structure.value_or("").empty(); }

std::optional<Error> bad_text(Entry const& entry) {
  if (entry.subject && !is_subject(*entry.subject))
    return errors::invalid_parameter("Subject");
  if (entry.message.empty())
    return errors::invalid_parameter("Empty message");
  return {};
}

std::optional<Error> bad_structure(Entry const& entry) {
  if (!is_structured(entry))
    return {};
  if (*entry.message_structure != "json")
    return errors::invalid_parameter("MessageStructure");
  auto const texts = texts_of(entry.message);
  return texts ? std::nullopt : std::optional{texts.error()};
}

std::optional<Error> bad_entry_id(std::string_view id) {
  if (id.size() > entry_id_max)
    return errors::entry_id_too_long(id);
  bool const allowed = !id.empty() && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  });
  return allowed ? std::nullopt : std::optional{errors::entry_id_has_bad_character(id)};
}

// What refuses the whole batch, whatever its topic.
std::optional<Error> bad_batch(std::vector<Entry> const& entries) {
  if (entries.empty())
    return errors::empty_batch();
  if (entries.size() > entries_max)
    return errors::too_many_entries();
  std::set<std::string_view> ids;
  for (auto const& entry : entries)
    if (!ids.insert(entry.id).second)
      return errors::entry_ids_not_distinct();
  for (auto const& entry : entries)
    if (auto error = bad_entry_id(entry.id))
      return error;
  std::size_t bytes = 0;
  for (auto const& entry : entries)
    bytes += size_of(entry);
  if (bytes > bytes_max)
    return errors::batch_too_long();
  return {};
}

// Why nobody could carry it, wherever it goes.
std::optional<Error> bad_load(Entry const& entry) {
  if (size_of(entry) > bytes_max)
    return errors::invalid_parameter("Message too long");
  return bad_message_attributes(entry.message_attributes, "messageAttributes");
}

// All but the ids.
Notification notification_of(Turn const& turn, Topic const& topic, Entry const& entry) {
  Notification notification;
  notification.message = entry.message;
  if (is_structured(entry)) {
    notification.message_for = *texts_of(entry.message);
    notification.message = notification.message_for.at("default");
    notification.structured = entry.message;
  }
  notification.subject = entry.subject;
  notification.attributes = entry.message_attributes;
  notification.group_id = entry.message_group_id;
  notification.published_at = turn.now;
  notification.topic_arn = topic.arn;
  notification.links = turn.caller.endpoint;
  notification.trace_header = turn.caller.trace_header;
  return notification;
}

// ---- FIFO ----

std::string deduplication_key(Topic const& topic, Notification const& notification) {
  auto const& id = *notification.deduplication_id;
  return topic.attributes.deduplicates_by_group() ? *notification.group_id + '\n' + id : id;
}

// Numbers rise within the topic, with gaps, and go on rising when the box is started again.
std::string next_sequence_number(Topic& topic, Instant now) {
  topic.last_sequence = std::max(topic.last_sequence + 1000, epoch_milliseconds(now) * 1'000'000);
  return fmt::format("1{:019}", topic.last_sequence);
}

}  // namespace

// A FIFO topic wants a group, and a deduplication id or the rule to make one; a standard topic
// takes a group only.
std::optional<Error> Engine::check_fifo_parameters(Topic const& topic, Entry const& entry) const {
  if (!topic.fifo() && entry.message_deduplication_id)
    return errors::message_deduplication_id_on_standard_topic();
  if (topic.fifo() && !entry.message_group_id)
    return errors::message_group_id_required();
  if (topic.fifo() && !entry.message_deduplication_id &&
      !topic.attributes.content_based_deduplication())
    return errors::message_deduplication_id_required();
  if (entry.message_group_id && !is_id(*entry.message_group_id))
    return errors::invalid_parameter("MessageGroupId");
  if (entry.message_deduplication_id && !is_id(*entry.message_deduplication_id))
    return errors::invalid_parameter("MessageDeduplicationId");
  return {};
}

// Everything is checked; this cannot fail. A duplicate is answered as the first of its kind was,
// and goes nowhere.
PublishBatch::Published Engine::publish(Turn& turn, Topic& topic, Entry const& entry) {
  auto notification = notification_of(turn, topic, entry);
  std::string key;
  if (topic.fifo()) {
    notification.deduplication_id = entry.message_deduplication_id ? *entry.message_deduplication_id
                                                                   : sha256_.hex_of(entry.message);
    key = deduplication_key(topic, notification);
    if (auto const* earlier = published_lately(turn, topic, key))
      return {entry.id, earlier->message_id, earlier->sequence_number};
    notification.sequence_number = next_sequence_number(topic, turn.now);
  }
  notification.message_id = turn.random.uuid();
  if (topic.fifo())
    remember_published(turn, topic, std::move(key),
                       {notification.message_id, *notification.sequence_number});
  auto const shared = std::make_shared<Notification const>(std::move(notification));
  archive(turn, topic, shared);
  deliver(turn, topic, shared);
  return {entry.id, shared->message_id, shared->sequence_number};
}

Result<Publish::Output> Engine::handle(Turn& turn, Publish const& op) {
  auto const entry = entry_of(op);
  if (auto error = bad_text(entry))
    return *error;
  if (is_direct(op)) {
    if (auto error = bad_load(entry))
      return *error;
    return publish_directly(turn, op);
  }
  auto const& target = op.topic_arn ? op.topic_arn : op.target_arn;
  if (!target)
    return errors::no_value("TopicArn or TargetArn");
  auto const topic = find_topic(turn, *target, op.topic_arn ? "TopicArn" : "TargetArn");
  if (!topic)
    return topic.error();
  if (auto error = check_fifo_parameters(**topic, entry))
    return *error;
  if (auto error = bad_load(entry))
    return *error;
  if (auto error = bad_structure(entry))
    return *error;
  auto published = publish(turn, **topic, entry);
  return Publish::Output{std::move(published.message_id), std::move(published.sequence_number)};
}

// What is wrong with one entry's FIFO parameters, attributes or structure refuses all; a bad text
// fails alone.
Result<PublishBatch::Output> Engine::handle(Turn& turn, PublishBatch const& op) {
  auto const topic = find_topic(turn, op.topic_arn);
  if (!topic)
    return topic.error();
  auto const& entries = op.publish_batch_request_entries;
  if (auto error = bad_batch(entries))
    return *error;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    auto const path = fmt::format("publishBatchRequestEntries.{}.member.messageAttributes", i + 1);
    if (auto error = bad_message_attributes(entries[i].message_attributes, path))
      return *error;
    if (auto error = check_fifo_parameters(**topic, entries[i]))
      return *error;
    if (entries[i].message.empty())
      continue;
    if (auto error = bad_structure(entries[i]))
      return *error;
  }
  PublishBatch::Output output;
  for (auto const& entry : entries) {
    if (auto const error = bad_text(entry))
      output.failed.push_back({entry.id, error->code, error->message, true});
    else
      output.successful.push_back(publish(turn, **topic, entry));
  }
  return output;
}

}  // namespace proofbox::sns
