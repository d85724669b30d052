// In which order a standard queue gives out: as things arrived, but quiet tenants before one that
// takes too much, and what failed often behind the rest.
#include <catch2/catch.hpp>

#include "engines/sqs_desk.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

struct Fair : SqsDesk {
  Fair() : url(create("stock")) {}
  std::string url;

  // Bodies "NAME-1", "NAME-2", ... of a tenant; each is a tenant of its own where none is named.
  void send_many(std::string const& name, int count, std::optional<std::string> tenant = {}) {
    for (int i = 1; i <= count; ++i) {
      auto op = message(url, name + '-' + std::to_string(i));
      op.message_group_id = tenant;
      REQUIRE(send(op).ok());
    }
  }
  std::vector<sqs::Message> take(int count) {
    std::vector<sqs::Message> taken;
    for (int left = count; left > 0; left -= 10)
      for (auto& message : receive(url, std::min(left, 10)))
        taken.push_back(std::move(message));
    REQUIRE(static_cast<int>(taken.size()) == count);
    return taken;
  }
  // Tenant "loud" has so many in flight, and "loud-1" to "loud-3" behind them; then comes "calm".
  void be_loud(int in_flight) {
    send_many("taken", in_flight, "loud");
    send_many("loud", 3, "loud");
    take(in_flight);
    send_many("calm", 3, "calm");
  }
};

}  // namespace

TEST_CASE("Tenants that all take little are served in the order of arrival", "[sqs][fair]") {
  Fair desk;
  desk.send_many("a", 2, "a");
  desk.send_many("b", 1, "b");
  desk.send_many("nobody", 1);
  desk.send_many("c", 1, "a");
  CHECK(bodies(desk.receive(desk.url)) == "a-1, a-2, b-1, nobody-1, c-1");
}

TEST_CASE("Quiet tenants come before one that has 30 in flight, each in its order", "[sqs][fair]") {
  Fair desk;
  desk.be_loud(30);
  CHECK(bodies(desk.receive(desk.url)) == "calm-1, calm-2, calm-3, loud-1, loud-2, loud-3");
}

TEST_CASE("A tenant with fewer than 30 in flight is not noisy", "[sqs][fair]") {
  Fair desk;
  desk.be_loud(29);
  CHECK(bodies(desk.receive(desk.url, 1)) == "loud-1");
}

TEST_CASE("A tenant with no more than a tenth of what is in flight is not noisy", "[sqs][fair]") {
  Fair desk;
  desk.send_many("others", 270);
  desk.take(270);
  desk.be_loud(30);
  CHECK(bodies(desk.receive(desk.url, 1)) == "loud-1");
}

TEST_CASE("A tenant with more than a tenth of what is in flight is noisy", "[sqs][fair]") {
  Fair desk;
  desk.send_many("others", 269);
  desk.take(269);
  desk.be_loud(30);
  CHECK(bodies(desk.receive(desk.url, 3)) == "calm-1, calm-2, calm-3");
}

TEST_CASE("Messages without a tenant are quiet, however many are in flight", "[sqs][fair]") {
  Fair desk;
  desk.send_many("nobody", 100);
  desk.take(100);
  desk.send_many("more", 2);
  desk.send_many("calm", 1, "calm");
  CHECK(bodies(desk.receive(desk.url)) == "more-1, more-2, calm-1");
}

TEST_CASE("What arrives for a quiet tenant overtakes the backlog of a noisy one", "[sqs][fair]") {
  Fair desk;
  desk.send_many("loud", 50, "loud");
  desk.take(30);
  for (int i = 0; i < 3; ++i) {
    desk.send_many("calm", 1, "calm");
    CHECK(bodies(desk.receive(desk.url, 1)) == "calm-1");
  }
  CHECK(bodies(desk.receive(desk.url, 1)) == "loud-31");
}

TEST_CASE("Of several noisy tenants the one with the fewest in flight comes first", "[sqs][fair]") {
  Fair desk;
  desk.send_many("a", 40, "a");
  desk.send_many("b", 40, "b");
  auto const taken = desk.take(60);
  REQUIRE(taken[0].body == "a-1");
  REQUIRE(taken[59].body == "b-30");
  for (int i = 0; i < 5; ++i)
    REQUIRE(desk.remove(desk.url, taken[59 - i].receipt_handle).ok());
  CHECK(bodies(desk.receive(desk.url, 5)) == "b-31, b-32, b-33, b-34, b-35");
  CHECK(desk.receive(desk.url, 1).at(0).body == "a-31");
}

TEST_CASE("A noisy tenant whose backlog is drained is quiet again", "[sqs][fair]") {
  Fair desk;
  desk.send_many("loud", 40, "loud");
  for (auto const& message : desk.take(40))
    REQUIRE(desk.remove(desk.url, message.receipt_handle).ok());
  desk.send_many("more", 1, "loud");
  desk.send_many("calm", 1, "calm");
  CHECK(bodies(desk.receive(desk.url)) == "more-1, calm-1");
}

TEST_CASE("A noisy tenant that sends nothing for 5 minutes is quiet again", "[sqs][fair]") {
  Fair desk;
  REQUIRE(desk.set(desk.url, {{"VisibilityTimeout", "1000"}}).ok());
  desk.be_loud(30);
  desk.turn.now += 299s;
  CHECK(bodies(desk.receive(desk.url, 1)) == "calm-1");
  desk.turn.now += 1s;
  CHECK(bodies(desk.receive(desk.url)) == "loud-1, loud-2, loud-3, calm-2, calm-3");
}

TEST_CASE("A tenant's messages do not wait for one another on a standard queue", "[sqs][fair]") {
  Fair desk;
  desk.send_many("a", 3, "tenant");
  CHECK(bodies(desk.receive(desk.url, 1)) == "a-1");
  CHECK(bodies(desk.receive(desk.url, 1)) == "a-2");
  CHECK(bodies(desk.receive(desk.url, 1)) == "a-3");
}

TEST_CASE("A message of a standard queue tells its tenant, and nothing else of FIFO",
          "[sqs][fair]") {
  Fair desk;
  auto op = SqsDesk::message(desk.url, "hello");
  op.message_group_id = "tenant 7";
  CHECK_FALSE(desk.send(op).ok());
  op.message_group_id = "tenant-7";
  auto const sent = desk.send(op);
  CHECK_FALSE(sent->sequence_number);
  auto const now = std::to_string(epoch_milliseconds(desk.turn.now));
  CHECK(desk.receive(desk.url).at(0).attributes ==
        Map<std::string>{{"ApproximateFirstReceiveTimestamp", now},
                         {"ApproximateReceiveCount", "1"},
                         {"MessageGroupId", "tenant-7"},
                         {"SenderId", "000000000000"},
                         {"SentTimestamp", now}});
}

TEST_CASE("A message that was received three times in vain stands behind the others",
          "[sqs][fair]") {
  Fair desk;
  desk.send_many("failing", 1);
  for (int i = 0; i < 3; ++i) {
    REQUIRE(bodies(desk.receive(desk.url)) == "failing-1");
    if (i == 2)
      desk.send_many("fresh", 2);
    desk.turn.now += 30s;
  }
  CHECK(bodies(desk.receive(desk.url)) == "fresh-1, fresh-2, failing-1");
}
