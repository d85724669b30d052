// The minute that SQS asks for between two purges of a queue, and between its end and another of
// its name: held to only where the box is asked to be that strict.
#include <catch2/catch.hpp>

#include "engines/sqs_desk.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

struct Strict : SqsDesk {
  Strict() : url(create("stock")) { turn.strict.cooldowns = true; }
  std::string url;
};

Error const purged_lately =
    service_error("PurgeQueueInProgress",
                  "Only one PurgeQueue operation on stock is allowed every 60 seconds.", 403);
Error const deleted_lately =
    service_error("QueueDeletedRecently",
                  "You must wait 60 seconds after deleting a queue before you can create another "
                  "with the same name.");

}  // namespace

TEST_CASE("A box that is not strict purges and makes queues as often as it is asked",
          "[sqs][cooldowns]") {
  SqsDesk desk;
  auto const url = desk.create("stock");
  CHECK(desk.purge(url).ok());
  CHECK(desk.purge(url).ok());
  CHECK(desk.drop(url).ok());
  CHECK(desk.try_create("stock").ok());
}

TEST_CASE("A strict box purges a queue once in 60 seconds", "[sqs][cooldowns]") {
  Strict desk;
  REQUIRE(desk.purge(desk.url).ok());
  CHECK(desk.purge(desk.url).error() == purged_lately);
  desk.turn.now += 60s - 1ms;
  CHECK(desk.purge(desk.url).error() == purged_lately);
  desk.turn.now += 1ms;
  CHECK(desk.purge(desk.url).ok());
  CHECK(desk.purge(desk.url).error() == purged_lately);
}

TEST_CASE("A purge that is refused removes nothing, and does not start the minute anew",
          "[sqs][cooldowns]") {
  Strict desk;
  REQUIRE(desk.purge(desk.url).ok());
  desk.turn.now += 30s;
  REQUIRE(desk.send(desk.url, "hello").ok());
  CHECK(desk.purge(desk.url).error() == purged_lately);
  CHECK(desk.counts(desk.url) == "1 0 0");
  desk.turn.now += 30s;
  CHECK(desk.purge(desk.url).ok());
}

TEST_CASE("The minute after a purge is that queue's own", "[sqs][cooldowns]") {
  Strict desk;
  desk.create("orders");
  REQUIRE(desk.purge(desk.url).ok());
  CHECK(desk.purge("orders").ok());
}

TEST_CASE("A strict box makes no queue of a name that was deleted less than 60 seconds ago",
          "[sqs][cooldowns]") {
  Strict desk;
  REQUIRE(desk.drop(desk.url).ok());
  CHECK(desk.try_create("stock").error() == deleted_lately);
  desk.turn.now += 60s - 1ms;
  CHECK(desk.try_create("stock").error() == deleted_lately);
  desk.turn.now += 1ms;
  CHECK(desk.try_create("stock").ok());
}

TEST_CASE("The minute after a queue's end is for its name, account and region alone",
          "[sqs][cooldowns]") {
  Strict desk;
  REQUIRE(desk.drop(desk.url).ok());
  CHECK(desk.try_create("Stock").ok());
  desk.turn.caller.region = "eu-west-1";
  CHECK(desk.try_create("stock").ok());
  desk.turn.caller = {};
  desk.turn.caller.account = "111111111111";
  CHECK(desk.try_create("stock").ok());
}

TEST_CASE("In its last minute a queue that was deleted is not there", "[sqs][cooldowns]") {
  Strict desk;
  REQUIRE(desk.drop(desk.url).ok());
  CHECK(desk.send(desk.url, "hello").error() == no_queue_error());
  CHECK(desk.drop(desk.url).error() == no_queue_error());
  CHECK(desk.turn(desk.sqs, sqs::ListQueues{})->queue_urls.empty());
}

TEST_CASE("A queue that is made after the minute may be purged at once", "[sqs][cooldowns]") {
  Strict desk;
  REQUIRE(desk.drop(desk.url).ok());
  desk.turn.now += 60s;
  desk.create("stock");
  CHECK(desk.purge(desk.url).ok());
}
