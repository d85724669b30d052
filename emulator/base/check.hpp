// A broken assumption stops the program: a wrong answer that looks right is worse than none.
// Expected failures are values (base/result.hpp), never a check.
#pragma once

#include <source_location>

namespace proofbox {

// Ends the process, naming the place and the assumption.
[[noreturn]] void broken(char const* assumption, std::source_location const& place);

// Always on, in every build type. `assumption` says what had to be true.
inline void check(bool holds, char const* assumption,
                  std::source_location const& place = std::source_location::current()) {
  if (!holds) [[unlikely]]
    broken(assumption, place);
}

}  // namespace proofbox
