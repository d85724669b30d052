// What may be subscribed to a topic: a protocol, and an endpoint of its kind.
// https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html
#pragma once

#include <optional>
#include <string_view>

#include "base/result.hpp"
#include "engines/sns/topic.hpp"

namespace proofbox::sns {

// Why the endpoint is refused. Whether it exists is not looked at, as on AWS: that shows when
// something is delivered. Devices alone must be there, which the engine knows.
std::optional<Error> bad_endpoint(Topic const& topic, std::string_view protocol,
                                  std::string_view endpoint);

// Whether the owner of the endpoint is asked first: always by mail and HTTP, and where a queue is
// not of the subscriber's own account.
bool wants_confirmation(std::string_view protocol, std::string_view endpoint,
                        std::string_view subscriber);

// What the attributes of such a subscription have to fit; `protocol` lasts.
SubscriptionKind kind_of(std::string_view protocol, Topic const& topic, std::string_view endpoint);

// Raw delivery is for queues, HTTP and streams.
bool may_be_raw(std::string_view protocol);

}  // namespace proofbox::sns
