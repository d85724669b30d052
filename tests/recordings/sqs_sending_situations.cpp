// What AWS was recorded to answer to those who send to SQS.
#include <nlohmann/json.hpp>

#include "recordings/situation.hpp"

namespace proofbox::test {
namespace {

using Json = nlohmann::json;

Json trace_header_propagation(Stage& stage) {
  auto const url = stage.create("stock");
  Json const sending{{"QueueUrl", url},
                     {"MessageBody", "test"},
                     {"MessageAttributes",
                      {{"timestamp", {{"DataType", "Number"}, {"StringValue", "1493147359900"}}}}}};
  stage.sqs("SendMessage", sending,
            {{"X-Amzn-Trace-Id",
              "Root=1-3152b799-8954dae64eda91bc9a23a7e8;Parent=7fa8c0f79203be72;Sampled=1"}});
  auto const received =
      stage.receive(url, {{"AttributeNames", Json::array({"SentTimestamp", "AWSTraceHeader"})},
                          {"MessageAttributeNames", Json::array({"All"})}});
  return {{"xray-msg", received.at("Messages").at(0)}};
}

Json fair_queue(Stage& stage) {
  auto const url = stage.create("stock");
  Json answers;
  answers["send_message"] = stage.send(url, "message", {{"MessageGroupId", "test"}});
  answers["get-message-with-deduplication-id"] =
      stage.receive(url, {{"AttributeNames", Json::array({"All"})}});
  return answers;
}

Json invalid_batch_id(Stage& stage) {
  auto const url = stage.create("stock");
  Json const entries = Json::array({Json{{"Id", "message:1"}, {"MessageBody", "one"}}});
  return {{"test_invalid_batch_id",
           stage.sqs("SendMessageBatch", {{"QueueUrl", url}, {"Entries", entries}})}};
}

Json batch_missing_deduplication_id(Stage& stage) {
  auto const url = stage.create("stock.fifo");
  Json const entries =
      Json::array({Json{{"Id", "message-1"}, {"MessageBody", "one"}, {"MessageGroupId", "group"}}});
  return {{"test_missing_deduplication_id_for_fifo_queue",
           stage.sqs("SendMessageBatch", {{"QueueUrl", url}, {"Entries", entries}})}};
}

// The first entry fills the queue's limit to the byte: 2,040 of body and 8 of its attribute.
Json batch_with_updated_maximum_message_size(Stage& stage) {
  auto const url = stage.create("stock");
  stage.set(url, {{"MaximumMessageSize", "2048"}});
  Json const entries = Json::array(
      {Json{{"Id", "1"},
            {"MessageBody", std::string(2040, 'a')},
            {"MessageAttributes", {{"k", {{"DataType", "String"}, {"StringValue", "x"}}}}}},
       Json{{"Id", "2"}, {"MessageBody", "a"}}});
  return {{"send_oversized_message_batch",
           stage.sqs("SendMessageBatch", {{"QueueUrl", url}, {"Entries", entries}})}};
}

Json empty_string_attribute(Stage& stage) {
  auto const url = stage.create("stock");
  Json const attributes{{"ErrorDetails", {{"DataType", "String"}, {"StringValue", ""}}}};
  return {{"empty-string-attr", stage.send(url, "test", {{"MessageAttributes", attributes}})}};
}

Json updated_maximum_message_size(Stage& stage) {
  auto const url = stage.create("stock");
  stage.set(url, {{"MaximumMessageSize", "1024"}});
  stage.send(url, std::string(1024, 'a'));
  return {{"send_oversized_message", stage.send(url, std::string(1025, 'a'), Json::object())}};
}

}  // namespace

std::vector<Situation> sqs_sending_situations() {
  return {
      {"sqs/test_sqs.py::TestSqsProvider::test_aws_trace_header_propagation",
       trace_header_propagation},
      {"sqs/test_sqs.py::TestSqsProvider::test_fair_queue_with_message_group_id", fair_queue},
      {"sqs/test_sqs.py::TestSqsProvider::test_invalid_batch_id", invalid_batch_id},
      {"sqs/test_sqs.py::TestSqsProvider::test_send_batch_missing_deduplication_id_for_fifo_queue",
       batch_missing_deduplication_id},
      {"sqs/test_sqs.py::TestSqsProvider::"
       "test_send_message_batch_with_oversized_contents_with_updated_maximum_message_size",
       batch_with_updated_maximum_message_size},
      {"sqs/test_sqs.py::TestSqsProvider::test_send_message_with_empty_string_attribute",
       empty_string_attribute},
      {"sqs/test_sqs.py::TestSqsProvider::test_send_message_with_updated_maximum_message_size",
       updated_maximum_message_size},
  };
}

}  // namespace proofbox::test
