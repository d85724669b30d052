#include "box/rsa_signer.hpp"

#include "base/text.hpp"
#include "box/signing_key.hpp"

namespace proofbox {

std::string RsaSigner::sign(SignatureVersion version, std::string_view text) {
  bool const first_version = version == SignatureVersion::one;
  sha256_.add(text);
  auto key = (first_version ? '1' : '2') + sha256_.finish();
  if (auto const known = remembered_.find(key); known != remembered_.end())
    return known->second;
  if (!key_)
    key_.emplace(signing_key);
  ++made_;
  auto signature =
      base64(key_->sign(first_version ? RsaKey::Hash::sha1 : RsaKey::Hash::sha256, text));
  if (order_.size() == remembered_max_) {
    remembered_.erase(order_.front());
    order_.pop_front();
  }
  order_.push_back(key);
  remembered_.emplace(std::move(key), signature);
  return signature;
}

}  // namespace proofbox
