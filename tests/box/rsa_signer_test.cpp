// The real signer: what it signs can be verified with the certificate, and nothing is signed twice.
#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "box/rsa_signer.hpp"
#include "box/signing_key.hpp"
#include "sim/filler_signer.hpp"
#include "support/certificate.hpp"

using namespace proofbox;

TEST_CASE("The key signs with both digests, and its certificate verifies that", "[signing]") {
  RsaKey const key{signing_key};
  test::Certificate const certificate{signing_certificate};
  auto const first = key.sign(RsaKey::Hash::sha1, "Message\ndonut\n");
  auto const second = key.sign(RsaKey::Hash::sha256, "Message\ndonut\n");
  CHECK(first.size() == 256);
  CHECK(certificate.verifies(EVP_sha1(), "Message\ndonut\n", first));
  CHECK(certificate.verifies(EVP_sha256(), "Message\ndonut\n", second));
  CHECK_FALSE(certificate.verifies(EVP_sha256(), "Message\ndonut\n", first));
  CHECK_FALSE(certificate.verifies(EVP_sha1(), "Message\ndonuts\n", first));
  CHECK(key.sign(RsaKey::Hash::sha1, "Message\ndonut\n") == first);
}

TEST_CASE("The certificate is signed by its own key", "[signing]") {
  CHECK(test::Certificate{signing_certificate}.is_signed_by_itself());
}

TEST_CASE("A text is signed once for each version, however often it is asked for", "[signing]") {
  RsaSigner signer;
  auto const first = signer.sign(SignatureVersion::one, "donut");
  auto const second = signer.sign(SignatureVersion::two, "donut");
  CHECK(first != second);
  CHECK(signer.made() == 2);
  CHECK(signer.sign(SignatureVersion::one, "donut") == first);
  CHECK(signer.sign(SignatureVersion::two, "donut") == second);
  CHECK(signer.made() == 2);
  RsaSigner another;
  CHECK(another.sign(SignatureVersion::one, "donut") == first);
}

TEST_CASE("Only so many signatures are remembered, the latest ones", "[signing]") {
  RsaSigner signer{2};
  for (auto const* text : {"a", "b", "c"})
    signer.sign(SignatureVersion::one, text);
  CHECK(signer.made() == 3);
  signer.sign(SignatureVersion::one, "b");
  signer.sign(SignatureVersion::one, "c");
  CHECK(signer.made() == 3);
  signer.sign(SignatureVersion::one, "a");
  CHECK(signer.made() == 4);
}

TEST_CASE("A filler is as long as a signature and the same for every text", "[signing]") {
  sim::FillerSigner filler;
  RsaSigner signer;
  auto const text = filler.sign(SignatureVersion::one, "donut");
  CHECK(text.size() == signature_length);
  CHECK(signer.sign(SignatureVersion::one, "donut").size() == signature_length);
  CHECK(filler.sign(SignatureVersion::two, "another") == text);
}
