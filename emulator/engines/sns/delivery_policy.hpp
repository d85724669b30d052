// The delivery policies of topics and of their HTTP subscriptions, JSON documents: what was set,
// what is in effect with AWS's defaults filled in, and what that means for a delivery. Only HTTP
// and HTTPS heed them.
// https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html#creating-delivery-policy
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "engines/sns/retry_schedule.hpp"

namespace proofbox::sns {

// ---- of a topic ----

// The document as AWS gives it back: its known members in AWS's order, disableSubscriptionOverrides
// always. The error's message is the reason alone.
Result<std::string> read_delivery_policy(std::string_view given);

// `set` comes from read_delivery_policy, or is empty.
std::string effective_delivery_policy(std::string_view set);

// ---- of a subscription ----

// As recorded from AWS: every member is there, as null where it was not given.
Result<std::string> read_subscription_policy(std::string_view given);

// What a topic's policy and a subscription's come to; each comes from its read function, or is
// empty.
std::string effective_subscription_policy(std::string_view of_topic, std::string_view set);

struct HttpDelivery {
  RetrySchedule retries;
  std::optional<std::int64_t> receives_per_second_max;
  std::string content_type;
};
HttpDelivery http_delivery(std::string_view of_topic, std::string_view of_subscription);

}  // namespace proofbox::sns
