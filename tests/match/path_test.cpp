// Places inside an answer.
#include <catch2/catch.hpp>

#include "match/path.hpp"

using namespace proofbox::match;

namespace {

std::string at(std::string_view json, std::string_view path) {
  auto const found = at_path(read_answer(json), path);
  return found ? write_node(*found) : "nothing";
}

}  // namespace

TEST_CASE("A path leads through members and lists", "[match]") {
  constexpr auto json = R"({"a":{"b":[{"c":1},{"c":"x"}]}})";
  CHECK(at(json, "a.b[1].c") == "\"x\"");
  CHECK(at(json, "a.b[0]") == R"({"c": 1})");
  CHECK(at(json, "a.b[2].c") == "nothing");
  CHECK(at(json, "a.c") == "nothing");
  CHECK(at(R"([[1,2],[3]])", "[1][0]") == "3");
}

TEST_CASE("A path goes on inside a text that is JSON itself", "[match]") {
  CHECK(at(R"({"Body":"{\"Message\":\"{\\\"sku\\\":\\\"CP\\\"}\"}"})", "Body.Message.sku") ==
        "\"CP\"");
  CHECK(at(R"({"Body":"no JSON"})", "Body.sku") == "nothing");
}

TEST_CASE("What is no path is told", "[match]") {
  CHECK_FALSE(bad_path("what.input.MessageBody"));
  CHECK_FALSE(bad_path("[0].what"));
  for (auto const* wrong : {"", ".a", "a.", "a..b", "a[", "a[x]", "a[-1]", "a[0]b"})
    CHECK(bad_path(wrong).value_or("").ends_with(
        " is no path; one is written as what.input.MessageBody or list[0].key."));
}
