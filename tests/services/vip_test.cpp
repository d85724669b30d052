// Scenario b: a hundred donuts at once make a Vip, and the marketing system is told.
#include <catch2/catch.hpp>

#include "engines/sns/shapes.hpp"
#include "services/shop_box.hpp"

using namespace proofbox;
using test::batch_of;
using test::ShopFloor;

namespace {

constexpr auto with_customers =
    R"({"products":[{"sku":"CP-502101","stock":10000}],)"
    R"("customers":[{"user_id":"kim"},{"user_id":"lee"},{"user_id":"park","type":"Vip"}]})";

struct CustomerFloor : ShopFloor {
  CustomerFloor() : ShopFloor(*shop::deployable().with(with_customers)) {
    network.add_host("marketing.test", {{{}, 200}});
  }

  HttpResponse buy(std::string const& body) { return call_shop("POST", "/checkout", body); }

  std::string type_of(std::string const& user) {
    Statement const select{"SELECT type FROM customer WHERE user_id = ?", {user}};
    auto const rows = box.database("customers").look(select);
    return rows->rows.empty() ? "nobody" : std::get<std::string>(rows->rows[0][0]);
  }
};

std::string purchase(std::string const& message) {
  return fmt::format(R"({{"Type":"Notification","Message":{}}})", message);
}

}  // namespace

TEST_CASE("Ninety-nine leave a customer normal, and a hundred make a Vip", "[services]") {
  CustomerFloor shop;
  CHECK(shop.buy(R"({"userId":"kim","quantity":99})").body == test::sold(9901));
  shop.advance(1min);
  CHECK(shop.type_of("kim") == "normal");
  CHECK(shop.invocations("vip_lambda") == 0);
  CHECK(shop.buy(R"({"userId":"kim","quantity":100})").body == test::sold(9801));
  shop.settle();
  CHECK(shop.type_of("kim") == "Vip");
  CHECK(shop.type_of("lee") == "normal");
  CHECK(shop.type_of("park") == "Vip");
  CHECK(shop.messages("vip_queue").empty());
}

TEST_CASE("Two purchases that make a hundred together make no Vip", "[services]") {
  CustomerFloor shop;
  shop.buy(R"({"userId":"lee","quantity":50})");
  shop.buy(R"({"userId":"lee","quantity":"50"})");
  shop.advance(1min);
  CHECK(shop.type_of("lee") == "normal");
  CHECK(shop.stock() == 9900);
}

TEST_CASE("A hundred donuts that nobody gives a name to make nobody a Vip", "[services]") {
  CustomerFloor shop;
  CHECK(shop.buy(R"({"quantity":100})").body == test::sold(9900));
  CHECK(shop.buy(R"({"userId":"","count":100})").body == test::sold(9800));
  shop.advance(1min);
  CHECK(shop.network.received().empty());
}

TEST_CASE("A hundred that could not be sold make no Vip", "[services]") {
  CustomerFloor shop;
  shop.sql("UPDATE product SET stock = 99");
  CHECK(shop.buy(R"({"userId":"kim","quantity":100})").body ==
        R"({"message":"구매 실패! 남은 재고: 99"})");
  shop.settle();
  CHECK(shop.type_of("kim") == "normal");
  REQUIRE(shop.orders().size() == 1);
  CHECK(shop.orders()[0].count == "100");
}

TEST_CASE("Whoever buys a hundred is entered where the customers did not know him", "[services]") {
  CustomerFloor shop;
  shop.buy(R"({"userId":"choi","quantity":100})");
  shop.settle();
  CHECK(shop.type_of("choi") == "Vip");
}

TEST_CASE("The same message twice leaves a Vip what he is, since the same order", "[services]") {
  CustomerFloor shop;
  auto const message = purchase(R"("{\"userId\":\"kim\",\"quantity\":100,\"orderId\":\"o-1\"}")");
  auto const later = purchase(R"("{\"userId\":\"kim\",\"quantity\":300,\"orderId\":\"o-2\"}")");
  for (auto const& body : {message, message, later})
    CHECK(shop.invoke("vip_lambda", batch_of({body})).answer);
  Statement const select{"SELECT vip_since_order FROM customer WHERE user_id = 'kim'"};
  CHECK(std::get<std::string>(shop.box.database("customers").look(select)->rows[0][0]) == "o-1");
}

TEST_CASE("A message of fewer than a hundred makes no Vip, whoever published it", "[services]") {
  CustomerFloor shop;
  auto const message = purchase(R"("{\"userId\":\"kim\",\"quantity\":99,\"orderId\":\"o-1\"}")");
  CHECK(shop.invoke("vip_lambda", batch_of({message})).answer);
  CHECK(shop.type_of("kim") == "normal");
}

TEST_CASE("A message that tells of no purchase fails, and says what it lacks", "[services]") {
  CustomerFloor shop;
  for (auto const* function : {"vip_lambda", "marketing_lambda"}) {
    auto const bare = shop.invoke(function, batch_of({"Vip, please"}));
    CHECK(bare.error_message == "The body of the message m1 is no notification.");
    auto const empty = shop.invoke(function, batch_of({purchase(R"("{}")")}));
    CHECK(
        empty.error_message ==
        "The notification m1 tells of no purchase: it needs a userId, a quantity and an orderId.");
  }
}

TEST_CASE("The marketing system is handed the purchase under a key of its own", "[services]") {
  CustomerFloor shop;
  shop.buy(R"({"userId":"kim","quantity":120})");
  shop.settle();
  REQUIRE(shop.network.received().size() == 1);
  auto const& request = shop.network.received()[0];
  CHECK(request.method == "POST");
  CHECK(request.target == "/api/vip-purchases");
  auto const order = std::string{header(request.headers, "Idempotency-Key")};
  CHECK(request.body == fmt::format(R"({{"userId":"kim","quantity":120,"orderId":"{}"}})", order));
  CHECK(order.size() == 36);
}

TEST_CASE("A marketing system that is down keeps no customer from being a Vip", "[services]") {
  CustomerFloor shop;
  shop.network.add_host("marketing.test", {{{}, 503}});
  shop.buy(R"({"userId":"kim","quantity":100})");
  shop.advance(90s);
  CHECK(shop.type_of("kim") == "Vip");
  CHECK(shop.invocations("marketing_lambda") == 3);
  CHECK(shop.messages("marketing_dead_letter_queue").size() == 1);
  CHECK(shop.messages("vip_dead_letter_queue").empty());
}

TEST_CASE("A Vip's purchase that cannot be announced is none: the donuts go back", "[services]") {
  CustomerFloor shop;
  sns::DeleteTopic remove;
  remove.topic_arn = "arn:aws:sns:ap-northeast-2:000000000000:vip_purchase";
  REQUIRE(shop.call(remove, test::shop_caller()).ok());
  CHECK(shop.buy(R"({"userId":"kim","quantity":100})").status == 500);
  CHECK(shop.stock() == 10000);
  CHECK(shop.buy(R"({"userId":"kim","quantity":99})").status == 200);
}
