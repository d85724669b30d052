// The causal chain of a failure, in words: who told whom what until it came to this.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/time.hpp"

namespace proofbox::lab {

// `trace` has the lines of all events that are kept, `start` is the box's time at the start;
// `set_up` events made the box, and `before` were there when the step began that failed. The chain
// ends with what failed last in the step, or came last where nothing failed; where the step itself
// brought nothing about, all that was before it counts.
std::vector<std::string> chain_of(std::vector<std::string> const& trace, Instant start,
                                  std::uint64_t set_up, std::uint64_t before);

}  // namespace proofbox::lab
