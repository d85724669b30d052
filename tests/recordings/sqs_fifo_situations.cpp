// What AWS was recorded to answer about FIFO queues of SQS: deduplication, groups, delays and late
// deletes.
#include <nlohmann/json.hpp>

#include "recordings/situation.hpp"

namespace proofbox::test {
namespace {

using Json = nlohmann::json;

Json of_group(std::string const& group, std::string const& deduplication_id) {
  return {{"MessageGroupId", group}, {"MessageDeduplicationId", deduplication_id}};
}

// The variant says whether the body is the deduplication id.
std::string create_deduplicating(Stage& stage) {
  bool const by_content = stage.variant == "True";
  return stage.create("stock.fifo", {{"ContentBasedDeduplication", by_content ? "true" : "false"}});
}

void send_same_body(Stage& stage, std::string const& url, std::string const& group) {
  Json more{{"MessageGroupId", group}};
  if (stage.variant != "True")
    more["MessageDeduplicationId"] = "one-id-for-all";
  stage.send(url, R"({"foo": "bar"})", std::move(more));
}

Json deduplication_after_delete(Stage& stage) {
  auto const url = create_deduplicating(stage);
  Json answers;
  send_same_body(stage, url, "group");
  answers["get-messages"] = stage.receive(url);
  stage.remove(url, answers["get-messages"]);
  send_same_body(stage, url, "group");
  answers["get-messages-duplicate"] = stage.receive(url, {{"WaitTimeSeconds", 1}});
  return answers;
}

Json deduplication_across_groups(Stage& stage) {
  auto const url = create_deduplicating(stage);
  Json answers;
  send_same_body(stage, url, "group-1");
  send_same_body(stage, url, "group-2");
  answers["get-messages"] = stage.receive(url, {{"MaxNumberOfMessages", 10}});
  stage.remove(url, answers["get-messages"]);
  answers["get-dedup-messages"] =
      stage.receive(url, {{"MaxNumberOfMessages", 10}, {"WaitTimeSeconds", 1}});
  return answers;
}

Json received_and_removed(Stage& stage, std::string const& url) {
  auto received = stage.receive(url);
  if (received.contains("Messages"))
    stage.remove(url, received);
  return received;
}

Json change_to_high_throughput(Stage& stage) {
  auto const url = stage.create("stock.fifo");
  Json answers;
  stage.send(url, "Test1", of_group("group-1", "id-1"));
  answers["same-dedup-different-grp-1"] = received_and_removed(stage, url);
  stage.send(url, "Test2", of_group("group-2", "id-1"));
  answers["same-dedup-different-grp-2"] = received_and_removed(stage, url);
  stage.set(url,
            {{"DeduplicationScope", "messageGroup"}, {"FifoThroughputLimit", "perMessageGroupId"}});
  answers["set-to-high-throughput"] = stage.all_attributes(url);
  stage.send(url, "Test3", of_group("group-2", "id-1"));
  answers["same-dedup-different-grp-high-throughput"] = received_and_removed(stage, url);
  stage.send(url, "Test3", of_group("group-3", "id-1"));
  answers["same-dedup-different-grp-high-throughput-2"] = received_and_removed(stage, url);
  stage.send(url, "Test4", of_group("group-1", "id-2"));
  answers["new-dedup2-high-throughput"] = received_and_removed(stage, url);
  stage.send(url, "Test5", of_group("group-2", "id-2"));
  answers["same-dedup2-high-throughput"] = received_and_removed(stage, url);
  return answers;
}

Json delete_after_visibility_timeout(Stage& stage) {
  auto const url = stage.create("stock.fifo", {{"VisibilityTimeout", "2"}});
  stage.send(url, "foobar", of_group("group", "id"));
  Json answers;
  answers["received_sqs_message"] = stage.receive(url);
  stage.sim.advance(3s);
  auto const handle = stage.handles(answers["received_sqs_message"]).at(0);
  answers["delete_after_timeout_fifo"] =
      stage.sqs("DeleteMessage", {{"QueueUrl", url}, {"ReceiptHandle", handle}});
  return answers;
}

// A group of three in flight, one of which is kept longer than the others. The variant says what
// can be received when the timeout of those is over: as many as stand before it.
Json one_of_a_group_kept_longer(Stage& stage) {
  auto const& variant = stage.variant;
  bool const first = variant == "0-visible" || variant == "all-invisible";
  bool const second = variant == "1-visible" || variant == "1-invisible";
  auto const kept = first ? 0 : second ? 1 : 2;
  auto const url = stage.create("stock.fifo", {{"VisibilityTimeout", "2"}});
  for (std::string const body : {"foo", "bar", "baz"})
    stage.send(url, body, of_group("group", body));
  Json answers;
  answers["receive_all_messages"] = stage.receive(url, {{"MaxNumberOfMessages", 10}});
  auto const handle = stage.handles(answers["receive_all_messages"]).at(kept);
  stage.sqs("ChangeMessageVisibility",
            {{"QueueUrl", url}, {"ReceiptHandle", handle}, {"VisibilityTimeout", 10}});
  stage.sim.advance(3s);
  answers["some-messages-invisible"] = stage.receive(url, {{"MaxNumberOfMessages", 10}});
  return answers;
}

Json message_attributes(Stage& stage) {
  auto const url = stage.create("stock.fifo");
  Json const all{{"AttributeNames", Json::array({"All"})}, {"VisibilityTimeout", 0}};
  Json answers;
  answers["send_message"] = stage.send(url, "message-body-1", of_group("group-1", "dedup-1"));
  answers["receive_message_0"] = stage.receive(url, all);
  answers["receive_message_1"] = stage.receive(url, all);
  return answers;
}

Json send_with_delay(Stage& stage) {
  auto const url = stage.create("stock.fifo");
  auto more = of_group("group", "id");
  more["DelaySeconds"] = 2;
  return {{"send_message", stage.send(url, "message", std::move(more))}};
}

Json send_with_zero_delay(Stage& stage) {
  auto const url = stage.create("stock.fifo", {{"DelaySeconds", "2"}});
  auto more = of_group("group", "id");
  more["DelaySeconds"] = 0;
  Json answers;
  answers["send_message_result"] = stage.send(url, "message-1", std::move(more));
  answers["receive_message_initial_result"] = stage.receive(url);
  stage.sim.advance(3s);
  answers["receive_message_after_delay_result"] = stage.receive(url);
  return answers;
}

}  // namespace

std::vector<Situation> sqs_fifo_situations() {
  return {
      {"sqs/test_sqs.py::TestSqsProvider::test_fifo_deduplication_arrives_once_after_delete",
       deduplication_after_delete},
      {"sqs/test_sqs.py::TestSqsProvider::test_fifo_deduplication_not_on_message_group_id",
       deduplication_across_groups},
      {"sqs/test_sqs.py::TestSqsProvider::test_fifo_change_to_high_throughput_after_creation",
       change_to_high_throughput},
      {"sqs/test_sqs.py::TestSqsProvider::test_fifo_delete_after_visibility_timeout",
       delete_after_visibility_timeout},
      {"sqs/test_sqs.py::TestSqsProvider::"
       "test_fifo_group_visibility_extends_with_change_message_visibility",
       one_of_a_group_kept_longer},
      {"sqs/test_sqs.py::TestSqsProvider::test_fifo_message_attributes", message_attributes},
      {"sqs/test_sqs.py::TestSqsProvider::test_fifo_queue_send_message_with_delay_seconds_fails",
       send_with_delay},
      {"sqs/test_sqs.py::TestSqsProvider::"
       "test_fifo_queue_send_message_with_zero_delay_defaults_to_queue_delay",
       send_with_zero_delay},
  };
}

}  // namespace proofbox::test
