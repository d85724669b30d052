// What steps do beyond a call: what is never to be, what is done again, and what never ends.
#include <catch2/catch.hpp>

#include "lambda/function.hpp"
#include "shop/events.hpp"
#include "support/story.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

std::string const delayed = R"({"do": "sqs.CreateQueue", "with": {"QueueName": "jobs"}},
  {"do": "sqs.SendMessage", "with": {"QueueUrl": "jobs", "MessageBody": "b", "DelaySeconds": 9}},
)";

// A shop whose checkout never waits and never ends.
Task<Result<lambda::HttpAnswer>> spin(lambda::Context& context, lambda::HttpEvent const&) {
  for (;;)
    co_await context.scheduler.sleep_until(context.now());
  co_return shop::answer(200, "never");
}

}  // namespace

TEST_CASE("What is never to be is watched for its time, and then it may be", "[lab][never]") {
  CHECK(told_of(delayed + R"({"never": {"queue.jobs.ready": 1}, "for": "8999ms"},
    {"expect": {"clock": {"$pattern": "00:00:08.999Z$"}}}, {"advance": "1ms"}, {"expect": {"queue.jobs.ready": 1}})") ==
        "held");
  CHECK(
      told_of(
          delayed +
          R"({"never": {"queue.jobs.ready": {"$range": [1, null]}, "queue.jobs.delayed": 0}, "for": "1m"})") ==
      "s.json:4:1: What was never to be came after 9s. expected never {\"queue.jobs.ready\": "
      "{\"$range\": [1, null]}, \"queue.jobs.delayed\": 0} for 1m, came {\"queue.jobs.ready\": "
      "1, \"queue.jobs.delayed\": 0}");
  CHECK(told_of(delayed + R"({"never": {"queue.jobs.delayed": 1}, "for": "1s"})")
            .starts_with("s.json:4:1: What was never to be came after 0s."));
}

TEST_CASE("What is never to be is seen though it lasts no time", "[lab][never]") {
  // The mapping deletes what its filter does not let through, at the instant of its receive.
  CHECK(told(R"({"title": "t", "steps": [
    {"do": "sqs.CreateQueue", "with": {"QueueName": "jobs"}},
    {"do": "lambda.CreateEventSourceMapping", "with": {"FunctionName": "stock_lambda",
     "EventSourceArn": "arn:aws:sqs:ap-northeast-2:000000000000:jobs",
     "FilterCriteria": {"Filters": [{"Pattern": "{\"body\": [\"wanted\"]}"}]}}},
    {"do": "sqs.SendMessage", "with": {"QueueUrl": "jobs", "MessageBody": "x", "DelaySeconds": 5}},
    {"never": {"queue.jobs.in_flight": 1}, "for": "10s"}]})")
            .starts_with("s.json:7:5: What was never to be came after 5s."));
}

TEST_CASE("What is not there cannot have been watched", "[lab][never]") {
  CHECK(told_of(R"({"never": {"queue.jbos.ready": 1}, "for": "5s"})") ==
        "s.json:2:10: There is no queue.jbos.ready, so nothing was watched.");
  CHECK(told_of(R"({"never": {"queue.jobs.ready": {"$any": true}}, "for": "5s"})") == "held");
}

TEST_CASE("A step that is never to be says what it lacks", "[lab][never]") {
  CHECK(told_of(R"({"never": {"mails": 1}})") ==
        "s.json:2:10: \"never\" needs \"for\", how long the state is not to be so.");
  CHECK(told_of(R"({"never": {}, "for": "1s"})") ==
        "s.json:2:20: \"never\" needs a state that is not to come.");
  CHECK(told_of(R"({"never": {"mail": 1}, "for": "1s"})")
            .starts_with("s.json:2:21: There is no state \"mail\". Did you mean \"mails\"?"));
}

TEST_CASE("Steps are taken again and again, and know how often", "[lab][repeat]") {
  CHECK(told_of(R"({"do": "sqs.CreateQueue", "with": {"QueueName": "jobs"}},
    {"repeat": 3, "as": "day", "steps": [
      {"repeat": 2, "as": "turn", "steps": [
        {"do": "sqs.SendMessage", "with": {"QueueUrl": "jobs", "MessageBody": "${day}.${turn}", "DelaySeconds": "${turn}"}}]},
      {"advance": "10s"},
      {"do": "sqs.ReceiveMessage", "with": {"QueueUrl": "jobs", "MaxNumberOfMessages": 2}, "expect":
        {"Messages": [{"Body": "${day}.1"}, {"Body": "${day}.2"}]}}]},
    {"expect": {"queue.jobs.in_flight": 6, "clock": {"$pattern": "00:00:30"}}})") == "held");
}

TEST_CASE("A step that breaks in a round says in which", "[lab][repeat]") {
  CHECK(told_of(R"({"do": "sqs.CreateQueue", "with": {"QueueName": "jobs"}},
    {"repeat": 4, "steps": [{"repeat": 5, "steps": [
      {"do": "sqs.SendMessage", "with": {"QueueUrl": "jobs", "MessageBody": "b"}},
      {"expect": {"queue.jobs.ready": {"$range": [1, 7]}}}]}]})") ==
        "s.json:5:7: queue.jobs.ready is not as expected, in round 3 of 5, in round 2 of 4. "
        "expected a number in [1, 7], came 8");
  CHECK(told_of(R"({"do": "sqs.ListQueues", "repeat": 2, "expect": {"QueueUrls": 1}})") ==
        "s.json:2:10: sqs.ListQueues did not answer as expected at QueueUrls, in round 1 of 2. "
        "expected 1, came nothing");
}

TEST_CASE("A step of steps that is wrong says so", "[lab][repeat]") {
  CHECK(told_of(R"({"steps": []})") ==
        "s.json:2:10: A step of steps needs \"repeat\", how often they are taken.");
  CHECK(told_of(R"({"repeat": 0, "steps": []})") ==
        "s.json:2:21: \"repeat\" takes a whole number from 1 to 10000, not the number 0.");
  CHECK(told_of(R"({"repeat": 2, "as": "2nd", "steps": []})") ==
        "s.json:2:30: A value's name has letters, digits and \"_\", as \"order_id\", not \"2nd\".");
  CHECK(told_of(R"({"repeat": 2, "steps": [{"expect": {"mails": "${round}"}}]})") ==
        "s.json:2:55: No value has the name \"round\" here.");
}

TEST_CASE("A story that goes on for ever is ended, with the limit and the step", "[lab][limits]") {
  CHECK(told_of(R"({"repeat": 400, "steps": [{"repeat": 400, "steps": [{"note": "again"}]}]})")
            .starts_with("s.json:2:62: A story takes at most 100000 steps, and this one goes on"));
  CHECK(told_of(R"({"advance": "31d"})") ==
        "s.json:2:10: A step took longer than 30d of box time.");
}

TEST_CASE("A story in which time stands still for ever is ended", "[lab][limits]") {
  auto const right = shop::deployable();
  lambda::Deployable const spinning{"donut",
                                    [right](std::string const& settings) {
                                      auto made = right.with(settings);
                                      for (auto& function : made->functions)
                                        function.handler = lambda::handler(spin);
                                      return made;
                                    },
                                    right.invariants};
  auto const reading = lab::read_scenario(
      "s.json", R"({"title": "t", "steps": [{"do": "POST /checkout"}]})", lab::vocabulary(right));
  auto const outcome = lab::run(*reading.scenario, spinning);
  REQUIRE(outcome.failure);
  CHECK(outcome.failure->what ==
        "More than 5000 rounds of work were done at one instant of box time, "
        "2023-05-25T00:00:00.000Z.");
  CHECK(outcome.failure->place.column == 26);
}
