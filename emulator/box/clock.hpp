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
#include <vector>

#include "base/task.hpp"
#include "box/agenda.hpp"

namespace proofbox {

class Clock {
 public:
  enum class Mode { real, frozen, skip };

  Clock(Agenda& agenda, Scheduler& wall, Mode mode);
  Clock(Clock const&) = delete;
  Clock& operator=(Clock const&) = delete;

  // A mode, and how many times as fast as the wall a real clock goes.
  struct Pace {
    Mode mode = Mode::real;
    std::int64_t speed = 1;
    bool operator==(Pace const&) const = default;
  };
  Pace pace() const { return pace_; }
  void set_pace(Pace pace);

  // Brings a real clock up to the wall's time and does what fell due meanwhile; called when a
  // client comes in.
  void catch_up();

  // Does everything that falls due until then, in order, and returns when that is done. Movers are
  // served in turn. An instant that is past moves nothing.
  Task<void> move_to(Instant when);
  Task<void> advance(Duration by);

  // The box begins anew at another moment: the one way in which its time may go back.
  void begin_at(Instant when);

  // From now on nobody waits for time to pass: all who move it are where they wanted to be.
  void close();

  // A client's request is open between the two.
  void client_came() {
    ++clients_;
    consider();
  }
  void client_left() { --clients_; }
  int clients() const { return clients_; }

  // Whether somebody moves time just now, or something is on its way that only the wall can end.
  bool is_busy() const { return driving_ || !movers_.empty() || outside_ > 0; }

  // Between the two somebody leads, who tells again what once happened: time goes only where he
  // takes it, whatever the mode, and whoever else moves it arrives when it has come there.
  void lead();
  void let_go();
  // The next thing that happens up to `until`: work is done, or a mover arrives. False where there
  // is none; then it is `until`, unless that is past.
  bool lead_on(Instant until);

  // Work that only the wall can end (real outgoing HTTP) is open between the two: time does not
  // jump meanwhile.
  void outside_began() { ++outside_; }
  void outside_ended() {
    --outside_;
    consider();
  }

 private:
  struct Mover {
    std::optional<Duration> by = {};  // from where its own journey begins
    Instant target = {};              // known when it is under way, or from the start
    bool under_way = false;
    std::coroutine_handle<> handle = {};
  };
  class Move;  // what a mover awaits

  Instant box_time() const;  // of a real clock: the wall's time, mapped
  Instant wall_time(Instant when) const;
  Mover& traveller();              // the one whose journey it is; it begins here if it has not yet
  void set_out(Instant from);      // the first mover, whose way is free
  void arrive();                   // the first mover
  std::optional<Instant> limit();  // how far time may go now
  void rebase();                   // a real clock goes on from the present moment
  void consider();                 // asks the wall to drive when something can be done
  void drive();

  Agenda& agenda_;
  Scheduler& wall_;
  Pace pace_;
  Instant wall_origin_{}, box_origin_{};  // one and the same moment
  std::deque<Mover*> movers_;
  int clients_ = 0;
  int outside_ = 0;
  bool driving_ = false, led_ = false, closing_ = false;
  Timer wake_;
  std::optional<Instant> wake_at_;
};

// "real", "frozen", "skip" or "x10", up to a million times as fast as the wall; nothing otherwise.
std::optional<Clock::Pace> clock_pace(std::string_view name);
std::string name_of(Clock::Pace pace);
std::vector<std::string_view> const& clock_names();  // for "did you mean"

}  // namespace proofbox
