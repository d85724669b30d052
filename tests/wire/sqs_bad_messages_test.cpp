// What SQS refuses of messages: as they are sent, alone and in batches, as they are received, and
// by their receipt handles.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "wire/sqs_refusals.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

using Json = nlohmann::json;
using Texts = std::vector<std::string>;

constexpr std::size_t mebibyte = 1'048'576;

Protocol some_protocol() { return GENERATE(Protocol::json, Protocol::query); }

Json message(std::string const& queue, std::string const& body = "x") {
  return {{"QueueUrl", queue}, {"MessageBody", body}};
}

Json fifo_message(std::string const& group, std::string const& id) {
  auto input = message("stock.fifo");
  input["MessageGroupId"] = group;
  input["MessageDeduplicationId"] = id;
  return input;
}

Json entry(std::string const& id, std::string const& body = "x") {
  return {{"Id", id}, {"MessageBody", body}};
}

Json batch(std::string const& queue, Json entries) {
  return {{"QueueUrl", queue}, {"Entries", std::move(entries)}};
}

Json with_attribute(std::string const& name, Json value) {
  auto input = message("stock");
  input["MessageAttributes"] = Json::object({{name, std::move(value)}});
  return input;
}

Json text_value(std::string const& text, std::string const& type = "String") {
  return {{"DataType", type}, {"StringValue", text}};
}

Error too_long(std::size_t limit) {
  return parameter_error(
      "One or more parameters are invalid. Reason: Message must be shorter than " +
      std::to_string(limit) + " bytes.");
}

Error bad_fifo_id(std::string const& value, std::string const& parameter) {
  return value_error(value, parameter,
                     parameter +
                         " can only include alphanumeric and punctuation characters. 1 to "
                         "128 in length.");
}

Error contents_error() {
  return {"InvalidMessageContents", "", 400, "com.amazonaws.sqs#InvalidMessageContents"};
}

Error wrong_type_error() {
  return parameter_error("The request include parameter that is not valid for this queue type");
}

Error entry_id_error() {
  return service_error("InvalidBatchEntryId",
                       "A batch entry id can only contain alphanumeric characters, hyphens and "
                       "underscores. It can be at most 80 letters long.");
}

// An action on receipt handles, and an input of it.
struct OfHandles {
  std::string action;
  Json rest;

  std::string one(std::string const& queue, std::string const& handle) const {
    auto input = rest;
    input["QueueUrl"] = queue;
    input["ReceiptHandle"] = handle;
    return input.dump();
  }
  std::string batched(std::string const& queue, std::string const& handle) const {
    auto entry = rest;
    entry["Id"] = "a";
    entry["ReceiptHandle"] = handle;
    return batch(queue, Json::array({entry})).dump();
  }
};

OfHandles const removal{"DeleteMessage", Json::object()};
OfHandles const change{"ChangeMessageVisibility", {{"VisibilityTimeout", 5}}};

void expect_handle_refused(BadInputDesk& desk, OfHandles const& of, std::string const& queue,
                           std::string const& handle, Error const& error) {
  desk.expect_refused(of.action, of.one(queue, handle), error);
  desk.expect_failed(of.action + "Batch", of.batched(queue, handle), "a", error);
}

}  // namespace

TEST_CASE("A message is as long as its queue lets it be, and no byte longer",
          "[sqs][wire][refusals]") {
  BadInputDesk desk{some_protocol()};
  std::string const longest(mebibyte, 'x');
  desk.expect_refused("SendMessage", message("stock", longest + 'x').dump(), too_long(mebibyte));
  desk.expect_accepted("SendMessage", message("stock", longest).dump());
  desk.expect_refused("SendMessage", message("small", std::string(1025, 'x')).dump(),
                      too_long(1024));
  desk.expect_accepted("SendMessage", message("small", std::string(1024, 'x')).dump());
}

TEST_CASE("Characters count in bytes, and attributes with name, type and value",
          "[sqs][wire][refusals]") {
  BadInputDesk desk{some_protocol()};
  std::string euros;
  for (int i = 0; i < 341; ++i)
    euros += "\u20ac";
  desk.expect_refused("SendMessage", message("small", euros + "xx").dump(), too_long(1024));
  desk.expect_accepted("SendMessage", message("small", euros + "x").dump());
  auto input = message("small", std::string(1024 - 4 - 6 - 5, 'x'));
  input["MessageAttributes"] = {{"name", text_value("value")}};
  desk.expect_accepted("SendMessage", input.dump());
  input["MessageAttributes"] = {{"name", text_value("value!")}};
  desk.expect_refused("SendMessage", input.dump(), too_long(1024));
}

TEST_CASE("A batch has one limit for all its bytes, whatever its queue's",
          "[sqs][wire][refusals]") {
  BadInputDesk desk{some_protocol()};
  std::string const half(mebibyte / 2, 'x');
  desk.expect_refused(
      "SendMessageBatch",
      batch("stock", Json::array({entry("a", half), entry("b", half + 'x')})).dump(),
      service_error("BatchRequestTooLong",
                    "Batch requests cannot be longer than 1048576 bytes. You have sent 1048577 "
                    "bytes."));
  desk.expect_accepted("SendMessageBatch",
                       batch("stock", Json::array({entry("a", half), entry("b", half)})).dump());
  desk.expect_failed(
      "SendMessageBatch", batch("small", Json::array({entry("a", std::string(1025, 'x'))})).dump(),
      "a",
      parameter_error("One or more parameters cannot be validated. Reason: Message must be shorter "
                      "than 1024 bytes."));
}

TEST_CASE("A body is not empty, and has only characters that XML has", "[sqs][wire][refusals]") {
  BadInputDesk desk{some_protocol()};
  desk.expect_refused("SendMessage", message("stock", "").dump(), missing_error("MessageBody"));
  for (auto const& bad :
       Texts{std::string{"a\0b", 3}, "\x01", "\b", "\x0b", "\f", "\x1f", "\ufffe", "\uffff"}) {
    desk.expect_refused("SendMessage", message("stock", bad).dump(), beginning(contents_error()));
    desk.expect_failed("SendMessageBatch", batch("stock", Json::array({entry("a", bad)})).dump(),
                       "a", beginning(contents_error()));
  }
  for (auto const& good : Texts{"\t\n\r", " ", "\x7f", "\ud7ff", "\ue000", "\ufffd", "\U00010000",
                                "\U0010ffff", "<&>\"'"})
    desk.expect_accepted("SendMessage", message("stock", good).dump());
}

TEST_CASE("A JSON text whose surrogates are no pairs is not read", "[sqs][wire][refusals]") {
  BadInputDesk desk{Protocol::json};
  Error const unread{"SerializationException", "", 400,
                     "com.amazon.coral.service#SerializationException"};
  for (auto const& bad : Texts{"\\ud800", "\\udc00", "\\ud800x", "\xff", "\xed\xa0\x80"})
    desk.expect_refused("SendMessage", R"({"QueueUrl":"stock","MessageBody":")" + bad + "\"}",
                        beginning(unread));
}

TEST_CASE("A message has at most ten attributes", "[sqs][wire][refusals]") {
  BadInputDesk desk{some_protocol()};
  auto input = message("stock");
  for (char name = 'a'; name < 'a' + 10; ++name)
    input["MessageAttributes"][std::string{name}] = text_value("v");
  desk.expect_accepted("SendMessage", input.dump());
  input["MessageAttributes"]["k"] = text_value("v");
  desk.expect_refused(
      "SendMessage", input.dump(),
      parameter_error("Number of message attributes [11] exceeds the allowed maximum [10]."));
}

TEST_CASE("A message attribute has a name, a type and a value", "[sqs][wire][refusals]") {
  BadInputDesk desk{some_protocol()};
  auto const refused = beginning(parameter_error(""));
  for (auto const& name : Texts{std::string{}, std::string(257, 'n'), ".a", "a.", "a..b", "AWS.a",
                                "aws.a", "Amazon.a", "AMAZON.a", "a b", "a/b", "\u00e4"})
    desk.expect_refused("SendMessage", with_attribute(name, text_value("v")).dump(), refused);
  for (auto const& name : Texts{std::string(256, 'n'), "a.b-c_1", "awsa", "AWS"})
    desk.expect_accepted("SendMessage", with_attribute(name, text_value("v")).dump());
  for (auto const& type : Texts{std::string{}, "string", "Text", "StringList", "Integer",
                                "String." + std::string(250, 't')})
    desk.expect_refused("SendMessage", with_attribute("a", text_value("v", type)).dump(), refused);
  for (auto const& type : Texts{"String.x", "String." + std::string(249, 't')})
    desk.expect_accepted("SendMessage", with_attribute("a", text_value("v", type)).dump());
  desk.expect_refused("SendMessage", with_attribute("a", text_value("")).dump(),
                      parameter_error("Message (user) attribute 'a' must contain a non-empty value "
                                      "of type 'String'."));
  for (auto const& value : Texts{"\x01", "\uffff"})
    desk.expect_refused("SendMessage", with_attribute("a", text_value(value)).dump(), refused);
  desk.expect_refused("SendMessage", with_attribute("a", text_value("v", "Binary")).dump(),
                      refused);
  desk.expect_refused("SendMessage", with_attribute("a", {{"DataType", "String"}}).dump(), refused);
}

TEST_CASE("A Number is one, of at most 38 digits", "[sqs][wire][refusals]") {
  BadInputDesk desk{some_protocol()};
  for (auto const& number :
       Texts{"x", "1x", "0x1", ".", "-", "1e", " 1", "NaN", std::string(39, '1'), "1e129"})
    desk.expect_refused("SendMessage", with_attribute("a", text_value(number, "Number.int")).dump(),
                        beginning(parameter_error("")));
  for (auto const& number : Texts{"1", "-1.5e3", "+0.10", std::string(38, '1'), "007"})
    desk.expect_accepted("SendMessage", with_attribute("a", text_value(number, "Number")).dump());
}

TEST_CASE("The one system attribute to be sent is AWSTraceHeader, a String",
          "[sqs][wire][refusals]") {
  BadInputDesk desk{some_protocol()};
  auto input = message("stock");
  input["MessageSystemAttributes"] = {{"SenderId", text_value("me")}};
  desk.expect_refused("SendMessage", input.dump(), beginning(parameter_error("")));
  input["MessageSystemAttributes"] = {{"AWSTraceHeader", text_value("1", "Number")}};
  desk.expect_refused("SendMessage", input.dump(), beginning(parameter_error("")));
  input["MessageSystemAttributes"] = {{"AWSTraceHeader", text_value("Root=1")}};
  desk.expect_accepted("SendMessage", input.dump());
}

TEST_CASE("A delay belongs to messages of a standard queue, an entry's too",
          "[sqs][wire][refusals]") {
  BadInputDesk desk{some_protocol()};
  auto const out_of_range = [](std::int64_t delay) {
    return value_error(std::to_string(delay), "DelaySeconds",
                       "DelaySeconds must be >= 0 and <= 900.");
  };
  for (std::int64_t const delay : {-1, 901}) {
    auto late = entry("a");
    late["DelaySeconds"] = delay;
    desk.expect_failed("SendMessageBatch", batch("stock", Json::array({late})).dump(), "a",
                       out_of_range(delay));
  }
  auto input = fifo_message("g", "d");
  input["DelaySeconds"] = 2;
  desk.expect_refused(
      "SendMessage", input.dump(),
      value_error("2", "DelaySeconds",
                  "The request include parameter that is not valid for this queue type."));
  input["DelaySeconds"] = 0;
  desk.expect_accepted("SendMessage", input.dump());
}

TEST_CASE("Group and deduplication ids have 1 to 128 visible characters", "[sqs][wire][refusals]") {
  BadInputDesk desk{some_protocol()};
  std::string const longest(128, 'i');
  for (auto const& bad : Texts{std::string{}, longest + 'i', "a b", " ", "\t", "\x01", "\u00e4"}) {
    desk.expect_refused("SendMessage", fifo_message(bad, "d").dump(),
                        bad_fifo_id(bad, "MessageGroupId"));
    desk.expect_refused("SendMessage", fifo_message("g", bad).dump(),
                        bad_fifo_id(bad, "MessageDeduplicationId"));
    auto grouped = message("stock");
    grouped["MessageGroupId"] = bad;
    desk.expect_refused("SendMessage", grouped.dump(), bad_fifo_id(bad, "MessageGroupId"));
  }
  std::string const punctuation = R"(!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~)";
  desk.expect_accepted("SendMessage", fifo_message(longest, longest).dump());
  desk.expect_accepted("SendMessage", fifo_message(punctuation, punctuation).dump());
  auto grouped = message("stock");
  grouped["MessageGroupId"] = longest;
  desk.expect_accepted("SendMessage", grouped.dump());
}

TEST_CASE("A FIFO queue wants a group and a way to deduplicate; a standard queue has no such way",
          "[sqs][wire][refusals]") {
  BadInputDesk desk{some_protocol()};
  auto no_group = fifo_message("g", "d");
  no_group.erase("MessageGroupId");
  desk.expect_refused("SendMessage", no_group.dump(), missing_error("MessageGroupId"));
  auto const ids = parameter_error(
      "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId "
      "provided explicitly");
  auto no_id = fifo_message("g", "d");
  no_id.erase("MessageDeduplicationId");
  desk.expect_refused("SendMessage", no_id.dump(), ids);
  auto in_batch = entry("a");
  in_batch["MessageDeduplicationId"] = "d";
  desk.expect_refused("SendMessageBatch", batch("stock.fifo", Json::array({in_batch})).dump(),
                      parameter_error("The request must contain the parameter MessageGroupId."));
  desk.expect_failed("SendMessageBatch", batch("stock", Json::array({in_batch})).dump(), "a",
                     wrong_type_error());
  in_batch.erase("MessageDeduplicationId");
  in_batch["MessageGroupId"] = "g";
  desk.expect_refused("SendMessageBatch", batch("stock.fifo", Json::array({in_batch})).dump(), ids);
  auto standard = message("stock");
  standard["MessageDeduplicationId"] = "d";
  desk.expect_refused(
      "SendMessage", standard.dump(),
      value_error("d", "MessageDeduplicationId",
                  "The request includes a parameter that is not valid for this queue type."));
}

TEST_CASE("A batch has one to ten entries", "[sqs][wire][refusals]") {
  BadInputDesk desk{some_protocol()};
  for (auto const& action :
       Texts{"SendMessageBatch", "DeleteMessageBatch", "ChangeMessageVisibilityBatch"}) {
    auto entries = Json::array();
    while (entries.size() < 11)
      entries.push_back({{"Id", std::to_string(entries.size())},
                         {"MessageBody", "x"},
                         {"ReceiptHandle", "$deleted"},
                         {"VisibilityTimeout", 5}});
    desk.expect_refused(action, batch("stock", entries).dump(), too_many_error(11));
    entries.erase(10);
    desk.expect_accepted(action, batch("stock", entries).dump());
    desk.expect_accepted(action, batch("stock", Json::array({entries[0]})).dump());
  }
}

TEST_CASE("The ids of a batch are plain names of at most 80 letters, and differ",
          "[sqs][wire][refusals]") {
  BadInputDesk desk{some_protocol()};
  for (auto const& action :
       Texts{"SendMessageBatch", "DeleteMessageBatch", "ChangeMessageVisibilityBatch"}) {
    auto const two = [&](std::string const& first, std::string const& second) {
      auto entries = Json::array();
      for (auto const& id : {first, second})
        entries.push_back({{"Id", id},
                           {"MessageBody", "x"},
                           {"ReceiptHandle", "$deleted"},
                           {"VisibilityTimeout", 5}});
      return batch("stock", entries).dump();
    };
    for (auto const& bad : Texts{std::string{}, std::string(81, 'i'), "a b", "a.b", "\u00e4", "\n"})
      desk.expect_refused(action, two("good", bad), entry_id_error());
    desk.expect_refused(action, two("same", "same"),
                        service_error("BatchEntryIdsNotDistinct", "Id same repeated."));
    desk.expect_accepted(action, two(std::string(80, 'i'), "A-z_09"));
  }
}

TEST_CASE("A handle that no receive of the queue gave is none", "[sqs][wire][refusals]") {
  BadInputDesk desk{some_protocol()};
  for (auto const& of : {removal, change})
    for (auto const& handle : Texts{"", "garbage", "AQEB", "AQEBAAAAAAAA", "$takenx", "\u00e4",
                                    "\x01", std::string(1024, 'A'), std::string(1025, 'A')})
      expect_handle_refused(desk, of, "stock", handle, no_handle_error(handle));
}

TEST_CASE("A handle that another queue gave is refused as such", "[sqs][wire][refusals]") {
  BadInputDesk desk{some_protocol()};
  for (auto const& of : {removal, change})
    for (auto const& handle : Texts{"$foreign", "$fifo"})
      expect_handle_refused(desk, of, "stock", handle, other_queues_handle_error(handle));
}

TEST_CASE("A message that is deleted can be deleted again, but not hidden",
          "[sqs][wire][refusals]") {
  BadInputDesk desk{some_protocol()};
  desk.expect_accepted("DeleteMessage", removal.one("stock", "$deleted"));
  desk.expect_accepted("DeleteMessageBatch", removal.batched("stock", "$deleted"));
  expect_handle_refused(desk, change, "stock", "$deleted", unavailable_handle_error("$deleted"));
}

TEST_CASE("A FIFO queue refuses a handle whose visibility timeout is over",
          "[sqs][wire][refusals]") {
  BadInputDesk desk{some_protocol()};
  desk.expect_refused("DeleteMessage", removal.one("stock.fifo", "$expired"),
                      expired_handle_error("$expired"));
  desk.expect_failed("DeleteMessageBatch", removal.batched("stock.fifo", "$expired"), "a",
                     expired_handle_in_batch_error());
  desk.expect_accepted("DeleteMessage", removal.one("stock.fifo", "$fifo"));
}

TEST_CASE("A message is hidden for 12 hours at most, an entry's too", "[sqs][wire][refusals]") {
  BadInputDesk desk{some_protocol()};
  auto late = change;
  late.rest["VisibilityTimeout"] = 43'200;
  expect_handle_refused(
      desk, late, "stock", "$taken",
      value_error("43200", "VisibilityTimeout",
                  "Total VisibilityTimeout for the message is beyond the limit [43200 seconds]"));
  for (std::int64_t const seconds : {-1, 43'201}) {
    late.rest["VisibilityTimeout"] = seconds;
    desk.expect_failed("ChangeMessageVisibilityBatch", late.batched("stock", "$taken"), "a",
                       beginning(value_error(std::to_string(seconds), "VisibilityTimeout", "")));
  }
}

TEST_CASE("A receive's attempt id is a FIFO queue's alone, of 1 to 128 characters",
          "[sqs][wire][refusals]") {
  BadInputDesk desk{some_protocol()};
  Json input{{"QueueUrl", "stock"}, {"ReceiveRequestAttemptId", "again"}};
  desk.expect_refused(
      "ReceiveMessage", input.dump(),
      value_error("again", "ReceiveRequestAttemptId",
                  "The request include parameter that is not valid for this queue type."));
  input["QueueUrl"] = "stock.fifo";
  for (auto const& bad : Texts{std::string{}, std::string(129, 'i'), "a b"}) {
    input["ReceiveRequestAttemptId"] = bad;
    desk.expect_refused("ReceiveMessage", input.dump(),
                        bad_fifo_id(bad, "ReceiveRequestAttemptId"));
  }
  input["ReceiveRequestAttemptId"] = std::string(128, 'i');
  desk.expect_accepted("ReceiveMessage", input.dump());
}

TEST_CASE("A receive asks for attributes that there are", "[sqs][wire][refusals]") {
  BadInputDesk desk{some_protocol()};
  for (auto const& list : Texts{"AttributeNames", "MessageSystemAttributeNames"}) {
    Json input{{"QueueUrl", "stock"}, {list, Json::array({"SenderId", "Colour"})}};
    desk.expect_refused("ReceiveMessage", input.dump(),
                        attribute_name_error("Unknown Attribute Colour."));
  }
}
