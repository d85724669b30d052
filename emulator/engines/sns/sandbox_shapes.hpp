// The operations by which the box looks into SNS. No such operation exists on AWS: there deliveries
// are logged elsewhere, and a token is seen by whoever receives it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engines/sns/shapes.hpp"

namespace proofbox::sns {

// What became of the latest deliveries, the oldest first: all that are under way, and the latest
// 10,000 that came to their end.
struct ListDeliveries {
  std::optional<std::string> topic;         // only of the topic with this ARN
  std::optional<std::string> subscription;  // only to the subscription with this ARN
  std::optional<std::string> message;       // only of the message with this id
  std::optional<std::string> status;        // only with this status
  static Shape const& shape();

  struct Attempt {
    Instant at{};
    std::string to;
    std::optional<std::int64_t> status_code;
    std::optional<std::string> error;
    static Shape const& shape();
  };
  struct Delivery {
    std::string message_id;
    std::string type;  // Notification, SubscriptionConfirmation, UnsubscribeConfirmation
    std::string topic;
    std::string subscription;
    std::string protocol;
    std::string endpoint;
    std::string status;  // waiting, under way, delivered, dead-lettered, lost
    Instant published_at{};
    std::optional<Instant> next_attempt_at;
    std::vector<Attempt> attempts;  // the latest 200
    static Shape const& shape();
  };
  struct Output {
    std::vector<Delivery> deliveries;
    static Shape const& shape();
  };
};

// The token by which each subscription can be confirmed or restored.
struct ListSubscriptionTokens {
  std::optional<std::string> subscription;  // only of the subscription with this ARN
  static Shape const& shape();

  struct Token {
    std::string subscription;
    std::string state;  // pending, confirmed, deactivated
    std::string token;
    Instant until{};
    static Shape const& shape();
  };
  struct Output {
    std::vector<Token> tokens;
    static Shape const& shape();
  };
};

}  // namespace proofbox::sns
