// The tutorial's second step, its back: takes the messages out of the queue, one at a time.
#pragma once

#include "lambda/events.hpp"
#include "lambda/function.hpp"

namespace proofbox::tutorial {

// Environment: CONSUMER_SLEEPS, a duration as "15s": how long the work takes.
Task<Result<Done>> consumer(lambda::Context& context, lambda::QueueEvent const& event);

}  // namespace proofbox::tutorial
