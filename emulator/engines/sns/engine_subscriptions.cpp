// Subscriptions: made, found, listed, taken away, and their attributes.
#include <fmt/format.h>

#include "base/text.hpp"
#include "engines/sns/arn.hpp"
#include "engines/sns/engine.hpp"
#include "engines/sns/errors.hpp"
#include "engines/sns/paging.hpp"

namespace proofbox::sns {
namespace {

using errors::During;

ListedSubscription listed(Subscription const& subscription) {
  return {subscription.arn, subscription.owner, subscription.protocol, subscription.endpoint,
          subscription.topic->arn};
}

// Only queues are delivered to so far: any other protocol is refused as one that SNS does not have.
std::optional<Error> bad_endpoint(Topic const& topic, std::string const& protocol,
                                  std::string const& endpoint) {
  if (protocol != "sqs")
    return errors::invalid_parameter("Amazon SNS does not support this protocol string: " +
                                     protocol);
  if (!is_queue_arn(endpoint))
    return errors::invalid_parameter("SQS endpoint ARN");
  if (is_fifo(endpoint) && !topic.fifo())
    return errors::fifo_queue_on_standard_topic();
  return {};
}

bool is_fifo_subscription(Topic const& topic, std::string_view endpoint) {
  return topic.fifo() && is_fifo(endpoint);
}

std::string number_text(std::int64_t number) { return fmt::format("{:020}", number); }

}  // namespace

std::string subscription_key(Subscription const& subscription) {
  return topic_key(subscription.topic->region, subscription.owner,
                   number_text(subscription.number));
}

Result<Subscription*> Engine::find_subscription(Turn const& turn, std::string_view arn) {
  if (auto error = bad_subscription_arn(arn, turn.caller.region))
    return *error;
  auto const found = by_arn_.find(arn);
  if (found == by_arn_.end())
    return errors::subscription_does_not_exist();
  return found->second;
}

Subscription& Engine::add(std::unique_ptr<Subscription> subscription) {
  auto& added = *subscription;
  by_arn_.emplace(added.arn, &added);
  added.topic->subscriptions.emplace(added.number, &added);
  added.topic->by_endpoint.emplace(std::pair{added.protocol, added.endpoint}, &added);
  subscriptions_.emplace(subscription_key(added), std::move(subscription));
  return added;
}

void Engine::remove(Turn& turn, Subscription& subscription) {
  forget(turn, subscription);
  auto& topic = *subscription.topic;
  topic.subscriptions.erase(subscription.number);
  topic.by_endpoint.erase({subscription.protocol, subscription.endpoint});
  by_arn_.erase(subscription.arn);
  subscriptions_.erase(subscription_key(subscription));
}

Result<Subscribe::Output> Engine::handle(Turn& turn, Subscribe const& op) {
  auto const found = find_topic(turn, op.topic_arn);
  if (!found)
    return found.error();
  auto& topic = **found;
  auto const endpoint = op.endpoint.value_or("");
  if (auto error = bad_endpoint(topic, op.protocol, endpoint))
    return *error;
  SubscriptionAttributes attributes;
  for (auto const& [name, text] : op.attributes)
    if (auto error =
            attributes.put(name, text, is_fifo_subscription(topic, endpoint), During::creation))
      return *error;
  if (auto error = attributes.settle(During::creation))
    return *error;
  // Subscribing again succeeds as long as nothing that is asked for differs.
  if (auto const existing = topic.by_endpoint.find({op.protocol, endpoint});
      existing != topic.by_endpoint.end()) {
    for (auto const& [name, text] : attributes.texts())
      if (existing->second->attributes.text(name) != text)
        return errors::bad_attribute(During::creation,
                                     "Subscription already exists with different attributes");
    return Subscribe::Output{existing->second->arn};
  }
  auto subscription = std::make_unique<Subscription>();
  subscription->number = ++last_subscription_;
  // A box that was started again draws the same ids once more; what it had kept has them already.
  do
    subscription->arn = topic.arn + ':' + turn.random.uuid();
  while (by_arn_.contains(subscription->arn));
  subscription->owner = turn.caller.account;
  subscription->protocol = op.protocol;
  subscription->endpoint = endpoint;
  subscription->principal = "arn:aws:iam::" + turn.caller.account + ":user/proofbox";
  subscription->attributes = std::move(attributes);
  subscription->topic = &topic;
  auto const& made = add(std::move(subscription));
  keep(turn, made);
  return Subscribe::Output{made.arn};
}

// What is not there any more counts as unsubscribed.
Result<Nothing> Engine::handle(Turn& turn, Unsubscribe const& op) {
  if (auto error = bad_subscription_arn(op.subscription_arn, turn.caller.region))
    return *error;
  auto const found = find_subscription(turn, op.subscription_arn);
  if (!found)
    return Nothing{};
  auto& topic = *(*found)->topic;
  remove(turn, **found);
  ++topic.subscriptions_deleted;
  keep(turn, topic);
  return Nothing{};
}

Result<GetSubscriptionAttributes::Output> Engine::handle(Turn& turn,
                                                         GetSubscriptionAttributes const& op) {
  auto const found = find_subscription(turn, op.subscription_arn);
  if (!found)
    return found.error();
  auto const& subscription = **found;
  auto all = subscription.attributes.texts();
  all.try_emplace("RawMessageDelivery", "false");
  // The scope is told of a policy only (recorded from AWS).
  if (all.contains("FilterPolicy"))
    all.try_emplace("FilterPolicyScope", "MessageAttributes");
  else
    all.erase("FilterPolicyScope");
  all["ConfirmationWasAuthenticated"] = "true";
  all["Endpoint"] = subscription.endpoint;
  all["Owner"] = subscription.owner;
  all["PendingConfirmation"] = "false";
  all["Protocol"] = subscription.protocol;
  all["SubscriptionArn"] = subscription.arn;
  all["SubscriptionPrincipal"] = subscription.principal;
  all["TopicArn"] = subscription.topic->arn;
  return GetSubscriptionAttributes::Output{std::move(all)};
}

Result<Nothing> Engine::handle(Turn& turn, SetSubscriptionAttributes const& op) {
  auto const found = find_subscription(turn, op.subscription_arn);
  if (!found)
    return found.error();
  auto& subscription = **found;
  auto const value = op.attribute_value.value_or("");
  bool const fifo = is_fifo_subscription(*subscription.topic, subscription.endpoint);
  auto attributes = subscription.attributes;
  if (auto error = attributes.put(op.attribute_name, value, fifo, During::setting))
    return *error;
  if (auto error = attributes.settle(During::setting))
    return *error;
  subscription.attributes = std::move(attributes);
  keep(turn, subscription);
  return Nothing{};
}

Result<ListSubscriptions::Output> Engine::handle(Turn& turn, ListSubscriptions const& op) {
  auto const page = page_of(subscriptions_, topic_key(turn.caller.region, turn.caller.account, ""),
                            op.next_token);
  if (!page)
    return page.error();
  ListSubscriptions::Output output;
  for (auto const* subscription : page->items)
    output.subscriptions.push_back(listed(*subscription));
  output.next_token = page->next_token;
  return output;
}

// The token names the last subscription that was listed, as page_of's does.
Result<ListSubscriptionsByTopic::Output> Engine::handle(Turn& turn,
                                                        ListSubscriptionsByTopic const& op) {
  auto const topic = find_topic(turn, op.topic_arn);
  if (!topic)
    return topic.error();
  auto const& all = (*topic)->subscriptions;
  auto place = all.begin();
  if (op.next_token && !op.next_token->empty()) {
    auto const last = parse_integer(from_base64(*op.next_token).value_or(""));
    if (!last)
      return errors::invalid_parameter("NextToken");
    place = all.upper_bound(*last);
  }
  ListSubscriptionsByTopic::Output output;
  for (; place != all.end() && output.subscriptions.size() < page_max; ++place)
    output.subscriptions.push_back(listed(*place->second));
  if (place != all.end())
    output.next_token = base64(number_text(std::prev(place)->first));
  return output;
}

}  // namespace proofbox::sns
