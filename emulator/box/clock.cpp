#include "box/clock.hpp"

#include <algorithm>

namespace proofbox {
namespace {

// A drive ends after so many jobs, so that sockets are served in between.
constexpr int jobs_a_drive = 1000;

}  // namespace

// Waits until time has come to the target. Movers are served in turn: the next one's journey begins
// where the last one's ended.
class Clock::Move {
 public:
  Move(Clock& clock, Instant target) : clock_(clock), mover_{target, {}} {}
  Move(Move const&) = delete;
  ~Move() {
    std::erase(clock_.movers_, &mover_);
    clock_.consider();
  }
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> handle) {
    mover_.handle = handle;
    clock_.movers_.push_back(&mover_);
    clock_.consider();
  }
  void await_resume() const noexcept {}

 private:
  Clock& clock_;
  Mover mover_;
};

Clock::Clock(Agenda& agenda, Scheduler& wall, Mode mode)
    : agenda_(agenda), wall_(wall), mode_(mode) {
  wall_origin_ = wall_.now();
  box_origin_ = agenda_.now();
  agenda_.on_earlier = [this] { consider(); };
}

Instant Clock::box_time() const {
  return std::max(agenda_.now(), box_origin_ + (wall_.now() - wall_origin_) * speed_);
}

Instant Clock::wall_time(Instant when) const {
  // Rounded up: woken a nanosecond early, nothing would be due yet.
  return wall_origin_ + (when - box_origin_ + Duration{speed_ - 1}) / speed_;
}

void Clock::set_mode(Mode mode, std::int64_t speed) {
  catch_up();
  mode_ = mode;
  speed_ = speed;
  wall_origin_ = wall_.now();
  box_origin_ = agenda_.now();
  consider();
}

void Clock::catch_up() {
  if (mode_ != Mode::real || driving_)
    return;
  auto const now = box_time();
  auto const due = agenda_.next_due();
  if (due && *due <= now)
    drive();
  else
    agenda_.move_to(now);
}

Task<void> Clock::move_to(Instant when) {
  Move move{*this, when};
  co_await move;
}

Task<void> Clock::advance(Duration by) {
  // Where somebody else is moving time, this journey begins at the end of theirs: the two add up.
  auto from = mode_ == Mode::real ? box_time() : agenda_.now();
  if (!movers_.empty())
    from = std::max(from, movers_.back()->target);
  Move move{*this, from + by};
  co_await move;
  if (mode_ == Mode::real) {
    wall_origin_ = wall_.now();
    box_origin_ = agenda_.now();
  }
}

std::optional<Instant> Clock::limit() const {
  if (outside_ > 0 && (mode_ != Mode::real))
    return agenda_.now();
  if (!movers_.empty())
    return movers_.front()->target;
  switch (mode_) {
    case Mode::real: return box_time();
    case Mode::frozen: return agenda_.now();
    case Mode::skip: return clients_ > 0 ? agenda_.next_due() : agenda_.now();
  }
  return {};
}

void Clock::consider() {
  if (driving_)
    return;
  auto const due = agenda_.next_due();
  std::optional<Instant> wake;
  bool const can_move = !movers_.empty() && outside_ == 0;
  if (can_move || (due && *due <= agenda_.now()))
    wake = wall_.now();
  else if (due && mode_ == Mode::real)
    wake = wall_time(*due);
  else if (due && mode_ == Mode::skip && clients_ > 0 && outside_ == 0)
    wake = wall_.now();
  if (!wake || (wake_at_ && *wake_at_ <= *wake))
    return;
  wake_at_ = wake;
  wake_ = wall_.at(*wake, [this] {
    wake_at_.reset();
    drive();
  });
}

void Clock::drive() {
  driving_ = true;
  for (int job = 0; job < jobs_a_drive; ++job) {
    auto const until = limit();
    // Before each jump the wall has its turn: a client whose request is already at the door comes
    // first.
    if (job > 0 && mode_ == Mode::skip && movers_.empty() && until && *until > agenda_.now())
      break;
    if (until && agenda_.run_next(std::max(*until, agenda_.now())))
      continue;
    if (until)
      agenda_.move_to(*until);
    if (movers_.empty() || movers_.front()->target > agenda_.now())
      break;
    auto* const arrived = movers_.front();
    movers_.pop_front();
    arrived->handle.resume();
  }
  driving_ = false;
  consider();
}

std::optional<Clock::Mode> clock_mode(std::string_view name) {
  if (name == "real")
    return Clock::Mode::real;
  if (name == "frozen")
    return Clock::Mode::frozen;
  if (name == "skip")
    return Clock::Mode::skip;
  return {};
}

std::string_view name_of(Clock::Mode mode) {
  switch (mode) {
    case Clock::Mode::real: return "real";
    case Clock::Mode::frozen: return "frozen";
    case Clock::Mode::skip: return "skip";
  }
  return {};
}

}  // namespace proofbox
