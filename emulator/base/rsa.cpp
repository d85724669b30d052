#include "base/rsa.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>

#include "base/check.hpp"

namespace proofbox {

struct RsaKey::Key {
  explicit Key(std::string_view pem) {
    auto* const bytes = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
    check(bytes != nullptr, "OpenSSL reads from memory");
    key = PEM_read_bio_PrivateKey(bytes, nullptr, nullptr, nullptr);
    BIO_free(bytes);
    check(key != nullptr && EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA, "the text is an RSA key");
  }
  Key(Key const&) = delete;
  Key& operator=(Key const&) = delete;
  ~Key() { EVP_PKEY_free(key); }

  EVP_PKEY* key;
};

RsaKey::RsaKey(std::string_view pem) : key_(std::make_unique<Key>(pem)) {}
RsaKey::RsaKey(RsaKey&&) noexcept = default;
RsaKey& RsaKey::operator=(RsaKey&&) noexcept = default;
RsaKey::~RsaKey() = default;

std::string RsaKey::sign(Hash hash, std::string_view text) const {
  auto const* const digest = hash == Hash::sha1 ? EVP_sha1() : EVP_sha256();
  auto* const context = EVP_MD_CTX_new();
  check(context != nullptr && EVP_DigestSignInit(context, nullptr, digest, nullptr, key_->key) == 1,
        "OpenSSL starts a signature");
  std::string signature(static_cast<std::size_t>(EVP_PKEY_get_size(key_->key)), '\0');
  auto size = signature.size();
  check(EVP_DigestSign(context, reinterpret_cast<unsigned char*>(signature.data()), &size,
                       reinterpret_cast<unsigned char const*>(text.data()), text.size()) == 1,
        "OpenSSL signs");
  EVP_MD_CTX_free(context);
  signature.resize(size);
  return signature;
}

}  // namespace proofbox
