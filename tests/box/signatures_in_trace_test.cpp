// That a trace tells no signature, wherever one stands, and takes nothing else for one.
#include <catch2/catch.hpp>

#include "box/signatures_in_trace.hpp"
#include "ports/signer.hpp"
#include "shape/json.hpp"

using namespace proofbox;

namespace {

std::string const signature = std::string(342, 'x') + "==";
std::string const md5(32, 'a');

std::string quoted(std::string_view text) {
  std::string out;
  write_json_text(out, text);
  return out;
}

std::string envelope(std::string const& value) {
  return R"({"a":1,"Signature":")" + value + R"("})";
}

}  // namespace

TEST_CASE("A signature is left out at every depth of JSON within JSON", "[trace]") {
  auto whole = envelope(signature), without = envelope("signed");
  for (int depth = 0; depth < 4; ++depth) {
    CHECK(without_signatures(whole) == without);
    whole = R"({"Body":)" + quoted(whole) + '}';
    without = R"({"Body":)" + quoted(without) + '}';
  }
}

TEST_CASE("All signatures of a line are left out", "[trace]") {
  CHECK(without_signatures('[' + envelope(signature) + ',' + envelope(signature) + ']') ==
        '[' + envelope("signed") + ',' + envelope("signed") + ']');
}

TEST_CASE("With a signature go the digests of bodies, and only then", "[trace]") {
  auto const digests = R"("MD5OfBody":")" + md5 + R"(","md5OfBody":")" + md5 +
                       R"(","MD5OfMessageBody":")" + md5 + R"(","MD5OfMessageAttributes":")" + md5 +
                       '"';
  CHECK(without_signatures(digests) == digests);
  CHECK(without_signatures(envelope(signature) + digests) ==
        envelope("signed") +
            R"("MD5OfBody":"signed","md5OfBody":"signed","MD5OfMessageBody":"signed",)"
            R"("MD5OfMessageAttributes":")" +
            md5 + '"');
}

TEST_CASE("What only looks like a signature stays", "[trace]") {
  for (auto const& text :
       {envelope(""), envelope("abc"), envelope(std::string(344, '!')), envelope(signature + "x"),
        R"({"Signature")" + signature + R"("})", R"({"Signature":)" + std::string(344, '1') + '}',
        R"({"X-Signature-Kind":")" + signature + R"("})", std::string{"Signature"},
        std::string{R"("Signature":")"}, R"("Signature":")" + signature})
    CHECK(without_signatures(text) == text);
}
