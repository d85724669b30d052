// Subscribing: what is asked for, whether there is room for it, and what is made of it.
// https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html
#include <algorithm>

#include "engines/sns/arn.hpp"
#include "engines/sns/endpoint.hpp"
#include "engines/sns/engine.hpp"
#include "engines/sns/errors.hpp"

namespace proofbox::sns {
namespace {

using errors::During;

constexpr std::size_t fifo_subscriptions_max = 100;              // of a topic
constexpr std::int64_t filter_policies_max = 200;                // of a topic
constexpr std::int64_t filter_policies_of_account_max = 10'000;  // of a region
constexpr std::int64_t pending_of_account_max = 5'000;           // of a region

Result<SubscriptionAttributes> attributes_of(Subscribe const& op, Topic const& topic,
                                             Allowances allowed) {
  SubscriptionAttributes attributes;
  auto const kind = kind_of(op.protocol, topic, op.endpoint.value_or(""));
  for (auto const& [name, text] : op.attributes)
    if (auto error = attributes.put(name, text, kind, During::creation))
      return *error;
  if (auto error = attributes.settle(During::creation, allowed))
    return *error;
  if (op.protocol == "firehose" && attributes.text("SubscriptionRoleArn").empty())
    return errors::no_value("SubscriptionRoleArn");
  return attributes;
}

std::string_view default_of(std::string_view name) {
  if (name == "RawMessageDelivery")
    return "false";
  return name == "FilterPolicyScope" ? "MessageAttributes" : "";
}

// What is asked for when one subscribes again must be what is there.
bool differs(SubscriptionAttributes const& asked, SubscriptionAttributes const& standing) {
  return std::any_of(asked.texts().begin(), asked.texts().end(), [&](auto const& one) {
    auto const has = standing.text(one.first);
    return one.second != (has.empty() ? default_of(one.first) : has);
  });
}

Subscribe::Output told(Subscription const& subscription, Subscribe const& op) {
  bool const by_arn = subscription.is_confirmed() || op.return_subscription_arn.value_or(false);
  return {by_arn ? subscription.arn : "pending confirmation"};
}

}  // namespace

void Engine::count(Subscription const& subscription, int by) {
  auto& of_account = counts_[topic_key(subscription.topic->region, subscription.owner, "")];
  for (auto* const counts : {&subscription.topic->counts, &of_account}) {
    counts->pending += subscription.state == Subscription::State::pending ? by : 0;
    counts->filtered += subscription.attributes.has_filter() ? by : 0;
  }
}

std::optional<Error> Engine::no_room_for_filter(Topic const& topic, std::string_view owner) {
  auto const& of_account = counts_[topic_key(topic.region, owner, "")];
  if (topic.counts.filtered >= filter_policies_max ||
      of_account.filtered >= filter_policies_of_account_max)
    return errors::too_many_filter_policies();
  return {};
}

std::optional<Error> Engine::no_room(Subscription const& subscription) {
  auto const& topic = *subscription.topic;
  auto const& of_account = counts_[topic_key(topic.region, subscription.owner, "")];
  if (topic.fifo() && topic.subscriptions.size() >= fifo_subscriptions_max)
    return errors::too_many_subscriptions();
  if (subscription.state == Subscription::State::pending &&
      of_account.pending >= pending_of_account_max)
    return errors::too_many_subscriptions();
  return subscription.attributes.has_filter() ? no_room_for_filter(topic, subscription.owner)
                                              : std::nullopt;
}

// Nothing changes; whoever has not confirmed is asked once more.
Result<Subscribe::Output> Engine::subscribe_again(Turn& turn, Subscription& subscription,
                                                  SubscriptionAttributes const& attributes,
                                                  Subscribe const& op) {
  if (differs(attributes, subscription.attributes))
    return errors::bad_attribute(During::creation,
                                 "Subscription already exists with different attributes");
  if (!subscription.is_confirmed()) {
    await_confirmation(turn, subscription);
    keep(turn, subscription);
  }
  return told(subscription, op);
}

Result<Subscribe::Output> Engine::handle(Turn& turn, Subscribe const& op) {
  auto const found = find_topic(turn, op.topic_arn);
  if (!found)
    return found.error();
  auto& topic = **found;
  auto const endpoint = op.endpoint.value_or("");
  if (auto error = bad_endpoint(topic, op.protocol, endpoint))
    return *error;
  if (op.protocol == "application" && mobile_.platforms.find_endpoint(endpoint) == nullptr)
    return errors::no_device_to_subscribe(endpoint);
  auto attributes = attributes_of(op, topic, turn.allowed);
  if (!attributes)
    return attributes.error();
  if (auto const existing = topic.by_endpoint.find({op.protocol, endpoint});
      existing != topic.by_endpoint.end())
    return subscribe_again(turn, *existing->second, *attributes, op);
  if (auto error = bad_replay(turn, topic, *attributes, During::creation))
    return *error;
  auto subscription = std::make_unique<Subscription>();
  subscription->owner = turn.caller.account;
  subscription->protocol = op.protocol;
  subscription->endpoint = endpoint;
  subscription->principal = "arn:aws:iam::" + turn.caller.account + ":user/proofbox";
  subscription->attributes = std::move(*attributes);
  subscription->topic = &topic;
  bool const pending = wants_confirmation(op.protocol, endpoint, turn.caller.account);
  if (pending) {
    subscription->state = Subscription::State::pending;
    subscription->is_authenticated = false;
  }
  if (auto error = no_room(*subscription))
    return *error;
  subscription->number = ++last_subscription_;
  // An id that is there already, in whatever was put back, is not given again.
  do
    subscription->arn = topic.arn + ':' + turn.random.uuid();
  while (by_arn_.contains(subscription->arn));
  auto& made = add(std::move(subscription));
  if (pending)
    await_confirmation(turn, made);
  replay(turn, made);
  keep(turn, made);
  return told(made, op);
}

}  // namespace proofbox::sns
