// The tutorial's second step, its front: POST /produce puts what it is given into a queue.
#pragma once

#include "lambda/events.hpp"
#include "lambda/function.hpp"

namespace proofbox::tutorial {

// Environment: QUEUE_URL.
Task<Result<lambda::HttpAnswer>> producer(lambda::Context& context, lambda::HttpEvent const& event);

}  // namespace proofbox::tutorial
