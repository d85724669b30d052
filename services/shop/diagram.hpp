// A deployment as a Mermaid flowchart: what docs/flows.md shows, so that the drawing cannot go
// stale.
#pragma once

#include <string>
#include <vector>

#include "lambda/deployment.hpp"

namespace proofbox::shop {

// These functions and what leads to them and away from them: a part that can be looked at alone.
lambda::Deployment part_of(lambda::Deployment whole, std::vector<std::string> const& functions);

std::string mermaid(lambda::Deployment const& deployment);

}  // namespace proofbox::shop
