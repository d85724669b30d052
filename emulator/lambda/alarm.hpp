// A CloudWatch alarm on ApproximateNumberOfMessagesVisible, with a function as its action. AWS's
// metrics come from SQS itself and cost the queue nothing: no message is received for them.
#pragma once

#include "lambda/host.hpp"

namespace proofbox::lambda {

// Looks at its queue once a minute of box time, for ever; the function is invoked as an event.
Task<void> watch(Host& host, Deployment const& deployment, Alarm const& alarm);

}  // namespace proofbox::lambda
