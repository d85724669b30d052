// Rows in a document: as shape/json writes structs, but with instants to the nanosecond, so that
// what is read is what was written.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "shape/json.hpp"

namespace proofbox::control {

// "2023-05-25T00:00:00.000000001Z", or with whole milliseconds only where that says it all.
std::string precise(Instant when);

void write_row_document(std::string& out, Shape const& shape, void const* row);

// What is wrong with it, from its path within the row on: ".body: no JSON string". Nothing where it
// is read.
std::optional<std::string> read_row_document(std::string_view text, Shape const& shape, void* row);

}  // namespace proofbox::control
