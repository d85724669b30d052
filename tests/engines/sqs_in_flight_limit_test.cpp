// How many messages of one queue may be in flight, 120,000, and what a receive says beyond.
#include <catch2/catch.hpp>

#include "engines/sqs_desk.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

constexpr int most_in_flight = 120'000;

struct Limited : SqsDesk {
  // Sends so many, each of a group of its own where the queue is FIFO.
  void fill(std::string const& url, int count) {
    sqs::SendMessageBatch batch{url, std::vector<sqs::SendMessageBatch::Entry>(10)};
    for (int sent = 0; sent < count; sent += 10) {
      for (int i = 0; i < 10; ++i) {
        auto& entry = batch.entries[i];
        entry.id = std::to_string(i);
        entry.message_body = "m";
        if (url.ends_with(".fifo"))
          entry.message_group_id = entry.message_deduplication_id = std::to_string(sent + i);
      }
      if (turn(sqs, batch)->successful.size() != 10)
        FAIL("A message was not sent.");
    }
  }
  // Receives all that may be in flight; returns the last handful.
  std::vector<sqs::Message> exhaust(std::string const& url) {
    sqs::ReceiveMessage op;
    op.queue_url = url;
    op.max_number_of_messages = 10;
    std::vector<sqs::Message> last;
    for (int taken = 0; taken < most_in_flight; taken += 10) {
      last = receive(op);
      if (last.size() != 10)
        FAIL("A message was not received.");
    }
    return last;
  }
};

}  // namespace

TEST_CASE("A standard queue with 120,000 in flight refuses a short poll, and only that",
          "[sqs][limit]") {
  Limited desk;
  auto const url = desk.create("stock");
  desk.fill(url, most_in_flight + 10);
  auto const last = desk.exhaust(url);
  CHECK(desk.counts(url) == "10 120000 0");

  auto const refused = desk.turn(desk.sqs, SqsDesk::receiving(url));
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().code == "OverLimit");
  CHECK(refused.error().status == 403);
  CHECK(refused.error().type == "com.amazonaws.sqs#OverLimit");

  auto waiting = SqsDesk::receiving(url);
  waiting.wait_time_seconds = 20;
  CHECK(desk.turn(desk.sqs, waiting)->messages.empty());
  REQUIRE(desk.turn.wait);
  CHECK(desk.turn.wait->until == desk.turn.now + 20s);

  REQUIRE(desk.send(url, "one more").ok());
  REQUIRE(desk.remove(url, last[0].receipt_handle).ok());
  CHECK(desk.receive(url).size() == 1);
  CHECK(desk.turn(desk.sqs, SqsDesk::receiving(url)).error().code == "OverLimit");
  desk.turn.now += 30s;
  CHECK(desk.receive(url).size() == 10);
}

TEST_CASE("A FIFO queue with 120,000 in flight gives no more, and no error", "[sqs][limit]") {
  Limited desk;
  auto const url = desk.create_fifo();
  desk.fill(url, most_in_flight + 10);
  auto const last = desk.exhaust(url);
  auto const nothing = desk.turn(desk.sqs, SqsDesk::receiving(url));
  REQUIRE(nothing.ok());
  CHECK(nothing->messages.empty());
  CHECK(desk.counts(url) == "10 120000 0");
  REQUIRE(desk.remove(url, last[0].receipt_handle).ok());
  CHECK(desk.receive(url).size() == 1);
}
