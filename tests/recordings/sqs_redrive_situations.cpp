// What AWS was recorded to answer about messages that SQS moved to a dead-letter queue.
#include <nlohmann/json.hpp>

#include "recordings/situation.hpp"

namespace proofbox::test {
namespace {

using Json = nlohmann::json;

// The second receive from the source moves both messages, and counts as one of them.
Json message_attributes_in_dead_letter_queue(Stage& stage) {
  auto const dead = stage.create("dead");
  auto const source = stage.create(
      "stock", {{"RedrivePolicy", Stage::redrive("dead", 1)}, {"VisibilityTimeout", "1"}});
  stage.send(source, "message-1",
             {{"MessageAttributes",
               {{"MyAttribute", {{"DataType", "String"}, {"StringValue", "foobar"}}}}},
              {"MessageSystemAttributes",
               {{"AWSTraceHeader",
                 {{"DataType", "String"},
                  {"StringValue",
                   "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;"
                   "Sampled=1"}}}}}});
  stage.send(source, "message-2");
  Json const everything{
      {"AttributeNames",
       Json::array({"ApproximateFirstReceiveTimestamp", "ApproximateReceiveCount", "SentTimestamp",
                    "AWSTraceHeader", "DeadLetterQueueSourceArn"})},
      {"MessageAttributeNames", Json::array({"All"})},
      {"MaxNumberOfMessages", 10}};
  Json answers;
  answers["dlq-arn"] = stage.all_attributes(dead).at("Attributes").at("QueueArn");
  answers["sourcen-arn"] = stage.all_attributes(source).at("Attributes").at("QueueArn");
  answers["rec-pre-dlq"] = stage.receive(source, everything).at("Messages");
  stage.sim.advance(2s);
  stage.receive(source, everything);
  answers["dlq-messages"] = stage.receive(dead, everything).at("Messages");
  return answers;
}

}  // namespace

std::vector<Situation> sqs_redrive_situations() {
  return {
      {"sqs/test_sqs.py::TestSqsProvider::test_dead_letter_queue_message_attributes",
       message_attributes_in_dead_letter_queue},
  };
}

}  // namespace proofbox::test
