// The table of a story: each row of "examples" is the story once more, with the row's values in the
// places of their names. Only for the files of this folder.
#pragma once

#include <string>
#include <vector>

#include "lab/values.hpp"

namespace proofbox::lab {

// The rows of a story's table; none where it has no table.
std::vector<Values> example_rows(Node const& story);

// The story of one row: names that no row has are left for what the steps capture. A title that
// names nothing gets the row's values behind it.
Node story_of(Node const& story, Values const& row);

}  // namespace proofbox::lab
