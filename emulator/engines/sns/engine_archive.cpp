// The archives of FIFO topics: begun and ended by the topic's policy, filled by publishing, and
// kept, a row a message.
#include <algorithm>

#include "base/check.hpp"
#include "base/text.hpp"
#include "engines/sns/archive.hpp"
#include "engines/sns/arn.hpp"
#include "engines/sns/engine.hpp"
#include "shape/row.hpp"

namespace proofbox::sns {
namespace {

struct ArchivedRow {
  std::string topic;  // its key
  std::string message_id, sequence_number, message;
  std::optional<std::string> subject, group_id, deduplication_id;
  Map<std::string> message_for;
  MessageAttributes attributes;
  Instant published_at{};
  std::string links;
  static Shape const& shape() {
    static Shape const shape = Describe<ArchivedRow>("ArchivedRow")
                                   .member("topic", &ArchivedRow::topic)
                                   .member("message_id", &ArchivedRow::message_id)
                                   .member("sequence_number", &ArchivedRow::sequence_number)
                                   .member("message", &ArchivedRow::message)
                                   .member("subject", &ArchivedRow::subject)
                                   .member("group_id", &ArchivedRow::group_id)
                                   .member("deduplication_id", &ArchivedRow::deduplication_id)
                                   .member("message_for", &ArchivedRow::message_for)
                                   .member("attributes", &ArchivedRow::attributes)
                                   .member("published_at", &ArchivedRow::published_at)
                                   .member("links", &ArchivedRow::links);
    return shape;
  }
};

std::string topic_key_of(Topic const& topic) {
  return topic_key(topic.region, topic.account, topic.name);
}

std::string row_key(Topic const& topic, std::string_view number) {
  return topic_key_of(topic).append("/").append(number);
}

}  // namespace

Table const archived_message_table = table<ArchivedRow>("sns_archived_message");

void Engine::forget_archived(Turn& turn, Topic const& topic,
                             std::vector<std::string> const& numbers) {
  if (!turn.keeps)
    return;
  for (auto const& number : numbers)
    turn.changes.push_back({&archived_message_table, row_key(topic, number), {}});
}

void Engine::keep_archived(Turn& turn, Topic const& topic, Notification const& notification) {
  if (!turn.keeps)
    return;
  ArchivedRow const row{
      topic_key_of(topic),           notification.message_id,  *notification.sequence_number,
      notification.message,          notification.subject,     notification.group_id,
      notification.deduplication_id, notification.message_for, notification.attributes,
      notification.published_at,     notification.links};
  turn.changes.push_back({&archived_message_table, row_key(topic, row.sequence_number),
                          write_row(ArchivedRow::shape(), &row)});
}

void Engine::settle_archive(Turn& turn, Topic& topic) {
  auto const period = topic.attributes.archive_period();
  if (period && !topic.archive)
    topic.archive = std::make_unique<Archive>(turn.now);
  if (period)
    return forget_archived(turn, topic, topic.archive->forget(turn.now - *period));
  if (topic.archive)
    forget_archived(turn, topic, topic.archive->numbers());
  topic.archive.reset();
}

void Engine::archive(Turn& turn, Topic& topic,
                     std::shared_ptr<Notification const> const& notification) {
  if (!topic.archive)
    return;
  auto& archive = *topic.archive;
  archive.add(notification);
  keep_archived(turn, topic, *notification);
  auto const since = archive.since();
  forget_archived(turn, topic, archive.forget(turn.now - *topic.attributes.archive_period()));
  if (archive.since() != since)
    keep(turn, topic);
}

std::optional<std::string> Engine::restore_archived(void const* kept) {
  auto const& row = *static_cast<ArchivedRow const*>(kept);
  auto const topic = topics_.find(row.topic);
  if (topic == topics_.end() || !topic->second->archive)
    return "The message has no archive.";
  Notification notification;
  notification.message_id = row.message_id;
  notification.topic_arn = topic->second->arn;
  notification.sequence_number = row.sequence_number;
  notification.message = row.message;
  notification.subject = row.subject;
  notification.group_id = row.group_id;
  notification.deduplication_id = row.deduplication_id;
  notification.message_for = row.message_for;
  notification.attributes = row.attributes;
  notification.published_at = row.published_at;
  notification.links = row.links;
  auto const sequence = sequence_of(row.sequence_number);
  if (!sequence || !row.group_id)
    return "The message has no sequence number or no group.";
  topic->second->last_sequence = std::max(topic->second->last_sequence, *sequence);
  topic->second->archive->add(std::make_shared<Notification const>(std::move(notification)));
  return {};
}

std::optional<Instant> beginning_of_archive(Topic const& topic, Instant now) {
  if (!topic.archive)
    return {};
  return std::max(topic.archive->since(), now - *topic.attributes.archive_period());
}

}  // namespace proofbox::sns
