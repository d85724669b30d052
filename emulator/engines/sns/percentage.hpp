// The rates at which deliveries are to be logged: whole numbers from 0 to 100, as attributes of
// topics, of platform applications and of text messages have them.
#pragma once

#include <string_view>

#include "base/text.hpp"

namespace proofbox::sns {

inline bool is_percentage(std::string_view text) {
  auto const number = parse_integer(text);
  return number && *number >= 0 && *number <= 100;
}

}  // namespace proofbox::sns
