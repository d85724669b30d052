// Signs nothing: what stands where a signature would is the same for every text, and as long as a
// real one.
#pragma once

#include "base/text.hpp"
#include "ports/signer.hpp"

namespace proofbox::sim {

class FillerSigner : public Signer {
 public:
  std::string sign(SignatureVersion, std::string_view) override { return filler_; }

 private:
  static std::string filler() {
    std::string bytes;
    for (int i = 0; i < 32; ++i)
      bytes += "proofbox";
    return base64(bytes);
  }

  std::string filler_ = filler();
};

}  // namespace proofbox::sim
