// Invoking functions: what is answered, how many run at once, and what becomes of events that
// nobody waits for.
#include "engines/lambda_desk.hpp"

#include "shape/row.hpp"

using namespace proofbox;
using namespace proofbox::aws_lambda;
using Desk = test::LambdaDesk;

TEST_CASE("Whoever invokes a function waits for it and gets what it answered", "[lambda]") {
  Desk desk;
  auto const invoke = Desk::invoke(R"({"input":1})");
  REQUIRE(desk(invoke).ok());
  REQUIRE(desk.turns.wait);
  REQUIRE(desk.under_way.size() == 1);
  CHECK(desk.order().event == R"({"input":1})");
  CHECK(desk.order().timeout == 6s);
  CHECK(desk.order().variables.at("AWS_LAMBDA_FUNCTION_NAME") == "worker");
  auto const bell = desk.turns.wait->bell;

  desk.succeeds(R"({"result":2})");
  REQUIRE(desk.turns.rings.size() == 1);
  CHECK(desk.turns.rings[0] == bell);
  auto const answer = desk.ask_again(invoke);
  CHECK_FALSE(desk.turns.wait);
  CHECK(answer->status_code == 200);
  CHECK(answer->payload.bytes == R"({"result":2})");
  CHECK_FALSE(answer->function_error);
  CHECK(answer->executed_version == "$LATEST");
}

TEST_CASE("A function that failed answers with its error, and with its log where it is asked for",
          "[lambda]") {
  Desk desk;
  auto invoke = Desk::invoke();
  invoke.log_type = "Tail";
  REQUIRE(desk(invoke).ok());
  auto const id = desk.order().request_id;
  Outcome failed;
  failed.failure = Error{"TypeError", "no", 500};
  failed.lines = {{desk.turns.now, "a line"}};
  failed.took = 12'340us;
  desk.comes_back(failed);
  auto const answer = desk.ask_again(invoke);
  CHECK(answer->function_error == "Unhandled");
  CHECK(answer->payload.bytes == R"({"errorType":"TypeError","errorMessage":"no"})");
  auto const log = from_base64(*answer->log_result);
  CHECK_THAT(*log, Catch::StartsWith("START RequestId: " + id + " Version: $LATEST\na line\n"));
  CHECK_THAT(*log, Catch::Contains("ERROR\tInvoke Error \t{\"errorType\":\"TypeError\""));
  CHECK_THAT(*log, Catch::Contains("END RequestId: " + id + "\nREPORT RequestId: " + id +
                                   "\tDuration: 12.34 ms\tBilled Duration: 13 ms\tMemory Size: "));
}

TEST_CASE("A dry run runs nothing, and an event is accepted at once", "[lambda]") {
  Desk desk;
  CHECK(desk(Desk::invoke("{}", "DryRun"))->status_code == 204);
  CHECK(desk.under_way.empty());
  CHECK(desk(Desk::invoke("{}", "Event"))->status_code == 202);
  CHECK_FALSE(desk.turns.wait);
  CHECK(desk.under_way.size() == 1);
}

TEST_CASE("What cannot be invoked is refused, and nothing runs", "[lambda]") {
  Desk desk;
  CHECK(desk(Desk::invoke("{}", "RequestResponse", "nobody")).error() ==
        Error{"ResourceNotFoundException",
              "Function not found: arn:aws:lambda:us-east-1:000000000000:function:nobody", 404});
  CHECK(desk(Desk::invoke("{}", "RequestResponse", "worker:3")).error().message ==
        "Function not found: arn:aws:lambda:us-east-1:000000000000:function:worker:3");
  for (auto const* payload : {"{\"a\":", R"(1,"a":2)", R"("x","":3)", "nul", "{} {}"}) {
    INFO(payload);
    CHECK(desk(Desk::invoke(payload)).error().code == "InvalidRequestContentException");
  }
  CHECK(desk(Desk::invoke("{}", "Later")).error().code == "ValidationException");
  auto const six_megabytes = '"' + std::string(6 << 20, 'a') + '"';
  CHECK(desk(Desk::invoke(six_megabytes)).error().status == 413);
  auto const one_megabyte = '"' + std::string(1 << 20, 'a') + '"';
  CHECK(desk(Desk::invoke(one_megabyte, "Event")).error().code == "RequestTooLargeException");
  CHECK(desk.under_way.empty());
  CHECK(desk(Desk::invoke(one_megabyte)).ok());
}

TEST_CASE("A function has many names and one version", "[lambda]") {
  Desk desk;
  for (auto const* name : {"worker", "worker:$LATEST", "000000000000:function:worker",
                           "arn:aws:lambda:us-east-1:000000000000:function:worker",
                           "arn:aws:lambda:us-east-1:000000000000:function:worker:$LATEST"}) {
    INFO(name);
    CHECK(desk(GetFunction{name})->configuration.function_name == "worker");
  }
}

TEST_CASE("An account's functions share one pool", "[lambda][concurrency]") {
  Desk desk;
  desk.add("other");
  desk.limit(2);
  REQUIRE(desk(Desk::invoke()).ok());
  REQUIRE(desk(Desk::invoke("{}", "RequestResponse", "other")).ok());
  auto const throttled = desk(Desk::invoke()).error();
  CHECK(throttled.code == "TooManyRequestsException");
  CHECK(throttled.status == 429);
  CHECK(throttled.message == "Rate Exceeded.");
  CHECK(throttled.reason == "ConcurrentInvocationLimitExceeded");
  REQUIRE(desk.turns.notes.size() == 1);
  CHECK(desk.turns.notes[0].kind == "throttle");
  desk.succeeds();
  CHECK(desk(Desk::invoke()).ok());
}

TEST_CASE("A reservation is a function's own, and its limit", "[lambda][concurrency]") {
  Desk desk;
  desk.add("reserved", 1);
  desk.limit(2);
  REQUIRE(desk(Desk::invoke()).ok());
  CHECK(desk(Desk::invoke()).error().reason == "ConcurrentInvocationLimitExceeded");
  REQUIRE(desk(Desk::invoke("{}", "RequestResponse", "reserved")).ok());
  CHECK(desk(Desk::invoke("{}", "RequestResponse", "reserved")).error().reason ==
        "ReservedFunctionConcurrentInvocationLimitExceeded");

  CHECK(desk(GetFunctionConcurrency{"reserved"})->reserved_concurrent_executions == 1);
  REQUIRE(desk(PutFunctionConcurrency{"worker", 0}).ok());
  CHECK(desk(Desk::invoke()).error().status == 429);
  REQUIRE(desk(DeleteFunctionConcurrency{"worker"}).ok());
  CHECK_FALSE(desk(GetFunctionConcurrency{"worker"})->reserved_concurrent_executions);
}

TEST_CASE("A hundred of an account's thousand stay unreserved", "[lambda][concurrency]") {
  Desk desk;
  CHECK(desk(PutFunctionConcurrency{"worker", 901}).error().code ==
        "InvalidParameterValueException");
  REQUIRE(desk(PutFunctionConcurrency{"worker", 900}).ok());
  auto const settings = desk(GetAccountSettings{});
  CHECK(settings->account_limit.concurrent_executions == 1000);
  CHECK(settings->account_limit.unreserved_concurrent_executions == 100);
  CHECK(settings->account_usage.function_count == 1);
}

TEST_CASE("An environment serves one invocation after the other, and is cold at first",
          "[lambda]") {
  Desk desk;
  REQUIRE(desk(Desk::invoke()).ok());
  auto const first = desk.order();
  CHECK(first.is_cold);
  REQUIRE(desk(Desk::invoke()).ok());
  CHECK(desk.order().is_cold);
  CHECK(desk.order().environment != first.environment);
  desk.succeeds();
  REQUIRE(desk(Desk::invoke()).ok());
  CHECK_FALSE(desk.order().is_cold);
  CHECK(desk.order().environment == first.environment);
  desk.succeeds();
  desk.succeeds();
  desk.pass(10min + 1s);
  REQUIRE(desk(Desk::invoke()).ok());
  CHECK(desk.order().is_cold);
}

TEST_CASE("An environment does not outlive a time-out", "[lambda]") {
  Desk desk;
  REQUIRE(desk(Desk::invoke()).ok());
  desk.ends_with(Error{"Sandbox.Timedout", "Task timed out after 6.00 seconds", 500});
  REQUIRE(desk(Desk::invoke()).ok());
  CHECK(desk.order().is_cold);
}

// ---- events ----

TEST_CASE("An event that fails is tried again after one minute and after two more",
          "[lambda][events]") {
  Desk desk;
  REQUIRE(desk(Desk::invoke(R"({"n":1})", "Event")).ok());
  auto const id = desk.order().request_id;
  desk.fails();
  desk.pass(1min - 1ns);
  CHECK(desk.under_way.empty());
  desk.pass(1ns);
  REQUIRE(desk.under_way.size() == 1);
  CHECK(desk.order().request_id == id);
  CHECK(desk.order().event == R"({"n":1})");
  desk.fails();
  desk.pass(2min - 1ns);
  CHECK(desk.under_way.empty());
  desk.pass(1ns);
  REQUIRE(desk.under_way.size() == 1);
  desk.fails();
  desk.pass(24h);
  CHECK(desk.under_way.empty());
  CHECK(desk.sent.empty());
}

TEST_CASE("What failed for good goes to the destination for failures and to the dead letters",
          "[lambda][events]") {
  Desk desk;
  UpdateFunctionConfiguration update{"worker"};
  update.dead_letter_config = DeadLetterConfig{"arn:aws:sqs:us-east-1:000000000000:dead-letters"};
  REQUIRE(desk(update).ok());
  PutFunctionEventInvokeConfig config{"worker"};
  config.maximum_retry_attempts = 0;
  config.destination_config =
      DestinationConfig{Destination{"arn:aws:sqs:us-east-1:000000000000:good"},
                        Destination{"arn:aws:sqs:us-east-1:000000000000:bad"}};
  REQUIRE(desk(config).ok());
  REQUIRE(desk(Desk::invoke(R"({"n":1})", "Event")).ok());
  auto const id = desk.order().request_id;
  desk.fails("it is broken");

  REQUIRE(desk.sent.size() == 2);
  auto const& record = std::get<ToQueue>(desk.sent[0].to);
  CHECK(record.queue_arn == "arn:aws:sqs:us-east-1:000000000000:bad");
  CHECK(
      nlohmann::json::parse(record.body) ==
      nlohmann::json::parse(
          R"({"version":"1.0","timestamp":"2023-05-25T00:00:00.000Z","requestContext":{"requestId":")" +
          id +
          R"(","functionArn":"arn:aws:lambda:us-east-1:000000000000:function:worker:$LATEST",)"
          R"("condition":"RetriesExhausted","approximateInvokeCount":1},"requestPayload":{"n":1},)"
          R"("responseContext":{"statusCode":200,"executedVersion":"$LATEST","functionError":"Unhandled"},)"
          R"("responsePayload":{"errorType":"TypeError","errorMessage":"it is broken"}})"));
  auto const& letter = std::get<ToQueue>(desk.sent[1].to);
  CHECK(letter.body == R"({"n":1})");
  REQUIRE(letter.attributes.size() == 3);
  CHECK(letter.attributes[0].second.text == "200");
  CHECK(letter.attributes[1].second.text == "it is broken");
  CHECK(letter.attributes[2].second.text == id);
}

TEST_CASE("What succeeded goes to the destination for successes only", "[lambda][events]") {
  Desk desk;
  PutFunctionEventInvokeConfig config{"worker"};
  config.destination_config =
      DestinationConfig{Destination{"arn:aws:sns:us-east-1:000000000000:good"},
                        Destination{"arn:aws:sqs:us-east-1:000000000000:bad"}};
  REQUIRE(desk(config).ok());
  REQUIRE(desk(Desk::invoke("{}", "Event")).ok());
  desk.succeeds("42");
  REQUIRE(desk.sent.size() == 1);
  auto const& record = std::get<ToTopic>(desk.sent[0].to);
  CHECK(record.topic_arn == "arn:aws:sns:us-east-1:000000000000:good");
  auto const json = nlohmann::json::parse(record.message);
  CHECK(json.at("requestContext").at("condition") == "Success");
  CHECK(json.at("responsePayload") == 42);

  REQUIRE(desk(Desk::invoke()).ok());
  desk.succeeds();
  CHECK(desk.sent.size() == 1);  // destinations are for events, not for whoever waits
}

TEST_CASE("A throttled event waits, and runs when there is room", "[lambda][events]") {
  Desk desk;
  desk.limit(1);
  REQUIRE(desk(Desk::invoke()).ok());
  REQUIRE(desk(Desk::invoke(R"({"n":1})", "Event")).ok());
  CHECK(desk.under_way.size() == 1);
  desk.pass(10s);
  CHECK(desk.under_way.size() == 1);
  desk.succeeds();
  desk.pass(8s);
  REQUIRE(desk.under_way.size() == 1);
  CHECK(desk.order().event == R"({"n":1})");
}

TEST_CASE("An event that is too old is given up", "[lambda][events]") {
  Desk desk;
  PutFunctionEventInvokeConfig config{"worker"};
  config.maximum_event_age_in_seconds = 60;
  config.destination_config =
      DestinationConfig{{}, Destination{"arn:aws:sqs:us-east-1:000000000000:bad"}};
  REQUIRE(desk(config).ok());
  desk.limit(1);
  REQUIRE(desk(Desk::invoke()).ok());
  REQUIRE(desk(Desk::invoke("{}", "Event")).ok());
  desk.pass(10min);
  REQUIRE(desk.sent.size() == 1);
  auto const json = nlohmann::json::parse(std::get<ToQueue>(desk.sent[0].to).body);
  CHECK(json.at("requestContext").at("condition") == "EventAgeExceeded");
}

// ---- who may ----

TEST_CASE("A permission is a statement of the function's policy", "[lambda][permissions]") {
  Desk desk;
  CHECK(desk(GetPolicy{"worker"}).error().status == 404);
  AddPermission add{"worker", "from-topic", "lambda:InvokeFunction", "sns.amazonaws.com",
                    "arn:aws:sns:us-east-1:000000000000:topic"};
  auto const added = desk(add);
  CHECK(added->statement ==
        R"({"Sid":"from-topic","Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},)"
        R"("Action":"lambda:InvokeFunction",)"
        R"("Resource":"arn:aws:lambda:us-east-1:000000000000:function:worker",)"
        R"("Condition":{"ArnLike":{"AWS:SourceArn":"arn:aws:sns:us-east-1:000000000000:topic"}}})");
  CHECK(desk(add).error().code == "ResourceConflictException");
  CHECK(nlohmann::json::parse(desk(GetPolicy{"worker"})->policy).at("Statement").size() == 1);
  REQUIRE(desk(RemovePermission{"worker", "from-topic"}).ok());
  CHECK(desk(RemovePermission{"worker", "from-topic"}).error().status == 404);
}

TEST_CASE("A strict box lets a service in only where the policy does", "[lambda][permissions]") {
  Desk desk;
  desk.turns.strict.policies = true;
  desk.turns.caller.service = "sns.amazonaws.com";
  desk.turns.caller.source_arn = "arn:aws:sns:us-east-1:000000000000:topic";
  CHECK(desk(Desk::invoke("{}", "Event")).error().code == "AccessDeniedException");
  REQUIRE(desk(AddPermission{"worker", "other", "lambda:InvokeFunction", "sns.amazonaws.com",
                             "arn:aws:sns:us-east-1:000000000000:other*"})
              .ok());
  CHECK(desk(Desk::invoke("{}", "Event")).error().status == 403);
  REQUIRE(desk(AddPermission{"worker", "this", "lambda:InvokeFunction", "sns.amazonaws.com",
                             "arn:aws:sns:us-east-1:000000000000:top*"})
              .ok());
  CHECK(desk(Desk::invoke("{}", "Event")).ok());
}

TEST_CASE("Names that Lambda itself gives values to cannot be set", "[lambda]") {
  Desk desk;
  UpdateFunctionConfiguration update{"worker"};
  update.environment = Environment{{{"AWS_REGION", "x"}, {"MINE", "y"}}};
  CHECK_THAT(desk(update).error().message, Catch::EndsWith("used in this request: AWS_REGION"));
  update.environment = Environment{{{"MINE", "y"}}};
  REQUIRE(desk(update).ok());
  REQUIRE(desk(Desk::invoke()).ok());
  CHECK(desk.order().variables.at("MINE") == "y");
}

TEST_CASE("Functions and waiting events come back after a restart", "[lambda][rows]") {
  Desk desk;
  std::vector<Change> kept;
  auto const turn = [&](auto const& op) {
    Turn one{desk.turns.now, desk.turns.random, desk.turns.caller, desk.turns.now, true};
    REQUIRE(desk.engine.handle(one, op).ok());
    std::move(one.changes.begin(), one.changes.end(), std::back_inserter(kept));
  };
  desk.limit(1);
  REQUIRE(desk(Desk::invoke()).ok());
  UpdateFunctionConfiguration update{"worker"};
  update.description = "kept";
  turn(update);
  turn(Desk::invoke(R"({"n":1})", "Event"));
  aws_lambda::Engine restarted;
  std::map<std::pair<std::string_view, std::string>, Change> rows;
  for (auto const& change : kept)
    rows.insert_or_assign({change.table->name, change.key}, change);
  for (auto const& [key, change] : rows) {
    auto const row = change.table->make_row();
    REQUIRE(read_row(*change.row, change.table->row(), row.get()));
    restarted.restore(*change.table, row.get());
  }
  desk.engine = std::move(restarted);
  CHECK(desk(GetFunction{"worker"})->configuration.description == "kept");
  desk.under_way.clear();
  desk.pass(1s);
  REQUIRE(desk.under_way.size() == 1);
  CHECK(desk.order().event == R"({"n":1})");
}

TEST_CASE("A reset takes the invocation of whoever waits with it, and nothing runs twice",
          "[lambda]") {
  Desk desk;
  auto const invoke = Desk::invoke();
  REQUIRE(desk(invoke).ok());
  desk.engine = aws_lambda::Engine{};
  CHECK(desk.ask_again(invoke).error().code == "ServiceException");
  CHECK(desk.under_way.size() == 1);
}

TEST_CASE("An event for a function that may never run goes to the dead letters at once",
          "[lambda][events]") {
  Desk desk;
  UpdateFunctionConfiguration update{"worker"};
  update.dead_letter_config = DeadLetterConfig{"arn:aws:sqs:us-east-1:000000000000:dead"};
  REQUIRE(desk(update).ok());
  REQUIRE(desk(PutFunctionConcurrency{"worker", 0}).ok());
  REQUIRE(desk(Desk::invoke("{}", "Event")).ok());
  CHECK(desk.under_way.empty());
  CHECK(desk.sent.size() == 1);
}

TEST_CASE("Dead letters go to queues and topics, and not round in circles", "[lambda][events]") {
  Desk desk;
  UpdateFunctionConfiguration update{"worker"};
  for (auto const* target : {"garbage", "arn:aws:lambda:us-east-1:000000000000:function:worker"}) {
    update.dead_letter_config = DeadLetterConfig{target};
    CHECK(desk(update).error().code == "InvalidParameterValueException");
  }
  desk.turns.caller.hops = 16;
  CHECK(desk(Desk::invoke("{}", "Event")).ok());
  desk.turns.caller.hops = 17;
  CHECK(desk(Desk::invoke("{}", "Event")).error().code == "RecursiveInvocationException");
}
