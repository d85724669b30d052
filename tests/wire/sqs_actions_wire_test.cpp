// The operations of SQS beside messages, as clients meet them: tags, permissions, listings and move
// tasks, in JSON and in forms and XML.
#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "engines/sqs_desk.hpp"
#include "support/sim_box.hpp"

using namespace proofbox;
using test::SqsDesk;

namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

struct Answer {
  int status;
  std::string body;
  bool operator==(Answer const&) const = default;
};
std::ostream& operator<<(std::ostream& out, Answer const& answer) {
  return out << answer.status << ' ' << answer.body;
}

Answer json_answer(std::string body) { return {200, std::move(body)}; }
Answer xml_answer(std::string const& action, std::string const& result) {
  return {200, "<?xml version=\"1.0\"?><" + action +
                   "Response xmlns=\"http://queue.amazonaws.com/doc/2012-11-05/\">" + result +
                   "<ResponseMetadata><RequestId>ID</RequestId></ResponseMetadata></" + action +
                   "Response>"};
}
Answer xml_refusal(int status, std::string const& code, std::string const& message) {
  return {status,
          "<?xml version=\"1.0\"?><ErrorResponse "
          "xmlns=\"http://queue.amazonaws.com/doc/2012-11-05/\"><Error><Type>Sender</Type><Code>" +
              code + "</Code><Message>" + message +
              "</Message><Detail/></Error><RequestId>ID</RequestId></ErrorResponse>"};
}
std::string element(std::string const& name, std::string const& text) {
  return '<' + name + '>' + text + "</" + name + '>';
}
std::string member(std::string const& name, std::string const& text) {
  return '"' + name + "\":\"" + text + '"';
}
std::string between(std::string const& text, std::string const& left, std::string const& right) {
  auto const from = text.find(left);
  REQUIRE(from != std::string::npos);
  auto const begin = from + left.size();
  return text.substr(begin, text.find(right, begin) - begin);
}

// A box with the queue "stock", whose dead letters go to "dead".
struct Actions {
  test::SimBox sim;
  std::string query_error;  // the header of the latest answer in JSON

  Actions() {
    create("dead");
    create("stock", {{"RedrivePolicy", SqsDesk::redrive("dead", "1")}});
  }
  void create(std::string name, Map<std::string> attributes = {}) {
    REQUIRE(sim.call(sqs::CreateQueue{std::move(name), std::move(attributes), {}}).ok());
  }
  Answer json(std::string const& action, std::string body) {
    auto const response = sim.http(
        {"POST",
         "box",
         "/",
         {{"Content-Type", "application/x-amz-json-1.0"}, {"X-Amz-Target", "AmazonSQS." + action}},
         std::move(body)});
    query_error = header(response.headers, "x-amzn-query-error");
    return {response.status, response.body};
  }
  Answer query(std::string const& action, Fields const& fields) {
    std::string form = "Action=" + action + "&Version=2012-11-05";
    for (auto const& [name, value] : fields)
      form += '&' + percent_encode(name) + '=' + percent_encode(value);
    auto response = sim.http({"POST",
                              "box",
                              "/",
                              {{"Content-Type", "application/x-www-form-urlencoded"}},
                              std::move(form)});
    auto const id = std::string{header(response.headers, "x-amzn-RequestId")};
    response.body.replace(response.body.find(id), id.size(), "ID");
    return {response.status, response.body};
  }
};

std::string const url_of_stock = "http://box/000000000000/stock";
std::string const no_source =
    "The resource that you specified for the SourceArn parameter doesn't exist.";

}  // namespace

TEST_CASE("Tags go through SQS in JSON", "[sqs][wire]") {
  Actions box;
  CHECK(box.json("ListQueueTags", R"({"QueueUrl":"stock"})") == json_answer("{}"));
  CHECK(box.json("TagQueue", R"({"QueueUrl":"stock","Tags":{"team":"shop","plain":""}})") ==
        json_answer("{}"));
  CHECK(box.json("ListQueueTags", R"({"QueueUrl":"stock"})") ==
        json_answer(R"({"Tags":{"plain":"","team":"shop"}})"));
  CHECK(box.json("UntagQueue", R"({"QueueUrl":"stock","TagKeys":["team","plain"]})") ==
        json_answer("{}"));
  CHECK(box.json("ListQueueTags", R"({"QueueUrl":"stock"})") == json_answer("{}"));
}

TEST_CASE("Tags go through SQS in forms and XML", "[sqs][wire]") {
  Actions box;
  Fields const of_stock{{"QueueUrl", url_of_stock}};
  CHECK(box.query("ListQueueTags", of_stock) ==
        xml_answer("ListQueueTags", "<ListQueueTagsResult></ListQueueTagsResult>"));
  CHECK(box.query("TagQueue", {{"QueueUrl", url_of_stock},
                               {"Tag.1.Key", "team"},
                               {"Tag.1.Value", "shop"},
                               {"Tag.2.Key", "plain"},
                               {"Tag.2.Value", ""}}) == xml_answer("TagQueue", ""));
  CHECK(box.query("ListQueueTags", of_stock) ==
        xml_answer("ListQueueTags",
                   element("ListQueueTagsResult",
                           element("Tag", element("Key", "plain") + element("Value", "")) +
                               element("Tag", element("Key", "team") + element("Value", "shop")))));
  CHECK(box.query("UntagQueue",
                  {{"QueueUrl", url_of_stock}, {"TagKey.1", "team"}, {"TagKey.2", "plain"}}) ==
        xml_answer("UntagQueue", ""));
  CHECK(box.query("ListQueueTags", of_stock) ==
        xml_answer("ListQueueTags", "<ListQueueTagsResult></ListQueueTagsResult>"));
}

TEST_CASE("A queue is made with tags in JSON, under a name in small letters", "[sqs][wire]") {
  Actions box;
  box.json("CreateQueue", R"({"QueueName":"orders","tags":{"team":"shop"}})");
  CHECK(box.json("ListQueueTags", R"({"QueueUrl":"orders"})") ==
        json_answer(R"({"Tags":{"team":"shop"}})"));
}

TEST_CASE("Permissions go through SQS in both protocols", "[sqs][wire]") {
  Actions box;
  auto const policy = [&] {
    return box.json("GetQueueAttributes", R"({"QueueUrl":"stock","AttributeNames":["Policy"]})");
  };
  CHECK(box.json("AddPermission",
                 R"({"QueueUrl":"stock","Label":"one","AWSAccountIds":["111111111111"],)"
                 R"("Actions":["SendMessage"]})") == json_answer("{}"));
  auto const in_json = policy();
  CHECK(in_json.body.find(R"(\"Sid\":\"one\")") != std::string::npos);
  CHECK(box.json("RemovePermission", R"({"QueueUrl":"stock","Label":"one"})") == json_answer("{}"));
  CHECK(policy() == json_answer("{}"));
  CHECK(box.query("AddPermission", {{"QueueUrl", url_of_stock},
                                    {"Label", "one"},
                                    {"AWSAccountId.1", "111111111111"},
                                    {"ActionName.1", "SendMessage"}}) ==
        xml_answer("AddPermission", ""));
  CHECK(policy() == in_json);
  CHECK(box.query("RemovePermission", {{"QueueUrl", url_of_stock}, {"Label", "two"}}) ==
        xml_refusal(400, "InvalidParameterValue",
                    "Value two for parameter Label is invalid. Reason: can't find label."));
}

TEST_CASE("Sources of dead letters are listed under their own name in each protocol",
          "[sqs][wire]") {
  Actions box;
  CHECK(box.json("ListDeadLetterSourceQueues", R"({"QueueUrl":"dead"})") ==
        json_answer(R"({"queueUrls":[")" + url_of_stock + R"("]})"));
  CHECK(box.query("ListDeadLetterSourceQueues", {{"QueueUrl", "dead"}}) ==
        xml_answer("ListDeadLetterSourceQueues",
                   element("ListDeadLetterSourceQueuesResult", element("QueueUrl", url_of_stock))));
}

TEST_CASE("Queues are listed in pages in each protocol", "[sqs][wire]") {
  Actions box;
  auto const first = box.json("ListQueues", R"({"MaxResults":1})");
  auto const token = between(first.body, R"("NextToken":")", "\"");
  CHECK(first == json_answer(R"({"QueueUrls":["http://box/000000000000/dead"],)" +
                             member("NextToken", token) + '}'));
  CHECK(box.query("ListQueues", {{"MaxResults", "1"}, {"NextToken", token}}) ==
        xml_answer("ListQueues", element("ListQueuesResult", element("QueueUrl", url_of_stock))));
  for (std::string const most : {"0", "1001"})
    CHECK(box.query("ListQueues", {{"MaxResults", most}}).status == 400);
}

TEST_CASE("A move task goes through SQS in JSON", "[sqs][wire][moves]") {
  Actions box;
  for (std::string const body : {"a", "b"})
    box.json("SendMessage", R"({"QueueUrl":"dead","MessageBody":")" + body + "\"}");
  auto const started =
      box.json("StartMessageMoveTask", '{' + member("SourceArn", SqsDesk::arn("dead")) + ',' +
                                           member("DestinationArn", SqsDesk::arn("stock")) +
                                           R"(,"MaxNumberOfMessagesPerSecond":1})");
  auto const handle = between(started.body, R"("TaskHandle":")", "\"");
  CHECK(started == json_answer('{' + member("TaskHandle", handle) + '}'));
  auto const list = '{' + member("SourceArn", SqsDesk::arn("dead")) + '}';
  auto const entry = [&](std::string const& before, std::string const& moved) {
    return R"({"Results":[{)" + before + ',' + member("SourceArn", SqsDesk::arn("dead")) + ',' +
           member("DestinationArn", SqsDesk::arn("stock")) +
           R"(,"MaxNumberOfMessagesPerSecond":1,"ApproximateNumberOfMessagesMoved":)" + moved +
           R"(,"ApproximateNumberOfMessagesToMove":2,"StartedTimestamp":1684972800000}]})";
  };
  CHECK(box.json("ListMessageMoveTasks", list) ==
        json_answer(entry(member("TaskHandle", handle) + ',' + member("Status", "RUNNING"), "0")));
  box.sim.advance(1s);
  CHECK(box.json("CancelMessageMoveTask", '{' + member("TaskHandle", handle) + '}') ==
        json_answer(R"({"ApproximateNumberOfMessagesMoved":1})"));
  CHECK(box.json("ListMessageMoveTasks", list) ==
        json_answer(entry(member("Status", "CANCELLING"), "1")));
}

TEST_CASE("A move task goes through SQS in forms and XML", "[sqs][wire][moves]") {
  Actions box;
  auto const started = box.query("StartMessageMoveTask", {{"SourceArn", SqsDesk::arn("dead")}});
  auto const handle = between(started.body, "<TaskHandle>", "</TaskHandle>");
  CHECK(started == xml_answer("StartMessageMoveTask", element("StartMessageMoveTaskResult",
                                                              element("TaskHandle", handle))));
  CHECK(box.query("ListMessageMoveTasks", {{"SourceArn", SqsDesk::arn("dead")}}) ==
        xml_answer("ListMessageMoveTasks",
                   element("ListMessageMoveTasksResult",
                           element("ListMessageMoveTasksResultEntry",
                                   element("TaskHandle", handle) + element("Status", "RUNNING") +
                                       element("SourceArn", SqsDesk::arn("dead")) +
                                       element("ApproximateNumberOfMessagesMoved", "0") +
                                       element("ApproximateNumberOfMessagesToMove", "0") +
                                       element("StartedTimestamp", "1684972800000")))));
  CHECK(box.query("CancelMessageMoveTask", {{"TaskHandle", handle}}) ==
        xml_answer("CancelMessageMoveTask",
                   element("CancelMessageMoveTaskResult",
                           element("ApproximateNumberOfMessagesMoved", "0"))));
}

TEST_CASE("A queue without move tasks lists none", "[sqs][wire][moves]") {
  Actions box;
  auto const source = '{' + member("SourceArn", SqsDesk::arn("dead")) + '}';
  auto const none = box.json("ListMessageMoveTasks", source);
  CHECK(none == json_answer("{}"));
}

TEST_CASE("A move task of what there is not is 404 in both protocols", "[sqs][wire][moves]") {
  Actions box;
  auto const refused =
      box.json("StartMessageMoveTask", '{' + member("SourceArn", SqsDesk::arn("nowhere")) + '}');
  CHECK(refused == Answer{404, R"({"__type":"com.amazonaws.sqs#ResourceNotFoundException",)" +
                                   member("message", no_source) + '}'});
  CHECK(box.query_error == "ResourceNotFoundException;Sender");
  CHECK(box.query("StartMessageMoveTask", {{"SourceArn", SqsDesk::arn("nowhere")}}) ==
        xml_refusal(404, "ResourceNotFoundException", no_source));
}

TEST_CASE("A move task's rate is 1 to 500, and 1 to 10 are listed", "[sqs][wire][moves]") {
  Actions box;
  auto const source = member("SourceArn", SqsDesk::arn("dead"));
  for (std::string const rate : {"0", "501"}) {
    auto const refused = box.json("StartMessageMoveTask",
                                  '{' + source + ",\"MaxNumberOfMessagesPerSecond\":" + rate + '}');
    CHECK(refused.status == 400);
    CHECK(box.query_error == "InvalidParameterValue;Sender");
  }
  for (std::string const most : {"0", "11"}) {
    auto const refused =
        box.json("ListMessageMoveTasks", '{' + source + ",\"MaxResults\":" + most + '}');
    CHECK(refused.status == 400);
    CHECK(box.query_error == "InvalidParameterValue;Sender");
  }
  CHECK(box.json("StartMessageMoveTask", '{' + source + ",\"MaxNumberOfMessagesPerSecond\":500}")
            .status == 200);
}

TEST_CASE("Strict cool-downs are refused with their own status in both protocols",
          "[sqs][wire][cooldowns]") {
  BoxSettings settings;
  settings.strict.cooldowns = true;
  test::SimBox sim{settings};
  REQUIRE(sim.call(sqs::CreateQueue{"stock", {}, {}}).ok());
  REQUIRE(sim.call(sqs::PurgeQueue{"stock"}).ok());
  auto const in_json = sim.http(
      {"POST",
       "box",
       "/",
       {{"Content-Type", "application/x-amz-json-1.0"}, {"X-Amz-Target", "AmazonSQS.PurgeQueue"}},
       R"({"QueueUrl":"stock"})"});
  CHECK(in_json.status == 403);
  CHECK(in_json.body ==
        R"({"__type":"com.amazonaws.sqs#PurgeQueueInProgress","message":)"
        R"("Only one PurgeQueue operation on stock is allowed every 60 seconds."})");
  CHECK(header(in_json.headers, "x-amzn-query-error") ==
        "AWS.SimpleQueueService.PurgeQueueInProgress;Sender");
  auto const in_xml = sim.http({"POST",
                                "box",
                                "/",
                                {{"Content-Type", "application/x-www-form-urlencoded"}},
                                "Action=PurgeQueue&QueueUrl=stock&Version=2012-11-05"});
  CHECK(in_xml.status == 403);
  CHECK(between(in_xml.body, "<Code>", "</Code>") == "AWS.SimpleQueueService.PurgeQueueInProgress");
}
