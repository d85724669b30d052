// What AWS was recorded to answer to those who receive from SQS, and then delete what they
// received or keep it longer.
#include <nlohmann/json.hpp>

#include "recordings/situation.hpp"

namespace proofbox::test {
namespace {

using Json = nlohmann::json;

Json receive_empty(Stage& stage) {
  auto const url = stage.create("stock");
  Json answers;
  answers["empty_short_poll_resp_no_param"] = stage.receive(url);
  answers["empty_short_poll_resp"] = stage.receive(url, {{"WaitTimeSeconds", 0}});
  answers["empty_long_poll_resp"] = stage.receive(url, {{"WaitTimeSeconds", 1}});
  return answers;
}

// One message, received again and again; `list` is the parameter that names system attributes.
Json names_filters(Stage& stage, std::string const& list) {
  auto const url = stage.create("stock");
  stage.send(url, "msg",
             {{"MessageAttributes", {{"Foo", {{"DataType", "String"}, {"StringValue", "Bar"}}}}}});
  auto const receive = [&](Json names, Json attributes) {
    Json more{{list, std::move(names)}, {"VisibilityTimeout", 0}};
    if (!attributes.empty())
      more["MessageAttributeNames"] = std::move(attributes);
    return stage.receive(url, std::move(more));
  };
  auto const none = Json::array();
  auto const all = Json::array({"All"});
  Json answers;
  answers["all_attributes"] = receive(all, none);
  answers["all_system_and_message_attributes"] = receive(all, all);
  answers["single_attribute"] = receive(Json::array({"SenderId"}), none);
  answers["multiple_attributes"] = receive(Json::array({"SenderId", "SequenceNumber"}), none);
  return answers;
}

Json attribute_names_filters(Stage& stage) { return names_filters(stage, "AttributeNames"); }

Json system_attribute_names_filters(Stage& stage) {
  return names_filters(stage, "MessageSystemAttributeNames");
}

// The queue's own URL is where the call goes, in JSON as to any other address.
Json json_to_the_queue_url(Stage& stage) {
  auto const url = stage.create("stock");
  stage.sqs.path = url.substr(url.find('/', 8));
  return {{"receive-json-on-queue-url", stage.receive(url)}};
}

Json change_visibility_after_expiration(Stage& stage) {
  auto const url = stage.create("stock", {{"VisibilityTimeout", "1"}});
  stage.send(url, "test");
  auto const handle = stage.handles(stage.receive(url)).at(0);
  stage.sim.advance(2s);
  return {{"visibility_timeout_expired",
           stage.sqs("ChangeMessageVisibility",
                     {{"QueueUrl", url}, {"ReceiptHandle", handle}, {"VisibilityTimeout", 2}})}};
}

// 20 messages in flight, as entries of one batch.
Json entries_of_twenty(Stage& stage, std::string const& url) {
  for (int i = 0; i < 20; ++i)
    stage.send(url, "message-" + std::to_string(i));
  auto entries = Json::array();
  for (int i = 0; i < 2; ++i)
    for (auto const& handle : stage.handles(stage.receive(url, {{"MaxNumberOfMessages", 10}})))
      entries.push_back({{"Id", std::to_string(entries.size())}, {"ReceiptHandle", handle}});
  return entries;
}

Json delete_too_large_batch(Stage& stage) {
  auto const url = stage.create("stock");
  auto const entries = entries_of_twenty(stage, url);
  return {{"error_response",
           stage.sqs("DeleteMessageBatch", {{"QueueUrl", url}, {"Entries", entries}})}};
}

Json change_visibility_of_too_large_batch(Stage& stage) {
  auto const url = stage.create("stock");
  auto entries = entries_of_twenty(stage, url);
  for (auto& entry : entries)
    entry["VisibilityTimeout"] = 123;
  return {{"error_response",
           stage.sqs("ChangeMessageVisibilityBatch", {{"QueueUrl", url}, {"Entries", entries}})}};
}

}  // namespace

std::vector<Situation> sqs_receiving_situations() {
  return {
      {"sqs/test_sqs.py::TestSqsProvider::test_receive_empty_queue", receive_empty},
      {"sqs/test_sqs.py::TestSqsProvider::test_receive_message_attribute_names_filters",
       attribute_names_filters},
      {"sqs/test_sqs.py::TestSqsProvider::"
       "test_receive_message_message_system_attribute_names_filters",
       system_attribute_names_filters},
      {"sqs/test_sqs.py::TestSqsQueryApi::test_send_message_via_queue_url_with_json_protocol",
       json_to_the_queue_url},
      {"sqs/test_sqs.py::TestSqsProvider::"
       "test_change_message_visibility_after_visibility_timeout_expiration",
       change_visibility_after_expiration},
      {"sqs/test_sqs.py::TestSqsProvider::test_delete_message_batch_with_too_large_batch",
       delete_too_large_batch},
      {"sqs/test_sqs.py::TestSqsProvider::"
       "test_change_message_visibility_batch_with_too_large_batch",
       change_visibility_of_too_large_batch},
  };
}

}  // namespace proofbox::test
