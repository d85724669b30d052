// How a mapping works: how many batches at once, what a batch is, who is throttled, and what
// becomes of what no filter lets through.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "engines/lambda/mapping_shapes.hpp"
#include "lambda/functions.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

Task<Result<std::string>> work_five_seconds(lambda::Context& context, std::string const&) {
  co_await context.scheduler.sleep_until(context.now() + 5s);
  co_return std::string{"null"};
}

// Fails each batch that has a body "bad", and says so.
Task<Result<std::string>> fail_the_bad(lambda::Context&, std::string const& event) {
  auto const json = nlohmann::json::parse(event);
  nlohmann::json failures = nlohmann::json::array();
  for (auto const& record : json.at("Records"))
    if (record.at("body") == "bad")
      failures.push_back({{"itemIdentifier", record.at("messageId")}});
  nlohmann::json const answer{{"batchItemFailures", failures}};
  co_return answer.dump();
}

Task<Result<std::string>> refuse(lambda::Context&, std::string const&) {
  co_return Error{"TypeError", "no", 400};
}

void with_a_dead_letter_queue(lambda::Deployment& made) {
  made.queues = {{"dead"}, {"jobs", {{"VisibilityTimeout", "36"}}, "dead", 3}};
}

std::vector<std::string> bodies_in(Event const& invocation) {
  std::vector<std::string> bodies;
  auto const event = nlohmann::json::parse(invocation.what);
  for (auto const& record : event.at("Records"))
    bodies.push_back(record.at("body"));
  return bodies;
}

}  // namespace

TEST_CASE("Five batches are under way at first, and more while a backlog lasts", "[lambda]") {
  FunctionBox box{work_five_seconds, [](lambda::Deployment&) {}};
  for (int i = 0; i < 200; ++i)
    box.send("hello");
  box.sim.advance(1ms);
  CHECK(box.of_kind("invocation").size() == 5);
  box.sim.advance(1s);  // 300 a minute are five a second
  CHECK(box.of_kind("invocation").size() == 10);
  box.sim.advance(3s);
  CHECK(box.of_kind("invocation").size() == 25);
  box.sim.advance(60s);
  CHECK(box.of_kind("invocation").size() == 200);
  CHECK(box.held() == 0);
}

TEST_CASE("The growth of a mapping is its own", "[lambda]") {
  FunctionBox box{work_five_seconds,
                  [](lambda::Deployment& made) { made.mappings[0].growth_per_minute = 60; }};
  for (int i = 0; i < 20; ++i)
    box.send("hello");
  box.sim.advance(3s + 1ms);
  CHECK(box.of_kind("invocation").size() == 8);
}

TEST_CASE("A mapping has no more batches under way than its maximum", "[lambda]") {
  FunctionBox box{work_five_seconds,
                  [](lambda::Deployment& made) { made.mappings[0].maximum_concurrency = 2; }};
  for (int i = 0; i < 20; ++i)
    box.send("hello");
  box.sim.advance(4s);
  CHECK(box.of_kind("invocation").size() == 2);
  box.sim.advance(60s);
  CHECK(box.held() == 0);
}

TEST_CASE("Without a window a function gets what one receive brings", "[lambda]") {
  FunctionBox box{answering("null"), [](lambda::Deployment& made) {
                    made.mappings[0].batch_size = 10;
                    made.mappings[0].maximum_concurrency = 2;
                  }};
  box.send("1");
  box.sim.advance(1ms);
  REQUIRE(box.of_kind("invocation").size() == 1);
  CHECK(bodies_in(box.of_kind("invocation")[0]).size() == 1);
}

TEST_CASE("A window gathers a batch, which closes when it is full or its time is up", "[lambda]") {
  FunctionBox box{answering("null"), [](lambda::Deployment& made) {
                    made.mappings[0].batch_size = 25;
                    made.mappings[0].window = 10s;
                    made.mappings[0].maximum_concurrency = 2;
                  }};
  std::size_t gathered = 0;
  for (int i = 0; i < 3; ++i) {
    box.send("hello");
    box.sim.advance(2s);
  }
  CHECK(box.of_kind("invocation").empty());
  box.sim.advance(10s);
  for (auto const& invocation : box.of_kind("invocation")) {
    CHECK(invocation.at >= story_start + 10s);
    gathered += bodies_in(invocation).size();
  }
  CHECK(gathered == 3);
  CHECK(box.of_kind("invocation").size() <= 2);

  auto const before = box.of_kind("invocation").size();
  for (int i = 0; i < 60; ++i)
    box.send("more");
  box.sim.advance(1ms);
  auto const full = box.of_kind("invocation");
  REQUIRE(full.size() > before);
  CHECK(bodies_in(full.back()).size() == 25);
}

TEST_CASE("A batch ends before 6 MB", "[lambda]") {
  FunctionBox box{answering("null"), [](lambda::Deployment& made) {
                    made.mappings[0].batch_size = 100;
                    made.mappings[0].window = 5s;
                    made.mappings[0].maximum_concurrency = 2;
                  }};
  std::string const large(1'000'000, 'a');
  for (int i = 0; i < 14; ++i)
    box.send(large);
  box.sim.advance(60s);
  std::size_t all = 0;
  for (auto const& invocation : box.of_kind("invocation")) {
    CHECK(invocation.what.size() <= 6 << 20);
    all += bodies_in(invocation).size();
  }
  CHECK(all == 14);
  CHECK(box.held() == 0);
}

TEST_CASE("What a function names as failed comes back, and the rest of the batch is done",
          "[lambda]") {
  FunctionBox box{fail_the_bad, [](lambda::Deployment& made) {
                    made.mappings[0].batch_size = 10;
                    made.mappings[0].reports_batch_item_failures = true;
                    made.mappings[0].enabled = false;
                  }};
  for (auto const* body : {"good", "bad", "good"})
    box.send(body);
  aws_lambda::UpdateEventSourceMapping enable;
  Caller caller;
  caller.region = "ap-northeast-2";
  enable.uuid =
      box.sim.call(aws_lambda::ListEventSourceMappings{}, caller)->event_source_mappings.at(0).uuid;
  enable.enabled = true;
  REQUIRE(box.sim.call(enable, caller).ok());
  box.sim.advance(1s);
  CHECK(box.held() == 1);
  box.sim.advance(36s);
  CHECK(bodies_in(box.of_kind("invocation").back()) == std::vector<std::string>{"bad"});
}

TEST_CASE("Without that setting, what a function names as failed is done, too", "[lambda]") {
  FunctionBox box{fail_the_bad};
  box.send("bad");
  box.sim.advance(1s);
  CHECK(box.held() == 0);
}

TEST_CASE("A throttled batch is tried again, and runs as soon as there is room", "[lambda]") {
  FunctionBox box{work_five_seconds,
                  [](lambda::Deployment& made) { made.account_concurrency = 1; }};
  box.send("first");
  box.send("second");
  box.sim.advance(4s);
  CHECK(box.of_kind("invocation").size() == 1);
  CHECK_FALSE(box.of_kind("throttle").empty());
  box.sim.advance(20s);
  CHECK(box.of_kind("invocation").size() == 2);
  CHECK(box.held() == 0);
}

TEST_CASE("Throttles use receives up: a message can die without ever having been seen",
          "[lambda]") {
  FunctionBox box{answering("null"), [](lambda::Deployment& made) {
                    with_a_dead_letter_queue(made);
                    made.functions[0].reserved_concurrency = 0;
                  }};
  box.send("hello");
  box.sim.advance(2 * 36s + 35s);
  CHECK(box.held("dead") == 0);
  box.sim.advance(2s);
  CHECK(box.held("dead") == 1);
  CHECK(box.held("jobs") == 0);
  CHECK(box.of_kind("invocation").empty());
}

TEST_CASE("A message that fails is received at 0, 36 and 72 s, and is a dead letter at 108 s",
          "[lambda]") {
  FunctionBox box{refuse, with_a_dead_letter_queue};
  box.send("hello");
  box.sim.advance(108s - 1ns);
  auto const invocations = box.of_kind("invocation");
  REQUIRE(invocations.size() == 3);
  CHECK(invocations[1].at == story_start + 36s);
  CHECK(invocations[2].at == story_start + 72s);
  CHECK(box.held("dead") == 0);
  box.sim.advance(1ns);
  CHECK(box.held("dead") == 1);
}

TEST_CASE("What fits no filter leaves the queue, and the function never sees it", "[lambda]") {
  FunctionBox box{
      answering("null"), [](lambda::Deployment& made) {
        made.mappings[0].filters = {R"({"body":{"kind":["donut"]}})", R"({"body":["plain text"]})"};
      }};
  for (auto const* body :
       {R"({"kind":"donut"})", R"({"kind":"bagel"})", "plain text", "other text", "7"})
    box.send(body);
  box.sim.advance(1s);
  CHECK(box.held() == 0);
  std::vector<std::string> seen;
  for (auto const& invocation : box.of_kind("invocation"))
    seen.push_back(bodies_in(invocation).at(0));
  std::sort(seen.begin(), seen.end());
  CHECK(seen == std::vector<std::string>{"plain text", R"({"kind":"donut"})"});
}

TEST_CASE("A disabled mapping lets its queue fill, and an enabled one drains it", "[lambda]") {
  FunctionBox box{answering("null")};
  Caller caller;
  caller.region = "ap-northeast-2";
  auto const mapping =
      box.sim.call(aws_lambda::ListEventSourceMappings{}, caller)->event_source_mappings.at(0);
  CHECK(mapping.state == "Enabled");
  aws_lambda::UpdateEventSourceMapping update{mapping.uuid};
  update.enabled = false;
  REQUIRE(box.sim.call(update, caller).ok());
  box.sim.advance(0s);
  for (int i = 0; i < 3; ++i)
    box.send("hello");
  box.sim.advance(1h);
  CHECK(box.held() == 3);
  CHECK(box.of_kind("invocation").empty());
  update.enabled = true;
  REQUIRE(box.sim.call(update, caller).ok());
  box.sim.advance(1s);
  CHECK(box.held() == 0);
}

TEST_CASE("Of a FIFO queue each group is worked on by itself, in its order", "[lambda]") {
  FunctionBox box{work_five_seconds, [](lambda::Deployment& made) {
                    made.queues = {{"jobs.fifo",
                                    {{"VisibilityTimeout", "36"},
                                     {"FifoQueue", "true"},
                                     {"ContentBasedDeduplication", "true"}}}};
                    made.mappings = {{"jobs.fifo", "worker", 1}};
                  }};
  Caller caller;
  caller.region = "ap-northeast-2";
  for (auto const* body : {"a1", "a2", "b1", "a3", "b2"}) {
    sqs::SendMessage send;
    send.queue_url = "jobs.fifo";
    send.message_body = body;
    send.message_group_id = std::string{body, 1};
    REQUIRE(box.sim.call(send, caller).ok());
  }
  box.sim.advance(4s);
  CHECK(box.of_kind("invocation").size() == 2);  // one of each group
  box.sim.advance(60s);
  std::string of_a;
  for (auto const& invocation : box.of_kind("invocation"))
    if (bodies_in(invocation).at(0).starts_with('a'))
      of_a += bodies_in(invocation).at(0);
  CHECK(of_a == "a1a2a3");
  CHECK(box.held("jobs.fifo") == 0);
}

// ---- what nobody should do, and somebody will ----

namespace {

Caller shop_caller() {
  Caller caller;
  caller.region = "ap-northeast-2";
  return caller;
}

std::string mapping_of(FunctionBox& box) {
  return box.sim.call(aws_lambda::ListEventSourceMappings{}, shop_caller())
      ->event_source_mappings.at(0)
      .uuid;
}

void enable(FunctionBox& box, bool enabled) {
  aws_lambda::UpdateEventSourceMapping update{mapping_of(box)};
  update.enabled = enabled;
  REQUIRE(box.sim.call(update, shop_caller()).ok());
  box.sim.advance(0s);
}

void set_visibility(FunctionBox& box, std::string seconds) {
  sqs::SetQueueAttributes set;
  set.queue_url = "jobs";
  set.attributes = {{"VisibilityTimeout", std::move(seconds)}};
  REQUIRE(box.sim.call(set, shop_caller()).ok());
}

Task<Result<std::string>> work_ten_seconds(lambda::Context& context, std::string const&) {
  co_await context.scheduler.sleep_until(context.now() + 10s);
  co_return std::string{"null"};
}

}  // namespace

TEST_CASE("A function that always fails on a queue without visibility lets time pass", "[lambda]") {
  FunctionBox box{refuse};
  set_visibility(box, "0");
  box.send("hello");
  box.sim.advance(10s);
  auto const count = box.of_kind("invocation").size();
  CHECK(count >= 5);
  CHECK(count <= 100);
}

TEST_CASE("A function that is always throttled on a queue without visibility lets time pass",
          "[lambda]") {
  FunctionBox box{answering("null"),
                  [](lambda::Deployment& made) { made.functions[0].reserved_concurrency = 0; }};
  set_visibility(box, "0");
  box.send("hello");
  box.sim.advance(10s);
  CHECK(box.of_kind("invocation").empty());
  CHECK(box.held() == 1);
}

TEST_CASE("What is too much for one event is worked on in parts, and nothing is lost", "[lambda]") {
  struct Case {
    std::int64_t batch_size;
    Duration window;
    int messages;
    std::size_t size;
    char letter;
  };
  // A quote takes two bytes in an event.
  for (auto const& one : {Case{10, 0s, 30, 1'000'000, '"'},
                          {10'000, 5s, 40, 1'000'000, 'a'},
                          {100, 5s, 30, 500'000, '"'}}) {
    INFO(one.batch_size << " of " << one.size << " bytes");
    FunctionBox box{answering("null"), [&](lambda::Deployment& made) {
                      made.queues = {{"dead"}, {"jobs", {{"VisibilityTimeout", "36"}}, "dead", 1}};
                      made.mappings[0].batch_size = one.batch_size;
                      made.mappings[0].window = one.window;
                    }};
    std::string const large(one.size, one.letter);
    for (int i = 0; i < one.messages; ++i)
      box.send(large);
    box.sim.advance(5min);
    std::size_t all = 0;
    for (auto const& invocation : box.of_kind("invocation"))
      all += bodies_in(invocation).size();
    CHECK(all == static_cast<std::size_t>(one.messages));
    CHECK(box.held("dead") == 0);
    CHECK(box.held() == 0);
  }
}

TEST_CASE("The parts of a FIFO batch are worked on one after the other", "[lambda]") {
  FunctionBox box{work_ten_seconds, 10, 20s, [](lambda::Deployment& made) {
                    made.queues = {{"jobs.fifo",
                                    {{"VisibilityTimeout", "120"},
                                     {"FifoQueue", "true"},
                                     {"ContentBasedDeduplication", "true"}}}};
                    made.mappings = {{"jobs.fifo", "worker", 10}};
                  }};
  for (char letter = 'a'; letter < 'j'; ++letter) {
    sqs::SendMessage send;
    send.queue_url = "jobs.fifo";
    send.message_body = std::string(1'000'000, letter);
    send.message_group_id = "one";
    REQUIRE(box.sim.call(send, shop_caller()).ok());
  }
  box.sim.advance(5min);
  auto const begun = box.of_kind("invocation");
  auto const ended = box.of_kind("return");
  REQUIRE(begun.size() >= 2);
  std::string order;
  for (std::size_t i = 0; i < begun.size(); ++i) {
    if (i > 0)
      CHECK(begun[i].at >= ended[i - 1].at);
    for (auto const& body : bodies_in(begun[i]))
      order += body[0];
  }
  CHECK(order == "abcdefghi");
}

TEST_CASE("A mapping that is disabled works on what it has gathered, and on nothing later",
          "[lambda]") {
  FunctionBox box{answering("null"), [](lambda::Deployment& made) {
                    made.mappings[0].batch_size = 100;
                    made.mappings[0].window = 20s;
                  }};
  box.send("hello");
  box.sim.advance(1s);
  CHECK(box.of_kind("invocation").empty());
  enable(box, false);
  CHECK(box.of_kind("invocation").size() == 1);
  CHECK(box.held() == 0);
  box.send("later");
  box.sim.advance(1h);
  CHECK(box.of_kind("invocation").size() == 1);
  CHECK(box.held() == 1);
}

TEST_CASE("A mapping that is enabled again begins anew, and grows", "[lambda]") {
  FunctionBox box{work_five_seconds, [](lambda::Deployment&) {}};
  for (int i = 0; i < 300; ++i)
    box.send("hello");
  box.sim.advance(4s);
  enable(box, false);
  box.sim.advance(1min);
  auto const before = box.of_kind("invocation").size();
  enable(box, true);
  box.sim.advance(1ms);
  CHECK(box.of_kind("invocation").size() == before + 5);
  box.sim.advance(1s);
  CHECK(box.of_kind("invocation").size() == before + 10);
}

TEST_CASE("A queue of another Region is no source", "[lambda]") {
  FunctionBox box{answering("null")};
  aws_lambda::CreateEventSourceMapping create;
  create.event_source_arn = "arn:aws:sqs:us-east-1:000000000000:jobs";
  create.function_name = "worker";
  CHECK(box.sim.call(create, shop_caller()).error().code == "InvalidParameterValueException");
}

TEST_CASE("Lambda is emptied while its functions run: they end, and are there again", "[lambda]") {
  FunctionBox box{work_five_seconds, [](lambda::Deployment&) {}};
  box.send("hello");
  box.sim.advance(1s);
  REQUIRE(box.of_kind("invocation").size() == 1);
  REQUIRE(box.sim.box.reset("lambda"));
  box.sim.advance(20s);
  CHECK(box.of_kind("return").empty());
  box.sim.advance(30s);  // the message comes back when its visibility ends
  CHECK(box.of_kind("return").size() == 1);
  CHECK(box.held() == 0);
}

TEST_CASE("Lambda is emptied where a mapping does not fit its queue any more: the box stands",
          "[lambda]") {
  FunctionBox box{answering("{}")};
  set_visibility(box, "1");
  REQUIRE(box.sim.box.reset("lambda"));
  REQUIRE(box.sim.box.reset("lambda"));
  box.sim.advance(1s);
  CHECK(box.sim.call(aws_lambda::ListEventSourceMappings{}, shop_caller())
            ->event_source_mappings.empty());
  CHECK(box.http("GET", "/work").status == 200);
}
