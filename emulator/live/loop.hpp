// The real world's event loop: wall time, timers and sockets, all in one thread. It is the wall
// that a box's clock is driven by.
#pragma once

#include <memory>

#include "ports/scheduler.hpp"

namespace boost::asio {
class io_context;
}

namespace proofbox::live {

class Loop : public Scheduler {
 public:
  Loop();
  ~Loop() override;
  Loop(Loop const&) = delete;
  Loop& operator=(Loop const&) = delete;

  Instant now() const override;
  [[nodiscard]] Timer at(Instant when, Job job) override;

  // Serves until stop is called, or until nothing is left to wait for; then it may run again.
  void run();
  void stop();

  // Runs the job at the first SIGINT or SIGTERM; a second one ends the process as the system does.
  void on_signal(Job job);

  // For the other files of this folder.
  boost::asio::io_context& context();

 private:
  void cancel(Instant when, std::uint64_t number) override;

  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace proofbox::live
