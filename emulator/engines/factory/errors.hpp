// Every refusal of the mock Factory. The shop's documents give none but the 503 of a service that
// is down; the others are in this project's words and say what is wrong with the order.
#pragma once

#include <string_view>

#include "base/result.hpp"
#include "shape/limits.hpp"

namespace proofbox::factory::errors {

Error service_unavailable();
Error bad_request(std::string_view message);

// A misfit of the wire's or of the limits'.
Error of(Misfit const& misfit);

}  // namespace proofbox::factory::errors
