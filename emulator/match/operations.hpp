// The operations of all services by the names that people's files have for them: "sqs.SendMessage",
// and "sesv2.SendEmail" where SES has two of a name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ports/api.hpp"

namespace proofbox::match {

// Null where there is none. "ses." leads to the second version, too, where the first has none.
Row const* row_named(std::string_view name);

// All names, for "did you mean".
std::vector<std::string> operation_names();

std::string name_of(Operation const& operation);

}  // namespace proofbox::match
