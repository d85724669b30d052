// The delivery policy of a topic, a JSON document: what was set, and what is in effect with AWS's
// defaults filled in. It says how HTTP endpoints are retried; queues do not heed it.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace proofbox::sns {

// The document as AWS gives it back: its known members in AWS's order, disableSubscriptionOverrides
// always. The error's message is the reason alone.
Result<std::string> read_delivery_policy(std::string_view given);

// `set` comes from read_delivery_policy, or is empty.
std::string effective_delivery_policy(std::string_view set);

}  // namespace proofbox::sns
