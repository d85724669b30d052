#include "control/patience.hpp"

#include <utility>

namespace proofbox::control {
namespace {

constexpr Duration usual_patience = 10s;

}  // namespace

Patience::Patience(Box& box, Expectation& expected, Instant until, std::optional<Duration> patience)
    : box_(box),
      expected_(expected),
      until_(until),
      patience_(patience.value_or(usual_patience)),
      is_patient_(patience.has_value()),
      active_(box.wall().now()),
      closed_(box.is_closing()) {
  box_.events().watchers.join(*this);
  end_ = box_.agenda().look_at(until_, [this] { end(); });
  arm();
  turned();
}

void Patience::see(Event const& event) {
  expected_.see(event);
  if (expected_.comes_silently() || expected_.has_come())
    wake();
  active_ = box_.wall().now();
}

void Patience::turned() {
  if (expected_.comes_silently())
    wake();
  active_ = box_.wall().now();
  if (is_patient_ || std::exchange(looking_, true))
    return;
  // Whoever is at the door already comes first.
  look_ = box_.wall().at(box_.wall().now(), [this] { look_whether_vain(); });
}

void Patience::began_anew() {
  reset_ = true;
  wake();
}

void Patience::closed() {
  closed_ = true;
  wake();
}

void Patience::wait(std::coroutine_handle<> client) { client_ = client; }

// What is due at the end of the wait happens before it ends.
void Patience::end() {
  auto const due = box_.agenda().next_work();
  if (due && *due <= box_.agenda().now()) {
    end_ = box_.agenda().look_at(box_.agenda().now(), [this] { end(); });
    return;
  }
  past_ = true;
  resume();
}

void Patience::wake() {
  if (client_ && !std::exchange(waking_, true))
    woken_ = box_.agenda().look_at(box_.agenda().now(), [this] {
      waking_ = false;
      resume();
    });
}

void Patience::resume() {
  if (auto const client = std::exchange(client_, {}))
    client.resume();
}

bool Patience::is_still() const {
  return box_.clock().pace().mode == Clock::Mode::frozen && !box_.clock().is_busy();
}

void Patience::look_whether_vain() {
  looking_ = false;
  vain_ = is_still() && nothing_is_due();
  if (vain_)
    resume();
}

bool Patience::nothing_is_due() const {
  auto const due = box_.agenda().next_work();
  return !due || *due > until_;
}

void Patience::arm() {
  impatience_ = box_.wall().at(active_ + patience_, [this] { lose_patience(); });
}

void Patience::lose_patience() {
  bool const is_quiet = box_.wall().now() >= active_ + patience_;
  if (!is_quiet)
    return arm();
  if (!is_still()) {
    active_ = box_.wall().now();
    return arm();
  }
  over_ = true;
  resume();
}

}  // namespace proofbox::control
