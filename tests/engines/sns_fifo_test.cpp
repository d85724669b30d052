// FIFO topics of SNS: what they want, what goes along to which queue, and what they take only once.
#include <catch2/catch.hpp>

#include "engines/sns_shop.hpp"

using namespace proofbox;
using namespace proofbox::test;

TEST_CASE("A FIFO topic wants a group, and a deduplication id or the rule to make one", "[sns]") {
  FifoSnsShop shop;
  auto publish = shop.message("hello");
  publish.message_group_id.reset();
  CHECK(shop.publish(publish).error() ==
        invalid("The MessageGroupId parameter is required for FIFO topics"));
  CHECK(shop.publish(shop.message("hello")).error() ==
        invalid("The topic should either have ContentBasedDeduplication enabled or "
                "MessageDeduplicationId provided "
                "explicitly"));
  publish = shop.message("hello", "with blank");
  publish.message_deduplication_id = "d";
  CHECK(shop.publish(publish).error() == invalid("MessageGroupId"));
}

TEST_CASE(
    "From a FIFO topic a FIFO queue gets group and deduplication id, a standard queue neither",
    "[sns]") {
  FifoSnsShop shop{{{"ContentBasedDeduplication", "true"}}};
  auto const fifo = shop.subscribe(shop.topic, queue_arn + ".fifo");
  shop.subscribe(shop.topic, queue_arn);
  auto const published = shop.publish(shop.message("Test single"));
  REQUIRE(published.ok());
  REQUIRE(published->sequence_number);
  CHECK(published->sequence_number->size() == 20);
  auto const to_fifo = shop.parcel(0);
  CHECK(to_fifo.group_id == "donuts");
  CHECK(to_fifo.deduplication_id ==
        "2591186cff6c740cb9e0cfce1653a7e6998d57da12e1da13d85344b1c08be4cb");
  CHECK(
      to_fifo.body ==
      R"({"Type":"Notification","MessageId":")" + published->message_id +
          R"(","SequenceNumber":")" + *published->sequence_number +
          R"(","TopicArn":"arn:aws:sns:us-east-1:000000000000:shop.fifo","Message":"Test single",)"
          R"("Timestamp":"2023-05-25T00:00:00.000Z",)"
          R"("UnsubscribeURL":"http://box/?Action=Unsubscribe&SubscriptionArn=)" +
          fifo + R"("})");
  auto const to_standard = shop.parcel(1);
  CHECK_FALSE(to_standard.group_id);
  CHECK_FALSE(to_standard.deduplication_id);
  CHECK(to_standard.body.find("SequenceNumber") != std::string::npos);
}

TEST_CASE(
    "A FIFO topic takes the same message once in five minutes, and answers the second as the first",
    "[sns]") {
  FifoSnsShop shop;
  shop.subscribe(shop.topic, queue_arn + ".fifo");
  auto publish = shop.message("hello");
  publish.message_deduplication_id = "d";
  auto const first = shop.publish(publish);
  CHECK(shop.turn.parcels.size() == 1);
  publish.message = "another text";
  publish.message_group_id = "another-group";
  shop.turn.now += 5min - 1ms;
  auto const second = shop.publish(publish);
  CHECK(shop.turn.parcels.empty());
  CHECK(second->message_id == first->message_id);
  CHECK(second->sequence_number == first->sequence_number);
  shop.turn.now += 1ms;
  auto const third = shop.publish(publish);
  CHECK(shop.turn.parcels.size() == 1);
  CHECK(third->message_id != first->message_id);
  CHECK(*third->sequence_number > *first->sequence_number);
}

TEST_CASE("FifoThroughputScope MessageGroup tells groups apart", "[sns]") {
  FifoSnsShop shop{
      {{"ContentBasedDeduplication", "true"}, {"FifoThroughputScope", "MessageGroup"}}};
  shop.subscribe(shop.topic, queue_arn + ".fifo");
  REQUIRE(shop.publish(shop.message("hello", "a")).ok());
  REQUIRE(shop.publish(shop.message("hello", "b")).ok());
  CHECK(shop.turn.parcels.size() == 1);
  REQUIRE(shop.publish(shop.message("hello", "a")).ok());
  CHECK(shop.turn.parcels.empty());
}

TEST_CASE("An explicit deduplication id stands before the content, and a refused one is not kept",
          "[sns]") {
  FifoSnsShop shop{Map<std::string>{{"ContentBasedDeduplication", "true"}}};
  shop.subscribe(shop.topic, queue_arn + ".fifo");
  auto publish = shop.message("same");
  publish.message_deduplication_id = "one";
  REQUIRE(shop.publish(publish).ok());
  CHECK(shop.parcel().deduplication_id == "one");
  shop.carried(Parcel{shop.turn.parcels.at(0)}, Outcome{{}, 200});
  publish.message_deduplication_id = "two";
  publish.message_group_id = "cakes";  // the first group waits for its first message
  publish.subject = "";
  CHECK(shop.publish(publish).error() == invalid("Subject"));
  publish.subject.reset();
  REQUIRE(shop.publish(publish).ok());
  CHECK(shop.turn.parcels.size() == 1);
  publish.message_deduplication_id = std::string(129, 'x');
  CHECK(shop.publish(publish).error() == invalid("MessageDeduplicationId"));
}

TEST_CASE("Sequence numbers rise over all groups of a topic", "[sns]") {
  FifoSnsShop shop{Map<std::string>{{"ContentBasedDeduplication", "true"}}};
  std::string last;
  for (auto const* group : {"a", "b", "a", "c"})
    for (auto const* text : {"one", "two"}) {
      auto const published = shop.publish(shop.message(std::string{group} + text + last, group));
      CHECK(*published->sequence_number > last);
      last = *published->sequence_number;
    }
}

TEST_CASE("Two topics tell their messages apart, although the ids are the same", "[sns]") {
  FifoSnsShop shop{Map<std::string>{{"ContentBasedDeduplication", "true"}}};
  auto const other = shop.create("other.fifo", {{"FifoTopic", "true"}});
  shop.subscribe(shop.topic, queue_arn + ".fifo");
  shop.subscribe(other, queue_arn + ".fifo");
  auto publish = shop.message("hello");
  publish.message_deduplication_id = "id";
  REQUIRE(shop.publish(publish).ok());
  publish.topic_arn = other;
  REQUIRE(shop.publish(publish).ok());
  CHECK(shop.turn.parcels.size() == 1);
}

TEST_CASE("Raw from a FIFO topic, a FIFO queue gets the text with group and id", "[sns]") {
  FifoSnsShop shop;
  shop.subscribe(shop.topic, queue_arn + ".fifo", {{"RawMessageDelivery", "true"}});
  auto publish = shop.message("hello");
  publish.message_deduplication_id = "id";
  shop.turn.caller.trace_header = "Root=1-5759e988-bd862e3fe1be46a994272793";
  REQUIRE(shop.publish(publish).ok());
  CHECK(shop.parcel().body == "hello");
  CHECK(shop.parcel().group_id == "donuts");
  CHECK(shop.parcel().deduplication_id == "id");
  CHECK(shop.parcel().trace_header == "Root=1-5759e988-bd862e3fe1be46a994272793");
}
