// Who signs what SNS sends. The signature costs more than all else about a message, so a simulated
// world mostly has a filler instead.
#pragma once

#include <string>
#include <string_view>

namespace proofbox {

// SNS's SignatureVersion: "1" is SHA1withRSA, "2" is SHA256withRSA.
enum class SignatureVersion { one = 1, two = 2 };

// Where every box serves the certificate that its signatures are verified with.
inline constexpr std::string_view signing_certificate_path =
    "/SimpleNotificationService-70726f6f66626f7820736e73206b6579.pem";

// What the signatures are long: base64 of the 256 bytes of an RSA key of 2048 bits.
inline constexpr std::size_t signature_length = 344;

class Signer {
 public:
  virtual ~Signer() = default;

  // The signature in base64. The same text always has the same.
  virtual std::string sign(SignatureVersion version, std::string_view text) = 0;
};

}  // namespace proofbox
