#include "box/clock.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace proofbox {
namespace {

// A drive ends after so many jobs, so that sockets are served in between.
constexpr int jobs_a_drive = 1000;
constexpr std::int64_t speed_max = 1'000'000;

}  // namespace

namespace {

// How much box time there is after `from`, at least.
Duration left_after(Instant from) { return Instant::max() - std::max(from, Instant{}); }

Instant later(Instant from, Duration by) {
  return by > left_after(from) ? Instant::max() : from + by;
}

}  // namespace

// Waits until time has come to the target. Movers are served in turn: the next one's journey begins
// where the last one's ended.
class Clock::Move {
 public:
  Move(Clock& clock, Mover mover) : clock_(clock), mover_(mover) {}
  Move(Move const&) = delete;
  ~Move() {
    std::erase(clock_.movers_, &mover_);
    clock_.consider();
  }
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> handle) {
    mover_.handle = handle;
    clock_.movers_.push_back(&mover_);
    // From the very moment of asking: how soon the wall has its turn does not matter.
    if (clock_.movers_.size() == 1 && clock_.outside_ == 0)
      clock_.set_out(clock_.agenda_.now());
    clock_.consider();
  }
  void await_resume() const noexcept {}

 private:
  Clock& clock_;
  Mover mover_;
};

Clock::Clock(Agenda& agenda, Scheduler& wall, Mode mode)
    : agenda_(agenda), wall_(wall), pace_{mode} {
  rebase();
  agenda_.on_earlier = [this] { consider(); };
}

Instant Clock::box_time() const {
  auto const elapsed = wall_.now() - wall_origin_;
  // A wall that was set back moves nothing, and box time has an end.
  if (elapsed >= left_after(box_origin_) / pace_.speed)
    return Instant::max();
  return std::max(agenda_.now(), box_origin_ + std::max(elapsed, Duration{}) * pace_.speed);
}

Instant Clock::wall_time(Instant when) const {
  // Rounded up: woken a nanosecond early, nothing would be due yet.
  return wall_origin_ + (when - box_origin_ + Duration{pace_.speed - 1}) / pace_.speed;
}

void Clock::set_pace(Pace pace) {
  catch_up();
  pace_ = pace;
  rebase();
  consider();
}

void Clock::catch_up() {
  if (pace_.mode != Mode::real || driving_ || led_)
    return;
  auto const now = box_time();
  auto const due = agenda_.next_due();
  if (due && *due <= now)
    drive();
  else
    agenda_.move_to(now);
}

void Clock::begin_at(Instant when) {
  agenda_.begin_at(when);
  rebase();
  for (auto* const mover : movers_)
    if (mover->by)
      mover->under_way = false;
  consider();
}

void Clock::close() {
  closing_ = true;
  consider();
}

Task<void> Clock::move_to(Instant when) {
  Mover const mover{{}, when};
  Move move{*this, mover};
  co_await move;
}

Task<void> Clock::advance(Duration by) {
  Mover const mover{by};
  Move move{*this, mover};
  co_await move;
}

void Clock::set_out(Instant from) {
  auto& mover = *movers_.front();
  if (!std::exchange(mover.under_way, true) && mover.by)
    mover.target = later(from, *mover.by);
}

Clock::Mover& Clock::traveller() {
  set_out(pace_.mode == Mode::real && !led_ ? box_time() : agenda_.now());
  return *movers_.front();
}

void Clock::arrive() {
  auto* const arrived = movers_.front();
  movers_.pop_front();
  rebase();  // a real clock goes on from here
  arrived->handle.resume();
  // He may have begun another time.
  if (!movers_.empty() && outside_ == 0)
    set_out(agenda_.now());
}

std::optional<Instant> Clock::limit() {
  if (!movers_.empty() && outside_ == 0)
    return traveller().target;
  switch (pace_.mode) {
    case Mode::real: return box_time();
    case Mode::frozen: return agenda_.now();
    case Mode::skip: return clients_ > 0 && outside_ == 0 ? agenda_.next_due() : agenda_.now();
  }
  return {};
}

void Clock::rebase() {
  wall_origin_ = wall_.now();
  box_origin_ = agenda_.now();
}

void Clock::consider() {
  if (driving_ || led_)
    return;
  auto const due = agenda_.next_due();
  std::optional<Instant> wake;
  bool const can_move = !movers_.empty() && (outside_ == 0 || closing_);
  if (can_move || (due && *due <= agenda_.now()))
    wake = wall_.now();
  else if (due && pace_.mode == Mode::real)
    wake = wall_time(*due);
  else if (due && pace_.mode == Mode::skip && clients_ > 0 && outside_ == 0)
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
    if (closing_ && !movers_.empty()) {
      arrive();
      continue;
    }
    auto const until = limit();
    // Before each jump the wall has its turn: a client whose request is already at the door comes
    // first.
    if (job > 0 && pace_.mode == Mode::skip && movers_.empty() && until && *until > agenda_.now())
      break;
    if (until && agenda_.run_next(std::max(*until, agenda_.now())))
      continue;
    if (until)
      agenda_.move_to(*until);
    if (movers_.empty() || outside_ > 0 || traveller().target > agenda_.now())
      break;
    arrive();
  }
  driving_ = false;
  consider();
}

void Clock::lead() {
  led_ = true;
  wake_.cancel();
  wake_at_.reset();
}

void Clock::let_go() {
  if (!std::exchange(led_, false))
    return;
  rebase();
  consider();
}

bool Clock::lead_on(Instant until) {
  auto const goal = std::max(until, agenda_.now());
  bool const is_free = !movers_.empty() && outside_ == 0;
  auto const arrival = is_free ? std::max(traveller().target, agenda_.now()) : Instant::max();
  if (agenda_.run_next(std::min(goal, arrival)))
    return true;
  agenda_.move_to(std::min(goal, arrival));
  if (!is_free || arrival > goal)
    return false;
  arrive();
  return true;
}

std::optional<Clock::Pace> clock_pace(std::string_view name) {
  if (name == "real")
    return Clock::Pace{Clock::Mode::real};
  if (name == "frozen")
    return Clock::Pace{Clock::Mode::frozen};
  if (name == "skip")
    return Clock::Pace{Clock::Mode::skip};
  auto const speed = name.starts_with('x') ? parse_integer(name.substr(1)) : std::nullopt;
  if (!speed || *speed < 1 || *speed > speed_max)
    return {};
  return Clock::Pace{Clock::Mode::real, *speed};
}

std::string name_of(Clock::Pace pace) {
  switch (pace.mode) {
    case Clock::Mode::real: return pace.speed == 1 ? "real" : "x" + std::to_string(pace.speed);
    case Clock::Mode::frozen: return "frozen";
    case Clock::Mode::skip: return "skip";
  }
  return {};
}

std::vector<std::string_view> const& clock_names() {
  static std::vector<std::string_view> const names{"real", "frozen", "skip"};
  return names;
}

}  // namespace proofbox
