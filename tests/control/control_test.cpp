// The box's own API: every path, and every way of asking for what it does not give.
#include <catch2/catch.hpp>

#include "engines/sqs/shapes.hpp"
#include "shop/shop.hpp"
#include "support/sim_box.hpp"

using namespace proofbox;

namespace {

struct Asked {
  int status;
  std::string body;
  bool operator==(Asked const&) const = default;
};
std::ostream& operator<<(std::ostream& out, Asked const& asked) {
  return out << asked.status << ' ' << asked.body;
}

Asked refused(int status, std::string const& sentence) {
  std::string body = "{\"message\":";
  write_json_text(body, sentence);
  return {status, body + '}'};
}

struct Controlled {
  explicit Controlled(BoxSettings settings = {}) : sim(std::move(settings)) {}
  test::SimBox sim;

  Asked get(std::string path) { return ask("GET", std::move(path), {}); }
  Asked post(std::string path, std::string body) {
    return ask("POST", std::move(path), std::move(body));
  }
  Asked ask(std::string method, std::string path, std::string body) {
    HttpRequest const request{std::move(method), "box", "/_proofbox/" + path, {}, std::move(body)};
    auto const response = sim.http(request);
    CHECK(header(response.headers, "Content-Type") == "application/json");
    return {response.status, response.body};
  }
  void deploy_shop() {
    auto deployment = shop::deployable().with("{}");
    REQUIRE(deployment.ok());
    sim.box.deploy(std::move(*deployment));
    sim.advance(0s);
  }
  void make_queue(std::string name) {
    sqs::CreateQueue create;
    create.queue_name = std::move(name);
    REQUIRE(sim.call(create).ok());
  }
};

Asked clock(std::string const& now, std::string const& mode) {
  return {200, R"({"now":")" + now + R"(","mode":")" + mode + R"(","nextDue":null})"};
}

}  // namespace

TEST_CASE("The box tells its health", "[control]") {
  Controlled box;
  box.sim.advance(90s);
  auto const health = box.get("health");
  CHECK(health.status == 200);
  CHECK(health.body.find(R"("uptime":"1m30s","boxes":["main"],"openRequests":)") !=
        std::string::npos);
}

TEST_CASE("The clock is read, moved on, set and driven in another way", "[control]") {
  Controlled box;
  CHECK(box.get("clock") == clock("2023-05-25T00:00:00.000Z", "skip"));
  CHECK(box.post("clock", R"({"advance":"2m30s"})") == clock("2023-05-25T00:02:30.000Z", "skip"));
  CHECK(box.post("clock", R"({"set":"2023-05-25T10:00:00+09:00"})") ==
        clock("2023-05-25T01:00:00.000Z", "skip"));
  CHECK(box.post("clock", R"({"mode":"frozen"})") == clock("2023-05-25T01:00:00.000Z", "frozen"));
  CHECK(box.post("clock", R"({"settle":true})") == clock("2023-05-25T01:00:00.000Z", "frozen"));
  CHECK(box.post("clock", R"({"advance":"1s"})") == clock("2023-05-25T01:00:01.000Z", "frozen"));
  CHECK(box.post("clock", R"({"mode":"real"})").status == 200);
  CHECK(box.post("clock", R"({"mode":"x60"})") == clock("2023-05-25T01:00:01.000Z", "x60"));
  box.sim.loop.run_for(2s);
  CHECK(box.get("clock") == clock("2023-05-25T01:02:01.000Z", "x60"));
}

TEST_CASE("The clock says what is due next", "[control]") {
  Controlled box;
  box.make_queue("q");
  sqs::SendMessage send;
  send.queue_url = "q";
  send.message_body = "later";
  send.delay_seconds = 7;
  REQUIRE(box.sim.call(send).ok());
  auto const read = box.get("clock");
  CHECK(read.body.ends_with(R"("nextDue":"2023-05-25T00:00:07.000Z"})"));
}

TEST_CASE("An order that the clock does not understand moves nothing and says what it takes",
          "[control]") {
  Controlled box;
  auto const all =
      refused(400,
              "The clock takes {\"advance\":\"36s\"}, {\"set\":\"2023-05-25T10:00:00Z\"}, "
              "{\"mode\":\"frozen\"} or {\"settle\":true}.");
  auto const one = refused(
      400, "The clock takes one order at a time: \"advance\", \"set\", \"mode\" or \"settle\".");
  CHECK(box.post("clock", "{") == all);
  CHECK(box.post("clock", "advance=1s") == all);
  CHECK(box.post("clock", "[]") == all);
  CHECK(box.post("clock", R"({"advance":36})") == all);
  CHECK(box.post("clock", R"({"advnce":"36s"})") == all);
  CHECK(box.post("clock", "{}") == one);
  CHECK(box.post("clock", R"({"advance":"1s","settle":true})") == one);
  CHECK(box.post("clock", R"({"advance":"-1s"})") ==
        refused(400, "\"advance\" takes a duration as \"36s\" or \"2m30s\", not \"-1s\"."));
  CHECK(box.post("clock", R"({"advance":"soon"})") ==
        refused(400, "\"advance\" takes a duration as \"36s\" or \"2m30s\", not \"soon\"."));
  CHECK(box.post("clock", R"({"set":"noon"})") ==
        refused(400, "\"set\" takes an instant as \"2023-05-25T10:00:00Z\", not \"noon\"."));
  CHECK(box.post("clock", R"({"set":"2023-05-24T10:00:00Z"})") ==
        refused(400, "Time does not go back: it is 2023-05-25T00:00:00.000Z."));
  CHECK(box.post("clock", R"({"mode":"frzen"})") ==
        refused(400, "There is no clock mode \"frzen\". Did you mean \"frozen\"?"));
  CHECK(box.get("clock") == clock("2023-05-25T00:00:00.000Z", "skip"));
}

TEST_CASE("Box time is not moved past its end", "[control]") {
  Controlled box;
  CHECK(box.post("clock", R"({"advance":"36500d"})").status == 200);
  CHECK(box.post("clock", R"({"advance":"36500d"})").status == 200);
  auto const before = box.get("clock");
  auto const beyond = box.post("clock", R"({"advance":"36500d"})");
  CHECK(beyond.status == 400);
  CHECK(beyond.body.starts_with(R"({"message":"Box time ends at 2262-)"));
  CHECK(box.get("clock") == before);
}

TEST_CASE("Events are told in order, from where one asks", "[control]") {
  Controlled box;
  CHECK(box.get("events") == Asked{200, R"({"events":[],"last":0})"});
  for (auto const* name : {"a", "b", "c"})
    box.make_queue(name);
  auto const all = box.get("events");
  CHECK(all.body.starts_with(R"({"events":[{"n":1,)"));
  CHECK(all.body.find(R"({"n":3,)") != std::string::npos);
  auto const last = box.get("events?after=2");
  CHECK(last.body.starts_with(R"({"events":[{"n":3,)"));
  CHECK(box.get("events?after=3") == Asked{200, R"({"events":[],"last":3})"});
  CHECK(box.get("events?after=9223372036854775807") ==
        Asked{200, R"({"events":[],"last":9223372036854775807})"});
  for (auto const* wrong :
       {"events?after=-1", "events?after=x", "events?after=99999999999999999999"})
    CHECK(box.get(wrong) == refused(400, "\"after\" takes the number of an event."));
}

TEST_CASE("Events that are no longer kept are gone, and the answer says where to go on",
          "[control]") {
  BoxSettings settings;
  settings.events_max = 2;
  Controlled box{settings};
  for (auto const* name : {"a", "b", "c", "d"})
    box.make_queue(name);
  CHECK(box.get("events?after=1") ==
        Asked{410, R"({"message":"Events before 3 are no longer kept.","first":3})"});
  CHECK(box.get("events?after=2").body.starts_with(R"({"events":[{"n":3,)"));
  CHECK(box.get("events").body.starts_with(R"({"events":[{"n":3,)"));
}

TEST_CASE("The views show the Factory, the mails, the queues and the shop", "[control]") {
  Controlled box;
  box.deploy_shop();
  CHECK(box.get("factory/orders") == Asked{200, R"({"orders":[]})"});
  CHECK(box.get("ses/messages").status == 200);
  CHECK(box.get("shop/products")
            .body.find(R"("sku":"CP-502101","name":"부산도너츠","price":19900,"stock":3)") !=
        std::string::npos);
  CHECK(box.get("shop/advertisements").body.find(R"("status":1)") != std::string::npos);
  box.make_queue("jobs");
  sqs::SendMessage send;
  send.queue_url = "jobs";
  send.message_body = "hello";
  REQUIRE(box.sim.call(send).ok());
  CHECK(box.get("sqs/messages?queue=jobs").body.find(R"("hello")") != std::string::npos);
  CHECK(box.get("sqs/messages?queue=%FF") == refused(400, "The query string is not UTF-8."));
}

TEST_CASE("Without a shop there are no products", "[control]") {
  Controlled box;
  CHECK(box.get("shop/products") == refused(404, "The box has no GET /_proofbox/shop/products."));
}

TEST_CASE("A wrong method is 405, and a wrong path 404", "[control]") {
  Controlled box;
  box.deploy_shop();
  for (std::string path : {"clock", "reset", "events", "health", "factory/orders", "shop/products"})
    CHECK(box.ask("DELETE", path, {}) == refused(405, path + " does not take DELETE."));
  CHECK(box.get("reset") == refused(405, "reset does not take GET."));
  CHECK(box.post("events", "{}") == refused(405, "events does not take POST."));
  CHECK(box.get("clocks") == refused(404, "The box has no GET /_proofbox/clocks."));
  CHECK(box.get("") == refused(404, "The box has no GET /_proofbox/."));
}

TEST_CASE("A reset empties the box, or one service of it", "[control]") {
  Controlled box;
  box.make_queue("q");
  CHECK(box.post("reset", R"({"service":"sns"})") == Asked{200, "{}"});
  sqs::GetQueueUrl find;
  find.queue_name = "q";
  CHECK(box.sim.call(find).ok());
  CHECK(box.post("reset", R"({"service":"sqs"})") == Asked{200, "{}"});
  CHECK_FALSE(box.sim.call(find).ok());
  box.make_queue("q");
  CHECK(box.post("reset", "") == Asked{200, "{}"});
  CHECK_FALSE(box.sim.call(find).ok());
  box.make_queue("q");
  CHECK(box.post("reset", "{}") == Asked{200, "{}"});
  CHECK_FALSE(box.sim.call(find).ok());
}

TEST_CASE("A reset that is misspelt empties nothing", "[control]") {
  Controlled box;
  box.make_queue("q");
  CHECK(box.post("reset", R"({"service":"sqx"})") ==
        refused(400, "There is no service \"sqx\". Did you mean \"sqs\"?"));
  for (auto const* wrong : {R"({"servce":"sqs"})", "sqs", "[]", R"({"service":1})"})
    CHECK(box.post("reset", wrong) ==
          refused(400, "A reset takes nothing, or {\"service\":\"sqs\"}."));
  sqs::GetQueueUrl find;
  find.queue_name = "q";
  CHECK(box.sim.call(find).ok());
}

TEST_CASE("Who stands inside the box does not reset it", "[control]") {
  Controlled box;
  box.make_queue("q");
  HttpRequest request{"POST", "box", "/_proofbox/reset"};
  request.cause = 1;
  CHECK(box.sim.http(request).status == 409);
}
