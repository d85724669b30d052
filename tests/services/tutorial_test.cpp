// The tutorial's functions: what they answer, letter by letter, and what becomes of a message.
#include <catch2/catch.hpp>

#include "services/shop_box.hpp"

using namespace proofbox;
using test::ShopFloor;

namespace {

constexpr auto jobs = "tutorial-step-2-dev-jobs";
constexpr auto dead_jobs = "tutorial-step-2-dev-jobs-dlq";
constexpr auto worker = "tutorial-step-2-dev-jobsWorker";

std::string hello(ShopFloor& shop, std::string const& body) {
  return shop.call_shop("POST", "/", body).body;
}

std::string sum(std::string const& input, std::string const& result) {
  return fmt::format("{{\n  \"message\": \"메시지를 받았습니다. 입력값: {}, 결과: {}\"\n}}", input,
                     result);
}

ShopFloor slow_floor(std::string const& settings) {
  return ShopFloor{*shop::deployable().with(settings)};
}

}  // namespace

TEST_CASE("A number is answered with the next one, printed with two blanks", "[services]") {
  ShopFloor shop;
  CHECK(hello(shop, R"({"input":1})") == sum("1", "2"));
  CHECK(hello(shop, R"({ "input": 1, "output": 2 })") == sum("1", "2"));
  CHECK(shop.call_shop("POST", "/", R"({"input":1})").status == 200);
}

TEST_CASE("Numbers are written as JavaScript writes them", "[services]") {
  ShopFloor shop;
  CHECK(hello(shop, R"({"input":1.5})") == sum("1.5", "2.5"));
  CHECK(hello(shop, R"({"input":-1})") == sum("-1", "0"));
  CHECK(hello(shop, R"({"input":1e3})") == sum("1000", "1001"));
  CHECK(hello(shop, R"({"input":1e21})") == sum("1e+21", "1e+21"));
  CHECK(hello(shop, R"({"input":1e-7})") == sum("1e-7", "1.0000001"));
  CHECK(hello(shop, R"({"input":100000000000000000000})") ==
        sum("100000000000000000000", "100000000000000000000"));
}

TEST_CASE("What is no number is refused", "[services]") {
  ShopFloor shop;
  for (auto const* body :
       {R"({"input":"1"})", R"({"input":null})", R"({"input":true})", R"({"input":[1]})", "{}"}) {
    INFO(body);
    auto const refused = shop.call_shop("POST", "/", body);
    CHECK(refused.status == 400);
    CHECK(refused.body == "{\n  \"message\": \"입력값이 숫자가 아닙니다.\"\n}");
  }
}

TEST_CASE("Without a body everything is undefined, and a broken one is an exception",
          "[services]") {
  ShopFloor shop;
  CHECK(hello(shop, "") == sum("undefined", "undefined"));
  auto const broken = shop.call_shop("POST", "/", "{ input: 1");
  CHECK(broken.status == 500);
  CHECK(broken.body == R"({"message":"Internal Server Error"})");
}

TEST_CASE("The producer sends the body as it is, with one attribute", "[services]") {
  auto shop = slow_floor(R"({"tutorial":{"consumer_sleeps":"5s"}})");
  CHECK(shop.call_shop("POST", "/produce", "도넛 {").body == R"({"message":"Message accepted!"})");
  auto const held = shop.messages(jobs);
  REQUIRE(held.size() == 1);
  CHECK(held[0].body == "도넛 {");
  auto const events = shop.box.events().after(0, 10'000);
  CHECK(std::any_of(events.begin(), events.end(), [](auto const* event) {
    return event->outcome.find("6e6aba56e93b3ddfdfe3fa28895feece") != std::string::npos;
  }));
}

TEST_CASE("Without a body the producer accepts nothing", "[services]") {
  ShopFloor shop;
  auto const refused = shop.call_shop("POST", "/produce");
  CHECK(refused.status == 400);
  CHECK(refused.body == R"({"message":"No body was found"})");
}

TEST_CASE("Fifty messages are accepted, and consumed", "[services]") {
  ShopFloor shop;
  for (int i = 1; i <= 50; ++i)
    CHECK(shop.call_shop("POST", "/produce", fmt::format(R"({{"input":{}}})", i)).status == 200);
  shop.settle();
  CHECK(shop.invocations(worker) == 50);
  CHECK(shop.messages(jobs).empty());
}

TEST_CASE("Work of 15 seconds under a time-out of 6 is tried at 0, 36 and 72 s, and dead at 108",
          "[services]") {
  auto shop = slow_floor(R"({"mistakes":["F8"]})");
  shop.call_shop("POST", "/produce", "x");
  shop.settle();
  CHECK(shop.invocations(worker) == 1);
  shop.advance(36s);
  CHECK(shop.invocations(worker) == 2);
  shop.advance(36s);
  CHECK(shop.invocations(worker) == 3);
  shop.advance(36s - 1ns);
  CHECK(shop.messages(dead_jobs).empty());
  shop.advance(1ns);
  CHECK(shop.messages(dead_jobs).size() == 1);
  CHECK(shop.invocations(worker) == 3);
}

TEST_CASE("The tutorial's dead letters are no matter of the shop's operations team", "[services]") {
  auto shop = slow_floor(R"({"mistakes":["L1"]})");
  shop.call_shop("POST", "/produce", "x");
  shop.advance(10min);
  CHECK(shop.messages(dead_jobs).size() == 1);
  CHECK(shop.mails().empty());
}
