// stock_inc_lambda: the Factory's callback, and whoever else calls its route.
#include <catch2/catch.hpp>

#include "services/shop_box.hpp"

using namespace proofbox;
using test::ShopFloor;

namespace {

HttpResponse arrive(ShopFloor& shop, std::string const& count) {
  auto const body = fmt::format(
      R"({{"MessageAttributeProductId":"CP-502101","MessageAttributeProductCnt":{}}})", count);
  return shop.call_shop("POST", "/product/donut", body);
}

}  // namespace

TEST_CASE("An arrival is added to the stock, be its count a text or a number", "[services]") {
  ShopFloor shop{0};
  auto const arrived = arrive(shop, "\"10\"");
  CHECK(arrived.status == 200);
  CHECK(arrived.body == R"({"message":"입고 완료! 남은 재고: 10"})");
  CHECK(arrive(shop, "5").body == R"({"message":"입고 완료! 남은 재고: 15"})");
  CHECK(shop.stock() == 15);
}

TEST_CASE("A count that is missing adds nothing, as the shop's own code has it", "[services]") {
  ShopFloor shop;
  CHECK(shop.call_shop("POST", "/product/donut", "{}").body ==
        R"({"message":"입고 완료! 남은 재고: 3"})");
  CHECK(shop.call_shop("POST", "/product/donut").body ==
        R"({"message":"입고 완료! 남은 재고: 3"})");
  CHECK(shop.call_shop("POST", "/product/donut", R"({"stock":50})").body ==
        R"({"message":"입고 완료! 남은 재고: 3"})");
  CHECK(arrive(shop, "null").body == R"({"message":"입고 완료! 남은 재고: 3"})");
}

TEST_CASE("A count that cannot be is refused and adds nothing", "[services]") {
  ShopFloor shop;
  for (auto const* count :
       {"-1", "\"-1\"", "1000001", "\"99999999999999999999\"", "1.5", "\"ten\"", "1e2", "\" 1\""}) {
    INFO(count);
    auto const refused = arrive(shop, count);
    CHECK(refused.status == 400);
    CHECK(refused.body == R"({"message":"잘못된 수량"})");
  }
  CHECK(arrive(shop, "{}").body == R"({"message":"잘못된 요청"})");
  CHECK(shop.call_shop("POST", "/product/donut", "donuts").status == 400);
  CHECK(shop.stock() == 3);
  CHECK(arrive(shop, "1000000").status == 200);
}

TEST_CASE("A product that the shop does not have cannot arrive", "[services]") {
  ShopFloor shop;
  auto const refused =
      shop.call_shop("POST", "/product/donut",
                     R"({"MessageAttributeProductId":"CP-1","MessageAttributeProductCnt":"1"})");
  CHECK(refused.status == 400);
  CHECK(refused.body == R"({"message":"상품 없음"})");
  CHECK(shop.stock() == 3);
}

TEST_CASE("The Factory that tells of an order again hears the same, and nothing is added",
          "[services]") {
  ShopFloor shop{0};
  HttpRequest callback{"POST", "api.box", "/product/donut"};
  callback.headers = {{"Content-Type", "application/json"}, {"X-Factory-Order", "o-1"}};
  callback.body = R"({"MessageAttributeProductCnt":"2"})";
  CHECK(shop.http(callback).body == R"({"message":"입고 완료! 남은 재고: 2"})");
  CHECK(shop.checkout() == test::sold(1));
  CHECK(shop.http(callback).body == R"({"message":"입고 완료! 남은 재고: 2"})");
  CHECK(shop.stock() == 1);
  callback.headers[1].second = "o-2";
  CHECK(shop.http(callback).body == R"({"message":"입고 완료! 남은 재고: 3"})");
}

TEST_CASE("Each of the Factory's orders arrives under an id of its own", "[services]") {
  ShopFloor shop{0};
  shop.checkouts(3);
  shop.advance(5s);
  CHECK(shop.stock() == 3);
  CHECK(shop.number("SELECT COUNT(*) FROM arrival") == 3);
}

TEST_CASE("A database that fails is a 500, so that the Factory calls again", "[services]") {
  ShopFloor shop;
  shop.sql("DROP TABLE product");
  auto const failed = arrive(shop, "1");
  CHECK(failed.status == 500);
  CHECK(failed.body == R"({"message":"데이터베이스 연결 오류"})");
}

TEST_CASE("The ad runs again as soon as something arrives, and not before", "[services]") {
  ShopFloor shop{0};
  shop.sql("UPDATE advertisement SET status = 0");
  arrive(shop, "0");
  CHECK_FALSE(shop.ad_runs());
  arrive(shop, "1");
  CHECK(shop.ad_runs());
}
