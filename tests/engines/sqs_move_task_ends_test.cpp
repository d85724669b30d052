// How message move tasks of SQS end: completed, failed or cancelled, and what they bar until then.
#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "engines/sqs_moves.hpp"
#include "shape/json.hpp"

using namespace proofbox;
using namespace proofbox::test;

TEST_CASE("A task on an empty queue completes without moving anything", "[sqs][moves]") {
  Moves desk;
  desk.start_to_spare();
  desk.pass(1s);
  CHECK(desk.progress() == "COMPLETED 0/0");
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
  CHECK(desk.cancel(named("dead")).error() == not_found_error("Task does not exist."));
  CHECK(desk.cancel(named("nowhere")).error() == no_source_error);
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
