// What SQS keeps: a box that is made anew on the same store goes on where the old one stopped.
#include <catch2/catch.hpp>

#include "engines/sqs_desk.hpp"
#include "shape/json.hpp"
#include "support/restarts.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

struct SqsRestarts : Restarts {
  std::string create(std::string name, Map<std::string> attributes = {}) {
    sqs::CreateQueue op{std::move(name), std::move(attributes), {}};
    return box->call(op)->queue_url;
  }
  std::string create_fifo(std::string name) {
    return create(std::move(name), {{"FifoQueue", "true"}});
  }
  sqs::SendMessage::Output send(sqs::SendMessage const& op) { return *box->call(op); }
  std::vector<sqs::Message> receive(std::string const& url, std::int64_t most = 10) {
    auto op = SqsDesk::receiving(url, most);
    op.wait_time_seconds = 0;
    return box->call(op)->messages;
  }
  Map<std::string> attributes(std::string const& url) {
    sqs::GetQueueAttributes op{url, {"All"}};
    return box->call(op)->attributes;
  }
  std::string counts(std::string const& url) {
    auto all = attributes(url);
    return all["ApproximateNumberOfMessages"] + ' ' + all["ApproximateNumberOfMessagesNotVisible"] +
           ' ' + all["ApproximateNumberOfMessagesDelayed"];
  }
};

}  // namespace

TEST_CASE("Queues and their attributes outlive the box", "[sqs][rows]") {
  SqsRestarts boxes;
  boxes.create("dead");
  auto const url = boxes.create(
      "stock", {{"DelaySeconds", "7"}, {"RedrivePolicy", SqsDesk::redrive("dead", "3")}});
  boxes.create("gone");
  REQUIRE(boxes.box->call(sqs::DeleteQueue{"gone"}).ok());
  boxes.box->advance(10s);
  sqs::SetQueueAttributes const set{url, {{"KmsMasterKeyId", "key"}, {"Policy", queue_policy}}};
  REQUIRE(boxes.box->call(set).ok());
  auto const before = boxes.attributes(url);
  boxes.restart(1s);
  CHECK(boxes.attributes(url) == before);
  CHECK(boxes.box->call(sqs::ListQueues{})->queue_urls.size() == 2);
  boxes.create("fresh");
  boxes.send(SqsDesk::message("fresh", "hello"));
  CHECK(boxes.counts(url) == "0 0 0");
}

TEST_CASE("Messages come back ready, delayed and in flight, and in order", "[sqs][rows]") {
  SqsRestarts boxes;
  auto const url = boxes.create("stock");
  auto taken_op = SqsDesk::message(url, "taken");
  taken_op.message_attributes = {{"Foo", text_attribute("Bar")},
                                 {"raw", binary_attribute(std::string("\0\xff", 2))}};
  boxes.send(taken_op);
  auto const taken = boxes.receive(url);
  REQUIRE(taken.size() == 1);
  boxes.send(SqsDesk::message(url, "a"));
  boxes.send(SqsDesk::message(url, "b"));
  auto delayed = SqsDesk::message(url, "delayed");
  delayed.delay_seconds = 20;
  boxes.send(delayed);
  boxes.restart();
  CHECK(boxes.counts(url) == "2 1 1");
  CHECK(bodies(boxes.receive(url)) == "a, b");
  boxes.box->advance(20s);
  CHECK(bodies(boxes.receive(url)) == "delayed");
  boxes.box->advance(10s);
  auto const again = boxes.receive(url, 1);
  REQUIRE(bodies(again) == "taken");
  CHECK(again[0].message_id == taken[0].message_id);
  CHECK(again[0].message_attributes == taken_op.message_attributes);
  CHECK(again[0].md5_of_message_attributes == taken[0].md5_of_message_attributes);
  CHECK(again[0].attributes.at("ApproximateReceiveCount") == "2");
  CHECK(again[0].attributes.at("SentTimestamp") == taken[0].attributes.at("SentTimestamp"));
}

TEST_CASE("A receipt handle is good in the next box, too", "[sqs][rows]") {
  SqsRestarts boxes;
  auto const url = boxes.create("stock");
  boxes.send(SqsDesk::message(url, "a"));
  boxes.send(SqsDesk::message(url, "b"));
  auto const taken = boxes.receive(url);
  REQUIRE(taken.size() == 2);
  boxes.restart();
  sqs::ChangeMessageVisibility const longer{url, taken[0].receipt_handle, 100};
  REQUIRE(boxes.box->call(longer).ok());
  sqs::DeleteMessage const remove{url, taken[1].receipt_handle};
  REQUIRE(boxes.box->call(remove).ok());
  boxes.restart(50s);
  CHECK(boxes.counts(url) == "0 1 0");
  boxes.restart(50s);
  CHECK(bodies(boxes.receive(url)) == "a");
}

TEST_CASE("What was purged, deleted or outlived does not come back", "[sqs][rows]") {
  SqsRestarts boxes;
  auto const purged = boxes.create("purged");
  boxes.send(SqsDesk::message(purged, "a"));
  REQUIRE(boxes.box->call(sqs::PurgeQueue{purged}).ok());
  auto const dropped = boxes.create("dropped");
  boxes.send(SqsDesk::message(dropped, "a"));
  REQUIRE(boxes.box->call(sqs::DeleteQueue{dropped}).ok());
  auto const outlived = boxes.create("outlived", {{"MessageRetentionPeriod", "60"}});
  boxes.send(SqsDesk::message(outlived, "a"));
  boxes.restart(60s);
  CHECK(boxes.counts(purged) == "0 0 0");
  CHECK(boxes.counts(outlived) == "0 0 0");
  boxes.create("dropped");
  CHECK(boxes.counts(dropped) == "0 0 0");
}

TEST_CASE("A message that was moved is in its dead-letter queue after a restart", "[sqs][rows]") {
  SqsRestarts boxes;
  auto const dead = boxes.create("dead");
  auto const url = boxes.create("stock", {{"RedrivePolicy", SqsDesk::redrive("dead", "1")}});
  boxes.send(SqsDesk::message(url, "hello"));
  REQUIRE(boxes.receive(url).size() == 1);
  boxes.restart(30s);
  CHECK(boxes.receive(url).empty());
  boxes.restart();
  CHECK(boxes.counts(url) == "0 0 0");
  auto const moved = boxes.receive(dead);
  REQUIRE(bodies(moved) == "hello");
  CHECK(moved[0].attributes.at("ApproximateReceiveCount") == "2");
  CHECK(moved[0].attributes.at("DeadLetterQueueSourceArn") == SqsDesk::arn("stock"));
}

TEST_CASE("A FIFO queue's groups stay locked, and its numbers go on rising", "[sqs][rows]") {
  SqsRestarts boxes;
  auto const url = boxes.create_fifo("stock.fifo");
  boxes.send(SqsDesk::fifo_message(url, "1", "g", "1"));
  auto const second = boxes.send(SqsDesk::fifo_message(url, "2", "g", "2"));
  REQUIRE(bodies(boxes.receive(url, 1)) == "1");
  boxes.restart();
  CHECK(boxes.counts(url) == "1 1 0");
  CHECK(boxes.receive(url).empty());
  auto const third = boxes.send(SqsDesk::fifo_message(url, "3", "g", "3"));
  CHECK(*third.sequence_number > *second.sequence_number);
  boxes.box->advance(30s);
  CHECK(bodies(boxes.receive(url)) == "1, 2, 3");
}

TEST_CASE("The scope of deduplication is that of the creation also in the next box",
          "[sqs][rows]") {
  SqsRestarts boxes;
  auto const url = boxes.create_fifo("stock.fifo");
  sqs::SetQueueAttributes const set{url, {{"DeduplicationScope", "messageGroup"}}};
  REQUIRE(boxes.box->call(set).ok());
  boxes.restart();
  boxes.send(SqsDesk::fifo_message(url, "a", "a", "d"));
  boxes.send(SqsDesk::fifo_message(url, "b", "b", "d"));
  CHECK(bodies(boxes.receive(url)) == "a");
}

TEST_CASE(
    "What a FIFO queue was sent lately it knows after a restart, too, until five minutes are over",
    "[sqs][rows]") {
  SqsRestarts boxes;
  auto const url = boxes.create_fifo("stock.fifo");
  auto const first = boxes.send(SqsDesk::fifo_message(url, "hello", "g", "id"));
  auto const taken = boxes.receive(url);
  REQUIRE(boxes.box->call(sqs::DeleteMessage{url, taken.at(0).receipt_handle}).ok());
  boxes.restart(299s);
  auto const again = boxes.send(SqsDesk::fifo_message(url, "hello again", "g", "id"));
  CHECK(again.message_id == first.message_id);
  CHECK(again.sequence_number == first.sequence_number);
  CHECK(boxes.counts(url) == "0 0 0");
  boxes.restart(1s);
  boxes.send(SqsDesk::fifo_message(url, "anew", "g", "id"));
  CHECK(bodies(boxes.receive(url)) == "anew");
}

TEST_CASE("A message move task goes on after a restart where it was", "[sqs][rows]") {
  SqsRestarts boxes;
  auto const dead = boxes.create("dead");
  auto const url = boxes.create("stock", {{"RedrivePolicy", SqsDesk::redrive("dead", "1")}});
  for (std::string const body : {"a", "b", "c"})
    boxes.send(SqsDesk::message(dead, body));
  sqs::StartMessageMoveTask start;
  start.source_arn = SqsDesk::arn("dead");
  start.destination_arn = SqsDesk::arn("stock");
  start.max_number_of_messages_per_second = 1;
  auto const handle = boxes.box->call(start)->task_handle;
  boxes.box->advance(1s);
  CHECK(boxes.counts(url) == "1 0 0");
  boxes.restart();
  sqs::ListMessageMoveTasks const list{SqsDesk::arn("dead"), {}};
  auto const running = boxes.box->call(list)->results.at(0);
  CHECK(running.status == "RUNNING");
  CHECK(running.task_handle == handle);
  CHECK(running.approximate_number_of_messages_moved == 1);
  boxes.box->advance(2s);
  CHECK(boxes.counts(url) == "3 0 0");
  CHECK(boxes.box->call(list)->results.at(0).status == "COMPLETED");
}

TEST_CASE("An old handle names no message of the next box", "[sqs][rows]") {
  SqsRestarts boxes;
  auto const url = boxes.create("stock");
  boxes.send(SqsDesk::message(url, "old"));
  auto const old = boxes.receive(url);
  REQUIRE(boxes.box->call(sqs::PurgeQueue{url}).ok());
  boxes.restart();
  boxes.send(SqsDesk::message(url, "new"));
  CHECK(boxes.box->call(sqs::DeleteMessage{url, old.at(0).receipt_handle}).ok());
  CHECK(bodies(boxes.receive(url)) == "new");
}

TEST_CASE("Tags and permissions outlive the box", "[sqs][rows]") {
  SqsRestarts boxes;
  auto const url = boxes.create("stock");
  sqs::TagQueue const tag{url, {{"team", "shop"}, {"stage", ""}}};
  REQUIRE(boxes.box->call(tag).ok());
  sqs::UntagQueue const untag{url, {"stage"}};
  REQUIRE(boxes.box->call(untag).ok());
  sqs::AddPermission const permit{url, "one", {"111111111111"}, {"SendMessage"}};
  REQUIRE(boxes.box->call(permit).ok());
  auto const before = boxes.attributes(url);
  boxes.restart();
  CHECK(boxes.box->call(sqs::ListQueueTags{url})->tags == Map<std::string>{{"team", "shop"}});
  CHECK(boxes.attributes(url) == before);
  CHECK(boxes.box->call(sqs::RemovePermission{url, "one"}).ok());
}

TEST_CASE("What a queue knew is not kept beyond its end", "[sqs][rows]") {
  SqsRestarts boxes;
  auto const op = SqsDesk::fifo_message(boxes.create_fifo("stock.fifo"), "hello", "g", "d");
  boxes.send(op);
  REQUIRE(boxes.box->call(sqs::DeleteQueue{op.queue_url}).ok());
  boxes.create_fifo("stock.fifo");
  boxes.restart();
  boxes.send(op);
  CHECK(boxes.counts(op.queue_url) == "1 0 0");
}

TEST_CASE("A move task goes on in the next box at its rate, and is cancelled there by its handle",
          "[sqs][rows][moves]") {
  SqsRestarts boxes;
  auto const dead = boxes.create("dead");
  boxes.create("stock", {{"RedrivePolicy", SqsDesk::redrive("dead", "1")}});
  boxes.create("spare");
  for (int i = 0; i < 20; ++i)
    boxes.send(SqsDesk::message(dead, std::to_string(i)));
  sqs::StartMessageMoveTask const start{SqsDesk::arn("dead"), SqsDesk::arn("spare"), 1};
  auto const handle = boxes.box->call(start)->task_handle;
  auto const task = [&] {
    return boxes.box->call(sqs::ListMessageMoveTasks{SqsDesk::arn("dead"), {}})->results.at(0);
  };
  boxes.box->advance(3s);
  auto const before = task();
  CHECK(before.approximate_number_of_messages_moved == 3);
  boxes.restart();
  CHECK(to_json(task()) == to_json(before));
  CHECK(boxes.counts("spare") == "3 0 0");
  boxes.box->advance(2s);
  CHECK(task().approximate_number_of_messages_moved == 5);
  CHECK(boxes.box->call(start).error().code == "InvalidParameterValue");

  CHECK(boxes.box->call(sqs::CancelMessageMoveTask{handle})->approximate_number_of_messages_moved ==
        5);
  boxes.restart();
  CHECK(task().status == "CANCELLING");
  boxes.box->advance(60s);
  CHECK(task().status == "CANCELLED");
  boxes.restart();
  CHECK(task().status == "CANCELLED");
}

TEST_CASE("What fell due for a move task between two boxes is done in the second",
          "[sqs][rows][moves]") {
  SqsRestarts boxes;
  auto const dead = boxes.create("dead");
  boxes.create("stock", {{"RedrivePolicy", SqsDesk::redrive("dead", "1")}});
  boxes.create("spare");
  for (int i = 0; i < 5; ++i)
    boxes.send(SqsDesk::message(dead, std::to_string(i)));
  sqs::StartMessageMoveTask const start{SqsDesk::arn("dead"), SqsDesk::arn("spare"), 1};
  REQUIRE(boxes.box->call(start).ok());
  boxes.restart(60s);
  boxes.box->advance(1s);
  CHECK(boxes.counts(dead) == "0 0 0");
  CHECK(bodies(boxes.receive("spare")) == "0, 1, 2, 3, 4");
  auto const tasks = boxes.box->call(sqs::ListMessageMoveTasks{SqsDesk::arn("dead"), 10})->results;
  REQUIRE(tasks.size() == 1);
  CHECK(tasks[0].status == "COMPLETED");
  CHECK(tasks[0].approximate_number_of_messages_moved == 5);
}

TEST_CASE("The latest ten tasks of a source are kept, in their order", "[sqs][rows][moves]") {
  SqsRestarts boxes;
  boxes.create("dead");
  boxes.create("stock", {{"RedrivePolicy", SqsDesk::redrive("dead", "1")}});
  boxes.create("spare");
  for (int i = 1; i <= 12; ++i) {
    sqs::StartMessageMoveTask const start{SqsDesk::arn("dead"), SqsDesk::arn("spare"), i};
    REQUIRE(boxes.box->call(start).ok());
    boxes.box->advance(2s);
  }
  boxes.restart();
  auto const tasks = boxes.box->call(sqs::ListMessageMoveTasks{SqsDesk::arn("dead"), 10})->results;
  REQUIRE(tasks.size() == 10);
  for (std::size_t i = 0; i < tasks.size(); ++i)
    CHECK(tasks[i].max_number_of_messages_per_second == 12 - static_cast<std::int64_t>(i));
}

TEST_CASE("A noisy tenant's messages are all there after a restart", "[sqs][rows][fair]") {
  SqsRestarts boxes;
  auto const url = boxes.create("stock");
  auto op = SqsDesk::message(url, "m");
  op.message_group_id = "loud";
  for (int i = 0; i < 40; ++i)
    boxes.send(op);
  for (int i = 0; i < 3; ++i)
    REQUIRE(boxes.receive(url).size() == 10);
  boxes.restart();
  CHECK(boxes.counts(url) == "10 30 0");
  auto const left = boxes.receive(url);
  REQUIRE(left.size() == 10);
  CHECK(left[0].attributes.at("MessageGroupId") == "loud");
}

TEST_CASE("A receive that is asked for again after a restart gets the same messages",
          "[sqs][rows]") {
  SqsRestarts boxes;
  auto const url = boxes.create_fifo("line.fifo");
  auto op = SqsDesk::message(url, "hello");
  op.message_group_id = "g";
  op.message_deduplication_id = "d";
  boxes.send(op);
  sqs::ReceiveMessage receive;
  receive.queue_url = url;
  receive.receive_request_attempt_id = "attempt";
  auto const first = boxes.box->call(receive)->messages;
  REQUIRE(first.size() == 1);
  boxes.restart(1s);
  auto const again = boxes.box->call(receive)->messages;
  REQUIRE(again.size() == 1);
  CHECK(again[0].receipt_handle == first[0].receipt_handle);
}
