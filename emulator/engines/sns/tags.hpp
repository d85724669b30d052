// Tags as requests carry them: what they must be, as every operation that takes some checks it.
#pragma once

#include <optional>
#include <vector>

#include "base/result.hpp"
#include "engines/sns/shapes.hpp"

namespace proofbox::sns {

inline constexpr std::size_t tags_max = 50;  // of one topic

// Why the list is refused, whatever it is for.
std::optional<Error> bad_tags(std::vector<Tag> const& tags);

}  // namespace proofbox::sns
