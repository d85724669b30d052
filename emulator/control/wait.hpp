// POST wait: answers as soon as what is waited for has happened in the box, or when that did not
// come about in time, or cannot.
#pragma once

#include "match/state.hpp"

namespace proofbox::control {

// All of these outlive the task.
Task<HttpResponse> answer_wait(Box& box, match::State const& state, HttpRequest const& request);

}  // namespace proofbox::control
