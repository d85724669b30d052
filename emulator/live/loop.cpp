#include "live/loop.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/system_timer.hpp>
#include <csignal>
#include <map>

namespace proofbox::live {
namespace {

namespace asio = boost::asio;

std::chrono::system_clock::time_point wall(Instant when) {
  return std::chrono::system_clock::time_point{
      std::chrono::duration_cast<std::chrono::system_clock::duration>(when.time_since_epoch())};
}

}  // namespace

// Jobs that are due are run by a post, later ones by the one timer, which is set to the first of
// them.
struct Loop::State {
  asio::io_context context{1};
  asio::system_timer timer{context};
  asio::signal_set signals{context};
  std::map<std::pair<Instant, std::uint64_t>, Job> jobs;
  std::uint64_t count = 0;
  std::optional<Instant> set_to;
  bool posted = false;

  void arm(Instant now) {
    if (jobs.empty()) {
      if (std::exchange(set_to, std::nullopt))
        timer.cancel();
      return;
    }
    auto const first = jobs.begin()->first.first;
    if (first <= now) {
      if (!std::exchange(posted, true))
        asio::post(context, [this] {
          posted = false;
          run_due();
        });
      return;
    }
    if (set_to && *set_to == first)
      return;
    set_to = first;
    timer.expires_at(wall(first));
    timer.async_wait([this](boost::system::error_code const& error) {
      if (error)
        return;
      set_to.reset();
      run_due();
    });
  }

  static Instant wall_now() {
    return Instant{
        std::chrono::duration_cast<Duration>(std::chrono::system_clock::now().time_since_epoch())};
  }

  // Runs what is due now; jobs that are added meanwhile wait for the sockets' turn.
  void run_due() {
    auto const now = wall_now();
    auto const last = count;
    while (!jobs.empty() && jobs.begin()->first.first <= now &&
           jobs.begin()->first.second <= last) {
      auto first = jobs.extract(jobs.begin());
      first.mapped()();
    }
    arm(now);
  }
};

Loop::Loop() : state_(std::make_unique<State>()) {}
Loop::~Loop() = default;

Instant Loop::now() const { return State::wall_now(); }

Timer Loop::at(Instant when, Job job) {
  auto const number = ++state_->count;
  auto const place = state_->jobs.emplace(std::pair{when, number}, std::move(job)).first;
  if (place == state_->jobs.begin())
    state_->arm(now());
  return Timer{*this, when, number};
}

void Loop::cancel(Instant when, std::uint64_t number) {
  auto const place = state_->jobs.find({when, number});
  if (place == state_->jobs.end())
    return;
  bool const was_first = place == state_->jobs.begin();
  state_->jobs.erase(place);
  if (was_first)
    state_->arm(now());
}

void Loop::run() {
  state_->context.restart();
  state_->context.run();
}
void Loop::stop() { state_->context.stop(); }

void Loop::on_signal(Job job) {
  state_->signals.add(SIGINT);
  state_->signals.add(SIGTERM);
  state_->signals.async_wait(
      [this, job = std::move(job)](boost::system::error_code const& error, int) {
        if (error)
          return;
        state_->signals.clear();
        job();
      });
}

boost::asio::io_context& Loop::context() { return state_->context; }

}  // namespace proofbox::live
