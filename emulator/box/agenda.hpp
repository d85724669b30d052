// The one ordered queue of due work of a box, and its time. It never moves by itself: box/clock
// drives it.
#pragma once

#include <map>
#include <utility>

#include "ports/scheduler.hpp"

namespace proofbox {

class Agenda : public Scheduler {
 public:
  explicit Agenda(Instant start) : now_(start) {}

  Instant now() const override { return now_; }
  [[nodiscard]] Timer at(Instant when, Job job) override;

  // The same for a job that only ends a wait: nothing comes of it by itself.
  [[nodiscard]] Timer end_at(Instant when, Job job);

  // The same for a job of somebody who only looks on: no part of the box's work.
  [[nodiscard]] Timer look_at(Instant when, Job job);

  // When the first job is due; it may be past.
  std::optional<Instant> next_due() const;
  // When the first one is that does more than end a wait.
  std::optional<Instant> next_work() const;

  // Runs the first job if it is due by `limit`, at its own instant; false where there is none.
  bool run_next(Instant limit);

  // Lets time pass up to `when`; no job may be due before it. Time never goes back.
  void move_to(Instant when);

  // Another time begins. What is due stays so: where that is past, it is done late.
  void begin_at(Instant when) { now_ = when; }

  std::size_t size() const { return jobs_.size(); }

  // How many pieces of the box's work were done since time came to this instant, and whether more
  // are due now. Whoever comes in between has a place among them.
  std::uint64_t done_now() const { return done_now_; }
  bool has_work_now() const;

  // Called when a job becomes the first one.
  Job on_earlier;

 private:
  struct Entry {
    Job job;
    bool only_ends = false, only_looks = false;
  };
  [[nodiscard]] Timer add(Instant when, Entry entry);
  void arrive_at(Instant when);
  void cancel(Instant when, std::uint64_t number) override { jobs_.erase({when, number}); }

  using Place = std::pair<Instant, std::uint64_t>;  // first come, first served within an instant
  std::map<Place, Entry> jobs_;
  Instant now_;
  std::uint64_t count_ = 0, done_now_ = 0;
};

}  // namespace proofbox
