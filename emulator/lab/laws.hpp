// The invariants that hold in every box, whatever is deployed in it.
#pragma once

#include <memory>
#include <vector>

#include "ports/invariant.hpp"

namespace proofbox::lab {

// "no message is lost": every message that SQS acknowledged is held by a queue until somebody who
// received it deletes it, or somebody purges or deletes its queue; and every notification reaches
// its subscribers or their dead-letter queues.
std::vector<std::unique_ptr<Invariant>> general_laws();

}  // namespace proofbox::lab
