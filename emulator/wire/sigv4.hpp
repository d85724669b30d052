// What a request's signature says about its sender: the credential scope, wherever it stands.
// Nothing is verified here.
#pragma once

#include <optional>
#include <string>

#include "ports/http.hpp"

namespace proofbox::wire {

struct CredentialScope {
  std::string access_key;
  std::string region;
  std::string service;
};

// From "Authorization: AWS4-HMAC-SHA256 Credential=KEY/DATE/REGION/SERVICE/aws4_request, ..." or
// from X-Amz-Credential in the query string (presigned requests).
std::optional<CredentialScope> credential_scope(HttpRequest const& request);

}  // namespace proofbox::wire
