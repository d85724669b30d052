// How much a regular expression asks of who searches with it.
#pragma once

#include <cstddef>
#include <string_view>

namespace proofbox::match {

// About how many states it has when its repetitions are written out: (a|b){500} has 1,000. What
// is no regular expression has some number, too.
std::size_t pattern_size(std::string_view pattern);

}  // namespace proofbox::match
