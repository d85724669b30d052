#include "engines/sqs/move_task.hpp"

#include "base/text.hpp"
#include "shape/json.hpp"

namespace proofbox::sqs {
namespace {

// "Optimised by the system" on AWS where the task names no rate: here the highest that may be
// named.
constexpr std::int64_t rate_otherwise = 500;
constexpr std::size_t listed_max = 10;

struct HandleDocument {
  std::string task_id;
  std::string source_arn;
  static Shape const& shape() {
    static Shape const shape = Describe<HandleDocument>("TaskHandle")
                                   .member("taskId", &HandleDocument::task_id, required)
                                   .member("sourceArn", &HandleDocument::source_arn, required);
    return shape;
  }
};

}  // namespace

Shape const& MoveTask::shape() {
  static Shape const shape = Describe<MoveTask>("MoveTask")
                                 .member("number", &MoveTask::number)
                                 .member("id", &MoveTask::id)
                                 .member("source_arn", &MoveTask::source_arn)
                                 .member("destination_arn", &MoveTask::destination_arn)
                                 .member("rate", &MoveTask::rate)
                                 .member("status", &MoveTask::status)
                                 .member("moved", &MoveTask::moved)
                                 .member("to_move", &MoveTask::to_move)
                                 .member("failure_reason", &MoveTask::failure_reason)
                                 .member("started_at", &MoveTask::started_at)
                                 .member("cancelled_at", &MoveTask::cancelled_at);
  return shape;
}

Instant MoveTask::next_move() const {
  return started_at +
         Duration{std::chrono::seconds{1}} * (moved + 1) / rate.value_or(rate_otherwise);
}

std::string MoveTask::handle() const { return base64(to_json(HandleDocument{id, source_arn})); }

std::optional<MoveTaskHandle> move_task_of(std::string_view handle) {
  auto const text = from_base64(handle);
  HandleDocument document;
  if (!text || text->empty() || from_json(*text, document))
    return {};
  return MoveTaskHandle{document.task_id, document.source_arn};
}

MoveTask& MoveTasks::put(MoveTask task) {
  auto const number = task.number;
  last_number = std::max(last_number, number);
  by_id_.emplace(task.id, number);
  by_source_[task.source_arn].push_back(number);
  auto& held = tasks_.emplace(number, std::move(task)).first->second;
  settle(held);
  return held;
}

std::optional<MoveTask> MoveTasks::take_superfluous(std::string const& source_arn) {
  auto& numbers = by_source_[source_arn];
  if (numbers.size() <= listed_max)
    return {};
  auto const found = tasks_.find(numbers.front());
  auto forgotten = std::move(found->second);
  tasks_.erase(found);
  numbers.erase(numbers.begin());
  by_id_.erase(forgotten.id);
  return forgotten;
}

MoveTask* MoveTasks::find(std::string_view id) {
  auto const found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : &tasks_.at(found->second);
}

// Only the latest task of a source can be active.
MoveTask* MoveTasks::active_of(std::string_view source_arn) {
  auto const found = by_source_.find(source_arn);
  if (found == by_source_.end() || found->second.empty())
    return nullptr;
  auto& latest = tasks_.at(found->second.back());
  return latest.active() ? &latest : nullptr;
}

std::vector<MoveTask const*> MoveTasks::of_source(std::string_view source_arn) const {
  std::vector<MoveTask const*> tasks;
  auto const found = by_source_.find(source_arn);
  if (found != by_source_.end())
    for (auto number = found->second.rbegin(); number != found->second.rend(); ++number)
      tasks.push_back(&tasks_.at(*number));
  return tasks;
}

std::optional<Instant> MoveTasks::next_due() const {
  if (due_.empty())
    return {};
  return due_.first_at();
}

MoveTask* MoveTasks::next() { return due_.empty() ? nullptr : due_.first(); }

void MoveTasks::settle(MoveTask& task) {
  if (task.active())
    due_.set(task, task.due(), task.number);
  else
    due_.remove(task);
}

}  // namespace proofbox::sqs
