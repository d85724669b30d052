// Steps that begin at times of their own, while a run takes them: it leads the box's time from one
// to the next, and keeps the calls that are still open. Only for the files of this folder.
#pragma once

#include <functional>
#include <list>
#include <optional>
#include <string>

#include "box/box.hpp"
#include "lab/scenario.hpp"

namespace proofbox::lab {

class Timetable {
 public:
  Timetable(Box& box, Instant start) : box_(box), start_(start) {}

  // Leads time to where the step begins and does what is due before it; an answer is a sentence
  // that says why that cannot be. It ends early where `is_over` says so.
  std::optional<std::string> come_to(Timing const& timing, std::function<bool()> const& is_over);

  // Begins a call; `is_awaited`: its answer is of interest to the story.
  void begin(std::uint64_t number, bool is_awaited, Task<void> call);
  // The client of a call goes away; nothing happens where it has its answer.
  void hang_up(std::uint64_t number);

  bool awaits_answers() const;

 private:
  struct Open {
    std::uint64_t number = 0;
    bool is_awaited = false;
    TaskGroup call = {};
  };

  bool lead_on(Instant until, std::function<bool()> const& is_over);

  Box& box_;
  Instant start_;
  // Where the latest step began, and behind how much work of that instant.
  Instant latest_{};
  std::uint64_t done_ = 0;
  std::list<Open> open_;
};

}  // namespace proofbox::lab
