// The paths of the whole box: told, put back, kept by name, and what is refused without a trace.
#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "control/state_document.hpp"
#include "engines/factory/shapes.hpp"
#include "engines/ses/inbox_shapes.hpp"
#include "engines/sns/shapes.hpp"
#include "engines/sqs/shapes.hpp"
#include "shop/shop.hpp"
#include "support/sim_box.hpp"

using namespace proofbox;
using namespace proofbox::test;
using Json = nlohmann::ordered_json;

namespace {

struct Stated : SimBox {
  Stated() { deployable = shop::deployable(); }

  HttpResponse ask(std::string method, std::string path, std::string body = {}) {
    return http({std::move(method), "box", "/_proofbox/" + path, {}, std::move(body)});
  }
  std::string document() {
    auto const told = ask("GET", "state");
    REQUIRE(told.status == 200);
    return told.body;
  }
  std::string refused(std::string const& body) {
    auto const answer = ask("PUT", "state", body);
    CHECK(answer.status == 400);
    return Json::parse(answer.body).at("message");
  }
  void make_queue(std::string name) {
    sqs::CreateQueue create;
    create.queue_name = std::move(name);
    REQUIRE(call(create).ok());
  }
  void send(std::string queue, std::string body) {
    sqs::SendMessage op;
    op.queue_url = std::move(queue);
    op.message_body = std::move(body);
    REQUIRE(call(op).ok());
  }
  std::string messages(std::string queue) { return ask("GET", "sqs/messages?queue=" + queue).body; }
  void open_shop() {
    auto deployment = shop::deployable().with(R"({"products":[{"sku":"CP-502101","stock":1}]})");
    REQUIRE(deployment.ok());
    box.deploy(std::move(*deployment));
    loop.run();
  }
};

// A box with something of everything that has rows.
struct Furnished : Stated {
  Furnished() {
    open_shop();
    for (int i = 0; i < 2; ++i)
      http({"POST", "api.box", "/checkout"});
    make_queue("plain");
    send("plain", "도넛");
    sqs::CreateQueue fifo;
    fifo.queue_name = "line.fifo";
    fifo.attributes = {{"FifoQueue", "true"}, {"ContentBasedDeduplication", "true"}};
    REQUIRE(call(fifo).ok());
    sqs::SendMessage send;
    send.queue_url = "line.fifo";
    send.message_body = "first";
    send.message_group_id = "g";
    REQUIRE(call(send).ok());
    sqs::ReceiveMessage receive;
    receive.queue_url = "line.fifo";
    receive.receive_request_attempt_id = "attempt";
    REQUIRE(call(receive).ok());
    sns::CreateTopic topic;
    topic.name = "news.fifo";
    topic.attributes = {{"FifoTopic", "true"},
                        {"ContentBasedDeduplication", "true"},
                        {"ArchivePolicy", R"({"MessageRetentionPeriod":"30"})"}};
    auto const arn = call(topic)->topic_arn;
    sns::Publish publish;
    publish.topic_arn = arn;
    publish.message = "hello";
    publish.message_group_id = "g";
    REQUIRE(call(publish).ok());
    topic = {};
    topic.name = "web";
    sns::Subscribe subscribe;
    subscribe.topic_arn = call(topic)->topic_arn;
    subscribe.protocol = "http";
    subscribe.endpoint = "http://nobody.test/hook";
    REQUIRE(call(subscribe).ok());
    advance(3s);
  }
};

}  // namespace

TEST_CASE("The whole box is a document that a person can read", "[control][state]") {
  Stated box;
  box.make_queue("q");
  box.send("q", "도넛");
  auto const document = Json::parse(box.document());
  CHECK(document.at("format") == "proofbox state");
  CHECK(document.at("formatVersion") == 1);
  CHECK(document.at("now") == "2023-05-25T00:00:00.000Z");
  CHECK(document.at("clock") == "skip");
  CHECK(document.at("seed") == 1);
  CHECK(document.at("deployment").is_null());
  CHECK(document.at("rows").at("sqs_queue").size() == 1);
  CHECK(document.at("rows").at("sqs_message")[0].at("body") == "도넛");
}

TEST_CASE("A document puts the box back, and its time with it", "[control][state]") {
  Stated box;
  box.make_queue("q");
  box.send("q", "one");
  auto const before = box.messages("q");
  auto const document = box.document();
  box.advance(1h);
  box.send("q", "two");
  auto const events = box.box.events().count();
  auto const answer = box.ask("PUT", "state", document);
  CHECK(answer.status == 200);
  CHECK(Json::parse(answer.body).at("now") == "2023-05-25T00:00:00.000Z");
  CHECK(box.messages("q") == before);
  CHECK(box.box.events().count() == events + 1);
  CHECK(box.box.events().after(events, 1).at(0)->kind == "state");
}

TEST_CASE("States are kept by name, through resets, and forgotten", "[control][state]") {
  Stated box;
  box.make_queue("q");
  CHECK(box.ask("PUT", "state/clean").status == 201);
  box.send("q", "one");
  CHECK(box.ask("PUT", "state/with_one").status == 201);
  CHECK(box.ask("POST", "reset").status == 200);
  CHECK(Json::parse(box.ask("GET", "states").body).at("states").size() == 2);
  CHECK(box.ask("POST", "state/with_one").status == 200);
  CHECK(Json::parse(box.messages("q")).at("messages").size() == 1);
  CHECK(box.ask("POST", "state/clean").status == 200);
  CHECK(Json::parse(box.messages("q")).value("messages", Json::array()).empty());
  CHECK(Json::parse(box.ask("GET", "state/with_one").body).at("rows").contains("sqs_message"));
  CHECK(box.ask("DELETE", "state/clean").status == 200);
  auto const gone = box.ask("POST", "state/with_on");
  CHECK(gone.status == 404);
  CHECK(gone.body == R"({"message":"There is no state \"with_on\". Did you mean \"with_one\"?"})");
  CHECK(box.ask("PUT", "state/no name").status == 400);
  CHECK(box.ask("PUT", "state/body", "{}").status == 400);
  CHECK(box.ask("PATCH", "state").status == 405);
}

TEST_CASE("Only so many states are kept", "[control][state]") {
  Stated box;
  for (int i = 0; i < 20; ++i)
    CHECK(box.ask("PUT", "state/s" + std::to_string(i)).status == 201);
  CHECK(box.ask("PUT", "state/s3").status == 201);
  CHECK(box.ask("PUT", "state/one_more").status == 409);
}

TEST_CASE("Who waits in a box that is put back is told at once", "[control][state]") {
  Stated box;
  box.make_queue("q");
  auto const document = box.document();
  box.box.clock().set_pace({Clock::Mode::frozen});
  std::string outcome;
  auto const poll = [](Box& in, std::string& out) -> Task<void> {
    sqs::ReceiveMessage receive;
    receive.queue_url = "q";
    receive.wait_time_seconds = 20;
    auto const client = in.client(Caller{}, 0);
    auto& cloud = *client;
    auto const received = co_await cloud(receive);
    out = received ? "received" : received.error().code;
  };
  auto task = poll(box.box, outcome);
  box.callers.spawn(std::move(task));
  box.loop.run();
  CHECK(outcome.empty());
  CHECK(box.ask("PUT", "state", document).status == 200);
  CHECK(outcome == "ServiceUnavailable");
}

TEST_CASE("What is no state is refused with a place, and changes nothing", "[control][state]") {
  Furnished box;
  auto const before = box.document();
  auto const changed = [&](auto const& change) {
    auto document = Json::parse(before);
    change(document);
    return box.refused(document.dump());
  };
  CHECK(box.refused("") == "The document is no JSON: line 1, column 1.");
  CHECK(box.refused("{\n \"format\": x}") == "The document is no JSON: line 2, column 12.");
  CHECK(box.refused("[]") ==
        "This is no state of a box: it does not begin with \"format\": \"proofbox state\".");
  CHECK(changed([](Json& d) { d["formatVersion"] = 2; }) ==
        "The state has the format 2, and this box reads 1.");
  CHECK(changed([](Json& d) { d["sed"] = 2; }) ==
        "sed: a state has no such member. Did you mean \"seed\"?");
  CHECK(changed([](Json& d) { d.erase("seed"); }) == "The document has no \"seed\".");
  CHECK(changed([](Json& d) { d["now"] = "noon"; }) ==
        "now: \"noon\" is no instant as \"2023-05-25T09:00:00Z\".");
  CHECK(changed([](Json& d) { d["clock"] = "frosen"; }) ==
        "clock: there is no mode \"frosen\". Did you mean \"frozen\"?");
  CHECK(changed([](Json& d) { d["engineChance"]["sqs"] = "0"; }) ==
        "engineChance.sqs: 64 hexadecimal digits stand here, and not all are 0.");
  CHECK(changed([](Json& d) { d["rows"]["sqs_mesage"] = Json::array(); }) ==
        "rows.sqs_mesage: there is no such table.");
  CHECK(changed([](Json& d) { d["rows"]["sqs_message"][0]["body"] = 7; }) ==
        "rows.sqs_message[0].body: a JSON number is not for it.");
  CHECK(changed([](Json& d) { d["rows"]["sqs_message"][0]["colour"] = "red"; }) ==
        "rows.sqs_message[0].colour: no member of that name is known.");
  CHECK(changed([](Json& d) { d["rows"]["sqs_message"].push_back(d["rows"]["sqs_message"][0]); }) ==
        "rows.sqs_message[2]: There is another message of that number.");
  CHECK(changed([](Json& d) { d["rows"]["sqs_message"][0]["queue"] = 77; }) ==
        "rows.sqs_message[0] goes with no other row, or not so.");
  CHECK(changed([](Json& d) { d["rows"]["sns_subscription"][0]["topic"] = "x"; }) ==
        "rows.sns_subscription[0]: The subscription has no topic.");
  CHECK(changed([](Json& d) {
          d["databases"]["shop"] = {"CREATE TABLE t (a)", "DROP TABLE u"};
        }) == "databases.shop: no such table: u");
  CHECK(changed([](Json& d) {
          d["databases"]["shop"] = {"ATTACH 'x' AS y"};
        }).starts_with("databases.shop: PRAGMA, ATTACH and DETACH are refused"));
  CHECK(changed([](Json& d) {
          d["deployment"] = {{"cakes", Json::object()}};
        }) == "deployment: The box has nothing called \"cakes\" to deploy.");
  CHECK(box.document() == before);
}

TEST_CASE("Whatever is changed in a document, the box refuses it or goes on", "[control][state]") {
  Furnished told;
  auto const before = told.document();
  auto const whole = Json::parse(before).flatten();
  Random random{7, "mutations"};
  Stated box;
  int taken = 0, refused = 0;
  for (auto const& [pointer, value] : whole.items()) {
    if (random.below(8) != 0)
      continue;
    auto changed = Json::parse(before);
    auto& place = changed[Json::json_pointer{pointer}];
    static Json const others[] = {-1,
                                  0,
                                  1'000'000'000'000,
                                  "",
                                  "x",
                                  "true",
                                  nullptr,
                                  Json::object(),
                                  Json::array(),
                                  "2262-04-11T23:47:16.854Z"};
    place = others[random.below(std::size(others))];
    INFO(pointer << " is " << place.dump() << ", was " << value.dump());
    auto const answer = box.ask("PUT", "state", changed.dump());
    REQUIRE((answer.status == 200 || answer.status == 400));
    ++(answer.status == 200 ? taken : refused);
    if (answer.status == 200)
      box.advance(10min);
  }
  CHECK(taken > 10);
  CHECK(refused > 50);
}

TEST_CASE("A document may not be nested deeply", "[control][state]") {
  Stated sim;
  std::string const deep(200'000, '[');
  CHECK(sim.refused("{\"format\":" + deep + std::string(200'000, ']') + "}") ==
        "The document is nested more than 100 deep.");
}

TEST_CASE("A document with what AWS never takes is refused", "[control][state]") {
  Furnished sim;
  auto const told = Json::parse(sim.document());
  auto changed = told;
  for (int const size : {0, -1, 10'001}) {
    changed["rows"]["lambda_mapping"][0]["shown"]["BatchSize"] = size;
    CHECK(sim.refused(changed.dump()) == "rows.lambda_mapping[0]: No mapping can be like that.");
  }
  changed = told;
  changed["databases"]["endless"] = {
      "CREATE TABLE t AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c) "
      "SELECT count(*) FROM c"};
  CHECK(sim.refused(changed.dump()) == "databases.endless: interrupted");
}

TEST_CASE("Whoever moves time behind a state that is put back moves it from there",
          "[control][state]") {
  Stated sim;
  auto const early = sim.document();
  sim.advance(24h * 365);
  HttpRequest const back{"PUT", "box", "/_proofbox/state", {}, early};
  HttpRequest const on{"POST", "box", "/_proofbox/clock", {}, R"({"advance":"5s"})"};
  TaskGroup clients;
  std::vector<std::optional<HttpResponse>> answers(2);
  auto ask = [&](HttpRequest const& request, std::optional<HttpResponse>& answer) -> Task<void> {
    answer.emplace(co_await sim.box.answer(request));
  };
  auto first = ask(back, answers[0]);
  auto second = ask(on, answers[1]);
  clients.spawn(std::move(first));
  clients.spawn(std::move(second));
  sim.loop.run();
  REQUIRE(answers[0]);
  REQUIRE(answers[1]);
  CHECK(answers[0]->status == 200);
  CHECK(sim.box.agenda().now() == story_start + 5s);
}

TEST_CASE("A call that a fault slows ends when its box is put back", "[control][state]") {
  Stated sim;
  auto const early = sim.document();
  REQUIRE(sim.ask("PUT", "faults/slow", R"({"call":"sqs","slow":"1h"})").status == 200);
  sim.box.clock().set_pace({Clock::Mode::frozen});
  HttpRequest const list{
      "POST",
      "box",
      "/",
      {{"X-Amz-Target", "AmazonSQS.ListQueues"}, {"Content-Type", "application/x-amz-json-1.0"}},
      "{}"};
  std::optional<HttpResponse> answer;
  auto ask = [&]() -> Task<void> { answer.emplace(co_await sim.box.answer(list)); };
  TaskGroup clients;
  auto asking = ask();
  clients.spawn(std::move(asking));
  sim.loop.run();
  CHECK_FALSE(answer);
  REQUIRE(sim.ask("PUT", "state", early).status == 200);
  sim.loop.run();
  REQUIRE(answer);
  CHECK(answer->status == 503);
}
