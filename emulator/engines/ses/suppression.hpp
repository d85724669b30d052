// Who is not written to any more. It is a stored row.
#pragma once

#include "base/result.hpp"
#include "engines/ses/suppression_shapes.hpp"

namespace proofbox::ses {

struct Suppressed {
  std::string account;
  std::string region;
  v2::SuppressedDestination destination;
  static Shape const& shape();
};

// Reasons are BOUNCE and COMPLAINT.
std::optional<Error> refusal_of_reasons(std::vector<std::string> const& reasons);

}  // namespace proofbox::ses
