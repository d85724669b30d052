// Which headers are part of what a request asks. Signatures, user agents, ports and what concerns
// one hop only are not: neither a function nor the trace sees them.
#pragma once

#include <string_view>

#include "base/text.hpp"

namespace proofbox {

inline bool is_of_the_request(std::string_view name) {
  auto const lower = lower_case(name);
  for (auto const* left_out :
       {"authorization", "user-agent", "host", "connection", "keep-alive", "transfer-encoding",
        "te", "trailer", "upgrade", "content-length", "accept-encoding", "expect", "x-amz-date",
        "x-amz-content-sha256", "x-amz-security-token"})
    if (lower == left_out)
      return false;
  return !lower.starts_with("proxy-") && !lower.starts_with("amz-sdk-");
}

}  // namespace proofbox
