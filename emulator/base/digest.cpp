#include "base/digest.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "base/check.hpp"
#include "base/text.hpp"

namespace proofbox {

struct Digest::Context {
  explicit Context(char const* algorithm)
      : method(EVP_MD_fetch(nullptr, algorithm, nullptr)), context(EVP_MD_CTX_new()) {
    check(method != nullptr && context != nullptr, "OpenSSL knows the digest");
    check(EVP_DigestInit_ex2(context, method, nullptr) == 1, "OpenSSL starts a digest");
  }
  Context(Context const&) = delete;
  Context& operator=(Context const&) = delete;
  ~Context() {
    EVP_MD_CTX_free(context);
    EVP_MD_free(method);
  }

  void restart() {
    check(EVP_DigestInit_ex2(context, nullptr, nullptr) == 1, "OpenSSL starts a digest");
  }

  EVP_MD* method;
  EVP_MD_CTX* context;
};

namespace {

struct Final {
  explicit Final(EVP_MD_CTX* context) {
    check(EVP_DigestFinal_ex(context, bytes, &size) == 1, "OpenSSL finishes a digest");
  }
  std::string_view view() const { return {reinterpret_cast<char const*>(bytes), size}; }

  unsigned char bytes[EVP_MAX_MD_SIZE];
  unsigned size = 0;
};

}  // namespace

Digest Digest::md5() { return Digest{std::make_unique<Context>("MD5")}; }
Digest Digest::sha1() { return Digest{std::make_unique<Context>("SHA1")}; }
Digest Digest::sha256() { return Digest{std::make_unique<Context>("SHA256")}; }

Digest::Digest(std::unique_ptr<Context> context) : context_(std::move(context)) {}
Digest::Digest(Digest&&) noexcept = default;
Digest& Digest::operator=(Digest&&) noexcept = default;
Digest::~Digest() = default;

void Digest::add(std::string_view bytes) {
  check(EVP_DigestUpdate(context_->context, bytes.data(), bytes.size()) == 1,
        "OpenSSL digests bytes");
}

std::string Digest::finish() {
  Final const final{context_->context};
  context_->restart();
  return std::string{final.view()};
}

std::string Digest::finish_hex() {
  Final const final{context_->context};
  context_->restart();
  return hex(final.view());
}

std::string Digest::hex_so_far() const {
  auto* const copy = EVP_MD_CTX_new();
  check(copy != nullptr && EVP_MD_CTX_copy_ex(copy, context_->context) == 1,
        "OpenSSL copies a digest");
  Final const final{copy};
  EVP_MD_CTX_free(copy);
  return hex(final.view());
}

std::string hmac_sha256(std::string_view key, std::string_view text) {
  std::string code(32, '\0');
  check(HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
             reinterpret_cast<unsigned char const*>(text.data()), text.size(),
             reinterpret_cast<unsigned char*>(code.data()), nullptr) != nullptr,
        "OpenSSL makes a message's code");
  return code;
}

}  // namespace proofbox
