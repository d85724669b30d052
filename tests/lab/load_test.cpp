// Loads: when their calls begin, and what is counted of them.
#include <catch2/catch.hpp>

#include "lab/load.hpp"
#include "support/story.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

std::vector<Duration> instants(std::vector<lab::LoadPhase> const& phases) {
  return lab::instants_of(phases, 10'000);
}

}  // namespace

TEST_CASE("At an even rate calls begin at even distances", "[lab][load]") {
  CHECK(instants({{2s, 120, 120}}) == std::vector<Duration>{500ms, 1s, 1500ms, 2s});
  CHECK(instants({{1s, 0, 0}}).empty());
  CHECK(instants({{0s, 600, 600}}).empty());
}

TEST_CASE("A rate that grows makes as many calls as its mean", "[lab][load]") {
  auto const growing = instants({{1min, 0, 120}});
  REQUIRE(growing.size() == 60);
  // Half of the time makes a quarter of the calls.
  CHECK(growing[14] == 30s);
  CHECK(growing.back() == 1min);
  auto const falling = instants({{1min, 120, 0}});
  REQUIRE(falling.size() == 60);
  CHECK(falling[44] == 30s);
  CHECK(falling.back() == 1min);
}

TEST_CASE("What one rate left of a call counts for the next", "[lab][load]") {
  CHECK(instants({{30s, 1, 1}, {30s, 1, 1}}) == std::vector<Duration>{1min});
  CHECK(instants({{45s, 2, 2}, {10s, 0, 0}, {15s, 2, 2}}) == std::vector<Duration>{30s, 70s});
}

TEST_CASE("No rate makes endless calls", "[lab][load]") {
  CHECK(lab::instants_of({{24h * 30, 600'000, 600'000}}, 10'000).size() == 10'001);
}

TEST_CASE("Callers of a load do not wait for each other", "[lab][load]") {
  // Each of four long polls, begun one second after the other, lasts three seconds.
  CHECK(told_of(R"({"do": "sqs.CreateQueue", "with": {"QueueName": "q"}},
    {"load": {"do": "sqs.ReceiveMessage", "with": {"QueueUrl": "q", "WaitTimeSeconds": 3}},
     "rates": [{"for": "4s", "per_second": 1}], "expect": {"calls": 4, "statuses": {"200": 4}, "first": {"200": 1}}},
    {"expect": {"clock": "2023-05-25T00:00:07.000Z"}})") == "held");
  // One caller after the other takes as long as all of them.
  CHECK(told_of(R"({"do": "sqs.CreateQueue", "with": {"QueueName": "q"}},
    {"load": {"do": "sqs.ReceiveMessage", "with": {"QueueUrl": "q", "WaitTimeSeconds": 3}}, "calls": 4, "every": "1s"},
    {"expect": {"clock": "2023-05-25T00:00:12.000Z"}})") == "held");
}

TEST_CASE("A load's mistakes are named where they stand", "[lab][load]") {
  auto const said = [](std::string rest) {
    return told_of("{\"load\": {\"do\": \"sqs.ListQueues\"}" + rest + "}");
  };
  constexpr auto which =
      "s.json:2:10: A \"load\" step needs either \"calls\" and \"every\", or \"rates\".";
  CHECK(said("") == which);
  CHECK(said(R"(, "calls": 3)") == which);
  CHECK(said(R"(, "every": "1s", "rates": [])") == which);
  CHECK(said(R"(, "rates": [])") == "s.json:2:54: These rates make no call.");
  CHECK(said(R"(, "rates": [{"for": "1h", "per_second": 3}])") ==
        "s.json:2:54: These rates make more than 10000 calls.");
  CHECK(said(R"(, "rates": [{"for": "1h"}])") ==
        "s.json:2:55: A rate needs \"for\", and either \"per_second\" or \"per_minute\".");
  CHECK(said(R"(, "rates": [{"for": "1h", "per_second": [1]}])") ==
        "s.json:2:83: \"per_second\" takes a number or two, as [5, 50].");
  CHECK(said(R"(, "rates": [{"for": "1h", "per_second": -1}])") ==
        "s.json:2:83: \"per_second\" takes a whole number from 0 to 10000, not the number -1.");
}
