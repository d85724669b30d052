// Event source mappings as their owner sets them: defaults, what is refused, and their states.
#include "engines/lambda_desk.hpp"

#include "shape/json.hpp"

using namespace proofbox;
using namespace proofbox::aws_lambda;

namespace {

std::string const queue = "arn:aws:sqs:us-east-1:000000000000:jobs";

// Queues of a visibility of 30 s, as far as they are there, and pollers that obey.
struct Desk : test::LambdaDesk {
  std::string visibility = "30";
  bool queue_is_there = true;
  std::vector<std::optional<Polling>> told;  // to the pollers

  template <class Op>
  Result<typename Op::Output> operator()(Op const& op) {
    auto result = LambdaDesk::operator()(op);
    while (turns.wait) {
      carry();
      result = ask_again(op);
    }
    return result;
  }

  // Queues and pollers answer.
  void carry() {
    auto const parcels = std::exchange(sent, {});
    for (auto const& parcel : parcels) {
      Outcome outcome{{}, 200};
      if (std::holds_alternative<AskQueue>(parcel.to)) {
        outcome.body = R"({"VisibilityTimeout":")" + visibility + "\"}";
        if (!queue_is_there)
          outcome.error = Error{"AWS.SimpleQueueService.NonExistentQueue", "gone", 400};
      } else {
        auto const& settings = std::get<ToPollers>(parcel.to).settings;
        told.emplace_back();
        if (settings) {
          told.back().emplace();
          REQUIRE_FALSE(from_json(*settings, *told.back()));
        }
      }
      Turn turn{turns.now, turns.random, turns.caller, turns.now};
      engine.carried(turn, parcel, outcome);
    }
  }
};

CreateEventSourceMapping create() {
  CreateEventSourceMapping op;
  op.event_source_arn = queue;
  op.function_name = "worker";
  return op;
}

// A text that says why, for each way of being wrong.
struct Refusal {
  char const* what;
  void (*spoil)(Desk& desk, CreateEventSourceMapping& op);
  char const* code;
  std::string message;
};

std::vector<Refusal> const refusals{
    {"a batch that one receive cannot bring, without a window",
     [](Desk&, auto& op) { op.batch_size = 11; }, "InvalidParameterValueException",
     "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than "
     "10"},
    {"a visibility shorter than the time-out", [](Desk& desk, auto&) { desk.visibility = "5"; },
     "InvalidParameterValueException",
     "Queue visibility timeout: 5 seconds is less than Function timeout: 6 seconds"},
    {"a queue that is not there", [](Desk& desk, auto&) { desk.queue_is_there = false; },
     "InvalidParameterValueException",
     "Error occurred while ReceiveMessage. SQS Error Code: "
     "AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not "
     "exist."},
    {"a function that is not there", [](Desk&, auto& op) { op.function_name = "nobody"; },
     "InvalidParameterValueException", "Function does not exist"},
    {"a source of no service",
     [](Desk&, auto& op) { op.event_source_arn = "arn:aws:foo:us-east-1:000000000000:jobs"; },
     "InvalidParameterValueException", "Unrecognized event source."},
    {"no source", [](Desk&, auto& op) { op.event_source_arn.reset(); },
     "InvalidParameterValueException", "Unrecognized event source."},
    {"a destination",
     [](Desk&, auto& op) {
       op.destination_config = DestinationConfig{{}, Destination{queue}};
     },
     "InvalidParameterValueException",
     "Unsupported DestinationConfig parameter for given event source mapping type."},
    {"a batch too large for a FIFO queue",
     [](Desk&, auto& op) {
       op.event_source_arn = queue + ".fifo";
       op.batch_size = 11;
       op.maximum_batching_window_in_seconds = 1;
     },
     "InvalidParameterValueException", "Batch size for FIFO queues cannot be greater than 10."},
    {"a window at a FIFO queue",
     [](Desk&, auto& op) {
       op.event_source_arn = queue + ".fifo";
       op.maximum_batching_window_in_seconds = 1;
     },
     "InvalidParameterValueException", "Batching window is not supported for FIFO queues."},
    {"a pattern that is none",
     [](Desk&, auto& op) { op.filter_criteria = FilterCriteria{{{R"({"body":"x"})"}}}; },
     "InvalidParameterValueException",
     "Invalid filter pattern definition. \"body\" must be an object or an array"},
};

}  // namespace

TEST_CASE("A mapping has AWS's defaults, and is enabled as soon as its pollers have heard of it",
          "[lambda][mappings]") {
  Desk desk;
  auto const made = desk(create());
  REQUIRE(made.ok());
  CHECK(made->batch_size == 10);
  CHECK(made->maximum_batching_window_in_seconds == 0);
  CHECK(made->state == "Creating");
  CHECK(made->state_transition_reason == "USER_INITIATED");
  CHECK(made->function_arn == "arn:aws:lambda:us-east-1:000000000000:function:worker");
  CHECK(made->event_source_mapping_arn ==
        "arn:aws:lambda:us-east-1:000000000000:event-source-mapping:" + made->uuid);
  CHECK_THAT(to_json(*made), Catch::Contains(R"("FunctionResponseTypes":[])"));
  CHECK_THAT(to_json(*made), !Catch::Contains("FilterCriteria") && !Catch::Contains("Scaling"));
  desk.carry();
  CHECK(desk(GetEventSourceMapping{made->uuid})->state == "Enabled");
  REQUIRE(desk.told.size() == 1);
  CHECK(desk.told[0]->growth_per_minute == 300);
  CHECK(desk.told[0]->concurrency_max == 1000);
}

TEST_CASE("A mapping that AWS would refuse is refused in its words", "[lambda][mappings]") {
  for (auto const& refusal : refusals) {
    INFO(refusal.what);
    Desk desk;
    auto op = create();
    refusal.spoil(desk, op);
    auto const refused = desk(op);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code == refusal.code);
    CHECK(refused.error().message == refusal.message);
    CHECK(desk(ListEventSourceMappings{})->event_source_mappings.empty());
    CHECK(desk.told.empty());
  }
}

TEST_CASE("A role must be allowed to do three things with the queue", "[lambda][mappings]") {
  for (auto const* missing : {"ReceiveMessage", "DeleteMessage", "GetQueueAttributes"}) {
    Desk desk;
    RegisterFunction function;
    function.configuration.function_name = "worker";
    function.role_actions = {"logs:PutLogEvents"};
    for (auto const* action : {"ReceiveMessage", "DeleteMessage", "GetQueueAttributes"})
      if (std::string_view{action} != missing)
        function.role_actions.push_back(std::string{"sqs:"} + action);
    REQUIRE(desk(function).ok());
    CHECK(desk(create()).error().message ==
          std::string{"The provided execution role does not have permissions to call "} + missing +
              " on SQS");
    function.role_actions.push_back(std::string{"sqs:"} + missing);
    REQUIRE(desk(function).ok());
    CHECK(desk(create()).ok());
  }
}

TEST_CASE("A queue is mapped to a function once", "[lambda][mappings]") {
  Desk desk;
  auto const first = desk(create());
  auto const second = desk(create());
  CHECK(second.error().code == "ResourceConflictException");
  CHECK(second.error().status == 409);
  CHECK(second.error().message ==
        "An event source mapping with SQS arn (\" " + queue +
            " \") and function (\" worker \") already exists. Please update or delete the existing "
            "mapping with UUID " +
            first->uuid);
  desk.add("other");
  auto other = create();
  other.function_name = "other";
  CHECK(desk(other).ok());
}

TEST_CASE("A mapping is disabled, enabled and deleted", "[lambda][mappings]") {
  Desk desk;
  auto const uuid = desk(create())->uuid;
  desk.carry();
  UpdateEventSourceMapping off{uuid};
  off.enabled = false;
  CHECK(desk(off)->state == "Disabling");
  CHECK(desk(off).error().code == "ResourceInUseException");
  desk.carry();
  CHECK(desk(GetEventSourceMapping{uuid})->state == "Disabled");
  CHECK_FALSE(desk.told.back());
  UpdateEventSourceMapping on{uuid};
  on.enabled = true;
  on.batch_size = 3;
  CHECK(desk(on)->state == "Enabling");
  desk.carry();
  CHECK(desk(GetEventSourceMapping{uuid})->state == "Enabled");
  CHECK(desk.told.back()->batch_size == 3);
  CHECK(desk(DeleteEventSourceMapping{uuid})->state == "Deleting");
  desk.carry();
  CHECK_FALSE(desk.told.back());
  auto const gone = desk(GetEventSourceMapping{uuid}).error();
  CHECK(gone.status == 404);
  CHECK(gone.message == "The resource you requested does not exist.");
}

TEST_CASE("The visibility is looked at when a mapping is changed, and never by itself",
          "[lambda][mappings]") {
  Desk desk;
  auto const uuid = desk(create())->uuid;
  desk.carry();
  desk.visibility = "1";
  desk.pass(24h);
  CHECK(desk(GetEventSourceMapping{uuid})->state == "Enabled");
  UpdateEventSourceMapping update{uuid};
  update.batch_size = 5;
  CHECK_THAT(desk(update).error().message,
             Catch::StartsWith("Queue visibility timeout: 1 seconds"));
  CHECK(desk(GetEventSourceMapping{uuid})->batch_size == 10);
}

TEST_CASE("Mappings are listed by queue and by function, page by page", "[lambda][mappings]") {
  Desk desk;
  desk.add("other");
  std::vector<std::string> uuids;
  for (auto const* function : {"worker", "other"})
    for (auto const* name : {"", "-2", "-3"}) {
      auto op = create();
      op.function_name = function;
      op.event_source_arn = queue + name;
      uuids.push_back(desk(op)->uuid);
      desk.carry();
    }
  ListEventSourceMappings by_queue;
  by_queue.event_source_arn = queue + "-2";
  CHECK(desk(by_queue)->event_source_mappings.size() == 2);
  ListEventSourceMappings by_function;
  by_function.function_name = "worker";
  CHECK(desk(by_function)->event_source_mappings.size() == 3);
  by_function.function_name = "nobody";
  CHECK(desk(by_function).error().status == 404);
  ListEventSourceMappings page;
  page.max_items = 4;
  auto const first = desk(page);
  CHECK(first->event_source_mappings.size() == 4);
  page.marker = first->next_marker;
  auto const second = desk(page);
  CHECK(second->event_source_mappings.size() == 2);
  CHECK_FALSE(second->next_marker);
}

TEST_CASE("Functions and mappings have tags", "[lambda][tags]") {
  Desk desk;
  auto op = create();
  op.tags = {{"team", "bakery"}};
  auto const made = desk(op);
  desk.carry();
  auto const function = std::string{"arn:aws:lambda:us-east-1:000000000000:function:worker"};
  for (auto const& arn : {made->event_source_mapping_arn, function}) {
    INFO(arn);
    REQUIRE(desk(TagResource{arn, {{"kind", "도넛"}}}).ok());
    CHECK(desk(ListTags{arn})->tags.at("kind") == "도넛");
    REQUIRE(desk(UntagResource{arn, {"kind", "none"}}).ok());
    CHECK_FALSE(desk(ListTags{arn})->tags.contains("kind"));
    Map<std::string> many;
    for (int i = 0; i < 51; ++i)
      many["tag" + std::to_string(i)] = "";
    CHECK(desk(TagResource{arn, many}).error().code == "InvalidParameterValueException");
  }
  CHECK(desk(ListTags{made->event_source_mapping_arn})->tags.at("team") == "bakery");
  CHECK(desk(ListTags{function + "s"}).error().status == 404);
}
