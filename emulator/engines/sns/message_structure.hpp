// MessageStructure=json: a published message that is an object of texts, one for each protocol and
// one for all others.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "shape/shape.hpp"

namespace proofbox::sns {

// The texts by their protocols and push services; a member that is no text is left out. "default"
// is always among them, unless all are for one `reader` who has a text of its own.
Result<Map<std::string>> texts_of(std::string_view message, std::string_view reader = {});

}  // namespace proofbox::sns
