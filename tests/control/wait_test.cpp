// Waiting for events and states over HTTP, in box time.
#include <catch2/catch.hpp>

#include "engines/sqs/shapes.hpp"
#include "match/path.hpp"
#include "support/shop_box.hpp"

using namespace proofbox;

namespace {

HttpRequest wait_for(std::string body) {
  return {"POST", "box", "/_proofbox/wait", {}, std::move(body)};
}

struct Asked {
  int status;
  std::string body;

  std::string at(std::string_view path) const {
    auto const found = match::at_path(match::read_answer(body), path);
    return !found                               ? "nothing"
           : found->is(match::Node::Kind::text) ? found->text
                                                : match::write_node(*found);
  }
};

// A box with one queue, and clients that wait.
struct Waiting : test::SimBox {
  Waiting() {
    sqs::CreateQueue create;
    create.queue_name = "jobs";
    REQUIRE(call(create).ok());
  }

  Asked wait(std::string body) {
    auto const response = http(wait_for(std::move(body)));
    return {response.status, response.body};
  }

  void send(std::string body, int delay = 0) {
    sqs::SendMessage message;
    message.queue_url = "jobs";
    message.message_body = std::move(body);
    message.delay_seconds = delay;
    REQUIRE(call(message).ok());
  }

  Duration elapsed() { return box.agenda().now() - test::story_start; }
};

// A client whose answer is not there yet.
struct Open {
  Open(test::SimBox& of, std::string body) : sim(of), request(wait_for(std::move(body))) {
    auto task = ask();
    sim.callers.spawn(std::move(task));
    sim.loop.run();
  }
  Task<void> ask() {
    auto const response = co_await sim.box.answer(request);
    answer = Asked{response.status, response.body};
  }

  test::SimBox& sim;
  HttpRequest request;
  std::optional<Asked> answer;
};

std::string refusal(std::string body) {
  Waiting sim;
  auto const asked = sim.wait(std::move(body));
  CHECK(asked.status == 400);
  return asked.at("message");
}

constexpr auto sent_one =
    R"({"kind":"call","what":{"operation":"SendMessage","input":{"MessageBody":"one"}}})";

}  // namespace

TEST_CASE("What has happened already is there at once", "[control][wait]") {
  Waiting sim;
  sim.send("one");
  auto const asked = sim.wait(R"({"for":)" + std::string{sent_one} + "}");
  CHECK(asked.status == 200);
  CHECK(asked.at("matched[0].n") == "2");
  CHECK(asked.at("last") == "2");
  CHECK(asked.at("at") == "2023-05-25T00:00:00.000Z");
  CHECK(sim.elapsed() == 0s);
}

TEST_CASE("What happened up to a number, or before the box was emptied, does not count",
          "[control][wait]") {
  Waiting sim;
  sim.send("one");
  CHECK(sim.wait(R"({"after":2,"within":"0s","for":)" + std::string{sent_one} + "}").status == 408);
  HttpRequest const reset{"POST", "box", "/_proofbox/reset"};
  REQUIRE(sim.http(reset).status == 200);
  CHECK(sim.wait(R"({"within":"0s","for":)" + std::string{sent_one} + "}").status == 408);
  CHECK(sim.wait(R"({"after":1,"within":"0s","for":)" + std::string{sent_one} + "}").status == 200);
}

TEST_CASE("A wait takes what matched to pieces", "[control][wait]") {
  Waiting sim;
  sim.send(R"({"order":{"sku":"CP-502101"}})");
  auto const asked = sim.wait(
      R"({"for":{"what":{"operation":"SendMessage"}},)"
      R"("capture":{"sku":"what.input.MessageBody.order.sku","id":"outcome.output.MessageId"}})");
  CHECK(asked.status == 200);
  CHECK(asked.at("captured.sku") == "CP-502101");
  CHECK(asked.at("captured.id") == asked.at("matched[0].outcome.output.MessageId"));
  auto const absent = sim.wait(
      R"({"for":{"what":{"operation":"SendMessage"}},"capture":{"sku":"what.input.Body"}})");
  CHECK(absent.status == 422);
  CHECK(absent.at("message") == "It happened, but there is no what.input.Body to capture in it.");
}

TEST_CASE("Several events are waited for, each for itself, in any order", "[control][wait]") {
  Waiting sim;
  sim.box.clock().set_pace({Clock::Mode::frozen});
  Open wait{sim, R"({"patience":"1h","for":[{"what":{"operation":"SendMessage"}},)" +
                     std::string{sent_one} + R"(],"capture":{"second":"[1].n","first":"[0].n"}})"};
  CHECK_FALSE(wait.answer);
  sim.send("one");
  sim.send("two");
  sim.loop.run();
  REQUIRE(wait.answer);
  CHECK(wait.answer->status == 200);
  CHECK(wait.answer->at("captured") == R"({"second": 2, "first": 3})");
}

TEST_CASE("Time skips while a client waits, and no further than he waits", "[control][wait]") {
  Waiting sim;
  sim.send("later", 30);
  CHECK(sim.wait(R"({"for":{"state":{"queue.jobs.ready":1}},"within":"1m"})").status == 200);
  CHECK(sim.elapsed() == 30s);
  auto const late = sim.wait(R"({"for":{"state":{"queue.jobs.ready":2}},"within":"7s"})");
  CHECK(late.status == 408);
  CHECK(late.at("message") == "queue.jobs.ready was not as expected within 7s of box time.");
  CHECK(late.at("mismatch") == R"({"path": "queue.jobs.ready", "expected": "2", "actual": "1"})");
  CHECK(late.at("state") == R"({"queue.jobs.ready": 1})");
  CHECK(sim.elapsed() == 37s);
}

TEST_CASE("What is due at the very end of a wait is in time", "[control][wait]") {
  Waiting sim;
  sim.send("later", 30);
  CHECK(sim.wait(R"({"for":{"state":{"queue.jobs.ready":1}},"within":"30s"})").status == 200);
}

TEST_CASE("A state is captured by its name and what is in it", "[control][wait]") {
  Waiting sim;
  sim.send(R"({"a":7})");
  auto const asked =
      sim.wait(R"({"for":{"state":{"queue.jobs.messages":1}},)"
               R"("capture":{"a":"queue.jobs.messages[0].body.a","all":"queue.jobs.messages"}})");
  CHECK(asked.status == 200);
  CHECK(asked.at("captured.a") == "7");
  CHECK(asked.at("captured.all[0].body.a") == "7");
}

TEST_CASE("Who waits in vain is shown what came closest", "[control][wait]") {
  Waiting sim;
  sim.send("two");
  auto const asked = sim.wait(R"({"within":"2s","for":)" + std::string{sent_one} + "}");
  CHECK(asked.status == 408);
  CHECK(asked.at("message") == "What was waited for did not happen within 2s of box time.");
  CHECK(asked.at("nearMisses[0].event.n") == "2");
  CHECK(asked.at("nearMisses[0].mismatch") ==
        R"({"path": "what.input.MessageBody", "expected": "\"one\"", "actual": "\"two\""})");
  CHECK(asked.at("matched") == "[null]");
  auto const far = sim.wait(R"({"within":"2s","for":{"kind":"mial"}})");
  CHECK(far.at("nearMisses") == "[]");
  CHECK(far.at("kinds") == R"(["call"])");
}

TEST_CASE("What is not to happen is waited for to the end, and told at once when it happens",
          "[control][wait]") {
  Waiting sim;
  sim.send("later", 30);
  CHECK(sim.wait(R"({"none":true,"for":{"kind":"mail"},"within":"10s"})").status == 200);
  CHECK(sim.elapsed() == 10s);
  CHECK(sim.wait(R"({"none":true,"for":{"state":{"queue.jobs.ready":1}},"within":"10s"})").status ==
        200);
  auto const broken =
      sim.wait(R"({"none":true,"for":{"state":{"queue.jobs.ready":1}},"within":"1h"})");
  CHECK(broken.status == 409);
  CHECK(broken.at("message") == "It happened, though it was not to.");
  CHECK(sim.elapsed() == 30s);
  auto const past =
      sim.wait(R"({"none":true,"for":[{"kind":"mail"},{"what":{"operation":"SendMessage"}}]})");
  CHECK(past.status == 409);
  CHECK(past.at("matched[1].n") == "2");
}

TEST_CASE("With a frozen clock a wait that cannot come true says so at once", "[control][wait]") {
  Waiting sim;
  sim.box.clock().set_pace({Clock::Mode::frozen});
  auto const asked = sim.wait(R"({"for":{"kind":"mail"},"within":"5s"})");
  CHECK(asked.status == 408);
  CHECK(asked.at("message") ==
        "What was waited for did not happen, and it cannot: the clock is frozen at "
        "2023-05-25T00:00:00.000Z, and nothing is due up to 2023-05-25T00:00:05.000Z. Move the "
        "clock, or let it skip.");
  CHECK(sim.wait(R"({"none":true,"for":{"kind":"mail"},"within":"5s"})").status == 200);
  CHECK(sim.wait(R"({"for":{"kind":"call"},"within":"5s"})").status == 200);
  CHECK(sim.elapsed() == 0s);
}

TEST_CASE("With a frozen clock a wait goes on while somebody may move it", "[control][wait]") {
  Waiting sim;
  sim.box.clock().set_pace({Clock::Mode::frozen});
  sim.send("later", 3);
  Open ready{sim, R"({"for":{"state":{"queue.jobs.ready":1}},"within":"5s"})"};
  Open never{sim, R"({"for":{"state":{"queue.jobs.ready":7}},"within":"5s"})"};
  CHECK_FALSE(ready.answer);
  sim.advance(3s);
  sim.loop.run();
  REQUIRE(ready.answer);
  CHECK(ready.answer->status == 200);
  // Nothing more is due.
  REQUIRE(never.answer);
  CHECK(never.answer->status == 408);
}

TEST_CASE("Nobody waits for ever with a frozen clock that nobody moves", "[control][wait]") {
  Waiting sim;
  sim.box.clock().set_pace({Clock::Mode::frozen});
  sim.send("later", 3);
  Open wait{sim, R"({"for":{"state":{"queue.jobs.ready":1}},"within":"5s"})"};
  Open none{sim, R"({"none":true,"for":{"kind":"mail"},"within":"5s"})"};
  sim.loop.run_for(9s);
  CHECK_FALSE(wait.answer);
  sim.loop.run_for(1s);
  REQUIRE(wait.answer);
  CHECK(wait.answer->status == 408);
  CHECK(wait.answer->at("message") ==
        "queue.jobs.ready was not as expected: the clock is frozen at 2023-05-25T00:00:00.000Z, "
        "and for 10s of wall time nothing happened.");
  REQUIRE(none.answer);
  CHECK(none.answer->status == 408);
}

TEST_CASE("Patience waits for other clients, though nothing is due", "[control][wait]") {
  Waiting sim;
  sim.box.clock().set_pace({Clock::Mode::frozen});
  Open wait{sim, R"({"patience":"3s","for":)" + std::string{sent_one} + "}"};
  CHECK_FALSE(wait.answer);
  sim.loop.run_for(2s);
  sim.send("two");
  sim.loop.run_for(2s);
  CHECK_FALSE(wait.answer);
  sim.send("one");
  sim.loop.run();
  REQUIRE(wait.answer);
  CHECK(wait.answer->status == 200);
  Open lost{sim, R"({"patience":"3s","for":{"kind":"mail"}})"};
  sim.loop.run_for(3s);
  REQUIRE(lost.answer);
  CHECK(lost.answer->status == 408);
}

TEST_CASE("With a real clock a wait takes its time, and what happens meanwhile ends it",
          "[control][wait]") {
  Waiting sim;
  sim.box.clock().set_pace({Clock::Mode::real});
  sim.send("later", 3);
  Open ready{sim, R"({"for":{"state":{"queue.jobs.ready":1}},"within":"5s"})"};
  Open never{sim, R"({"for":{"kind":"mail"},"within":"5s"})"};
  sim.loop.run_for(2s);
  CHECK_FALSE(ready.answer);
  sim.loop.run_for(1s);
  REQUIRE(ready.answer);
  CHECK(ready.answer->status == 200);
  CHECK_FALSE(never.answer);
  sim.loop.run_for(2s);
  REQUIRE(never.answer);
  CHECK(never.answer->status == 408);
}

TEST_CASE("Who waits while the box is emptied or closes is told", "[control][wait]") {
  Waiting sim;
  sim.box.clock().set_pace({Clock::Mode::frozen});
  auto const patient = R"({"patience":"1h","for":{"kind":"mail"}})";
  Open emptied{sim, patient};
  HttpRequest const reset{"POST", "box", "/_proofbox/reset"};
  REQUIRE(sim.http(reset).status == 200);
  sim.loop.run();
  REQUIRE(emptied.answer);
  CHECK(emptied.answer->status == 409);
  CHECK(emptied.answer->at("message") == "The box was emptied, or put back, while this waited.");
  Open closed{sim, patient};
  CHECK_FALSE(closed.answer);
  sim.box.close();
  sim.loop.run();
  REQUIRE(closed.answer);
  CHECK(closed.answer->status == 503);
  CHECK(sim.box.clock().clients() == 0);
}

TEST_CASE("A client that goes away leaves nothing behind", "[control][wait]") {
  Waiting sim;
  sim.box.clock().set_pace({Clock::Mode::frozen});
  Open wait{sim, R"({"patience":"1h","for":{"kind":"mail"}})"};
  CHECK(sim.box.clock().clients() == 1);
  sim.callers.clear();
  CHECK(sim.box.clock().clients() == 0);
  sim.send("one");
  sim.loop.run_for(2h);
  CHECK_FALSE(wait.answer);
}

TEST_CASE("The shop's story is told by waits", "[control][wait]") {
  test::ShopBox shop;
  HttpRequest const checkout{"POST", "box", "/checkout"};
  for (int i = 0; i < 2; ++i)
    REQUIRE(shop.http(checkout).status == 200);
  auto const ordered = shop.http(
      wait_for(R"({"for":{"state":{"factory.orders":1,"function.stock_lambda.invocations":1}}})"));
  CHECK(ordered.status == 200);
  auto const baked = shop.http(wait_for(
      R"({"for":[{"kind":"mail"},{"kind":"order","what":{"state":"delivered"}}],"within":"1m"})"));
  CHECK(baked.status == 200);
  CHECK(shop.stock() == "1");
}

TEST_CASE("A wait that is misspelt is refused, with its place and the nearest right word",
          "[control][wait]") {
  CHECK(refusal("{}") ==
        R"(A wait says what "for": {"for": {"kind": "mail"}, "within": "5s"}. (line 1, column 1))");
  CHECK(refusal(R"({"witihn":"1s"})") ==
        R"(A wait has no "witihn". Did you mean "within"? (line 1, column 2))");
  CHECK(refusal("[1]") == "A wait is an object, not a list. (line 1, column 1)");
  CHECK(refusal("{").starts_with("A wait is JSON: "));
  CHECK(refusal(R"({"for":[]})") == R"("for" takes 1 to 20 patterns. (line 1, column 8))");
  CHECK(
      refusal(R"({"for":{"kind":"mail"},"within":"soon"})") ==
      R"("within" takes a duration as "5s" or "2m30s", not the text "soon". (line 1, column 33))");
  CHECK(refusal(R"({"for":{"state":{"queu.jobs.messages":0}}})")
            .starts_with(R"(There is no state "queu.jobs.messages".)"));
  CHECK(refusal(R"({"for":{"state":{}}})") ==
        R"("state" takes an object, as {"queue.jobs.messages": 0}. (line 1, column 17))");
  CHECK(refusal(R"({"for":{"who":{"$rang":[1,2]}}})") ==
        R"(There is no matcher "$rang". Did you mean "$range"? (line 1, column 16))");
  CHECK(refusal(R"({"for":{"kind":"mail"},"capture":{"a":"b..c"}})") ==
        R"("b..c" is no path; one is written as what.input.MessageBody or list[0].key. )"
        R"((line 1, column 39))");
  CHECK(refusal(R"({"for":{"kind":"mail"},"none":1})") ==
        R"("none" takes true or false. (line 1, column 31))");
  CHECK(refusal(R"({"for":{"kind":"mail"},"none":true,"capture":{"a":"b"}})") ==
        "Of what does not happen nothing can be captured. (line 1, column 1)");
  CHECK(refusal(R"({"for":{"kind":"mail"},"after":-1})") ==
        R"("after" takes the number of an event. (line 1, column 32))");
  CHECK(refusal(R"({"for":{"state":{"clock":"x"}},"after":1})") ==
        R"(A state has no "after": it is looked at as it is. (line 1, column 1))");
  Waiting late;
  for (int i = 0; i < 2; ++i)
    late.advance(24h * 36'500);
  auto const beyond = late.wait(R"({"for":{"kind":"mail"},"within":"36500d"})");
  CHECK(beyond.status == 400);
  CHECK(beyond.at("message").starts_with("Box time ends at 2262-"));
}
