// What AWS was recorded to answer about message move tasks of SQS. Where a recording shows how many
// messages were moved, box time stands where that many have been.
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "recordings/situation.hpp"

namespace proofbox::test {
namespace {

using Json = nlohmann::json;

// A source queue, its dead-letter queue with messages that came from it, and a queue elsewhere.
struct Letters {
  explicit Letters(Stage& of, int count) : stage(of) {
    stage.create("dead");
    stage.create("elsewhere");
    auto const source = stage.create("stock", {{"RedrivePolicy", Stage::redrive("dead", 1)}});
    for (int i = 0; i < count; ++i)
      stage.send(source, "message-" + std::to_string(i));
    for (int i = 0; i < 2; ++i) {
      while (stage.receive(source, {{"MaxNumberOfMessages", 10}, {"VisibilityTimeout", 1}})
                 .contains("Messages")) {
      }
      stage.sim.advance(2s);
    }
  }

  Json start(Json more = Json::object()) {
    more["SourceArn"] = Stage::arn("dead");
    return stage.sqs("StartMessageMoveTask", more);
  }
  Json start_elsewhere() { return start({{"DestinationArn", Stage::arn("elsewhere")}}); }
  // One message a second.
  Json start_slowly() {
    return start(
        {{"DestinationArn", Stage::arn("elsewhere")}, {"MaxNumberOfMessagesPerSecond", 1}});
  }
  Json list() { return stage.sqs("ListMessageMoveTasks", {{"SourceArn", Stage::arn("dead")}}); }

  Stage& stage;
};

Json basic_workflow(Stage& stage) {
  Letters letters{stage, 2};
  Json answers;
  answers["start-message-move-task-response"] = letters.start_elsewhere();
  stage.sim.advance(5s);
  answers["list-message-move-task-response"] = letters.list();
  return answers;
}

Json default_destination(Stage& stage) {
  Letters letters{stage, 2};
  Json answers;
  answers["source-arn"] = Stage::arn("dead");
  answers["original-source"] = Stage::arn("stock");
  answers["start-message-move-task-response"] = letters.start();
  stage.sim.advance(5s);
  answers["list-message-move-task-response"] = letters.list();
  return answers;
}

Json throughput_limit(Stage& stage) {
  Letters letters{stage, 2};
  return {{"start-message-move-task-response", letters.start_slowly()}};
}

Json destination_missing(Stage& stage) {
  Letters letters{stage, 0};
  return {{"error", letters.start({{"DestinationArn", Stage::arn("nowhere")}})}};
}

Json several_tasks(Stage& stage) {
  Letters letters{stage, 10};
  letters.start_slowly();
  return {{"error", letters.start_slowly()}};
}

Json cancel_of_unknown_task(Stage& stage) {
  Letters letters{stage, 0};
  Json const handle{{"taskId", "0a0a0a0a-0000-4000-8000-000000000001"},
                    {"sourceArn", Stage::arn("dead")}};
  return {{"error", stage.sqs("CancelMessageMoveTask", {{"TaskHandle", base64(handle.dump())}})}};
}

// AWS went on for six messages after the cancellation; the task is listed as CANCELLED once it has
// stopped.
Json cancel(Stage& stage) {
  Letters letters{stage, 10};
  auto const handle = letters.start_slowly().at("TaskHandle");
  stage.sim.advance(2s);
  Json answers;
  answers["list-while"] = letters.list();
  answers["cancel"] = stage.sqs("CancelMessageMoveTask", {{"TaskHandle", handle}});
  stage.sim.advance(20s);
  answers["list-after"] = letters.list();
  return answers;
}

Json destination_deleted_meanwhile(Stage& stage) {
  Letters letters{stage, 10};
  letters.start_slowly();
  stage.sim.advance(3s);
  stage.sqs("DeleteQueue", {{"QueueUrl", "http://box/000000000000/elsewhere"}});
  stage.sim.advance(20s);
  return {{"list", letters.list()}};
}

}  // namespace

std::vector<Situation> sqs_move_task_situations() {
  return {
      {"sqs/test_sqs_move_task.py::test_basic_move_task_workflow", basic_workflow},
      {"sqs/test_sqs_move_task.py::test_move_task_workflow_with_default_destination",
       default_destination},
      {"sqs/test_sqs_move_task.py::test_move_task_with_throughput_limit", throughput_limit},
      {"sqs/test_sqs_move_task.py::test_destination_needs_to_exist", destination_missing},
      {"sqs/test_sqs_move_task.py::test_start_multiple_move_tasks", several_tasks},
      {"sqs/test_sqs_move_task.py::test_cancel_with_invalid_task_id_in_task_handle",
       cancel_of_unknown_task},
      {"sqs/test_sqs_move_task.py::test_move_task_cancel", cancel},
      {"sqs/test_sqs_move_task.py::test_move_task_delete_destination_queue_while_running",
       destination_deleted_meanwhile},
  };
}

}  // namespace proofbox::test
