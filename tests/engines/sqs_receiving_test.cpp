// Receiving from SQS: what is returned, how long it stays hidden, what a receipt handle is good
// for, and long polls.
#include <catch2/catch.hpp>

#include "engines/sqs_desk.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

struct Standard : SqsDesk {
  std::string url = create("stock");
  // The one message that a receive of 30 seconds gives.
  sqs::Message take() {
    auto const messages = receive(url, 1);
    REQUIRE(messages.size() == 1);
    return messages[0];
  }
  sqs::Message send_and_take(std::string body = "hello") {
    REQUIRE(send(url, std::move(body)).ok());
    return take();
  }
};

std::string names(Map<std::string> const& attributes) {
  std::string text;
  for (auto const& [name, value] : attributes)
    text += (text.empty() ? "" : " ") + name;
  return text;
}

}  // namespace

TEST_CASE("A receive returns 1 message unless asked for up to 10, in order of arrival", "[sqs]") {
  Standard desk;
  for (int i = 0; i < 12; ++i)
    REQUIRE(desk.send(desk.url, std::to_string(i)).ok());
  sqs::ReceiveMessage plain;
  plain.queue_url = desk.url;
  CHECK(bodies(desk.receive(plain)) == "0");
  CHECK(bodies(desk.receive(desk.url, 10)) == "1, 2, 3, 4, 5, 6, 7, 8, 9, 10");
  CHECK(desk.counts(desk.url) == "1 11 0");
  CHECK(bodies(desk.receive(desk.url, 10)) == "11");
  CHECK(desk.receive(desk.url, 10).empty());
}

TEST_CASE("A received message has its digest, and system attributes as far as they are asked for",
          "[sqs]") {
  Standard desk;
  desk.turn.now += 1ms;
  REQUIRE(desk.send(desk.url, "hello").ok());
  desk.turn.now += 2s;
  auto op = SqsDesk::receiving(desk.url);
  op.visibility_timeout = 0;
  auto const all = desk.receive(op).at(0);
  CHECK(all.md5_of_body == "5d41402abc4b2a76b9719d911017c592");
  CHECK(all.receipt_handle.starts_with("AQEB"));
  CHECK(names(all.attributes) ==
        "ApproximateFirstReceiveTimestamp ApproximateReceiveCount SenderId SentTimestamp");
  CHECK(all.attributes.at("SentTimestamp") == "1684972800001");
  CHECK(all.attributes.at("ApproximateFirstReceiveTimestamp") == "1684972802001");
  CHECK(all.attributes.at("ApproximateReceiveCount") == "1");

  desk.turn.now += 1s;
  op.message_system_attribute_names = {"SenderId"};
  op.attribute_names = {"ApproximateReceiveCount", "ApproximateFirstReceiveTimestamp"};
  auto const some = desk.receive(op).at(0);
  CHECK(names(some.attributes) ==
        "ApproximateFirstReceiveTimestamp ApproximateReceiveCount SenderId");
  CHECK(some.attributes.at("ApproximateReceiveCount") == "2");
  CHECK(some.attributes.at("ApproximateFirstReceiveTimestamp") == "1684972802001");
  CHECK(some.receipt_handle != all.receipt_handle);

  op.message_system_attribute_names.clear();
  op.attribute_names.clear();
  CHECK(desk.receive(op).at(0).attributes.empty());
  op.attribute_names = {"Colour"};
  CHECK(desk.turn(desk.sqs, op).error().code == "InvalidAttributeName");
}

TEST_CASE("A system attribute that a message does not have is left out, in either list", "[sqs]") {
  Standard desk;
  REQUIRE(desk.set(desk.url, {{"VisibilityTimeout", "0"}}).ok());
  REQUIRE(desk.send(desk.url, "hello").ok());
  std::vector<std::string> const asked{"SenderId", "SequenceNumber", "MessageGroupId"};
  sqs::ReceiveMessage op;
  op.queue_url = desk.url;
  SECTION("of the new name") { op.message_system_attribute_names = asked; }
  SECTION("of the old name") { op.attribute_names = asked; }
  SECTION("both") { op.attribute_names = op.message_system_attribute_names = asked; }
  CHECK(desk.receive(op).at(0).attributes == Map<std::string>{{"SenderId", "000000000000"}});
}

TEST_CASE("Message attributes are returned by name or prefix, with the digest of what is returned",
          "[sqs]") {
  Standard desk;
  auto send = SqsDesk::message(desk.url, "msg");
  send.message_attributes = {{"Foo", text_attribute("Bar")},
                             {"Help.Me", text_attribute("Me")},
                             {"raw", binary_attribute("\x01\x02")}};
  auto const sent = desk.send(send);
  auto op = SqsDesk::receiving(desk.url);
  op.visibility_timeout = 0;
  auto const asked = [&](std::vector<std::string> patterns) {
    op.message_attribute_names = std::move(patterns);
    return desk.receive(op).at(0);
  };
  for (std::string const every : {"All", ".*", "*"}) {
    auto const message = asked({every});
    CHECK(message.message_attributes == send.message_attributes);
    CHECK(message.md5_of_message_attributes == sent->md5_of_message_attributes);
  }
  auto const one = asked({"Foo", "Nobody"});
  CHECK(one.message_attributes == sqs::MessageAttributes{{"Foo", text_attribute("Bar")}});
  CHECK(one.md5_of_message_attributes == "ae7155c6026991b6d54b11589678bf9c");
  CHECK(asked({"Help.*"}).message_attributes.size() == 1);
  CHECK(asked({"Help.Me"}).message_attributes.size() == 1);
  for (auto const& patterns : {std::vector<std::string>{}, {"foo"}, {"Fo"}, {"Other.*"}}) {
    auto const none = asked(patterns);
    CHECK(none.message_attributes.empty());
    CHECK_FALSE(none.md5_of_message_attributes);
  }
}

TEST_CASE("A received message is hidden for its timeout, then comes again with a higher count",
          "[sqs]") {
  Standard desk;
  desk.send_and_take();
  CHECK(desk.counts(desk.url) == "0 1 0");
  CHECK(desk.sqs.next_due() == desk.turn.now + 30s);
  desk.turn.now += 30s - 1ms;
  CHECK(desk.receive(desk.url).empty());
  desk.turn.now += 1ms;
  desk.turn.advance(desk.sqs);
  CHECK(desk.turn.rings.size() == 1);
  CHECK(desk.counts(desk.url) == "1 0 0");
  CHECK(desk.take().attributes.at("ApproximateReceiveCount") == "2");

  desk.turn.now += 30s;
  CHECK(desk.receive_for(desk.url, 5).size() == 1);
  desk.turn.now += 5s;
  CHECK(desk.receive_for(desk.url, 0).size() == 1);
  CHECK(desk.take().attributes.at("ApproximateReceiveCount") == "5");
}

TEST_CASE("A timeout of 0 returns a message once a receive, and leaves it visible", "[sqs]") {
  Standard desk;
  REQUIRE(desk.send(desk.url, "a").ok());
  REQUIRE(desk.send(desk.url, "b").ok());
  CHECK(bodies(desk.receive_for(desk.url, 0)) == "a, b");
  CHECK(desk.counts(desk.url) == "2 0 0");
  CHECK(desk.receive_for(desk.url, 0).size() == 2);
}

TEST_CASE("A message is forgotten when its retention ends, also in flight", "[sqs]") {
  Standard desk;
  REQUIRE(desk.set(desk.url, {{"MessageRetentionPeriod", "60"}}).ok());
  REQUIRE(desk.send(desk.url, "a").ok());
  REQUIRE(desk.send(desk.url, "b").ok());
  auto const taken = desk.receive_for(desk.url, 100, 1);
  REQUIRE(taken.size() == 1);
  desk.turn.now += 60s - 1ms;
  CHECK(desk.counts(desk.url) == "1 1 0");
  desk.turn.now += 1ms;
  CHECK(desk.counts(desk.url) == "0 0 0");
  CHECK(desk.receive(desk.url).empty());
  CHECK(desk.remove(desk.url, taken[0].receipt_handle).ok());
  CHECK_FALSE(desk.extend(desk.url, taken[0].receipt_handle, 10).ok());

  REQUIRE(desk.set(desk.url, {{"MessageRetentionPeriod", "345600"}}).ok());
  REQUIRE(desk.send(desk.url, "c").ok());
  desk.turn.now += 100s;
  CHECK(desk.counts(desk.url) == "1 0 0");
  REQUIRE(desk.set(desk.url, {{"MessageRetentionPeriod", "100"}}).ok());
  CHECK(desk.counts(desk.url) == "0 0 0");
}

TEST_CASE("A visibility timeout can be prolonged, cut short and ended", "[sqs]") {
  Standard desk;
  auto const handle = desk.send_and_take().receipt_handle;
  desk.turn.now += 20s;
  REQUIRE(desk.extend(desk.url, handle, 60).ok());
  desk.turn.now += 60s - 1ms;
  CHECK(desk.receive(desk.url).empty());
  REQUIRE(desk.extend(desk.url, handle, 5).ok());
  desk.turn.now += 4s;
  CHECK(desk.receive(desk.url).empty());
  REQUIRE(desk.extend(desk.url, handle, 0).ok());
  CHECK(desk.turn.rings.size() == 1);
  desk.take();
  desk.turn.now += 30s;  // the queue's own timeout again: a change is not remembered
  CHECK(desk.receive(desk.url).size() == 1);
}

TEST_CASE("A message stays invisible for 12 hours at most, counted from the receive", "[sqs]") {
  Standard desk;
  auto const handle = desk.send_and_take().receipt_handle;
  auto const beyond = [](std::string const& value) {
    return value_error(
        value, "VisibilityTimeout",
        "Total VisibilityTimeout for the message is beyond the limit [43200 seconds]");
  };
  for (auto const seconds : {-1, 43'201}) {
    auto const refused = desk.extend(desk.url, handle, seconds);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code == "InvalidParameterValue");
  }
  // All 12 hours are always too much on AWS, where some time has passed since the receive.
  CHECK(desk.extend(desk.url, handle, 43'200).error() == beyond("43200"));
  desk.turn.now += 10s;
  CHECK(desk.extend(desk.url, handle, 43'191).error() == beyond("43191"));
  CHECK(desk.extend(desk.url, handle, 43'190).ok());
  desk.turn.now += 43'190s;
  CHECK(desk.receive(desk.url).size() == 1);
}

TEST_CASE("A receipt handle of a standard queue deletes until the message is received anew",
          "[sqs]") {
  Standard desk;
  auto const first = desk.send_and_take().receipt_handle;
  desk.turn.now += 30s;
  SECTION("also after the timeout") {
    CHECK(desk.extend(desk.url, first, 10).ok());  // silently: the message stays visible
    CHECK(desk.counts(desk.url) == "1 0 0");
    CHECK(desk.remove(desk.url, first).ok());
    CHECK(desk.counts(desk.url) == "0 0 0");
  }
  SECTION("but an old handle deletes nothing") {
    auto const second = desk.take().receipt_handle;
    CHECK(desk.remove(desk.url, first).ok());
    CHECK(desk.counts(desk.url) == "0 1 0");
    CHECK(desk.extend(desk.url, first, 10).error() == unavailable_handle_error(first));
    CHECK(desk.remove(desk.url, second).ok());
    CHECK(desk.counts(desk.url) == "0 0 0");
  }
  SECTION("and 12 hours after the receive at the latest") {
    desk.turn.now += 43'170s;
    desk.turn.now += 1ms;
    CHECK(desk.remove(desk.url, first).error() == expired_handle_error(first));
    CHECK(desk.counts(desk.url) == "1 0 0");
  }
}

TEST_CASE("Deleting a deleted message succeeds, changing its visibility does not", "[sqs]") {
  Standard desk;
  auto const handle = desk.send_and_take().receipt_handle;
  CHECK(desk.remove(desk.url, handle).ok());
  CHECK(desk.remove(desk.url, handle).ok());
  CHECK(desk.extend(desk.url, handle, 10).error() == unavailable_handle_error(handle));
}

TEST_CASE("A handle that the queue never gave is not valid", "[sqs]") {
  Standard desk;
  auto const handle = desk.send_and_take().receipt_handle;
  auto const other = desk.create("other");
  auto bent = handle;
  bent[10] = bent[10] == 'A' ? 'B' : 'A';
  for (auto const& garbage :
       {std::string{"garbage"}, std::string{}, std::string{"AQEB"}, bent, handle + "AAAA"}) {
    CHECK(desk.remove(desk.url, garbage).error() == no_handle_error(garbage));
    CHECK(desk.extend(desk.url, garbage, 10).error() == no_handle_error(garbage));
  }
  CHECK(desk.remove(other, handle).error() == other_queues_handle_error(handle));
  CHECK(desk.extend(other, handle, 10).error() == other_queues_handle_error(handle));
  CHECK(desk.remove("nowhere", handle).error() == no_queue_error());
  CHECK(desk.extend("nowhere", handle, 1).error() == no_queue_error());
  CHECK(desk.counts(desk.url) == "0 1 0");
}

TEST_CASE("Batches of deletes and changes answer entry by entry", "[sqs]") {
  Standard desk;
  REQUIRE(desk.send(desk.url, "a").ok());
  REQUIRE(desk.send(desk.url, "b").ok());
  auto const taken = desk.receive(desk.url);
  REQUIRE(taken.size() == 2);

  sqs::ChangeMessageVisibilityBatch change{desk.url,
                                           {{"a", taken[0].receipt_handle, 0},
                                            {"x", "garbage", 0},
                                            {"b", taken[1].receipt_handle, 43'201}}};
  auto const changed = desk.turn(desk.sqs, change);
  REQUIRE(changed->successful.size() == 1);
  CHECK(changed->successful[0].id == "a");
  REQUIRE(changed->failed.size() == 2);
  CHECK(changed->failed[0].code == "ReceiptHandleIsInvalid");
  CHECK(changed->failed[1].code == "InvalidParameterValue");
  CHECK(desk.counts(desk.url) == "1 1 0");

  sqs::DeleteMessageBatch remove{desk.url, {{"x", "garbage"}, {"b", taken[1].receipt_handle}}};
  auto const removed = desk.turn(desk.sqs, remove);
  REQUIRE(removed->successful.size() == 1);
  CHECK(removed->successful[0].id == "b");
  REQUIRE(removed->failed.size() == 1);
  CHECK(removed->failed[0].id == "x");
  CHECK(removed->failed[0].sender_fault);
  CHECK(desk.counts(desk.url) == "1 0 0");

  remove.entries.clear();
  CHECK(
      desk.turn(desk.sqs, remove).error() ==
      service_error("EmptyBatchRequest",
                    "There should be at least one DeleteMessageBatchRequestEntry in the request."));
  change.entries.clear();
  CHECK(
      desk.turn(desk.sqs, change).error() ==
      service_error(
          "EmptyBatchRequest",
          "There should be at least one ChangeMessageVisibilityBatchRequestEntry in the request."));
  for (int i = 0; i < 20; ++i) {
    remove.entries.push_back({std::to_string(i), "garbage"});
    change.entries.push_back({std::to_string(i), "garbage", 1});
  }
  CHECK(desk.turn(desk.sqs, remove).error() == too_many_error(20));
  CHECK(desk.turn(desk.sqs, change).error() == too_many_error(20));
  remove.entries = {{"a", "garbage"}, {"a", "garbage"}};
  CHECK(desk.turn(desk.sqs, remove).error() ==
        service_error("BatchEntryIdsNotDistinct", "Id a repeated."));
}

TEST_CASE(
    "A receive that finds nothing waits as long as it is told, by the request before the queue",
    "[sqs]") {
  Standard desk;
  REQUIRE(desk.set(desk.url, {{"ReceiveMessageWaitTimeSeconds", "10"}}).ok());
  auto op = SqsDesk::receiving(desk.url);
  CHECK(desk.receive(op).empty());
  REQUIRE(desk.turn.wait);
  CHECK(desk.turn.wait->until == desk.turn.now + 10s);
  auto const bell = desk.turn.wait->bell;

  op.wait_time_seconds = 20;
  desk.receive(op);
  CHECK(desk.turn.wait->until == desk.turn.now + 20s);
  op.wait_time_seconds = 0;
  desk.receive(op);
  CHECK_FALSE(desk.turn.wait);

  REQUIRE(desk.send(desk.url, "hello").ok());
  REQUIRE(desk.turn.rings.size() == 1);
  CHECK(desk.turn.rings[0] == bell);
  op.wait_time_seconds = 20;
  CHECK(desk.receive(op).size() == 1);
  CHECK_FALSE(desk.turn.wait);
}

TEST_CASE("A wait is over at the time the request came in plus what it asked for", "[sqs]") {
  Standard desk;
  auto op = SqsDesk::receiving(desk.url);
  op.wait_time_seconds = 5;
  auto const asked_at = desk.turn.now;
  Turn early{asked_at + 3s, desk.turn.random, desk.turn.caller, asked_at};
  REQUIRE(desk.sqs.handle(early, op).ok());
  REQUIRE(early.wait);
  CHECK(early.wait->until == asked_at + 5s);
  Turn late{asked_at + 5s, desk.turn.random, desk.turn.caller, asked_at};
  REQUIRE(desk.sqs.handle(late, op).ok());
  CHECK_FALSE(late.wait);
}

TEST_CASE("A receive rings for the next who waits as long as something is left", "[sqs]") {
  Standard desk;
  REQUIRE(desk.send(desk.url, "a").ok());
  REQUIRE(desk.send(desk.url, "b").ok());
  desk.receive(desk.url, 1);
  CHECK(desk.turn.rings.size() == 1);
  desk.receive(desk.url, 1);
  CHECK(desk.turn.rings.empty());
}

TEST_CASE("A standard queue refuses a receive request's attempt id", "[sqs]") {
  Standard desk;
  auto op = SqsDesk::receiving(desk.url);
  op.receive_request_attempt_id = "attempt";
  CHECK(desk.turn(desk.sqs, op).error() ==
        value_error("attempt", "ReceiveRequestAttemptId",
                    "The request include parameter that is not valid for this queue type."));
}
