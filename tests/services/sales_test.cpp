// The Sales API: what a buyer reads, and what the shop tells the rest of the world when nothing is
// left.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "services/shop_box.hpp"

using namespace proofbox;
using test::ShopFloor;
using test::sold;
using test::sold_out;

TEST_CASE("The donut is shown with the keys of the shop's own query, in their order",
          "[services]") {
  ShopFloor shop;
  auto const shown = shop.call_shop("GET", "/product/donut");
  CHECK(shown.status == 200);
  CHECK(
      shown.body ==
      R"json({"product_id":"e7b5da50-fa94-11ed-8923-0aebfd403c0e","name":"부산도너츠","price":19900,"stock":3,)json"
      R"json("BIN_TO_UUID(factory_id)":"c5544aea-fa94-11ed-8923-0aebfd403c0e",)json"
      R"json("BIN_TO_UUID(ad_id)":"c68f5c70-fa94-11ed-8923-0aebfd403c0e"})json");
  CHECK(header(shown.headers, "content-type") == "application/json; charset=utf-8");
}

TEST_CASE("Donuts are sold one by one, and the late buyer reads of it with status 200",
          "[services]") {
  ShopFloor shop{2};
  CHECK(shop.checkout() == sold(1));
  CHECK(shop.checkout() == sold(0));
  auto const late = shop.call_shop("POST", "/checkout");
  CHECK(late.status == 200);
  CHECK(late.body == sold_out);
  CHECK(shop.stock() == 0);
}

TEST_CASE("Of two buyers at once and one donut, one gets it", "[services]") {
  ShopFloor shop{1};
  auto answers = shop.checkouts(2);
  std::sort(answers.begin(), answers.end());
  CHECK(answers == std::vector<std::string>{sold_out, sold(0)});
  CHECK(shop.stock() == 0);
}

TEST_CASE("However many buyers come at once, each donut is sold once", "[services]") {
  ShopFloor shop{10};
  auto const answers = shop.checkouts(40);
  REQUIRE(answers.size() == 40);
  CHECK(std::count(answers.begin(), answers.end(), sold_out) == 30);
  for (int left = 0; left < 10; ++left)
    CHECK(std::count(answers.begin(), answers.end(), sold(left)) == 1);
}

TEST_CASE("A product that is not there is a 400, to look at and to buy", "[services]") {
  ShopFloor shop;
  shop.sql("DELETE FROM product");
  for (auto const& answer :
       {shop.call_shop("GET", "/product/donut"), shop.call_shop("POST", "/checkout")}) {
    CHECK(answer.status == 400);
    CHECK(answer.body == R"({"message":"상품 없음"})");
  }
  CHECK(shop.messages("stock_queue").empty());
}

TEST_CASE("A database that fails is a 500 that says so", "[services]") {
  ShopFloor shop;
  shop.sql("DROP TABLE product");
  for (auto const& answer :
       {shop.call_shop("GET", "/product/donut"), shop.call_shop("POST", "/checkout")}) {
    CHECK(answer.status == 500);
    CHECK(answer.body == R"({"message":"데이터베이스 연결 오류"})");
  }
}

TEST_CASE("A path that the API hands on and the function does not know is the function's own 404",
          "[services]") {
  auto deployment = test::floor_with(3);
  deployment.routes.push_back({"GET", "/product/cake", "sales_api"});
  ShopFloor shop{std::move(deployment)};
  auto const answer = shop.call_shop("GET", "/product/cake");
  CHECK(answer.status == 404);
  CHECK(answer.body == R"({"error":"Not Found"})");
  CHECK(shop.call_shop("GET", "/product/pie").body == R"({"message":"Not Found"})");
}

TEST_CASE("An empty stock is announced with subject, message and six attributes", "[services]") {
  auto deployment = test::floor_with(0);
  deployment.queues.push_back({"witness"});
  deployment.subscriptions.push_back({"stock_empty", "witness"});
  ShopFloor shop{std::move(deployment)};
  shop.advance(61s);
  CHECK(shop.checkout() == sold_out);
  shop.settle();

  auto const witnessed = shop.messages("witness");
  REQUIRE(witnessed.size() == 1);
  auto const envelope = nlohmann::json::parse(witnessed[0].body);
  CHECK(envelope["TopicArn"] == "arn:aws:sns:ap-northeast-2:000000000000:stock_empty");
  CHECK(envelope["Subject"] == "도너츠 재고 부족");
  CHECK(envelope["Message"] ==
        "도너츠 재고가 없습니다. 제품을 생산해주세요! \n"
        "메시지 작성 시각: Thu May 25 2023 00:01:01 GMT+0000 (Coordinated Universal Time)");
  auto const expected = nlohmann::json::parse(R"({
    "groupId": {"Type": "String", "Value": "stock-arrival-group"},
    "productId": {"Type": "String", "Value": "CP-502101"},
    "productCnt": {"Type": "String", "Value": "1"},
    "factoryId": {"Type": "String", "Value": "FF-500293"},
    "requester": {"Type": "String", "Value": "factory-manager@example.com"},
    "callbackUrl": {"Type": "String", "Value": "http://api.box/product/donut"}
  })");
  CHECK(envelope["MessageAttributes"] == expected);
}

TEST_CASE("A sale announces nothing", "[services]") {
  ShopFloor shop{1};
  CHECK(shop.checkout() == sold(0));
  shop.advance(1h);
  CHECK(shop.orders().empty());
  CHECK(shop.mails().empty());
}
