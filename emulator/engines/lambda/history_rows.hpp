// The tables of what functions did: only a document of the whole box has their rows, so that no
// call pays for them.
#pragma once

#include <vector>

#include "ports/table.hpp"

namespace proofbox::aws_lambda {

// engine_history.cpp
extern std::vector<Table const*> const history_tables;

}  // namespace proofbox::aws_lambda
