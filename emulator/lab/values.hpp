// Values that have names: a row of examples has some, and others are captured while a story runs.
// "${name}" in a text stands for one of them. A text that is nothing else becomes the value itself,
// so that a number stays a number; within a longer text stands what the value says. "$${name}"
// stands for the letters "${name}"; what has no name between the braces stands for itself too.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lab/words.hpp"

namespace proofbox::lab {

using Values = std::map<std::string, Node, std::less<>>;

// Letters, digits and '_', not beginning with a digit.
bool is_value_name(std::string_view name);

// Where names stand in the texts and keys below a node, in order.
struct Use {
  std::string name;
  Place place;  // of the text that has it
};
std::vector<Use> uses(Node const& node);

// How a value stands within a longer text.
enum class Within {
  text,
  path,     // percent-encoded, as in a URL's path and query
  pattern,  // each letter standing for itself in a regular expression
};

// Names that are not known, and "$${name}", stay as they are.
Node filled(Node const& node, Values const& values);

// The same for the last time: "$${name}" becomes "${name}".
Node filled_at_last(Node const& node, Values const& values);
std::string filled_at_last(std::string_view text, Values const& values, Within within);

// The text with each name in it written so that it stands for its letters.
std::string as_letters(std::string_view text);

// What stands at "Messages[0].Body" below a node; null where nothing does. A key may have dots of
// its own.
Node const* at_path(Node const& node, std::string_view path);

// What is wrong with a path; empty where it may lead somewhere.
std::string bad_path(std::string_view path);

}  // namespace proofbox::lab
