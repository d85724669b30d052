// A story while it is played: the box made for it, the steps taken, the laws held after every turn.
// Only for the files of this folder: `run` is for everybody.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "box/box.hpp"
#include "control/control.hpp"
#include "lab/call.hpp"
#include "lab/eyes.hpp"
#include "lab/load.hpp"
#include "lab/run.hpp"
#include "lab/timetable.hpp"
#include "lab/values.hpp"
#include "sim/loop.hpp"
#include "sim/network.hpp"
#include "wire/wire.hpp"

namespace proofbox::lab {

class Runner {
 public:
  // All three outlive it.
  Runner(Scenario const& scenario, lambda::Deployable const& shop, RunSettings const& settings);

  Outcome play();

 private:
  struct Held {
    std::unique_ptr<Invariant> invariant;
    Place place;
  };

  // Setting up, and time: run.cpp
  Task<void> follow(HttpRequest link);
  void summon_laws();
  bool set_up();
  bool is_over() const;
  Instant now();
  void begin(Step const& step);
  void end_step();
  void watch_the_time();
  Duration at_most(Duration by);
  Task<void> ring_at(Instant when);
  // Runs the box until something holds, a law breaks, or nothing is left to do.
  void drive(std::function<bool()> const& holds);

  // Steps: run_steps.cpp
  void take_all(std::span<Step const> steps);
  void take(Step const& step);
  void pass(Step const& step, Duration by);
  void restart(Step const& step);
  Task<void> travel(Duration by, bool& arrived);
  void take_again(Step const& step);
  void round(int number, int of);
  void keep(Capture const& capture, Node const& root);
  void capture_state(Step const& step);
  void wait_for(Step const& step);
  void watch(Step const& step);

  // Calls, one or many, now or at their times: run_calls.cpp
  Node answer(Call const& call);
  Node call(std::string_view service, std::string_view operation, std::string input);
  Call called(Step const& step) const;
  Caller caller_of(CallerGiven const& given) const;
  Task<void> ask(Call const& call, std::optional<Node>& came);
  void hold(Call const& call, Node const& came);
  void take_together(Step const& step);
  void take_load(Step const& step);
  Task<void> call_on(Step const& step, Call const& call, LoadTally& tally, int& open);
  Task<void> call_at_instants(Step const& step, Call const& call, LoadTally& tally, int& open);
  Task<void> come_to(Instant when);
  Task<void> call_once(Call const& call, int number, LoadTally& tally, int& open);
  void take_at_its_time(Step const& step);
  Task<void> ask_alone(Call call);
  void await_answers();

  // What came, held against what is expected: run_judging.cpp
  Node wanted(Node const& expect);
  std::optional<Mismatch> state_mismatch(Node const& expected);
  void observe(Event const& event);
  void judge();
  void hold_trace(std::string const& wanted, Place place, std::string_view what);
  void fail(Place place, std::string what, Mismatch const* found = nullptr);

  Scenario const& scenario_;
  lambda::Deployable const& shop_;
  RunSettings settings_;
  Outcome outcome_;
  std::vector<Held> laws_;
  sim::Loop loop_;
  std::unique_ptr<Store> store_;
  sim::Network network_;
  std::unique_ptr<Signer> signer_;
  Box box_;
  wire::Wire wire_;
  control::Control control_;
  State state_;
  Eyes eyes_;
  Chronicler chronicler_;  // writes into the outcome
  Random order_;
  Values values_;
  Place place_ = {};             // of the step that is being taken
  std::function<void()> never_;  // breaks the run where it sees what is not to be
  TaskGroup callers_;    // the scenario's own: they outlive a reset of the box, and end before it
  Timetable timetable_;  // the same, of those with times of their own
};

}  // namespace proofbox::lab
