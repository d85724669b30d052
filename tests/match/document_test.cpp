#include <catch2/catch.hpp>

#include "match/document.hpp"
#include "match/matcher.hpp"

using namespace proofbox::match;

namespace {

Node read(std::string_view text) {
  Place where;
  auto node = read_document(text, where);
  REQUIRE(node.ok());
  return std::move(*node);
}

std::string verdict(std::string_view expected, std::string_view actual) {
  auto const came = read_answer(actual);
  auto const found = mismatch(read(expected), &came);
  return found ? found->path + ": " + found->expected + " / " + found->actual : "matches";
}

}  // namespace

TEST_CASE("Every value and key of a document knows its line and column") {
  auto const root =
      read("{\n  // a comment\n  \"a\": [1,\n    -2.5e3, \"x\"], /* b */ \"b\": {\"c\": true}\n}");
  auto const& list = *root.find("a");
  CHECK(list.place.line == 3);
  CHECK(list.place.column == 8);
  CHECK(list.items[1].place.line == 4);
  CHECK(list.items[1].place.column == 5);
  CHECK(list.items[1].text == "-2.5e3");
  CHECK(list.items[2].place.column == 13);
  CHECK(root.keys[1].line == 4);
  CHECK(root.find("b")->find("c")->place.line == 4);
}

TEST_CASE("A mistake in the JSON is found at its place") {
  Place where;
  CHECK_FALSE(read_document("{\n  \"a\": 1,\n  \"a\": 2\n}", where).ok());
  CHECK(where.line == 3);
  CHECK_FALSE(read_document("{\n  \"a\": 1,,\n}", where).ok());
  CHECK(where.line == 2);
  CHECK(where.column == 10);
}

TEST_CASE("Objects match as subsets, lists item by item, numbers by value or by count") {
  CHECK(verdict(R"({"a":1})", R"({"a":1.0,"b":2})") == "matches");
  CHECK(verdict(R"({"a":{"b":1}})", R"({"a":{"b":2}})") == "a.b: 1 / 2");
  CHECK(verdict(R"({"a":1})", R"({})") == "a: 1 / nothing");
  CHECK(verdict(R"([1,2])", R"([1,3])") == "[1]: 2 / 3");
  CHECK(verdict(R"([1])", R"([1,2])") == ": [1] / [1, 2]");
  CHECK(verdict("2", "[7,8]") == "matches");
  CHECK(verdict("1", "[7,8]") == ": 1 of them / 2: [7, 8]");
  CHECK(verdict(R"("a")", R"("b")") == R"(: "a" / "b")");
  CHECK(verdict("null", "null") == "matches");
  CHECK(verdict("true", "false") == ": true / false");
}

TEST_CASE("Matchers match") {
  CHECK(verdict(R"({"$pattern":"^구매 .*: \\d$"})", R"("구매 완료! 남은 재고: 2")") == "matches");
  CHECK(verdict(R"({"$pattern":"x"})", R"("abc")") == ": a text like \"x\" / \"abc\"");
  CHECK(verdict(R"({"$range":[1,3]})", "3") == "matches");
  CHECK(verdict(R"({"$range":[1,null]})", "[1,2]") == "matches");
  CHECK(verdict(R"({"$range":[1,3]})", "4") == ": a number in [1, 3] / 4");
  CHECK(verdict(R"({"a":{"$any":true}})", R"({"a":null})") == "matches");
  CHECK(verdict(R"({"a":{"$absent":true}})", R"({})") == "matches");
  CHECK(verdict(R"({"a":{"$absent":true}})", R"({"a":1})") == "a: nothing / 1");
  CHECK(verdict(R"({"$unordered":[{"a":1},{"b":2}]})", R"([{"b":2,"a":1},{"a":1}])") == "matches");
  CHECK(verdict(R"({"$unordered":[1,2]})", "[2,2]") == ": in any order [1, 2] / [2, 2]");
  CHECK(verdict(R"({"$exactly":{"a":1}})", R"({"a":1,"b":2})") ==
        R"(: exactly {"a": 1} / {"a": 1, "b": 2})");
}

TEST_CASE("A matcher that is none is named with its place and the nearest right word") {
  auto const bad = bad_matcher(read("{\"a\":\n {\"$patern\": \"x\"}}"));
  REQUIRE(bad);
  CHECK(bad->place.line == 2);
  CHECK(bad->complaint == "There is no matcher \"$patern\". Did you mean \"$pattern\"?");
  CHECK(bad_matcher(read(R"({"$pattern":"("})"))->complaint ==
        "This is no regular expression: \"(\".");
  CHECK(bad_matcher(read(R"({"$range":[1]})")));
  CHECK_FALSE(bad_matcher(read(R"({"a":[{"$any":true}]})")));
}

TEST_CASE("No pattern and no list that a client brings holds the box up") {
  auto const long_text = '"' + std::string(200'000, 'a') + '"';
  CHECK(verdict(R"({"$pattern":"^(a|b)*$"})", long_text) == "matches");
  CHECK(verdict(R"({"$pattern":"^(a+)+b"})", '"' + std::string(2000, 'a') + '"') != "matches");
  CHECK(bad_matcher(read(R"({"$pattern":"(a)\\1"})"))->complaint ==
        R"(This is no regular expression: "(a)\\1".)");
  CHECK(bad_matcher(read(R"({"$pattern":")" + std::string(1001, 'a') + "\"}"))->complaint ==
        "A pattern has at most 1000 bytes.");
  std::string any, items;
  for (int i = 0; i < 50; ++i) {
    any += R"({"$any":true},)";
    items += "1,";
  }
  CHECK(verdict(R"({"$unordered":[)" + any + "2]}", '[' + items + "1]") != "matches");
  CHECK(verdict(R"({"$unordered":[)" + any + "2]}", '[' + items + "2]") == "matches");
}
