// The form of an operation's input as SDKs write it for AWS Query: the members' JSON, told by the
// operation's shape.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "shape/operation.hpp"
#include "shape/query.hpp"

namespace proofbox::test {

// A member that the shape does not know is a std::runtime_error.
std::string query_form(Operation const& operation, std::string_view version, QueryStyle style,
                       nlohmann::json const& input);

}  // namespace proofbox::test
