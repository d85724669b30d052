// The version of this proofbox.
#pragma once

#include <string_view>

namespace proofbox {

inline constexpr std::string_view version = "0.1.0";

}  // namespace proofbox
