// Looking into SQS's queues, by the box's own path and by the one that LocalStack made known: all
// that is there is shown, and nothing changes by it.
#include <catch2/catch.hpp>

#include "engines/sqs/shapes.hpp"
#include "support/sim_box.hpp"

using namespace proofbox;

namespace {

// A queue "jobs" with a message that is ready, one that is in flight and one that is delayed.
struct Watched {
  test::SimBox sim;
  std::string handle;  // of the one in flight

  Watched() {
    sqs::CreateQueue create;
    create.queue_name = "jobs";
    REQUIRE(sim.call(create).ok());
    send("taken", 0);
    sqs::ReceiveMessage receive;
    receive.queue_url = "jobs";
    auto const received = sim.call(receive);
    handle = received->messages.at(0).receipt_handle;
    send("waiting", 0);
    send("later", 60);
  }

  void send(std::string body, std::int64_t delay) {
    sqs::SendMessage op;
    op.queue_url = "jobs";
    op.message_body = std::move(body);
    op.delay_seconds = delay;
    REQUIRE(sim.call(op).ok());
  }

  HttpResponse get(std::string target, Headers headers = {}) {
    return sim.http({"GET", "box", std::move(target), std::move(headers), {}});
  }
  std::string look(std::string const& query) {
    auto const response = get("/_proofbox/sqs/messages" + query);
    CHECK(response.status == 200);
    return response.body;
  }
};

std::size_t count(std::string_view text, std::string_view what) {
  std::size_t times = 0;
  for (auto at = text.find(what); at != std::string_view::npos; at = text.find(what, at + 1))
    ++times;
  return times;
}

bool has(std::string_view text, std::string_view what) {
  return text.find(what) != std::string_view::npos;
}

constexpr std::string_view sentence_for_paths =
    "{\"message\":\"/_aws/sqs/messages takes ?QueueUrl=URL, or "
    "/_aws/sqs/messages/REGION/ACCOUNT/QUEUE.\"}";

}  // namespace

TEST_CASE("A look into a queue shows what is ready, delayed and in flight, with deadlines",
          "[control][sqs]") {
  Watched box;
  auto const seen = box.look("?queue=jobs");
  CHECK(has(seen, R"("counts":{"ready":1,"delayed":1,"inFlight":1})"));
  auto const start = epoch_seconds(test::story_start);
  auto const seconds = [&](std::int64_t later) { return std::to_string(start + later); };
  CHECK(has(seen, R"("state":"in flight","body":"taken","receiveCount":1,"sentAt":)" + seconds(0) +
                      R"(,"expiresAt":)" + seconds(345'600) + R"(,"visibleAt":)" + seconds(30)));
  CHECK(has(seen, R"("state":"ready","body":"waiting","receiveCount":0,)"));
  CHECK(has(seen, R"("state":"delayed","body":"later","receiveCount":0,"sentAt":)" + seconds(0) +
                      R"(,"expiresAt":)" + seconds(345'600) + R"(,"visibleAt":)" + seconds(60)));
}

TEST_CASE("A look comes in pages where a limit is asked for", "[control][sqs]") {
  Watched box;
  auto const first = box.look("?queue=jobs&limit=2");
  CHECK(count(first, "\"messageId\"") == 2);
  CHECK(has(first, R"("next":2)"));
  CHECK(has(first, R"("counts":{"ready":1,"delayed":1,"inFlight":1})"));
  auto const second = box.look("?queue=jobs&limit=2&after=2");
  CHECK(count(second, "\"messageId\"") == 1);
  CHECK_FALSE(has(second, "\"next\""));
  CHECK(has(second, "\"later\""));
}

TEST_CASE("A look at a queue that is not there finds nothing", "[control][sqs]") {
  Watched box;
  CHECK(box.look("?queue=sales") ==
        R"({"counts":{"ready":0,"delayed":0,"inFlight":0},"messages":[]})");
}

TEST_CASE("A look that asks wrongly gets a sentence", "[control][sqs]") {
  Watched box;
  auto const refusal = [&](std::string const& query) {
    auto const response = box.get("/_proofbox/sqs/messages" + query);
    CHECK(response.status == 400);
    return response.body;
  };
  CHECK(refusal("?queu=jobs") ==
        R"({"message":"There is no \"queu\" to ask for here. Did you mean \"queue\"?"})");
  CHECK(refusal("?queue=jobs&limit=some") == R"({"message":"\"limit\" does not take \"some\"."})");
}

TEST_CASE("A look changes nothing", "[control][sqs]") {
  Watched box;
  auto const before = box.look("?queue=jobs");
  box.get("/_aws/sqs/messages?QueueUrl=jobs&ShowInvisible=true&ShowDelayed=true");
  CHECK(box.look("?queue=jobs") == before);
  CHECK(box.sim.call(sqs::DeleteMessage{"jobs", box.handle}).ok());
  sqs::ReceiveMessage receive;
  receive.queue_url = "jobs";
  receive.message_system_attribute_names = {"ApproximateReceiveCount"};
  auto const received = box.sim.call(receive);
  CHECK(received->messages.at(0).body == "waiting");
  CHECK(received->messages.at(0).attributes.at("ApproximateReceiveCount") == "1");
}

TEST_CASE("A message past its retention is shown no more, though nobody asked the queue",
          "[control][sqs]") {
  Watched box;
  box.sim.advance(345'600s);
  CHECK(has(box.look("?queue=jobs"), R"("counts":{"ready":0,"delayed":0,"inFlight":0})"));
}

TEST_CASE("LocalStack's path shows the messages that are ready as a receive would",
          "[control][sqs]") {
  Watched box;
  auto const seen = box.get("/_aws/sqs/messages?QueueUrl=http://box/000000000000/jobs");
  CHECK(seen.status == 200);
  CHECK(header(seen.headers, "Content-Type") == "text/xml");
  CHECK(count(seen.body, "<Message>") == 1);
  CHECK(has(seen.body, "<Body>waiting</Body>"));
  CHECK(has(seen.body, "<Attribute><Name>ApproximateReceiveCount</Name><Value>0</Value>"));
  CHECK(box.get("/_aws/sqs/messages/us-east-1/000000000000/jobs").body == seen.body);
}

TEST_CASE("LocalStack's path shows what is in flight or delayed where that is asked for",
          "[control][sqs]") {
  Watched box;
  auto const bodies = [&](std::string const& more) {
    auto const seen = box.get("/_aws/sqs/messages?QueueUrl=jobs" + more).body;
    std::string text;
    for (auto const* body : {"taken", "waiting", "later"})
      if (has(seen, "<Body>" + std::string{body} + "</Body>"))
        text += std::string{body} + ' ';
    return text;
  };
  CHECK(bodies("&ShowInvisible=true") == "taken waiting ");
  CHECK(bodies("&ShowDelayed=true") == "waiting later ");
  CHECK(bodies("&ShowInvisible=true&ShowDelayed=true") == "taken waiting later ");
}

TEST_CASE("LocalStack's path answers in JSON where that is accepted", "[control][sqs]") {
  Watched box;
  auto const seen = box.get("/_aws/sqs/messages?QueueUrl=jobs", {{"Accept", "application/json"}});
  CHECK(header(seen.headers, "Content-Type") == "application/json");
  CHECK(
      seen.body.starts_with(R"({"ReceiveMessageResponse":{"ReceiveMessageResult":{"Message":[{)"));
  CHECK(has(seen.body, R"("Body":"waiting")"));
  CHECK(has(seen.body, R"({"Name":"ApproximateReceiveCount","Value":"0"})"));
}

TEST_CASE("LocalStack's path says how it is to be asked", "[control][sqs]") {
  Watched box;
  for (std::string const path : {"/_aws/sqs/messages", "/_aws/sqs/messages/us-east-1/jobs",
                                 "/_aws/sqs/messages?QueueUrl=jobs&ShowDelayed=perhaps"}) {
    auto const response = box.get(path);
    INFO(path);
    CHECK(response.status == 400);
    CHECK(response.body == sentence_for_paths);
  }
  auto const missing = box.get("/_aws/sqs/messages?QueueUrl=sales");
  CHECK(missing.status == 400);
  CHECK(missing.body == R"({"message":"The specified queue does not exist."})");
  CHECK(box.sim.http({"POST", "box", "/_aws/sqs/messages?QueueUrl=jobs", {}, {}}).status == 405);
  CHECK(box.get("/_aws/sns/messages").status == 404);
}
