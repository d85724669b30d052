// The table of Lambda's operations.
#pragma once

#include <memory>

#include "ports/api.hpp"

namespace proofbox::aws_lambda {

Api const& api();
std::unique_ptr<proofbox::Engine> make_engine();

}  // namespace proofbox::aws_lambda
