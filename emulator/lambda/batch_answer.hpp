// What a function that reports the failures of a batch has said.
#pragma once

#include <string>
#include <vector>

#include "engines/sqs/shapes.hpp"

namespace proofbox::lambda {

// Those of the messages that are done. An answer that is empty or names nobody says that all are;
// one that is malformed, or names somebody who is not there, that none is.
// AWS: "Implementing partial batch responses" of its guide.
std::vector<sqs::Message> done_of(std::string const& answer,
                                  std::vector<sqs::Message> const& batch);

}  // namespace proofbox::lambda
