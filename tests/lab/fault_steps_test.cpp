// Faults as steps of a story: from now on, until they end, with values, and told in reports.
#include <catch2/catch.hpp>

#include "lab/sequence.hpp"
#include "support/story.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

std::string const queue = R"({"do": "sqs.CreateQueue", "with": {"QueueName": "q"}},
)";

std::string send(std::string const& expect = "") {
  return R"({"do": "sqs.SendMessage", "with": {"QueueUrl": "q", "MessageBody": "hello"})" +
         (expect.empty() ? "" : ", \"expect\": " + expect) + "}";
}

std::string const refused = R"({"error": {"status": 503}})";

}  // namespace

TEST_CASE("A fault holds from its step on, until the step that ends it", "[lab][faults]") {
  CHECK(told_of(queue + send() + R"(,
    {"fault": {"name": "a bad day", "call": "sqs.SendMessage", "error": true}},)" +
                send(refused) + ',' + send(refused) + R"(,
    {"expect": {"fault.a bad day.struck": 2, "fault.a bad day.met": 2, "queue.q.messages": 1}},
    {"fault": {"end": "a bad day"}},)" +
                send() + R"(, {"expect": {"fault.a bad day.struck": {"$absent": true}}})") ==
        "held");
}

TEST_CASE("A window counts from the step that lays the fault", "[lab][faults]") {
  CHECK(told_of(queue + R"({"advance": "1h"},
    {"fault": {"call": "sqs.SendMessage", "from": "10s", "until": "20s", "error": true}},)" +
                send() + R"(, {"advance": "10s"},)" + send(refused) + R"(, {"advance": "10s"},)" +
                send()) == "held");
}

TEST_CASE("A fault may be laid with values, and again in each round", "[lab][faults]") {
  CHECK(
      told_of(
          queue +
          R"({"do": "sqs.GetQueueUrl", "with": {"QueueName": "q"}, "capture": {"url": "QueueUrl"}},
    {"repeat": 3, "as": "round", "steps": [
      {"fault": {"name": "fault ${round}", "call": "sqs.SendMessage", "of": "${url}", "nth": "${round}", "error": true}},
      {"do": "sqs.SendMessage", "with": {"QueueUrl": "q", "MessageBody": "m"}, "repeat": 2,
       "expect": {"$any": true}},
      {"fault": {"end": "fault ${round}"}}]},
    {"expect": {"queue.q.messages": 4}})") == "held");
}

TEST_CASE("A fault that is wrong is found before the story runs", "[lab][faults]") {
  CHECK(mistake_in(story_of(R"({"fault": {"call": "sqs.SendMesage", "error": true}})")) ==
        "s.json:2:29: There is no operation \"sqs.SendMesage\". Did you mean \"sqs.SendMessage\"? "
        "A call is written as \"sqs.SendMessage\", or \"sqs\" for all.");
  CHECK(mistake_in(story_of(R"({"fault": {"call": "sqs", "error": true}, "for": "10s"})")) ==
        "s.json:2:52: A \"fault\" step has no \"for\".");
  CHECK(mistake_in(story_of(R"({"fault": {"name": "slow", "call": "sqs", "slow": "1s"}},
{"fault": {"end": "slo"}})")) ==
        "s.json:3:19: No fault has the name \"slo\" here. Did you mean \"slow\"?");
  CHECK(mistake_in(story_of(R"({"fault": {"name": "slow", "call": "sqs", "slow": "1s"}},
{"fault": {"end": "slow"}}, {"fault": {"end": "slow"}})")) ==
        "s.json:3:47: No fault has the name \"slow\" here.");
  CHECK(mistake_in(story_of(R"({"fault": {"call": "sqs", "slow": "1s"}},
{"fault": {"call": "sqs", "slow": "1s", "from": "1m"}})")) ==
        "s.json:3:11: A fault is called \"sqs takes 1s longer\" already: give this one a "
        "\"name\".");
  CHECK(mistake_in(story_of(R"({"fault": {"name": "${day}", "call": "sqs", "slow": "1s"}})")) ==
        "s.json:2:29: No value has the name \"day\" here.");
}

TEST_CASE("A fault that can strike nothing breaks the story that lays it", "[lab][faults]") {
  CHECK(told_of(R"({"fault": {"function": "stock_lambda", "crash": "before"}})") ==
        "s.json:2:33: The box has no function \"stock_lambda\".");
  CHECK(told(R"({"title": "t", "steps": [
{"fault": {"function": "stok_lambda", "crash": "before"}}]})") ==
        "s.json:2:24: The box has no function \"stok_lambda\". Did you mean \"stock_lambda\"?");
  CHECK(
      told_of(
          queue +
          R"({"do": "sqs.GetQueueUrl", "with": {"QueueName": "q"}, "capture": {"url": "QueueUrl"}},
{"fault": {"name": "f", "call": "sqs", "nth": "${url}", "error": true}})")
          .starts_with("s.json:4:47: \"nth\" takes a number from 1 on"));
}

TEST_CASE("A message that a topic sends again is not lost", "[lab][faults]") {
  std::string const story =
      R"({"title": "t", "shop": "none", "always": ["no message is lost"], "steps": [
    {"do": "sqs.CreateQueue", "with": {"QueueName": "q"}},
    {"do": "sns.CreateTopic", "with": {"Name": "t"}},
    {"do": "sns.Subscribe", "with": {"TopicArn": "arn:aws:sns:ap-northeast-2:000000000000:t",
     "Protocol": "sqs", "Endpoint": "arn:aws:sqs:ap-northeast-2:000000000000:q"}},
    {"fault": {"call": "sqs.SendMessage", "of": "q", NTH "error": ERROR}},
    {"do": "sns.Publish", "with": {"TopicArn": "arn:aws:sns:ap-northeast-2:000000000000:t",
     "Message": "m"}},
    {"within": "1m", "expect": {"queue.q.messages": 1}}]})";
  auto const with = [&](std::string const& nth, std::string const& error) {
    auto text = story;
    text.replace(text.find("NTH"), 3, nth);
    text.replace(text.find("ERROR"), 5, error);
    return told(text);
  };
  CHECK(with(R"("nth": [1, 2],)", "true") == "held");
  CHECK(with("", R"({"code": "AccessDenied", "status": 403})")
            .find("\"no message is lost\" does not hold: What sns sent to ") != std::string::npos);
}

TEST_CASE("A report tells a fault between what led to it and what came of it", "[lab][faults]") {
  auto const reading = lab::read_scenario("s.json", R"({"title": "t", "steps": [
    {"fault": {"name": "no line", "host": "factory.box", "nth": 1, "lost": "request"}},
    {"do": "POST /checkout", "repeat": 4}, {"advance": "1s"},
    {"expect": {"function.stock_lambda.failures": 0}}]})",
                                          lab::vocabulary(shop::deployable()));
  REQUIRE(reading.scenario);
  auto const outcome = lab::run(*reading.scenario, shop::deployable());
  REQUIRE(outcome.failure);
  auto const& chain = outcome.failure->chain;
  auto const place = std::find_if(chain.begin(), chain.end(), [](auto const& line) {
    return line.find("stock_lambda  fault: POST factory.box/api/manufactures is lost") !=
           std::string::npos;
  });
  REQUIRE(place != chain.end());
  CHECK(place != chain.begin());
  CHECK((place + 1)->find("stock_lambda -> stock_queue  ConnectionReset: ") != std::string::npos);
}
