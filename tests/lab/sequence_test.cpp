// Traces read as who told whom what, and the chains of causes in them.
#include <catch2/catch.hpp>

#include "lab/run.hpp"
#include "lab/sequence.hpp"
#include "shop/shop.hpp"

using namespace proofbox;

namespace {

struct Played {
  lab::Outcome outcome;
  lab::Sequence sequence;
};

Played play(std::string_view text) {
  auto const shop = shop::deployable();
  auto reading = lab::read_scenario("story.json", text, lab::vocabulary(shop));
  INFO((reading.mistake ? reading.mistake->text() : "well formed"));
  REQUIRE(reading.scenario);
  lab::RunSettings settings;
  settings.keep_trace = true;
  Played played{lab::run(*reading.scenario, shop, settings), {}};
  played.sequence = lab::sequence_of(played.outcome.trace, played.outcome.set_up);
  return played;
}

// The words of all arrows that a diagram shows.
std::vector<std::string> shown(lab::Sequence const& sequence) {
  std::vector<std::string> words;
  for (auto const& arrow : sequence.arrows)
    if (!arrow.is_folded)
      words.push_back(sequence.words(arrow));
  return words;
}

std::vector<std::string> chain_to(lab::Sequence const& sequence, std::string_view last) {
  std::uint64_t n = 0;
  for (auto const& arrow : sequence.arrows)
    if (sequence.words(arrow) == last)
      n = arrow.n;
  std::vector<std::string> words;
  for (auto const* link : sequence.chain(n))
    words.push_back(sequence.words(*link));
  return words;
}

constexpr std::string_view refill = R"({
  "title": "t", "shop": {"products": [{"sku": "CP-502101", "stock": 0}]},
  "factory": {"lead_time": "30s"},
  "steps": [{"do": "POST /checkout"}, {"advance": "31s"}]
})";

constexpr std::string_view factory_down = R"({
  "title": "t", "shop": {"products": [{"sku": "CP-502101", "stock": 0}]},
  "factory": {"down": [["09:00", "10:00"]]},
  "steps": [{"do": "POST /checkout"}, {"within": "2m", "expect": {"factory.orders": 1}}]
})";

}  // namespace

TEST_CASE("A sale without stock is drawn from the client to the Factory's call back",
          "[lab][sequence]") {
  auto const words = shown(play(refill).sequence);
  std::vector<std::string> const expected{
      "client -> API  POST /checkout",
      "API -> sales_api  POST /checkout",
      "sales_api -> stock_empty  Publish 도너츠 재고 부족",
      "stock_empty -> stock_queue  SendMessage 도너츠 재고 부족",
      "stock_empty -> ad_queue  SendMessage 도너츠 재고 부족",
      "sales_api -> API  200 구매 실패! 남은 재고: 0",
      "API -> client  200 구매 실패! 남은 재고: 0",
      "stock_queue -> stock_lambda  1 message",
      "stock_lambda -> factory  POST /api/manufactures",
  };
  for (auto const& arrow : expected) {
    INFO(arrow);
    CHECK(std::count(words.begin(), words.end(), arrow) == 1);
  }
}

TEST_CASE("What a poller got follows from who sent it, and the Factory's call from the order",
          "[lab][sequence]") {
  auto const sequence = play(refill).sequence;
  CHECK(chain_to(sequence, "factory -> API  POST /product/donut") ==
        std::vector<std::string>{"client -> API  POST /checkout",
                                 "API -> sales_api  POST /checkout",
                                 "sales_api -> stock_empty  Publish 도너츠 재고 부족",
                                 "stock_empty -> stock_queue  SendMessage 도너츠 재고 부족",
                                 "stock_queue -> stock_lambda  1 message",
                                 "stock_lambda -> factory  POST /api/manufactures",
                                 "factory -> API  POST /product/donut"});
}

TEST_CASE("The making of the box is folded away, and so is whoever appears in it only",
          "[lab][sequence]") {
  auto const played = play(refill);
  REQUIRE(played.outcome.set_up > 0);
  for (auto const& arrow : played.sequence.arrows)
    if (arrow.n <= played.outcome.set_up)
      CHECK(arrow.is_folded);
  REQUIRE(played.sequence.participants.size() > 3);
  CHECK(played.sequence.participants[0].name == "client");
  CHECK(played.sequence.participants[1].name == "API");
  CHECK(played.sequence.participants[2].name == "sales_api");
}

TEST_CASE("A failure tells the chain that led there, through every receive", "[lab][sequence]") {
  auto const failure = play(factory_down).outcome.failure;
  REQUIRE(failure);
  REQUIRE(failure->chain.size() == 16);
  CHECK(failure->chain[4] == "+0s       stock_lambda -> factory  POST /api/manufactures");
  CHECK(failure->chain[5] == "+0s       factory -> stock_lambda  503 Service Unavailable");
  CHECK(failure->chain[7] == "+30s      stock_queue -> stock_lambda  1 message, receive 2");
  CHECK(failure->chain.back() ==
        "+1m30s    stock_queue -> dead_letter_queue  dead letter after 3 receives");
}

TEST_CASE("A step that fails by its answer tells how that answer came about", "[lab][sequence]") {
  auto const failure = play(R"({
    "title": "t", "steps": [
      {"do": "POST /checkout"},
      {"do": "POST /checkout", "expect": {"status": 201}}
    ]})")
                           .outcome.failure;
  REQUIRE(failure);
  CHECK(failure->chain == std::vector<std::string>{"+0s       client -> API  POST /checkout",
                                                   "+0s       API -> client  200 구매 완료! 남은 "
                                                   "재고: 1"});
}

TEST_CASE("Every trace can be drawn, whatever it has: no arrow is without its participants",
          "[lab][sequence]") {
  auto const sequence = lab::sequence_of(
      {R"({"n":1,"at":5,"cause":0,"kind":"unheard of","who":"x","what":null,"outcome":null})",
       "no JSON", R"({"n":2})"},
      0);
  REQUIRE(sequence.arrows.size() == 3);
  for (auto const& arrow : sequence.arrows) {
    CHECK(arrow.from < sequence.participants.size());
    CHECK(arrow.to < sequence.participants.size());
  }
  CHECK(sequence.chain(7).empty());
  CHECK(lab::sequence_of({}, 0).participants.empty());
}
