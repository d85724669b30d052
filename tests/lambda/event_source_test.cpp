// The mapping of a queue to a function: what the function gets, and what becomes of the messages.
#include <catch2/catch.hpp>

#include "lambda/functions.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

// A text of the event between two others.
std::string between(std::string const& text, std::string const& left, std::string const& right) {
  auto const from = text.find(left);
  REQUIRE(from != std::string::npos);
  return text.substr(from + left.size(), text.find(right, from + left.size()) - from - left.size());
}

Task<Result<std::string>> refuse(lambda::Context&, std::string const&) {
  co_return Error{"TypeError", "no", 400};
}

Task<Result<std::string>> throw_up(lambda::Context&, std::string const&) {
  throw std::runtime_error("thrown");
  co_return std::string{"null"};
}

Task<Result<std::string>> throw_a_number(lambda::Context&, std::string const&) {
  throw 42;
  co_return std::string{"null"};
}

// Works for 15 s, calling AWS before and after.
Task<Result<std::string>> dawdle(lambda::Context& context, std::string const&) {
  sqs::ListQueues const list;
  auto const before = co_await context.cloud(list);
  co_await context.scheduler.sleep_until(context.now() + 15s);
  auto const after = co_await context.cloud(list);
  co_return std::string{before && after ? "\"late\"" : "null"};
}

Task<Result<std::string>> just_in_time(lambda::Context& context, std::string const&) {
  co_await context.scheduler.sleep_until(context.now() + 6s - 1ns);
  co_return std::string{"null"};
}

}  // namespace

TEST_CASE("A record is written as Lambda writes it, member for member", "[lambda]") {
  FunctionBox box{answering("null")};
  sqs::MessageAttributeValue text, bytes;
  text.data_type = "String";
  text.string_value = "greeting";
  bytes.data_type = "Binary";
  bytes.binary_value = Blob{"\x01\x02"};
  box.send("hello", {{"kind", text}, {"raw", bytes}});
  box.sim.advance(1s);
  auto const invocations = box.of_kind("invocation");
  REQUIRE(invocations.size() == 1);
  auto const& event = invocations[0].what;
  auto const id = between(event, "\"messageId\":\"", "\"");
  auto const handle = between(event, "\"receiptHandle\":\"", "\"");
  auto const sender = between(event, "\"SenderId\":\"", "\"");
  auto const digest = between(event, "\"md5OfMessageAttributes\":\"", "\"");
  CHECK(digest.size() == 32);
  CHECK(
      event ==
      R"({"Records":[{"messageId":")" + id + R"(","receiptHandle":")" + handle +
          R"(","body":"hello",)"
          R"("attributes":{"ApproximateReceiveCount":"1","SentTimestamp":"1684972800000","SenderId":")" +
          sender +
          R"(","ApproximateFirstReceiveTimestamp":"1684972800000"},)"
          R"("messageAttributes":{"kind":{"stringValue":"greeting","stringListValues":[],"binaryListValues":[],"dataType":"String"},)"
          R"("raw":{"binaryValue":"AQI=","stringListValues":[],"binaryListValues":[],"dataType":"Binary"}},)"
          R"("md5OfMessageAttributes":")" +
          digest +
          R"(","md5OfBody":"5d41402abc4b2a76b9719d911017c592",)"
          R"("eventSource":"aws:sqs","eventSourceARN":"arn:aws:sqs:ap-northeast-2:000000000000:jobs","awsRegion":"ap-northeast-2"}]})");
}

TEST_CASE("A message without attributes has an empty object and a null digest", "[lambda]") {
  FunctionBox box{answering("null")};
  box.send("hello");
  box.sim.advance(1s);
  auto const event = box.of_kind("invocation").at(0).what;
  CHECK(event.find(R"("messageAttributes":{},"md5OfMessageAttributes":null,"md5OfBody":)") !=
        std::string::npos);
}

TEST_CASE("Whatever a function answers, the batch is done, also with a status code of 400",
          "[lambda]") {
  for (auto const* answer :
       {"null", "{}", R"({"statusCode":400,"body":"no"})", "\"text\"", "false"}) {
    FunctionBox box{answering(answer)};
    box.send("hello");
    box.sim.advance(1s);
    INFO(answer);
    CHECK(box.of_kind("return").at(0).outcome == answer);
    CHECK(box.held() == 0);
    box.sim.advance(60s);
    CHECK(box.of_kind("invocation").size() == 1);
  }
}

TEST_CASE("What a failed function got comes back when its visibility ends, and not before",
          "[lambda]") {
  for (auto const& [handler, outcome] :
       {std::pair<lambda::Handler, std::string>{refuse,
                                                R"({"errorType":"TypeError","errorMessage":"no"})"},
        {throw_up, R"({"errorType":"Error","errorMessage":"thrown"})"},
        {throw_a_number,
         R"({"errorType":"Error","errorMessage":"The function threw what is no exception."})"}}) {
    FunctionBox box{handler};
    box.send("hello");
    box.sim.advance(36s - 1ns);
    INFO(outcome);
    REQUIRE(box.of_kind("return").size() == 1);
    CHECK(box.of_kind("return")[0].outcome == outcome);
    CHECK(box.held() == 1);
    box.sim.advance(1ns);
    CHECK(box.of_kind("invocation").size() == 2);
    CHECK(box.of_kind("invocation")[1].what.find(R"("ApproximateReceiveCount":"2")") !=
          std::string::npos);
    CHECK(box.of_kind("invocation")[1].at == story_start + 36s);
  }
}

TEST_CASE("A function ends exactly at its time-out and does nothing more", "[lambda]") {
  FunctionBox box{dawdle};
  box.send("hello");
  box.sim.advance(30s);
  auto const returns = box.of_kind("return");
  REQUIRE(returns.size() == 1);
  CHECK(returns[0].at == story_start + 6s);
  auto const id = between(returns[0].outcome, "RequestId: ", " ");
  CHECK(returns[0].outcome == R"({"errorType":"Sandbox.Timedout","errorMessage":"RequestId: )" +
                                  id + R"( Error: Task timed out after 6.00 seconds"})");
  int lists = 0;
  for (auto const& call : box.of_kind("call"))
    lists += call.what.find("ListQueues") != std::string::npos ? 1 : 0;
  CHECK(lists == 1);
  CHECK(box.held() == 1);
  box.sim.advance(6s);
  CHECK(box.of_kind("invocation").size() == 2);
}

TEST_CASE("A function that is done a nanosecond before its time-out is in time", "[lambda]") {
  FunctionBox box{just_in_time};
  box.send("hello");
  box.sim.advance(7s);
  CHECK(box.of_kind("return").at(0).outcome == "null");
  CHECK(box.held() == 0);
}

TEST_CASE("A function gets at most as many messages as the mapping says", "[lambda]") {
  FunctionBox box{just_in_time, 3};
  for (int i = 0; i < 8; ++i)
    box.send(std::to_string(i));
  box.sim.advance(60s);
  CHECK(box.held() == 0);
  std::size_t all = 0;
  for (auto const& invocation : box.of_kind("invocation")) {
    std::size_t records = 0;
    for (auto at = invocation.what.find("\"messageId\""); at != std::string::npos;
         at = invocation.what.find("\"messageId\"", at + 1))
      ++records;
    CHECK(records >= 1);
    CHECK(records <= 3);
    all += records;
  }
  CHECK(all == 8);
}

TEST_CASE("A mapping finds its queue again after the queue was gone", "[lambda]") {
  FunctionBox box{answering("null")};
  REQUIRE(box.sim.box.reset("sqs"));
  box.sim.advance(1s);
  sqs::CreateQueue create;
  create.queue_name = "jobs";
  Caller caller;
  caller.region = "ap-northeast-2";
  REQUIRE(box.sim.call(create, caller).ok());
  box.send("hello");
  box.sim.advance(20s);
  CHECK(box.of_kind("invocation").size() == 1);
  CHECK(box.held() == 0);
}
