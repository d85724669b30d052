// What a topic sends to the phones and devices that are subscribed to it.
#include <catch2/catch.hpp>

#include "engines/sns_mobile.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

std::string const number = "+15555550100";
std::string const dead_letters =
    R"({"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead"})";

struct Subscribers : MobileShop {
  std::string subscribe_to(std::string protocol, std::string endpoint,
                           Map<std::string> attributes = {}) {
    sns::Subscribe op;
    op.topic_arn = topic;
    op.protocol = std::move(protocol);
    op.endpoint = std::move(endpoint);
    op.attributes = std::move(attributes);
    return turn(sns, op)->subscription_arn;
  }
  std::vector<sns::ListDeliveries::Delivery> deliveries() {
    return turn(sns, sns::ListDeliveries{})->deliveries;
  }
};

}  // namespace

TEST_CASE("A message reaches the phones and devices that are subscribed", "[sns][sms][platform]") {
  Subscribers shop;
  auto const device = shop.create_endpoint("token");
  auto const by_phone = shop.subscribe_to("sms", "+1-555-555-0100");
  auto const by_device = shop.subscribe_to("application", device);
  auto op = shop.message(R"({"default":"all","sms":"short","ADM":"{}"})");
  op.message_structure = "json";
  op.subject = "Shop";
  auto const published = shop.publish(op);
  REQUIRE(published.ok());
  CHECK(shop.turn.parcels.empty());
  auto const texts = shop.texts();
  REQUIRE(texts.size() == 1);
  CHECK(texts[0].phone_number == number);
  CHECK(texts[0].message == "short");
  CHECK(texts[0].message_id == published->message_id);
  CHECK(texts[0].topic_arn == shop.topic);
  CHECK(texts[0].subscription_arn == by_phone);
  auto const pushes = shop.pushes();
  REQUIRE(pushes.size() == 1);
  CHECK(pushes[0].message == "{}");
  CHECK(pushes[0].subject == "Shop");
  CHECK(pushes[0].topic_arn == shop.topic);
  CHECK(pushes[0].subscription_arn == by_device);
}

TEST_CASE("Filter policies keep messages from phones", "[sns][sms]") {
  Subscribers shop;
  shop.subscribe_to("sms", number, {{"FilterPolicy", R"({"kind":["sale"]})"}});
  REQUIRE(shop.publish(shop.message("hello")).ok());
  CHECK(shop.texts().empty());
  auto sale = shop.message("sale");
  sale.message_attributes["kind"] = {"String", "sale", {}};
  REQUIRE(shop.publish(sale).ok());
  CHECK(shop.texts().size() == 1);
}

TEST_CASE("What a phone or device does not take goes to the dead-letter queue at once",
          "[sns][sms][platform]") {
  Subscribers shop;
  auto const device = shop.create_endpoint("token");
  auto const gone = shop.create_endpoint("gone");
  shop.subscribe_to("application", device, {{"RedrivePolicy", dead_letters}});
  shop.subscribe_to("application", gone, {{"RedrivePolicy", dead_letters}});
  shop.subscribe_to("sms", number, {{"RedrivePolicy", dead_letters}});
  REQUIRE(shop.turn(shop.sns, sns::SetEndpointAttributes{device, {{"Enabled", "false"}}}).ok());
  REQUIRE(shop.turn(shop.sns, sns::DeleteEndpoint{gone}).ok());
  REQUIRE(shop.turn(shop.sns, sns::OptOutPhoneNumber{number}).ok());
  REQUIRE(shop.publish(shop.message("hello")).ok());
  REQUIRE(shop.turn.parcels.size() == 3);
  for (auto const& parcel : shop.turn.parcels) {
    auto const& to = std::get<ToQueue>(parcel.to);
    CHECK(to.queue_arn == "arn:aws:sqs:us-east-1:000000000000:dead");
    CHECK_THAT(to.body, Catch::Contains(R"("Message":"hello")"));
  }
  CHECK(shop.texts().empty());
  CHECK(shop.pushes().empty());
  auto const deliveries = shop.deliveries();
  REQUIRE(deliveries.size() == 3);
  CHECK(deliveries[0].attempts.at(0).error == "EndpointDisabled: Endpoint is disabled");
  CHECK(deliveries[1].attempts.at(0).error == "NotFound: Endpoint does not exist");
  CHECK(deliveries[2].attempts.at(0).error == "OptedOut: +15555550100 is opted out");
}

TEST_CASE("A message to a phone without a dead-letter queue is lost, as the log tells",
          "[sns][sms]") {
  Subscribers shop;
  shop.subscribe_to("sms", number);
  REQUIRE(shop.publish(shop.message("first")).ok());
  REQUIRE(shop.publish(shop.message(std::string(1601, 'x'))).ok());
  CHECK(shop.texts().size() == 1);
  auto const deliveries = shop.deliveries();
  REQUIRE(deliveries.size() == 2);
  CHECK(deliveries[0].status == "delivered");
  CHECK(deliveries[1].status == "lost");
}

TEST_CASE("A text message is sent in the account and region of its topic", "[sns][sms]") {
  Subscribers shop;
  REQUIRE(shop.turn(shop.sns, sns::SetSMSAttributes{{{"DefaultSenderID", "Shop"}}}).ok());
  shop.subscribe_to("sms", number);
  shop.turn.caller.account = "111111111111";
  REQUIRE(shop.publish(shop.message("hello")).ok());
  auto const texts = shop.texts();
  REQUIRE(texts.size() == 1);
  CHECK(texts[0].account == "000000000000");
  CHECK(texts[0].sender_id == "Shop");
}
