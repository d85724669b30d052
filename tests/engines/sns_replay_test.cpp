// Replays: what a subscription gets once more of its topic's archive, and what it gets afterwards.
#include <catch2/catch.hpp>

#include "engines/sns_shop.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

std::string const fifo_queue = queue_arn + ".fifo";

// A FIFO topic with an archive; time goes on by a minute with each message.
struct ReplayShop : FifoSnsShop {
  ReplayShop()
      : FifoSnsShop(Map<std::string>{{"ContentBasedDeduplication", "true"},
                                     {"ArchivePolicy", R"({"MessageRetentionPeriod":"1"})"}}) {}

  sns::Publish::Output publish(std::string text, sns::MessageAttributes attributes = {}) {
    auto op = message(text, text);  // a group for each, so that none waits for another
    op.message_attributes = std::move(attributes);
    auto const published = *SnsShop::publish(op);
    turn.now += 1min;
    return published;
  }
  Result<Nothing> replay(std::string subscription, std::string document) {
    return turn(sns, sns::SetSubscriptionAttributes{std::move(subscription), "ReplayPolicy",
                                                    std::move(document)});
  }
  Map<std::string> told(std::string subscription) {
    return turn(sns, sns::GetSubscriptionAttributes{std::move(subscription)})->attributes;
  }
  // Of the parcels of the latest turn.
  std::string bodies() const {
    std::string all;
    for (std::size_t i = 0; i < turn.parcels.size(); ++i)
      all += parcel(i).body + ';';
    return all;
  }
  void carry_all() {
    for (auto const& parcel : std::vector<Parcel>{turn.parcels})
      carried(parcel, Outcome{{}, 200});
  }
};

std::string policy(std::string_view from, std::string_view to = {}) {
  auto text = R"({"PointType":"Timestamp","StartingPoint":")" + std::string{from} + '"';
  if (!to.empty())
    text += R"(,"EndingPoint":")" + std::string{to} + '"';
  return text + '}';
}

Map<std::string> const raw{{"RawMessageDelivery", "true"}};

}  // namespace

TEST_CASE("A replay brings what was published since its start, in order, as it was", "[sns]") {
  ReplayShop shop;
  shop.publish("one");
  auto const second = shop.publish("two");
  auto const third = shop.publish("three");
  auto const subscription = shop.subscribe(shop.topic, fifo_queue);
  CHECK(shop.turn.parcels.empty());
  REQUIRE(shop.replay(subscription, policy("2023-05-25T00:01:00Z")).ok());
  REQUIRE(shop.turn.parcels.size() == 2);
  CHECK(shop.parcel(0).body ==
        R"({"Type":"Notification","MessageId":")" + second.message_id + R"(","SequenceNumber":")" +
            *second.sequence_number +
            R"(","TopicArn":"arn:aws:sns:us-east-1:000000000000:shop.fifo","Message":"two",)"
            R"("Timestamp":"2023-05-25T00:01:00.000Z","Replayed":true,)"
            R"("UnsubscribeURL":"http://box/?Action=Unsubscribe&SubscriptionArn=)" +
            subscription + R"("})");
  CHECK(shop.parcel(0).group_id == "two");
  CHECK(shop.parcel(1).body.find(third.message_id) != std::string::npos);
  // What is published later comes as ever.
  shop.publish("four");
  REQUIRE(shop.turn.parcels.size() == 1);
  CHECK(shop.parcel().body.find("Replayed") == std::string::npos);
}

TEST_CASE("A replay is in progress until all of it has arrived", "[sns]") {
  ReplayShop shop;
  shop.publish("one");
  auto const subscription = shop.subscribe(shop.topic, fifo_queue, raw);
  CHECK_FALSE(shop.told(subscription).contains("ReplayStatus"));
  auto const document = policy("2023-05-25T00:00:00Z");
  REQUIRE(shop.replay(subscription, document).ok());
  auto const parcels = shop.turn.parcels;
  REQUIRE(parcels.size() == 1);
  CHECK(shop.told(subscription).at("ReplayPolicy") == document);
  CHECK(shop.told(subscription).at("ReplayStatus") == "In progress");
  shop.turn.parcels = parcels;
  shop.carry_all();
  CHECK(shop.told(subscription).at("ReplayStatus") == "Completed");
}

TEST_CASE("A replay with an end pauses its subscription, until it has another or none", "[sns]") {
  ReplayShop shop;
  auto const subscription = shop.subscribe(shop.topic, fifo_queue, raw);
  for (auto const* text : {"one", "two", "three"}) {
    shop.publish(text);
    shop.carry_all();
  }
  REQUIRE(shop.replay(subscription, policy("2023-05-25T00:00:00Z", "2023-05-25T00:01:00Z")).ok());
  CHECK(shop.bodies() == "one;two;");
  shop.carry_all();
  shop.publish("four");
  CHECK(shop.turn.parcels.empty());
  SECTION("another without an end makes good for it") {
    REQUIRE(shop.replay(subscription, policy("2023-05-25T00:02:00Z")).ok());
    CHECK(shop.bodies() == "three;four;");
    shop.carry_all();
    shop.publish("five");
    CHECK(shop.bodies() == "five;");
  }
  SECTION("none ends the pause") {
    REQUIRE(shop.replay(subscription, "{}").ok());
    CHECK(shop.turn.parcels.empty());
    CHECK_FALSE(shop.told(subscription).contains("ReplayPolicy"));
    CHECK_FALSE(shop.told(subscription).contains("ReplayStatus"));
    shop.publish("five");
    CHECK(shop.bodies() == "five;");
  }
}

TEST_CASE("A new subscription may begin with a replay, and its filter holds for it", "[sns]") {
  ReplayShop shop;
  shop.publish("plain", {{"kind", {"String", "plain", {}}}});
  shop.publish("glazed", {{"kind", {"String", "glazed", {}}}});
  auto attributes = raw;
  attributes["FilterPolicy"] = R"({"kind":["glazed"]})";
  attributes["ReplayPolicy"] = policy("2023-05-25T00:00:00Z");
  auto const subscription = shop.subscribe(shop.topic, queue_arn, attributes);
  CHECK(shop.bodies() == "glazed;");
  CHECK(shop.told(subscription).at("ReplayStatus") == "In progress");
  // To subscribe again changes nothing, and brings nothing again.
  CHECK(shop.subscribe(shop.topic, queue_arn, attributes) == subscription);
  CHECK(shop.turn.parcels.empty());
}

TEST_CASE("Who has to confirm first gets the replay with the confirmation", "[sns]") {
  ReplayShop shop;
  shop.publish("one");
  sns::Subscribe op;
  op.topic_arn = shop.topic;
  op.protocol = "sqs";
  op.endpoint = "arn:aws:sqs:us-east-1:111122223333:theirs";
  op.attributes = raw;
  op.attributes["ReplayPolicy"] = policy("2023-05-25T00:00:00Z");
  op.return_subscription_arn = true;
  auto const subscription = shop.turn(shop.sns, op)->subscription_arn;
  CHECK(shop.turn.parcels.size() == 1);  // the question
  CHECK(shop.told(subscription).at("ReplayStatus") == "Pending");
  shop.publish("two");
  REQUIRE(shop.replay(subscription, policy("2023-05-25T00:00:30Z")).ok());
  CHECK(shop.turn.parcels.empty());
  auto const token = shop.turn(shop.sns, sns::ListSubscriptionTokens{})->tokens.at(0).token;
  sns::ConfirmSubscription const confirm{shop.topic, token, {}};
  SECTION("of all that was published by then") {
    REQUIRE(shop.turn(shop.sns, confirm).ok());
    CHECK(shop.bodies() == "two;");
    CHECK(shop.told(subscription).at("ReplayStatus") == "In progress");
    REQUIRE(shop.turn(shop.sns, confirm).ok());
    CHECK(shop.turn.parcels.empty());
  }
  SECTION("of nothing, where the archive has ended meanwhile") {
    REQUIRE(shop.turn(shop.sns, sns::SetTopicAttributes{shop.topic, "ArchivePolicy", "{}"}).ok());
    REQUIRE(shop.turn(shop.sns, confirm).ok());
    CHECK(shop.turn.parcels.empty());
    CHECK(shop.told(subscription).at("ReplayStatus") == "Completed");
  }
}

TEST_CASE("A replay of what the archive does not have is refused", "[sns]") {
  ReplayShop shop;
  shop.publish("one");
  auto const subscription = shop.subscribe(shop.topic, fifo_queue);
  auto const refused = [&](std::string document, std::string why) {
    INFO(document);
    CHECK(shop.replay(subscription, std::move(document)).error() ==
          invalid("ReplayPolicy: " + std::move(why)));
  };
  refused(policy("2023-05-24T23:59:59.999Z"), "StartingPoint is before BeginningArchiveTime");
  refused(policy("2023-05-25T01:00:00Z"),
          "StartingPoint and EndingPoint must not be in the future");
  refused(policy("2023-05-25T00:00:00Z", "2023-05-25T01:00:00Z"),
          "StartingPoint and EndingPoint must not be in the future");
  refused(policy("2023-05-25T00:00:30Z", "2023-05-25T00:00:00Z"),
          "EndingPoint must not be before StartingPoint");
  refused(policy("yesterday"), "StartingPoint must be a timestamp");
  refused(policy("2023-05-25T00:00:00Z", "later"), "EndingPoint must be a timestamp");
  refused(R"({"StartingPoint":"2023-05-25T00:00:00Z"})", "PointType must be Timestamp");
  refused(R"({"PointType":"Timestamp"})", "StartingPoint must be a timestamp");
  CHECK(shop.replay(subscription, "{nonsense")
            .error()
            .message.starts_with("Invalid parameter: ReplayPolicy: failed to parse JSON. "));
  CHECK_FALSE(shop.told(subscription).contains("ReplayPolicy"));

  SnsShop standard;
  sns::Subscribe op;
  op.topic_arn = standard.topic;
  op.protocol = "sqs";
  op.endpoint = queue_arn;
  op.attributes = {{"ReplayPolicy", policy("2023-05-25T00:00:00Z")}};
  CHECK(standard.turn(standard.sns, op).error() ==
        invalid("Attributes Reason: ReplayPolicy: The topic has no ArchivePolicy"));
}
