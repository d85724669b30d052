// A struct as the bytes of a stored row, by its Shape: the values in the order of the description,
// compact. Members that a later version adds at the end of a shape are left as they are made when
// an older row is read.
#pragma once

#include <string>
#include <string_view>

#include "shape/shape.hpp"

namespace proofbox {

std::string write_row(Shape const& shape, void const* object);

// Fills `object`, a default-made struct of the shape; false where the bytes are no such row.
bool read_row(std::string_view bytes, Shape const& shape, void* object);

}  // namespace proofbox
