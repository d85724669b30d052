// The refusals that a service gives on a bad day of its own, in AWS's words.
#pragma once

#include "ports/api.hpp"

namespace proofbox::faults {

enum class Refusal { unavailable, throttled, internal };

Error refusal_of(Refusal refusal, Api const& api);

std::string_view name_of(Refusal refusal);

// Message and status of a code that some service is known to refuse with; nothing of any other.
std::optional<Error> known_refusal(std::string_view code);

}  // namespace proofbox::faults
