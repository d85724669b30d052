// MessageStructure=json: a published message that is an object of texts, one for each protocol and
// one for all others.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "shape/shape.hpp"

namespace proofbox::sns {

// The texts by their protocols, "default" always among them; a member that is no text is left out.
Result<Map<std::string>> texts_of(std::string_view message);

}  // namespace proofbox::sns
