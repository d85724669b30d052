// marketing_lambda: hands a Vip's purchase over to the marketing system, which is somebody else's
// and may be down. What it did not take stays in the queue. A hand-over may come twice; its
// Idempotency-Key tells.
#pragma once

#include "lambda/events.hpp"
#include "lambda/function.hpp"

namespace proofbox::shop {

// Environment: MARKETING_API.
Task<Result<Done>> marketing(lambda::Context& context, lambda::QueueEvent const& event);

}  // namespace proofbox::shop
