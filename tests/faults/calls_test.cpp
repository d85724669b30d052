// Faults of calls in a box: what is done and what is not, what the caller hears, what the trace
// tells.
#include <catch2/catch.hpp>

#include "engines/factory/shapes.hpp"
#include "engines/sqs/shapes.hpp"
#include "support/faults.hpp"
#include "support/shop_box.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

struct Desk : SimBox {
  Desk() {
    sqs::CreateQueue create;
    create.queue_name = "jobs";
    REQUIRE(call(create).ok());
    box.events().on_event = [this](Event const& event) { events.push_back(event); };
  }

  // "sent", or the code of the refusal and its status.
  std::string send(std::string body = "hello") {
    sqs::SendMessage send;
    send.queue_url = "jobs";
    send.message_body = std::move(body);
    auto const sent = call(send);
    return sent ? "sent" : sent.error().code + ' ' + std::to_string(sent.error().status);
  }
  std::size_t receive() {
    sqs::ReceiveMessage receive;
    receive.queue_url = "jobs";
    receive.max_number_of_messages = 10;
    auto const received = call(receive);
    return received ? received->messages.size() : 100;
  }
  // Ready, and in flight.
  std::pair<std::size_t, std::size_t> held() {
    sqs::PeekMessages::Output all;
    REQUIRE_FALSE(from_json(box.look("sqs", "PeekMessages"), all));
    std::size_t ready = 0;
    for (auto const& message : all.messages)
      ready += message.state == "ready" ? 1 : 0;
    return {ready, all.messages.size() - ready};
  }
  Duration elapsed() { return box.agenda().now() - story_start; }

  std::vector<Event> events;
};

using Held = std::pair<std::size_t, std::size_t>;

std::vector<std::string> trace_of(std::vector<std::string> const& faults) {
  ShopBox shop;
  std::vector<std::string> lines;
  shop.box.events().on_event = [&](Event const& event) { lines.push_back(trace_line(event)); };
  for (auto const& text : faults)
    lay(shop.box, text);
  shop.begin_selling();
  while (shop.step()) {
  }
  return lines;
}

}  // namespace

TEST_CASE("A call that a fault refuses has done nothing", "[faults]") {
  Desk desk;
  lay(desk.box, R"({"call": "sqs.SendMessage", "of": "jobs", "nth": 2, "error": "throttled"})");
  CHECK(desk.send() == "sent");
  CHECK(desk.send() == "ThrottlingException 400");
  CHECK(desk.send() == "sent");
  CHECK(desk.held() == Held{2, 0});
}

TEST_CASE("A call whose request is lost has done nothing, one whose answer is lost has done all",
          "[faults]") {
  Desk desk;
  lay(desk.box, R"({"call": "sqs.SendMessage", "nth": 1, "lost": "request"})");
  lay(desk.box, R"({"call": "sqs.SendMessage", "nth": 2, "lost": "answer"})");
  CHECK(desk.send("one") == "ConnectionReset 0");
  CHECK(desk.held() == Held{0, 0});
  CHECK(desk.send("two") == "ConnectionReset 0");
  CHECK(desk.held() == Held{1, 0});
}

TEST_CASE("What was received by an answer that was lost comes back when its time is up",
          "[faults]") {
  Desk desk;
  desk.send();
  lay(desk.box, R"({"call": "sqs.ReceiveMessage", "nth": 1, "lost": "answer"})");
  CHECK(desk.receive() == 100);
  CHECK(desk.held() == Held{0, 1});
  CHECK(desk.receive() == 0);
  desk.advance(30s);
  CHECK(desk.receive() == 1);
}

TEST_CASE("A slow call takes its time before it does anything", "[faults]") {
  Desk desk;
  lay(desk.box, R"({"name": "slow", "call": "sqs", "slow": "2s"})");
  lay(desk.box, R"({"name": "slower", "call": "sqs.SendMessage", "nth": 2, "slow": "1m"})");
  CHECK(desk.send() == "sent");
  CHECK(desk.elapsed() == 2s);
  CHECK(desk.send() == "sent");
  CHECK(desk.elapsed() == 64s);
  for (auto const* name : {"a", "b", "c"})
    lay(desk.box,
        R"({"call": "sqs.SendMessage", "slow": "36500d", "name": ")" + std::string{name} + "\"}");
  CHECK(desk.send() == "sent");
  CHECK(desk.box.agenda().now() == Instant::max());
}

TEST_CASE("A strike is told before what it strikes, which follows from it", "[faults]") {
  Desk desk;
  lay(desk.box, R"({"name": "a bad day", "call": "sqs.SendMessage", "error": "unavailable"})");
  lay(desk.box, R"({"name": "a slow day", "call": "sqs.SendMessage", "slow": "1s"})");
  desk.send();
  REQUIRE(desk.events.size() == 3);
  auto const& bad = desk.events[0];
  auto const& slow = desk.events[1];
  auto const& call = desk.events[2];
  CHECK(bad.kind == "fault");
  CHECK(bad.who == "a bad day");
  CHECK(bad.what ==
        R"({"strikes":"sqs.SendMessage","number":1,"effect":"is refused: unavailable"})");
  CHECK(bad.cause == 0);
  CHECK(slow.who == "a slow day");
  CHECK(slow.cause == bad.n);
  CHECK(call.kind == "call");
  CHECK(call.cause == slow.n);
  CHECK(call.outcome ==
        R"({"error":{"code":"ServiceUnavailable","message":"The request has failed due to a )"
        R"(temporary failure of the server."}})");
}

TEST_CASE("What the box is set up by and looked into with is never struck, nor counted",
          "[faults]") {
  ShopBox shop;
  for (auto const* service : {"sqs", "sns", "ses", "lambda", "factory"})
    lay(shop.box, R"({"call": ")" + std::string{service} + R"(", "error": "unavailable"})");
  factory::Configure configure;
  configure.lead_time = "7s";
  CHECK(shop.call(configure).ok());
  shop.box.reset();
  shop.advance(0s);
  CHECK(shop.stock() == "1");
  CHECK(shop.box.look("sqs", "CountMessages").find("stock_queue") != std::string::npos);
  for (auto const& laid : shop.box.rules().all())
    if (laid.rule.name.starts_with("factory") || laid.rule.name.starts_with("ses"))
      CHECK(laid.met == 0);
}

TEST_CASE("A call that is refused for its form is no call that a fault counts", "[faults]") {
  Desk desk;
  lay(desk.box, R"({"name": "f", "call": "sqs.SendMessage", "nth": 1, "error": "internal"})");
  sqs::SendMessage late;
  late.queue_url = "jobs";
  late.message_body = "late";
  late.delay_seconds = 901;
  CHECK(desk.call(late).error().code == "InvalidParameterValue");
  CHECK(desk.box.rules().find("f")->met == 0);
  CHECK(desk.send() == "InternalFailure 500");
}

TEST_CASE("A reset keeps the faults and counts them anew, so that each run is alike", "[faults]") {
  Desk desk;
  lay(desk.box, R"({"call": "sqs.SendMessage", "nth": [2, 3], "until": "1h", "lost": "request"})");
  auto const run = [&] {
    desk.advance(50min);
    desk.box.reset();
    desk.advance(0s);
    sqs::CreateQueue create;
    create.queue_name = "jobs";
    REQUIRE(desk.call(create).ok());
    std::string all;
    for (int i = 0; i < 4; ++i)
      all += desk.send() == "sent" ? 'y' : 'n';
    return all;
  };
  CHECK(run() == "ynny");
  CHECK(run() == "ynny");
}

TEST_CASE("A box whose faults strike nothing has the trace of one without", "[faults]") {
  auto const plain = trace_of({});
  REQUIRE(plain.size() > 20);
  CHECK(trace_of({R"({"call": "sqs.PurgeQueue", "error": "unavailable"})",
                  R"({"call": "sqs.SendMessage", "of": "stock_queue", "nth": 9, "slow": "1s"})",
                  R"({"host": "marketing.test", "status": 500})"}) == plain);
}

TEST_CASE("The same faults under the same seed give the same trace", "[faults]") {
  std::vector<std::string> const faults{R"({"call": "sqs", "chance": 0.2, "error": "unavailable"})",
                                        R"({"host": "factory.box", "nth": 1, "lost": "answer"})"};
  auto const once = trace_of(faults);
  CHECK(once != trace_of({}));
  CHECK(once == trace_of(faults));
}
