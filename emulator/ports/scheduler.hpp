// A clock and a queue of work: the only source of time for everything above an engine.
#pragma once

#include <coroutine>
#include <cstdint>
#include <functional>
#include <optional>
#include <utility>

#include "base/task.hpp"
#include "base/time.hpp"

namespace proofbox {

using Job = std::function<void()>;

class Scheduler;

// A job that waits for its time. Destroying the Timer cancels the job and leaves nothing behind.
class Timer {
 public:
  Timer() = default;
  Timer(Scheduler& scheduler, Instant when, std::uint64_t number)
      : scheduler_(&scheduler), when_(when), number_(number) {}
  Timer(Timer&& other) noexcept
      : scheduler_(std::exchange(other.scheduler_, nullptr)),
        when_(other.when_),
        number_(other.number_) {}
  Timer& operator=(Timer&& other) noexcept {
    std::swap(scheduler_, other.scheduler_);
    std::swap(when_, other.when_);
    std::swap(number_, other.number_);
    return *this;
  }
  ~Timer() { cancel(); }

  inline void cancel();
  Instant when() const { return when_; }

 private:
  Scheduler* scheduler_ = nullptr;
  Instant when_{};
  std::uint64_t number_ = 0;
};

class Scheduler {
 public:
  virtual ~Scheduler() = default;
  virtual Instant now() const = 0;

  // Runs the job at `when`, or as soon as possible where that is past; never before this call
  // returns. Jobs of one instant run in the order in which they were asked for. The scheduler must
  // outlive the Timer.
  [[nodiscard]] virtual Timer at(Instant when, Job job) = 0;

  // co_await scheduler.sleep_until(t)
  auto sleep_until(Instant when);

 private:
  friend class Timer;
  // Does nothing where the job has run.
  virtual void cancel(Instant when, std::uint64_t number) = 0;
};

inline void Timer::cancel() {
  if (auto* const scheduler = std::exchange(scheduler_, nullptr))
    scheduler->cancel(when_, number_);
}

class [[nodiscard]] Sleep {
 public:
  Sleep(Scheduler& scheduler, Instant when) : scheduler_(scheduler), when_(when) {}
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> sleeper) {
    timer_ = scheduler_.at(when_, [sleeper] { sleeper.resume(); });
  }
  void await_resume() const noexcept {}

 private:
  Scheduler& scheduler_;
  Instant when_;
  Timer timer_;
};

inline auto Scheduler::sleep_until(Instant when) { return Sleep{*this, when}; }

// Awaits the task, but not beyond the limit: what is late is destroyed, and nothing comes back. The
// task may end at the very instant of the limit.
template <class T>
class [[nodiscard]] Within {
 public:
  Within(Scheduler& scheduler, Duration limit, Task<T> task)
      : scheduler_(scheduler), limit_(limit), task_(std::move(task)) {}
  Within(Within const&) = delete;

  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> awaiting) {
    awaiting_ = awaiting;
    end_at(scheduler_.now() + limit_);
    return task_.begin(awaiting);
  }
  std::optional<T> await_resume() {
    timer_.cancel();
    if (late_)
      return {};
    return task_.take();
  }

  // Ends the task at this instant as if it were late. It may be the task itself that asks.
  void cut() { end_at(scheduler_.now()); }

 private:
  void end_at(Instant when) {
    timer_ = scheduler_.at(when, [this] {
      late_ = true;
      task_.drop();
      awaiting_.resume();
    });
  }

  Scheduler& scheduler_;
  Duration limit_;
  Task<T> task_;
  std::coroutine_handle<> awaiting_;
  Timer timer_;
  bool late_ = false;
};

// auto const result = co_await within(scheduler, 6s, std::move(task));
template <class T>
Within<T> within(Scheduler& scheduler, Duration limit, Task<T> task) {
  return Within<T>(scheduler, limit, std::move(task));
}

}  // namespace proofbox
