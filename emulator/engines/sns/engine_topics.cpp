// Topics: made, found, listed, deleted, and their attributes.
#include <algorithm>

#include "base/text.hpp"
#include "engines/sns/arn.hpp"
#include "engines/sns/data_protection.hpp"
#include "engines/sns/delivery_policy.hpp"
#include "engines/sns/engine.hpp"
#include "engines/sns/errors.hpp"
#include "engines/sns/paging.hpp"
#include "engines/sns/tags.hpp"
#include "engines/sns/topic_policy.hpp"

namespace proofbox::sns {
namespace {

using errors::During;

bool is_topic_name(std::string_view name, bool fifo) {
  if (is_fifo(name) != fifo || name.size() > 256)
    return false;
  auto const plain = fifo ? name.substr(0, name.size() - 5) : name;
  return !plain.empty() && std::all_of(plain.begin(), plain.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  });
}

// Whether a topic is FIFO decides what else may be set, so that this is put first.
Result<TopicAttributes> attributes_of(TopicAttributes attributes, Map<std::string> const& given) {
  if (auto const fifo = given.find("FifoTopic"); fifo != given.end())
    if (auto error = attributes.put(fifo->first, fifo->second, During::creation))
      return *error;
  for (auto const& [name, text] : given)
    if (name != "FifoTopic")
      if (auto error = attributes.put(name, text, During::creation))
        return *error;
  return attributes;
}

// All that GetTopicAttributes tells.
Map<std::string> told(Topic const& topic, Instant now) {
  auto all = topic.attributes.texts();
  all.try_emplace("DisplayName");
  all.try_emplace("Policy", topic_policy::standard(topic.arn, topic.account));
  if (topic.fifo())
    all.try_emplace("ContentBasedDeduplication", "false");
  all["EffectiveDeliveryPolicy"] =
      effective_delivery_policy(topic.attributes.text("DeliveryPolicy"));
  all["Owner"] = topic.account;
  auto const pending = topic.counts.pending;
  all["SubscriptionsConfirmed"] =
      std::to_string(static_cast<std::int64_t>(topic.subscriptions.size()) - pending);
  all["SubscriptionsDeleted"] = std::to_string(topic.subscriptions_deleted);
  all["SubscriptionsPending"] = std::to_string(pending);
  all["TopicArn"] = topic.arn;
  if (auto const beginning = beginning_of_archive(topic, now))
    all["BeginningArchiveTime"] = iso8601(*beginning);
  return all;
}

// Making a topic that is there already succeeds as long as nothing that is asked for differs.
std::optional<Error> differs(Topic const& topic, Instant now, TopicAttributes const& asked,
                             CreateTopic const& op) {
  auto const standing = told(topic, now);
  for (auto const& [name, text] : op.attributes) {
    auto const has = standing.find(name);
    auto const wants = asked.text(name);
    if (has == standing.end() ? !wants.empty() : has->second != wants)
      return errors::bad_attribute(During::creation,
                                   "Topic already exists with different attributes");
  }
  if (auto const wants = op.data_protection_policy.value_or("");
      !wants.empty() && wants != topic.data_protection_policy)
    return errors::bad_attribute(During::creation,
                                 "Topic already exists with different attributes");
  for (auto const& tag : op.tags)
    if (auto const has = topic.tags.find(tag.key);
        has == topic.tags.end() || has->second != tag.value)
      return errors::invalid_parameter("Tags", "Topic already exists with different tags");
  return {};
}

}  // namespace

Result<Topic*> Engine::find_topic(Turn const& turn, std::string_view arn,
                                  std::string_view parameter) {
  if (auto error = bad_topic_arn(arn, turn.caller.region, parameter))
    return *error;
  auto const parts = split(arn, ':');
  auto const found =
      parts.size() == 6 ? topics_.find(topic_key(parts[3], parts[4], parts[5])) : topics_.end();
  if (found == topics_.end())
    return errors::topic_does_not_exist();
  return found->second.get();
}

Topic& Engine::add(std::unique_ptr<Topic> topic) {
  topic->arn = "arn:aws:sns:" + topic->region + ':' + topic->account + ':' + topic->name;
  auto key = topic_key(topic->region, topic->account, topic->name);
  return *topics_.emplace(std::move(key), std::move(topic)).first->second;
}

Result<CreateTopic::Output> Engine::handle(Turn& turn, CreateTopic const& op) {
  if (auto error = bad_tags(op.tags))
    return *error;
  auto attributes = attributes_of({}, op.attributes);
  if (!attributes)
    return attributes.error();
  if (!is_topic_name(op.name, attributes->fifo()))
    return errors::invalid_parameter("Topic Name");
  auto const protection = op.data_protection_policy.value_or("");
  if (auto error = bad_data_protection_policy(protection, attributes->fifo()))
    return *error;
  auto const existing = topics_.find(topic_key(turn.caller.region, turn.caller.account, op.name));
  if (existing != topics_.end()) {
    auto const& topic = *existing->second;
    if (auto error = differs(topic, turn.now, *attributes, op))
      return *error;
    return CreateTopic::Output{topic.arn};
  }
  auto topic = std::make_unique<Topic>();
  topic->account = turn.caller.account;
  topic->region = turn.caller.region;
  topic->name = op.name;
  topic->attributes = std::move(*attributes);
  topic->data_protection_policy = protection;
  for (auto const& tag : op.tags)
    topic->tags.emplace(tag.key, tag.value);
  auto& made = add(std::move(topic));
  settle_archive(turn, made);
  keep(turn, made);
  return CreateTopic::Output{made.arn};
}

Result<Nothing> Engine::handle(Turn& turn, DeleteTopic const& op) {
  if (auto error = bad_topic_arn(op.topic_arn, turn.caller.region))
    return *error;
  auto const topic = find_topic(turn, op.topic_arn);
  if (!topic)
    return Nothing{};
  if ((*topic)->archive)
    return errors::topic_has_archive();
  while (!(*topic)->subscriptions.empty())
    remove(turn, *(*topic)->subscriptions.begin()->second);
  while (!(*topic)->deactivated.empty())
    drop_deactivated(turn, *(*topic)->deactivated.begin()->second);
  (*topic)->published_lately.for_all(
      [&](auto const& key, Instant until) { forget_published(turn, **topic, key, until); });
  forget(turn, **topic);
  topics_.erase(topic_key((*topic)->region, (*topic)->account, (*topic)->name));
  return Nothing{};
}

Result<GetTopicAttributes::Output> Engine::handle(Turn& turn, GetTopicAttributes const& op) {
  auto const topic = find_topic(turn, op.topic_arn);
  if (!topic)
    return topic.error();
  return GetTopicAttributes::Output{told(**topic, turn.now)};
}

Result<Nothing> Engine::handle(Turn& turn, SetTopicAttributes const& op) {
  auto const topic = find_topic(turn, op.topic_arn);
  if (!topic)
    return topic.error();
  if (auto error = (*topic)->attributes.put(op.attribute_name, op.attribute_value.value_or(""),
                                            During::setting))
    return *error;
  settle_archive(turn, **topic);
  keep(turn, **topic);
  return Nothing{};
}

Result<ListTopics::Output> Engine::handle(Turn& turn, ListTopics const& op) {
  auto const page =
      page_of(topics_, topic_key(turn.caller.region, turn.caller.account, ""), op.next_token);
  if (!page)
    return page.error();
  ListTopics::Output output;
  for (auto const* topic : page->items)
    output.topics.push_back({topic->arn});
  output.next_token = page->next_token;
  return output;
}

}  // namespace proofbox::sns
