// Steps that lay a fault or end one. Only for the files of this folder.
#pragma once

#include <optional>

#include "box/box.hpp"
#include "lab/scenario.hpp"
#include "match/fault_reading.hpp"

namespace proofbox::lab {

// Lays what the step says, its values filled in, or ends the fault of that name.
std::optional<match::BadFault> take_fault(Box& box, Node const& said);

}  // namespace proofbox::lab
