// Message move tasks of SQS: who may start one, how fast it moves and where to, and how it ends.
#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "engines/sqs_desk.hpp"
#include "shape/json.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

Error not_found(std::string message) {
  return {"ResourceNotFoundException", std::move(message), 404,
          "com.amazonaws.sqs#ResourceNotFoundException"};
}
Error const no_source =
    not_found("The resource that you specified for the SourceArn parameter doesn't exist.");
Error const no_destination =
    not_found("The resource that you specified for the DestinationArn parameter doesn't exist.");

// Two queues whose dead letters gather in one.
struct Moves : SqsDesk {
  Moves()
      : dead(create("dead")),
        stock(create("stock", {{"RedrivePolicy", redrive("dead", "1")}})),
        orders(create("orders", {{"RedrivePolicy", redrive("dead", "1")}})) {}
  std::string dead, stock, orders;

  // Sends what then fails once and moves to the dead-letter queue.
  void bury(std::string const& url, std::vector<std::string> const& all) {
    for (auto const& body : all) {
      REQUIRE(send(url, body).ok());
      REQUIRE(receive_for(url, 0).size() == 1);
      REQUIRE(receive(url).empty());
    }
  }
  // As many dead letters, of no source.
  void fill(int count) {
    for (int i = 1; i <= count; ++i)
      REQUIRE(send(dead, std::to_string(i)).ok());
  }

  // Lets time go by, with each thing at the instant at which it is due.
  void pass(Duration by) {
    auto const until = turn.now + by;
    for (auto due = sqs.next_due(); due && *due <= until; due = sqs.next_due()) {
      turn.now = std::max(turn.now, *due);
      turn.advance(sqs);
    }
    turn.now = until;
  }

  Result<sqs::StartMessageMoveTask::Output> try_start(std::optional<std::string> to = {},
                                                      std::optional<std::int64_t> rate = {},
                                                      std::string const& from = "dead") {
    return turn(sqs, sqs::StartMessageMoveTask{arn(from), std::move(to), rate});
  }
  std::string start(std::optional<std::string> to = {}, std::optional<std::int64_t> rate = {}) {
    return try_start(std::move(to), rate)->task_handle;
  }
  std::string start_to_spare(std::optional<std::int64_t> rate = {}) {
    create("spare");
    return start(arn("spare"), rate);
  }
  Result<sqs::CancelMessageMoveTask::Output> cancel(std::string handle) {
    return turn(sqs, sqs::CancelMessageMoveTask{std::move(handle)});
  }
  std::vector<sqs::ListMessageMoveTasks::Entry> tasks(std::int64_t most = 10) {
    return turn(sqs, sqs::ListMessageMoveTasks{arn("dead"), most})->results;
  }
  sqs::ListMessageMoveTasks::Entry latest() { return tasks(1).at(0); }
  // "RUNNING 2/10": of the latest task.
  std::string progress() {
    auto const task = latest();
    return task.status + ' ' + std::to_string(task.approximate_number_of_messages_moved) + '/' +
           std::to_string(task.approximate_number_of_messages_to_move);
  }
};

}  // namespace

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

TEST_CASE("A task on an empty queue completes without moving anything", "[sqs][moves]") {
  Moves desk;
  desk.start_to_spare();
  desk.pass(1s);
  CHECK(desk.progress() == "COMPLETED 0/0");
}

TEST_CASE("The source of a task is a queue that there is, and a dead-letter queue",
          "[sqs][moves]") {
  Moves desk;
  CHECK(desk.try_start({}, {}, "nowhere").error() == no_source);
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
  CHECK(desk.try_start(SqsDesk::arn("nowhere")).error() == no_destination);
  CHECK(desk.try_start("no arn").error() == no_destination);
  CHECK(desk.tasks().empty());
}

TEST_CASE("A destination is another queue than the source, and of its kind", "[sqs][moves]") {
  Moves desk;
  desk.create_fifo();
  CHECK(desk.try_start(SqsDesk::arn("dead")).error().code == "InvalidParameterValue");
  CHECK(desk.try_start(SqsDesk::arn("stock.fifo")).error().code == "InvalidParameterValue");
}

TEST_CASE("A source has one active task at a time", "[sqs][moves]") {
  Moves desk;
  desk.fill(10);
  auto const handle = desk.start_to_spare(1);
  auto const running = parameter_error(
      "There is already a task running. Only one active task is allowed for a source queue arn at "
      "a given time.");
  CHECK(desk.try_start().error() == running);
  REQUIRE(desk.cancel(handle).ok());
  CHECK(desk.try_start().error() == running);
  desk.pass(10s);
  CHECK(desk.try_start(SqsDesk::arn("spare")).ok());
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

TEST_CASE("A task whose destination goes away fails for the lack of a queue", "[sqs][moves]") {
  Moves desk;
  desk.fill(10);
  desk.start_to_spare(1);
  desk.pass(3s);
  REQUIRE(desk.drop("spare").ok());
  desk.pass(5s);
  CHECK(to_json(desk.latest()) ==
        R"({"Status":"FAILED","SourceArn":")" + SqsDesk::arn("dead") + R"(","DestinationArn":")" +
            SqsDesk::arn("spare") +
            R"(","MaxNumberOfMessagesPerSecond":1,"ApproximateNumberOfMessagesMoved":3,)"
            R"("ApproximateNumberOfMessagesToMove":10,)"
            R"("FailureReason":"AWS.SimpleQueueService.NonExistentQueue",)"
            R"("StartedTimestamp":1684972800000})");
  CHECK(desk.counts(desk.dead) == "7 0 0");
}

TEST_CASE("A task ends with its source, and leaves a queue alone that is made of the same name",
          "[sqs][moves]") {
  Moves desk;
  desk.fill(10);
  desk.start_to_spare(1);
  desk.pass(3s);
  REQUIRE(desk.drop(desk.dead).ok());
  desk.create("dead");
  desk.fill(1);
  desk.pass(5s);
  CHECK(desk.counts("spare") == "3 0 0");
  CHECK(desk.counts(desk.dead) == "1 0 0");
  CHECK(desk.progress() == "FAILED 3/10");
  CHECK(desk.try_start(SqsDesk::arn("spare")).ok());
}

TEST_CASE("A task fails where a message's own source is gone, and leaves the message",
          "[sqs][moves]") {
  Moves desk;
  desk.bury(desk.orders, {"a"});
  REQUIRE(desk.drop(desk.orders).ok());
  desk.start();
  desk.pass(1s);
  CHECK(desk.latest().status == "FAILED");
  CHECK(desk.latest().failure_reason == "AWS.SimpleQueueService.NonExistentQueue");
  CHECK(desk.counts(desk.dead) == "1 0 0");
}

TEST_CASE("A task fails at a message that came from no other queue", "[sqs][moves]") {
  Moves desk;
  desk.fill(1);
  desk.start();
  desk.pass(1s);
  CHECK(desk.progress() == "FAILED 0/1");
  CHECK(desk.counts(desk.dead) == "1 0 0");
}

TEST_CASE("A cancelled task goes on for a while, and then is CANCELLED", "[sqs][moves]") {
  Moves desk;
  desk.fill(20);
  auto const handle = desk.start_to_spare(1);
  desk.pass(2s);
  auto const cancelled = desk.cancel(handle);
  REQUIRE(cancelled.ok());
  CHECK(cancelled->approximate_number_of_messages_moved == 2);
  CHECK(desk.progress() == "CANCELLING 2/20");
  CHECK_FALSE(desk.latest().task_handle);
  desk.pass(10s);
  // Recorded from AWS: two were moved at the call, eight in the end.
  CHECK(desk.progress() == "CANCELLED 8/20");
  CHECK_FALSE(desk.latest().task_handle);
  CHECK(desk.counts(desk.dead) == "12 0 0");
}

TEST_CASE("A task that is no longer RUNNING is not cancelled", "[sqs][moves]") {
  Moves desk;
  desk.fill(1);
  auto const handle = desk.start_to_spare();
  desk.pass(1s);
  CHECK_FALSE(desk.cancel(handle).ok());
  CHECK(desk.progress() == "COMPLETED 1/1");
}

TEST_CASE("A handle that names no task cancels nothing", "[sqs][moves]") {
  Moves desk;
  auto const invalid = parameter_error("Value for parameter TaskHandle is invalid.");
  for (std::string const garbage : {"foobared", "!", ""})
    CHECK(desk.cancel(garbage).error() == invalid);
  CHECK(desk.cancel(base64("no json")).error() == invalid);
  CHECK(desk.cancel(base64("{}")).error() == invalid);
  auto const named = [](std::string const& source) {
    return base64(R"({"taskId":"3f7a5b1e-0000-4000-8000-000000000000","sourceArn":")" +
                  SqsDesk::arn(source) + "\"}");
  };
  CHECK(desk.cancel(named("dead")).error() == not_found("Task does not exist."));
  CHECK(desk.cancel(named("nowhere")).error() == no_source);
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
  CHECK(desk.turn(desk.sqs, op).error() == no_source);
}

TEST_CASE("An account has 100 active tasks at most", "[sqs][moves]") {
  Moves desk;
  desk.create("spare");
  for (int i = 0; i <= 100; ++i) {
    auto const dead = "dead-" + std::to_string(i);
    desk.create(dead);
    desk.create("source-" + std::to_string(i), {{"RedrivePolicy", SqsDesk::redrive(dead, "1")}});
    REQUIRE(desk.send(dead, "a").ok());
    auto const started = desk.try_start(SqsDesk::arn("spare"), 1, dead);
    if (i < 100)
      REQUIRE(started.ok());
    else
      CHECK(started.error().code == "OverLimit");
  }
}
