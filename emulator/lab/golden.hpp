// Golden traces: NAME.trace beside NAME.json, a trace that a story is to leave again.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lab/run.hpp"

namespace proofbox::lab {

// Where two traces part for the first time.
struct Parting {
  std::size_t line = 0;       // from 1
  std::string first, second;  // the line in each; "the trace ends" where one has none
};
std::optional<Parting> parting(std::vector<std::string> const& first,
                               std::vector<std::string> const& second);

// "scenarios/a_sale.trace"
std::string golden_path(Scenario const& scenario);

// The lines of the golden trace; nothing where the story has none.
std::optional<std::vector<std::string>> golden_trace(Scenario const& scenario);

// False where the file cannot be written.
bool write_trace(std::string const& path, std::vector<std::string> const& trace);

// A run that left another trace than the golden one breaks, unless it broke already.
void hold_to_golden(std::string const& path, std::vector<std::string> const& golden,
                    Outcome& outcome);

}  // namespace proofbox::lab
