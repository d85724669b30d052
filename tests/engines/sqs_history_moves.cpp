#include <nlohmann/json.hpp>

#include "engines/sqs_history.hpp"

namespace proofbox::test {
namespace {

using Json = nlohmann::json;

constexpr std::int64_t usual_rate = 500;  // where the task names none

Error not_found_error(std::string const& parameter) {
  return {"ResourceNotFoundException",
          "The resource that you specified for the " + parameter + " parameter doesn't exist.", 404,
          "com.amazonaws.sqs#ResourceNotFoundException"};
}

}  // namespace

void SqsHistory::start_move() {
  auto const source = percent(80) ? 1 + below(2) : below(queues_.size());
  std::optional<std::size_t> destination;
  if (percent(40))
    destination = below(queues_.size());
  sqs::StartMessageMoveTask op{SqsDesk::arn(url(source)), {}, {}};
  if (destination)
    op.destination_arn = SqsDesk::arn(url(*destination));
  if (percent(70))
    op.max_number_of_messages_per_second = one_of<std::int64_t>({1, 1, 2, 3, 7, 500});
  auto const started = call(op);
  if (!expect_verdict(judge_move(source, destination), started) || !difference_.empty())
    return;
  moves_.push_back({started->task_handle, source, destination,
                    op.max_number_of_messages_per_second.value_or(usual_rate), now_,
                    queues_[source].count("ready", now_)});
}

Verdict SqsHistory::judge_move(std::size_t source, std::optional<std::size_t> destination) const {
  if (!queues_[source].there)
    return Verdict::refused(not_found_error("SourceArn"));
  if (destination && !queues_[*destination].there)
    return Verdict::refused(not_found_error("DestinationArn"));
  Verdict verdict;
  if (std::none_of(queues_.begin(), queues_.end(), [&](auto const& queue) {
        return queue.there && queue.dead_letter_queue == &queues_[source];
      }))
    verdict.refusals.push_back(
        parameter_error("Source queue must be configured as a Dead Letter Queue."));
  if (destination == source)
    verdict.refusals.push_back(parameter_error(""));
  for (auto const& task : moves_)
    if (task.source == source && task.active())
      verdict.refusals.push_back(
          parameter_error("There is already a task running. Only one active task is allowed for a "
                          "source queue arn at a given time."));
  verdict.may_succeed = verdict.refusals.empty();
  return verdict;
}

SqsHistory::MoveTask* SqsHistory::latest_move(std::size_t source) {
  for (auto task = moves_.rbegin(); task != moves_.rend(); ++task)
    if (task->source == source)
      return &*task;
  return nullptr;
}

void SqsHistory::cancel_move() {
  auto* task = latest_move(1 + below(2));
  if (!moves_.empty() && moves_.back().active())
    task = &moves_.back();
  if (!task || percent(5)) {
    expect_verdict(Verdict::refused(parameter_error("Value for parameter TaskHandle is invalid.")),
                   call(sqs::CancelMessageMoveTask{"garbage"}));
    return;
  }
  Verdict verdict;
  if (!queues_[task->source].there)
    verdict = Verdict::refused(not_found_error("SourceArn"));
  else if (task->status != "RUNNING")
    verdict = Verdict::refused(service_error("UnsupportedOperation", ""));
  auto const cancelled = call(sqs::CancelMessageMoveTask{task->handle});
  if (!expect_verdict(verdict, cancelled) || !difference_.empty())
    return;
  expect_same("the number of moved messages",
              std::to_string(cancelled->approximate_number_of_messages_moved),
              std::to_string(task->moved));
  task->status = "CANCELLING";
  task->cancelled_at = now_ + 6s;
}

void SqsHistory::list_moves() {
  auto const source = 1 + below(2);
  auto const listed = call(sqs::ListMessageMoveTasks{SqsDesk::arn(url(source)), {}});
  auto const verdict =
      queues_[source].there ? Verdict{} : Verdict::refused(not_found_error("SourceArn"));
  if (!expect_verdict(verdict, listed) || !difference_.empty())
    return;
  auto const* task = latest_move(source);
  expect(listed->results.size() == (task ? 1 : 0), "another number of move tasks is listed");
  if (!task || !difference_.empty())
    return;
  auto const& entry = listed->results.front();
  expect_same("the status of a move task", entry.status, task->status);
  expect_same("its handle", entry.task_handle.value_or(""),
              task->status == "RUNNING" ? task->handle : "");
  expect_same("the number of messages it moved",
              std::to_string(entry.approximate_number_of_messages_moved),
              std::to_string(task->moved));
  expect(entry.approximate_number_of_messages_to_move == task->to_move,
         "a move task had another number of messages before it");
  expect(entry.started_timestamp == epoch_milliseconds(task->started_at),
         "a move task was started at another time");
}

SqsHistory::MoveTask* SqsHistory::first_due_move() {
  MoveTask* first = nullptr;
  for (auto& task : moves_)
    if (task.active() && task.due() <= now_ && (!first || task.due() < first->due()))
      first = &task;
  return first;
}

void SqsHistory::follow_moves(std::vector<Note> const& notes) {
  std::vector<Note> of_moves;
  for (auto const& note : notes)
    if (note.kind == "move" || note.kind == "move task")
      of_moves.push_back(note);
  std::size_t told = 0;
  while (difference_.empty()) {
    auto* const task = first_due_move();
    if (!task)
      break;
    step(*task, of_moves, told);
  }
  expect(told == of_moves.size(), "a move task does more than it should");
}

void SqsHistory::step(MoveTask& task, std::vector<Note> const& notes, std::size_t& told) {
  auto const end = [&](std::string const& status) {
    task.status = status;
    if (told == notes.size() || notes[told].kind != "move task")
      return expect(false, "a move task does not end that should be " + status);
    expect_same("the end of a move task", Json::parse(notes[told++].what).value("Status", ""),
                status);
  };
  auto& source = queues_[task.source];
  if (task.cancelled_at && *task.cancelled_at <= now_ && task.next_move() > now_)
    return end("CANCELLED");
  auto const done = task.cancelled_at ? "CANCELLED" : "COMPLETED";
  auto const available = source.available(now_);
  if (available.empty() || now_ - task.started_at > std::chrono::hours{36})
    return end(done);
  if (told < notes.size() && notes[told].kind == "move") {
    moved_one(task, notes[told++].what);
    if (difference_.empty() && source.available(now_).empty())
      end(done);
    return;
  }
  // One of those it may come to has nowhere to go.
  expect(std::any_of(available.begin(), available.end(),
                     [&](auto const* message) { return !destination_of(task, *message); }),
         "a move task moves nothing, but could");
  end("FAILED");
}

NaiveQueue* SqsHistory::destination_of(MoveTask const& task, NaiveMessage const& message) {
  auto const arn =
      task.destination ? SqsDesk::arn(url(*task.destination)) : message.dead_letter_source;
  for (auto& queue : queues_)
    if (queue.there && SqsDesk::arn(queue.name) == arn)
      return &queue;
  return nullptr;
}

void SqsHistory::moved_one(MoveTask& task, std::string const& what) {
  auto const note = Json::parse(what);
  auto const id = note.value("messageId", "");
  auto const id_anew = note.value("newMessageId", "");
  auto& source = queues_[task.source];
  auto const available = source.available(now_);
  auto const found = std::find_if(available.begin(), available.end(),
                                  [&](auto const* message) { return message->id == id; });
  if (found == available.end())
    return expect(false, "a message was moved that is not available");
  expect(!fifo() ||
             std::none_of(available.begin(), found,
                          [&](auto const* earlier) { return earlier->group == (*found)->group; }),
         "a message was moved before an earlier one of its group");
  auto* const destination = destination_of(task, **found);
  if (!destination)
    return expect(false, "a message was moved that has nowhere to go");
  expect_same("where a message was moved", note.value("to", ""), SqsDesk::arn(destination->name));
  Entry anew;
  anew.message_body = (*found)->body;
  anew.message_group_id = (*found)->group;
  if (fifo())
    anew.message_deduplication_id = (*found)->deduplication_id;
  std::erase_if(source.messages, [&](auto const& message) { return message.id == id; });
  ++task.moved;
  if (auto const* earlier = destination->duplicate_of(anew, now_))
    return expect_same("the new id of a duplicate", id_anew, earlier->message_id);
  expect(id != id_anew, "a message kept its id");
  std::string sequence_number;
  auto const peeked = call(sqs::PeekMessages{destination->name});
  for (auto const& held : peeked->messages)
    if (held.message_id == id_anew)
      sequence_number = held.sequence_number.value_or("");
  destination->take(anew, now_, id_anew, sequence_number);
}

}  // namespace proofbox::test
