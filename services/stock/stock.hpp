// stock_lambda: hears of an empty stock and orders at the Factory. An order that the Factory did
// not take fails the invocation, so that its message comes back, and in the end waits in the
// dead-letter queue.
#pragma once

#include "lambda/events.hpp"
#include "lambda/function.hpp"

namespace proofbox::shop {

// Environment: FACTORY_API.
Task<Result<Done>> stock(lambda::Context& context, lambda::QueueEvent const& event);

}  // namespace proofbox::shop
