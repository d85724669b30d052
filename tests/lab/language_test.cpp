// Every kind of step and every matcher that the schema knows has an example that holds and one that
// does not, with what is said of it.
#include <catch2/catch.hpp>
#include <set>

#include "support/json_schema.hpp"
#include "support/story.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

struct Example {
  std::string kind, right, wrong, said;
};

std::string const queue = R"({"do": "sqs.CreateQueue", "with": {"QueueName": "q"}},
  {"do": "sqs.SendMessage", "with": {"QueueUrl": "q", "MessageBody": "hello"}},
)";

// All stand in the fourth line, where there is a queue with a message.
std::vector<Example> const steps{
    {"do", R"({"do": "sqs.ReceiveMessage", "with": {"QueueUrl": "q"}, "expect": {"Messages": 1}})",
     R"({"do": "sqs.ReceiveMessage", "with": {"QueueUrl": "q"}, "expect": {"Messages": [{"Body": "bye"}]}})",
     "s.json:4:1: sqs.ReceiveMessage did not answer as expected at Messages[0].Body. expected "
     "\"bye\", came \"hello\""},
    {"advance", R"({"advance": "36s"})", R"({"advance": "31d"})",
     "s.json:4:1: A step took longer than 30d of box time."},
    {"settle", R"({"settle": true})", R"({"settle": 1})", "s.json:4:12: \"settle\" takes true."},
    {"restart", R"({"restart": "10s"}, {"expect": {"queue.q.ready": 1}})", R"({"restart": "soon"})",
     "s.json:4:13: \"restart\" takes a duration as \"36s\", \"200ms\" or \"2m30s\", not "
     "\"soon\"."},
    {"within", R"({"within": "1s", "expect": {"queue.q.ready": 1}})",
     R"({"within": "1s", "expect": {"queue.q.ready": 2}})",
     "s.json:4:1: queue.q.ready was not as expected within 1s. expected 2, came 1"},
    {"expect", R"({"expect": {"queue.q.ready": 1}})", R"({"expect": {"queue.q.ready": 2}})",
     "s.json:4:1: queue.q.ready is not as expected. expected 2, came 1"},
    {"never", R"({"never": {"queue.q.ready": 2}, "for": "1m"})",
     R"({"never": {"queue.q.ready": 1}, "for": "1m"})",
     "s.json:4:1: What was never to be came after 0s. expected never {\"queue.q.ready\": 1} for "
     "1m, came {\"queue.q.ready\": 1}"},
    {"repeat", R"({"repeat": 3, "as": "n", "steps": [{"note": "${n}"}]})",
     R"({"repeat": 3, "as": "n", "steps": [{"expect": {"queue.q.ready": "${n}"}}]})",
     "s.json:4:36: queue.q.ready is not as expected, in round 2 of 3. expected 2, came 1"},
    {"fault",
     R"({"fault": {"name": "f", "call": "sqs.ReceiveMessage", "nth": 1, "error": "throttled"}},
       {"do": "sqs.ReceiveMessage", "with": {"QueueUrl": "q"}, "expect": {"error": {"code": "ThrottlingException"}}},
       {"fault": {"end": "f"}})",
     R"({"fault": {"call": "sqs.ReceiveMessage", "lost": "answer"}},
       {"do": "sqs.ReceiveMessage", "with": {"QueueUrl": "q"}})",
     "s.json:5:8: sqs.ReceiveMessage was refused: The connection was reset before an answer came."},
    {"load",
     R"({"load": {"do": "sqs.ListQueues"}, "calls": 3, "every": "1s", "expect": {"calls": 3}})",
     R"({"load": {"do": "sqs.ListQueues"}, "calls": 3, "every": "1s", "expect": {"statuses": {"200": 2}}})",
     "s.json:4:1: 3 times sqs.ListQueues did not answer as expected at statuses.200. expected 2, "
     "came 3"},
    {"load",
     R"({"load": {"do": "sqs.ListQueues"}, "rates": [{"for": "2s", "per_second": [1, 3]}], "expect": {"calls": 4}})",
     R"({"load": {"do": "sqs.ListQueues"}, "rates": [{"for": "1m", "per_minute": 3}], "expect": {"calls": 4}})",
     "s.json:4:1: 3 times sqs.ListQueues did not answer as expected at calls. expected 4, came 3"},
    {"at the same time",
     R"({"at the same time": [{"do": "sqs.ListQueues", "repeat": 2}], "expect": 2})",
     R"({"at the same time": [{"do": "sqs.ListQueues", "repeat": 2}], "expect": 3})",
     "s.json:4:1: What the callers got together is not as expected. expected 3 of them, came 2: "
     "[{\"QueueUrls\": [\"http://box/000000000000/q\"]}, {\"QueueUrls\": "
     "[\"http://box/000000000000/q\"]}]"},
    {"capture", R"({"capture": {"body": "queue.q.messages[0].body"}}, {"note": "${body}"})",
     R"({"capture": {"body": "queue.q.messages[1].body"}})",
     "s.json:4:22: \"body\" cannot be captured: nothing is at queue.q.messages[1].body. expected "
     "something to capture, came "},
    {"hang up", R"({"at": "1s", "number": 1, "do": "sqs.ListQueues"}, {"at": "2s", "hang up": 1})",
     R"({"at": "1s", "number": 1, "do": "sqs.ListQueues"}, {"at": "2s", "hang up": 2})",
     "s.json:4:76: No call before this step has the number 2."},
    {"answer",
     R"({"at": "1s", "do": "sns.CreateTopic", "with": {"Name": "t"}}, {"at": "1s", "do": "sns.Subscribe",
         "with": {"TopicArn": "arn:aws:sns:ap-northeast-2:000000000000:t", "Protocol": "http", "Endpoint": "http://a.test/"}},
         {"at": "2s", "answer": 5, "with": {"status": 200, "body": ""}})",
     R"({"at": "2s", "answer": 5, "with": {"error": {"code": "Reset", "message": "cut"}}})",
     "s.json:4:1: Nothing was asked in event 5, or it is answered."},
    {"note", R"({"note": "words"})", R"({"note": 1})",
     "s.json:4:10: \"note\" takes a text, not the number 1."},
};

// Held against {"QueueUrls": ["http://box/000000000000/q"]}.
std::vector<Example> const matchers{
    {"$pattern", R"({"QueueUrls": [{"$pattern": "/q$"}]})",
     R"({"QueueUrls": [{"$pattern": "/r$"}]})",
     "QueueUrls[0]. expected a text like \"/r$\", came \"http://box/000000000000/q\""},
    {"$range", R"({"QueueUrls": {"$range": [1, null]}})", R"({"QueueUrls": {"$range": [2, 3]}})",
     "QueueUrls. expected a number in [2, 3], came [\"http://box/000000000000/q\"]"},
    {"$any", R"({"QueueUrls": {"$any": true}})", R"({"NextToken": {"$any": true}})",
     "NextToken. expected anything, came nothing"},
    {"$absent", R"({"NextToken": {"$absent": true}})", R"({"QueueUrls": {"$absent": true}})",
     "QueueUrls. expected nothing, came [\"http://box/000000000000/q\"]"},
    {"$unordered", R"({"QueueUrls": {"$unordered": [{"$pattern": "q$"}]}})",
     R"({"QueueUrls": {"$unordered": ["r"]}})",
     "QueueUrls. expected in any order [\"r\"], came [\"http://box/000000000000/q\"]"},
    {"$exactly", R"({"$exactly": {"QueueUrls": 1}})", R"({"$exactly": {}})",
     ". expected exactly {}, came {\"QueueUrls\": [\"http://box/000000000000/q\"]}"},
};

test::JsonSchema schema() {
  return test::JsonSchema{
      nlohmann::json::parse(*lab::read_file(PROOFBOX_SOURCE_DIR "/docs/scenario.schema.json"))};
}

// The titles of what may stand in a place of the schema.
std::set<std::string> kinds(test::JsonSchema const& rules, std::string const& definition) {
  std::set<std::string> titles;
  for (auto const& choice : rules.root()["definitions"][definition]["oneOf"]) {
    auto const* meant = &choice;
    if (choice.contains("$ref"))
      meant = &rules.root().at(
          nlohmann::json::json_pointer{choice["$ref"].get<std::string>().substr(1)});
    titles.insert((*meant)["title"].get<std::string>());
  }
  return titles;
}

std::set<std::string> kinds(std::vector<Example> const& examples) {
  std::set<std::string> all;
  for (auto const& example : examples)
    all.insert(example.kind);
  return all;
}

std::string allowed(test::JsonSchema const& rules, std::string const& steps_text) {
  return rules.complaint(nlohmann::json::parse(story_of(steps_text))).value_or("allowed");
}

}  // namespace

TEST_CASE("Every kind of step has an example that holds and one that does not", "[lab][language]") {
  auto const rules = schema();
  CHECK(kinds(rules, "step") == kinds(steps));
  for (auto const& example : steps) {
    INFO(example.kind);
    CHECK(allowed(rules, queue + example.right) == "allowed");
    CHECK(told_of(queue + example.right) == "held");
    CHECK(told_of(queue + example.wrong).substr(0, example.said.size()) == example.said);
    CHECK(example.said.size() > 20);
  }
}

TEST_CASE("Every matcher has an example that holds and one that does not", "[lab][language]") {
  auto const rules = schema();
  CHECK(kinds(rules, "matcher") == kinds(matchers));
  auto const listing = [](std::string const& expect) {
    return queue + R"({"do": "sqs.ListQueues", "expect": )" + expect + "}";
  };
  for (auto const& example : matchers) {
    INFO(example.kind);
    CHECK(allowed(rules, listing(example.right)) == "allowed");
    CHECK(allowed(rules, listing(example.wrong)) == "allowed");
    CHECK(told_of(listing(example.right)) == "held");
    auto const at = example.said.starts_with('.') ? "" : " at ";
    CHECK(told_of(listing(example.wrong)) ==
          "s.json:4:1: sqs.ListQueues did not answer as expected" + (at + example.said));
  }
}
