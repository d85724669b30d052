// A struct as the XML of an AWS Query answer, by its Shape; nothing is ever read from XML.
#pragma once

#include <string>
#include <string_view>

#include "shape/query.hpp"
#include "shape/shape.hpp"

namespace proofbox {

// Appends the members of the struct, without an element around them. Absent optionals are left out;
// an empty list is left out where it is flattened, and is an empty element otherwise.
void write_xml(std::string& out, Shape const& shape, QueryStyle style, void const* object);

// Appends character data: & < > " and carriage return are escaped, as SQS does.
void write_xml_text(std::string& out, std::string_view text);

}  // namespace proofbox
