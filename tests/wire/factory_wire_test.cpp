// The mock Factory as its callers see it: bytes in, bytes out, and the callback in box time.
#include <catch2/catch.hpp>

#include "engines/factory/shapes.hpp"
#include "support/sim_box.hpp"

using namespace proofbox;

namespace {

HttpRequest manufacture(std::string body) {
  HttpRequest request{"POST", "box", "/api/manufactures"};
  request.headers = {{"Content-Type", "application/json"}};
  request.body = std::move(body);
  return request;
}

std::string const good_order =
    R"({"MessageGroupId":"stock-arrival-group","MessageAttributeProductId":"CP-502101","MessageAttributeProductCnt":10,)"
    R"("MessageAttributeFactoryId":"FF-500293","MessageAttributeRequester":"김 매니저","CallbackUrl":"http://shop.test/product/donut"})";

std::string const payload =
    R"({"CallbackUrl":"http://shop.test/product/donut","MessageAttributeFactoryId":"FF-500293",)"
    R"("MessageAttributeProductCnt":"10","MessageAttributeProductId":"CP-502101",)"
    R"("MessageAttributeRequester":"김 매니저","MessageGroupId":"stock-arrival-group"})";

std::string only_state(test::SimBox& sim) {
  auto const orders = sim.call(factory::ListOrders{});
  REQUIRE(orders->orders.size() == 1);
  return orders->orders.front().state;
}

}  // namespace

TEST_CASE("The Factory answers 201 with the order, its id and the misspelt requester",
          "[factory][wire]") {
  test::SimBox sim;
  auto const response = sim.http(manufacture(good_order));
  CHECK(response.status == 201);
  CHECK(header(response.headers, "Content-Type") == "application/json");
  auto const id = sim.call(factory::ListOrders{})->orders.at(0).id;
  CHECK(response.body ==
        R"({"data":{"data":)" + payload + R"(,"id":")" + id + R"(","reqestor":"김 매니저"}})");
}

TEST_CASE("Where nobody asks, the requester of the answer is null", "[factory][wire]") {
  test::SimBox sim;
  auto const response = sim.http(manufacture(
      R"({"MessageAttributeProductId":"A","MessageAttributeProductCnt":"1","CallbackUrl":"http://shop.test/"})"));
  CHECK(response.status == 201);
  CHECK(response.body.ends_with(R"(","reqestor":null}})"));
  CHECK(response.body.find("MessageAttributeRequester") == std::string::npos);
}

TEST_CASE("A bad order is answered 400 with a reason", "[factory][wire]") {
  test::SimBox sim;
  auto const missing =
      sim.http(manufacture(R"({"MessageAttributeProductId":"A","MessageAttributeProductCnt":1})"));
  CHECK(missing.status == 400);
  CHECK(missing.body == R"({"__type":"BadRequest","message":"CallbackUrl is missing."})");
  auto const broken = sim.http(manufacture("not json"));
  CHECK(broken.status == 400);
  CHECK(broken.body == R"({"__type":"BadRequest","message":"The body is not a JSON object."})");
}

TEST_CASE("The callback comes when the lead time is over", "[factory][wire]") {
  test::SimBox sim;
  sim.network.add_host("shop.test", {{}});
  sim.http(manufacture(good_order));
  sim.advance(5s - 1ns);
  CHECK(sim.network.received().empty());
  sim.advance(1ns);
  REQUIRE(sim.network.received().size() == 1);
  CHECK(sim.network.received()[0].method == "POST");
  CHECK(sim.network.received()[0].target == "/product/donut");
  CHECK(sim.network.received()[0].body == payload);
  CHECK(only_state(sim) == "delivered");
}

TEST_CASE("A shop that fails at first is called again until it listens", "[factory][wire]") {
  test::SimBox sim;
  // The simulated network's wall stands still, so the answers are changed by hand.
  sim.network.add_host("shop.test", {{{}, 500}});
  sim.http(manufacture(good_order));
  sim.advance(5s);
  CHECK(sim.network.received().size() == 1);
  sim.advance(1s);
  CHECK(sim.network.received().size() == 2);
  CHECK(only_state(sim) == "delivering");
  sim.network.add_host("shop.test", {{{}, 204}});
  sim.advance(2s);
  CHECK(sim.network.received().size() == 3);
  CHECK(only_state(sim) == "delivered");
  sim.advance(24h);
  CHECK(sim.network.received().size() == 3);
}

TEST_CASE("A Factory that is down answers 503, and recovers by itself", "[factory][wire]") {
  test::SimBox sim;
  factory::Configure configure;
  configure.down = {{test::story_start, test::story_start + 10s}};
  REQUIRE(sim.call(configure).ok());
  auto const refused = sim.http(manufacture(good_order));
  CHECK(refused.status == 503);
  CHECK(refused.body == R"({"__type":"ServiceUnavailable","message":"Service Unavailable"})");
  sim.advance(10s);
  CHECK(sim.http(manufacture(good_order)).status == 201);
}

TEST_CASE("A slow Factory answers when it has thought, in box time", "[factory][wire]") {
  test::SimBox sim;
  factory::Configure configure;
  configure.answers_after = "15s";
  REQUIRE(sim.call(configure).ok());
  CHECK(sim.http(manufacture(good_order)).status == 201);
  CHECK(sim.box.agenda().now() - test::story_start == 15s);
  CHECK(sim.call(factory::ListOrders{})->orders.at(0).ready_at == test::story_start + 20s);
}

TEST_CASE("Who does not wait for a slow Factory has ordered nothing", "[factory][wire]") {
  test::SimBox sim;
  factory::Configure configure;
  configure.answers_after = "15s";
  REQUIRE(sim.call(configure).ok());
  auto const request = manufacture(good_order);
  auto impatient = [](test::SimBox& box, HttpRequest const& asked) -> Task<bool> {
    auto answer = box.box.answer(asked);
    auto const response = co_await within(box.box.agenda(), 6s, std::move(answer));
    co_return response.has_value();
  };
  CHECK_FALSE(sim.run(impatient(sim, request)));
  sim.advance(60s);
  CHECK(sim.call(factory::ListOrders{})->orders.empty());
}
