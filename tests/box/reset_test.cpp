// What a reset empties, what it puts back, and who is told.
#include <catch2/catch.hpp>

#include "engines/sqs/shapes.hpp"
#include "support/shop_box.hpp"

using namespace proofbox;
using test::ShopBox;
using test::SimBox;

namespace {

HttpResponse reset(SimBox& sim, std::string body = {}) {
  HttpRequest const request{"POST", "box", "/_proofbox/reset", {}, std::move(body)};
  return sim.http(request);
}

void make_queue(SimBox& sim, std::string name) {
  sqs::CreateQueue create;
  create.queue_name = std::move(name);
  REQUIRE(sim.call(create).ok());
}

std::string send(SimBox& sim, std::string queue) {
  sqs::SendMessage send;
  send.queue_url = std::move(queue);
  send.message_body = "hello";
  auto const sent = sim.call(send);
  REQUIRE(sent.ok());
  return sent->message_id;
}

Task<void> poll(Box& box, sqs::ReceiveMessage const& op, std::string& outcome) {
  auto const client = box.client(Caller{}, 0);
  auto const received = co_await (*client)(op);
  outcome = received ? std::to_string(received->messages.size()) : received.error().code;
}

Task<void> ask(Box& box, HttpRequest const& request, std::vector<HttpResponse>& answers) {
  auto response = co_await box.answer(request);
  answers.push_back(std::move(response));
}

}  // namespace

TEST_CASE("After a reset the same calls have the same ids", "[box][reset]") {
  SimBox sim;
  make_queue(sim, "q");
  auto const first = send(sim, "q");
  auto const second = send(sim, "q");
  CHECK(first != second);
  CHECK(reset(sim).status == 200);
  make_queue(sim, "q");
  CHECK(send(sim, "q") == first);
  CHECK(send(sim, "q") == second);
}

TEST_CASE("A reset puts the shop back as it was, and its story can be told again", "[box][reset]") {
  ShopBox shop;
  shop.begin_selling();
  shop.loop.run();
  auto const first = shop.answers;
  REQUIRE(first.size() == 3);
  CHECK(shop.stock() == "0");
  CHECK(reset(shop).status == 200);
  CHECK(shop.stock() == "1");
  shop.answers.clear();
  shop.begin_selling();
  shop.loop.run();
  CHECK(shop.answers == first);
}

TEST_CASE("A reset at any moment of the story leaves a shop that works", "[box][reset]") {
  for (int steps = 0; steps < 150; steps += 3) {
    ShopBox shop;
    shop.begin_selling();
    for (int i = 0; i < steps; ++i)
      shop.step();
    shop.box.reset();
    shop.loop.run();
    // The interrupted story has come to its end, with 503 for what was under way.
    CHECK(shop.answers.size() == 3);
    shop.box.reset();
    shop.answers.clear();
    shop.begin_selling();
    shop.loop.run();
    INFO("after " << steps << " steps");
    REQUIRE(shop.answers.size() == 3);
    CHECK(shop.answers[0] == R"({"message":"구매 완료! 남은 재고: 0"})");
    CHECK(shop.answers[1] == R"({"message":"구매 실패! 남은 재고: 0"})");
  }
}

TEST_CASE("Who waits for a function when the box is reset is told 503", "[box][reset]") {
  ShopBox shop;
  shop.loop.run();
  HttpRequest const checkout{"POST", "box", "/checkout"};
  std::vector<HttpResponse> answers;
  shop.callers.spawn(ask(shop.box, checkout, answers));
  REQUIRE(answers.empty());
  shop.box.reset();
  shop.loop.run();
  REQUIRE(answers.size() == 1);
  CHECK(answers[0].status == 503);
  CHECK(answers[0].body == R"({"message":"Service Unavailable"})");
}

TEST_CASE("Who waits for a message when the box is reset learns that the queue is gone",
          "[box][reset]") {
  for (std::string body : {"", R"({"service":"sqs"})"}) {
    SimBox sim;
    make_queue(sim, "q");
    sqs::ReceiveMessage op;
    op.queue_url = "q";
    op.wait_time_seconds = 20;
    std::string outcome;
    sim.callers.spawn(poll(sim.box, op, outcome));
    sim.box.clock().set_pace({Clock::Mode::frozen});
    sim.loop.run();
    CHECK(outcome.empty());
    CHECK(reset(sim, body).status == 200);
    sim.loop.run();
    CHECK(outcome == "AWS.SimpleQueueService.NonExistentQueue");
    CHECK(sim.box.agenda().now() == test::story_start);
  }
}

TEST_CASE("A reset of one service leaves the others as they are", "[box][reset]") {
  SimBox sim;
  make_queue(sim, "q");
  auto const first = send(sim, "q");
  CHECK(sim.box.reset("sns"));
  CHECK(sim.box.reset("factory"));
  CHECK(send(sim, "q") != first);
  CHECK(sim.box.reset("sqs"));
  CHECK_FALSE(sim.box.reset("s3"));
  make_queue(sim, "q");
  CHECK(send(sim, "q") == first);
}

TEST_CASE("Time goes on through a reset", "[box][reset]") {
  SimBox sim;
  sim.advance(1h);
  CHECK(reset(sim).status == 200);
  CHECK(sim.box.agenda().now() == test::story_start + 1h);
}
