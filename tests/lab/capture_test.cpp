// Values that a story captures, and uses by their names.
#include <catch2/catch.hpp>

#include "support/story.hpp"

using namespace proofbox::test;

namespace {

std::string const queue = R"({"do": "sqs.CreateQueue", "with": {"QueueName": "jobs"}},
  {"do": "sqs.SendMessage", "with": {"QueueUrl": "jobs", "MessageBody": "{\"order\": 7, \"code\": \"a+b\"}"}},
)";

}  // namespace

TEST_CASE("A value of an answer is used by later steps", "[lab][capture]") {
  CHECK(told_of(queue + R"(
    {"do": "sqs.ReceiveMessage", "with": {"QueueUrl": "jobs"}, "capture": {"handle": "Messages[0].ReceiptHandle"}},
    {"expect": {"queue.jobs.in_flight": 1}},
    {"do": "sqs.DeleteMessage", "with": {"QueueUrl": "jobs", "ReceiptHandle": "${handle}"}},
    {"expect": {"queue.jobs.messages": 0}})") == "held");
  CHECK(told_of(queue + R"(
    {"do": "sqs.ReceiveMessage", "with": {"QueueUrl": "jobs"}, "capture": {"handle": "Messages[1].ReceiptHandle"},
     "expect": {"Messages": 1}})")
            .starts_with("s.json:5:86: \"handle\" cannot be captured: nothing is at "
                         "Messages[1].ReceiptHandle. expected something to capture, came "
                         "{\"Messages\": [{\"MessageId\":"));
}

TEST_CASE("A value stands within longer texts, in keys, in paths and in expectations",
          "[lab][capture]") {
  CHECK(told_of(R"(
    {"do": "sqs.CreateQueue", "with": {"QueueName": "jobs"}, "capture": {"url": "QueueUrl"}},
    {"do": "sqs.GetQueueUrl", "with": {"QueueName": "jobs"}, "expect": {"QueueUrl": "${url}"},
     "capture": {"name": {"from": "QueueUrl", "pattern": "/([a-z]+)$"}}},
    {"do": "sqs.SendMessage", "with": {"QueueUrl": "${url}", "MessageBody": "for ${name} at ${url}, $${name}"}},
    {"expect": {"queue.${name}.messages": [{"body": {"$pattern": "^for ${name} at .*, \\$.name.$"}}]}},
    {"do": "GET /_aws/sqs/messages?QueueUrl=${url}", "headers": {"accept": "application/json"}, "expect": {"status": 200}})") ==
        "held");
}

TEST_CASE("A number that is captured stays a number", "[lab][capture]") {
  CHECK(told_of(queue + R"(
    {"capture": {"body": "queue.jobs.messages[0].body", "ready": "queue.jobs.ready"}},
    {"do": "sqs.ReceiveMessage", "with": {"QueueUrl": "jobs", "MaxNumberOfMessages": "${ready}"}, "expect": {"Messages": "${ready}"}},
    {"do": "sqs.SendMessage", "with": {"QueueUrl": "jobs", "MessageBody": "${ready} of ${body}"}},
    {"expect": {"queue.jobs.ready": {"$range": ["${ready}", null]}, "queue.jobs.in_flight": "${ready}"}},
    {"do": "sqs.ReceiveMessage", "with": {"QueueUrl": "jobs"}, "expect": {"Messages": [{"Body": {"$pattern": "^1 of .*7"}}]}})") ==
        "held");
}

TEST_CASE("A letter of a captured value is no sign of a pattern", "[lab][capture]") {
  auto const sent = [](std::string const& last) {
    return told_of(R"({"do": "sqs.CreateQueue", "with": {"QueueName": "jobs"}},
      {"do": "sqs.SendMessage", "with": {"QueueUrl": "jobs", "MessageBody": "a+b(c"}},
      {"capture": {"body": "queue.jobs.messages[0].body"}},
      {"expect": {"queue.jobs.messages": [{"body": {"$pattern": ")" +
                   last + "\"}}]}}");
  };
  CHECK(sent("^${body}$") == "held");
  CHECK(sent("${body}") == "s.json:5:65: This is no regular expression: \"a+b(c\".");
}

TEST_CASE("What waits for a state captures of it, and callers at the same time of theirs",
          "[lab][capture]") {
  CHECK(told_of(R"({"do": "sqs.CreateQueue", "with": {"QueueName": "jobs"}},
    {"at the same time": [
      {"do": "sqs.SendMessage", "with": {"QueueUrl": "jobs", "MessageBody": "a"}, "capture": {"a": "MessageId"}},
      {"do": "sqs.SendMessage", "with": {"QueueUrl": "jobs", "MessageBody": "b"}, "capture": {"b": "MessageId"}}],
     "expect": [{"MessageId": "${a}"}, {"MessageId": "${b}"}]},
    {"within": "1s", "expect": {"queue.jobs.ready": 2}, "capture": {"count": "queue.jobs.ready"}}],
    "finally": {"queue.jobs.messages": {"$unordered": [{"messageId": "${b}"}, {"messageId": "${a}"}]},
                "queue.jobs.ready": "${count}"}, "always": [)") == "held");
}

TEST_CASE("A name that nothing has is a mistake, with the nearest right word", "[lab][capture]") {
  CHECK(told_of(queue + R"(
    {"do": "sqs.ReceiveMessage", "with": {"QueueUrl": "jobs"}, "capture": {"handle": "Messages[0].ReceiptHandle"}},
    {"do": "sqs.DeleteMessage", "with": {"QueueUrl": "jobs", "ReceiptHandle": "${handel}"}})") ==
        "s.json:6:79: No value has the name \"handel\" here. Did you mean \"handle\"?");
  CHECK(told_of(R"({"expect": {"mails": "${count}"}}, {"capture": {"count": "mails"}})") ==
        "s.json:2:31: No value has the name \"count\" here.");
  CHECK(told_of(R"({"at the same time": [
    {"do": "sqs.ListQueues", "capture": {"urls": "QueueUrls"}},
    {"do": "sqs.ListQueues", "expect": {"QueueUrls": "${urls}"}}]})") ==
        "s.json:4:54: No value has the name \"urls\" here.");
  CHECK(told_of(R"({"do": "GET /${path}"})") ==
        "s.json:2:17: No value has the name \"path\" here.");
}

TEST_CASE("A capture that is wrong is named where it stands", "[lab][capture]") {
  CHECK(told_of(R"({"do": "sqs.ListQueues", "capture": {"urls": "QueueUrl"}})") ==
        "s.json:2:55: The answer of ListQueues has no \"QueueUrl\". Did you mean \"QueueUrls\"?");
  CHECK(told_of(R"({"do": "GET /", "capture": {"a": "boddy.a"}})") ==
        "s.json:2:43: The answer of GET / has no \"boddy\". Did you mean \"body\"?");
  CHECK(told_of(R"({"capture": {"a": "mailz[0]"}})")
            .starts_with("s.json:2:28: There is no state \"mailz\". Did you mean \"mails\"?"));
  CHECK(told_of(R"({"capture": {"a b": "mails"}})") ==
        "s.json:2:23: A value's name has letters, digits and \"_\", as \"order_id\", not \"a b\".");
  CHECK(told_of(R"({"capture": {"a": "mails[x]"}})") ==
        "s.json:2:28: A path is written as \"Messages[0].Body\", not \"mails[x]\".");
  CHECK(told_of(R"({"capture": {"a": {"from": "mails[0].body", "pattern": "x"}}})") ==
        "s.json:2:65: The pattern of a value to capture has one group, as \"code=([0-9]+)\".");
  CHECK(told_of(R"x({"capture": {"a": {"from": "clock", "pattern": "(x)"}}})x") ==
        "s.json:2:37: \"a\" cannot be captured: clock has nothing like \"(x)\". expected something "
        "to capture, came \"2023-05-25T00:00:00.000Z\"");
  CHECK(told_of(
            R"({"load": {"do": "GET /", "capture": {"a": "body"}}, "calls": 1, "every": "1s"})") ==
        "s.json:2:52: The calls of a load capture nothing.");
}

TEST_CASE("An answer of an operation is expected only as it can be", "[lab][capture]") {
  CHECK(told_of(R"({"do": "sqs.ListQueues", "expect": {"QueueUrl": {"$absent": true}}})") ==
        "s.json:2:46: The answer of ListQueues has no \"QueueUrl\". Did you mean \"QueueUrls\"?");
}
