// Who is not written to any more, and whether an account may send at all. Both are stored rows.
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

// What an account in a region decided about all of its mails.
struct SendingRules {
  std::string account;
  std::string region;
  bool sending_enabled = true;
  std::vector<std::string> suppressed_reasons;
  static Shape const& shape();
};

// What became of an account's mails in a quarter of an hour.
struct SendCount {
  std::string account;
  std::string region;
  Instant from{};
  std::int64_t delivery_attempts = 0, bounces = 0, complaints = 0, rejects = 0;
  static Shape const& shape();
};

// Reasons are BOUNCE and COMPLAINT.
std::optional<Error> refusal_of_reasons(std::vector<std::string> const& reasons);

}  // namespace proofbox::ses
