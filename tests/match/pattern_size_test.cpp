// How large patterns are, and that none holds anybody up.
#include "match/pattern_size.hpp"

#include <catch2/catch.hpp>

#include "match/document.hpp"
#include "match/matcher.hpp"

using namespace proofbox;

TEST_CASE("A pattern's size counts its repetitions written out", "[match]") {
  std::pair<char const*, std::size_t> const sizes[] = {
      {"", 1},         {"abc", 4},
      {"a{3}", 4},     {"(ab){10}", 31},
      {"a{2,5}b", 7},  {"a{4,}", 6},
      {"[abc]{7}", 8}, {"(a{10}){10}", 111},
      {"\\({3}", 4},   {"(?:){45000}", 135'001},
      {"a{3}{4}", 13}, {"(((", 4},
  };
  for (auto const& [pattern, size] : sizes) {
    INFO(pattern);
    CHECK(match::pattern_size(pattern) == size);
  }
}

TEST_CASE("A pattern that is too large is refused", "[match]") {
  match::Place where;
  for (auto const* text :
       {R"({"$pattern": "(a|b|c){500}d"})", R"({"$pattern": "(?:a*){24000}b"})"}) {
    auto const node = match::read_document(text, where);
    auto const bad = match::bad_matcher(*node);
    REQUIRE(bad);
    CHECK(bad->complaint == "A pattern has at most 1000 states, its repetitions written out.");
  }
}
