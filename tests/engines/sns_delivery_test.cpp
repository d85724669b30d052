// How deliveries of SNS fare: arrived, sent on to a dead-letter queue, or lost; and that each is
// told once.
#include <catch2/catch.hpp>

#include "engines/sns_shop.hpp"

using namespace proofbox;
using namespace proofbox::test;

TEST_CASE("What a queue refuses goes to the subscription's dead-letter queue as it was", "[sns]") {
  SnsShop shop;
  auto const policy = R"({"deadLetterTargetArn":")" + queue_arn + R"(-dead"})";
  auto const subscription = shop.subscribe(shop.topic, queue_arn, {{"RedrivePolicy", policy}});
  auto const published = shop.publish(shop.message("hello"));
  auto const first = shop.turn.parcels.at(0);
  Outcome const refused{Error{"AWS.SimpleQueueService.NonExistentQueue", "gone", 400}, 400};
  shop.carried(first, refused);
  REQUIRE(shop.turn.parcels.size() == 1);
  REQUIRE(shop.turn.notes.size() == 1);
  CHECK(shop.turn.notes[0].what ==
        R"({"messageId":")" + published->message_id + R"(","to":")" + queue_arn +
            R"(","outcome":"given up","error":"AWS.SimpleQueueService.NonExistentQueue: gone"})");
  auto const second = shop.turn.parcels[0];
  CHECK(second.about == subscription);
  CHECK(std::get<ToQueue>(second.to).queue_arn == queue_arn + "-dead");
  CHECK(std::get<ToQueue>(second.to).body == std::get<ToQueue>(first.to).body);

  SECTION("and arrives there") {
    shop.carried(second, Outcome{{}, 200});
    CHECK(shop.turn.parcels.empty());
    REQUIRE(shop.turn.notes.size() == 1);
    CHECK(shop.turn.notes[0].kind == "delivery");
    CHECK(shop.turn.notes[0].who == subscription);
    CHECK(shop.turn.notes[0].what == R"({"messageId":")" + published->message_id + R"(","to":")" +
                                         queue_arn + R"(-dead","outcome":"dead-lettered"})");
  }
  SECTION("and is lost where that refuses it, too") {
    shop.carried(second, refused);
    CHECK(shop.turn.parcels.empty());
    REQUIRE(shop.turn.notes.size() == 1);
    CHECK(
        shop.turn.notes[0].what ==
        R"({"messageId":")" + published->message_id + R"(","to":")" + queue_arn +
            R"(-dead","outcome":"lost","error":"AWS.SimpleQueueService.NonExistentQueue: gone"})");
  }
}

TEST_CASE("A dead-letter queue gets a raw message raw, unless it has too many attributes for that",
          "[sns]") {
  SnsShop shop;
  auto const policy = R"({"deadLetterTargetArn":")" + queue_arn + R"(-dead"})";
  shop.subscribe(shop.topic, queue_arn,
                 {{"RedrivePolicy", policy}, {"RawMessageDelivery", "true"}});
  auto op = shop.message("hello");
  for (int i = 0; i < 10; ++i)
    op.message_attributes["a" + std::to_string(i)] = {"String", "b", {}};
  auto const dead_letter = [&] {
    REQUIRE(shop.publish(op).ok());
    CHECK(shop.parcel().attributes.size() == op.message_attributes.size());
    shop.carried(shop.turn.parcels.at(0), Outcome{Error{"InvalidParameterValue", "no", 400}, 400});
    return shop.parcel();
  };
  auto const raw = dead_letter();
  CHECK(raw.body == "hello");
  CHECK(raw.attributes.size() == 10);
  op.message_attributes["more"] = {"String", "b", {}};
  auto const enveloped = dead_letter();
  CHECK(enveloped.attributes.empty());
  CHECK_THAT(enveloped.body, Catch::Contains(R"("Message":"hello")") &&
                                 Catch::Contains(R"("more":{"Type":"String","Value":"b"})"));
}

TEST_CASE("Each delivery's outcome is told once", "[sns]") {
  SnsShop shop;
  shop.subscribe(shop.topic);
  auto const published = shop.publish(shop.message("hello"));
  auto const parcel = shop.turn.parcels.at(0);
  SECTION("where it arrived") {
    shop.carried(parcel, Outcome{{}, 200});
    REQUIRE(shop.turn.notes.size() == 1);
    CHECK(shop.turn.notes[0].what == R"({"messageId":")" + published->message_id + R"(","to":")" +
                                         queue_arn + R"(","outcome":"delivered"})");
    shop.carried(parcel, Outcome{{}, 200});
    CHECK(shop.turn.notes.empty());
  }
  SECTION("where it was refused and there is no dead-letter queue") {
    shop.carried(parcel, Outcome{Error{"AccessDenied", "no", 403}, 403});
    CHECK(shop.turn.parcels.empty());
    REQUIRE(shop.turn.notes.size() == 1);
    CHECK(shop.turn.notes[0].what == R"({"messageId":")" + published->message_id + R"(","to":")" +
                                         queue_arn +
                                         R"(","outcome":"lost","error":"AccessDenied: no"})");
  }
}
