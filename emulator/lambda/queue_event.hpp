// From a message of a queue to what a function gets of it, and to what filters are held against.
#pragma once

#include "engines/sqs/shapes.hpp"
#include "lambda/deployment.hpp"
#include "lambda/events.hpp"
#include "shape/event_pattern.hpp"

namespace proofbox::lambda {

QueueEvent::Record record_of(sqs::Message const& message, Deployment const& deployment,
                             std::string const& queue_arn);

// About as many bytes as its record has in the event.
std::size_t record_size(sqs::Message const& message, Deployment const& deployment);

// A body that is JSON is looked into, and no text that a filter could name; one that is not is such
// a text.
bool fits_filter(EventPattern const& filter, sqs::Message const& message,
                 Deployment const& deployment, std::string const& queue_arn);

// "jobs" of "arn:aws:sqs:ap-northeast-2:000000000000:jobs"
std::string queue_name(std::string_view queue_arn);

}  // namespace proofbox::lambda
