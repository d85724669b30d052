// The shop as a whole: from the last donut over the queue and the Factory back to the shelf, and
// what happens while the Factory is down.
#include <catch2/catch.hpp>

#include "services/shop_box.hpp"

using namespace proofbox;
using test::ShopFloor;
using test::sold;
using test::sold_out;

TEST_CASE("Three are sold, the fourth buyer makes the factory bake, and the fifth buys again",
          "[services]") {
  ShopFloor shop;
  for (int left : {2, 1, 0})
    CHECK(shop.checkout() == sold(left));
  CHECK(shop.checkout() == sold_out);
  shop.settle();
  REQUIRE(shop.orders().size() == 1);
  CHECK(shop.orders()[0].state == "baking");
  CHECK(shop.messages("stock_queue").empty());

  shop.advance(5s - 1ns);
  CHECK(shop.checkout() == sold_out);
  shop.advance(1ns);
  CHECK(shop.orders()[0].state == "delivered");
  CHECK(shop.stock() == 1);
  CHECK(shop.ad_runs());
  CHECK(shop.checkout() == sold(0));
  CHECK(shop.messages("dead_letter_queue").empty());
}

TEST_CASE(
    "While the factory is down an order is tried at 0, 30 and 60 s, and is a dead letter at 90",
    "[services]") {
  ShopFloor shop{0};
  factory::Configure down;
  down.down = {{test::story_start, test::story_start + 1h}};
  shop.configure(down);
  CHECK(shop.checkout() == sold_out);
  shop.settle();

  auto const tried = [&] { return shop.invocations("stock_lambda"); };
  CHECK(tried() == 1);
  shop.advance(30s - 1ns);
  CHECK(tried() == 1);
  shop.advance(1ns);
  CHECK(tried() == 2);
  shop.advance(30s - 1ns);
  CHECK(tried() == 2);
  shop.advance(1ns);
  CHECK(tried() == 3);
  shop.advance(30s - 1ns);
  CHECK(shop.messages("stock_queue").size() == 1);
  CHECK(shop.messages("dead_letter_queue").empty());
  shop.advance(1ns);
  CHECK(tried() == 3);
  CHECK(shop.messages("stock_queue").empty());
  auto const dead = shop.messages("dead_letter_queue");
  REQUIRE(dead.size() == 1);
  CHECK(dead[0].receive_count == 3);
  CHECK(dead[0].dead_letter_source == "arn:aws:sqs:ap-northeast-2:000000000000:stock_queue");
  CHECK(shop.orders().empty());
}

TEST_CASE("A factory that is up again in time gets the order, and nothing is lost", "[services]") {
  ShopFloor shop{0};
  factory::Configure down;
  down.down = {{test::story_start, test::story_start + 40s}};
  shop.configure(down);
  shop.checkout();
  shop.advance(1min);
  CHECK(shop.orders().size() == 1);
  CHECK(shop.invocations("stock_lambda") == 3);
  shop.advance(5s);
  CHECK(shop.stock() == 1);
  CHECK(shop.messages("dead_letter_queue").empty());
}

TEST_CASE("A factory that thinks longer than the function lives gets no order", "[services]") {
  ShopFloor shop{0};
  factory::Configure slow;
  slow.answers_after = "15s";
  shop.configure(slow);
  shop.checkout();
  shop.advance(90s);
  CHECK(shop.invocations("stock_lambda") == 3);
  CHECK(shop.orders().empty());
  CHECK(shop.messages("dead_letter_queue").size() == 1);
}

TEST_CASE("The same story leaves the same trace", "[services]") {
  auto const tell = [] {
    ShopFloor shop{5};
    shop.checkouts(9);
    shop.advance(1min);
    shop.checkouts(9);
    shop.advance(1min);
    std::string trace;
    for (auto const* event : shop.box.events().after(0, 100'000))
      trace += trace_line(*event) + '\n';
    return trace;
  };
  auto const first = tell();
  CHECK(first.find("입고 완료!") != std::string::npos);
  CHECK(first == tell());
}
