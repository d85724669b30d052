// Signs for real, with the key that every proofbox has. It remembers what it signed lately: a run
// that is repeated signs the same texts again.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <unordered_map>

#include "base/digest.hpp"
#include "base/rsa.hpp"
#include "ports/signer.hpp"

namespace proofbox {

class RsaSigner : public Signer {
 public:
  explicit RsaSigner(std::size_t remembered_max = 4096) : remembered_max_(remembered_max) {}

  std::string sign(SignatureVersion version, std::string_view text) override;

  // How often the key was used.
  std::size_t made() const { return made_; }

 private:
  std::size_t remembered_max_;
  std::size_t made_ = 0;
  std::optional<RsaKey> key_;  // read when first needed: most boxes sign nothing
  Digest sha256_ = Digest::sha256();
  std::unordered_map<std::string, std::string> remembered_;  // by version and digest of the text
  std::deque<std::string> order_;
};

}  // namespace proofbox
