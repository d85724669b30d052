// What several stories have in common: "given" names files with a shop, hosts, laws or first steps,
// and a story is laid over them. Only for the files of this folder.
#pragma once

#include <string>
#include <vector>

#include "lab/scenario.hpp"

namespace proofbox::lab {

// The story with all that it is given. `files` holds the story's own file and gets those that are
// read; a place says by its number in there which file it is in. A file that is missing, or that
// is given by itself, is a mistake.
Node with_given(Node story, std::vector<std::string>& files, OpenFile const& open);

}  // namespace proofbox::lab
