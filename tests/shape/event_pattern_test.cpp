// Patterns that JSON documents are held against. AWS: "Lambda event filtering", "Event patterns".
#include <catch2/catch.hpp>

#include "shape/event_pattern.hpp"

using namespace proofbox;

namespace {

struct Case {
  char const* pattern;
  char const* document;
  bool matches;
};

constexpr Case cases[] = {
    // exact values
    {R"({"a":["x"]})", R"({"a":"x"})", true},
    {R"({"a":["x","y"]})", R"({"a":"y"})", true},
    {R"({"a":["x"]})", R"({"a":"X"})", false},
    {R"({"a":["x"]})", R"({"b":"x"})", false},
    {R"({"a":[1]})", R"({"a":1})", true},
    {R"({"a":[1]})", R"({"a":1.0})", true},
    {R"({"a":[1]})", R"({"a":"1"})", false},
    {R"({"a":[true]})", R"({"a":true})", true},
    {R"({"a":[true]})", R"({"a":"true"})", false},
    {R"({"a":[null]})", R"({"a":null})", true},
    {R"({"a":[null]})", R"({"a":""})", false},
    {R"({"a":[null]})", R"({})", false},
    {R"({"a":[""]})", R"({"a":""})", true},
    {R"({"a":[""]})", R"({"a":null})", false},
    // several members, nesting, lists
    {R"({"a":["x"],"b":["y"]})", R"({"a":"x","b":"y"})", true},
    {R"({"a":["x"],"b":["y"]})", R"({"a":"x","b":"z"})", false},
    {R"({"a":{"b":["x"]}})", R"({"a":{"b":"x","c":1}})", true},
    {R"({"a":{"b":["x"]}})", R"({"a":"x"})", false},
    {R"({"a":{"b":["x"]}})", R"({"a":{"c":"x"}})", false},
    {R"({"a":["x"]})", R"({"a":["y","x"]})", true},
    {R"({"a":["x"]})", R"({"a":["y"]})", false},
    {R"({"a":["x"]})", R"({"a":{"x":1}})", false},
    {R"({"a":{"n":[1]}})", R"({"a":[{"n":2},{"n":1}]})", true},
    {R"({"a":{"n":[1]}})", R"({"a":[{"n":2},{"m":1}]})", false},
    // texts
    {R"({"a":[{"prefix":"ab"}]})", R"({"a":"abc"})", true},
    {R"({"a":[{"prefix":"ab"}]})", R"({"a":"Abc"})", false},
    {R"({"a":[{"prefix":"ab"}]})", R"({"a":1})", false},
    {R"({"a":[{"prefix":{"equals-ignore-case":"AB"}}]})", R"({"a":"abc"})", true},
    {R"({"a":[{"suffix":"bc"}]})", R"({"a":"abc"})", true},
    {R"({"a":[{"suffix":"bc"}]})", R"({"a":"bcd"})", false},
    {R"({"a":[{"equals-ignore-case":"ABC"}]})", R"({"a":"abc"})", true},
    {R"({"a":[{"equals-ignore-case":"ABC"}]})", R"({"a":"abcd"})", false},
    {R"({"a":[{"wildcard":"a*c"}]})", R"({"a":"abbc"})", true},
    {R"({"a":[{"wildcard":"a*c"}]})", R"({"a":"abb"})", false},
    // numbers
    {R"({"a":[{"numeric":["=",1]}]})", R"({"a":1})", true},
    {R"({"a":[{"numeric":[">",1]}]})", R"({"a":1})", false},
    {R"({"a":[{"numeric":[">=",1]}]})", R"({"a":1})", true},
    {R"({"a":[{"numeric":[">",1,"<=",3]}]})", R"({"a":3})", true},
    {R"({"a":[{"numeric":[">",1,"<=",3]}]})", R"({"a":3.5})", false},
    {R"({"a":[{"numeric":[">",1]}]})", R"({"a":"2"})", false},
    // anything-but
    {R"({"a":[{"anything-but":"x"}]})", R"({"a":"y"})", true},
    {R"({"a":[{"anything-but":"x"}]})", R"({"a":"x"})", false},
    {R"({"a":[{"anything-but":["x","y"]}]})", R"({"a":"y"})", false},
    {R"({"a":[{"anything-but":1}]})", R"({"a":2})", true},
    {R"({"a":[{"anything-but":{"prefix":"x"}}]})", R"({"a":"xy"})", false},
    {R"({"a":[{"anything-but":{"prefix":"x"}}]})", R"({"a":"yx"})", true},
    {R"({"a":[{"anything-but":"x"}]})", R"({})", false},
    // exists
    {R"({"a":[{"exists":true}]})", R"({"a":null})", true},
    {R"({"a":[{"exists":true}]})", R"({})", false},
    {R"({"a":[{"exists":false}]})", R"({})", true},
    {R"({"a":[{"exists":false}]})", R"({"a":1})", false},
    {R"({"a":{"b":[{"exists":false}]}})", R"({"a":1})", true},
    // or
    {R"({"$or":[{"a":["x"]},{"b":["y"]}]})", R"({"b":"y"})", true},
    {R"({"$or":[{"a":["x"]},{"b":["y"]}]})", R"({"a":"y","b":"x"})", false},
    {R"({"c":[1],"$or":[{"a":["x"]},{"b":["y"]}]})", R"({"a":"x","c":1})", true},
    {R"({"c":[1],"$or":[{"a":["x"]},{"b":["y"]}]})", R"({"a":"x","c":2})", false},
    {R"({"a":["x",{"prefix":"y"}]})", R"({"a":"yes"})", true},
    // what is no document
    {R"({"a":["x"]})", "no json", false},
    {R"({"a":["x"]})", R"("x")", false},
    {R"({"a":[{"exists":false}]})", "7", true},
};

}  // namespace

TEST_CASE("A document matches a pattern or does not", "[event_pattern]") {
  for (auto const& one : cases) {
    INFO(one.pattern << " and " << one.document);
    auto const pattern = EventPattern::read(one.pattern);
    REQUIRE(pattern.ok());
    CHECK(pattern->matches(one.document) == one.matches);
  }
}

TEST_CASE("A pattern that says nothing clear is refused", "[event_pattern]") {
  for (auto const* pattern : {"",
                              "no json",
                              "[]",
                              "7",
                              "{}",
                              R"({"a":"x"})",
                              R"({"a":[]})",
                              R"({"a":{}})",
                              R"({"a":[["x"]]})",
                              R"({"a":[{"prefix":1}]})",
                              R"({"a":[{"starts":"x"}]})",
                              R"({"a":[{"prefix":"x","suffix":"y"}]})",
                              R"({"a":[{"numeric":[]}]})",
                              R"({"a":[{"numeric":["<"]}]})",
                              R"({"a":[{"numeric":["<","1"]}]})",
                              R"({"a":[{"numeric":["=",1,"<",2]}]})",
                              R"({"a":[{"exists":"true"}]})",
                              R"({"a":[{"anything-but":[]}]})",
                              R"({"$or":[{"a":["x"]}]})",
                              R"({"$or":{"a":["x"]}})"}) {
    INFO(pattern);
    CHECK_FALSE(EventPattern::read(pattern).ok());
  }
  std::string deep = "[1]";
  for (int i = 0; i < 40; ++i)
    deep = R"({"a":)" + deep + '}';
  CHECK_FALSE(EventPattern::read(deep).ok());
}

TEST_CASE("A pattern tells whether it looks into a member", "[event_pattern]") {
  auto const pattern = EventPattern::read(R"({"body":{"a":[1]},"messageId":["x"]})");
  REQUIRE(pattern.ok());
  CHECK(pattern->asks("body") == EventPattern::Asks::object);
  CHECK(pattern->asks("messageId") == EventPattern::Asks::list);
  CHECK(pattern->asks("attributes") == EventPattern::Asks::nothing);
}
