// Putting a deployment into a box: through the same calls that a team would make, in the order of
// the deployment.
#include <fmt/format.h>

#include "box/installed.hpp"
#include "engines/lambda/mapping_shapes.hpp"
#include "engines/ses/inbox_shapes.hpp"
#include "engines/sns/shapes.hpp"
#include "engines/sqs/shapes.hpp"
#include "lambda/alarm.hpp"

namespace proofbox {
namespace {

std::string queue_arn(lambda::Deployment const& deployment, std::string const& name) {
  return fmt::format("arn:aws:sqs:{}:{}:{}", deployment.region, deployment.account, name);
}

std::string topic_arn(lambda::Deployment const& deployment, std::string const& name) {
  return fmt::format("arn:aws:sns:{}:{}:{}", deployment.region, deployment.account, name);
}

// Lets the topics send that the queue is subscribed to; empty where there are none.
std::string queue_policy(lambda::Deployment const& deployment, std::string const& queue) {
  std::string topics;
  for (auto const& subscription : deployment.subscriptions)
    if (subscription.queue == queue)
      topics += fmt::format(R"({}"{}")", topics.empty() ? "" : ",",
                            topic_arn(deployment, subscription.topic));
  if (topics.empty())
    return {};
  return fmt::format(R"({{"Version":"2012-10-17","Statement":[{{"Effect":"Allow",)"
                     R"("Principal":{{"Service":"sns.amazonaws.com"}},"Action":"sqs:SendMessage",)"
                     R"("Resource":"{}","Condition":{{"ArnEquals":{{"aws:SourceArn":[{}]}}}}}}]}})",
                     queue_arn(deployment, queue), topics);
}

aws_lambda::RegisterFunction registration_of(lambda::Function const& function) {
  aws_lambda::RegisterFunction registering;
  auto& configuration = registering.configuration;
  configuration.function_name = function.name;
  configuration.runtime = function.runtime;
  configuration.handler = "handler.handler";
  configuration.timeout = function.timeout / 1s;
  configuration.memory_size = function.memory_size;
  if (!function.environment.empty())
    configuration.environment = aws_lambda::Environment{function.environment};
  if (function.dead_letter_target)
    configuration.dead_letter_config = aws_lambda::DeadLetterConfig{function.dead_letter_target};
  registering.reserved_concurrency = function.reserved_concurrency;
  registering.role_actions = function.role_actions;
  if (!function.on_success && !function.on_failure)
    return registering;
  auto& destinations = registering.destination_config.emplace();
  if (function.on_success)
    destinations.on_success = aws_lambda::Destination{function.on_success};
  if (function.on_failure)
    destinations.on_failure = aws_lambda::Destination{function.on_failure};
  return registering;
}

aws_lambda::CreateEventSourceMapping creation_of(lambda::Deployment const& deployment,
                                                 lambda::Mapping const& mapping) {
  aws_lambda::CreateEventSourceMapping create;
  create.event_source_arn = queue_arn(deployment, mapping.queue);
  create.function_name = mapping.function;
  create.enabled = mapping.enabled;
  create.batch_size = mapping.batch_size;
  create.maximum_batching_window_in_seconds = mapping.window / 1s;
  if (mapping.reports_batch_item_failures)
    create.function_response_types = {"ReportBatchItemFailures"};
  if (mapping.maximum_concurrency)
    create.scaling_config = aws_lambda::ScalingConfig{mapping.maximum_concurrency};
  if (!mapping.filters.empty())
    create.filter_criteria.emplace();
  for (auto const& pattern : mapping.filters)
    create.filter_criteria->filters.push_back({pattern});
  return create;
}

// A deployment is part of the program: what AWS refuses in it is a mistake of ours.
void must(std::optional<Error> const& error) { check(!error, error ? error->message.c_str() : ""); }

template <class T>
T must(Result<T> result) {
  if (!result)
    must(result.error());
  return std::move(*result);
}

}  // namespace

void Box::deploy(std::shared_ptr<lambda::Deployment const> deployment) {
  deployment_ = std::move(deployment);
  api_ = std::make_unique<lambda::HttpApi>(*this, *deployment_);
  auto task = create_resources();
  tasks_.spawn(std::move(task));
}

Task<void> Box::create_resources() {
  auto const& deployment = *deployment_;
  // Who calls the HTTP API at this very instant finds the functions.
  auto functions = create_functions();
  co_await std::move(functions);
  auto const role = builder(deployment);
  auto& cloud = *role;
  for (auto const& queue : deployment.queues) {
    sqs::CreateQueue create;
    create.queue_name = queue.name;
    create.attributes = queue.attributes;
    if (!queue.dead_letter_queue.empty())
      create.attributes["RedrivePolicy"] =
          fmt::format("{{\"deadLetterTargetArn\":\"{}\",\"maxReceiveCount\":{}}}",
                      queue_arn(deployment, queue.dead_letter_queue), queue.receive_count_max);
    if (auto policy = queue_policy(deployment, queue.name); !policy.empty())
      create.attributes.emplace("Policy", std::move(policy));
    must(co_await cloud(create));
  }
  for (auto const& topic : deployment.topics) {
    sns::CreateTopic create;
    create.name = topic.name;
    must(co_await cloud(create));
  }
  for (auto const& subscription : deployment.subscriptions) {
    sns::Subscribe subscribe;
    subscribe.topic_arn = topic_arn(deployment, subscription.topic);
    subscribe.protocol = "sqs";
    subscribe.endpoint = queue_arn(deployment, subscription.queue);
    must(co_await cloud(subscribe));
  }
  for (auto const& address : deployment.email_identities) {
    ses::SetVerificationStatus verify;
    verify.identity = address;
    verify.status = "Success";
    must(co_await cloud(verify));
  }
  auto mappings = create_mappings(true);
  co_await std::move(mappings);
  watch_alarms();
}

void Box::watch_alarms() {
  if (!deployment_)
    return;
  for (auto const& alarm : deployment_->alarms) {
    auto task = lambda::watch(*this, *deployment_, alarm, alarms_[{alarm.queue, alarm.function}]);
    tasks_.spawn(std::move(task));
  }
}

Task<void> Box::create_functions() {
  auto const& deployment = *deployment_;
  auto const role = builder(deployment);
  auto& cloud = *role;
  aws_lambda::ConfigureAccount account;
  account.concurrent_executions = deployment.account_concurrency;
  must(co_await cloud(account));
  for (auto const& function : deployment.functions) {
    auto const registering = registration_of(function);
    must(co_await cloud(registering));
  }
}

// Later than at first a queue may have been changed, or be gone: what AWS refuses then is told.
Task<void> Box::create_mappings(bool must_fit) {
  auto const& deployment = *deployment_;
  auto const role = builder(deployment);
  auto& cloud = *role;
  for (auto const& mapping : deployment.mappings) {
    auto const create = creation_of(deployment, mapping);
    auto const created = co_await cloud(create);
    if (!created && must_fit)
      must(created.error());
    if (!created)
      continue;
    aws_lambda::ConfigurePollers configure;
    configure.uuid = created->uuid;
    configure.growth_per_minute = mapping.growth_per_minute;
    if (configure.growth_per_minute != aws_lambda::ConfigurePollers{}.growth_per_minute)
      static_cast<void>(co_await cloud(configure));
  }
}

Task<void> Box::create_functions_again() {
  auto functions = create_functions();
  co_await std::move(functions);
  auto mappings = create_mappings(false);
  co_await std::move(mappings);
}

// What ran has crashed, and a redeployment that is under way begins anew.
void Box::deploy_functions_again() {
  event_sources_.clear();
  runs_.clear();
  left_behind_.clear();
  redeployment_.clear();
  if (!deployment_)
    return;
  auto task = create_functions_again();
  redeployment_.spawn(std::move(task));
}

}  // namespace proofbox
