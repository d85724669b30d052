// What the attributes of a published message must be. Later deliveries and filters read them only
// after this check.
#pragma once

#include <optional>
#include <string_view>

#include "base/result.hpp"
#include "engines/sns/shapes.hpp"

namespace proofbox::sns {

// Why the attributes are refused. `path` is where they stand in the request, as AWS's sentences
// have it: "messageAttributes".
std::optional<Error> bad_message_attributes(MessageAttributes const& attributes,
                                            std::string_view path);

// What they count for in a message's size: names, types and values. They need not be valid.
std::size_t size_of(MessageAttributes const& attributes);

// Whether the value is bytes; the attribute must be valid.
bool is_binary(MessageAttributeValue const& value);

}  // namespace proofbox::sns
