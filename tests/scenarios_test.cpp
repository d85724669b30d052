// Every story of scenarios/ is a test: it holds, it gives the same trace twice, and it holds under
// other seeds.
#include <catch2/catch.hpp>
#include <cstdlib>

#include "lab/report.hpp"
#include "lab/run.hpp"
#include "shop/shop.hpp"

using namespace proofbox;

namespace {

std::vector<lab::Scenario> stories() {
  auto const shop = shop::deployable();
  auto const words = lab::vocabulary(shop);
  auto const found = lab::find_scenarios({PROOFBOX_SOURCE_DIR "/scenarios"});
  REQUIRE_FALSE(found.mistake);
  std::vector<lab::Scenario> scenarios;
  for (auto const& file : found.files) {
    auto stories = lab::read_stories(file, *lab::read_file(file), words);
    INFO((stories.mistake ? stories.mistake->text() : file));
    REQUIRE_FALSE(stories.mistake);
    for (auto& scenario : stories.scenarios)
      scenarios.push_back(std::move(scenario));
  }
  return scenarios;
}

}  // namespace

TEST_CASE("Every story holds, and leaves the same trace when it is told again", "[stories]") {
  auto const shop = shop::deployable();
  lab::RunSettings settings;
  settings.keep_trace = true;
  auto const all = stories();
  CHECK(all.size() >= 6);
  for (auto const& story : all) {
    auto const first = lab::run(story, shop, settings);
    INFO(lab::report(story, first, false));
    CHECK_FALSE(first.failure);
    auto const again = lab::run(story, shop, settings);
    CHECK(first.trace == again.trace);
    CHECK(first.trace_hash == again.trace_hash);
  }
}

TEST_CASE("Every story holds under other seeds", "[stories][seeds]") {
  auto const* more = std::getenv("PROOFBOX_STORY_SEEDS");
  auto const seeds = more == nullptr ? 10 : std::atoi(more);
  auto const shop = shop::deployable();
  for (auto const& story : stories())
    for (int seed = 1; seed <= seeds; ++seed) {
      lab::RunSettings settings;
      settings.seed = static_cast<std::uint64_t>(seed);
      auto const outcome = lab::run(story, shop, settings);
      INFO("seed " << seed << '\n' << lab::report(story, outcome, false));
      CHECK_FALSE(outcome.failure);
    }
}
