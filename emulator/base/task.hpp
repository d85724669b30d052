// Work that waits: a lazy coroutine which its awaiter owns. Destroying a Task destroys the frames
// of everything it waits for, and each awaitable deregisters itself in its destructor, so dropping
// a Task cancels the whole chain.
//
// Name what you pass to an awaited call first, then await it: g++ 12.2 destroys a braced temporary
// (or the captures of a lambda) inside a co_await expression twice.
#pragma once

#include <coroutine>
#include <exception>
#include <list>
#include <optional>
#include <utility>

#include "base/check.hpp"
#include "base/result.hpp"

namespace proofbox {

template <class T = void>
class Task;

namespace detail {

struct TaskPromise {
  std::coroutine_handle<> continuation = std::noop_coroutine();
  std::exception_ptr failure = {};

  struct Final {
    bool await_ready() noexcept { return false; }
    template <class Promise>
    std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> finished) noexcept {
      return finished.promise().continuation;
    }
    void await_resume() noexcept {}
  };

  std::suspend_always initial_suspend() noexcept { return {}; }
  Final final_suspend() noexcept { return {}; }
  void unhandled_exception() noexcept { failure = std::current_exception(); }
};

template <class T>
struct ValuePromise : TaskPromise {
  std::optional<T> value = {};

  Task<T> get_return_object();
  template <class From>
  void return_value(From&& from) {
    value.emplace(std::forward<From>(from));
  }
  T take() {
    if (failure)
      std::rethrow_exception(failure);
    return std::move(*value);
  }
};

template <>
struct ValuePromise<void> : TaskPromise {
  Task<void> get_return_object();
  void return_void() noexcept {}
  void take() {
    if (failure)
      std::rethrow_exception(failure);
  }
};

}  // namespace detail

template <class T>
class [[nodiscard]] Task {
 public:
  using promise_type = detail::ValuePromise<T>;
  using Handle = std::coroutine_handle<promise_type>;

  explicit Task(Handle handle) : handle_(handle) {}
  Task(Task&& other) noexcept : handle_(std::exchange(other.handle_, {})) {}
  Task& operator=(Task&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }
  ~Task() { drop(); }

  // Cancels what is still under way.
  void drop() {
    if (auto const handle = std::exchange(handle_, {}))
      handle.destroy();
  }

  bool finished() const { return handle_ && handle_.done(); }

  // For awaitables that start a Task themselves: who goes on when it ends, where it starts, what it
  // gave.
  Handle begin(std::coroutine_handle<> continuation) {
    check(bool{handle_}, "a task that was dropped was awaited");
    handle_.promise().continuation = continuation;
    return handle_;
  }
  T take() { return handle_.promise().take(); }

  auto operator co_await() && {
    struct Awaiter {
      Task& task;
      bool await_ready() noexcept { return false; }
      std::coroutine_handle<> await_suspend(std::coroutine_handle<> awaiting) {
        return task.begin(awaiting);
      }
      T await_resume() { return task.take(); }
    };
    return Awaiter{*this};
  }

 private:
  Handle handle_;
};

namespace detail {
template <class T>
Task<T> ValuePromise<T>::get_return_object() {
  return Task<T>{std::coroutine_handle<ValuePromise<T>>::from_promise(*this)};
}
inline Task<void> ValuePromise<void>::get_return_object() {
  return Task<void>{std::coroutine_handle<ValuePromise<void>>::from_promise(*this)};
}
}  // namespace detail

// Owns tasks that nobody awaits. Each leaves by itself when it ends; destroying the group cancels
// the rest.
class TaskGroup {
 public:
  TaskGroup() = default;
  TaskGroup(TaskGroup const&) = delete;
  TaskGroup& operator=(TaskGroup const&) = delete;
  ~TaskGroup() { clear(); }

  // Runs the task until it first waits.
  void spawn(Task<void> task) {
    auto const place = roots_.emplace(roots_.end());
    *place = run(std::move(task), *this, place);
    place->handle.resume();
  }

  // Cancels all, latest first; a task that ends another one's life may do so meanwhile.
  void clear() {
    while (!roots_.empty()) {
      std::list<Root> last;
      last.splice(last.begin(), roots_, std::prev(roots_.end()));
    }
  }

  bool empty() const { return roots_.empty(); }

 private:
  struct Root;
  using Place = std::list<Root>::iterator;

  struct Root {
    struct promise_type {
      TaskGroup& group;
      Place place;
      promise_type(Task<void>&, TaskGroup& owner, Place where) : group(owner), place(where) {}

      Root get_return_object() {
        return Root{std::coroutine_handle<promise_type>::from_promise(*this)};
      }
      std::suspend_always initial_suspend() noexcept { return {}; }
      struct Final {
        bool await_ready() noexcept { return false; }
        // Destroys the frame that it stands in; nothing of it is touched afterwards.
        void await_suspend(std::coroutine_handle<promise_type> finished) noexcept {
          auto& promise = finished.promise();
          promise.group.roots_.erase(promise.place);
        }
        void await_resume() noexcept {}
      };
      Final final_suspend() noexcept { return {}; }
      void return_void() noexcept {}
      void unhandled_exception() noexcept {
        broken("a root task ended with an exception", std::source_location::current());
      }
    };

    Root() = default;
    explicit Root(std::coroutine_handle<promise_type> from) : handle(from) {}
    Root(Root&& other) noexcept : handle(std::exchange(other.handle, {})) {}
    Root& operator=(Root&& other) noexcept {
      std::swap(handle, other.handle);
      return *this;
    }
    ~Root() {
      if (handle)
        handle.destroy();
    }
    std::coroutine_handle<promise_type> handle = {};
  };

  static Root run(Task<void> task, TaskGroup&, Place) { co_await std::move(task); }

  std::list<Root> roots_;
};

}  // namespace proofbox
