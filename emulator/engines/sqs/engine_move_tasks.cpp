// Message move tasks: out of a dead-letter queue, back to where each message came from or to a
// queue that is named. What is moved becomes a new message, with an id and an age of its own.
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
#include "engines/sqs/engine.hpp"
#include "engines/sqs/errors.hpp"
#include "shape/json.hpp"

namespace proofbox::sqs {
namespace {

constexpr std::size_t active_max = 100;
// AWS takes a while to notice a cancellation and goes on moving meanwhile: recorded at one message
// a second were two moved at the call, and eight when the task was CANCELLED.
constexpr auto cancelling_lasts = std::chrono::seconds{6};
constexpr auto task_lasts_at_most = std::chrono::hours{36};

Error source_missing() {
  return errors::resource_not_found(
      "The resource that you specified for the SourceArn parameter doesn't exist.");
}

Error destination_missing() {
  return errors::resource_not_found(
      "The resource that you specified for the DestinationArn parameter doesn't exist.");
}

ListMessageMoveTasks::Entry shown(MoveTask const& task) {
  ListMessageMoveTasks::Entry entry;
  if (task.status == "RUNNING")
    entry.task_handle = task.handle();
  entry.status = task.status;
  entry.source_arn = task.source_arn;
  entry.destination_arn = task.destination_arn;
  entry.max_number_of_messages_per_second = task.rate;
  entry.approximate_number_of_messages_moved = task.moved;
  entry.approximate_number_of_messages_to_move = task.to_move;
  entry.failure_reason = task.failure_reason;
  entry.started_timestamp = epoch_milliseconds(task.started_at);
  return entry;
}

}  // namespace

Result<StartMessageMoveTask::Output> Engine::handle(Turn& turn, StartMessageMoveTask const& op) {
  auto* const source = find_arn(op.source_arn);
  if (source == nullptr)
    return source_missing();
  auto* const destination = op.destination_arn ? find_arn(*op.destination_arn) : nullptr;
  if (op.destination_arn && destination == nullptr)
    return destination_missing();
  if (sources_of(source->arn()).empty())
    return errors::bad_parameter("Source queue must be configured as a Dead Letter Queue.");
  if (destination == source)
    return errors::bad_parameter("Source queue and destination queue must be different.");
  if (destination != nullptr && destination->fifo() != source->fifo())
    return errors::bad_parameter("Source queue and destination queue must be of the same type.");
  if (move_tasks_.active_of(source->arn()) != nullptr)
    return errors::bad_parameter(
        "There is already a task running. Only one active task is allowed for a source queue arn "
        "at a given time.");
  if (move_tasks_.count_active() >= active_max)
    return errors::over_limit("At most 100 message move tasks of an account can be active.");
  expire(turn, *source);
  MoveTask task;
  task.number = move_tasks_.last_number + 1;
  task.id = turn.random.uuid();
  task.source_arn = source->arn();
  task.destination_arn = op.destination_arn;
  task.rate = op.max_number_of_messages_per_second;
  task.status = "RUNNING";
  task.to_move = source->count(State::ready);
  task.started_at = turn.now;
  auto const& started = move_tasks_.put(std::move(task));
  keep(turn, started);
  if (auto const forgotten = move_tasks_.take_superfluous(started.source_arn))
    forget(turn, *forgotten);
  return StartMessageMoveTask::Output{started.handle()};
}

Result<CancelMessageMoveTask::Output> Engine::handle(Turn& turn, CancelMessageMoveTask const& op) {
  auto const handle = move_task_of(op.task_handle);
  if (!handle)
    return errors::bad_parameter("Value for parameter TaskHandle is invalid.");
  if (find_arn(handle->source_arn) == nullptr)
    return source_missing();
  auto* const task = move_tasks_.find(handle->task_id);
  if (task == nullptr || task->source_arn != handle->source_arn)
    return errors::resource_not_found("Task does not exist.");
  if (task->status != "RUNNING")
    return errors::unsupported_operation("Only a task that is RUNNING can be cancelled.");
  task->status = "CANCELLING";
  task->cancelled_at = turn.now + cancelling_lasts;
  move_tasks_.settle(*task);
  keep(turn, *task);
  return CancelMessageMoveTask::Output{task->moved};
}

Result<ListMessageMoveTasks::Output> Engine::handle(Turn&, ListMessageMoveTasks const& op) {
  if (find_arn(op.source_arn) == nullptr)
    return source_missing();
  auto const most = static_cast<std::size_t>(op.max_results.value_or(1));
  ListMessageMoveTasks::Output output;
  for (auto const* task : move_tasks_.of_source(op.source_arn)) {
    if (output.results.size() == most)
      break;
    output.results.push_back(shown(*task));
  }
  return output;
}

void Engine::end(Turn& turn, MoveTask& task, std::string_view status,
                 std::optional<std::string> reason) {
  task.status = status;
  task.failure_reason = std::move(reason);
  task.cancelled_at.reset();
  turn.notes.push_back({"move task", task.source_arn, to_json(shown(task))});
}

// One step of a task that is due: its cancellation, its end, or one message.
void Engine::step(Turn& turn, MoveTask& task) {
  move_one(turn, task);
  move_tasks_.settle(task);
  keep(turn, task);
}

void Engine::move_one(Turn& turn, MoveTask& task) {
  if (task.cancelled_at && *task.cancelled_at <= turn.now && task.next_move() > turn.now)
    return end(turn, task, "CANCELLED");
  constexpr auto gone = "AWS.SimpleQueueService.NonExistentQueue";
  auto* const source = find_arn(task.source_arn);
  if (source == nullptr)
    return end(turn, task, "FAILED", gone);
  expire(turn, *source);
  auto* const message = source->next_ready(turn.now);
  auto const done = task.cancelled_at ? "CANCELLED" : "COMPLETED";
  if (message == nullptr || turn.now - task.started_at > task_lasts_at_most)
    return end(turn, task, done);
  auto const& to = task.destination_arn ? task.destination_arn : message->dead_letter_source;
  if (!to)
    return end(turn, task, "FAILED", "CouldNotDetermineMessageSource");
  auto* const destination = find_arn(*to);
  if (destination == nullptr)
    return end(turn, task, "FAILED", gone);
  move_anew(turn, *source, *message, *destination);
  ++task.moved;
  if (!source->has_ready())
    end(turn, task, done);
}

// AWS receives the message, sends it anew and deletes it: only what its sender said is kept.
void Engine::move_anew(Turn& turn, Queue& from, HeldMessage& message, Queue& to) {
  HeldMessage anew;
  anew.body = message.body;
  anew.body_md5 = message.body_md5;
  anew.attributes = message.attributes;
  anew.trace_header = message.trace_header;
  anew.group_id = message.group_id;
  anew.deduplication_id = message.deduplication_id;
  anew.sender_id = message.sender_id;
  auto const was = message.id;
  forget(turn, message);
  from.take_out(message);
  auto const sent = enqueue(turn, to, std::move(anew), {});
  std::string what = "{\"messageId\":";
  write_json_text(what, was);
  what += ",\"to\":";
  write_json_text(what, to.arn());
  what += ",\"newMessageId\":";
  write_json_text(what, sent.id);
  turn.notes.push_back({"move", from.name(), what + '}'});
}

}  // namespace proofbox::sqs
