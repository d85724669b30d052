// A client who waits for something in a box: until it may have come, until his box time is up, or
// until it is plain that it will not come. Time may skip while he waits.
#pragma once

#include <coroutine>
#include <optional>

#include "box/box.hpp"
#include "control/expectation.hpp"

namespace proofbox::control {

class Patience : public Watcher {
 public:
  // `patience`: how long he waits for others to do something, in wall time, while the clock stands
  // still; where nothing is said, some while, and no time at all where nothing is due up to the end
  // of his wait. The expectation outlives this.
  Patience(Box& box, Expectation& expected, Instant until, std::optional<Duration> patience);
  Patience(Patience const&) = delete;
  ~Patience() override { box_.events().watchers.leave(*this); }

  bool was_reset() const { return reset_; }
  bool is_closed() const { return closed_; }
  // His time is up, and all that was due by then has happened.
  bool is_past() const { return past_; }
  // The clock is frozen, and nothing is due before the end of the wait.
  bool is_vain() const { return vain_; }
  // The clock is frozen, and nobody has done anything for too long.
  bool is_over() const { return over_; }
  bool nothing_is_due() const;
  Duration length() const { return patience_; }

  // co_await patience.look_again(): resumes when it is worth while to look.
  auto look_again() {
    struct Again {
      Patience& patience;
      bool await_ready() const noexcept { return patience.closed_; }
      void await_suspend(std::coroutine_handle<> client) { patience.wait(client); }
      void await_resume() const noexcept {}
    };
    return Again{*this};
  }

  void see(Event const& event) override;
  void turned() override;
  void began_anew() override;
  void closed() override;

 private:
  void wait(std::coroutine_handle<> client);
  void end();
  void wake();
  void resume();
  void look_whether_vain();
  void arm();
  void lose_patience();
  bool is_still() const;

  Box& box_;
  Expectation& expected_;
  Instant until_;
  Duration patience_;
  bool is_patient_;  // also where nothing is due
  Instant active_;   // by the wall: when something happened last
  std::coroutine_handle<> client_;
  Timer end_, woken_;        // of the box
  Timer look_, impatience_;  // of the wall
  bool waking_ = false, looking_ = false;
  bool reset_ = false, closed_ = false, past_ = false, vain_ = false, over_ = false;
};

}  // namespace proofbox::control
