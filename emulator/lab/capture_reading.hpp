// Reads what a step captures. Only for the files of this folder.
#pragma once

#include <string_view>
#include <vector>

#include "lab/scenario.hpp"

namespace proofbox::lab {

// Values of an answer whose members are known; `whose` it is stands in mistakes.
std::vector<Capture> answer_captures(Node const& node, std::vector<std::string_view> const& names,
                                     std::string_view whose);

// Values of the state: the name of a state ends where the first bracket stands.
std::vector<Capture> state_captures(Node const& node);

}  // namespace proofbox::lab
