// GET events: what happened in a box, at once, as soon as it happens (wait=20s), or on and on as
// server-sent events. Whoever looks on is no client: time does not skip for him.
#pragma once

#include "box/box.hpp"

namespace proofbox::control {

// The request outlives the task.
Task<HttpResponse> answer_events(Box& box, HttpRequest const& request);

}  // namespace proofbox::control
