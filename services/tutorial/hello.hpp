// The tutorial's first step: a function behind POST / that adds one to a number.
#pragma once

#include "lambda/events.hpp"
#include "lambda/function.hpp"

namespace proofbox::tutorial {

// {"input": 1} makes 2. Without a body there is nothing to add to, and JavaScript says so:
// undefined. A body that is no JSON fails the invocation.
Task<Result<lambda::HttpAnswer>> hello(lambda::Context& context, lambda::HttpEvent const& event);

}  // namespace proofbox::tutorial
