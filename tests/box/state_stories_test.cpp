// Every story, stopped half way and at its end: the box can be told as a document and put back, and
// what is told then is the same.
#include <catch2/catch.hpp>

#include "lab/run.hpp"
#include "shop/shop.hpp"
#include "support/story.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

std::vector<lab::Step> steps_of(std::string const& text) {
  auto const reading =
      lab::read_scenario("steps", story_of(text), lab::vocabulary(shop::deployable()));
  INFO((reading.mistake ? reading.mistake->text() : std::string{}));
  REQUIRE(reading.scenario);
  return reading.scenario->steps;
}

// Told, put back, and told again: row by row the same.
std::string const round_trip = R"(
  {"do": "GET /_proofbox/state", "expect": {"status": 200}, "capture": {"whole": "body", "rows": "body.rows"}},
  {"do": "PUT /_proofbox/state", "body": "${whole}", "expect": {"status": 200}},
  {"do": "GET /_proofbox/state", "expect": {"status": 200, "body": {"seed": {"$any": true}}}})";

std::string told(lab::Scenario const& scenario) {
  auto const outcome = lab::run(scenario, shop::deployable());
  return outcome.failure ? outcome.failure->what + " expected " + outcome.failure->expected +
                               ", came " + outcome.failure->actual
                         : "held";
}

}  // namespace

TEST_CASE(
    "A box can be told and put back in the middle of every other story, and at the others' ends",
    "[box][state][stories]") {
  auto const trip = steps_of(round_trip);
  auto const found = lab::find_scenarios({PROOFBOX_SOURCE_DIR "/scenarios"});
  REQUIRE_FALSE(found.mistake);
  REQUIRE(found.files.size() > 50);
  bool half_way = false;
  for (auto const& file : found.files) {
    auto const stories =
        lab::read_stories(file, *lab::read_file(file), lab::vocabulary(shop::deployable()));
    REQUIRE_FALSE(stories.mistake);
    auto story = stories.scenarios.front();
    story.always.clear();
    story.finally.reset();
    half_way = !half_way;
    if (half_way)
      story.steps.resize(story.steps.size() / 2);
    story.steps.insert(story.steps.end(), trip.begin(), trip.end());
    INFO(file);
    CHECK(told(story) == "held");
  }
}
