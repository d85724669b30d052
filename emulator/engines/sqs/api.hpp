// The table of SQS's operations.
#pragma once

#include "ports/api.hpp"

namespace proofbox::sqs {

Api const& api();
std::unique_ptr<proofbox::Engine> make_engine();

}  // namespace proofbox::sqs
