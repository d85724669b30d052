// A call that waits for its bell, or for its time to be up. Only for the files of this folder.
#pragma once

#include "box/box.hpp"

namespace proofbox {

// A caller's place in the line for a bell. Whoever is woken but goes away before taking anything
// rings on. A poller of the box's own waits on when the box closes: it would only ask again.
class Box::Waiting {
 public:
  Waiting(Box& box, Turn::Wait const& wait, bool of_a_poller)
      : box_(box), wait_(wait), of_a_poller_(of_a_poller) {}
  Waiting(Waiting const&) = delete;
  ~Waiting() {
    leave();
    if (woken_ && !resumed_)
      box_.ring(wait_.bell);
  }

  bool of_a_poller() const { return of_a_poller_; }
  // Why it waits in vain.
  std::unique_ptr<Error const> const& interruption() const { return interruption_; }

  bool await_ready() const noexcept { return box_.closing_ && !of_a_poller_; }
  void await_suspend(std::coroutine_handle<> handle) {
    handle_ = handle;
    auto& line = box_.waiting_[wait_.bell];
    place_ = line.insert(line.end(), this);
    queued_ = true;
    Job end = [this] { resume(); };
    timer_ = of_a_poller_ ? box_.agenda_.end_at(wait_.until, std::move(end))
                          : box_.agenda_.at(wait_.until, std::move(end));
  }
  void await_resume() const noexcept {}

  void wake() {
    leave();
    woken_ = true;
    timer_ = box_.agenda_.at(box_.agenda_.now(), [this] { resume(); });
  }
  void interrupt(Error why) {
    interruption_ = std::make_unique<Error const>(std::move(why));
    wake();
  }

 private:
  void leave() {
    if (!std::exchange(queued_, false))
      return;
    auto const line = box_.waiting_.find(wait_.bell);
    line->second.erase(place_);
    if (line->second.empty())
      box_.waiting_.erase(line);
  }
  void resume() {
    leave();
    resumed_ = true;
    handle_.resume();
  }

  Box& box_;
  Turn::Wait wait_;
  std::coroutine_handle<> handle_;
  std::list<Waiting*>::iterator place_;
  Timer timer_;
  bool of_a_poller_;
  bool queued_ = false, woken_ = false, resumed_ = false;
  std::unique_ptr<Error const> interruption_;
};

}  // namespace proofbox
