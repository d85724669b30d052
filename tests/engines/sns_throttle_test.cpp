// A subscription's throttle: it spaces what leaves, and what waits for its retry is in nobody's
// way.
#include <catch2/catch.hpp>

#include "engines/sns_shop.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

// A web hook that takes one message a second and is tried again after twenty.
struct ThrottledShop : SnsShop {
  std::string subscription;

  ThrottledShop() {
    sns::Subscribe subscribe;
    subscribe.topic_arn = topic;
    subscribe.protocol = "http";
    subscribe.endpoint = "http://site.test/hook";
    subscribe.attributes = {{"DeliveryPolicy", R"({"throttlePolicy":{"maxReceivesPerSecond":1}})"}};
    REQUIRE(turn(sns, subscribe).ok());
    auto const token = turn(sns, sns::ListSubscriptionTokens{})->tokens.at(0);
    REQUIRE(turn(sns, sns::ConfirmSubscription{topic, token.token, {}}).ok());
    subscription = token.subscription;
    pass(1min);
  }
  // How many requests leave.
  std::size_t published(std::string text) {
    REQUIRE(publish(message(std::move(text))).ok());
    return turn.parcels.size();
  }
  std::size_t pass(Duration time) {
    turn.now += time;
    turn.advance(sns);
    return turn.parcels.size();
  }
  void refuse_latest() {
    auto const parcel = turn.parcels.at(0);
    carried(parcel, Outcome{{}, 503});
    REQUIRE(turn.parcels.empty());
  }
};

}  // namespace

TEST_CASE("A delivery that waits for its retry keeps no other one waiting", "[sns][retries]") {
  ThrottledShop shop;
  REQUIRE(shop.published("one") == 1);
  shop.refuse_latest();
  CHECK(shop.pass(1s) == 0);
  CHECK(shop.published("two") == 1);
  CHECK(shop.published("three") == 0);
  CHECK(shop.pass(1s) == 1);
}

TEST_CASE("A retry takes its place in the throttle as any other delivery", "[sns][retries]") {
  ThrottledShop shop;
  REQUIRE(shop.published("one") == 1);
  shop.refuse_latest();
  shop.pass(19s + 500ms);
  REQUIRE(shop.published("two") == 1);
  CHECK(shop.pass(500ms) == 0);
  CHECK(*shop.sns.next_due() == shop.turn.now + 500ms);
  CHECK(shop.pass(500ms) == 1);
}

TEST_CASE("Who unsubscribes gets nothing more of what waits but the word of it", "[sns][retries]") {
  ThrottledShop shop;
  REQUIRE(shop.published("one") == 1);
  REQUIRE(shop.published("two") == 0);
  REQUIRE(shop.turn(shop.sns, sns::Unsubscribe{shop.subscription}).ok());
  CHECK(shop.pass(1s) == 0);
  REQUIRE(shop.turn.notes.size() == 1);
  CHECK_THAT(shop.turn.notes[0].what, Catch::Contains(R"("outcome":"lost")"));
  REQUIRE(shop.pass(1s) == 1);
  auto const& request = std::get<ToUrl>(shop.turn.parcels[0].to).request;
  CHECK(header(request.headers, "x-amz-sns-message-type") == "UnsubscribeConfirmation");
}
