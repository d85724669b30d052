#include "engines/sns/sandbox_shapes.hpp"

namespace proofbox::sns {

Shape const& ListDeliveries::shape() {
  static Shape const shape = Describe<ListDeliveries>("ListDeliveries")
                                 .member("topic", &ListDeliveries::topic)
                                 .member("subscription", &ListDeliveries::subscription)
                                 .member("message", &ListDeliveries::message)
                                 .member("status", &ListDeliveries::status);
  return shape;
}

Shape const& ListDeliveries::Attempt::shape() {
  static Shape const shape = Describe<Attempt>("Attempt")
                                 .member("at", &Attempt::at)
                                 .member("to", &Attempt::to)
                                 .member("statusCode", &Attempt::status_code)
                                 .member("error", &Attempt::error);
  return shape;
}

Shape const& ListDeliveries::Delivery::shape() {
  static Shape const shape = Describe<Delivery>("Delivery")
                                 .member("messageId", &Delivery::message_id)
                                 .member("type", &Delivery::type)
                                 .member("topic", &Delivery::topic)
                                 .member("subscription", &Delivery::subscription)
                                 .member("protocol", &Delivery::protocol)
                                 .member("endpoint", &Delivery::endpoint)
                                 .member("status", &Delivery::status)
                                 .member("publishedAt", &Delivery::published_at)
                                 .member("nextAttemptAt", &Delivery::next_attempt_at)
                                 .member("attempts", &Delivery::attempts, always);
  return shape;
}

Shape const& ListDeliveries::Output::shape() {
  static Shape const shape =
      Describe<Output>("ListDeliveriesResult").member("deliveries", &Output::deliveries, always);
  return shape;
}

Shape const& ListSubscriptionTokens::shape() {
  static Shape const shape = Describe<ListSubscriptionTokens>("ListSubscriptionTokens")
                                 .member("subscription", &ListSubscriptionTokens::subscription);
  return shape;
}

Shape const& ListSubscriptionTokens::Token::shape() {
  static Shape const shape = Describe<Token>("Token")
                                 .member("subscription", &Token::subscription)
                                 .member("state", &Token::state)
                                 .member("token", &Token::token)
                                 .member("until", &Token::until);
  return shape;
}

Shape const& ListSubscriptionTokens::Output::shape() {
  static Shape const shape =
      Describe<Output>("ListSubscriptionTokensResult").member("tokens", &Output::tokens, always);
  return shape;
}

}  // namespace proofbox::sns
