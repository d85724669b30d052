// Texts as filter policies take them: addresses, and letters without their case.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace proofbox::sns {

// Four bytes or sixteen; nothing where the text is no address of IPv4 or IPv6.
std::optional<std::string> address_bytes(std::string_view text);

// Whether a text is made as addresses are, although it may name none: 10.0.0.256.
bool looks_like_address(std::string_view text);

// Latin, Greek and Cyrillic letters become small, in a text that is no UTF-8 only those of ASCII.
std::string in_lower_case(std::string_view text);

// With a backslash before each quote and backslash: so SNS compares the texts of attributes, and
// policies have to say them.
// https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html
std::string with_escapes(std::string_view text);

}  // namespace proofbox::sns
