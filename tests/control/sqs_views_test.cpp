// Looking into queues: by the box's own path, and by those that tests written for LocalStack know.
#include <catch2/catch.hpp>
#include <regex>

#include "engines/sqs_desk.hpp"
#include "support/sim_box.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

struct Seen {
  int status;
  std::string body;
  bool operator==(Seen const&) const = default;
};
std::ostream& operator<<(std::ostream& out, Seen const& seen) {
  return out << seen.status << ' ' << seen.body;
}

Seen refused(int status, std::string const& sentence) {
  std::string body = "{\"message\":";
  write_json_text(body, sentence);
  return {status, body + '}'};
}

std::string const form_of_path =
    "/_aws/sqs/messages takes ?QueueUrl=URL, or "
    "/_aws/sqs/messages/REGION/ACCOUNT/QUEUE.";

// A box with the queue "jobs", and what is seen of it.
struct Views {
  SimBox sim;
  Views() { create("jobs"); }

  void create(std::string name, Map<std::string> attributes = {}) {
    REQUIRE(sim.call(sqs::CreateQueue{std::move(name), std::move(attributes), {}}).ok());
  }
  std::string send(sqs::SendMessage const& op) { return sim.call(op)->message_id; }
  std::string send(std::string queue, std::string body) {
    return send(SqsDesk::message(std::move(queue), std::move(body)));
  }
  std::vector<sqs::Message> receive(std::string queue, std::int64_t most = 10) {
    return sim.call(SqsDesk::receiving(std::move(queue), most))->messages;
  }
  Map<std::string> attributes() {
    return sim.call(sqs::GetQueueAttributes{"jobs", {"All"}})->attributes;
  }
  // One that is in flight, one that is delayed, and two that are ready.
  void fill() {
    send("jobs", "taken");
    taken = receive("jobs").at(0).receipt_handle;
    auto late = SqsDesk::message("jobs", "late");
    late.delay_seconds = 20;
    send(late);
    send("jobs", "a");
    send("jobs", "b");
  }

  Seen ask(std::string method, std::string target, Headers headers = {}) {
    auto const response =
        sim.http({std::move(method), "box", std::move(target), std::move(headers), {}});
    type = header(response.headers, "Content-Type");
    return {response.status, response.body};
  }
  // Of /_proofbox/sqs/messages.
  Seen look(std::string query = {}) { return ask("GET", "/_proofbox/sqs/messages" + query); }
  // Of /_aws/sqs/messages.
  Seen aws(std::string rest, Headers headers = {}) {
    return ask("GET", "/_aws/sqs/messages" + rest, std::move(headers));
  }
  Seen aws_json(std::string rest) { return aws(std::move(rest), {{"Accept", "application/json"}}); }
  std::string type;   // of the latest answer
  std::string taken;  // the handle of what is in flight
};

// The texts that stand behind `before` and in front of `after`: "a, b".
std::string all_between(std::string const& text, std::string const& before,
                        std::string const& after) {
  std::string found;
  for (auto at = text.find(before); at != std::string::npos; at = text.find(before, at)) {
    at += before.size();
    found += (found.empty() ? "" : ", ") + text.substr(at, text.find(after, at) - at);
  }
  return found;
}
std::string bodies_in_json(std::string const& text) {
  return all_between(text, R"("body":")", "\"");
}
std::string bodies_in_xml(std::string const& text) {
  return all_between(text, "<Body>", "</Body>");
}

// Whole but for what is drawn by chance, which is told as asked.
std::string without_ids(std::string const& text) {
  static std::regex const id{"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"};
  return std::regex_replace(text, id, "ID");
}

}  // namespace

TEST_CASE("A look at an empty queue tells that nothing is there", "[control][sqs][views]") {
  Views box;
  CHECK(box.look("?queue=jobs") ==
        Seen{200, R"({"counts":{"ready":0,"delayed":0,"inFlight":0},"messages":[]})"});
  CHECK(box.type == "application/json");
}

TEST_CASE("A look tells each message's state, with the instant at which what is hidden shows",
          "[control][sqs][views]") {
  Views box;
  box.fill();
  auto const message = [](std::string const& state, std::string const& body, int count,
                          std::string const& visible_at) {
    return R"({"messageId":"ID","queue":"jobs","region":"us-east-1","state":")" + state +
           R"(","body":")" + body + R"(","receiveCount":)" + std::to_string(count) +
           R"(,"sentAt":1684972800,"expiresAt":1685318400)" +
           (visible_at.empty() ? "" : ",\"visibleAt\":" + visible_at) + '}';
  };
  auto const seen = box.look("?queue=jobs");
  CHECK(without_ids(seen.body) == R"({"counts":{"ready":2,"delayed":1,"inFlight":1},"messages":[)" +
                                      message("in flight", "taken", 1, "1684972830") + ',' +
                                      message("delayed", "late", 0, "1684972820") + ',' +
                                      message("ready", "a", 0, "") + ',' +
                                      message("ready", "b", 0, "") + "]}");
}

TEST_CASE("A look tells a message's attributes, group and source", "[control][sqs][views]") {
  Views box;
  box.create("dead.fifo", {{"FifoQueue", "true"}});
  box.create("jobs.fifo",
             {{"FifoQueue", "true"}, {"RedrivePolicy", SqsDesk::redrive("dead.fifo", "1")}});
  auto op = SqsDesk::fifo_message("jobs.fifo", "hello", "g", "d");
  op.message_attributes = {{"Foo", text_attribute("Bar")}};
  box.send(op);
  auto const told = box.look("?queue=jobs.fifo").body;
  CHECK(told.find(R"("messageAttributes":{"Foo":{"StringValue":"Bar","DataType":"String"}})") !=
        std::string::npos);
  CHECK(told.find(R"("messageGroupId":"g","messageDeduplicationId":"d","sequenceNumber":")") !=
        std::string::npos);
  CHECK(told.find("deadLetterSource") == std::string::npos);
  REQUIRE(box.receive("jobs.fifo").size() == 1);
  box.sim.advance(30s);
  REQUIRE(box.receive("jobs.fifo").empty());
  CHECK(box.look("?queue=dead.fifo")
            .body.ends_with(R"("deadLetterSource":")" + SqsDesk::arn("jobs.fifo") + "\"}]}"));
}

TEST_CASE("A look that names no queue sees them all, queue by queue", "[control][sqs][views]") {
  Views box;
  box.create("a");
  box.send("jobs", "1");
  box.send("a", "2");
  box.send("jobs", "3");
  auto const seen = box.look();
  CHECK(bodies_in_json(seen.body) == "2, 1, 3");
  CHECK(seen.body.starts_with(R"({"counts":{"ready":3,)"));
}

TEST_CASE("A look in pages tells where the next one begins, and the counts of all",
          "[control][sqs][views]") {
  Views box;
  for (auto const* body : {"a", "b", "c"})
    box.send("jobs", body);
  auto const first = box.look("?queue=jobs&limit=2");
  CHECK(bodies_in_json(first.body) == "a, b");
  CHECK(first.body.starts_with(R"({"counts":{"ready":3,)"));
  CHECK(first.body.ends_with(R"(],"next":2})"));
  auto const second = box.look("?queue=jobs&limit=2&after=2");
  CHECK(bodies_in_json(second.body) == "c");
  CHECK(second.body.starts_with(R"({"counts":{"ready":3,)"));
  CHECK(second.body.ends_with("]}"));
  CHECK(bodies_in_json(box.look("?queue=jobs&limit=3").body) == "a, b, c");
  CHECK(box.look("?queue=jobs&limit=3").body.find("next") == std::string::npos);
  CHECK(bodies_in_json(box.look("?queue=jobs&after=7").body) == "");
}

TEST_CASE("A look at a queue that is not there sees nothing", "[control][sqs][views]") {
  Views box;
  box.send("jobs", "a");
  CHECK(box.look("?queue=job").body ==
        R"({"counts":{"ready":0,"delayed":0,"inFlight":0},"messages":[]})");
}

TEST_CASE("A look that asks for what there is not is refused with a sentence",
          "[control][sqs][views]") {
  Views box;
  CHECK(box.look("?colour=red") == refused(400, "There is no \"colour\" to ask for here."));
  CHECK(box.look("?queu=jobs") ==
        refused(400, "There is no \"queu\" to ask for here. Did you mean \"queue\"?"));
  CHECK(box.look("?limit=many") == refused(400, "\"limit\" does not take \"many\"."));
  CHECK(box.look("?limit=0") ==
        refused(400, "\"limit\" is 0. Must be between 1 and 100000, if provided."));
  CHECK(box.ask("POST", "/_proofbox/sqs/messages") ==
        refused(405, "sqs/messages does not take POST."));
}

TEST_CASE("What has outlived its retention is not seen", "[control][sqs][views]") {
  Views box;
  box.create("short", {{"MessageRetentionPeriod", "60"}});
  box.send("short", "old");
  box.sim.advance(59s);
  CHECK(bodies_in_json(box.look("?queue=short").body) == "old");
  box.sim.advance(1s);
  CHECK(box.look("?queue=short").body ==
        R"({"counts":{"ready":0,"delayed":0,"inFlight":0},"messages":[]})");
  CHECK(bodies_in_xml(box.aws("?QueueUrl=short").body) == "");
}

TEST_CASE("Looking changes nothing", "[control][sqs][views]") {
  Views box;
  box.fill();
  auto const before = box.attributes();
  auto const log = box.sim.box.events().after(0, 1000).size();
  auto const seen = box.look("?queue=jobs");
  auto const seen_by_aws = box.aws("?QueueUrl=jobs&ShowInvisible=true&ShowDelayed=true");
  CHECK(box.look("?queue=jobs") == seen);
  CHECK(box.aws("?QueueUrl=jobs&ShowInvisible=true&ShowDelayed=true") == seen_by_aws);
  CHECK(box.sim.box.events().after(0, 1000).size() == log);
  CHECK(box.attributes() == before);
  auto const received = box.receive("jobs");
  REQUIRE(bodies(received) == "a, b");
  CHECK(received[0].attributes.at("ApproximateReceiveCount") == "1");
  REQUIRE(box.sim.call(sqs::DeleteMessage{"jobs", box.taken}).ok());
  CHECK(bodies_in_json(box.look("?queue=jobs").body) == "late, a, b");
}

TEST_CASE("LocalStack's path shows the messages that are visible, in the XML of a receive",
          "[control][sqs][views]") {
  Views box;
  box.fill();
  auto const seen = box.aws("?QueueUrl=http://localhost:4566/000000000000/jobs");
  CHECK(seen.status == 200);
  CHECK(box.type == "text/xml");
  auto const message = [](std::string const& body, std::string const& md5) {
    auto const attribute = [](std::string const& name, std::string const& value) {
      return "<Attribute><Name>" + name + "</Name><Value>" + value + "</Value></Attribute>";
    };
    return "<Message><MessageId>ID</MessageId><ReceiptHandle>SQS/BACKDOOR/ACCESS</ReceiptHandle>"
           "<MD5OfBody>" +
           md5 + "</MD5OfBody><Body>" + body + "</Body>" +
           attribute("ApproximateFirstReceiveTimestamp", "0") +
           attribute("ApproximateReceiveCount", "0") + attribute("SenderId", "000000000000") +
           attribute("SentTimestamp", "1684972800000") + "</Message>";
  };
  auto const prolog = seen.body.substr(0, seen.body.find("<ReceiveMessageResponse"));
  CHECK(prolog.starts_with("<?xml version=\"1.0\""));
  CHECK(without_ids(seen.body.substr(prolog.size())) ==
        "<ReceiveMessageResponse xmlns=\"http://queue.amazonaws.com/doc/2012-11-05/\">"
        "<ReceiveMessageResult>" +
            message("a", "0cc175b9c0f1b6a831c399e269772661") +
            message("b", "92eb5ffee6ae2fec3ad71c777531578f") +
            "</ReceiveMessageResult><ResponseMetadata><RequestId>ID</RequestId>"
            "</ResponseMetadata></ReceiveMessageResponse>");
}

TEST_CASE("LocalStack's path names a queue by its URL, its name, or region, account and name",
          "[control][sqs][views]") {
  Views box;
  box.send("jobs", "here");
  Caller abroad;
  abroad.region = "eu-west-1";
  REQUIRE(box.sim.call(sqs::CreateQueue{"jobs", {}, {}}, abroad).ok());
  REQUIRE(box.sim.call(SqsDesk::message("jobs", "there"), abroad).ok());
  for (auto const* rest : {"?QueueUrl=http://box/000000000000/jobs",
                           "?QueueUrl=http%3A%2F%2Fbox%2F000000000000%2Fjobs", "?QueueUrl=jobs",
                           "/?QueueUrl=jobs", "/us-east-1/000000000000/jobs"})
    CHECK(bodies_in_xml(box.aws(rest).body) == "here");
  CHECK(bodies_in_xml(box.aws("/eu-west-1/000000000000/jobs").body) == "there");
}

TEST_CASE("LocalStack's path shows what is hidden where it is asked to", "[control][sqs][views]") {
  Views box;
  box.fill();
  CHECK(bodies_in_xml(box.aws("?QueueUrl=jobs").body) == "a, b");
  CHECK(bodies_in_xml(box.aws("?QueueUrl=jobs&ShowInvisible=true").body) == "taken, a, b");
  CHECK(bodies_in_xml(box.aws("?QueueUrl=jobs&ShowDelayed=true").body) == "late, a, b");
  CHECK(bodies_in_xml(
            box.aws("/us-east-1/000000000000/jobs?ShowInvisible=true&ShowDelayed=true").body) ==
        "taken, late, a, b");
  CHECK(bodies_in_xml(box.aws("?QueueUrl=jobs&ShowInvisible=false").body) == "a, b");
}

TEST_CASE("LocalStack's path answers in JSON where it is asked to", "[control][sqs][views]") {
  Views box;
  box.send("jobs", "a");
  auto const attribute = [](std::string const& name, std::string const& value) {
    return R"({"Name":")" + name + R"(","Value":")" + value + "\"}";
  };
  for (auto const* rest : {"?QueueUrl=jobs", "/us-east-1/000000000000/jobs"}) {
    auto const seen = box.aws_json(rest);
    CHECK(box.type == "application/json");
    CHECK(seen.status == 200);
    CHECK(without_ids(seen.body) ==
          R"({"ReceiveMessageResponse":{"ReceiveMessageResult":{"Message":[{"MessageId":"ID",)"
          R"("ReceiptHandle":"SQS/BACKDOOR/ACCESS","MD5OfBody":"0cc175b9c0f1b6a831c399e269772661",)"
          R"("Body":"a","Attribute":[)" +
              attribute("ApproximateFirstReceiveTimestamp", "0") + ',' +
              attribute("ApproximateReceiveCount", "0") + ',' +
              attribute("SenderId", "000000000000") + ',' +
              attribute("SentTimestamp", "1684972800000") +
              R"(]}]},"ResponseMetadata":{"RequestId":"ID"}}})");
  }
}

TEST_CASE("LocalStack's path shows an empty queue as a receive that found nothing",
          "[control][sqs][views]") {
  Views box;
  CHECK(without_ids(box.aws_json("?QueueUrl=jobs").body) ==
        R"({"ReceiveMessageResponse":{"ReceiveMessageResult":{},)"
        R"("ResponseMetadata":{"RequestId":"ID"}}})");
  CHECK(bodies_in_xml(box.aws("?QueueUrl=jobs").body) == "");
}

TEST_CASE("A handle from LocalStack's path deletes nothing", "[control][sqs][views]") {
  Views box;
  box.send("jobs", "a");
  auto const deleted = box.sim.call(sqs::DeleteMessage{"jobs", "SQS/BACKDOOR/ACCESS"});
  CHECK(deleted.error() == no_handle_error("SQS/BACKDOOR/ACCESS"));
}

TEST_CASE("LocalStack's path refuses what names no queue that there is", "[control][sqs][views]") {
  Views box;
  auto const missing = refused(400, "The specified queue does not exist.");
  CHECK(box.aws("?QueueUrl=http://box/000000000000/other") == missing);
  CHECK(box.aws("/us-east-1/000000000000/other") == missing);
  CHECK(box.aws("/eu-west-1/000000000000/jobs") == missing);
  CHECK(box.aws("") == refused(400, form_of_path));
  CHECK(box.aws("/us-east-1/jobs") == refused(400, form_of_path));
  CHECK(box.aws("?QueueUrl=%FF") == refused(400, form_of_path));
  CHECK(box.aws("?QueueUrl=jobs&ShowInvisible=perhaps") == refused(400, form_of_path));
}

TEST_CASE("LocalStack's path only looks, and only into queues", "[control][sqs][views]") {
  Views box;
  CHECK(box.ask("DELETE", "/_aws/sqs/messages") ==
        refused(405, "/_aws/sqs/messages does not take DELETE."));
  CHECK(box.ask("GET", "/_aws/sqs") == refused(404, "The box has no GET /_aws/sqs."));
  CHECK(box.ask("GET", "/_aws/sns/messages") ==
        refused(404, "The box has no GET /_aws/sns/messages."));
  CHECK(box.ask("GET", "/_aws/sqs/messagesx") ==
        refused(404, "The box has no GET /_aws/sqs/messagesx."));
}
