// One run of a scenario: a box made for it, its steps taken, its laws held after every turn.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "lab/chronicle.hpp"
#include "lab/scenario.hpp"
#include "lambda/deployment.hpp"

namespace proofbox::lab {

struct Failure {
  Place place;                          // of the step, the law or "finally"
  std::string what;                     // in one sentence
  std::string expected, actual;         // empty where the sentence says it all
  std::vector<std::string> events;      // trace lines that led there, latest last
  std::vector<std::string> chain = {};  // who told whom what, from the first cause to the last
};

// A step as it was taken.
struct StepTaken {
  std::string title;
  Place place;
  Instant from{}, to{};
  std::uint64_t events_before = 0, events_after = 0;
};

struct Outcome {
  std::string title;
  std::optional<Failure> failure;
  std::string trace_hash;
  std::uint64_t events = 0;
  Duration simulated{};
  int steps = 0;
  std::vector<std::string> trace = {};  // every line, if asked for
  std::uint64_t set_up = 0;             // how many events the making of the box took
  std::vector<StepTaken> taken = {};
  bool is_cut_short = false;  // by `until`
  Chronicle chronicle = {};   // if asked for
};

struct RunSettings {
  std::optional<std::uint64_t> seed;  // instead of the scenario's own
  bool keep_trace = false;
  bool keep_chronicle = false;
  // Box time at which the run stops, all done that was due until then; steps and ends beyond it
  // are not looked at.
  std::optional<Instant> until;
};

// `shop` is deployed where the scenario wants it. A mistake in the shop's settings comes back as a
// failure.
Outcome run(Scenario const& scenario, lambda::Deployable const& shop,
            RunSettings const& settings = {});

// The names of all laws that a scenario may hold.
Vocabulary vocabulary(lambda::Deployable const& shop);

}  // namespace proofbox::lab
