// The XML of AWS Query as SDKs read it: an answer by the shape of the operation's output, an error
// by its elements. What a shape does not know is kept, so that it can be told apart from what AWS
// sends.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "shape/operation.hpp"
#include "shape/query.hpp"

namespace proofbox::test {

// The members of the output. Text that is no such answer of that operation is a std::runtime_error.
nlohmann::json read_xml_answer(std::string const& xml, Operation const& operation,
                               QueryStyle style);

// {"Error": {...}}; an empty element of it is null.
nlohmann::json read_xml_error(std::string const& xml);

// Whatever it is, as a program reads it that knows no shapes: an element is the object of those in
// it, or its text. An element that stands twice is a std::runtime_error.
nlohmann::json read_xml_document(std::string const& xml);

}  // namespace proofbox::test
