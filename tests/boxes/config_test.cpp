// What stands in a box from the start: the file that says it, its mistakes, and that it is there
// again after a reset.
#include <algorithm>
#include <catch2/catch.hpp>

#include "boxes/config_file.hpp"
#include "lab/scenario.hpp"
#include "support/json_schema.hpp"
#include "support/sim_boxes.hpp"

using namespace proofbox;
using nlohmann::json;
using test::SimBoxes;
using test::sqs_json;

namespace {

std::string const local = "127.0.0.1:4566";

boxes::ConfigReading read(std::string const& text) {
  return boxes::read_config("bakery.json", text, SimBoxes::frozen(), shop::deployable());
}

std::string complaint(std::string const& text) {
  auto const reading = read(text);
  return reading.mistake ? reading.mistake->text() : "well formed";
}

boxes::Plan plan_of(std::string const& text) {
  auto const reading = read(text);
  INFO((reading.mistake ? reading.mistake->text() : ""));
  REQUIRE_FALSE(reading.mistake);
  return reading.plan;
}

std::string file(std::string const& name) {
  return *lab::read_file(PROOFBOX_SOURCE_DIR "/docs/" + name);
}

test::JsonSchema schema() { return test::JsonSchema{json::parse(file("config.schema.json"))}; }

// The config that docs/configuration.md shows.
std::string example() {
  auto const page = file("configuration.md");
  std::string const fence = "```jsonc\n";
  auto const begin = page.find(fence) + fence.size();
  return page.substr(begin, page.find("```", begin) - begin);
}

json parsed(std::string const& text) { return json::parse(text, nullptr, true, true); }

// A box of the name "t" that is like the standing one.
struct Furnished {
  explicit Furnished(std::string const& config) : all(plan_of(config)) {
    auto const made = all.put("t");
    INFO(made.body);
    REQUIRE(made.status == 201);
  }

  HttpResponse http(std::string method, std::string path, std::string body = {}) {
    return all.http({std::move(method), local, "/_box/t" + path, {}, std::move(body)});
  }
  json get(std::string path) { return json::parse(http("GET", std::move(path)).body); }
  json sqs(std::string operation, std::string body) {
    return json::parse(
        all.http(sqs_json(local, "/_box/t/", std::move(operation), std::move(body))).body);
  }
  std::string query(std::string form) {
    return all.http(test::query_form(local, "/_box/t/", std::move(form))).body;
  }
  HttpResponse reset(std::string body = {}) {
    return http("POST", "/_proofbox/reset", std::move(body));
  }
  // Of the calls that put something in: "CreateQueue CreateTopic".
  std::string operations() {
    std::string names;
    auto const told = get("/_proofbox/events?kind=call");
    for (auto const& event : told["events"])
      names += (names.empty() ? "" : " ") + event["what"]["operation"].get<std::string>();
    return names;
  }
  std::vector<std::string> queues() {
    std::vector<std::string> names;
    auto const listed = sqs("ListQueues", "{}");
    for (auto const& url : listed.value("QueueUrls", json::array()))
      names.push_back(url.get<std::string>().substr(url.get<std::string>().rfind('/') + 1));
    return names;
  }

  SimBoxes all;
};

std::string const two_queues = R"({
  "queues": [{"name": "jobs", "dead_letter_queue": "dead", "max_receive_count": 2},
             {"name": "dead"}],
  "topics": [{"name": "news"}],
  "subscriptions": [{"topic": "news", "queue": "jobs", "raw_message_delivery": true}],
  "identities": ["baker@example.com"],
  "calls": [{"do": "sqs.SendMessage", "with": {"QueueUrl": "jobs", "MessageBody": "first"}}]})";

}  // namespace

TEST_CASE("The config that the documentation shows stands in a box", "[boxes][config]") {
  Furnished box{example()};
  auto const names = box.queues();
  for (auto const* name : {"bills.fifo", "orders", "orders_dead", "stock_queue"})
    CHECK(std::count(names.begin(), names.end(), name) == 1);
  auto const orders =
      box.sqs("GetQueueAttributes", R"({"QueueUrl":"orders","AttributeNames":["All"]})");
  CHECK(orders["Attributes"]["VisibilityTimeout"] == "45");
  CHECK(orders["Attributes"]["RedrivePolicy"] ==
        R"({"deadLetterTargetArn":"arn:aws:sqs:ap-northeast-2:000000000000:orders_dead",)"
        R"("maxReceiveCount":3})");
  CHECK(box.sqs("ListQueueTags", R"({"QueueUrl":"orders"})")["Tags"]["team"] == "bakery");
  auto const yesterday = box.get("/_proofbox/sqs/messages?queue=orders_dead");
  CHECK(yesterday["messages"][0]["body"] == "one from yesterday");
  auto const subscriptions = box.query("Action=ListSubscriptions&Version=2010-03-31");
  for (auto const* topic : {"sales", "stock_empty"})
    CHECK(subscriptions.find(std::string{"arn:aws:sns:ap-northeast-2:000000000000:"} + topic) !=
          std::string::npos);
  auto const told = box.get("/_proofbox/events?operation=PutFunctionConcurrency");
  CHECK(told["events"][0]["what"]["input"]["ReservedConcurrentExecutions"] == 2);
  auto const rendered = box.query(
      "Action=TestRenderTemplate&Version=2010-12-01&TemplateName=hello&"
      "TemplateData=%7B%22name%22%3A%22Kim%22%7D");
  CHECK(rendered.find("Your bread is ready, Kim.") != std::string::npos);
  CHECK(box.get("/_proofbox/clock")["mode"] == "skip");
}

TEST_CASE("What a config says is said in the order in which AWS takes it", "[boxes][config]") {
  Furnished box{two_queues};
  CHECK(box.operations() ==
        "CreateQueue CreateQueue CreateTopic Subscribe SetVerificationStatus SendMessage");
  auto const first = box.get("/_proofbox/events?operation=CreateQueue")["events"][0];
  CHECK(first["what"]["input"]["QueueName"] == "dead");
}

TEST_CASE("After a reset all that a config says is there again, with the same ids",
          "[boxes][config]") {
  Furnished box{two_queues};
  auto const before = box.get("/_proofbox/events");
  box.sqs("CreateQueue", R"({"QueueName":"more"})");
  box.sqs("PurgeQueue", R"({"QueueUrl":"jobs"})");
  box.sqs("DeleteQueue", R"({"QueueUrl":"dead"})");
  auto const last = box.get("/_proofbox/events")["last"].get<std::int64_t>();
  CHECK(box.reset().status == 200);
  auto after = box.get("/_proofbox/events?after=" + std::to_string(last));
  for (auto& event : after["events"])
    event["n"] = event["n"].get<std::int64_t>() - last - 1;
  CHECK(after["events"][0]["kind"] == "reset");
  after["events"].erase(0);
  CHECK(after["events"] == before["events"]);
  CHECK(box.queues() == std::vector<std::string>{"dead", "jobs"});
}

TEST_CASE("After a reset of one service what a config says of it is there again",
          "[boxes][config]") {
  Furnished box{two_queues};
  box.sqs("CreateQueue", R"({"QueueName":"more"})");
  CHECK(box.reset(R"({"service":"sqs"})").status == 200);
  CHECK(box.queues() == std::vector<std::string>{"dead", "jobs"});
  CHECK(box.get("/_proofbox/sqs/messages")["messages"].size() == 1);
  // The subscription, which stayed, finds its queue.
  box.query(
      "Action=Publish&Version=2010-03-31&Message=hello&"
      "TopicArn=arn%3Aaws%3Asns%3Aus-east-1%3A000000000000%3Anews");
  CHECK(box.get("/_proofbox/sqs/messages")["messages"].size() == 2);
  CHECK(box.reset(R"({"service":"ses"})").status == 200);
  CHECK(box.query("Action=ListIdentities&Version=2010-12-01").find("baker@example.com") !=
        std::string::npos);
  CHECK(box.get("/_proofbox/sqs/messages")["messages"].size() == 2);
}

TEST_CASE("A mapping of a config is there again after a reset of Lambda", "[boxes][config]") {
  Furnished box{
      R"({"region": "ap-northeast-2", "shop": "donut",
          "queues": [{"name": "jobs", "attributes": {"VisibilityTimeout": 60}}],
          "functions": [{"name": "stock_lambda", "mappings": [{"queue": "jobs"}]}]})"};
  auto const mappings = [&] {
    auto const listed =
        box.http("GET", "/2015-03-31/event-source-mappings/?FunctionName=stock_lambda").body;
    return json::parse(listed)["EventSourceMappings"].size();
  };
  REQUIRE(mappings() == 2);
  CHECK(box.reset(R"({"service":"lambda"})").status == 200);
  CHECK(mappings() == 2);
}

TEST_CASE("What cannot be put in again after a reset of one service is told", "[boxes][config]") {
  Furnished box{
      R"({"region": "ap-northeast-2", "shop": "donut",
          "calls": [{"do": "sqs.SendMessage", "with": {"QueueUrl": "stock_queue", "MessageBody": "1"}}]})"};
  CHECK(box.reset().status == 200);
  auto const answer = box.reset(R"({"service":"sqs"})");
  CHECK(answer.status == 409);
  CHECK(json::parse(answer.body)["message"] ==
        "bakery.json:2:21: sqs.SendMessage is refused: AWS.SimpleQueueService.NonExistentQueue: "
        "The specified queue does not exist.");
}

TEST_CASE("A box made over HTTP has what the file says, or something else, or nothing",
          "[boxes][config]") {
  Furnished box{two_queues};
  CHECK(box.all.put("t").status == 201);
  CHECK(box.queues() == std::vector<std::string>{"dead", "jobs"});
  CHECK(box.all.put("t", R"({"config": false})").status == 201);
  CHECK(box.queues().empty());
  CHECK(box.all.put("t", R"({"config": {"queues": [{"name": "own"}]}})").status == 201);
  CHECK(box.queues() == std::vector<std::string>{"own"});
  CHECK(box.reset().status == 200);
  CHECK(box.queues() == std::vector<std::string>{"own"});
  CHECK(box.all.put("t", R"({"region": "eu-west-1"})").status == 201);
  CHECK(box.get("/_proofbox/sqs/messages")["messages"][0]["region"] == "eu-west-1");
}

TEST_CASE("A box whose config is wrong or refused is not made", "[boxes][config]") {
  SimBoxes all;
  auto const message = [&](std::string const& config) {
    auto const answer = all.put("t", "{\"config\":\n " + config + "}");
    CHECK(answer.status == 400);
    CHECK(all.http({"GET", local, "/_proofbox/boxes/t"}).status == 404);
    return json::parse(answer.body)["message"].get<std::string>();
  };
  CHECK(message("1") == "\"config\" takes false, or an object as {\"queues\": [...]}, not 1.");
  CHECK(message(R"({"seed": 1})") == "2:3: The config of a box has no \"seed\".");
  CHECK(message(R"({"queues": [{"nam": "a"}]})") ==
        "2:15: A queue has no \"nam\". Did you mean \"name\"?");
  CHECK(message(R"({"subscriptions": [{"topic": "news", "queue": "jobs"}]})") ==
        "2:31: There is no topic \"news\".");
  CHECK(message(R"({"queues": [{"name": "a b"}]})")
            .starts_with("2:14: The queue \"a b\" is refused: InvalidParameterValue: "));
}

TEST_CASE("A call of a config that waits is refused, as nobody could wait for it",
          "[boxes][config]") {
  SimBoxes all;
  auto const answer = all.put("t", R"({"config": {"queues": [{"name": "jobs"}], "calls":
    [{"do": "sqs.ReceiveMessage", "with": {"QueueUrl": "jobs", "WaitTimeSeconds": 20}}]}})");
  CHECK(answer.status == 400);
  CHECK(json::parse(answer.body)["message"] ==
        "2:6: sqs.ReceiveMessage waits for time to pass; what a config says is done at one "
        "moment.");
  CHECK(all.put("t").status == 201);
}

TEST_CASE("A config is for whom it says, and names find the nearest owner", "[boxes][config]") {
  Furnished box{R"({
    "queues": [{"name": "jobs"}, {"name": "jobs", "region": "eu-west-1", "account": "111111111111"}],
    "topics": [{"name": "news", "region": "eu-west-1", "account": "111111111111"}],
    "subscriptions": [{"topic": "news", "queue": "jobs"}]})"};
  auto const subscribe = box.get("/_proofbox/events?operation=Subscribe")["events"][0]["what"];
  CHECK(subscribe["account"] == "111111111111");
  CHECK(subscribe["region"] == "eu-west-1");
  CHECK(subscribe["input"]["Endpoint"] == "arn:aws:sqs:eu-west-1:111111111111:jobs");
}

TEST_CASE("A config says what flags say", "[boxes][config]") {
  auto const plan = plan_of(
      R"({"seed": 7, "clock": "x10", "start": "2026-01-01T00:00:00Z", "region": "eu-west-1",
          "strict": ["sandbox"], "allow": true, "shop": {"products": []}})");
  CHECK(plan.seed == 7);
  CHECK(plan.clock == Clock::Pace{Clock::Mode::real, 10});
  CHECK(plan.start == parse_instant("2026-01-01T00:00:00Z"));
  CHECK(plan.region == "eu-west-1");
  CHECK(plan.strict.sandbox);
  CHECK_FALSE(plan.strict.policies);
  CHECK(plan.allowed.newer_filters);
  CHECK(plan.shop == R"({"products": []})");
  CHECK(plan_of("{}").shop == "none");
}

TEST_CASE("A mistake in a config gets one sentence with its place", "[boxes][config]") {
  std::pair<char const*, char const*> const mistakes[] = {
      {"{\n  \"quues\": []}", "2:3: A config has no \"quues\". Did you mean \"queues\"?"},
      {"[]", "1:1: A config is a JSON object, as {\"queues\": [{\"name\": \"jobs\"}]}."},
      {"{} x",
       "1:4: This is no JSON: syntax error while parsing value - invalid literal; last read: '{} "
       "x'; expected end of input."},
      {R"({"faults": {}})", "1:12: Faults are a list, not an object."},
      {R"({"ttl": "1m"})", "1:2: A config has no \"ttl\"."},
      {R"({"seed": -1})", "1:10: \"seed\" takes a whole number that is not negative, not -1."},
      {R"({"strict": ["sandbx"]})",
       "1:13: \"strict\" knows no \"sandbx\". Did you mean \"sandbox\"?"},
      {R"({"shop": {"product": []}})",
       "1:10: The shop's settings have no \"product\". Did you mean \"products\"?"},
      {R"({"queues": {}})", "1:12: \"queues\" takes a list, not an object."},
      {R"({"queues": ["jobs"]})",
       "1:13: \"queues\" takes objects, as {\"name\": \"jobs\"}, not the text \"jobs\"."},
      {R"({"queues": [{"tags": {}}]})", "1:13: A queue needs \"name\"."},
      {R"({"queues": [{"name": "a", "max_receive_count": 3}]})",
       "1:13: \"dead_letter_queue\" and \"max_receive_count\" are given together or not at all."},
      {R"({"queues": [{"name": "a", "fifo": true}]})",
       "1:35: The names of FIFO queues and topics, and of no others, end in \".fifo\"; \"a\" does "
       "not."},
      {R"({"queues": [{"name": "a", "attributes": {"Policy": {}}, "policy": {}}]})",
       "1:57: \"policy\" is given twice, here and as the attribute Policy."},
      {"{\"queues\": [{\"name\": \"a\"},\n {\"name\": \"a\"}]}",
       "2:2: The queue \"a\" is there already, in line 1."},
      {R"({"queues": [{"name": "a", "account": "12"}]})",
       "1:38: \"account\" takes the 12 digits of an account as \"000000000000\", not \"12\"."},
      {R"({"subscriptions": [{"topic": "news"}]})",
       "1:20: A subscription needs \"queue\", or \"protocol\" and \"endpoint\" of what is "
       "subscribed."},
      {R"({"subscriptions": [{"topic": "news", "queue": "jobs", "protocol": "sqs"}]})",
       "1:55: A subscription of a \"queue\" needs no \"protocol\"."},
      {R"({"subscriptions": [{"topic": "news", "queue": "jobs", "raw_message_delivery": 1}]})",
       "1:79: \"raw_message_delivery\" takes true or false, not the number 1."},
      {R"({"identities": [{"identity": "a@example.com", "status": "Verified"}]})",
       "1:57: \"status\" takes \"Success\", \"Pending\" or \"Failed\", not \"Verified\"."},
      {R"({"configuration_sets": [{"name": "s", "events": [{"topic": "t"}]}]})",
       "1:50: An event destination needs \"types\"."},
      {R"({"functions": [{"name": "f", "mappings": [{"queue": "q", "with": {"BatchSiz": 1}}]}]})",
       "1:67: The input of CreateEventSourceMapping has no \"BatchSiz\". Did you mean "
       "\"BatchSize\"?"},
      {R"({"functions": [{"name": "f", "mappings": [{"queue": "q", "with": {"FunctionName": "g"}}]}]})",
       "1:67: A mapping knows its FunctionName already."},
      {R"({"calls": [{"do": "POST /checkout"}]})",
       "1:19: \"do\" takes an AWS operation, as \"sqs.SendMessage\", not \"POST /checkout\"."},
      {R"({"calls": [{"do": "sqs.SendMesage"}]})",
       "1:19: There is no operation \"sqs.SendMesage\". Did you mean \"sqs.SendMessage\"? An "
       "operation is written as \"sqs.SendMessage\"."},
      {R"({"calls": [{"do": "sqs.SendMessage", "with": {"QueueUrl": 1}}]})",
       "1:46: \"QueueUrl\" of SendMessage is of the wrong type: a JSON number."},
  };
  for (auto const& [text, sentence] : mistakes)
    CHECK(complaint(text) == std::string{"bakery.json:"} + sentence);
}

TEST_CASE("A name in a config that nothing has is told with the nearest one", "[boxes][config]") {
  SimBoxes all;
  auto const refusal = [&](std::string const& config) {
    auto const error = all.boxes.make("t", plan_of(config));
    REQUIRE(error);
    return error->message;
  };
  CHECK(refusal(R"({"queues": [{"name": "jobs"}, {"name": "a", "dead_letter_queue": "job",)"
                R"( "max_receive_count": 1}]})") ==
        "bakery.json:1:66: There is no queue \"job\". Did you mean \"jobs\"?");
  CHECK(refusal(R"({"shop": "donut", "subscriptions": [{"topic": "stock_emty", "queue": "a"}]})") ==
        "bakery.json:1:47: There is no topic \"stock_emty\". Did you mean \"stock_empty\"?");
  CHECK(refusal(R"({"shop": "donut", "functions": [{"name": "stok_lambda"}]})") ==
        "bakery.json:1:42: There is no function \"stok_lambda\". Did you mean \"stock_lambda\"?");
  CHECK(refusal(R"({"functions": [{"name": "stock_lambda"}]})") ==
        "bakery.json:1:25: There is no function \"stock_lambda\", as no shop is deployed.");
  CHECK(refusal(R"({"subscriptions": [{"topic": "arn:aws:sqs:a:b:c", "queue": "q"}]})") ==
        "bakery.json:1:30: \"arn:aws:sqs:a:b:c\" is no ARN of a topic.");
  CHECK(refusal(R"({"calls": [{"do": "sqs.SendMessage", "with": {"QueueUrl": "jobs"}}]})") ==
        "bakery.json:1:12: sqs.SendMessage needs \"MessageBody\".");
}

TEST_CASE("The schema of configs says what the reader says", "[boxes][config][schema]") {
  auto const rules = schema();
  auto const words = rules.root()["properties"];
  std::vector<std::string_view> known = config::content_words();
  for (auto const word : boxes::plan_words())
    if (word != "ttl" && word != "config")
      known.push_back(word);
  CHECK(words.size() == known.size() + 1);
  for (auto const word : known)
    CHECK(words.contains(std::string{word}));
  CHECK(rules.complaint(parsed(example())).value_or("") == "");
  CHECK(rules.complaint(parsed(two_queues)).value_or("") == "");
  for (auto const* text :
       {R"({"quues": []})", R"({"queues": [{"nme": "a"}]})", R"({"clock": "frozn"})",
        R"({"queues": [{"name": "a", "attributes": {"VisibilityTimeot": 1}}]})",
        R"({"identities": [1]})", R"({"calls": [{"do": "POST /checkout"}]})",
        R"({"faults": [{}]})"})
    CHECK(rules.complaint(parsed(text)).has_value());
}

TEST_CASE("The shop has the same settings in configs as in stories", "[boxes][config][schema]") {
  auto const settings = [](json const& choices) {
    std::vector<std::string> names;
    for (auto const& choice : choices)
      if (choice.contains("properties"))
        for (auto const& [name, rule] : choice["properties"].items())
          if (name != "factory")  // of the surroundings, in a story
            names.push_back(name);
    return names;
  };
  auto const stories = json::parse(file("scenario.schema.json"));
  CHECK(settings(schema().root()["properties"]["shop"]["anyOf"]) ==
        settings(stories["properties"]["shop"]["oneOf"]));
}

TEST_CASE("Faults of a config hold from the start, and anew after a reset", "[boxes][config]") {
  Furnished box{R"({"queues": [{"name": "jobs"}],
    "faults": [{"name": "first", "call": "sqs", "nth": 1, "error": "throttled"}]})"};
  auto const send = [&] {
    return box.all
        .http(
            sqs_json(local, "/_box/t/", "SendMessage", R"({"QueueUrl":"jobs","MessageBody":"x"})"))
        .status;
  };
  CHECK(send() != 200);
  CHECK(send() == 200);
  CHECK(box.http("POST", "/_proofbox/reset").status == 200);
  CHECK(send() != 200);
  CHECK(send() == 200);
}

TEST_CASE("A fault that could never strike makes no box", "[boxes][config]") {
  SimBoxes all{plan_of(R"({"faults": [{"function": "stock_lambd", "crash": "before"}]})")};
  auto const made = all.put("t");
  CHECK(made.status == 400);
  CHECK(made.body.find("The faults are refused") != std::string::npos);
}

TEST_CASE("Faults are the same in configs as in stories", "[boxes][config][schema]") {
  auto const ours = schema().root()["definitions"];
  auto const theirs = json::parse(file("scenario.schema.json"))["definitions"];
  for (auto const* name :
       {"fault", "faultName", "faultBound", "nth", "chance", "slow", "lost", "breakdown"})
    CHECK(ours[name] == theirs[name]);
}
