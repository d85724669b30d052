// What AWS was recorded to answer about SNS topics, subscriptions and publishing.
#include <nlohmann/json.hpp>

#include "recordings/situation.hpp"

namespace proofbox::test {
namespace {

using Json = nlohmann::json;

std::string create_topic(Stage& stage, Json more = Json::object()) {
  more["Name"] = "shop";
  return stage.sns("CreateTopic", more).at("TopicArn");
}

Json subscribe(Stage& stage, std::string const& topic, std::string const& queue) {
  return stage.sns("Subscribe", {{"TopicArn", topic},
                                 {"Protocol", "sqs"},
                                 {"Endpoint", Stage::arn(queue)},
                                 {"ReturnSubscriptionArn", true}});
}

std::string missing_topic() { return "arn:aws:sns:us-east-1:000000000000:missing"; }

Json deleted_twice(Stage& stage) {
  auto const topic = create_topic(stage);
  Json answers;
  answers["delete-topic"] = stage.sns("DeleteTopic", {{"TopicArn", topic}});
  answers["delete-topic-again"] = stage.sns("DeleteTopic", {{"TopicArn", topic}});
  return answers;
}

Json never_there(Stage& stage) {
  return {{"delete-non-existent-topic", stage.sns("DeleteTopic", {{"TopicArn", missing_topic()}})}};
}

Json tags_go_with_the_topic(Stage& stage) {
  auto const tags =
      Json::array({{{"Key", "k1"}, {"Value", "v1"}}, {{"Key", "k2"}, {"Value", "v2"}}});
  auto const topic = create_topic(stage, {{"Tags", tags}});
  Json answers;
  answers["list-created-tags"] = stage.sns("ListTagsForResource", {{"ResourceArn", topic}});
  stage.sns("DeleteTopic", {{"TopicArn", topic}});
  create_topic(stage);
  answers["list-empty-tags"] = stage.sns("ListTagsForResource", {{"ResourceArn", topic}});
  return answers;
}

Json set_attributes(Stage& stage) {
  auto const topic = create_topic(stage);
  stage.create("stock");
  std::string const subscription = subscribe(stage, topic, "stock").at("SubscriptionArn");
  auto const set = [&](char const* name, char const* value) {
    return stage.sns(
        "SetSubscriptionAttributes",
        {{"SubscriptionArn", subscription}, {"AttributeName", name}, {"AttributeValue", value}});
  };
  Json answers;
  answers["fake-attribute"] = set("fake-attribute", "value");
  answers["raw-message-wrong-value"] = set("RawMessageDelivery", "test-ValUe");
  answers["raw-message-empty-value"] = set("RawMessageDelivery", "");
  answers["fake-arn-redrive-policy"] =
      set("RedrivePolicy", R"({"deadLetterTargetArn":"fake-arn"})");
  answers["invalid-json-redrive-policy"] = set("RedrivePolicy", "{invalidjson}");
  answers["invalid-json-filter-policy"] = set("FilterPolicy", "{invalidjson}");
  return answers;
}

Json unsubscribed_twice(Stage& stage) {
  auto const topic = create_topic(stage);
  stage.create("stock");
  auto const arn = subscribe(stage, topic, "stock").at("SubscriptionArn");
  Json answers;
  answers["unsubscribe-1"] = stage.sns("Unsubscribe", {{"SubscriptionArn", arn}});
  answers["unsubscribe-2"] = stage.sns("Unsubscribe", {{"SubscriptionArn", arn}});
  return answers;
}

Json unknown_protocol(Stage& stage) {
  return {{"exception", stage.sns("Subscribe", {{"TopicArn", create_topic(stage)},
                                                {"Protocol", "test-protocol"},
                                                {"Endpoint", "slug@box.test"}})}};
}

Json wrong_topics_to_subscribe(Stage& stage) {
  Json answers;
  answers["invalid-subscribe-arn-1"] = subscribe(stage, "randomstring", "stock");
  answers["invalid-subscribe-arn-2"] =
      subscribe(stage, "arn:aws:sns:us-east-1:randomstring", "stock");
  answers["non-existent-topic"] = subscribe(stage, missing_topic(), "stock");
  return answers;
}

Json unknown_topic(Stage& stage) {
  return {{"subscribe-unknown-topic", subscribe(stage, missing_topic(), "stock")}};
}

Json unknown_subscription(Stage& stage) {
  auto const arn = create_topic(stage) + ":0a0a0a0a-0000-4000-8000-000000000001";
  return {{"get-sub-attrs-nonexistent",
           stage.sns("GetSubscriptionAttributes", {{"SubscriptionArn", arn}})}};
}

Json confirmed_at_once(Stage& stage) {
  auto const topic = create_topic(stage);
  stage.create("stock");
  auto const arn = subscribe(stage, topic, "stock").at("SubscriptionArn");
  return {{"subscription-attrs",
           stage.sns("GetSubscriptionAttributes", {{"SubscriptionArn", arn}}).at("Attributes")}};
}

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

}  // namespace

std::vector<Situation> sns_situations() {
  return {
      {"sns/test_sns.py::TestSNSTopicCrud::test_delete_topic_idempotency", deleted_twice},
      {"sns/test_sns.py::TestSNSTopicCrudV2::test_delete_non_existent_topic", never_there},
      {"sns/test_sns.py::TestSNSTopicCrud::test_tags_removed_after_deletion",
       tags_go_with_the_topic},
      {"sns/test_sns.py::TestSNSSubscriptionCrud::test_validate_set_sub_attributes",
       set_attributes},
      {"sns/test_sns.py::TestSNSSubscriptionCrud::test_unsubscribe_idempotency",
       unsubscribed_twice},
      {"sns/test_sns.py::TestSNSSubscriptionCrud::test_subscribe_with_invalid_protocol",
       unknown_protocol},
      {"sns/test_sns.py::TestSNSSubscriptionCrud::test_subscribe_with_invalid_topic",
       wrong_topics_to_subscribe},
      {"sns/test_sns.py::TestSNSSubscriptionCrudV2::test_subscribe_unknown_topic", unknown_topic},
      {"sns/test_sns.py::TestSNSSubscriptionCrudV2::"
       "test_get_subscription_attributes_error_not_exists",
       unknown_subscription},
      {"sns/test_sns.py::TestSNSSubscriptionSQS::test_sqs_topic_subscription_confirmation",
       confirmed_at_once},
      {"sns/test_sns.py::TestSNSPublishCrud::test_empty_sns_message", empty_message},
      {"sns/test_sns.py::TestSNSPublishCrud::test_message_structure_json_exc", message_structures},
      {"sns/test_sns.py::TestSNSPublishCrud::test_publish_with_empty_subject", subjects},
      {"sns/test_sns.py::TestSNSPublishCrud::test_publish_wrong_arn_format",
       wrong_topics_to_publish},
      {"sns/test_sns.py::TestSNSSubscriptionSQS::test_message_attributes_prefixes",
       attribute_types},
      {"sns/test_sns.py::TestSNSSubscriptionSQS::test_publish_batch_messages_without_topic",
       batch_without_topic},
  };
}

}  // namespace proofbox::test
