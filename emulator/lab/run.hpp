// One run of a scenario: a box made for it, its steps taken, its laws held after every turn.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "lab/scenario.hpp"
#include "lambda/deployment.hpp"

namespace proofbox::lab {

struct Failure {
  Place place;                      // of the step, the law or "finally"
  std::string what;                 // in one sentence
  std::string expected, actual;     // empty where the sentence says it all
  std::vector<std::string> events;  // trace lines that led there, latest last
};

struct Outcome {
  std::string title;
  std::optional<Failure> failure;
  std::string trace_hash;
  std::uint64_t events = 0;
  Duration simulated{};
  int steps = 0;
  std::vector<std::string> trace = {};  // every line, if asked for
};

struct RunSettings {
  std::optional<std::uint64_t> seed;  // instead of the scenario's own
  bool keep_trace = false;
};

// `shop` is deployed where the scenario wants it. A mistake in the shop's settings comes back as a
// failure.
Outcome run(Scenario const& scenario, lambda::Deployable const& shop,
            RunSettings const& settings = {});

// The names of all laws that a scenario may hold.
Vocabulary vocabulary(lambda::Deployable const& shop);

}  // namespace proofbox::lab
