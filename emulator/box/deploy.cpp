// Putting a deployment into a box: through the same calls that a team would make, in the order of
// the deployment.
#include <fmt/format.h>

#include "box/installed.hpp"
#include "engines/ses/inbox_shapes.hpp"
#include "engines/sns/shapes.hpp"
#include "engines/sqs/shapes.hpp"

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

// A deployment is part of the program: what AWS refuses in it is a mistake of ours.
void must(std::optional<Error> const& error) { check(!error, error ? error->message.c_str() : ""); }

template <class T>
T must(Result<T> result) {
  if (!result)
    must(result.error());
  return std::move(*result);
}

}  // namespace

void Box::deploy(lambda::Deployment deployment) {
  deployment_ = std::make_unique<lambda::Deployment>(std::move(deployment));
  auto task = create_resources();
  tasks_.spawn(std::move(task));
}

Task<void> Box::create_resources() {
  auto const& deployment = *deployment_;
  for (auto const& setup : deployment.databases)
    must(co_await database(setup.name).transact(setup.statements));
  auto const role = client(deployment, 0);
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
  for (auto const& mapping : deployment.mappings)
    for (int poller = 0; poller < mapping.pollers; ++poller) {
      auto task = lambda::poll(*this, deployment, mapping);
      tasks_.spawn(std::move(task));
    }
}

}  // namespace proofbox
