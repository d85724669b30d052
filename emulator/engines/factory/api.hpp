// The table of the mock Factory's operations.
#pragma once

#include "ports/api.hpp"

namespace proofbox::factory {

Api const& api();
std::unique_ptr<proofbox::Engine> make_engine();

}  // namespace proofbox::factory
