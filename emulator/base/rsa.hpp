// Signing with RSA, by OpenSSL: PKCS #1 v1.5, as Amazon SNS signs. A key is read once and signs as
// often as one likes.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace proofbox {

class RsaKey {
 public:
  enum class Hash { sha1, sha256 };

  // `pem` is a private key in PEM; a text that is none is a broken assumption.
  explicit RsaKey(std::string_view pem);
  RsaKey(RsaKey&&) noexcept;
  RsaKey& operator=(RsaKey&&) noexcept;
  ~RsaKey();

  // The bytes of the signature, as many as the key's modulus has. The same text always has the same
  // signature.
  std::string sign(Hash hash, std::string_view text) const;

 private:
  struct Key;
  std::unique_ptr<Key> key_;
};

}  // namespace proofbox
