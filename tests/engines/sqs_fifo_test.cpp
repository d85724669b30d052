// FIFO queues of SQS: what they want, what they take only once, and how a group's messages wait for
// one another.
#include <catch2/catch.hpp>

#include "engines/sqs_desk.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

struct Fifo : SqsDesk {
  explicit Fifo(Map<std::string> attributes = {})
      : url(create_fifo("stock.fifo", std::move(attributes))) {}
  std::string url;

  // Sends bodies of one group, each its own deduplication id.
  void send_all(std::string const& group, std::vector<std::string> const& all) {
    for (auto const& body : all)
      REQUIRE(send(url, body, group).ok());
  }
};

}  // namespace

TEST_CASE("A FIFO queue wants a group, and a deduplication id or the rule to make one",
          "[sqs][fifo]") {
  Fifo desk;
  auto op = SqsDesk::fifo_message(desk.url, "hello", "g", "d");
  op.message_group_id.reset();
  CHECK(desk.send(op).error() == missing_error("MessageGroupId"));
  op.message_group_id = "g";
  op.message_deduplication_id.reset();
  CHECK(desk.send(op).error() ==
        parameter_error("The queue should either have ContentBasedDeduplication enabled or "
                        "MessageDeduplicationId "
                        "provided explicitly"));
}

TEST_CASE("Group and deduplication id have 1 to 128 letters, digits and marks", "[sqs][fifo]") {
  Fifo desk;
  auto const refused = [](std::string const& name, std::string const& value) {
    return value_error(
        value, name,
        name + " can only include alphanumeric and punctuation characters. 1 to 128 in length.");
  };
  std::string const marks = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
  CHECK(desk.send(SqsDesk::fifo_message(desk.url, "hello", marks, marks)).ok());
  CHECK(desk.send(SqsDesk::fifo_message(desk.url, "hello", std::string(128, 'g'),
                                        std::string(128, 'd')))
            .ok());
  for (auto const& bad : {std::string{}, std::string{"a b"}, std::string(129, 'x'),
                          std::string{"caf\xc3\xa9"}, std::string{"a\t"}}) {
    CHECK(desk.send(SqsDesk::fifo_message(desk.url, "hello", bad, "d")).error() ==
          refused("MessageGroupId", bad));
    CHECK(desk.send(SqsDesk::fifo_message(desk.url, "hello", "g", bad)).error() ==
          refused("MessageDeduplicationId", bad));
  }
}

TEST_CASE("A FIFO queue delays by its own setting only", "[sqs][fifo]") {
  Fifo desk{{{"DelaySeconds", "2"}}};
  auto op = SqsDesk::fifo_message(desk.url, "hello", "g", "d");
  op.delay_seconds = 2;
  CHECK(desk.send(op).error() ==
        value_error("2", "DelaySeconds",
                    "The request include parameter that is not valid for this queue type."));
  op.delay_seconds = 0;
  REQUIRE(desk.send(op).ok());
  CHECK(desk.counts(desk.url) == "0 0 1");
  desk.turn.now += 2s;
  CHECK(bodies(desk.receive(desk.url)) == "hello");
}

TEST_CASE("A FIFO queue's new delay is also for what waits already", "[sqs][fifo]") {
  Fifo desk{{{"DelaySeconds", "100"}}};
  desk.send_all("g", {"a"});
  desk.turn.now += 10s;
  desk.send_all("g", {"b"});
  REQUIRE(desk.set(desk.url, {{"DelaySeconds", "20"}}).ok());
  CHECK(desk.counts(desk.url) == "0 0 2");
  desk.turn.now += 10s;
  CHECK(bodies(desk.receive_for(desk.url, 0)) == "a");
  REQUIRE(desk.set(desk.url, {{"DelaySeconds", "5"}}).ok());
  CHECK(desk.turn.rings.size() == 1);
  CHECK(bodies(desk.receive(desk.url)) == "a, b");
}

TEST_CASE("A duplicate within 5 minutes is answered as the first, and not enqueued",
          "[sqs][fifo]") {
  Fifo desk;
  auto const first = desk.send(SqsDesk::fifo_message(desk.url, "one", "g", "d"));
  desk.turn.now += 5min - 1ms;
  auto const taken = desk.receive(desk.url);
  REQUIRE(desk.remove(desk.url, taken.at(0).receipt_handle).ok());
  auto const second = desk.send(SqsDesk::fifo_message(desk.url, "two", "other-group", "d"));
  CHECK(second->message_id == first->message_id);
  CHECK(second->sequence_number == first->sequence_number);
  CHECK(second->md5_of_message_body ==
        "b8a9f715dbb64fd5c56e7783c6820a61");  // of what was just sent
  CHECK(desk.turn.rings.empty());
  CHECK(desk.counts(desk.url) == "0 0 0");
  desk.turn.now += 1ms;
  auto const third = desk.send(SqsDesk::fifo_message(desk.url, "three", "g", "d"));
  CHECK(third->message_id != first->message_id);
  CHECK(*third->sequence_number > *first->sequence_number);
  CHECK(bodies(desk.receive(desk.url)) == "three");
}

TEST_CASE("Purging does not make a queue forget what it took lately", "[sqs][fifo]") {
  Fifo desk;
  desk.send_all("g", {"a"});
  REQUIRE(desk.purge(desk.url).ok());
  desk.send_all("g", {"a"});
  CHECK(desk.counts(desk.url) == "0 0 0");
}

TEST_CASE("A batch that says one thing twice is answered twice with one message", "[sqs][fifo]") {
  Fifo desk;
  sqs::SendMessageBatch::Entry first;
  first.id = "first";
  first.message_body = "hello";
  first.message_group_id = "g";
  first.message_deduplication_id = "d";
  auto second = first;
  second.id = "second";
  auto const sent = desk.turn(desk.sqs, sqs::SendMessageBatch{desk.url, {first, second}});
  REQUIRE(sent->successful.size() == 2);
  CHECK(sent->successful[0].message_id == sent->successful[1].message_id);
  CHECK(sent->successful[0].sequence_number == sent->successful[1].sequence_number);
  CHECK(desk.counts(desk.url) == "1 0 0");
}

TEST_CASE("With the scope messageGroup each group has its own duplicates", "[sqs][fifo]") {
  Fifo desk{{{"DeduplicationScope", "messageGroup"}}};
  for (auto const* group : {"a", "b", "a"})
    REQUIRE(desk.send(SqsDesk::fifo_message(desk.url, group, group, "d")).ok());
  CHECK(bodies(desk.receive(desk.url)) == "a, b");
}

TEST_CASE("The scope of deduplication is the one that the queue was created with", "[sqs][fifo]") {
  // Recorded from AWS: the attribute changes, what counts as a duplicate does not.
  Fifo desk;
  Map<std::string> const high{{"DeduplicationScope", "messageGroup"},
                              {"FifoThroughputLimit", "perMessageGroupId"}};
  REQUIRE(desk.set(desk.url, high).ok());
  CHECK(desk.attributes(desk.url).at("DeduplicationScope") == "messageGroup");
  REQUIRE(desk.send(SqsDesk::fifo_message(desk.url, "one", "a", "d")).ok());
  REQUIRE(desk.send(SqsDesk::fifo_message(desk.url, "two", "b", "d")).ok());
  CHECK(bodies(desk.receive(desk.url)) == "one");
}

TEST_CASE("Content-based deduplication makes the id of the body alone", "[sqs][fifo]") {
  Fifo desk{{{"ContentBasedDeduplication", "true"}}};
  std::string const id = "532eaabd9574880dbf76b9b8cc00832c20a6ec113d682299550d7a6e0f345e25";
  auto op = SqsDesk::message(desk.url, "Test");
  op.message_group_id = "g";
  auto const first = desk.send(op);
  REQUIRE(first.ok());
  op.message_attributes = {{"Foo", text_attribute("Bar")}};
  CHECK(desk.send(op)->message_id == first->message_id);
  CHECK(desk.send(SqsDesk::fifo_message(desk.url, "another", "g", id))->message_id ==
        first->message_id);
  op.message_deduplication_id = "explicit";  // wins
  CHECK(desk.send(op)->message_id != first->message_id);
  auto const taken = desk.receive(desk.url);
  REQUIRE(taken.size() == 2);
  CHECK(taken[0].attributes.at("MessageDeduplicationId") == id);
  CHECK(taken[1].attributes.at("MessageDeduplicationId") == "explicit");
}

TEST_CASE("A body is content enough for a duplicate, in another group and after its end, too",
          "[sqs][fifo]") {
  Fifo desk{{{"ContentBasedDeduplication", "true"}}};
  auto op = SqsDesk::message(desk.url, R"({"foo":"bar"})");
  op.message_group_id = "a";
  REQUIRE(desk.send(op).ok());
  auto const taken = desk.receive(desk.url);
  REQUIRE(taken.size() == 1);
  REQUIRE(desk.remove(desk.url, taken[0].receipt_handle).ok());
  op.message_group_id = "b";
  CHECK(desk.send(op)->message_id == taken[0].message_id);
  CHECK(desk.receive(desk.url).empty());
}

TEST_CASE("A FIFO message tells the same of itself at each receive, but for the count",
          "[sqs][fifo]") {
  Fifo desk;
  auto const sent = desk.send(SqsDesk::fifo_message(desk.url, "message-body-1", "group", "dedup"));
  CHECK(sent->md5_of_message_body == "19c9e282d65f9733bc6b35d50062c7ee");
  desk.turn.now += 1s;
  Map<std::string> told{{"ApproximateFirstReceiveTimestamp", "1684972801000"},
                        {"ApproximateReceiveCount", "1"},
                        {"MessageDeduplicationId", "dedup"},
                        {"MessageGroupId", "group"},
                        {"SenderId", "000000000000"},
                        {"SentTimestamp", "1684972800000"},
                        {"SequenceNumber", *sent->sequence_number}};
  CHECK(desk.receive_for(desk.url, 0).at(0).attributes == told);
  desk.turn.now += 1s;
  told["ApproximateReceiveCount"] = "2";
  CHECK(desk.receive(desk.url).at(0).attributes == told);
}

TEST_CASE("Sequence numbers have 20 digits and rise, also within one instant", "[sqs][fifo]") {
  Fifo desk;
  std::string last;
  for (int i = 0; i < 20; ++i) {
    auto const sent = desk.send(desk.url, std::to_string(i), i % 2 ? "a" : "b");
    REQUIRE(sent->sequence_number);
    CHECK(sent->sequence_number->size() == 20);
    CHECK(sent->sequence_number->find_first_not_of("0123456789") == std::string::npos);
    CHECK(*sent->sequence_number > last);
    last = *sent->sequence_number;
    if (i == 10)
      desk.turn.now += 1ms;
  }
  auto const message = desk.receive(desk.url).at(0);
  CHECK(message.attributes.at("MessageGroupId") == "b");
  CHECK(message.attributes.at("MessageDeduplicationId") == "0");
  CHECK(message.attributes.at("SequenceNumber").size() == 20);
}

TEST_CASE("A receive fills up from one group before it goes to the next, each in order",
          "[sqs][fifo]") {
  Fifo desk;
  desk.send_all("a", {"a1"});
  desk.send_all("b", {"b1"});
  desk.send_all("a", {"a2", "a3"});
  desk.send_all("b", {"b2"});
  CHECK(bodies(desk.receive(desk.url, 4)) == "a1, a2, a3, b1");
  CHECK(desk.receive(desk.url).empty());  // b2 waits for b1
  CHECK(desk.counts(desk.url) == "1 4 0");
}

TEST_CASE("What arrives for a locked group waits until the group is free", "[sqs][fifo]") {
  Fifo desk;
  desk.send_all("a", {"a1"});
  auto const taken = desk.receive(desk.url);
  desk.send_all("a", {"a2"});
  CHECK(desk.turn.rings.empty());
  CHECK(desk.receive(desk.url).empty());
  desk.send_all("b", {"b1"});
  CHECK(desk.turn.rings.size() == 1);
  CHECK(bodies(desk.receive(desk.url)) == "b1");
  REQUIRE(desk.remove(desk.url, taken.at(0).receipt_handle).ok());
  CHECK(desk.turn.rings.size() == 1);
  CHECK(bodies(desk.receive(desk.url)) == "a2");
}

TEST_CASE("A group is free at once when all that is in flight is deleted, not before",
          "[sqs][fifo]") {
  Fifo desk;
  desk.send_all("g", {"1", "2", "3"});
  auto const taken = desk.receive(desk.url, 2);
  REQUIRE(bodies(taken) == "1, 2");
  REQUIRE(desk.remove(desk.url, taken[0].receipt_handle).ok());
  CHECK(desk.receive(desk.url).empty());
  REQUIRE(desk.remove(desk.url, taken[1].receipt_handle).ok());
  CHECK(bodies(desk.receive(desk.url)) == "3");
}

TEST_CASE("An emptied group comes back with its next message", "[sqs][fifo]") {
  Fifo desk;
  desk.send_all("g", {"1"});
  REQUIRE(desk.remove(desk.url, desk.receive(desk.url).at(0).receipt_handle).ok());
  CHECK(desk.counts(desk.url) == "0 0 0");
  desk.send_all("g", {"2"});
  CHECK(bodies(desk.receive(desk.url)) == "2");
}

TEST_CASE("A hidden message locks those behind it in its group, not those before it",
          "[sqs][fifo]") {
  Fifo desk;
  desk.send_all("g", {"foo", "bar", "baz"});
  auto const taken = desk.receive(desk.url);
  REQUIRE(bodies(taken) == "foo, bar, baz");
  auto const after_extending = [&](std::vector<int> which) {
    for (auto const index : which)
      REQUIRE(desk.extend(desk.url, taken.at(static_cast<std::size_t>(index)).receipt_handle, 100)
                  .ok());
    desk.turn.now += 30s;
    return bodies(desk.receive(desk.url));
  };
  SECTION("none extended") { CHECK(after_extending({}) == "foo, bar, baz"); }
  SECTION("all extended") { CHECK(after_extending({0, 1, 2}) == ""); }
  SECTION("the first extended") { CHECK(after_extending({0}) == ""); }
  SECTION("the second extended") { CHECK(after_extending({1}) == "foo"); }
  SECTION("the third extended") { CHECK(after_extending({2}) == "foo, bar"); }
  SECTION("the first and third extended") { CHECK(after_extending({0, 2}) == ""); }
}

TEST_CASE("A group that is free again queues up behind those that were free before",
          "[sqs][fifo]") {
  Fifo desk;
  desk.send_all("g1", {"g1-m1", "g1-m2"});
  auto const taken = desk.receive(desk.url);
  REQUIRE(taken.size() == 2);
  desk.send_all("g2", {"g2-m1"});
  REQUIRE(desk.extend(desk.url, taken[0].receipt_handle, 1).ok());
  desk.turn.now += 1s;
  CHECK(bodies(desk.receive(desk.url)) == "g2-m1, g1-m1");
}

TEST_CASE("A receipt handle of a FIFO queue ends with the visibility timeout", "[sqs][fifo]") {
  Fifo desk;
  desk.send_all("g", {"1"});
  auto const handle = desk.receive(desk.url).at(0).receipt_handle;
  SECTION("expired") {
    desk.turn.now += 30s;
    CHECK(desk.remove(desk.url, handle).error() == expired_handle_error(handle));
    CHECK_FALSE(desk.extend(desk.url, handle, 10).ok());
    CHECK(desk.counts(desk.url) == "1 0 0");
  }
  SECTION("extended") {
    desk.turn.now += 29s;
    REQUIRE(desk.extend(desk.url, handle, 10).ok());
    desk.turn.now += 9s;
    CHECK(desk.remove(desk.url, handle).ok());
    CHECK(desk.counts(desk.url) == "0 0 0");
  }
  SECTION("received anew") {
    desk.turn.now += 30s;
    CHECK(desk.receive(desk.url).size() == 1);
    CHECK(desk.remove(desk.url, handle).error() == expired_handle_error(handle));
    CHECK(desk.counts(desk.url) == "0 1 0");
  }
  SECTION("deleted") {
    CHECK(desk.remove(desk.url, handle).ok());
    CHECK(desk.remove(desk.url, handle).ok());
    CHECK(desk.extend(desk.url, handle, 10).error() == unavailable_handle_error(handle));
  }
  SECTION("garbage, or of another queue") {
    CHECK(desk.remove(desk.url, "garbage").error() == no_handle_error("garbage"));
    CHECK(desk.remove(desk.create_fifo("other.fifo"), handle).error() ==
          other_queues_handle_error(handle));
  }
}

TEST_CASE("A FIFO receive with a timeout of 0 gives a handle that deletes nothing", "[sqs][fifo]") {
  Fifo desk;
  desk.send_all("g", {"1", "2"});
  auto const taken = desk.receive_for(desk.url, 0);
  REQUIRE(bodies(taken) == "1, 2");
  CHECK(desk.remove(desk.url, taken[0].receipt_handle).error() ==
        expired_handle_error(taken[0].receipt_handle));
  CHECK(bodies(desk.receive(desk.url)) == "1, 2");
}

TEST_CASE("A message that outlives its retention frees its group", "[sqs][fifo]") {
  Fifo desk{{{"MessageRetentionPeriod", "60"}}};
  desk.send_all("g", {"1"});
  REQUIRE(desk.receive_for(desk.url, 600).size() == 1);
  desk.turn.now += 30s;
  desk.send_all("g", {"2"});
  CHECK(desk.receive(desk.url).empty());
  desk.turn.now += 30s;
  CHECK(bodies(desk.receive(desk.url)) == "2");
}
