// What AWS was recorded to answer about SNS FIFO topics and the queues that they deliver to.
#include <nlohmann/json.hpp>

#include "recordings/situation.hpp"
#include "recordings/sns_calls.hpp"

namespace proofbox::test {
namespace {

using Json = nlohmann::json;

Json with_system_attributes() { return {{"AttributeNames", Json::array({"All"})}}; }

Json taking_content() { return {{"Attributes", {{"ContentBasedDeduplication", "true"}}}}; }

// "True": the topic takes the content for the id, "False": the publisher gives one.
Json to_standard_queue(Stage& stage) {
  bool const by_content = stage.variant == "True";
  auto const topic =
      create_topic(stage, by_content ? taking_content() : Json::object(), "shop.fifo");
  auto const queue = stage.create("stock");
  subscribe(stage, topic, "stock");
  Json more{{"MessageGroupId", "message-group-id-1"}};
  if (!by_content)
    more["MessageDeduplicationId"] = "message-deduplication-id-1";
  publish(stage, topic, "Test", more);
  Json answers;
  answers["messages"] = arrived(stage, queue, with_system_attributes());
  stage.remove(queue, answers["messages"]);
  publish(stage, topic, "Test", more);
  answers["dedup-messages"] = arrived(stage, queue, with_system_attributes());
  return answers;
}

// The variant says whether delivery is raw. The recorded messages came from two receives.
Json to_fifo_queue(Stage& stage) {
  auto const topic = create_topic(stage, taking_content(), "shop.fifo");
  auto const queue = stage.create("stock.fifo");
  auto const raw = stage.variant == "True" ? "true" : "false";
  subscribe(stage, topic, "stock.fifo", {{"Attributes", {{"RawMessageDelivery", raw}}}});
  publish(stage, topic, "Test single", {{"MessageGroupId", "message-group-id-1"}});
  auto messages = arrived(stage, queue, with_system_attributes());
  stage.remove(queue, messages);
  auto const entries = Json::array(
      {{{"Id", "1"}, {"Message", "Test batched"}, {"MessageGroupId", "message-group-id-1"}}});
  stage.sns("PublishBatch", {{"TopicArn", topic}, {"PublishBatchRequestEntries", entries}});
  messages.at("Messages")
      .push_back(arrived(stage, queue, with_system_attributes()).at("Messages").at(0));
  messages.erase("ResponseMetadata");
  return {{"messages", messages}};
}

Json wrong_use(Stage& stage) {
  auto const standard = create_topic(stage);
  auto const topic = create_topic(stage, Json::object(), "shop.fifo");
  stage.create("stock");
  stage.create("stock.fifo");
  Json answers;
  answers["not-fifo-topic"] = subscribe(stage, standard, "stock.fifo");
  std::string const to_standard = subscribe(stage, topic, "stock").at("SubscriptionArn");
  answers["not-fifo-queue"] = subscription_attributes(stage, to_standard).at("Attributes");
  std::string const to_fifo = subscribe(stage, topic, "stock.fifo").at("SubscriptionArn");
  answers["regular-queue-for-dlq-of-fifo-topic"] =
      stage.sns("SetSubscriptionAttributes",
                {{"SubscriptionArn", to_fifo},
                 {"AttributeName", "RedrivePolicy"},
                 {"AttributeValue", Json{{"deadLetterTargetArn", Stage::arn("stock")}}.dump()}});
  answers["no-msg-group-id"] = publish(stage, topic, "hello");
  answers["no-dedup-policy"] = publish(stage, topic, "hello", {{"MessageGroupId", "group"}});
  answers["no-msg-dedup-regular-topic"] =
      publish(stage, standard, "hello", {{"MessageDeduplicationId", "id"}});
  return answers;
}

}  // namespace

std::vector<Situation> sns_fifo_situations() {
  return {
      {"sns/test_sns.py::TestSNSSubscriptionSQSFifo::test_fifo_topic_to_regular_sqs",
       to_standard_queue},
      {"sns/test_sns.py::TestSNSSubscriptionSQSFifo::"
       "test_publish_to_fifo_topic_to_sqs_queue_no_content_dedup",
       to_fifo_queue},
      {"sns/test_sns.py::TestSNSSubscriptionSQSFifo::test_validations_for_fifo", wrong_use},
  };
}

}  // namespace proofbox::test
