// Subscriptions: found, listed, taken away, and their attributes.
#include <fmt/format.h>

#include "base/text.hpp"
#include "engines/sns/arn.hpp"
#include "engines/sns/delivery_policy.hpp"
#include "engines/sns/endpoint.hpp"
#include "engines/sns/engine.hpp"
#include "engines/sns/errors.hpp"
#include "engines/sns/paging.hpp"

namespace proofbox::sns {
namespace {

using errors::During;

// Lists have stars where a URL has a password; GetSubscriptionAttributes tells it.
std::string without_password(std::string_view protocol, std::string const& endpoint) {
  if (!protocol.starts_with("http"))
    return endpoint;
  auto const begin = endpoint.find("://") + 3;
  auto const at = endpoint.substr(0, endpoint.find_first_of("/?#", begin)).rfind('@');
  auto const colon = endpoint.find(':', begin);
  if (at == std::string::npos || colon > at)
    return endpoint;
  return endpoint.substr(0, colon + 1) + "****" + endpoint.substr(at);
}

ListedSubscription listed(Subscription const& subscription) {
  return {subscription.is_confirmed() ? subscription.arn : "PendingConfirmation",
          subscription.owner, subscription.protocol,
          without_password(subscription.protocol, subscription.endpoint), subscription.topic->arn};
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
  if (found == by_arn_.end() || found->second->state == Subscription::State::deactivated)
    return errors::subscription_does_not_exist();
  return found->second;
}

Subscription& Engine::add(std::unique_ptr<Subscription> subscription) {
  auto& added = *subscription;
  count(added, 1);
  by_arn_.emplace(added.arn, &added);
  added.topic->subscriptions.emplace(added.number, &added);
  added.topic->by_endpoint.emplace(std::pair{added.protocol, added.endpoint}, &added);
  subscriptions_.emplace(subscription_key(added), std::move(subscription));
  return added;
}

std::unique_ptr<Subscription> Engine::remove(Turn& turn, Subscription& subscription) {
  count(subscription, -1);
  drop_token(subscription);
  forget(turn, subscription);
  auto& topic = *subscription.topic;
  topic.subscriptions.erase(subscription.number);
  topic.by_endpoint.erase({subscription.protocol, subscription.endpoint});
  by_arn_.erase(subscription.arn);
  return std::move(subscriptions_.extract(subscription_key(subscription)).mapped());
}

// What is not there any more counts as unsubscribed. Endpoints of HTTP are always told; whoever
// gets mail is told where a link was followed, and not where the owner of the subscription asked.
Result<Nothing> Engine::handle(Turn& turn, Unsubscribe const& op) {
  if (auto error = bad_subscription_arn(op.subscription_arn, turn.caller.region))
    return *error;
  auto const found = find_subscription(turn, op.subscription_arn);
  if (!found)
    return Nothing{};
  if ((*found)->authenticates_unsubscription && turn.caller.is_anonymous)
    return errors::unauthorized_to_unsubscribe();
  bool const was_confirmed = (*found)->is_confirmed();
  auto& topic = *(*found)->topic;
  auto removed = remove(turn, **found);
  ++topic.subscriptions_deleted;
  keep(turn, topic);
  auto const& protocol = removed->protocol;
  if (was_confirmed &&
      (protocol.starts_with("http") || (protocol.starts_with("email") && turn.caller.is_anonymous)))
    deactivate(turn, std::move(removed));
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
  auto const flag = [](bool yes) { return yes ? "true" : "false"; };
  all["ConfirmationWasAuthenticated"] = flag(subscription.is_authenticated);
  if (subscription.protocol.starts_with("http"))
    all["EffectiveDeliveryPolicy"] =
        effective_subscription_policy(subscription.topic->attributes.text("DeliveryPolicy"),
                                      subscription.attributes.text("DeliveryPolicy"));
  all["Endpoint"] = subscription.endpoint;
  all["Owner"] = subscription.owner;
  all["PendingConfirmation"] = flag(!subscription.is_confirmed());
  all["Protocol"] = subscription.protocol;
  if (subscription.attributes.replay())
    all["ReplayStatus"] = replay_status(subscription);
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
  auto const kind = kind_of(subscription.protocol, *subscription.topic, subscription.endpoint);
  auto attributes = subscription.attributes;
  if (auto error =
          attributes.put(op.attribute_name, op.attribute_value.value_or(""), kind, During::setting))
    return *error;
  if (auto error = attributes.settle(During::setting, turn.allowed))
    return *error;
  if (attributes.has_filter() && !subscription.attributes.has_filter())
    if (auto error = no_room_for_filter(*subscription.topic, subscription.owner))
      return *error;
  bool const replays = op.attribute_name == "ReplayPolicy";
  if (replays)
    if (auto error = bad_replay(turn, *subscription.topic, attributes, During::setting))
      return *error;
  count(subscription, -1);
  subscription.attributes = std::move(attributes);
  count(subscription, 1);
  if (replays)
    replay(turn, subscription);
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
