// A shop with subscribers of every protocol: they are subscribed, confirm by their tokens, and the
// attempts to reach them end as a test says.
#pragma once

#include <catch2/catch.hpp>

#include "engines/sns_shop.hpp"

namespace proofbox::test {

inline std::string const site = "http://site.test/hook";

// How an attempt ends: with an answer of HTTP, or without any; refused by a queue, a function or a
// mailbox, whoever is at fault by the status.
inline Outcome answered(int status) { return {{}, status}; }
inline Outcome unanswered() { return {Error{"ConnectionFailed", "Nobody is there.", 0}, 0}; }
inline Outcome refused(int status) {
  return {Error{status < 500 ? "AccessDenied" : "InternalError", "Not now.", status}, status};
}

inline std::string dead_letters_in(std::string const& queue) {
  return R"({"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:)" + queue + R"("})";
}

struct SubscribedShop : SnsShop {
  Result<sns::Subscribe::Output> try_to_subscribe(std::string protocol, std::string endpoint,
                                                  Map<std::string> attributes = {},
                                                  std::string to = {}) {
    sns::Subscribe op;
    op.topic_arn = to.empty() ? topic : std::move(to);
    op.protocol = std::move(protocol);
    op.endpoint = std::move(endpoint);
    op.attributes = std::move(attributes);
    op.return_subscription_arn = true;
    return turn(sns, op);
  }

  // The ARN of a new subscription, confirmed or not. Its question to confirm is in turn.parcels.
  std::string begin(std::string protocol, std::string endpoint, Map<std::string> attributes = {},
                    std::string to = {}) {
    auto const made = try_to_subscribe(std::move(protocol), std::move(endpoint),
                                       std::move(attributes), std::move(to));
    REQUIRE(made.ok());
    return made->subscription_arn;
  }

  // The ARN of a new subscription that is confirmed; its question has arrived.
  std::string add(std::string protocol, std::string endpoint, Map<std::string> attributes = {},
                  std::string to = {}) {
    auto const arn = begin(std::move(protocol), std::move(endpoint), std::move(attributes), to);
    for (auto const& question : std::vector<Parcel>{turn.parcels})
      carried(question, answered(200));
    if (attribute(arn, "PendingConfirmation") == "true")
      REQUIRE(confirm(token(arn), to).ok());
    return arn;
  }

  Result<sns::ConfirmSubscription::Output> confirm(
      std::string token, std::string of = {},
      std::optional<std::string> authenticate_on_unsubscribe = {}) {
    return turn(sns, sns::ConfirmSubscription{of.empty() ? topic : std::move(of), std::move(token),
                                              std::move(authenticate_on_unsubscribe)});
  }
  Result<Nothing> unsubscribe(std::string arn) {
    return turn(sns, sns::Unsubscribe{std::move(arn)});
  }
  Result<Nothing> set(std::string arn, std::string name, std::optional<std::string> value) {
    return turn(sns,
                sns::SetSubscriptionAttributes{std::move(arn), std::move(name), std::move(value)});
  }
  Result<Nothing> set_topic(std::string name, std::optional<std::string> value) {
    return turn(sns, sns::SetTopicAttributes{topic, std::move(name), std::move(value)});
  }

  Result<sns::GetSubscriptionAttributes::Output> attributes(std::string arn) {
    return turn(sns, sns::GetSubscriptionAttributes{std::move(arn)});
  }
  std::string attribute(std::string arn, std::string const& name) {
    auto const all = attributes(std::move(arn));
    REQUIRE(all.ok());
    return all->attributes.contains(name) ? all->attributes.at(name) : "(none)";
  }
  std::string topic_attribute(std::string const& name) {
    return turn(sns, sns::GetTopicAttributes{topic})->attributes.at(name);
  }
  std::vector<sns::ListSubscriptionTokens::Token> tokens(std::string of = {}) {
    sns::ListSubscriptionTokens op;
    if (!of.empty())
      op.subscription = std::move(of);
    return turn(sns, op)->tokens;
  }
  std::string token(std::string of) { return tokens(std::move(of)).at(0).token; }
  std::vector<sns::ListDeliveries::Delivery> deliveries() {
    return turn(sns, sns::ListDeliveries{})->deliveries;
  }

  // The parcel of a new message; it is the only one.
  Parcel send(sns::Publish const& op) {
    REQUIRE(publish(op).ok());
    REQUIRE(turn.parcels.size() == 1);
    return turn.parcels[0];
  }
  Parcel send(std::string text = "hello") { return send(message(std::move(text))); }

  // Lets time jump to the next moment at which something leaves; how long that took, or nothing
  // where nothing ever leaves.
  std::optional<Duration> wait() {
    auto const begun = turn.now;
    turn.parcels.clear();
    while (auto const due = sns.next_due()) {
      turn.now = std::max(turn.now, *due);
      turn.advance(sns);
      if (!turn.parcels.empty())
        return turn.now - begun;
    }
    return {};
  }

  // Has the attempt end so; gives how long after it the next one leaves, which is then in
  // turn.parcels, or nothing where there is none.
  std::optional<Duration> fail(Parcel const& attempt, Outcome const& outcome) {
    carried(attempt, outcome);
    return turn.parcels.empty() ? wait() : Duration{0};
  }

  // Fails each attempt until no other follows; gives how long after each failure the next one left.
  std::vector<Duration> fail_all(Parcel attempt, Outcome const& outcome) {
    std::vector<Duration> delays;
    while (auto const delay = fail(attempt, outcome)) {
      delays.push_back(*delay);
      attempt = turn.parcels.at(0);
    }
    return delays;
  }
};

// What a call was refused with, as "CODE: MESSAGE".
template <class T>
std::string refusal_of(Result<T> const& result) {
  return result.ok() ? "(accepted)" : result.error().code + ": " + result.error().message;
}

inline HttpRequest const& request_of(Parcel const& parcel) {
  return std::get<ToUrl>(parcel.to).request;
}
inline ToQueue const& queued(Parcel const& parcel) { return std::get<ToQueue>(parcel.to); }

}  // namespace proofbox::test
