#include "wire/smtp_password.hpp"

#include "base/digest.hpp"
#include "base/text.hpp"

namespace proofbox::wire {

// A signing key of SigV4's for one fixed day and a message that is always the same, behind the
// number of this scheme.
std::string smtp_password(std::string_view secret, std::string_view region) {
  auto code = hmac_sha256("AWS4" + std::string{secret}, "11111111");
  for (auto const part : {region, std::string_view{"ses"}, std::string_view{"aws4_request"},
                          std::string_view{"SendRawEmail"}})
    code = hmac_sha256(code, part);
  return base64('\x04' + code);
}

}  // namespace proofbox::wire
