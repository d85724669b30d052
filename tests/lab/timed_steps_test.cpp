// Steps that begin at times of their own, and the words that stories have beside them.
#include <catch2/catch.hpp>

#include "support/story.hpp"

using namespace proofbox;
using test::story_of;
using test::told;
using test::told_of;

namespace {

std::string const queue = R"({"do": "sqs.CreateQueue", "with": {"QueueName": "q"}},
)";

// A story with more than steps.
std::string with(std::string const& words, std::string const& steps) {
  return "{\"title\":\"t\",\"shop\":\"none\"," + words + ",\n\"steps\":[" + steps + "]}";
}

std::string mistake_of(std::string const& steps) { return test::mistake_in(story_of(steps)); }

lab::Outcome play(std::string const& story) {
  auto reading = lab::read_scenario("s.json", story, lab::vocabulary(shop::deployable()));
  REQUIRE(reading.scenario);
  return lab::run(*reading.scenario, shop::deployable());
}

}  // namespace

TEST_CASE("A long poll that is open gets what another client sends later", "[lab][timed]") {
  CHECK(told_of(queue + R"(
  {"at": "1s", "do": "sqs.ReceiveMessage", "with": {"QueueUrl": "q", "WaitTimeSeconds": 20},
   "expect": {"Messages": [{"Body": "at last"}]}},
  {"at": "13.25s", "do": "sqs.SendMessage", "with": {"QueueUrl": "q", "MessageBody": "at last"}},
  {"advance": "1s"},
  {"expect": {"clock": "2023-05-25T00:00:14.250Z", "queue.q.in_flight": 1}})") == "held");
}

TEST_CASE("An answer that is expected comes before the end of the story", "[lab][timed]") {
  std::string const poll =
      R"({"at": "1s", "do": "sqs.ReceiveMessage", "with": {"QueueUrl": "q", "WaitTimeSeconds": 20}, "expect": )";
  CHECK(told_of(queue + poll + R"({"Messages": {"$absent": true}}})") == "held");
  CHECK(told_of(queue + poll + R"({"Messages": 1}})") ==
        "s.json:3:1: sqs.ReceiveMessage did not answer as expected at Messages. expected 1, came "
        "nothing");
}

TEST_CASE("A client who hangs up leaves the message to the next one", "[lab][timed]") {
  CHECK(told_of(queue + R"(
  {"at": "1s", "number": 7, "do": "sqs.ReceiveMessage", "with": {"QueueUrl": "q", "WaitTimeSeconds": 20}},
  {"at": "2s", "do": "sqs.ReceiveMessage", "with": {"QueueUrl": "q", "WaitTimeSeconds": 20},
   "expect": {"Messages": 1}},
  {"at": "3s", "hang up": 7},
  {"at": "4s", "do": "sqs.SendMessage", "with": {"QueueUrl": "q", "MessageBody": "m"}})") ==
        "held");
}

TEST_CASE("A step begins in front of what is due at its instant, or behind it", "[lab][timed]") {
  auto const received = [](std::string const& after) {
    return told_of(
        queue + R"({"at": "1s", "do": "sqs.SendMessage",
  "with": {"QueueUrl": "q", "MessageBody": "m", "DelaySeconds": 9}},
  {"at": "10s", )" +
        after +
        R"("do": "sqs.ReceiveMessage", "with": {"QueueUrl": "q"}, "expect": {"Messages": {"$absent": true}}},
  {"at": "10s", "do": "sqs.ReceiveMessage", "with": {"QueueUrl": "q"}, "expect": {"Messages": 1}})");
  };
  // Messages are ready by their time, whoever has done what: it is the work that has an order.
  CHECK(received("").find("did not answer as expected") != std::string::npos);
  CHECK(received(R"("after": 9, )") ==
        "s.json:5:3: 9 pieces of work were to be done at this instant before, and 1 are.");
}

TEST_CASE("A caller may be another one than usual", "[lab][timed]") {
  CHECK(told(with(R"("region": "eu-west-1", "endpoint": "http://10.0.0.1:4566/_box/t")", R"(
  {"do": "sqs.CreateQueue", "with": {"QueueName": "q"},
   "expect": {"QueueUrl": "http://10.0.0.1:4566/_box/t/000000000000/q"}},
  {"do": "sqs.CreateQueue", "with": {"QueueName": "q"},
   "as": {"account": "111122223333", "endpoint": "http://t.localhost:4566"},
   "expect": {"QueueUrl": "http://t.localhost:4566/111122223333/q"}},
  {"do": "sqs.ListQueues", "as": {"region": "us-east-1"}, "expect": {"QueueUrls": {"$absent": true}}},
  {"do": "sqs.GetQueueAttributes", "with": {"QueueUrl": "q", "AttributeNames": ["QueueArn"]},
   "expect": {"Attributes": {"QueueArn": "arn:aws:sqs:eu-west-1:000000000000:q"}}},
  {"do": "POST /", "headers": {"X-Amz-Target": "AmazonSQS.GetQueueUrl"}, "body": {"QueueName": "q"},
   "expect": {"body": {"QueueUrl": "http://10.0.0.1:4566/_box/t/000000000000/q"}}})")) == "held");
}

TEST_CASE("A body may be bytes", "[lab][timed]") {
  CHECK(told_of(R"({"do": "POST /", "bytes": "eyJRdWV1ZU5hbWUiOiJxIn0=",
  "headers": {"X-Amz-Target": "AmazonSQS.CreateQueue"}, "expect": {"status": 200}},
  {"do": "sqs.GetQueueUrl", "with": {"QueueName": "q"}})") == "held");
}

TEST_CASE("A story is held to the hash of its trace, at its end and at a step", "[lab][timed]") {
  auto const hash = play(story_of(queue + R"({"at": "5s", "note": "n"})")).trace_hash;
  REQUIRE(hash.size() == 64);
  auto const at_end = [&](std::string const& trace, std::string const& more = "") {
    return told(
        with("\"trace\": \"" + trace + "\"" + more, queue + R"({"at": "5s", "note": "n"})"));
  };
  CHECK(at_end(hash) == "held");
  CHECK(at_end(hash.substr(0, 16)) == "held");
  CHECK(at_end("0123456789abcdef") ==
        "s.json:1:37: At the end the trace is another one than it was. expected 0123456789abcdef, "
        "came " +
            hash.substr(0, 16));
  auto const at_step = [&](std::string const& trace) {
    return told_of(queue + R"({"at": "5s", "trace": ")" + trace + R"(", "note": "n"})");
  };
  CHECK(at_step(hash) == "held");
  CHECK(at_step("0123456789abcdef") ==
        "s.json:3:1: Before this step the trace is another one than it was. expected "
        "0123456789abcdef, came " +
            hash.substr(0, 16));
}

TEST_CASE("Under another seed a story is another one, and held to no hash", "[lab][timed]") {
  auto reading = lab::read_scenario(
      "s.json", with("\"trace\": \"0123456789abcdef\"", queue.substr(0, queue.size() - 2)),
      lab::vocabulary(shop::deployable()));
  REQUIRE(reading.scenario);
  lab::RunSettings settings;
  CHECK(lab::run(*reading.scenario, shop::deployable(), settings).failure);
  settings.seed = 2;
  CHECK_FALSE(lab::run(*reading.scenario, shop::deployable(), settings).failure);
}

TEST_CASE("Hosts that answer by steps keep who asks waiting until then", "[lab][timed]") {
  auto const story = [](std::string const& answer) {
    return with(R"("hosts": "by steps", "region": "us-east-1")", R"(
  {"at": "0s", "do": "sns.CreateTopic", "with": {"Name": "t"}},
  {"at": "0s", "do": "sns.Subscribe", "with": {"TopicArn": "arn:aws:sns:us-east-1:000000000000:t",
   "Protocol": "http", "Endpoint": "http://a.test/hook"}},
  {"at": "1s", "note": "It is asked."},
)" + answer + R"(,
  {"expect": {"host.a.test.requests": 1}})");
  };
  CHECK(told(story(R"({"at": "7s", "answer": 3, "with": {"status": 200, "body": "thanks"}})")) ==
        "held");
  CHECK(
      told(story(
          R"({"at": "7s", "answer": 3, "with": {"error": {"code": "ConnectionReset", "message": "It was cut."}}})")) ==
      "held");
  CHECK(told(story(R"({"at": "7s", "answer": 2, "with": {"status": 200}})")) ==
        "s.json:7:1: Nothing was asked in event 2, or it is answered.");
}

TEST_CASE("A time that has passed cannot come again", "[lab][timed]") {
  CHECK(told_of(R"({"advance": "10s"},
{"at": "5s", "do": "sqs.ListQueues"})") ==
        "s.json:3:1: This step begins 5s after the start, and it is 10s by now.");
  CHECK(told_of(R"({"at": "2023-05-25T09:00:05+09:00", "note": "an instant"},
{"expect": {"clock": "2023-05-25T00:00:05.000Z"}})") == "held");
}

TEST_CASE("What stands beside a step with a time of its own is checked", "[lab][timed]") {
  auto const call = [](std::string const& more) {
    return mistake_of("{\"do\": \"sqs.ListQueues\", " + more + "}");
  };
  CHECK(call(R"("at": "soon")") ==
        "s.json:2:41: \"at\" takes a duration since the start, as \"12.5s\", or an instant as "
        "\"2023-05-25T09:00:00+09:00\", not \"soon\".");
  CHECK(call(R"("at": "1s", "after": -1)") ==
        "s.json:2:56: \"after\" takes a whole number from 0 to 9223372036854775807, not the number "
        "-1.");
  CHECK(call(R"("at": "1s", "trace": "xyz")") ==
        "s.json:2:56: \"trace\" takes the hash that a replay prints, as \"0123456789abcdef\", not "
        "\"xyz\".");
  CHECK(call(R"("after": 1)") == "s.json:2:35: A step with an AWS operation has no \"after\".");
  CHECK(call(R"("at": "1s", "repeat": 2)") ==
        "s.json:2:47: A step with a time of its own is taken once.");
  CHECK(call(R"("at": "1s", "capture": {"a": "QueueUrls"})") ==
        "s.json:2:64: Nobody waits for what a step with a time of its own is answered: it captures "
        "nothing.");
  CHECK(call(R"("as": {"acount": "1"})") ==
        "s.json:2:42: A caller has no \"acount\". Did you mean \"account\"?");
  CHECK(call(R"("as": {"endpoint": "box"})") ==
        "s.json:2:54: \"endpoint\" takes a URL as \"http://127.0.0.1:4566\", not \"box\".");
  CHECK(
      mistake_of(R"({"at": "1s", "advance": "1s"})") ==
      "s.json:2:17: Calls (\"do\"), \"hang up\", \"answer\" and \"note\" have times of their own, "
      "no other step has.");
  CHECK(mistake_of(R"({"hang up": 1})") ==
        "s.json:2:22: No call before this step has the number 1.");
  CHECK(mistake_of(R"({"answer": 1, "with": {}})") ==
        "s.json:2:10: \"answer\" needs \"at\", when that is.");
  CHECK(mistake_of(R"({"repeat": 2, "steps": [{"at": "1s", "note": "n"}]})") ==
        "s.json:2:35: Only the story's own steps begin at times of their own.");
  CHECK(mistake_of(R"({"at": "2s", "note": "n"}, {"at": "1s", "note": "n"})") ==
        "s.json:2:44: Steps stand in the order of their times: 1s comes after 2s.");
  CHECK(mistake_of(
            R"({"at": "2s", "number": 1, "note": "n"}, {"at": "2s", "number": 1, "note": "n"})") ==
        "s.json:2:73: Two calls have the number 1.");
  CHECK(mistake_of(R"({"do": "POST /a", "body": "x", "bytes": "eA=="})") ==
        "s.json:2:50: Either \"body\" or \"bytes\".");
  CHECK(mistake_of(R"({"do": "POST /a", "bytes": "?"})") == "s.json:2:37: \"bytes\" takes base64.");
}

TEST_CASE("The second version of SES has its operations by the name that SDKs have for it",
          "[lab][timed]") {
  CHECK(told_of(R"({"do": "sesv2.GetAccount", "expect": {"SendQuota": {"$any": true}}},
  {"do": "sesv2.SendEmail", "with": {"FromEmailAddress": "a@b.test"}, "expect": {"error": {"status": 400}}})") ==
        "held");
  CHECK(
      mistake_of(R"({"do": "sesv2.GetAcount"})") ==
      "s.json:2:17: There is no operation \"sesv2.GetAcount\". Did you mean \"sesv2.GetAccount\"? "
      "An HTTP call is written as \"POST /checkout\".");
}
