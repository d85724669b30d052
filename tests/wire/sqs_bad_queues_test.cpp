// What SQS refuses of queues: their names, attributes, policies, tags, permissions and listings,
// and of move tasks.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "wire/sqs_refusals.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

using Json = nlohmann::json;
using Texts = std::vector<std::string>;

Protocol some_protocol() { return GENERATE(Protocol::json, Protocol::query); }

Json creation(std::string const& name, Json attributes = Json::object()) {
  return {{"QueueName", name}, {"Attributes", std::move(attributes)}};
}

Json setting(std::string const& queue, std::string const& name, std::string const& value) {
  return {{"QueueUrl", queue}, {"Attributes", {{name, value}}}};
}

// Both when a queue is made and when it is changed.
void expect_attribute_refused(BadInputDesk& desk, std::string const& name, std::string const& value,
                              Refusal const& refusal) {
  desk.expect_refused("SetQueueAttributes", setting("stock", name, value).dump(), refusal);
  desk.expect_refused("CreateQueue", creation("fresh", {{name, value}}).dump(), refusal);
}
void expect_attribute_refused(BadInputDesk& desk, std::string const& name, std::string const& value,
                              Error error) {
  expect_attribute_refused(desk, name, value, Refusal{std::move(error)});
}

Json tags(std::size_t count, std::string const& prefix) {
  auto all = Json::object();
  for (std::size_t i = 0; i < count; ++i)
    all[prefix + std::to_string(i)] = "";
  return all;
}

Json tagging(Json all) { return {{"QueueUrl", "stock"}, {"Tags", std::move(all)}}; }

Json permission(std::string const& label, Json accounts, Json actions) {
  return {{"QueueUrl", "stock"},
          {"Label", label},
          {"AWSAccountIds", std::move(accounts)},
          {"Actions", std::move(actions)}};
}

Error over_limit_error(std::string message) {
  return {"OverLimit", std::move(message), 403, "com.amazonaws.sqs#OverLimit"};
}

Error not_found_error(std::string message) {
  return {"ResourceNotFoundException", std::move(message), 404,
          "com.amazonaws.sqs#ResourceNotFoundException"};
}

}  // namespace

TEST_CASE("A queue is not made under a name that is too long or has other characters",
          "[sqs][wire][refusals]") {
  BadInputDesk desk{some_protocol()};
  auto const plain = parameter_error(
      "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
  for (auto const& name : Texts{"", std::string(81, 'q'), "a b", "a.b", "a/b", "\u00e4", "a\n",
                                "\x01", "stock2.fifo", ".fifo"})
    desk.expect_refused("CreateQueue", creation(name).dump(), plain);
  for (auto const& name : Texts{"", "stock2", ".fifo", "a.b.fifo", std::string(76, 'q') + ".fifo"})
    desk.expect_refused("CreateQueue", creation(name, {{"FifoQueue", "true"}}).dump(),
                        beginning(parameter_error("The name of a FIFO queue can only include ")));
  desk.expect_accepted("CreateQueue", creation(std::string(80, 'q')).dump());
  desk.expect_accepted("CreateQueue",
                       creation(std::string(75, 'q') + ".fifo", {{"FifoQueue", "true"}}).dump());
}

TEST_CASE("A queue is made once more only as it is", "[sqs][wire][refusals]") {
  BadInputDesk desk{some_protocol()};
  desk.expect_accepted("CreateQueue", creation("small", {{"MaximumMessageSize", "1024"}}).dump());
  desk.expect_refused("CreateQueue", creation("small", {{"MaximumMessageSize", "1025"}}).dump(),
                      name_taken_error("MaximumMessageSize"));
  desk.expect_refused("CreateQueue", creation("small", {{"VisibilityTimeout", "31"}}).dump(),
                      name_taken_error("VisibilityTimeout"));
}

TEST_CASE("Numbers among the attributes have their limits", "[sqs][wire][refusals]") {
  BadInputDesk desk{some_protocol()};
  struct Range {
    char const* name;
    std::int64_t least, most;
  };
  for (auto const& [name, least, most] : std::initializer_list<Range>{
           {"DelaySeconds", 0, 900},
           {"MaximumMessageSize", 1024, 1'048'576},
           {"MessageRetentionPeriod", 60, 1'209'600},
           {"ReceiveMessageWaitTimeSeconds", 0, 20},
           {"VisibilityTimeout", 0, 43'200},
           {"KmsDataKeyReusePeriodSeconds", 60, 86'400},
       }) {
    for (auto const& value : Texts{std::to_string(least - 1), std::to_string(most + 1), "-1", "x",
                                   "", "60.5", "0x40", "99999999999999999999"})
      expect_attribute_refused(desk, name, value, attribute_value_error(name));
    for (auto const value : {least, most})
      desk.expect_accepted("SetQueueAttributes",
                           setting("other", name, std::to_string(value)).dump());
  }
}

TEST_CASE("An attribute that is not there, or is told only, cannot be set",
          "[sqs][wire][refusals]") {
  BadInputDesk desk{some_protocol()};
  for (auto const& name :
       Texts{"Colour", "visibilitytimeout", "QueueArn", "CreatedTimestamp", "LastModifiedTimestamp",
             "ApproximateNumberOfMessages", "All", "FifoQueue"})
    expect_attribute_refused(desk, name, name == "FifoQueue" ? "false" : "1",
                             attribute_name_error("Unknown Attribute " + name + "."));
  desk.expect_refused("GetQueueAttributes",
                      R"({"QueueUrl":"stock","AttributeNames":["QueueArn","Colour"]})",
                      attribute_name_error("Unknown Attribute Colour."));
}

TEST_CASE("What is for FIFO queues only is refused elsewhere, and has its words",
          "[sqs][wire][refusals]") {
  BadInputDesk desk{some_protocol()};
  for (auto const& name : Texts{"DeduplicationScope", "FifoThroughputLimit"}) {
    expect_attribute_refused(desk, name, "x",
                             attribute_name_error("You can specify the " + name +
                                                  " only when FifoQueue is set to true."));
    desk.expect_refused("SetQueueAttributes", setting("stock.fifo", name, "x").dump(),
                        attribute_value_error(name));
  }
  desk.expect_refused("SetQueueAttributes",
                      setting("stock.fifo", "FifoThroughputLimit", "perMessageGroupId").dump(),
                      beginning(attribute_value_error("FifoThroughputLimit")));
  desk.expect_refused("SetQueueAttributes", setting("stock.fifo", "FifoQueue", "false").dump(),
                      attribute_value_error("FifoQueue", "Modifying queue type is not supported."));
  desk.expect_refused("SetQueueAttributes",
                      setting("stock.fifo", "ContentBasedDeduplication", "yes").dump(),
                      attribute_value_error("ContentBasedDeduplication"));
  expect_attribute_refused(desk, "SqsManagedSseEnabled", "yes",
                           attribute_value_error("SqsManagedSseEnabled"));
}

TEST_CASE("A queue is encrypted in one way only", "[sqs][wire][refusals]") {
  BadInputDesk desk{some_protocol()};
  Json const both{{"KmsMasterKeyId", "alias/key"}, {"SqsManagedSseEnabled", "true"}};
  auto const error = attribute_name_error(
      "You can use one type of server-side encryption (SSE) at one time. You can either enable KMS "
      "SSE or SQS SSE.");
  desk.expect_refused("CreateQueue", creation("fresh", both).dump(), error);
  desk.expect_refused("SetQueueAttributes",
                      Json({{"QueueUrl", "stock"}, {"Attributes", both}}).dump(), error);
}

TEST_CASE("A redrive policy names a queue that there is, and how often it may fail",
          "[sqs][wire][refusals]") {
  BadInputDesk desk{some_protocol()};
  auto const refuse = [&](std::string const& policy, std::string const& reason) {
    expect_attribute_refused(desk, "RedrivePolicy", policy,
                             value_error(policy, "RedrivePolicy", reason));
  };
  auto const refuse_somehow = [&](std::string const& policy) {
    expect_attribute_refused(desk, "RedrivePolicy", policy,
                             beginning(value_error(policy, "RedrivePolicy", "")));
  };
  refuse(SqsDesk::redrive("nowhere", "1"), "Dead letter target does not exist.");
  refuse(R"({"maxReceiveCount":3})",
         "Redrive policy does not contain mandatory attribute: deadLetterTargetArn.");
  refuse(R"({"deadLetterTargetArn":")" + SqsDesk::arn("dead") + "\"}",
         "Redrive policy does not contain mandatory attribute: maxReceiveCount.");
  for (auto const& count : Texts{"0", "1001", "-1", "\"x\"", "1.5", "\"\""})
    refuse_somehow(SqsDesk::redrive("dead", count));
  for (
      auto const& policy : Texts{
          "x", "[]", "5", R"({"deadLetterTargetArn":"dead","maxReceiveCount":1})",
          R"({"deadLetterTargetArn":"arn:aws:sns:us-east-1:000000000000:dead","maxReceiveCount":1})"})
    refuse_somehow(policy);
  refuse_somehow(SqsDesk::redrive("stock.fifo", "1"));
  desk.expect_refused("SetQueueAttributes",
                      setting("stock", "RedrivePolicy", SqsDesk::redrive("stock", "1")).dump(),
                      beginning(value_error(SqsDesk::redrive("stock", "1"), "RedrivePolicy", "")));
  for (auto const& count : Texts{"1", "1000", "\"42\""})
    desk.expect_accepted("SetQueueAttributes",
                         setting("other", "RedrivePolicy", SqsDesk::redrive("dead", count)).dump());
}

TEST_CASE("A redrive allow policy says whom it lets in, by at most ten names",
          "[sqs][wire][refusals]") {
  BadInputDesk desk{some_protocol()};
  auto const by_queue = [](std::size_t count) {
    auto arns = Json::array();
    for (std::size_t i = 0; i < count; ++i)
      arns.push_back(SqsDesk::arn("source" + std::to_string(i)));
    return Json({{"redrivePermission", "byQueue"}, {"sourceQueueArns", arns}}).dump();
  };
  for (auto const& policy : Texts{"x", "[]", "{}", R"({"redrivePermission":"allowSome"})",
                                  by_queue(0), by_queue(11), R"({"redrivePermission":"byQueue"})",
                                  R"({"redrivePermission":"allowAll","sourceQueueArns":["a"]})",
                                  R"({"redrivePermission":"denyAll","sourceQueueArns":["a"]})"})
    expect_attribute_refused(desk, "RedriveAllowPolicy", policy,
                             beginning(value_error(policy, "RedriveAllowPolicy", "")));
  desk.expect_accepted("SetQueueAttributes",
                       setting("dead", "RedriveAllowPolicy", by_queue(10)).dump());
  auto const policy = SqsDesk::redrive("dead", "1");
  desk.expect_refused("SetQueueAttributes", setting("other", "RedrivePolicy", policy).dump(),
                      beginning(value_error(policy, "RedrivePolicy", "")));
}

TEST_CASE("A policy is a JSON object of at most 8,192 bytes", "[sqs][wire][refusals]") {
  BadInputDesk desk{some_protocol()};
  auto const of_size = [](std::size_t size) {
    return R"({"Statement":{"Sid":")" + std::string(size - 24, 'i') + "\"}}";
  };
  for (auto const& policy : Texts{"x", "[]", "5", of_size(8193)})
    expect_attribute_refused(desk, "Policy", policy, attribute_value_error("Policy"));
  desk.expect_accepted("SetQueueAttributes", setting("other", "Policy", of_size(8192)).dump());
}

TEST_CASE("A queue has at most 50 tags, of limited length", "[sqs][wire][refusals]") {
  BadInputDesk desk{some_protocol()};
  auto const refused = beginning(parameter_error(""));
  auto with_tags = creation("fresh");
  with_tags["tags"] = tags(51, "t");
  desk.expect_refused("CreateQueue", with_tags.dump(), refused);
  desk.expect_refused("TagQueue", tagging(tags(50, "t")).dump(), refused);  // it has one
  std::string const longest_key(128, 'k'), longest_value(256, 'v');
  for (auto const& key : Texts{"", longest_key + 'k'})
    desk.expect_refused("TagQueue", tagging({{key, "v"}}).dump(), refused);
  desk.expect_refused("TagQueue", tagging({{"k", longest_value + 'v'}}).dump(), refused);
  desk.expect_accepted("TagQueue", tagging({{longest_key, longest_value}}).dump());
  desk.expect_accepted("TagQueue", tagging(tags(48, "t")).dump());
  desk.expect_refused("TagQueue", tagging({{"one", "more"}}).dump(), refused);
  desk.expect_accepted("TagQueue", tagging({{"t0", "another value"}}).dump());
}

TEST_CASE("A label is new, plain and at most 80 letters long", "[sqs][wire][refusals]") {
  BadInputDesk desk{some_protocol()};
  Json const accounts = {"222222222222"}, actions = {"SendMessage"};
  for (auto const& label : Texts{"", std::string(81, 'l'), "a b", "\u00e4"})
    desk.expect_refused("AddPermission", permission(label, accounts, actions).dump(),
                        beginning(value_error(label, "Label", "")));
  desk.expect_refused("AddPermission", permission("shared", accounts, actions).dump(),
                      value_error("shared", "Label", "Already exists."));
  desk.expect_refused("RemovePermission", R"({"QueueUrl":"stock","Label":"none"})",
                      value_error("none", "Label", "can't find label."));
  desk.expect_accepted("AddPermission", permission(std::string(80, 'l'), accounts, actions).dump());
}

TEST_CASE("A permission is for actions and accounts that there are", "[sqs][wire][refusals]") {
  BadInputDesk desk{some_protocol()};
  Json const accounts = {"222222222222"};
  for (auto const& action : Texts{"Dance", "CreateQueue", "DeleteQueue", "sendmessage", "SQS:*"})
    desk.expect_refused("AddPermission", permission("new", accounts, {action}).dump(),
                        beginning(value_error("SQS:" + action, "ActionName", "")));
  for (auto const& account : Texts{"1", "me", "2222222222222"})
    desk.expect_refused("AddPermission",
                        permission("new", Json::array({account}), {"SendMessage"}).dump(),
                        beginning(parameter_error("Value [" + account)));
  desk.expect_refused("AddPermission",
                      permission("new", accounts, Json(8, Json("SendMessage"))).dump(),
                      over_limit_error("8 Actions were found, maximum allowed is 7."));
  desk.expect_accepted("AddPermission",
                       permission("new", accounts, Json(7, Json("SendMessage"))).dump());
  for (int label = 2; label < 20; ++label)
    desk.expect_accepted("AddPermission",
                         permission(std::to_string(label), accounts, {"SendMessage"}).dump());
  desk.expect_refused("AddPermission", permission("last", accounts, {"SendMessage"}).dump(),
                      beginning(over_limit_error("")));
}

TEST_CASE("A listing goes on with a token that it gave", "[sqs][wire][refusals]") {
  BadInputDesk desk{some_protocol()};
  for (auto const& token : Texts{"", "x", "nonsense", base64("eu-west-1/000000000000/stock")})
    desk.expect_refused("ListQueues", Json({{"NextToken", token}, {"MaxResults", 1}}).dump(),
                        beginning(parameter_error("")));
  desk.expect_refused("ListDeadLetterSourceQueues",
                      R"({"QueueUrl":"dead","NextToken":"*","MaxResults":1})",
                      beginning(parameter_error("")));
}

TEST_CASE("A move task has a dead-letter queue as source, and somewhere to go",
          "[sqs][wire][refusals]") {
  BadInputDesk desk{some_protocol()};
  auto const refuse = [&](std::string const& source, Json const& destination, Error const& error) {
    Json input{{"SourceArn", source}};
    if (!destination.is_null())
      input["DestinationArn"] = destination;
    desk.expect_refused("StartMessageMoveTask", input.dump(), error);
  };
  auto const dead = SqsDesk::arn("dead");
  auto const no_source =
      not_found_error("The resource that you specified for the SourceArn parameter doesn't exist.");
  for (auto const& arn : Texts{SqsDesk::arn("nowhere"), "dead", ""})
    refuse(arn, nullptr, no_source);
  desk.expect_refused("ListMessageMoveTasks", Json({{"SourceArn", SqsDesk::arn("nowhere")}}).dump(),
                      no_source);
  refuse(dead, SqsDesk::arn("nowhere"),
         not_found_error(
             "The resource that you specified for the DestinationArn parameter doesn't exist."));
  refuse(SqsDesk::arn("stock"), nullptr,
         parameter_error("Source queue must be configured as a Dead Letter Queue."));
  desk.expect_accepted("SendMessage", R"({"QueueUrl":"dead","MessageBody":"waits"})");
  desk.expect_accepted("SendMessage", R"({"QueueUrl":"dead","MessageBody":"waits, too"})");
  Json const slow{{"SourceArn", dead},
                  {"DestinationArn", SqsDesk::arn("other")},
                  {"MaxNumberOfMessagesPerSecond", 1}};
  desk.expect_accepted("StartMessageMoveTask", slow.dump());
  refuse(dead, nullptr,
         parameter_error("There is already a task running. Only one active task is allowed for a "
                         "source queue arn at a given time."));
}

TEST_CASE("A task handle is one that a move task was given", "[sqs][wire][refusals]") {
  BadInputDesk desk{some_protocol()};
  auto const cancellation = [](std::string const& handle) {
    return Json({{"TaskHandle", handle}}).dump();
  };
  auto const handle = [](std::string const& source) {
    return base64(R"({"taskId":"0b1ee3b7-4f0a-4b3a-9e39-2b7d2c0c3c2b","sourceArn":")" +
                  SqsDesk::arn(source) + "\"}");
  };
  for (auto const& bad : Texts{"", "none", base64("{}"), base64("none"), "\x01"})
    desk.expect_refused("CancelMessageMoveTask", cancellation(bad),
                        parameter_error("Value for parameter TaskHandle is invalid."));
  desk.expect_refused("CancelMessageMoveTask", cancellation(handle("dead")),
                      not_found_error("Task does not exist."));
  desk.expect_refused(
      "CancelMessageMoveTask", cancellation(handle("nowhere")),
      not_found_error(
          "The resource that you specified for the SourceArn parameter doesn't exist."));
}

TEST_CASE("Where the box is strict, a queue is purged and made anew a minute later",
          "[sqs][wire][refusals]") {
  Strictness strict;
  strict.cooldowns = true;
  BadInputDesk desk{some_protocol(), strict};
  desk.expect_accepted("PurgeQueue", R"({"QueueUrl":"stock"})");
  desk.expect_refused(
      "PurgeQueue", R"({"QueueUrl":"stock"})",
      service_error("PurgeQueueInProgress",
                    "Only one PurgeQueue operation on stock is allowed every 60 seconds.", 403));
  desk.expect_accepted("DeleteQueue", R"({"QueueUrl":"other"})");
  desk.expect_refused("CreateQueue", R"({"QueueName":"other"})",
                      service_error("QueueDeletedRecently",
                                    "You must wait 60 seconds after deleting a queue before you "
                                    "can create another with the same name."));
}
