// Filter policies as attributes of a subscription: how they are set, told, taken away and kept.
// Which messages they let through, and which policies are refused, is in sns_filter_tables/.
#include <catch2/catch.hpp>

#include "engines/sns_shop.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

struct Filtered : SnsShop {
  std::string arn = subscribe(topic);

  Result<Nothing> set(std::string name, std::string value) {
    sns::SetSubscriptionAttributes op;
    op.subscription_arn = arn;
    op.attribute_name = std::move(name);
    op.attribute_value = std::move(value);
    return turn(sns, op);
  }
  Map<std::string> attributes() {
    return turn(sns, sns::GetSubscriptionAttributes{arn})->attributes;
  }
  bool delivers(sns::Publish const& op) {
    REQUIRE(publish(op).ok());
    return !turn.parcels.empty();
  }
};

}  // namespace

TEST_CASE("A policy on attributes has no nested objects, one on bodies may", "[sns][filter]") {
  Filtered shop;
  auto const refusal =
      invalid("Filter policy scope MessageAttributes does not support nested filter policy");
  std::string const nested = R"({"a":{"b":["x"]}})";
  CHECK(shop.set("FilterPolicy", nested).error() == refusal);
  REQUIRE(shop.set("FilterPolicyScope", "MessageBody").ok());
  REQUIRE(shop.set("FilterPolicy", nested).ok());
  CHECK(shop.attributes()["FilterPolicy"] == nested);
  CHECK(shop.attributes()["FilterPolicyScope"] == "MessageBody");
  CHECK(shop.set("FilterPolicyScope", "MessageAttributes").error() == refusal);
  CHECK(shop.attributes()["FilterPolicyScope"] == "MessageBody");
}

TEST_CASE("The scope is told only of a policy, which an empty one takes away", "[sns][filter]") {
  Filtered shop;
  CHECK_FALSE(shop.attributes().contains("FilterPolicyScope"));
  REQUIRE(shop.set("FilterPolicy", R"({"a":["x"]})").ok());
  CHECK(shop.attributes()["FilterPolicyScope"] == "MessageAttributes");
  CHECK_FALSE(shop.delivers(shop.message("hello")));
  REQUIRE(shop.set("FilterPolicy", "{}").ok());
  CHECK_FALSE(shop.attributes().contains("FilterPolicy"));
  CHECK_FALSE(shop.attributes().contains("FilterPolicyScope"));
  CHECK(shop.delivers(shop.message("hello")));
}

TEST_CASE("A policy that is refused leaves the one that is there", "[sns][filter]") {
  Filtered shop;
  REQUIRE(shop.set("FilterPolicy", R"({"a":["x"]})").ok());
  CHECK_FALSE(shop.set("FilterPolicy", R"({"a":[]})").ok());
  CHECK(shop.attributes()["FilterPolicy"] == R"({"a":["x"]})");
  CHECK_FALSE(shop.delivers(shop.message("hello")));
}

TEST_CASE("What was allowed once stays, also where the box allows it no more", "[sns][filter]") {
  Filtered shop;
  std::string const policy = R"({"a":[{"wildcard":"x*"}]})";
  CHECK_FALSE(shop.set("FilterPolicy", policy).ok());
  shop.turn.allowed.newer_filters = true;
  REQUIRE(shop.set("FilterPolicy", policy).ok());
  shop.turn.allowed.newer_filters = false;
  CHECK(shop.set("RawMessageDelivery", "true").ok());
  CHECK(shop.set("FilterPolicy", policy).ok());
  CHECK_FALSE(shop.set("FilterPolicyScope", "MessageBody").ok());
  CHECK_FALSE(shop.set("FilterPolicy", R"({"a":[{"wildcard":"y*"}]})").ok());
  CHECK(shop.attributes()["FilterPolicy"] == policy);
  CHECK_FALSE(shop.delivers(shop.message("hello")));
}

TEST_CASE("A subscription that was kept has the filter that it was allowed", "[sns][filter]") {
  auto const kept = *sns::SubscriptionAttributes::of_texts(
      {{"FilterPolicy", R"({"a":[{"wildcard":"x*"}]})"}, {"FilterPolicyScope", "MessageBody"}});
  auto const lets_through = [&](std::string body) {
    sns::Notification notification;
    notification.message = std::move(body);
    sns::FilteredMessage message{notification};
    return kept.lets_through(message);
  };
  CHECK(lets_through(R"({"a":"xyz"})"));
  CHECK_FALSE(lets_through(R"({"a":"yz"})"));
}
