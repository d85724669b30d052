// The public half of signing: what whoever receives a message does with a certificate.
#pragma once

#include <openssl/evp.h>
#include <openssl/pem.h>

#include <stdexcept>
#include <string>
#include <string_view>

namespace proofbox::test {

class Certificate {
 public:
  explicit Certificate(std::string_view pem) {
    auto* const bytes = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
    certificate_ = PEM_read_bio_X509(bytes, nullptr, nullptr, nullptr);
    BIO_free(bytes);
    if (certificate_ == nullptr)
      throw std::runtime_error("This is no certificate.");
  }
  Certificate(Certificate const&) = delete;
  ~Certificate() { X509_free(certificate_); }

  // Whether these bytes are a signature of the text by the certificate's key.
  bool verifies(EVP_MD const* digest, std::string_view text, std::string_view signature) const {
    auto* const context = EVP_MD_CTX_new();
    auto* const key = X509_get0_pubkey(certificate_);
    bool const good =
        EVP_DigestVerifyInit(context, nullptr, digest, nullptr, key) == 1 &&
        EVP_DigestVerify(context, reinterpret_cast<unsigned char const*>(signature.data()),
                         signature.size(), reinterpret_cast<unsigned char const*>(text.data()),
                         text.size()) == 1;
    EVP_MD_CTX_free(context);
    return good;
  }

  bool is_signed_by_itself() const {
    return X509_verify(certificate_, X509_get0_pubkey(certificate_)) == 1;
  }

 private:
  X509* certificate_ = nullptr;
};

}  // namespace proofbox::test
