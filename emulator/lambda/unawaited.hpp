// Work that a handler began and did not wait for. It goes on while the handler waits for something
// else. When the handler has returned the environment is frozen: what has not begun by then begins
// first thing in the environment's next invocation, or never, and what is half done is lost.
#pragma once

#include <list>
#include <optional>
#include <vector>

#include "base/task.hpp"
#include "ports/scheduler.hpp"

namespace proofbox::lambda {

class Unawaited {
 public:
  // `left` was left behind by the environment's former invocations, and begins now.
  Unawaited(Scheduler& scheduler, std::vector<Task<void>> left);
  Unawaited(Unawaited const&) = delete;

  void add(Task<void> task);

  // What has not begun.
  std::vector<Task<void>> freeze();

 private:
  struct Waiting {
    std::optional<Task<void>> task;
    Timer begins;
  };
  Scheduler& scheduler_;
  std::list<Waiting> waiting_;
  TaskGroup begun_;
};

}  // namespace proofbox::lambda
