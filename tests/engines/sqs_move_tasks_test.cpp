// Message move tasks of SQS: who may start one, how fast it moves and where to, and how it is
// listed.
#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "engines/sqs_moves.hpp"
#include "shape/json.hpp"

using namespace proofbox;
using namespace proofbox::test;

TEST_CASE("A move task takes each message back to the queue that it came from", "[sqs][moves]") {
  Moves desk;
  desk.bury(desk.stock, {"a", "b"});
  desk.bury(desk.orders, {"c"});
  CHECK(desk.counts(desk.dead) == "3 0 0");
  desk.start();
  desk.pass(1s);
  CHECK(desk.counts(desk.dead) == "0 0 0");
  CHECK(bodies(desk.receive(desk.stock)) == "a, b");
  CHECK(bodies(desk.receive(desk.orders)) == "c");
}

TEST_CASE("A move task to a named queue takes all messages there, in their order", "[sqs][moves]") {
  Moves desk;
  desk.bury(desk.stock, {"a"});
  desk.bury(desk.orders, {"b"});
  desk.bury(desk.stock, {"c"});
  desk.start_to_spare();
  desk.pass(1s);
  CHECK(desk.counts(desk.stock) == "0 0 0");
  CHECK(desk.counts(desk.orders) == "0 0 0");
  CHECK(bodies(desk.receive("spare")) == "a, b, c");
}

TEST_CASE("A moved message is a new one: with an id, an age and a count of its own",
          "[sqs][moves]") {
  Moves desk;
  auto op = SqsDesk::message(desk.stock, "hello");
  op.message_attributes = {{"colour", text_attribute("red")}};
  op.message_group_id = "tenant";
  auto const sent = desk.send(op)->message_id;
  REQUIRE(desk.receive_for(desk.stock, 0).size() == 1);
  REQUIRE(desk.receive(desk.stock).empty());
  desk.pass(100s);
  desk.start({}, 1);
  desk.pass(1s);
  auto const message = desk.receive(desk.stock).at(0);
  CHECK(message.message_id != sent);
  CHECK(message.body == "hello");
  CHECK(message.message_attributes == op.message_attributes);
  auto const now = std::to_string(epoch_milliseconds(desk.turn.now));
  CHECK(message.attributes == Map<std::string>{{"ApproximateFirstReceiveTimestamp", now},
                                               {"ApproximateReceiveCount", "1"},
                                               {"MessageGroupId", "tenant"},
                                               {"SenderId", "000000000000"},
                                               {"SentTimestamp", now}});
}

TEST_CASE("A moved message has all of its new queue's retention before it", "[sqs][moves]") {
  Moves desk;
  REQUIRE(desk.set(desk.stock, {{"MessageRetentionPeriod", "60"}}).ok());
  desk.bury(desk.stock, {"a"});
  desk.pass(200s);
  desk.start();
  desk.pass(59s);
  CHECK(desk.counts(desk.stock) == "1 0 0");
  desk.pass(2s);
  CHECK(desk.counts(desk.stock) == "0 0 0");
}

TEST_CASE("A moved message wakes who waits for it", "[sqs][moves]") {
  Moves desk;
  auto waiting = SqsDesk::receiving(desk.stock);
  waiting.wait_time_seconds = 20;
  desk.bury(desk.stock, {"a"});
  CHECK(desk.receive(waiting).empty());
  REQUIRE(desk.turn.wait);
  auto const bell = desk.turn.wait->bell;
  desk.start({}, 1);
  desk.pass(1s);
  CHECK(desk.turn.rings == std::vector{bell});
}

TEST_CASE("A queue's own delay holds for what is moved there", "[sqs][moves]") {
  Moves desk;
  desk.create("slow", {{"DelaySeconds", "30"}});
  desk.fill(1);
  desk.start(SqsDesk::arn("slow"));
  desk.pass(1s);
  CHECK(desk.counts("slow") == "0 0 1");
}

TEST_CASE("FIFO messages go back in their order, with their groups", "[sqs][moves][fifo]") {
  SqsDesk desk;
  desk.create_fifo("dead.fifo");
  auto const url =
      desk.create_fifo("stock.fifo", {{"RedrivePolicy", SqsDesk::redrive("dead.fifo", "1")}});
  for (auto const* body : {"1", "2", "3"})
    REQUIRE(desk.send(url, body, "g").ok());
  REQUIRE(desk.receive_for(url, 0).size() == 3);
  REQUIRE(desk.receive(url).empty());
  REQUIRE(desk.counts("dead.fifo") == "3 0 0");
  REQUIRE(desk.turn(desk.sqs, sqs::StartMessageMoveTask{SqsDesk::arn("dead.fifo"), {}, {}}).ok());
  desk.turn.now += 1s;
  desk.turn.advance(desk.sqs);
  auto const back = desk.receive(url);
  CHECK(bodies(back) == "1, 2, 3");
  for (auto const& message : back)
    CHECK(message.attributes.at("MessageGroupId") == "g");
}

TEST_CASE("What is in flight when a task comes to it stays", "[sqs][moves]") {
  Moves desk;
  desk.fill(2);
  REQUIRE(bodies(desk.receive(desk.dead, 1)) == "1");
  desk.start_to_spare();
  desk.pass(1s);
  CHECK(desk.counts(desk.dead) == "0 1 0");
  CHECK(bodies(desk.receive("spare")) == "2");
}

TEST_CASE("A move task moves as many messages a second as it was told", "[sqs][moves]") {
  Moves desk;
  desk.fill(10);
  desk.start_to_spare(2);
  CHECK(desk.progress() == "RUNNING 0/10");
  desk.pass(499ms);
  CHECK(desk.progress() == "RUNNING 0/10");
  desk.pass(1ms);
  CHECK(desk.progress() == "RUNNING 1/10");
  CHECK(desk.counts(desk.dead) == "9 0 0");
  CHECK(desk.counts("spare") == "1 0 0");
  desk.pass(2s);
  CHECK(desk.progress() == "RUNNING 5/10");
  desk.pass(2500ms);
  CHECK(desk.progress() == "COMPLETED 10/10");
}

TEST_CASE("A move task that was told no rate moves 500 messages a second", "[sqs][moves]") {
  Moves desk;
  desk.fill(1000);
  desk.start_to_spare();
  desk.pass(1s);
  CHECK(desk.progress() == "RUNNING 500/1000");
  desk.pass(1s);
  CHECK(desk.progress() == "COMPLETED 1000/1000");
}

TEST_CASE("Time that is skipped at once makes a task do all that fell due", "[sqs][moves]") {
  Moves desk;
  desk.fill(10);
  desk.start_to_spare(1);
  desk.turn.now += 4s;
  CHECK(desk.progress() == "RUNNING 4/10");
  desk.turn.now += 60s;
  CHECK(desk.progress() == "COMPLETED 10/10");
}

TEST_CASE("A task is listed with what it was told, and its handle only while it runs",
          "[sqs][moves]") {
  Moves desk;
  desk.fill(2);
  auto const handle = desk.start_to_spare(1);
  desk.pass(1s);
  auto const source = R"("SourceArn":")" + SqsDesk::arn("dead") + '"';
  auto const destination = R"("DestinationArn":")" + SqsDesk::arn("spare") + '"';
  CHECK(to_json(desk.latest()) ==
        R"({"TaskHandle":")" + handle + R"(","Status":"RUNNING",)" + source + ',' + destination +
            R"(,"MaxNumberOfMessagesPerSecond":1,"ApproximateNumberOfMessagesMoved":1,)"
            R"("ApproximateNumberOfMessagesToMove":2,"StartedTimestamp":1684972800000})");
  desk.pass(1s);
  CHECK(to_json(desk.latest()) ==
        R"({"Status":"COMPLETED",)" + source + ',' + destination +
            R"(,"MaxNumberOfMessagesPerSecond":1,"ApproximateNumberOfMessagesMoved":2,)"
            R"("ApproximateNumberOfMessagesToMove":2,"StartedTimestamp":1684972800000})");
}

TEST_CASE("A task without a destination and a rate is listed without them", "[sqs][moves]") {
  Moves desk;
  desk.bury(desk.stock, {"a", "b"});
  desk.start();
  desk.pass(1s);
  CHECK(to_json(desk.latest()) ==
        R"({"Status":"COMPLETED","SourceArn":")" + SqsDesk::arn("dead") +
            R"(","ApproximateNumberOfMessagesMoved":2,"ApproximateNumberOfMessagesToMove":2,)"
            R"("StartedTimestamp":1684972800000})");
}

TEST_CASE("A task handle is base64 of the task's id and its source", "[sqs][moves]") {
  Moves desk;
  auto const text = from_base64(desk.start());
  REQUIRE(text);
  std::string const before = R"({"taskId":")";
  auto const after = R"(","sourceArn":")" + SqsDesk::arn("dead") + "\"}";
  CHECK(text->starts_with(before));
  CHECK(text->ends_with(after));
  CHECK(text->size() == before.size() + 36 + after.size());
}

TEST_CASE("The source of a task is a queue that there is, and a dead-letter queue",
          "[sqs][moves]") {
  Moves desk;
  CHECK(desk.try_start({}, {}, "nowhere").error() == no_source_error);
  CHECK(desk.try_start({}, {}, "stock").error() ==
        parameter_error("Source queue must be configured as a Dead Letter Queue."));
  REQUIRE(desk.set(desk.stock, {{"RedrivePolicy", ""}}).ok());
  CHECK(desk.try_start().ok());
  desk.pass(1s);
  REQUIRE(desk.set(desk.orders, {{"RedrivePolicy", ""}}).ok());
  CHECK(desk.try_start().error() ==
        parameter_error("Source queue must be configured as a Dead Letter Queue."));
}

TEST_CASE("A destination is a queue that there is", "[sqs][moves]") {
  Moves desk;
  CHECK(desk.try_start(SqsDesk::arn("nowhere")).error() == no_destination_error);
  CHECK(desk.try_start("no arn").error() == no_destination_error);
  CHECK(desk.tasks().empty());
}

TEST_CASE("A destination is another queue than the source, and of its kind", "[sqs][moves]") {
  Moves desk;
  desk.create_fifo();
  CHECK(desk.try_start(SqsDesk::arn("dead")).error().code == "InvalidParameterValue");
  CHECK(desk.try_start(SqsDesk::arn("stock.fifo")).error().code == "InvalidParameterValue");
}

TEST_CASE("Tasks of several sources run beside one another", "[sqs][moves]") {
  Moves desk;
  desk.create("graves");
  desk.create("shop", {{"RedrivePolicy", SqsDesk::redrive("graves", "1")}});
  REQUIRE(desk.send("graves", "a").ok());
  desk.fill(2);
  desk.start_to_spare(1);
  REQUIRE(desk.try_start(SqsDesk::arn("spare"), 1, "graves").ok());
  desk.pass(1s);
  CHECK(desk.counts("graves") == "0 0 0");
  CHECK(desk.counts(desk.dead) == "1 0 0");
}

TEST_CASE("The latest task is listed, or the latest ten", "[sqs][moves]") {
  Moves desk;
  desk.create("spare");
  for (int i = 0; i < 12; ++i) {
    desk.start(SqsDesk::arn("spare"), 1 + i);
    desk.pass(10s);
  }
  auto const one = desk.turn(desk.sqs, sqs::ListMessageMoveTasks{SqsDesk::arn("dead"), {}});
  REQUIRE(one->results.size() == 1);
  CHECK(one->results[0].max_number_of_messages_per_second == 12);
  auto const ten = desk.tasks();
  REQUIRE(ten.size() == 10);
  for (std::size_t i = 0; i < ten.size(); ++i)
    CHECK(ten[i].max_number_of_messages_per_second == 12 - static_cast<std::int64_t>(i));
}

TEST_CASE("Tasks are listed of a queue that there is", "[sqs][moves]") {
  Moves desk;
  CHECK(desk.tasks().empty());
  sqs::ListMessageMoveTasks const op{SqsDesk::arn("nowhere"), {}};
  CHECK(desk.turn(desk.sqs, op).error() == no_source_error);
}
