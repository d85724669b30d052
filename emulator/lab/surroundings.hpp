// Reads what surrounds the box of a scenario: the shop, its Factory, hosts outside. Only for the
// files of this folder.
#pragma once

#include "lab/scenario.hpp"

namespace proofbox::lab {

// When a story starts that does not say when.
inline constexpr std::string_view standing_start = "2023-05-25T09:00:00+09:00";

// Fills in the scenario's part whose start is known by now; `root` is the whole of it.
void read_surroundings(Scenario& scenario, Node const& root);

}  // namespace proofbox::lab
