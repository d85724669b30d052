// An alarm as CloudWatch has them, on messages that a queue did not have a minute ago, with a
// function as its action. Like AWS's metrics it comes from SQS itself and costs the queue nothing:
// no message is received for it.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "lambda/host.hpp"

namespace proofbox::lambda {

// What an alarm knows from one look to the next.
struct AlarmMemory {
  std::optional<Instant> next = {};   // when it looks; a minute from now where nothing is said
  std::set<std::string> before = {};  // the messages that could be received then, by their ids
};

// Looks at its queue once a minute of box time, for ever; the function is invoked as an event.
Task<void> watch(Host& host, Deployment const& deployment, Alarm const& alarm, AlarmMemory& memory);

}  // namespace proofbox::lambda
