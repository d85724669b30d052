#include "lambda/unawaited.hpp"

namespace proofbox::lambda {

Unawaited::Unawaited(Scheduler& scheduler, std::vector<Task<void>> left) : scheduler_(scheduler) {
  for (auto& task : left)
    begun_.spawn(std::move(task));
}

void Unawaited::add(Task<void> task) {
  auto const place = waiting_.emplace(waiting_.end());
  place->task.emplace(std::move(task));
  place->begins = scheduler_.at(scheduler_.now(), [this, place] {
    auto beginning = std::move(*place->task);
    waiting_.erase(place);
    begun_.spawn(std::move(beginning));
  });
}

std::vector<Task<void>> Unawaited::freeze() {
  std::vector<Task<void>> left;
  for (auto& one : waiting_)
    left.push_back(std::move(*one.task));
  waiting_.clear();
  begun_.clear();
  return left;
}

}  // namespace proofbox::lambda
