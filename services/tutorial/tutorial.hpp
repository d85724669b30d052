// The tutorial (project3-tutorial) as a team deploys it, beside the shop: the function `hello`, and
// the queue with its producer and consumer that the template "AWS - Node.js - SQS Worker" makes.
#pragma once

#include "lambda/deployment.hpp"

namespace proofbox::tutorial {

struct Settings {
  std::string consumer_sleeps = "0s";
  Duration consumer_timeout = 6s;  // the Serverless Framework's default; whole seconds
  std::int64_t growth_per_minute = 300;
  std::optional<std::int64_t> maximum_concurrency = {};
};

void add_to(lambda::Deployment& deployment, Settings const& settings);

}  // namespace proofbox::tutorial
