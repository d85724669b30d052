// Reads what happens where a fault strikes: the member that says so, and what stands beside it.
// Only for the files of this folder.
#pragma once

#include "match/fault_reading.hpp"

namespace proofbox::match {

// `effect` is the rule's word for it, one that goes with what it selects.
std::optional<BadFault> read_effect(Node const& rule, std::string_view effect, faults::Rule& to);

// "\"lost\", \"slow\" or \"twice\"".
std::string quoted(std::vector<std::string_view> const& words, std::string_view last_joint);

}  // namespace proofbox::match
