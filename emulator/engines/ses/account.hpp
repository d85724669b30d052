// An account as SES knows it in one region: whether it was let out of the sandbox, what it decided
// about all of its mails, and what it sent lately. All are stored rows. What was sent is counted
// apart from the mails, so that a mail that somebody takes out of the inbox still counts.
#pragma once

#include "engines/ses/v2_shapes.hpp"

namespace proofbox::ses {

struct Account {
  std::string account;
  std::string region;
  bool has_production_access = false;
  std::optional<v2::AccountDetails> details = {};
  bool sending_enabled = true;
  std::vector<std::string> suppressed_reasons = {};  // BOUNCE, COMPLAINT
  static Shape const& shape();
};

// One mail, as the quotas of a day and of a second count it.
struct Sending {
  std::int64_t number = 0;  // the mail's
  std::string account;
  std::string region;
  Instant at{};
  std::int64_t recipients = 0;
  std::int64_t counted = 0;  // of them, those that the quota of a day counts
  static Shape const& shape();
};

// What became of the mails of a quarter of an hour, as statistics show it.
struct SendCount {
  std::string account;
  std::string region;
  Instant from{};
  std::int64_t delivery_attempts = 0, bounces = 0, complaints = 0, rejects = 0;
  static Shape const& shape();
};

}  // namespace proofbox::ses
