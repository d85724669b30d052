// What every action of SQS refuses because of its shape alone: members that are missing, of a wrong
// type, outside their range, and queues that are not there.
#include <catch2/catch.hpp>
#include <functional>
#include <nlohmann/json.hpp>

#include "engines/sqs/api.hpp"
#include "wire/sqs_refusals.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

using Json = nlohmann::json;

struct Needs {
  char const* action;
  std::vector<std::string> members;
};

// As the service model says.
std::vector<Needs> const needs{
    {"AddPermission", {"QueueUrl", "Label", "AWSAccountIds", "Actions"}},
    {"CancelMessageMoveTask", {"TaskHandle"}},
    {"ChangeMessageVisibility", {"QueueUrl", "ReceiptHandle", "VisibilityTimeout"}},
    {"ChangeMessageVisibilityBatch", {"QueueUrl"}},
    {"CreateQueue", {"QueueName"}},
    {"DeleteMessage", {"QueueUrl", "ReceiptHandle"}},
    {"DeleteMessageBatch", {"QueueUrl"}},
    {"DeleteQueue", {"QueueUrl"}},
    {"GetQueueAttributes", {"QueueUrl"}},
    {"GetQueueUrl", {"QueueName"}},
    {"ListDeadLetterSourceQueues", {"QueueUrl"}},
    {"ListMessageMoveTasks", {"SourceArn"}},
    {"ListQueueTags", {"QueueUrl"}},
    {"ListQueues", {}},
    {"PurgeQueue", {"QueueUrl"}},
    {"ReceiveMessage", {"QueueUrl"}},
    {"RemovePermission", {"QueueUrl", "Label"}},
    {"SendMessage", {"QueueUrl", "MessageBody"}},
    {"SendMessageBatch", {"QueueUrl"}},
    {"SetQueueAttributes", {"QueueUrl", "Attributes"}},
    {"StartMessageMoveTask", {"SourceArn"}},
    {"TagQueue", {"QueueUrl", "Tags"}},
    {"UntagQueue", {"QueueUrl", "TagKeys"}},
};

Protocol some_protocol() { return GENERATE(Protocol::json, Protocol::query); }

Error serialization_error() {
  return {"SerializationException", "", 400, "com.amazon.coral.service#SerializationException"};
}

std::vector<Json> values_of_other_types(Type const& type, Traits const& traits) {
  auto const kind = type.kind == Kind::optional ? type.element->kind : type.kind;
  std::vector<Json> values;
  if (kind != Kind::list)
    values.push_back(Json::array({"x"}));
  if (kind != Kind::map && kind != Kind::structure)
    values.push_back(Json::object({{"x", "y"}}));
  if (kind != Kind::integer && kind != Kind::number && !traits.number_as_text)
    values.push_back(5);
  if (kind != Kind::boolean)
    values.push_back(true);
  if (kind != Kind::text)
    values.push_back("* no value *");
  return values;
}

// Calls `each` with the input in which one member, at any depth, has a value of another type.
using Input = std::function<void(Json const&)>;

void with_wrong_types(Shape const& shape, Json const& object, Input const& each);

void with_wrong_types(Type const& type, Traits const& traits, Json const& value,
                      Input const& each) {
  if (type.kind == Kind::optional)
    return with_wrong_types(*type.element, traits, value, each);
  for (auto const& wrong : values_of_other_types(type, traits))
    each(wrong);
  bool const filled = value.is_structured() && !value.empty();
  if (type.kind == Kind::list)
    with_wrong_types(*type.element, {}, filled ? value.front() : Json{},
                     [&](Json const& wrong) { each(Json::array({wrong})); });
  if (type.kind == Kind::map)
    with_wrong_types(*type.element, {}, filled ? value.begin().value() : Json{},
                     [&](Json const& wrong) {
                       each(Json::object({{filled ? value.begin().key() : "key", wrong}}));
                     });
  if (type.kind == Kind::structure)
    with_wrong_types(type.shape(), value.is_object() ? value : Json::object(), each);
}

void with_wrong_types(Shape const& shape, Json const& object, Input const& each) {
  for (auto const& member : shape.members()) {
    std::string const name{member.name};
    with_wrong_types(*member.type, member.traits, object.value(name, Json{}),
                     [&](Json const& wrong) {
                       auto changed = object;
                       changed[name] = wrong;
                       each(changed);
                     });
  }
}

std::string const& good_input(std::string_view action) {
  auto const found = good_inputs().find(std::string{action});
  REQUIRE(found != good_inputs().end());
  return found->second;
}

}  // namespace

TEST_CASE("SQS has 23 actions, and what is good for each is taken", "[sqs][wire][refusals]") {
  auto const protocol = some_protocol();
  CHECK(sqs::api().rows.size() == 23);
  CHECK(good_inputs().size() == 23);
  for (auto const& row : sqs::api().rows) {
    if (row.operation->name == "CancelMessageMoveTask")
      continue;
    BadInputDesk desk{protocol};
    desk.expect_accepted(std::string{row.operation->name}, good_input(row.operation->name));
  }
}

TEST_CASE("No action of SQS goes without a member that the service model requires",
          "[sqs][wire][refusals]") {
  auto const protocol = some_protocol();
  BadInputDesk desk{protocol};
  CHECK(needs.size() == sqs::api().rows.size());
  for (auto const& [action, members] : needs) {
    auto const good = Json::parse(good_input(action));
    for (auto const& member : members) {
      REQUIRE(good.contains(member));
      // AWS has an older name for it in this sentence.
      auto const missing = missing_error(member == "ReceiptHandle" ? "MessageHandle" : member);
      auto without = good;
      without.erase(member);
      desk.expect_refused(action, without.dump(), missing);
      if (protocol != Protocol::json)
        continue;
      without[member] = nullptr;
      desk.expect_refused(action, without.dump(), missing);
    }
  }
}

TEST_CASE("A batch without entries is an empty one", "[sqs][wire][refusals]") {
  BadInputDesk desk{some_protocol()};
  for (std::string const action :
       {"SendMessageBatch", "DeleteMessageBatch", "ChangeMessageVisibilityBatch"})
    for (std::string const input :
         {R"({"QueueUrl":"stock"})", R"({"QueueUrl":"stock","Entries":[]})"})
      desk.expect_refused(
          action, input,
          service_error("EmptyBatchRequest",
                        "There should be at least one " + action + "RequestEntry in the request."));
}

TEST_CASE("An entry of a batch has an id and what it is about", "[sqs][wire][refusals]") {
  auto const protocol = some_protocol();
  BadInputDesk desk{protocol};
  struct Lacking {
    char const* action;
    char const* entry;
    std::string member;
  };
  for (auto const& [action, entry, member] : std::initializer_list<Lacking>{
           {"SendMessageBatch", R"({"MessageBody":"x"})", "Id"},
           {"SendMessageBatch", R"({"Id":"a"})", "MessageBody"},
           {"DeleteMessageBatch", R"({"ReceiptHandle":"$taken"})", "Id"},
           {"DeleteMessageBatch", R"({"Id":"a"})", "ReceiptHandle"},
           {"ChangeMessageVisibilityBatch", R"({"ReceiptHandle":"$taken"})", "Id"},
           {"ChangeMessageVisibilityBatch", R"({"Id":"a"})", "ReceiptHandle"},
       })
    desk.expect_refused(
        action, std::string{R"({"QueueUrl":"stock","Entries":[)"} + entry + "]}",
        missing_error(
            (protocol == Protocol::json ? "Entries" : action + std::string{"RequestEntry"}) +
            ".1." + member));
}

TEST_CASE("A value of a type that the service model does not give is no JSON of SQS's",
          "[sqs][wire][refusals]") {
  BadInputDesk desk{Protocol::json};
  int tried = 0;
  for (auto const& row : sqs::api().rows) {
    std::string const action{row.operation->name};
    with_wrong_types(*row.operation->input, Json::parse(good_input(action)),
                     [&](Json const& input) {
                       ++tried;
                       desk.expect_refused(action, input.dump(), beginning(serialization_error()));
                     });
  }
  CHECK(tried > 300);
}

TEST_CASE("A body that is no JSON object is refused by every action", "[sqs][wire][refusals]") {
  BadInputDesk desk{Protocol::json};
  for (auto const& row : sqs::api().rows)
    for (std::string const body : {"[]", "\"x\"", "5", "{", "{\"QueueUrl\":}", "nothing"})
      desk.expect_refused(std::string{row.operation->name}, body, beginning(serialization_error()));
}

TEST_CASE("A form's number that is none, and bytes that are not base64, are refused",
          "[sqs][wire][refusals]") {
  BadInputDesk desk{Protocol::query};
  for (std::string const number : {"x", "1.5", "", "99999999999999999999", "0x1"})
    for (std::string const field :
         {"SendMessage&MessageBody=x&DelaySeconds=", "ReceiveMessage&MaxNumberOfMessages=",
          "ChangeMessageVisibility&ReceiptHandle=$taken&VisibilityTimeout="}) {
      Error malformed = serialization_error();
      desk.expect_form_refused("QueueUrl=stock&Action=" + field + number, beginning(malformed));
    }
  desk.expect_form_refused(
      "QueueUrl=stock&Action=SendMessage&MessageBody=x&MessageAttribute.1.Name=a&"
      "MessageAttribute.1.Value.DataType=Binary&MessageAttribute.1.Value.BinaryValue=*",
      beginning(serialization_error()));
}

TEST_CASE("A queue that does not exist is asked in vain for anything", "[sqs][wire][refusals]") {
  BadInputDesk desk{some_protocol()};
  for (auto const& row : sqs::api().rows) {
    std::string const action{row.operation->name};
    auto input = Json::parse(good_input(action));
    if (!input.contains("QueueUrl"))
      continue;
    for (std::string const url :
         {"nowhere", "http://box/000000000000/nowhere", "STOCK", "http://box/000000000000/stock2",
          "http://box/111111111111/stock"}) {
      input["QueueUrl"] = url;
      desk.expect_refused(action, input.dump(), no_queue_error());
    }
  }
  desk.expect_refused("GetQueueUrl", R"({"QueueName":"nowhere"})", no_queue_error());
  desk.expect_refused("GetQueueUrl",
                      R"({"QueueName":"stock","QueueOwnerAWSAccountId":"111111111111"})",
                      no_queue_error());
}

TEST_CASE("Numbers have their limits, in the words of AWS", "[sqs][wire][refusals]") {
  BadInputDesk desk{some_protocol()};
  struct Range {
    char const* action;
    char const* member;
    std::int64_t least, most;
    char const* reason;  // null where AWS's words are not known
  };
  for (auto const& range : std::initializer_list<Range>{
           {"SendMessage", "DelaySeconds", 0, 900, "DelaySeconds must be >= 0 and <= 900."},
           {"ReceiveMessage", "MaxNumberOfMessages", 1, 10,
            "Must be between 1 and 10, if provided."},
           {"ReceiveMessage", "WaitTimeSeconds", 0, 20, "Must be >= 0 and <= 20, if provided."},
           {"ReceiveMessage", "VisibilityTimeout", 0, 43'200, nullptr},
           {"ChangeMessageVisibility", "VisibilityTimeout", 0, 43'199, nullptr},
           {"ListQueues", "MaxResults", 1, 1000, nullptr},
           {"ListDeadLetterSourceQueues", "MaxResults", 1, 1000, nullptr},
           {"ListMessageMoveTasks", "MaxResults", 1, 10, nullptr},
           {"StartMessageMoveTask", "MaxNumberOfMessagesPerSecond", 1, 500, nullptr},
       }) {
    auto input = Json::parse(good_input(range.action));
    for (auto const value : {range.least - 1, range.most + 1, std::int64_t{-1}}) {
      input[range.member] = value;
      auto const words =
          value_error(std::to_string(value), range.member, range.reason ? range.reason : "");
      desk.expect_refused(range.action, input.dump(), {words, range.reason == nullptr});
    }
    for (auto const value : {range.least, range.most}) {
      if (std::string{range.action} == "StartMessageMoveTask" && value == range.most)
        continue;  // one task at a time
      input[range.member] = value;
      desk.expect_accepted(range.action, input.dump());
    }
  }
}
