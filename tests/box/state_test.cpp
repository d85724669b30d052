// The whole box at one moment: told, put back in the same box and in another one, and started again
// on what it had kept.
#include <catch2/catch.hpp>

#include "control/state_document.hpp"
#include "engines/factory/shapes.hpp"
#include "support/shop_box.hpp"
#include "support/stored.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

// The same state, by way of a document.
State reread(State const& state) {
  auto const read = control::read_state_document(control::state_document(state));
  INFO((read ? std::string{} : read.error().message));
  REQUIRE(read.ok());
  return *read;
}

std::string const sold_last = R"({"message":"구매 완료! 남은 재고: 0"})";
std::string const sold_out = R"({"message":"구매 실패! 남은 재고: 0"})";

// The donut story in two parts, between which the box may be another one.
struct Teller : SimBox {
  explicit Teller(std::uint64_t seed = 1, Instant start = story_start)
      : SimBox(settings_of(seed, start)) {
    deployable = shop::deployable();
  }
  Teller(BoxSettings settings, Store& store) : SimBox(std::move(settings), store) {}

  void open_shop() {
    auto deployment = shop::deployable().with(R"({"products":[{"sku":"CP-502101","stock":1}]})");
    REQUIRE(deployment.ok());
    box.deploy(std::move(*deployment));
    loop.run();
    factory::Configure slow;
    slow.lead_time = "30s";
    REQUIRE(call(slow).ok());
  }
  std::string checkout() { return http({"POST", "api.box", "/checkout"}).body; }

  void first_half() {
    open_shop();
    CHECK(checkout() == sold_last);
    CHECK(checkout() == sold_out);
    advance(10s);
  }
  void second_half() {
    advance(25s);
    CHECK(checkout() == sold_last);
    CHECK(checkout() == sold_out);
    advance(10min);
  }
  std::string outcome() {
    std::string told;
    for (auto const* path : {"factory/orders", "shop/products", "functions/invocations",
                             "functions/logs", "sns/deliveries", "sqs/messages?queue=stock_queue",
                             "sqs/messages?queue=dead_letter_queue", "ses/messages"}) {
      HttpRequest const look{"GET", "box", std::string{"/_proofbox/"} + path};
      told += std::string{path} + ": " + http(look).body + '\n';
    }
    return told + iso8601(box.agenda().now());
  }

 private:
  static BoxSettings settings_of(std::uint64_t seed, Instant start) {
    BoxSettings settings;
    settings.seed = seed;
    settings.start = start;
    return settings;
  }
};

void put_back(SimBox& sim, State const& state) {
  auto const error = sim.box.put_back(state);
  INFO((error ? error->message : ""));
  REQUIRE_FALSE(error);
  sim.advance(0s);
}

// What is kept along the way is what the box says of itself, but for the numbers that are given in
// advance, settings that nobody changed, and the tables that only a document has.
void check_kept(sim::MemoryStore& store, Box const& box) {
  auto const state = box.state();
  for (auto const& kit : engine_kits())
    for (auto const* table : kit.make()->tables()) {
      auto const is = [&](char const* name) { return table->name == name; };
      if (is("sqs_numbers") || is("ses_delivery_settings") || is("lambda_environment") ||
          is("lambda_invocation") || is("lambda_log_line") || is("lambda_numbers"))
        continue;
      INFO(table->name);
      CHECK(rows_of(store, *table) == rows_of(state, *table));
    }
}

}  // namespace

TEST_CASE("A story that is put back half way comes to the same end", "[box][state]") {
  Teller whole;
  whole.first_half();
  auto const middle = whole.box.state();
  whole.second_half();
  auto const end = whole.outcome();

  SECTION("in the same box, back in time") {
    put_back(whole, middle);
    CHECK(whole.box.agenda().now() == middle.now);
    whole.second_half();
    CHECK(whole.outcome() == end);
  }
  SECTION("in a box of another seed and time where nothing is, by way of a document") {
    Teller other{99, story_start + 24h * 400};
    put_back(other, reread(middle));
    CHECK(other.box.settings().seed == 1);
    other.second_half();
    CHECK(other.outcome() == end);
  }
  SECTION("in a box where another story was told meanwhile") {
    Teller other{5};
    other.first_half();
    other.checkout();
    other.advance(1s);
    put_back(other, middle);
    other.second_half();
    CHECK(other.outcome() == end);
  }
}

TEST_CASE("A state that is put back is the same state, at any moment of a story", "[box][state]") {
  for (int moment = 0; moment < 40; ++moment) {
    ShopBox story;
    story.begin_selling();
    for (int i = 0; i < moment * 4; ++i)
      story.step();
    auto const state = story.box.state();
    auto const told = control::state_document(state);
    INFO("after " << moment * 4 << " steps");
    CHECK(control::state_document(reread(state)) == told);
    SimBox other;
    other.deployable = shop::deployable();
    auto const error = other.box.put_back(state);
    INFO((error ? error->message : ""));
    REQUIRE_FALSE(error);
    if (moment == 39)
      CHECK(control::state_document(other.box.state()) == told);
  }
}

TEST_CASE("Looking at the whole box changes nothing in it", "[box][state]") {
  Teller looked, left;
  for (auto* const one : {&looked, &left}) {
    one->box.events().start_hash();
    one->first_half();
    if (one == &looked)
      CHECK_FALSE(looked.box.state().tables.empty());
    one->second_half();
  }
  CHECK(looked.box.events().hash() == left.box.events().hash());
}

TEST_CASE("What a box kept along the way is what it says of itself", "[box][state][rows]") {
  sim::MemoryStore store;
  BoxSettings settings;
  settings.start = story_start;
  Teller story{settings, store};
  story.first_half();
  check_kept(store, story.box);
  story.second_half();
  check_kept(store, story.box);
}
