// The table of STS's operations.
#pragma once

#include <memory>

#include "ports/api.hpp"

namespace proofbox::sts {

Api const& api();
std::unique_ptr<proofbox::Engine> make_engine();

}  // namespace proofbox::sts
