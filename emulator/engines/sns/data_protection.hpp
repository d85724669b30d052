// The data protection policy of a standard topic. It is checked, kept and told; no message is
// audited, masked or denied by it.
// https://docs.aws.amazon.com/sns/latest/api/API_PutDataProtectionPolicy.html
#pragma once

#include <optional>
#include <string_view>

#include "base/result.hpp"

namespace proofbox::sns {

// Why the document is refused for a topic; an empty one is none, and fits every topic.
std::optional<Error> bad_data_protection_policy(std::string_view document, bool fifo);

}  // namespace proofbox::sns
