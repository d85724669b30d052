// The move to a dead-letter queue: when it is made, and what a message takes along.
#include <catch2/catch.hpp>

#include "engines/sqs_desk.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

struct Redrive : SqsDesk {
  explicit Redrive(std::string const& count = "2")
      : dead(create("dead")), url(create("stock", {{"RedrivePolicy", redrive("dead", count)}})) {}
  std::string dead;
  std::string url;

  // Receives and lets the timeout end, so many times; tells how often there was something.
  int fail(std::string const& from, int times) {
    int received = 0;
    for (int i = 0; i < times; ++i) {
      received += receive(from).empty() ? 0 : 1;
      turn.now += 30s;
      turn.advance(sqs);
    }
    return received;
  }
};

}  // namespace

TEST_CASE("The receive that would exceed maxReceiveCount moves the message instead",
          "[sqs][redrive]") {
  Redrive desk;
  REQUIRE(desk.send(desk.url, "hello").ok());
  CHECK(desk.fail(desk.url, 2) == 2);
  desk.turn.now += std::chrono::hours{1};  // time alone moves nothing
  CHECK(desk.counts(desk.url) == "1 0 0");
  CHECK(desk.counts(desk.dead) == "0 0 0");
  CHECK(desk.receive(desk.url).empty());
  CHECK(desk.turn.rings.size() == 1);
  REQUIRE(desk.turn.notes.size() == 1);
  CHECK(desk.turn.notes[0].kind == "redrive");
  CHECK(desk.counts(desk.url) == "0 0 0");
  CHECK(desk.counts(desk.dead) == "1 0 0");
}

TEST_CASE("A moved message keeps id, body, attributes, age and count, and tells its source",
          "[sqs][redrive]") {
  Redrive desk{"1"};
  auto op = SqsDesk::message(desk.url, "message-1");
  op.message_attributes = {{"MyAttribute", text_attribute("foobar")}};
  op.message_group_id = "tenant";
  op.message_system_attributes = {{"AWSTraceHeader", text_attribute("Root=1-2-3")}};
  REQUIRE(desk.send(op).ok());
  desk.turn.now += 1s;
  auto const before = desk.receive(desk.url).at(0);
  desk.turn.now += 30s;
  CHECK(desk.receive(desk.url).empty());
  auto const after = desk.receive(desk.dead).at(0);
  CHECK(after.message_id == before.message_id);
  CHECK(after.body == before.body);
  CHECK(after.md5_of_body == "3d6b824fd8c1520e9a047d21fee6fb1f");
  CHECK(after.message_attributes == before.message_attributes);
  CHECK(after.md5_of_message_attributes == "adb59cd4678ea5a855436b949cd07ab6");
  auto expected = before.attributes;
  expected["ApproximateReceiveCount"] = "2";
  expected["DeadLetterQueueSourceArn"] = SqsDesk::arn("stock");
  CHECK(after.attributes == expected);

  auto receive = SqsDesk::receiving(desk.dead);
  receive.message_system_attribute_names = {"DeadLetterQueueSourceArn"};
  desk.turn.now += 30s;
  CHECK(desk.receive(receive).at(0).attributes ==
        Map<std::string>{{"DeadLetterQueueSourceArn", SqsDesk::arn("stock")}});
}

TEST_CASE("The handle of a message that was moved deletes nothing any more", "[sqs][redrive]") {
  Redrive desk{"1"};
  REQUIRE(desk.send(desk.url, "hello").ok());
  auto const handle = desk.receive(desk.url).at(0).receipt_handle;
  desk.turn.now += 30s;
  CHECK(desk.receive(desk.url).empty());
  CHECK(desk.remove(desk.url, handle).ok());
  CHECK(desk.counts(desk.dead) == "1 0 0");
}

TEST_CASE("One receive moves what has failed and returns what has not", "[sqs][redrive]") {
  Redrive desk{"1"};
  REQUIRE(desk.send(desk.url, "old").ok());
  CHECK(desk.fail(desk.url, 1) == 1);
  REQUIRE(desk.send(desk.url, "new").ok());
  CHECK(bodies(desk.receive(desk.url)) == "new");
  CHECK(bodies(desk.receive(desk.dead)) == "old");
}

TEST_CASE("A message's age in the source counts in a standard dead-letter queue",
          "[sqs][redrive]") {
  Redrive desk{"1"};
  REQUIRE(desk.set(desk.dead, {{"MessageRetentionPeriod", "100"}}).ok());
  REQUIRE(desk.send(desk.dead, "younger").ok());
  REQUIRE(desk.send(desk.url, "hello").ok());
  CHECK(desk.fail(desk.url, 1) == 1);
  CHECK(desk.receive(desk.url).empty());
  CHECK(desk.counts(desk.dead) == "2 0 0");
  desk.turn.now += 70s;
  CHECK(desk.counts(desk.dead) == "0 0 0");
}

TEST_CASE("A message walks down a chain of dead-letter queues with its count", "[sqs][redrive]") {
  Redrive desk{"1"};
  auto const last = desk.create("last");
  REQUIRE(desk.set(desk.dead, {{"RedrivePolicy", SqsDesk::redrive("last", "3")}}).ok());
  REQUIRE(desk.send(desk.url, "hello").ok());
  CHECK(desk.fail(desk.url, 2) == 1);
  CHECK(desk.fail(desk.dead, 3) == 2);
  auto const message = desk.receive(last).at(0);
  CHECK(message.attributes.at("ApproximateReceiveCount") == "4");
  CHECK(message.attributes.at("DeadLetterQueueSourceArn") == SqsDesk::arn("dead"));
}

TEST_CASE("Where the dead-letter queue was deleted, messages stay and go on being delivered",
          "[sqs][redrive]") {
  Redrive desk{"1"};
  REQUIRE(desk.send(desk.url, "hello").ok());
  REQUIRE(desk.drop(desk.dead).ok());
  CHECK(desk.fail(desk.url, 3) == 3);
  CHECK(desk.counts(desk.url) == "1 0 0");
  CHECK(desk.attributes(desk.url).at("RedrivePolicy") == SqsDesk::redrive("dead", "1"));
  REQUIRE(desk.set(desk.url, {{"DelaySeconds", "1"}}).ok());
  desk.create("dead");
  CHECK(desk.fail(desk.url, 1) == 0);
  CHECK(desk.counts(desk.dead) == "1 0 0");
}

TEST_CASE("A redrive policy that is removed or raised holds for what is there already",
          "[sqs][redrive]") {
  Redrive desk{"1"};
  REQUIRE(desk.send(desk.url, "hello").ok());
  CHECK(desk.fail(desk.url, 1) == 1);
  REQUIRE(desk.set(desk.url, {{"RedrivePolicy", SqsDesk::redrive("dead", "2")}}).ok());
  CHECK(desk.fail(desk.url, 1) == 1);
  REQUIRE(desk.set(desk.url, {{"RedrivePolicy", ""}}).ok());
  CHECK(desk.fail(desk.url, 2) == 2);
}

TEST_CASE("Who waits on the dead-letter queue is woken by the move", "[sqs][redrive]") {
  Redrive desk{"1"};
  REQUIRE(desk.send(desk.url, "hello").ok());
  CHECK(desk.fail(desk.url, 1) == 1);
  auto op = SqsDesk::receiving(desk.dead);
  op.wait_time_seconds = 20;
  CHECK(desk.receive(op).empty());
  REQUIRE(desk.turn.wait);
  auto const bell = desk.turn.wait->bell;
  CHECK(desk.receive(desk.url).empty());
  REQUIRE(desk.turn.rings.size() == 1);
  CHECK(desk.turn.rings[0] == bell);
}

TEST_CASE("A FIFO message moves with its id as deduplication id and a new age, and frees its group",
          "[sqs][redrive]") {
  SqsDesk desk;
  auto const dead = desk.create_fifo("dead.fifo", {{"MessageRetentionPeriod", "60"}});
  auto const url =
      desk.create_fifo("stock.fifo", {{"RedrivePolicy", SqsDesk::redrive("dead.fifo", "1")}});
  for (auto const* body : {"1", "2"})
    REQUIRE(desk.send(url, body, "g").ok());
  auto const first = desk.receive(url, 1);
  REQUIRE(bodies(first) == "1");
  desk.turn.now += 30s;
  CHECK(bodies(desk.receive(url, 10)) == "2");
  desk.turn.now += 59s;
  auto const moved = desk.receive(dead);
  REQUIRE(bodies(moved) == "1");
  CHECK(moved[0].message_id == first[0].message_id);
  CHECK(moved[0].attributes.at("MessageDeduplicationId") == first[0].message_id);
  CHECK(moved[0].attributes.at("MessageGroupId") == "g");
  CHECK(moved[0].attributes.at("ApproximateReceiveCount") == "2");
  CHECK(moved[0].attributes.at("SentTimestamp") == "1684972830000");
  REQUIRE(desk.send(url, "3", "g").ok());
  CHECK(bodies(desk.receive(url)) == "3");
  CHECK(desk.counts(dead) == "1 1 0");
}

TEST_CASE("Two messages that had one deduplication id both fit into the dead-letter queue",
          "[sqs][redrive]") {
  SqsDesk desk;
  auto const dead = desk.create_fifo("dead.fifo");
  auto const url =
      desk.create_fifo("stock.fifo", {{"RedrivePolicy", SqsDesk::redrive("dead.fifo", "1")}});
  for (auto const* body : {"1", "2"}) {
    REQUIRE(desk.send(SqsDesk::fifo_message(url, body, "g", "d")).ok());
    REQUIRE(bodies(desk.receive(url)) == body);
    desk.turn.now += 300s;
    CHECK(desk.receive(url).empty());
  }
  CHECK(bodies(desk.receive(dead)) == "1, 2");
}
