#include <catch2/catch.hpp>

#include "base/digest.hpp"
#include "base/random.hpp"
#include "base/text.hpp"

using namespace proofbox;

TEST_CASE("base64 goes there and back, and refuses what is none") {
  for (std::string const bytes : {"", "a", "ab", "abc", "\xff\xfe"}) {
    CHECK(*from_base64(base64(bytes)) == bytes);
  }
  CHECK(base64("hello") == "aGVsbG8=");
  CHECK_FALSE(from_base64("*"));
  CHECK_FALSE(from_base64("abcde"));
}

TEST_CASE("Percent encoding goes there and back; a stray percent stays") {
  CHECK(percent_encode("a b/ü") == "a%20b%2F%C3%BC");
  CHECK(percent_decode("a%20b%2F%C3%BC", false) == "a b/ü");
  CHECK(percent_decode("a+b%", true) == "a b%");
  CHECK(percent_decode("%zz%4", false) == "%zz%4");
}

TEST_CASE("UTF-8 is told from what only looks like it") {
  CHECK(is_utf8("도넛 🍩"));
  CHECK_FALSE(is_utf8("\xc0\x80"));
  CHECK_FALSE(is_utf8("\xed\xa0\x80"));
  CHECK_FALSE(is_utf8("\xf5\x80\x80\x80"));
  CHECK_FALSE(is_utf8("\xe2\x82"));
}

TEST_CASE("The nearest word is found, and nothing where none is near") {
  CHECK(did_you_mean("advnce", {"advance", "settle"}) == " Did you mean \"advance\"?");
  CHECK(did_you_mean("zzzzzz", {"advance", "settle"}) == "");
}

TEST_CASE("Digests are those of the standards") {
  CHECK(Digest::md5().hex_of("hello") == "5d41402abc4b2a76b9719d911017c592");
  CHECK(Digest::sha1().hex_of("hello") == "aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d");
  CHECK(Digest::sha256().hex_of("Test") ==
        "532eaabd9574880dbf76b9b8cc00832c20a6ec113d682299550d7a6e0f345e25");
  auto digest = Digest::sha256();
  digest.add("Te");
  auto const so_far = digest.hex_so_far();
  digest.add("st");
  CHECK(digest.finish_hex() == "532eaabd9574880dbf76b9b8cc00832c20a6ec113d682299550d7a6e0f345e25");
  CHECK(so_far == Digest::sha256().hex_of("Te"));
}

TEST_CASE("Chance is a function of seed and purpose") {
  Random first{7, "ids"}, again{7, "ids"}, other{7, "order"}, third{8, "ids"};
  auto const drawn = first.next();
  CHECK(again.next() == drawn);
  CHECK(other.next() != drawn);
  CHECK(third.next() != drawn);
}

TEST_CASE("A draw stays below its bound and reaches all of it") {
  Random random{1, "draw"};
  bool seen[6] = {};
  for (int i = 0; i < 1000; ++i) {
    auto const drawn = random.below(6);
    REQUIRE(drawn < 6);
    seen[drawn] = true;
  }
  for (bool const outcome : seen)
    CHECK(outcome);
}

TEST_CASE("A uuid is a version 4 one") {
  Random random{1, "ids"};
  auto const id = random.uuid();
  CHECK(id.size() == 36);
  CHECK(id[14] == '4');
  CHECK(std::string_view{"89ab"}.find(id[19]) != std::string_view::npos);
  CHECK(random.uuid() != id);
}
