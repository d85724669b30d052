// Confirmation: whoever receives mail or HTTP is asked before anything is delivered, and told when
// it is ended; the token in the message confirms, or restores.
// https://docs.aws.amazon.com/sns/latest/api/API_ConfirmSubscription.html
#include <algorithm>

#include "base/text.hpp"
#include "engines/sns/arn.hpp"
#include "engines/sns/engine.hpp"
#include "engines/sns/errors.hpp"

namespace proofbox::sns {
namespace {

constexpr Duration token_life = 48h;
constexpr std::size_t token_length = 288;

bool is_token(std::string_view text) {
  return text.size() == token_length && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

std::string_view name_of(Subscription::State state) {
  switch (state) {
    case Subscription::State::pending: return "pending";
    case Subscription::State::confirmed: return "confirmed";
    case Subscription::State::deactivated: return "deactivated";
  }
  return {};
}

}  // namespace

void Engine::set_token(Turn& turn, Subscription& subscription) {
  drop_token(subscription);
  // A token that is there already, in whatever was put back, is not given again.
  do
    subscription.token = turn.random.hex(token_length);
  while (by_token_.contains(subscription.token));
  subscription.token_until = turn.now + token_life;
  know_token(subscription);
}

void Engine::know_token(Subscription& subscription) {
  if (subscription.token.empty())
    return;
  by_token_.emplace(subscription.token, &subscription);
  token_ends_.emplace(subscription.token_until, subscription.token);
}

void Engine::drop_token(Subscription& subscription) {
  by_token_.erase(subscription.token);
  token_ends_.erase({subscription.token_until, subscription.token});
  subscription.token.clear();
}

void Engine::await_confirmation(Turn& turn, Subscription& subscription) {
  set_token(turn, subscription);
  ask_to_confirm(turn, subscription, false);
}

// The endpoint is told, with the means to undo it.
void Engine::deactivate(Turn& turn, std::unique_ptr<Subscription> subscription) {
  auto& kept = *subscription;
  kept.state = Subscription::State::deactivated;
  set_token(turn, kept);
  add_deactivated(std::move(subscription));
  ask_to_confirm(turn, kept, true);
  keep(turn, kept);
}

// Its ARN stays its own: what is under way to it finds it there.
void Engine::add_deactivated(std::unique_ptr<Subscription> subscription) {
  by_arn_.emplace(subscription->arn, subscription.get());
  subscription->topic->deactivated.emplace(subscription->number, std::move(subscription));
}

void Engine::drop_deactivated(Turn& turn, Subscription& subscription) {
  drop_token(subscription);
  forget(turn, subscription);
  by_arn_.erase(subscription.arn);
  subscription.topic->deactivated.erase(subscription.number);
}

// Every token goes when its time is up: of a confirmed subscription it alone, of any other the
// subscription with it.
void Engine::drop_old_tokens(Turn& turn) {
  while (!token_ends_.empty() && token_ends_.begin()->first <= turn.now) {
    auto& subscription = *by_token_.at(token_ends_.begin()->second);
    switch (subscription.state) {
      case Subscription::State::pending: remove(turn, subscription); break;
      case Subscription::State::deactivated: drop_deactivated(turn, subscription); break;
      case Subscription::State::confirmed: drop_token(subscription); keep(turn, subscription);
    }
  }
}

// The token says which subscription is meant: that the topic exists is not looked at, as recorded
// from AWS, but it must be of the same region. To confirm once more changes nothing. An endpoint
// that was subscribed anew has nothing left to restore.
Result<ConfirmSubscription::Output> Engine::handle(Turn& turn, ConfirmSubscription const& op) {
  auto const parts = split(op.topic_arn, ':');
  if (parts.size() != 6 || parts[0] != "arn" || parts[2] != "sns")
    return errors::invalid_parameter("Topic");
  if (!is_token(op.token))
    return errors::invalid_parameter("Token");
  auto const found = by_token_.find(op.token);
  if (found != by_token_.end() && found->second->topic->region != parts[3])
    return errors::invalid_parameter("Topic");
  if (found == by_token_.end())
    return errors::invalid_token();
  auto& subscription = *found->second;
  if (subscription.is_confirmed())
    return ConfirmSubscription::Output{subscription.arn};
  bool const is_deactivated = subscription.state == Subscription::State::deactivated;
  auto& topic = *subscription.topic;
  // Whoever subscribed the endpoint anew stays with that.
  if (is_deactivated && topic.by_endpoint.contains({subscription.protocol, subscription.endpoint}))
    return errors::invalid_token();
  if (is_deactivated) {
    subscription.state = Subscription::State::confirmed;
    add(std::move(topic.deactivated.extract(subscription.number).mapped()));
  } else {
    count(subscription, -1);
    subscription.state = Subscription::State::confirmed;
    count(subscription, 1);
    replay(turn, subscription);
  }
  subscription.is_authenticated = !turn.caller.is_anonymous;
  subscription.authenticates_unsubscription =
      !turn.caller.is_anonymous &&
      lower_case(op.authenticate_on_unsubscribe.value_or("")) == "true";
  keep(turn, subscription);
  return ConfirmSubscription::Output{subscription.arn};
}

Result<ListSubscriptionTokens::Output> Engine::handle(Turn&, ListSubscriptionTokens const& op) {
  ListSubscriptionTokens::Output output;
  for (auto const& [until, token] : token_ends_) {
    auto const& subscription = *by_token_.at(token);
    if (!op.subscription || *op.subscription == subscription.arn)
      output.tokens.push_back(
          {subscription.arn, std::string{name_of(subscription.state)}, token, until});
  }
  return output;
}

}  // namespace proofbox::sns
