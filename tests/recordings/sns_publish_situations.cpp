// What AWS was recorded to answer about SNS publishing: what is refused, and what is answered.
#include <nlohmann/json.hpp>

#include "recordings/situation.hpp"
#include "recordings/sns_calls.hpp"

namespace proofbox::test {
namespace {

using Json = nlohmann::json;

Json empty_message(Stage& stage) {
  auto const topic = create_topic(stage);
  auto const queue = stage.create("stock");
  subscribe(stage, topic, "stock");
  Json answers;
  answers["empty-msg-error"] = stage.sns("Publish", {{"TopicArn", topic}, {"Message", ""}});
  answers["queue-attrs"] = stage.sqs(
      "GetQueueAttributes",
      {{"QueueUrl", queue}, {"AttributeNames", Json::array({"ApproximateNumberOfMessages"})}});
  return answers;
}

Json message_structures(Stage& stage) {
  auto const topic = create_topic(stage);
  auto const publish = [&](char const* message) {
    return stage.sns("Publish",
                     {{"TopicArn", topic}, {"Message", message}, {"MessageStructure", "json"}});
  };
  Json answers;
  answers["missing-default-key"] = publish(R"({"sqs": "test message"})");
  answers["invalid-json"] = publish("{'def: \"mess\"}");
  answers["duplicate-json-keys"] =
      publish(R"({"default": "test", "sqs": "message 1", "sqs": "2"})");
  answers["key-is-not-string"] = publish(R"({"default": {"object": "test"}})");
  return answers;
}

Json subjects(Stage& stage) {
  auto const topic = create_topic(stage);
  Json answers;
  answers["response-without-subject"] =
      stage.sns("Publish", {{"TopicArn", topic}, {"Message", "hello"}});
  answers["response-with-empty-subject"] =
      stage.sns("Publish", {{"TopicArn", topic}, {"Message", "hello"}, {"Subject", ""}});
  return answers;
}

Json wrong_topics_to_publish(Stage& stage) {
  auto const publish = [&](char const* topic) {
    return stage.sns("Publish", {{"TopicArn", topic}, {"Message", "hello"}});
  };
  Json answers;
  answers["invalid-topic-arn"] = publish("randomstring");
  answers["invalid-topic-arn-1"] = publish("randomstring:1");
  answers["empty-topic"] = publish("");
  return answers;
}

Json attribute_types(Stage& stage) {
  auto const topic = create_topic(stage);
  auto const publish = [&](char const* type) {
    Json attribute{{"DataType", type}, {"StringValue", "prefixed-1"}};
    if (std::string_view{type}.starts_with("Binary"))
      attribute = {{"DataType", type}, {"BinaryValue", "cHJlZml4ZWQ="}};
    return stage.sns("Publish", {{"TopicArn", topic},
                                 {"Message", "hello"},
                                 {"MessageAttributes", {{"attr1", std::move(attribute)}}}});
  };
  Json answers;
  answers["publish-error"] = publish("Stringprefixed");
  answers["publish-error-2"] = publish("prefixed.String");
  answers["publish-ok-1"] = publish("String.prefixed");
  answers["publish-ok-2"] = publish("Binary.prefixed");
  return answers;
}

Json batch_without_topic(Stage& stage) {
  auto const entries = Json::array({{{"Id", "1"}, {"Message", "hello"}}});
  return {{"publish-batch-no-topic",
           stage.sns("PublishBatch",
                     {{"TopicArn", missing_topic()}, {"PublishBatchRequestEntries", entries}})}};
}

Json batch(Stage& stage, std::string const& topic, Json entries) {
  return stage.sns("PublishBatch",
                   {{"TopicArn", topic}, {"PublishBatchRequestEntries", std::move(entries)}});
}

Json entry_ids(Stage& stage) {
  auto const topic = create_topic(stage);
  auto const with_id = [&](std::string const& id) {
    return batch(stage, topic, Json::array({{{"Id", id}, {"Message", "hello"}}}));
  };
  Json answers;
  answers["invalid-char-dot"] = with_id("message.id");
  answers["invalid-char-special"] = with_id("msg@123#test");
  answers["id-too-long-81"] = with_id(std::string(81, 'a'));
  std::string long_one = "my";
  for (int i = 0; i < 13; ++i)
    long_one += "really";
  answers["id-too-long-91"] = with_id(long_one + "longid");
  answers["valid-id-80-chars"] = with_id(std::string(80, 'a'));
  answers["valid-id-with-hyphen-underscore"] = with_id("valid-message_123");
  return answers;
}

constexpr std::size_t bytes_max = 262'144;

Json attributes_of(std::size_t bytes) {
  return {{"attr1", {{"DataType", "String"}, {"StringValue", std::string(bytes, 'x')}}}};
}

Json too_long(Stage& stage) {
  auto const topic = create_topic(stage);
  Json answers;
  answers["error"] = publish(stage, topic, std::string(bytes_max + 1, 'x'));
  answers["error-with-attrs"] = publish(stage, topic, std::string(bytes_max - 20, 'x'),
                                        {{"MessageAttributes", attributes_of(20)}});
  return answers;
}

Json batch_too_long(Stage& stage) {
  auto const topic = create_topic(stage);
  auto const half = std::string(bytes_max / 2, 'x');
  auto entries =
      Json::array({{{"Id", "1"}, {"Message", half}}, {{"Id", "2"}, {"Message", half + 'x'}}});
  Json answers;
  answers["error-no-attrs"] = batch(stage, topic, entries);
  entries[1]["Message"] = half;
  entries[1]["MessageAttributes"] = attributes_of(1);
  answers["error-with-attrs"] = batch(stage, topic, entries);
  return answers;
}

// The parameters stand in the query string, and the answer is wanted in JSON.
Json by_path(Stage& stage) {
  auto const topic = create_topic(stage);
  auto const queue = stage.create("stock");
  subscribe(stage, topic, "stock");
  auto const response =
      stage.sim.http({"POST",
                      "box",
                      "/?Action=Publish&Version=2010-03-31&TopicArn=" + percent_encode(topic) +
                          "&Message=" + percent_encode("test message direct post request"),
                      {{"Accept", "application/json"}},
                      {}});
  auto answer = Json::parse(response.body);
  answer.at("PublishResponse")["ResponseMetadata"] = {{"HTTPHeaders", Json::object()},
                                                      {"HTTPStatusCode", response.status}};
  Json answers;
  answers["post-request"] = answer;
  answers["messages"] = arrived(stage, queue);
  return answers;
}

Json before_subscribing(Stage& stage) {
  auto const topic = create_topic(stage);
  auto const queue = stage.create("stock");
  Json answers;
  answers["publish-before-subscribing"] =
      publish(stage, topic, "test_message_before", {{"Subject", "test-subject-before-sub"}});
  subscribe(stage, topic, "stock");
  answers["publish-after-subscribing"] =
      publish(stage, topic, "test_message_after", {{"Subject", "test-subject-after-sub"}});
  answers["receive-messages"] = arrived(stage, queue, {{"MaxNumberOfMessages", 10}});
  return answers;
}

Json by_target(Stage& stage) {
  auto const topic = create_topic(stage);
  auto const queue = stage.create("stock");
  subscribe(stage, topic, "stock");
  Json answers;
  publish(stage, topic, "test-msg-1");
  answers["receive-topic-arn"] = arrived(stage, queue);
  stage.remove(queue, answers["receive-topic-arn"]);
  stage.sns("Publish", {{"TargetArn", topic}, {"Message", "test-msg-2"}});
  answers["receive-target-arn"] = arrived(stage, queue);
  return answers;
}

}  // namespace

std::vector<Situation> sns_publish_situations() {
  return {
      {"sns/test_sns.py::TestSNSPublishCrud::test_empty_sns_message", empty_message},
      {"sns/test_sns.py::TestSNSPublishCrud::test_message_structure_json_exc", message_structures},
      {"sns/test_sns.py::TestSNSPublishCrud::test_publish_with_empty_subject", subjects},
      {"sns/test_sns.py::TestSNSPublishCrud::test_publish_wrong_arn_format",
       wrong_topics_to_publish},
      {"sns/test_sns.py::TestSNSSubscriptionSQS::test_message_attributes_prefixes",
       attribute_types},
      {"sns/test_sns.py::TestSNSSubscriptionSQS::test_publish_batch_messages_without_topic",
       batch_without_topic},
      {"sns/test_sns.py::TestSNSPublishCrud::test_publish_batch_invalid_entry_id", entry_ids},
      {"sns/test_sns.py::TestSNSPublishCrud::test_publish_too_long_message", too_long},
      {"sns/test_sns.py::TestSNSPublishCrud::test_publish_batch_too_long_message", batch_too_long},
      {"sns/test_sns.py::TestSNSPublishCrud::test_publish_by_path_parameters", by_path},
      {"sns/test_sns.py::TestSNSPublishCrud::test_publish_message_before_subscribe_topic",
       before_subscribing},
      {"sns/test_sns.py::TestSNSPublishCrud::test_publish_message_by_target_arn", by_target},
  };
}

}  // namespace proofbox::test
