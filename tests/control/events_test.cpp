// The event log over HTTP: what is asked for, what comes later, and what comes on and on.
#include <catch2/catch.hpp>

#include "engines/sqs/shapes.hpp"
#include "match/document.hpp"
#include "support/shop_box.hpp"

using namespace proofbox;

namespace {

HttpRequest events(std::string const& query, Headers headers = {}) {
  return {"GET", "box", "/_proofbox/events" + query, std::move(headers)};
}

// The numbers of the events in an answer, with commas.
std::string numbers(HttpResponse const& response) {
  std::string text;
  auto const body = match::read_answer(response.body);
  auto const* list = body.find("events");
  REQUIRE(list != nullptr);
  for (auto const& event : list->items)
    text += (text.empty() ? "" : ",") + event.find("n")->text;
  return text;
}

std::string kinds(HttpResponse const& response) {
  std::string text;
  auto const body = match::read_answer(response.body);
  REQUIRE(body.find("events") != nullptr);
  for (auto const& event : body.find("events")->items) {
    auto const* what = event.find("what");
    auto const* operation = what == nullptr ? nullptr : what->find("operation");
    text += (text.empty() ? "" : " > ") +
            (operation != nullptr ? operation->text : event.find("kind")->text);
  }
  return text;
}

std::string refusal(test::SimBox& sim, std::string const& query) {
  auto const response = sim.http(events(query));
  CHECK(response.status == 400);
  return response.body;
}

void make_queue(test::SimBox& sim, std::string name) {
  sqs::CreateQueue create;
  create.queue_name = std::move(name);
  REQUIRE(sim.call(create).ok());
}

void send(test::SimBox& sim, std::string queue, std::string body, int delay = 0) {
  sqs::SendMessage message;
  message.queue_url = std::move(queue);
  message.message_body = std::move(body);
  message.delay_seconds = delay;
  REQUIRE(sim.call(message).ok());
}

// A client whose answer is not there yet.
struct Open {
  Open(test::SimBox& of, HttpRequest asked) : sim(of), request(std::move(asked)) {
    auto task = ask();
    sim.callers.spawn(std::move(task));
    sim.loop.run();
  }
  Task<void> ask() { answer = co_await sim.box.answer(request); }

  test::SimBox& sim;
  HttpRequest request;
  std::optional<HttpResponse> answer;
};

// Someone who listens to a stream.
struct Listener {
  Listener(test::SimBox& of, std::string const& query, Headers headers = {}) : sim(of) {
    headers.emplace_back("Accept", "text/event-stream");
    response = sim.http(events(query, std::move(headers)));
    REQUIRE(response.stream != nullptr);
    auto task = listen();
    group.spawn(std::move(task));
    sim.loop.run();
  }
  Task<void> listen() {
    for (;;) {
      auto const piece = co_await response.stream->next();
      if (!piece)
        break;
      heard += *piece;
    }
    ended = true;
  }

  test::SimBox& sim;
  HttpResponse response;
  std::string heard;
  bool ended = false;
  TaskGroup group;
};

}  // namespace

TEST_CASE("Events are asked for by kind, by who, by operation and by number", "[control][events]") {
  test::SimBox sim;
  make_queue(sim, "a");
  send(sim, "a", "one");
  make_queue(sim, "b");
  CHECK(numbers(sim.http(events(""))) == "1,2,3");
  CHECK(numbers(sim.http(events("?operation=CreateQueue"))) == "1,3");
  CHECK(numbers(sim.http(events("?operation=CreateQueue&limit=1"))) == "1");
  CHECK(numbers(sim.http(events("?operation=CreateQueue&after=1"))) == "3");
  CHECK(numbers(sim.http(events("?kind=call&who=sqs"))) == "1,2,3");
  CHECK(numbers(sim.http(events("?kind=mail"))).empty());
  CHECK(numbers(sim.http(events("?who=sns"))).empty());
  // Whoever reads on need not read again what was not meant for him.
  CHECK(sim.http(events("?kind=mail")).body == R"({"events":[],"last":3})");
  CHECK(sim.http(events("?operation=CreateQueue&limit=1")).body.ends_with(R"("last":1})"));
}

TEST_CASE("The story of an event goes through queues", "[control][events]") {
  test::ShopBox shop;
  for (int i = 0; i < 2; ++i) {
    HttpRequest const checkout{"POST", "box", "/checkout"};
    REQUIRE(shop.http(checkout).status == 200);
  }
  shop.advance(1s);
  auto const published = match::read_answer(shop.http(events("?operation=Publish&limit=1")).body);
  auto const n = published.find("events")->items.front().find("n")->text;
  CHECK(kinds(shop.http(events("?kind=mail&because_of=" + n))) == "mail");
  auto const mails = match::read_answer(shop.http(events("?kind=mail")).body);
  auto const mail = mails.find("events")->items.front().find("n")->text;
  CHECK(kinds(shop.http(events("?leading_to=" + mail))) ==
        "http > invocation > Publish > SendMessage > ReceiveMessage > invocation > SendEmail > "
        "mail");
  // What followed from the mail's order to the Factory is no part of that.
  CHECK(kinds(shop.http(events("?operation=Manufacture&leading_to=" + mail))).empty());
  CHECK(kinds(shop.http(events("?operation=Manufacture&because_of=" + n))) == "Manufacture");
  CHECK(numbers(shop.http(events("?because_of=" + n + "&after=" + mail + "&kind=mail"))).empty());
}

TEST_CASE("A question that cannot be meant is refused in a sentence", "[control][events]") {
  test::SimBox sim;
  make_queue(sim, "a");
  CHECK(refusal(sim, "?knd=call") ==
        R"({"message":"There is no \"knd\" to ask for here. Did you mean \"kind\"?"})");
  CHECK(refusal(sim, "?limit=0") == R"({"message":"\"limit\" takes a number from 1 to 10000."})");
  CHECK(refusal(sim, "?wait=soon") ==
        R"({"message":"\"wait\" takes a duration as \"20s\", up to 5m, not \"soon\"."})");
  CHECK(refusal(sim, "?wait=6m") ==
        R"({"message":"\"wait\" takes a duration as \"20s\", up to 5m, not \"6m\"."})");
  CHECK(refusal(sim, "?because_of=0") ==
        R"({"message":"\"because_of\" takes the number of an event."})");
  CHECK(refusal(sim, "?because_of=2") ==
        R"({"message":"There is no event 2; the box has 1 to 1."})");
  CHECK(refusal(sim, "?leading_to=1&wait=1s") ==
        R"({"message":"What led to an event is past: \"leading_to\" goes without )"
        R"(\"because_of\" and \"wait\"."})");
}

TEST_CASE("A long poll brings the next event as soon as it happens", "[control][events]") {
  test::SimBox sim;
  make_queue(sim, "a");
  Open poll{sim, events("?after=1&operation=SendMessage&wait=20s")};
  CHECK_FALSE(poll.answer);
  make_queue(sim, "b");
  sim.loop.run();
  CHECK_FALSE(poll.answer);
  send(sim, "a", "one");
  sim.loop.run();
  REQUIRE(poll.answer);
  CHECK(numbers(*poll.answer) == "3");
}

TEST_CASE("A long poll ends by the wall's time, and box time does not skip for it",
          "[control][events]") {
  test::SimBox sim;
  make_queue(sim, "a");
  send(sim, "a", "later", 30);
  Open poll{sim, events("?after=2&wait=20s")};
  sim.loop.run_for(19s);
  CHECK_FALSE(poll.answer);
  sim.loop.run_for(1s);
  REQUIRE(poll.answer);
  CHECK(poll.answer->body == R"({"events":[],"last":2})");
  CHECK(sim.box.agenda().now() == test::story_start);
  CHECK(sim.box.clock().clients() == 0);
}

TEST_CASE("A closing box answers long polls", "[control][events]") {
  test::SimBox sim;
  Open poll{sim, events("?wait=20s")};
  CHECK_FALSE(poll.answer);
  sim.box.close();
  sim.loop.run();
  REQUIRE(poll.answer);
  CHECK(poll.answer->status == 200);
  Open late{sim, events("?wait=20s")};
  CHECK(late.answer);
}

TEST_CASE("A stream tells each event as it happens, until the box closes", "[control][events]") {
  test::SimBox sim;
  make_queue(sim, "a");
  Listener all{sim, ""};
  CHECK(header(all.response.headers, "Content-Type") == "text/event-stream");
  CHECK(all.heard.starts_with(": events of the box\n\nid: 1\ndata: {\"n\":1,"));
  Listener later{sim, "?operation=SendMessage", {{"Last-Event-ID", "1"}}};
  CHECK(later.heard == ": events of the box\n\n");
  send(sim, "a", "one");
  sim.loop.run();
  CHECK(later.heard.starts_with(": events of the box\n\nid: 2\ndata: {\"n\":2,"));
  CHECK(all.heard.find("\n\nid: 2\ndata: {\"n\":2,") != std::string::npos);
  CHECK(sim.box.clock().clients() == 0);
  sim.box.close();
  sim.loop.run();
  CHECK(all.ended);
  CHECK(later.ended);
}

TEST_CASE("A silent stream shows now and then that it lives", "[control][events]") {
  test::SimBox sim;
  Listener silent{sim, "?after=0"};
  sim.loop.run_for(31s);
  CHECK(silent.heard == ": events of the box\n\n:\n\n:\n\n");
}

TEST_CASE("A stream outlives its box, and ends", "[control][events]") {
  sim::Loop loop;
  sim::NoStore store;
  sim::Network network;
  sim::FillerSigner signer;
  HttpRequest const request = events("", {{"Accept", "text/event-stream"}});
  std::shared_ptr<HttpStream> stream;
  TaskGroup listeners;
  bool ended = false;
  {
    Box box{BoxSettings{}, {loop, store, network, signer, nullptr}};
    network.begin(box.scheduler());
    control::Control control{box};
    box.add_door(control);
    auto const ask = [](Box& of, HttpRequest const& asked,
                        std::shared_ptr<HttpStream>& to) -> Task<void> {
      auto const response = co_await of.answer(asked);
      to = response.stream;
    };
    auto asking = ask(box, request, stream);
    listeners.spawn(std::move(asking));
    REQUIRE(stream != nullptr);
    auto const listen = [](HttpStream& to, bool& end) -> Task<void> {
      for (;;) {
        auto const piece = co_await to.next();
        if (!piece)
          break;
      }
      end = true;
    };
    auto listening = listen(*stream, ended);
    listeners.spawn(std::move(listening));
    CHECK_FALSE(ended);
  }
  loop.run();
  CHECK(ended);
}

TEST_CASE("A listener who is too slow is told what he missed", "[control][events]") {
  BoxSettings settings;
  settings.events_max = 2;
  test::SimBox sim{settings};
  make_queue(sim, "a");
  auto const response = sim.http(events("?after=0", {{"Accept", "text/event-stream"}}));
  for (auto const* name : {"b", "c", "d"})
    make_queue(sim, name);
  auto first = response.stream->next();
  CHECK(sim.run(std::move(first)) == ": events of the box\n\n");
  auto second = response.stream->next();
  auto const piece = sim.run(std::move(second)).value_or("");
  CHECK(
      piece.starts_with("event: gap\ndata: {\"message\":\"Events before 3 are no longer "
                        "kept.\",\"first\":3}\n\nid: 3\n"));
}
