// stock_lambda: each notification becomes an order, and what could not be ordered fails the
// invocation.
#include <catch2/catch.hpp>

#include "services/shop_box.hpp"

using namespace proofbox;
using test::batch_of;
using test::ShopFloor;
using test::shortage;

TEST_CASE("Every record of a batch becomes an order of its own", "[services]") {
  ShopFloor shop;
  auto const invocation =
      shop.invoke("stock_lambda", batch_of({shortage("1"), shortage("20"), shortage("3")}));
  CHECK(invocation.answer);
  auto const orders = shop.orders();
  REQUIRE(orders.size() == 3);
  CHECK(orders[0].count == "1");
  CHECK(orders[1].count == "20");
  CHECK(orders[2].count == "3");
  CHECK(orders[1].product_id == "CP-502101");
  CHECK(orders[1].factory_id == "FF-500293");
  CHECK(orders[1].requester == "factory-manager@example.com");
  CHECK(orders[1].callback_url == "http://api.box/product/donut");
}

TEST_CASE("The Factory is asked in the words of its API", "[services]") {
  auto deployment = test::floor_with(3);
  for (auto& function : deployment.functions)
    if (function.name == "stock_lambda")
      function.environment["FACTORY_API"] = "http://factory.test/api/manufactures";
  ShopFloor shop{std::move(deployment)};
  shop.network.add_host("factory.test", {{{}, 201}});
  CHECK(shop.invoke("stock_lambda", batch_of({shortage()})).answer);
  REQUIRE(shop.network.received().size() == 1);
  auto const& request = shop.network.received()[0];
  CHECK(request.method == "POST");
  CHECK(request.target == "/api/manufactures");
  CHECK(header(request.headers, "content-type") == "application/json");
  CHECK(
      request.body ==
      R"({"MessageGroupId":"stock-arrival-group","MessageAttributeProductId":"CP-502101",)"
      R"("MessageAttributeProductCnt":"1","MessageAttributeFactoryId":"FF-500293",)"
      R"("MessageAttributeRequester":"factory-manager@example.com","CallbackUrl":"http://api.box/product/donut"})");

  shop.network.add_host("factory.test", {{{}, 302}});
  auto const refused = shop.invoke("stock_lambda", batch_of({shortage()}));
  CHECK_FALSE(refused.answer);
  CHECK(refused.error_message == "Request failed with status code 302");
}

TEST_CASE("A Factory that cannot be reached fails the invocation", "[services]") {
  auto deployment = test::floor_with(3);
  for (auto& function : deployment.functions)
    if (function.name == "stock_lambda")
      function.environment["FACTORY_API"] = "http://nowhere.test/api/manufactures";
  ShopFloor shop{std::move(deployment)};
  auto const invocation = shop.invoke("stock_lambda", batch_of({shortage()}));
  CHECK_FALSE(invocation.answer);
  CHECK(invocation.error_message == "The host nowhere.test is not known here.");
}

TEST_CASE("An early notification names product and factory by their ids, and one is ordered",
          "[services]") {
  ShopFloor shop;
  CHECK(shop.invoke("stock_lambda", batch_of({test::early_shortage()})).answer);
  auto const orders = shop.orders();
  REQUIRE(orders.size() == 1);
  CHECK(orders[0].count == "1");
  CHECK(orders[0].product_id == "CP-502101");
  CHECK(orders[0].factory_id == "FF-500293");
  CHECK(orders[0].requester == "factory-manager@example.com");
  CHECK(orders[0].callback_url == "http://api.box/product/donut");

  auto const unknown = shop.invoke(
      "stock_lambda", batch_of({test::notification({{"MessageAttributeProductId",
                                                     "00000000-0000-0000-0000-000000000000"}})}));
  CHECK(unknown.error_message == "There is no product 00000000-0000-0000-0000-000000000000.");
}

TEST_CASE("A notification that lacks what an order needs is an error that names it", "[services]") {
  ShopFloor shop;
  auto const complaint = [&](std::string const& body) {
    auto const invocation = shop.invoke("stock_lambda", batch_of({body}));
    return invocation.answer ? "none" : invocation.error_message;
  };
  CHECK(complaint(test::notification({{"productId", "CP-502101"}})) ==
        "The notification m1 has no attribute productCnt.");
  CHECK(complaint(test::notification({{"productId", "CP-502101"}, {"productCnt", "1"}})) ==
        "The notification m1 has no attribute callbackUrl.");
  CHECK(complaint(test::notification({})) == "The notification m1 has no attribute productId.");
  CHECK(complaint("도너츠") == "The body of the message m1 is no notification.");
  CHECK(shop.orders().empty());
}
