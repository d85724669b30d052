// A deployment: everything a team would put into a box, as data. What stands here is deployed,
// drawn (docs/flows.md) and nothing else.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "lambda/function.hpp"
#include "ports/invariant.hpp"

namespace proofbox::lambda {

struct Topic {
  std::string name;
};

struct Queue {
  std::string name;
  Map<std::string> attributes = {};
  std::string dead_letter_queue = {};  // by name; empty: none
  int receive_count_max = 3;           // only with a dead-letter queue
};

struct Subscription {
  std::string topic;
  std::string queue;
};

// Polls a queue and invokes a function with what it receives.
struct Mapping {
  std::string queue;
  std::string function;
  std::int64_t batch_size = 10;  // 1 to 10 messages
  Duration window = {};          // to gather a batch in, up to 300 s
  bool reports_batch_item_failures = false;
  std::optional<std::int64_t> maximum_concurrency = {};  // 2 to 1,000 batches at once
  std::vector<std::string> filters = {};                 // patterns as JSON; one must match
  std::int64_t growth_per_minute = 300;  // of the batches at once, which begin with 5
  bool enabled = true;
};

// CloudWatch watches a queue: where a minute ends with messages to be received that the one before
// did not have, the function is told so by an AlarmEvent.
struct Alarm {
  std::string queue;
  std::string function;
};

// "GET /product/donut" of the HTTP API. A path may have parameters ("/product/{id}", "/{rest+}"), a
// method may be "ANY", and the path "$default" takes what no other does.
struct Route {
  std::string method;
  std::string path;
  std::string function;
};

// How many requests the HTTP API lets in; AWS begins with 10,000 a second and bursts of 5,000.
struct ApiThrottle {
  std::int64_t requests_a_second = 10'000;
  std::int64_t burst = 5'000;
};

// A SQL database and what stands in it at first.
struct DatabaseSetup {
  std::string name;
  std::vector<Statement> statements;
};

// What the box shows of a database under /_proofbox/NAME and to scenarios: "shop/products". The
// first column is the row's key.
struct View {
  std::string name;
  std::string database;
  std::string sql;
};

// What a function uses by itself, for the drawing: a topic, a database, something outside.
struct Use {
  std::string function;
  std::string what;
};

// Something outside that calls back: "Factory API" to "POST /product/donut".
struct Callback {
  std::string from;
  std::string route;
};

struct Deployment {
  std::string deployable = {};  // the name of what made it,
  std::string settings = "{}";  // and out of which settings
  std::string region = "ap-northeast-2";
  std::string account = "000000000000";
  std::int64_t account_concurrency = 1000;  // functions of the account that run at once
  std::optional<ApiThrottle> api_throttle = {};
  std::vector<Queue> queues = {};  // dead-letter queues before the queues that name them
  std::vector<Topic> topics = {};
  std::vector<Subscription> subscriptions = {};
  std::vector<std::string> email_identities = {};
  std::vector<DatabaseSetup> databases = {};
  std::vector<Function> functions = {};
  std::vector<Mapping> mappings = {};
  std::vector<Alarm> alarms = {};
  std::vector<Route> routes = {};
  std::vector<View> views = {};
  std::vector<Use> uses = {};
  std::vector<Callback> callbacks = {};

  Function const* function(std::string_view name) const {
    for (auto const& candidate : functions)
      if (candidate.name == name)
        return &candidate;
    return nullptr;
  }
};

// Something that can be deployed under a name, such as the donut shop. `settings` is the JSON
// object that a scenario gives as "shop"; an Error says, in one sentence, what is wrong with it.
struct Deployable {
  std::string name;
  std::function<Result<Deployment>(std::string const& settings)> with;
  std::function<std::vector<std::unique_ptr<Invariant>>()> invariants;
};

}  // namespace proofbox::lambda
