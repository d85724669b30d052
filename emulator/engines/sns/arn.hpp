// The ARNs that SNS is given: what a malformed one is answered, and what a queue's ARN says.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace proofbox::sns {

// Why the text is no ARN of a topic in this region; nothing where it is one, whether or not the
// topic exists. `parameter` is the name of the member that carries it.
std::optional<Error> bad_topic_arn(std::string_view arn, std::string_view region,
                                   std::string_view parameter = "TopicArn");

// Likewise of a subscription: TOPIC_ARN:ID.
std::optional<Error> bad_subscription_arn(std::string_view arn, std::string_view region);

// arn:aws:sqs:REGION:ACCOUNT:NAME
bool is_queue_arn(std::string_view arn);
inline bool is_fifo(std::string_view name_or_arn) { return name_or_arn.ends_with(".fifo"); }

// REGION/ACCOUNT/NAME
std::string topic_key(std::string_view region, std::string_view account, std::string_view name);

}  // namespace proofbox::sns
