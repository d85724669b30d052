// A thousand buyers at once: whatever the seed makes of their order, no donut is lost or sold
// twice.
#include <catch2/catch.hpp>
#include <cstdlib>

#include "lab/report.hpp"
#include "lab/run.hpp"
#include "shop/shop.hpp"

using namespace proofbox;

namespace {

// ./check --long asks for a thousand.
constexpr int seeds = 2;

// The callbacks come while the crowd waits for its turn at the database.
constexpr auto rush = R"({
  "title": "A thousand buyers at once, a hundred donuts, and fifty orders under way",
  "shop": { "products": [{ "sku": "CP-502101", "stock": 0 }], "factory": { "lead_time": "100ms" } },
  "steps": [
    { "do": "POST /checkout", "repeat": 50 },
    { "do": "POST /product/donut", "body": { "MessageAttributeProductCnt": 100 } },
    { "settle": true },
    { "expect": { "factory.orders": 50 } },
    { "at the same time": [{ "do": "POST /checkout", "repeat": 1000 }] },
    { "advance": "1h" },
    { "expect": { "queue.stock_queue.messages": 0 } }
  ],
  "always": ["never oversold", "stock is conserved", "one ad mail for each shortage"]
})";

}  // namespace

TEST_CASE("A thousand buyers at once leave the stock right to the donut", "[services][seeds]") {
  auto const shop = shop::deployable();
  auto const reading = lab::read_scenario("rush.json", rush, lab::vocabulary(shop));
  REQUIRE(reading.scenario);
  auto const* more = std::getenv("PROOFBOX_STORY_SEEDS");
  auto const count = more == nullptr ? seeds : std::atoi(more);
  for (int seed = 1; seed <= count; ++seed) {
    lab::RunSettings settings;
    settings.seed = static_cast<std::uint64_t>(seed);
    auto const outcome = lab::run(*reading.scenario, shop, settings);
    INFO("seed " << seed << '\n' << lab::report(*reading.scenario, outcome, false));
    CHECK_FALSE(outcome.failure);
  }
}
