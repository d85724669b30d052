// What a person reads of a run.
#pragma once

#include <string>

#include "lab/run.hpp"

namespace proofbox::lab {

// One line for a run that held, more for one that broke: place, expectation, what came, and the
// events before.
std::string report(Scenario const& scenario, Outcome const& outcome, bool colour);

}  // namespace proofbox::lab
