// A place inside what a box answered: "what.input.MessageBody", "Messages[0].Body". A text on the
// way that is JSON itself, as a message's body often is, is looked into: "Messages[0].Body.sku".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "match/document.hpp"

namespace proofbox::match {

// What is wrong with a path, as a sentence.
std::optional<std::string> bad_path(std::string_view path);

// Nothing where there is no such place; the whole for an empty path.
std::optional<Node> at_path(Node const& root, std::string_view path);

}  // namespace proofbox::match
