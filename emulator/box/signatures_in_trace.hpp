// What a trace does not tell: signatures, which a run has for real or not at all and is the same
// run for all that, and the digests of bodies in which they stand.
#pragma once

#include <string>

namespace proofbox {

// The line of a trace with "signed" in the place of each signature of SNS's, however deep it stands
// in JSON within JSON, and then also in the place of each MD5 of a body.
std::string without_signatures(std::string line);

}  // namespace proofbox
