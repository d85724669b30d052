// Reads the rates of a load. Only for the files of this folder.
#pragma once

#include <vector>

#include "lab/load.hpp"

namespace proofbox::lab {

// When the calls begin that a list of rates makes; at least one, and no more than `most`.
std::vector<Duration> instants_of(Node const& rates, int most);

}  // namespace proofbox::lab
