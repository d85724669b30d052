// What SNS keeps: a row for each topic and each subscription. Archives, what was published lately,
// deliveries, phones and devices have theirs besides.
#include <fmt/format.h>

#include "base/text.hpp"
#include "engines/sns/arn.hpp"
#include "engines/sns/engine.hpp"
#include "engines/sns/lately_rows.hpp"
#include "shape/row.hpp"

namespace proofbox::sns {
namespace {

struct TopicRow {
  std::string account, region, name;
  Map<std::string> attributes, tags;
  std::int64_t subscriptions_deleted = 0;
  std::string data_protection_policy;
  std::optional<Instant> archiving_since;
  static Shape const& shape() {
    static Shape const shape =
        Describe<TopicRow>("TopicRow")
            .member("account", &TopicRow::account)
            .member("region", &TopicRow::region)
            .member("name", &TopicRow::name)
            .member("attributes", &TopicRow::attributes)
            .member("tags", &TopicRow::tags)
            .member("subscriptions_deleted", &TopicRow::subscriptions_deleted)
            .member("data_protection_policy", &TopicRow::data_protection_policy)
            .member("archiving_since", &TopicRow::archiving_since);
    return shape;
  }
};

struct SubscriptionRow {
  std::int64_t number = 0;
  std::string topic;  // its key
  std::string arn, owner, protocol, endpoint, principal;
  Map<std::string> attributes;
  std::int64_t state = 0;
  std::string token;
  Instant token_until{};
  bool is_authenticated = true;
  bool authenticates_unsubscription = false;
  Instant free_at{};
  static Shape const& shape() {
    static Shape const shape =
        Describe<SubscriptionRow>("SubscriptionRow")
            .member("number", &SubscriptionRow::number)
            .member("topic", &SubscriptionRow::topic)
            .member("arn", &SubscriptionRow::arn)
            .member("owner", &SubscriptionRow::owner)
            .member("protocol", &SubscriptionRow::protocol)
            .member("endpoint", &SubscriptionRow::endpoint)
            .member("principal", &SubscriptionRow::principal)
            .member("attributes", &SubscriptionRow::attributes)
            .member("state", &SubscriptionRow::state)
            .member("token", &SubscriptionRow::token)
            .member("token_until", &SubscriptionRow::token_until)
            .member("is_authenticated", &SubscriptionRow::is_authenticated)
            .member("authenticates_unsubscription", &SubscriptionRow::authenticates_unsubscription)
            .member("free_at", &SubscriptionRow::free_at);
    return shape;
  }
};

Table const topic_table = table<TopicRow>("sns_topic");
Table const subscription_table = table<SubscriptionRow>("sns_subscription");

std::string key_of(Topic const& topic) {
  return topic_key(topic.region, topic.account, topic.name);
}

}  // namespace

// Topics first: all that belongs to one looks for it when it comes back.
std::vector<Table const*> Engine::tables() const {
  std::vector<Table const*> tables{&topic_table, &subscription_table, &archived_message_table,
                                   &published_table, &delivery_table};
  auto const of_mobile = mobile_tables();
  tables.insert(tables.end(), of_mobile.begin(), of_mobile.end());
  return tables;
}

void Engine::keep(Turn& turn, Topic const& topic) {
  if (!turn.keeps)
    return;
  TopicRow row{topic.account,
               topic.region,
               topic.name,
               topic.attributes.texts(),
               topic.tags,
               topic.subscriptions_deleted,
               topic.data_protection_policy,
               {}};
  if (topic.archive)
    row.archiving_since = topic.archive->since();
  turn.changes.push_back({&topic_table, key_of(topic), write_row(TopicRow::shape(), &row)});
}

void Engine::keep(Turn& turn, Subscription const& subscription) {
  if (!turn.keeps)
    return;
  SubscriptionRow const row{subscription.number,
                            key_of(*subscription.topic),
                            subscription.arn,
                            subscription.owner,
                            subscription.protocol,
                            subscription.endpoint,
                            subscription.principal,
                            subscription.attributes.texts(),
                            static_cast<std::int64_t>(subscription.state),
                            subscription.token,
                            subscription.token_until,
                            subscription.is_authenticated,
                            subscription.authenticates_unsubscription,
                            subscription.free_at};
  turn.changes.push_back({&subscription_table, subscription_key(subscription),
                          write_row(SubscriptionRow::shape(), &row)});
}

void Engine::forget(Turn& turn, Topic const& topic) {
  if (turn.keeps)
    turn.changes.push_back({&topic_table, key_of(topic), {}});
}

void Engine::forget(Turn& turn, Subscription const& subscription) {
  if (turn.keeps)
    turn.changes.push_back({&subscription_table, subscription_key(subscription), {}});
}

void Engine::save(Turn& turn) const {
  for (auto const& [topic_key, topic] : topics_) {
    keep(turn, *topic);
    for (auto const& [number, subscription] : topic->deactivated)
      keep(turn, *subscription);
    topic->published_lately.for_all([&](auto const& key, Instant until) {
      keep_published(turn, *topic, key, topic->published_lately.find(key)->what, until);
    });
    if (topic->archive)
      for (auto const& notification : topic->archive->all())
        keep_archived(turn, *topic, *notification);
  }
  for (auto const& [key, subscription] : subscriptions_)
    keep(turn, *subscription);
  for (auto const& [number, delivery] : deliveries_.all())
    sns::keep(turn, delivery);
  sns::save(turn, mobile_);
}

std::optional<std::string> Engine::restore_topic(void const* kept) {
  auto const& row = *static_cast<TopicRow const*>(kept);
  auto attributes = TopicAttributes::of_texts(row.attributes);
  if (!attributes)
    return attributes.error().message;
  if (topics_.contains(topic_key(row.region, row.account, row.name)))
    return "There is another topic of that name.";
  auto topic = std::make_unique<Topic>();
  topic->account = row.account;
  topic->region = row.region;
  topic->name = row.name;
  topic->attributes = std::move(*attributes);
  topic->tags = row.tags;
  topic->subscriptions_deleted = row.subscriptions_deleted;
  topic->data_protection_policy = row.data_protection_policy;
  if (row.archiving_since.has_value() != topic->attributes.archive_period().has_value())
    return "A topic has an archive where it has an ArchivePolicy.";
  if (row.archiving_since)
    topic->archive = std::make_unique<Archive>(*row.archiving_since);
  add(std::move(topic));
  return {};
}

std::optional<std::string> Engine::restore_subscription(void const* kept) {
  auto const& row = *static_cast<SubscriptionRow const*>(kept);
  auto const topic = topics_.find(row.topic);
  if (topic == topics_.end())
    return "The subscription has no topic.";
  auto attributes = SubscriptionAttributes::of_texts(row.attributes);
  if (!attributes)
    return attributes.error().message;
  bool const is_http = row.protocol == "http" || row.protocol == "https";
  if (row.state < 0 || row.state > static_cast<int>(Subscription::State::deactivated) ||
      (is_http && !request_to("POST", row.endpoint)))
    return "The subscription has a state or an endpoint that none can have.";
  bool const is_known = topic->second->subscriptions.contains(row.number) ||
                        topic->second->deactivated.contains(row.number) ||
                        by_arn_.contains(row.arn) ||
                        (!row.token.empty() && by_token_.contains(row.token));
  if (is_known)
    return "There is another subscription of that number, ARN or token.";
  last_subscription_ = std::max(last_subscription_, row.number);
  auto subscription = std::make_unique<Subscription>();
  subscription->number = row.number;
  subscription->arn = row.arn;
  subscription->owner = row.owner;
  subscription->protocol = row.protocol;
  subscription->endpoint = row.endpoint;
  subscription->principal = row.principal;
  subscription->attributes = std::move(*attributes);
  subscription->topic = topic->second.get();
  subscription->state = static_cast<Subscription::State>(row.state);
  subscription->token = row.token;
  subscription->token_until = row.token_until;
  subscription->is_authenticated = row.is_authenticated;
  subscription->authenticates_unsubscription = row.authenticates_unsubscription;
  subscription->free_at = row.free_at;
  know_token(*subscription);
  if (subscription->state == Subscription::State::deactivated)
    add_deactivated(std::move(subscription));
  else
    add(std::move(subscription));
  return {};
}

std::optional<std::string> Engine::restore(Table const& table, void const* kept) {
  if (&table == &topic_table)
    return restore_topic(kept);
  if (&table == &subscription_table)
    return restore_subscription(kept);
  if (&table == &archived_message_table)
    return restore_archived(kept);
  if (&table == &published_table)
    return restore_published(kept);
  if (&table != &delivery_table)
    return sns::restore(mobile_, table, kept);
  auto delivery = delivery_of(kept);
  if (!delivery || deliveries_.all().contains(delivery->number))
    return "There is another delivery of that number, or none can be like that.";
  deliveries_.put_back(std::move(*delivery));
  return {};
}

}  // namespace proofbox::sns
