// What AWS was recorded to answer about SNS subscriptions of queues: made, told of, set and taken
// away.
#include <nlohmann/json.hpp>

#include "recordings/situation.hpp"
#include "recordings/sns_calls.hpp"

namespace proofbox::test {
namespace {

using Json = nlohmann::json;

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

Json raw() { return {{"Attributes", {{"RawMessageDelivery", "true"}}}}; }

Json with_attributes(Stage& stage) {
  auto const topic = create_topic(stage);
  stage.create("stock");
  Json answers;
  answers["subscribe-wrong-attr"] =
      subscribe(stage, topic, "stock", {{"Attributes", {{"RawMessageDelivery", "wrongvalue"}}}});
  answers["subscribe"] = subscribe(stage, topic, "stock", raw());
  std::string const arn = answers["subscribe"].at("SubscriptionArn");
  answers["get-attrs"] = subscription_attributes(stage, arn);
  answers["get-attrs-nonexistent-sub"] =
      subscription_attributes(stage, topic + ":0a0a0a0a-0000-4000-8000-000000000001");
  return answers;
}

Json told_with_attributes(Stage& stage) {
  auto const topic = create_topic(stage);
  stage.create("stock");
  std::string const arn = subscribe(stage, topic, "stock", raw()).at("SubscriptionArn");
  return {{"subscription-with-attributes", subscription_attributes(stage, arn)}};
}

Json set_after_unsubscribing(Stage& stage) {
  auto const topic = create_topic(stage);
  stage.create("stock");
  auto const list = [&] { return stage.sns("ListSubscriptionsByTopic", {{"TopicArn", topic}}); };
  Json answers;
  answers["sub"] = subscribe(stage, topic, "stock");
  std::string const arn = answers["sub"].at("SubscriptionArn");
  answers["sub-attrs"] = subscription_attributes(stage, arn);
  answers["subscriptions-for-topic-before-unsub"] = list();
  stage.sns("Unsubscribe", {{"SubscriptionArn", arn}});
  answers["sub-not-found"] =
      stage.sns("SetSubscriptionAttributes", {{"SubscriptionArn", arn},
                                              {"AttributeName", "RawMessageDelivery"},
                                              {"AttributeValue", "true"}});
  answers["subscriptions-for-topic-after-unsub"] = list();
  return answers;
}

Json missing_queue(Stage& stage) {
  auto const topic = create_topic(stage);
  Json answers;
  answers["subscribe-unknown-sqs"] = subscribe(stage, topic, "missing");
  answers["subscribe-unknown-sqs-invalid_arn"] = stage.sns(
      "Subscribe",
      {{"TopicArn", topic}, {"Protocol", "sqs"}, {"Endpoint", "http://box/000000000000/missing"}});
  return answers;
}

// What Subscribe answers of a subscription that is not confirmed is no ARN, whatever became of its
// topic.
Json not_confirmed(Stage& stage) {
  auto const topic = create_topic(stage);
  auto const subscribed = stage.sns(
      "Subscribe", {{"TopicArn", topic}, {"Protocol", "email"}, {"Endpoint", "slug@box.test"}});
  stage.sns("DeleteTopic", {{"TopicArn", topic}});
  return {{"unsubscribe-deleted-topic",
           stage.sns("Unsubscribe", {{"SubscriptionArn", subscribed.at("SubscriptionArn")}})}};
}

}  // namespace

std::vector<Situation> sns_subscription_situations() {
  return {
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
      {"sns/test_sns.py::TestSNSSubscriptionCrud::test_create_subscriptions_with_attributes",
       with_attributes},
      {"sns/test_sns.py::TestSNSSubscriptionCrud::"
       "test_not_found_error_on_set_subscription_attributes",
       set_after_unsubscribing},
      {"sns/test_sns.py::TestSNSSubscriptionCrudV2::test_creating_subscription_with_attributes",
       told_with_attributes},
      {"sns/test_sns.py::TestSNSSubscriptionCrudV2::test_subscribe_unknown_sqs_queue",
       missing_queue},
      {"sns/test_sns.py::TestSNSSubscriptionCrudV2::test_unsubscribe_from_deleted_topic",
       not_confirmed},
  };
}

}  // namespace proofbox::test
