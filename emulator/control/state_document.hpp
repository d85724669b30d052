// A box's state as a document: JSON that a person can read and another box can go back to.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "box/state.hpp"

namespace proofbox::control {

std::string state_document(State const& state);

// An Error says in one sentence what is no document of a state, and where.
Result<State> read_state_document(std::string_view text);

}  // namespace proofbox::control
