// How a box's time passes: four ways of driving the same agenda.
//   real    with the wall clock (or N times as fast)
//   frozen  only when somebody moves it
//   skip    jumps to the next thing due while clients do nothing but wait, and stands still
//   otherwise
// The wall is a Scheduler too: the event loop in live, one that stands still in sim.
#pragma once

#include <deque>
#include <string>
#include <string_view>

#include "base/task.hpp"
#include "box/agenda.hpp"

namespace proofbox {

class Clock {
 public:
  enum class Mode { real, frozen, skip };

  Clock(Agenda& agenda, Scheduler& wall, Mode mode);
  Clock(Clock const&) = delete;
  Clock& operator=(Clock const&) = delete;

  Mode mode() const { return mode_; }
  void set_mode(Mode mode, std::int64_t speed = 1);
  std::int64_t speed() const { return speed_; }

  // Brings a real clock up to the wall's time and does what fell due meanwhile; called when a
  // client comes in.
  void catch_up();

  // Does everything that falls due until then, in order, and returns when that is done. Movers are
  // served in turn. An instant that is past moves nothing.
  Task<void> move_to(Instant when);
  Task<void> advance(Duration by);

  // A client's request is open between the two.
  void client_came() {
    ++clients_;
    consider();
  }
  void client_left() { --clients_; }
  int clients() const { return clients_; }

  // Whether somebody moves time just now, or something is on its way that only the wall can end.
  bool is_busy() const { return driving_ || !movers_.empty() || outside_ > 0; }

  // Work that only the wall can end (real outgoing HTTP) is open between the two: time does not
  // jump meanwhile.
  void outside_began() { ++outside_; }
  void outside_ended() {
    --outside_;
    consider();
  }

 private:
  struct Mover {
    Instant target;
    std::coroutine_handle<> handle;
  };
  class Move;  // what a mover awaits

  Instant box_time() const;  // of a real clock: the wall's time, mapped
  Instant wall_time(Instant when) const;
  std::optional<Instant> limit() const;  // how far time may go now
  void consider();                       // asks the wall to drive when something can be done
  void drive();

  Agenda& agenda_;
  Scheduler& wall_;
  Mode mode_;
  std::int64_t speed_ = 1;
  Instant wall_origin_{}, box_origin_{};  // one and the same moment
  std::deque<Mover*> movers_;
  int clients_ = 0;
  int outside_ = 0;
  bool driving_ = false;
  Timer wake_;
  std::optional<Instant> wake_at_;
};

// "real", "frozen", "skip", or nothing.
std::optional<Clock::Mode> clock_mode(std::string_view name);
std::string_view name_of(Clock::Mode mode);

}  // namespace proofbox
