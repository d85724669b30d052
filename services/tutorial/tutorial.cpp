#include "tutorial/tutorial.hpp"

#include "tutorial/consumer.hpp"
#include "tutorial/hello.hpp"
#include "tutorial/producer.hpp"

namespace proofbox::tutorial {
namespace {

constexpr auto function_timeout = 6s;               // the Serverless Framework's default
constexpr auto queue = "tutorial-step-2-dev-jobs";  // serverless-lift's construct "jobs"
constexpr auto dead_letters = "tutorial-step-2-dev-jobs-dlq";

}  // namespace

// The numbers are serverless-lift's: six times the function's time-out, 14 days, three receives,
// one message at a time.
void add_to(lambda::Deployment& deployment, Settings const& settings) {
  deployment.queues.push_back({dead_letters, {{"MessageRetentionPeriod", "1209600"}}});
  auto const visibility =
      std::chrono::duration_cast<std::chrono::seconds>(settings.consumer_timeout * 6);
  deployment.queues.push_back(
      {queue, {{"VisibilityTimeout", std::to_string(visibility.count())}}, dead_letters, 3});
  deployment.functions.push_back(
      {"tutorial-step-1-dev-hello", lambda::handler(hello), function_timeout});
  deployment.functions.push_back({"tutorial-step-2-dev-producer",
                                  lambda::handler(producer),
                                  function_timeout,
                                  {{"QUEUE_URL", queue}}});
  deployment.functions.push_back({"tutorial-step-2-dev-jobsWorker",
                                  lambda::handler(consumer),
                                  settings.consumer_timeout,
                                  {{"CONSUMER_SLEEPS", settings.consumer_sleeps}}});
  lambda::Mapping jobs{queue, "tutorial-step-2-dev-jobsWorker", 1};
  jobs.reports_batch_item_failures = true;
  jobs.growth_per_minute = settings.growth_per_minute;
  jobs.maximum_concurrency = settings.maximum_concurrency;
  deployment.mappings.push_back(std::move(jobs));
  deployment.routes.push_back({"POST", "/", "tutorial-step-1-dev-hello"});
  deployment.routes.push_back({"POST", "/produce", "tutorial-step-2-dev-producer"});
  deployment.uses.push_back({"tutorial-step-2-dev-producer", queue});
}

}  // namespace proofbox::tutorial
