// An operation that a file names, as "sqs.SendMessage", and the input that it gives to it: checked
// before anything is called.
#pragma once

#include "match/reading.hpp"
#include "ports/api.hpp"

namespace proofbox::match {

// An operation of AWS's, or one that only the box has. Stops where there is none of this name;
// `advice` ends the sentence then.
Row const& operation_named(Node const& name, std::string_view advice);

std::vector<std::string_view> member_names(Shape const& shape);

// Stops where the input has members that the operation does not know, or where members of `typed`
// have other types than it says. `typed` is `with`, or as much of it as is known beforehand.
void check_input(Operation const& operation, Node const& with, Node const& typed);

}  // namespace proofbox::match
