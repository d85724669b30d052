// The JSON document in which a notification reaches a queue (and later an HTTP endpoint) unless its
// subscription wants the message raw.
#pragma once

#include <string>
#include <string_view>

#include "engines/sns/notification.hpp"
#include "engines/sns/topic.hpp"

namespace proofbox::sns {

// `endpoint` is the box as the publisher wrote it, scheme and host: the links in the envelope lead
// there.
std::string envelope_of(Notification const& notification, Subscription const& subscription,
                        std::string_view endpoint);

}  // namespace proofbox::sns
