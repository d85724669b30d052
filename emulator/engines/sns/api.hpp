// The table of SNS's operations.
#pragma once

#include <memory>

#include "ports/api.hpp"

namespace proofbox::sns {

Api const& api();
std::unique_ptr<proofbox::Engine> make_engine();

}  // namespace proofbox::sns
