// Somebody outside who waits, in wall time, for the next event of a box. He may outlive it.
#pragma once

#include <coroutine>
#include <utility>

#include "box/box.hpp"

namespace proofbox::control {

class News : public Watcher {
 public:
  explicit News(Box& box) : box_(box.is_closing() ? nullptr : &box), wall_(box.wall()) {
    if (box_ != nullptr)
      box_->events().watchers.join(*this);
  }
  News(News const&) = delete;
  ~News() override {
    if (box_ != nullptr)
      box_->events().watchers.leave(*this);
  }

  // No more will come; the box may be gone.
  bool is_over() const { return box_ == nullptr; }

  // co_await news.until(when): resumes when there has been an event since the last time, at the
  // end, or at that instant of wall time.
  class Until {
   public:
    Until(News& news, Instant when) : news_(news), when_(when) {}
    Until(Until const&) = delete;
    ~Until() {
      news_.reader_ = {};
      news_.waking_ = false;
      news_.woken_.cancel();
    }
    bool await_ready() const noexcept { return news_.fresh_ || news_.is_over(); }
    void await_suspend(std::coroutine_handle<> reader) {
      news_.reader_ = reader;
      late_ = news_.wall_.at(when_, [this] { news_.resume(); });
    }
    void await_resume() { news_.fresh_ = false; }

   private:
    News& news_;
    Instant when_;
    Timer late_;
  };
  Until until(Instant when) { return Until{*this, when}; }

  void see(Event const&) override {
    fresh_ = true;
    wake();
  }
  void closed() override {
    box_ = nullptr;
    wake();
  }

 private:
  void wake() {
    if (reader_ && !std::exchange(waking_, true))
      woken_ = wall_.at(wall_.now(), [this] { resume(); });
  }
  void resume() { std::exchange(reader_, {}).resume(); }

  Box* box_;
  Scheduler& wall_;
  std::coroutine_handle<> reader_;
  Timer woken_;
  bool fresh_ = false, waking_ = false;
};

}  // namespace proofbox::control
