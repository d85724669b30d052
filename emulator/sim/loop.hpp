// The wall of a simulated world: it stands still, and moves only when its owner steps it. A box on
// it runs as fast as its work can be done.
#pragma once

#include <map>

#include "ports/scheduler.hpp"

namespace proofbox::sim {

class Loop : public Scheduler {
 public:
  Instant now() const override { return now_; }
  [[nodiscard]] Timer at(Instant when, Job job) override;

  // Runs one job that is due now; false where there is none.
  bool run_one();

  // Runs all that is due now, and what that makes due.
  void run();

  // Lets wall time pass, doing what falls due in order.
  void run_for(Duration duration);

 private:
  void cancel(Instant when, std::uint64_t number) override { jobs_.erase({when, number}); }

  Instant now_{};
  std::map<std::pair<Instant, std::uint64_t>, Job> jobs_;
  std::uint64_t count_ = 0;
};

}  // namespace proofbox::sim
