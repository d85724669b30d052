// A function's environment at work: the handler runs under its time-out, and what is late is ended
// and makes no further call.
#pragma once

#include "lambda/host.hpp"

namespace proofbox::lambda {

// Runs the function once. Deployment, function and order outlive the task.
Task<Outcome> run(Host& host, Deployment const& deployment, Function const& function,
                  ToRuntime const& order, std::uint64_t cause);

}  // namespace proofbox::lambda
