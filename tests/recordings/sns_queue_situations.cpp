// What AWS was recorded to answer about SNS and the standard queues that it delivers to.
#include <nlohmann/json.hpp>

#include "recordings/situation.hpp"
#include "recordings/sns_calls.hpp"

namespace proofbox::test {
namespace {

using Json = nlohmann::json;

Json with_system_attributes() { return {{"AttributeNames", Json::array({"All"})}}; }

Json numbered() {
  return {{"MessageAttributes", {{"attr1", {{"DataType", "Number"}, {"StringValue", "1"}}}}}};
}

constexpr char signed_text[] = "test signature value with attributes";

Json with_group(Stage& stage) {
  auto const topic = create_topic(stage);
  auto const queue = stage.create("stock");
  subscribe(stage, topic, "stock");
  auto more = numbered();
  more["MessageGroupId"] = "my-group-id-1";
  publish(stage, topic, signed_text, more);
  return {{"messages", arrived(stage, queue, with_system_attributes())}};
}

Json signed_by_version(Stage& stage) {
  auto const topic = create_topic(stage, {{"Attributes", {{"SignatureVersion", stage.variant}}}});
  auto const queue = stage.create("stock");
  subscribe(stage, topic, "stock");
  publish(stage, topic, signed_text, numbered());
  return {{"messages", arrived(stage, queue, with_system_attributes())}};
}

Json queue_gone(Stage& stage) {
  auto const topic = create_topic(stage);
  auto const queue = stage.create("stock");
  auto const dead = stage.create("dead");
  std::string const arn = subscribe(stage, topic, "stock").at("SubscriptionArn");
  auto const next_dead = [&] {
    auto const received = arrived(stage, dead);
    stage.remove(dead, received);
    return received;
  };
  Json answers;
  answers["subscriptions-attrs"] = subscription_attributes(stage, arn);
  publish(stage, topic, "test_dlq_before_sqs_endpoint_deleted");
  answers["messages-before-delete"] = arrived(stage, queue);
  stage.sqs("DeleteQueue", {{"QueueUrl", queue}});
  // Nothing takes this one: it is lost before there is a dead-letter queue.
  publish(stage, topic, "lost");
  stage.sim.advance(1s);
  answers["subscriptions"] = stage.sns("ListSubscriptionsByTopic", {{"TopicArn", topic}});
  stage.sns("SetSubscriptionAttributes",
            {{"SubscriptionArn", arn},
             {"AttributeName", "RedrivePolicy"},
             {"AttributeValue", Json{{"deadLetterTargetArn", Stage::arn("dead")}}.dump()}});
  answers["subscriptions-attrs-with-redrive"] = subscription_attributes(stage, arn);
  publish(stage, topic, "test_dlq_after_sqs_endpoint_deleted_0");
  answers["message-0-after-delete"] = next_dead();
  publish(stage, topic, "test_dlq_after_sqs_endpoint_deleted_1");
  answers["message-1-after-delete"] = next_dead();
  return answers;
}

}  // namespace

std::vector<Situation> sns_queue_situations() {
  return {
      {"sns/test_sns.py::TestSNSSubscriptionSQS::test_publish_message_group_id", with_group},
      {"sns/test_sns.py::TestSNSSubscriptionSQS::test_publish_sqs_verify_signature",
       signed_by_version},
      {"sns/test_sns.py::TestSNSSubscriptionSQS::test_subscription_after_failure_to_deliver",
       queue_gone},
  };
}

}  // namespace proofbox::test
