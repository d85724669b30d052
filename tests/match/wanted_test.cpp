// Events held against patterns: which one takes which, and what came close.
#include <catch2/catch.hpp>

#include "match/wanted.hpp"

using namespace proofbox;
using namespace proofbox::match;

namespace {

Wanted wanted(std::string_view list) { return Wanted{read_answer(list).items}; }

Event event(std::uint64_t n, std::string_view kind, std::string who, std::string what) {
  return {n, Instant{}, 0, kind, std::move(who), std::move(what), {}};
}

std::string found(Wanted const& all) {
  std::string text;
  for (auto const& one : all.found())
    text += (text.empty() ? "" : ",") + (one ? std::to_string(one->n) : "-");
  return text;
}

std::string complaint(std::string_view pattern) {
  auto const bad = bad_pattern(read_answer(pattern));
  return bad ? bad->complaint : "good";
}

}  // namespace

TEST_CASE("Every pattern takes an event of its own, in any order", "[match]") {
  auto all = wanted(R"([{"kind":"mail"},{"kind":"mail"},{"kind":"call","who":"sqs"}])");
  all.see(event(1, "call", "sqs", "{}"));
  all.see(event(2, "mail", "a", "{}"));
  CHECK(all.has_any());
  CHECK_FALSE(all.has_all());
  all.see(event(3, "mail", "b", "{}"));
  CHECK(all.has_all());
  CHECK(found(all) == "2,3,1");
}

TEST_CASE("A wide pattern does not keep the event that a narrow one needs", "[match]") {
  auto all = wanted(R"([{"kind":"mail"},{"kind":"mail","who":"a"}])");
  all.see(event(1, "mail", "a", "{}"));
  all.see(event(2, "mail", "b", "{}"));
  CHECK(all.has_all());
  CHECK(found(all) == "2,1");
}

TEST_CASE("Those that came closest are told, closest and latest first", "[match]") {
  auto all = wanted(R"([{"kind":"mail","who":"a","what":{"subject":"hello"}}])");
  all.see(event(1, "mail", "b", R"({"subject":"x"})"));
  all.see(event(2, "mail", "a", R"({"subject":"y"})"));
  all.see(event(3, "call", "a", R"({"subject":"hello"})"));
  all.see(event(4, "mail", "b", R"({"subject":"hello"})"));
  all.see(event(5, "mail", "b", R"({"subject":"z"})"));
  auto const near = all.near_misses();
  REQUIRE(near.size() == 3);
  CHECK(near[0].event.n == 4);
  CHECK(near[0].mismatch.path == "who");
  CHECK(near[1].event.n == 2);
  CHECK(near[1].mismatch.path == "what.subject");
  CHECK(near[1].mismatch.expected == "\"hello\"");
  CHECK(near[1].mismatch.actual == "\"y\"");
  CHECK(near[2].event.n == 5);
}

TEST_CASE("A pattern that can match nothing is refused", "[match]") {
  CHECK(complaint(R"({"kind":"mail","what":{"to":{"$pattern":"@b"}}})") == "good");
  CHECK(complaint("{}") == R"(An event's pattern says something of it, as {"kind": "mail"}.)");
  CHECK(complaint("[1]") == "An event's pattern is an object, not a list.");
  CHECK(complaint(R"({"knd":"mail"})") ==
        "Events have no \"knd\". Did you mean \"kind\"? They have n, at, cause, kind, who, what "
        "and outcome.");
  CHECK(complaint(R"({"who":{"$patern":"x"}})") ==
        "There is no matcher \"$patern\". Did you mean \"$pattern\"?");
}
