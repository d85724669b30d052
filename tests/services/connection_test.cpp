// A function's session with a database: who is let in, how many, and who is not.
#include <catch2/catch.hpp>

#include "services/shop_box.hpp"

using namespace proofbox;
using test::ShopFloor;

namespace {

ShopFloor floor_of(std::string const& settings) {
  return ShopFloor{*shop::deployable().with(settings)};
}

std::int64_t open_sessions(ShopFloor& shop) {
  return shop.number("SELECT COUNT(*) FROM connection");
}

constexpr auto failed = R"({"message":"데이터베이스 연결 오류"})";

}  // namespace

TEST_CASE("Every session is closed, whatever the answer was", "[services]") {
  ShopFloor shop{1};
  shop.call_shop("GET", "/product/donut");
  shop.checkout();
  shop.checkout();
  shop.call_shop("POST", "/checkout", R"({"quantity":0})");
  shop.call_shop("POST", "/product/donut", R"({"MessageAttributeProductId":"CP-1"})");
  shop.advance(1min);
  CHECK(open_sessions(shop) == 0);
}

TEST_CASE("A hundred and fifty buyers at once all get in, some a moment later", "[services]") {
  ShopFloor shop{150};
  auto const answers = shop.checkouts(150);
  shop.advance(5s);
  CHECK(answers.size() <= 150);
  CHECK(shop.stock() == 0);
  CHECK(open_sessions(shop) == 0);
}

TEST_CASE("A sale that leaves its session open leaves one less for the others", "[services]") {
  auto shop = floor_of(R"({"mistakes":["L9"],"products":[{"sku":"CP-502101","stock":200}]})");
  for (int left = 199; left >= 100; --left)
    CHECK(shop.checkout() == test::sold(left));
  CHECK(open_sessions(shop) == 100);
  CHECK(shop.checkout() == failed);
  CHECK(shop.call_shop("GET", "/product/donut").status == 500);
  CHECK(shop.stock() == 100);
  shop.advance(8h);
  CHECK(shop.checkout() == test::sold(99));
}

TEST_CASE("A user without an account is denied", "[services]") {
  auto shop = floor_of(R"({"mistakes":["F4"]})");
  CHECK(shop.checkout() == failed);
  auto const denied = shop.invoke("ad_lambda", test::batch_of({test::shortage()}));
  CHECK(denied.error_message == "Access denied for user 'kim'@'10.0.1.27' (using password: YES)");
}

TEST_CASE("A server that is down refuses the connection, and takes it again afterwards",
          "[services]") {
  auto shop = floor_of(
      R"({"customers_down":[{"from":"2023-05-25T09:00:00+09:00","until":"2023-05-25T09:01:00+09:00"}]})");
  auto const event =
      test::batch_of({R"({"Message":"{\"userId\":\"kim\",\"quantity\":100,\"orderId\":\"o\"}"})"});
  CHECK(shop.invoke("vip_lambda", event).error_message == "connect ECONNREFUSED 10.0.2.15:3306");
  shop.advance(1min);
  CHECK(shop.invoke("vip_lambda", event).answer);
}
