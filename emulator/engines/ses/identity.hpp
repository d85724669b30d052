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
  static Shape const& shape();
};

}  // namespace proofbox::ses
