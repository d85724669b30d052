// The walking skeleton: one SendMessage through both protocols, and what the trace says of it.
#include <catch2/catch.hpp>

#include "box/event_log.hpp"
#include "engines/sqs/shapes.hpp"
#include "support/sim_box.hpp"

using namespace proofbox;

namespace {

HttpRequest json_call(std::string_view action, std::string body) {
  HttpRequest request{"POST", "box", "/"};
  request.headers = {{"Content-Type", "application/x-amz-json-1.0"},
                     {"X-Amz-Target", "AmazonSQS." + std::string{action}}};
  request.body = std::move(body);
  return request;
}

HttpRequest form_call(std::string body) {
  HttpRequest request{"POST", "box", "/"};
  request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
  request.body = std::move(body);
  return request;
}

void make_queue(test::SimBox& sim, std::string name) {
  sqs::CreateQueue create;
  create.queue_name = std::move(name);
  REQUIRE(sim.call(create).ok());
}

}  // namespace

TEST_CASE("A message sent over JSON comes back over Query") {
  test::SimBox sim;
  make_queue(sim, "q");
  auto const sent = sim.http(json_call(
      "SendMessage", R"({"QueueUrl":"http://box/000000000000/q","MessageBody":"hello"})"));
  CHECK(sent.status == 200);
  CHECK(sent.body.find(R"("MD5OfMessageBody":"5d41402abc4b2a76b9719d911017c592")") !=
        std::string::npos);

  auto const received = sim.http(form_call(
      "Action=ReceiveMessage&Version=2012-11-05&QueueUrl=http%3A%2F%2Fbox%2F000000000000%2Fq"));
  CHECK(received.status == 200);
  CHECK(received.body.find("<Body>hello</Body>") != std::string::npos);
}

TEST_CASE("A missing queue is AWS's error in both protocols") {
  test::SimBox sim;
  auto const in_json = sim.http(
      json_call("SendMessage", R"({"QueueUrl":"http://box/000000000000/none","MessageBody":"x"})"));
  CHECK(in_json.status == 400);
  CHECK(
      in_json.body ==
      R"({"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"The specified queue does not exist."})");
  CHECK(header(in_json.headers, "x-amzn-query-error") ==
        "AWS.SimpleQueueService.NonExistentQueue;Sender");

  auto const in_xml = sim.http(form_call("Action=SendMessage&QueueUrl=none&MessageBody=x"));
  CHECK(in_xml.status == 400);
  CHECK(in_xml.body.find(
            "<Code>AWS.SimpleQueueService.NonExistentQueue</Code><Message>The specified queue does "
            "not exist for this wsdl version.</Message><Detail/>") != std::string::npos);
}

TEST_CASE("A long poll that finds nothing ends after its wait, in box time") {
  test::SimBox sim;
  make_queue(sim, "q");
  auto const before = sim.box.agenda().now();
  sqs::ReceiveMessage receive;
  receive.queue_url = "q";
  receive.wait_time_seconds = 20;
  CHECK(sim.call(receive)->messages.empty());
  CHECK(sim.box.agenda().now() - before == 20s);
}

TEST_CASE("A long poll answers as soon as a delay ends") {
  test::SimBox sim;
  make_queue(sim, "q");
  sqs::SendMessage send;
  send.queue_url = "q";
  send.message_body = "later";
  send.delay_seconds = 7;
  REQUIRE(sim.call(send).ok());
  auto const before = sim.box.agenda().now();
  sqs::ReceiveMessage receive;
  receive.queue_url = "q";
  receive.wait_time_seconds = 20;
  CHECK(sim.call(receive)->messages.size() == 1);
  CHECK(sim.box.agenda().now() - before == 7s);
}

TEST_CASE("The same calls under the same seed leave the same trace") {
  auto const run = [](std::uint64_t seed) {
    BoxSettings settings;
    settings.seed = seed;
    test::SimBox sim{settings};
    sim.box.events().start_hash();
    make_queue(sim, "q");
    sqs::SendMessage send;
    send.queue_url = "q";
    send.message_body = "hello";
    REQUIRE(sim.call(send).ok());
    return sim.box.events().hash();
  };
  CHECK(run(1) == run(1));
  CHECK(run(1) != run(2));
}
