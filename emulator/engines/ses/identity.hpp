// A sender that an account has proved to be its own, or is about to: an address or a whole domain.
// It is its own stored row.
#pragma once

#include "engines/ses/v2_shapes.hpp"

namespace proofbox::ses {

struct Identity {
  std::string account;
  std::string region;
  std::string name;  // an address as it was written, or a domain in lower case
  bool is_domain = false;
  bool is_verified = true;
  std::optional<Instant> pending_until;  // while not verified: when the link that was sent ends
  std::optional<Instant> verified_at;
  std::string verification_token;  // of a domain its TXT record, of an address what its link bears
  bool signs = false;              // by DKIM
  std::vector<std::string>
      dkim_tokens;  // its CNAME records, or the selector of its owner's own key
  bool has_own_key = false;
  std::string next_key_length = "RSA_2048_BIT";
  std::optional<Instant> keys_made_at;
  std::optional<std::string> mail_from_domain;
  bool rejects_on_mx_failure = false;
  Map<std::string> policies;
  std::vector<v2::Tag> tags;
  std::optional<std::string> configuration_set_name;  // of mails that name none
  // Who is told of what became of its mails: topics, and the sender's own mailbox.
  std::optional<std::string> bounce_topic, complaint_topic, delivery_topic;
  bool forwards_feedback = true;
  bool headers_in_bounces = false, headers_in_complaints = false, headers_in_deliveries = false;
  static Shape const& shape();

  // In the words of the first API: Pending, Success, Failed.
  std::string_view status(Instant now) const;
  std::string_view dkim_status() const;  // Success, NotStarted
};

// Addresses have an '@', domains have none.
bool is_address(std::string_view name);

// "TemporaryFailure" is "TEMPORARY_FAILURE": how the second API writes the first one's values.
std::string in_capitals(std::string_view value);

}  // namespace proofbox::ses
