// ReceiveRequestAttemptId of SQS: a receive from a FIFO queue that is asked for again is answered
// as it was before.
#include <catch2/catch.hpp>

#include "engines/sqs_desk.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

// A FIFO queue with three messages of one group and one of another.
struct Attempts : SqsDesk {
  Attempts() : url(create_fifo()) {
    for (auto const* body : {"1", "2", "3"})
      REQUIRE(send(url, body, "g").ok());
    REQUIRE(send(url, "other", "h").ok());
  }
  std::string url;

  static sqs::ReceiveMessage attempt_of(std::string url, std::string id, std::int64_t most = 2) {
    auto op = receiving(std::move(url), most);
    op.receive_request_attempt_id = std::move(id);
    return op;
  }
  std::vector<sqs::Message> attempt(std::string id, std::int64_t most = 2) {
    return receive(attempt_of(url, std::move(id), most));
  }
};

std::vector<std::string> handles(std::vector<sqs::Message> const& messages) {
  std::vector<std::string> all;
  for (auto const& message : messages)
    all.push_back(message.receipt_handle);
  return all;
}

}  // namespace

TEST_CASE("An attempt made again is given the same messages by the same handles",
          "[sqs][attempts]") {
  Attempts desk;
  auto const first = desk.attempt("try-1");
  REQUIRE(bodies(first) == "1, 2");
  desk.turn.now += 5s;
  auto const again = desk.attempt("try-1");
  CHECK(bodies(again) == "1, 2");
  CHECK(handles(again) == handles(first));
  CHECK(desk.counts(desk.url) == "2 2 0");
}

TEST_CASE("A handle from an attempt made again deletes", "[sqs][attempts]") {
  Attempts desk;
  desk.attempt("try-1");
  auto const again = desk.attempt("try-1");
  REQUIRE(again.size() == 2);
  for (auto const& message : again)
    CHECK(desk.remove(desk.url, message.receipt_handle).ok());
  CHECK(desk.counts(desk.url) == "2 0 0");
}

TEST_CASE("An attempt made again resets the visibility timeout", "[sqs][attempts]") {
  Attempts desk;
  desk.attempt("try-1");
  desk.turn.now += 20s;
  desk.attempt("try-1");
  desk.turn.now += 29s;
  CHECK(desk.counts(desk.url) == "2 2 0");
  desk.turn.now += 1s;
  CHECK(desk.counts(desk.url) == "4 0 0");
}

TEST_CASE("Another attempt is a receive of its own", "[sqs][attempts]") {
  Attempts desk;
  REQUIRE(bodies(desk.attempt("try-1")) == "1, 2");
  CHECK(bodies(desk.attempt("try-2")) == "other");
  CHECK(desk.attempt("try-3").empty());
  CHECK(desk.receive(desk.url).empty());
  CHECK(bodies(desk.attempt("try-2")) == "other");
}

TEST_CASE("An attempt is remembered for 5 minutes", "[sqs][attempts]") {
  Attempts desk;
  auto op = Attempts::attempt_of(desk.url, "try-1");
  op.visibility_timeout = 1000;
  REQUIRE(bodies(desk.receive(op)) == "1, 2");
  SECTION("and not forgotten before") {
    desk.turn.now += 300s - 1ms;
    CHECK(bodies(desk.receive(op)) == "1, 2");
  }
  SECTION("and forgotten then") {
    desk.turn.now += 300s;
    CHECK(bodies(desk.receive(op)) == "other");
  }
}

TEST_CASE("An attempt ends when one of its messages is deleted", "[sqs][attempts]") {
  Attempts desk;
  auto const first = desk.attempt("try-1");
  REQUIRE(desk.remove(desk.url, first.at(1).receipt_handle).ok());
  CHECK(bodies(desk.attempt("try-1")) == "other");
}

TEST_CASE("An attempt ends when the visibility of one of its messages is changed",
          "[sqs][attempts]") {
  Attempts desk;
  auto const first = desk.attempt("try-1");
  REQUIRE(desk.extend(desk.url, first.at(0).receipt_handle, 100).ok());
  CHECK(bodies(desk.attempt("try-1")) == "other");
}

TEST_CASE("An attempt ends with a purge", "[sqs][attempts]") {
  Attempts desk;
  desk.attempt("try-1");
  REQUIRE(desk.purge(desk.url).ok());
  CHECK(desk.attempt("try-1").empty());
}

TEST_CASE("An attempt whose messages were received by another is a new receive",
          "[sqs][attempts]") {
  Attempts desk;
  desk.attempt("try-1");
  desk.turn.now += 30s;
  REQUIRE(bodies(desk.attempt("try-2", 10)) == "other, 1, 2, 3");
  CHECK(desk.attempt("try-1").empty());
}

TEST_CASE("An attempt that found nothing is no answer to come back to", "[sqs][attempts]") {
  SqsDesk desk;
  auto const url = desk.create_fifo();
  auto const op = Attempts::attempt_of(url, "try-1");
  CHECK(desk.receive(op).empty());
  REQUIRE(desk.send(url, "late", "g").ok());
  CHECK(bodies(desk.receive(op)) == "late");
}

TEST_CASE("Attempts of one queue are not those of another", "[sqs][attempts]") {
  Attempts desk;
  auto const other = desk.create_fifo("orders.fifo");
  REQUIRE(desk.send(other, "order", "g").ok());
  REQUIRE(bodies(desk.attempt("try-1")) == "1, 2");
  CHECK(bodies(desk.receive(Attempts::attempt_of(other, "try-1"))) == "order");
}

TEST_CASE("A receive without an attempt is never repeated", "[sqs][attempts]") {
  Attempts desk;
  REQUIRE(bodies(desk.receive(desk.url, 2)) == "1, 2");
  CHECK(bodies(desk.receive(desk.url, 2)) == "other");
  CHECK(desk.receive(desk.url, 2).empty());
}

TEST_CASE("An attempt's id has 1 to 128 letters, digits and marks", "[sqs][attempts]") {
  Attempts desk;
  CHECK(desk.turn(desk.sqs, Attempts::attempt_of(desk.url, std::string(128, 'x'))).ok());
  for (auto const& bad :
       {std::string{}, std::string(129, 'x'), std::string{"a b"}, std::string{"caf\xc3\xa9"}})
    CHECK(desk.turn(desk.sqs, Attempts::attempt_of(desk.url, bad)).error() ==
          value_error(bad, "ReceiveRequestAttemptId",
                      "ReceiveRequestAttemptId can only include alphanumeric and punctuation "
                      "characters. 1 to 128 in length."));
}
