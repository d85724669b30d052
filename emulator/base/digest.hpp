// Message digests, made by OpenSSL. A Digest keeps its context: making one anew costs more than
// digesting a message.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace proofbox {

class Digest {
 public:
  static Digest md5();
  static Digest sha1();
  static Digest sha256();

  Digest(Digest&&) noexcept;
  Digest& operator=(Digest&&) noexcept;
  ~Digest();

  // Adds bytes to what is being digested.
  void add(std::string_view bytes);

  // The digest of all that was added, as lower-case hexadecimal or as raw bytes; the next add
  // begins afresh.
  std::string finish_hex();
  std::string finish();

  std::string hex_of(std::string_view bytes) {
    add(bytes);
    return finish_hex();
  }

  // What finish_hex would say now, leaving the digest as it is.
  std::string hex_so_far() const;

 private:
  struct Context;
  explicit Digest(std::unique_ptr<Context> context);
  std::unique_ptr<Context> context_;
};

// The 32 bytes of an HMAC with SHA-256.
std::string hmac_sha256(std::string_view key, std::string_view text);

}  // namespace proofbox
