// The operations of Amazon SNS as its service model (2010-03-31) describes them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shape/operation.hpp"
#include "shape/shape.hpp"

namespace proofbox::sns {

template <class Op>
constexpr std::string_view service_of(Op const*) {
  return "sns";
}

// The data type is required on AWS; it is optional here because AWS's refusal names the attribute,
// which only the engine knows.
struct MessageAttributeValue {
  std::optional<std::string> data_type;
  std::optional<std::string> string_value;
  std::optional<Blob> binary_value;
  bool operator==(MessageAttributeValue const&) const = default;
  static Shape const& shape();
};
using MessageAttributes = Map<MessageAttributeValue>;

struct Tag {
  std::string key;
  std::string value;
  static Shape const& shape();
};

// ---- topics ----

struct CreateTopic {
  std::string name;
  Map<std::string> attributes;
  std::vector<Tag> tags;
  std::optional<std::string> data_protection_policy;
  static Shape const& shape();
  struct Output {
    std::string topic_arn;
    static Shape const& shape();
  };
};

struct DeleteTopic {
  std::string topic_arn;
  static Shape const& shape();
  using Output = Nothing;
};

struct GetTopicAttributes {
  std::string topic_arn;
  static Shape const& shape();
  struct Output {
    Map<std::string> attributes;
    static Shape const& shape();
  };
};

struct SetTopicAttributes {
  std::string topic_arn;
  std::string attribute_name;
  std::optional<std::string> attribute_value;
  static Shape const& shape();
  using Output = Nothing;
};

struct ListTopics {
  std::optional<std::string> next_token;
  static Shape const& shape();
  struct Topic {
    std::string topic_arn;
    static Shape const& shape();
  };
  struct Output {
    std::vector<Topic> topics;
    std::optional<std::string> next_token;
    static Shape const& shape();
  };
};

struct AddPermission {
  std::string topic_arn;
  std::string label;
  std::vector<std::string> aws_account_id;
  std::vector<std::string> action_name;
  static Shape const& shape();
  using Output = Nothing;
};

struct RemovePermission {
  std::string topic_arn;
  std::string label;
  static Shape const& shape();
  using Output = Nothing;
};

struct PutDataProtectionPolicy {
  std::string resource_arn;
  std::string data_protection_policy;
  static Shape const& shape();
  using Output = Nothing;
};

struct GetDataProtectionPolicy {
  std::string resource_arn;
  static Shape const& shape();
  struct Output {
    std::optional<std::string> data_protection_policy;
    static Shape const& shape();
  };
};

// ---- tags ----

struct TagResource {
  std::string resource_arn;
  std::vector<Tag> tags;
  static Shape const& shape();
  struct Output {
    static Shape const& shape();
  };
};

struct UntagResource {
  std::string resource_arn;
  std::vector<std::string> tag_keys;
  static Shape const& shape();
  struct Output {
    static Shape const& shape();
  };
};

struct ListTagsForResource {
  std::string resource_arn;
  static Shape const& shape();
  struct Output {
    std::vector<Tag> tags;
    static Shape const& shape();
  };
};

// ---- subscriptions ----

struct Subscribe {
  std::string topic_arn;
  std::string protocol;
  std::optional<std::string> endpoint;
  Map<std::string> attributes;
  std::optional<bool> return_subscription_arn;
  static Shape const& shape();
  struct Output {
    std::string subscription_arn;
    static Shape const& shape();
  };
};

struct ConfirmSubscription {
  std::string topic_arn;
  std::string token;
  std::optional<std::string> authenticate_on_unsubscribe;
  static Shape const& shape();
  struct Output {
    std::string subscription_arn;
    static Shape const& shape();
  };
};

struct Unsubscribe {
  std::string subscription_arn;
  static Shape const& shape();
  using Output = Nothing;
};

struct GetSubscriptionAttributes {
  std::string subscription_arn;
  static Shape const& shape();
  struct Output {
    Map<std::string> attributes;
    static Shape const& shape();
  };
};

struct SetSubscriptionAttributes {
  std::string subscription_arn;
  std::string attribute_name;
  std::optional<std::string> attribute_value;
  static Shape const& shape();
  using Output = Nothing;
};

struct ListedSubscription {
  std::string subscription_arn;
  std::string owner;
  std::string protocol;
  std::string endpoint;
  std::string topic_arn;
  static Shape const& shape();
};

struct ListSubscriptions {
  std::optional<std::string> next_token;
  static Shape const& shape();
  struct Output {
    std::vector<ListedSubscription> subscriptions;
    std::optional<std::string> next_token;
    static Shape const& shape();
  };
};

struct ListSubscriptionsByTopic {
  std::string topic_arn;
  std::optional<std::string> next_token;
  static Shape const& shape();
  struct Output {
    std::vector<ListedSubscription> subscriptions;
    std::optional<std::string> next_token;
    static Shape const& shape();
  };
};

// ---- publishing ----

struct Publish {
  std::optional<std::string> topic_arn;
  std::optional<std::string> target_arn;
  std::optional<std::string> phone_number;
  std::string message;
  std::optional<std::string> subject;
  std::optional<std::string> message_structure;
  MessageAttributes message_attributes;
  std::optional<std::string> message_deduplication_id;
  std::optional<std::string> message_group_id;
  static Shape const& shape();
  struct Output {
    std::string message_id;
    std::optional<std::string> sequence_number;
    static Shape const& shape();
  };
};

struct PublishBatch {
  struct Entry {
    std::string id;
    std::string message;
    std::optional<std::string> subject;
    std::optional<std::string> message_structure;
    MessageAttributes message_attributes;
    std::optional<std::string> message_deduplication_id;
    std::optional<std::string> message_group_id;
    static Shape const& shape();
  };
  std::string topic_arn;
  std::vector<Entry> publish_batch_request_entries;
  static Shape const& shape();
  struct Published {
    std::string id;
    std::string message_id;
    std::optional<std::string> sequence_number;
    static Shape const& shape();
  };
  // One entry that failed alone.
  struct Failed {
    std::string id;
    std::string code;
    std::optional<std::string> message;
    bool sender_fault = true;
    static Shape const& shape();
  };
  struct Output {
    std::vector<Published> successful;
    std::vector<Failed> failed;
    static Shape const& shape();
  };
};

}  // namespace proofbox::sns
