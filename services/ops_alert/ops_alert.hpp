// ops_alert_lambda: tells the operations team by mail of each message that ends in a dead-letter
// queue, once, and why it is there. The message itself stays where it is, to be redriven.
#pragma once

#include "lambda/events.hpp"
#include "lambda/function.hpp"

namespace proofbox::shop {

// The action of the alarms on the dead-letter queues. An event source mapping would be the shorter
// way, and the wrong one: what a mapping hands on it deletes, or hands on again and again. So the
// function is told that a queue has grown, receives what lies there, remembers each message by its
// id, and lets it be seen again at once. Each alarm is therefore one receive more for what lies
// there; a dead-letter queue counts them, and nothing follows from it.
Task<Result<Done>> ops_alert(lambda::Context& context, lambda::AlarmEvent const& event);

// What the function remembers, in the database "operations".
std::vector<Statement> ops_alert_setup();

}  // namespace proofbox::shop
