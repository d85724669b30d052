// Message move tasks: what each is doing, and which are due. A task moves one message at a time, at
// its rate, on the box's clock; the engine does the moving.
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "engines/sqs/deadlines.hpp"
#include "shape/shape.hpp"

namespace proofbox::sqs {

// As the engine holds it, and as a row keeps it.
struct MoveTask {
  std::int64_t number = 0;  // rising in the order of starting
  std::string id;
  std::string source_arn;
  std::optional<std::string> destination_arn;  // without it each message goes back to its source
  std::optional<std::int64_t> rate;            // messages a second; AWS picks one where absent
  std::string status;                          // AWS's word: RUNNING, COMPLETED, ...
  std::int64_t moved = 0;
  std::int64_t to_move = 0;  // counted when it started
  std::optional<std::string> failure_reason;
  Instant started_at{};
  std::optional<Instant> cancelled_at;  // when a cancellation takes effect

  std::size_t due_place = 0;  // no member of the row: its place among those that are due

  bool active() const { return status == "RUNNING" || status == "CANCELLING"; }
  // When the next message moves.
  Instant next_move() const;
  // When there is something to do next.
  Instant due() const { return cancelled_at ? std::min(*cancelled_at, next_move()) : next_move(); }
  std::string handle() const;

  static Shape const& shape();
};

inline std::size_t& place_of(MoveTask& task) { return task.due_place; }

// What a task handle says; nothing where it is none.
struct MoveTaskHandle {
  std::string task_id;
  std::string source_arn;
};
std::optional<MoveTaskHandle> move_task_of(std::string_view handle);

class MoveTasks {
 public:
  // Keeps the latest ten of a source, as AWS lists no more; returns the one that is forgotten.
  MoveTask& put(MoveTask task);
  std::optional<MoveTask> take_superfluous(std::string const& source_arn);

  std::map<std::int64_t, MoveTask> const& all() const { return tasks_; }
  MoveTask* find(std::string_view id);
  MoveTask* active_of(std::string_view source_arn);
  std::size_t count_active() const { return due_.size(); }
  // The latest first.
  std::vector<MoveTask const*> of_source(std::string_view source_arn) const;

  std::optional<Instant> next_due() const;
  MoveTask* next();  // the task that is due first; null where none is active
  // After each change of a task.
  void settle(MoveTask& task);

  std::int64_t last_number = 0;

 private:
  std::map<std::int64_t, MoveTask> tasks_;
  std::map<std::string, std::int64_t, std::less<>> by_id_;
  std::map<std::string, std::vector<std::int64_t>, std::less<>> by_source_;
  Deadlines<MoveTask> due_;  // the active ones
};

}  // namespace proofbox::sqs
