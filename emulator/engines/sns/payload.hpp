// What leaves for a subscription, in the form that its protocol wants.
#pragma once

#include <string_view>

#include "engines/sns/envelope.hpp"

namespace proofbox::sns {

using Payload = decltype(Parcel::to);

// The signatures are the notification's. For every protocol that is carried out of the engine: sqs,
// http, https, lambda, email, email-json, firehose. `content_type` is of HTTP.
Payload payload_of(Signatures& signatures, Notification const& notification,
                   Subscription const& subscription, std::string_view content_type);

// For the queue that takes what could not be delivered, whatever the protocol: what a queue would
// have got. A raw message with more attributes than queues take comes in the envelope.
ToQueue dead_letter_of(Signatures& signatures, Notification const& notification,
                       Subscription const& subscription);

// For those who have to confirm: http, https, email, email-json, and queues of other accounts.
Payload payload_of(Turn const& turn, Confirmation const& confirmation,
                   Subscription const& subscription);

}  // namespace proofbox::sns
