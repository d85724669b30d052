// A deployment as a Mermaid flowchart: what docs/flows.md shows, so that the drawing cannot go
// stale.
#pragma once

#include <string>

#include "lambda/deployment.hpp"

namespace proofbox::shop {

std::string mermaid(lambda::Deployment const& deployment);

}  // namespace proofbox::shop
