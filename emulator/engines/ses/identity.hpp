// A sender that an account has proved to be its own: an address or a whole domain. It is its own
// stored row.
#pragma once

#include "engines/ses/v2_shapes.hpp"

namespace proofbox::ses {

struct Identity {
  std::string account;
  std::string region;
  std::string name;  // an address as it was written, or a domain in lower case
  bool is_domain = false;
  std::string verification_token;        // of a domain: its TXT record
  std::vector<std::string> dkim_tokens;  // of a domain: its CNAME records
  std::vector<v2::Tag> tags;
  std::optional<std::string> configuration_set_name;  // of mails that name none
  // Who is told of what became of its mails: topics, and the sender's own mailbox.
  std::optional<std::string> bounce_topic, complaint_topic, delivery_topic;
  bool forwards_feedback = true;
  bool headers_in_bounces = false, headers_in_complaints = false, headers_in_deliveries = false;
  static Shape const& shape();
};

}  // namespace proofbox::ses
