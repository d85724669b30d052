// Runs that break, and what they say; runs whose laws bite.
#include <catch2/catch.hpp>

#include "engines/sqs/shapes.hpp"
#include "lab/report.hpp"
#include "lab/run.hpp"
#include "shop/events.hpp"
#include "shop/shop.hpp"
#include "shop/warehouse.hpp"
#include "support/story.hpp"

using namespace proofbox;

namespace {

lab::Scenario scenario(std::string_view text) {
  auto reading = lab::read_scenario("story.json", text, lab::vocabulary(shop::deployable()));
  INFO((reading.mistake ? reading.mistake->text() : "well formed"));
  REQUIRE(reading.scenario);
  return std::move(*reading.scenario);
}

lab::Outcome play(std::string_view text, std::uint64_t seed = 1,
                  lambda::Deployable const& shop = shop::deployable()) {
  lab::RunSettings settings;
  settings.seed = seed;
  settings.keep_trace = true;
  return lab::run(scenario(text), shop, settings);
}

std::string trouble(lab::Outcome const& outcome) {
  return outcome.failure ? outcome.failure->what : "held";
}

// A checkout that reads the stock, thinks, and writes what it read less one: two at a time read the
// same.
Task<Result<lambda::HttpAnswer>> read_then_set(lambda::Context& context, lambda::HttpEvent const&) {
  auto& database = context.database("warehouse");
  Statement const read{"SELECT stock FROM product WHERE sku = ?", {std::string{shop::donut_sku}}};
  auto const rows = co_await database.query(read);
  if (!rows)
    co_return rows.error();
  auto const stock = std::get<std::int64_t>(rows->rows.at(0).at(0));
  if (stock == 0)
    co_return shop::answer(200, "구매 실패! 남은 재고: 0");
  Statement const write{"UPDATE product SET stock = ? WHERE sku = ?",
                        {stock - 1, std::string{shop::donut_sku}}};
  auto const written = co_await database.query(write);
  if (!written)
    co_return written.error();
  co_return shop::answer(200, "구매 완료! 남은 재고: " + std::to_string(stock - 1));
}

lambda::Deployable faulty_shop() {
  auto const right = shop::deployable();
  return {"donut",
          [right](std::string const& settings) {
            auto made = right.with(settings);
            if (made)
              for (auto& function : made->functions)
                if (function.name == "sales_api")
                  function.handler = lambda::handler(read_then_set);
            return made;
          },
          right.invariants};
}

constexpr std::string_view two_buyers = R"({
  "title": "Two buyers, one donut", "shop": {"products": [{"sku": "CP-502101", "stock": 1}]},
  "steps": [{"at the same time": [{"do": "POST /checkout", "repeat": 2}]}],
  "always": ["never oversold", "no message is lost"]
})";

}  // namespace

TEST_CASE("A call that answers otherwise says where, what was expected and what came",
          "[lab][run]") {
  constexpr std::string_view text = R"({
  "title": "t",
  "steps": [
    {"note": "one"},
    {"do": "POST /checkout", "expect": {"status": 200, "body": {"message": "nothing of the kind"}}}
  ]
})";
  auto const outcome = play(text);
  REQUIRE(outcome.failure);
  CHECK(outcome.failure->place.line == 5);
  CHECK(outcome.failure->place.column == 5);
  CHECK(outcome.failure->what == "POST /checkout did not answer as expected at body.message.");
  CHECK(outcome.failure->expected == R"("nothing of the kind")");
  CHECK(outcome.failure->actual == R"("구매 완료! 남은 재고: 2")");
  CHECK(outcome.failure->events.size() > 1);
  CHECK(outcome.failure->events.size() <= 8);
  CHECK(outcome.failure->events.back() == outcome.trace.back());
  CHECK(outcome.steps == 2);
  auto const report = lab::report(scenario(text), outcome, false);
  CHECK(report.starts_with("BROKE t\n"));
  CHECK(
      report.find("story.json:5:5: POST /checkout did not answer as expected at body.message.\n") !=
      std::string::npos);
  CHECK(report.find("\x1b") == std::string::npos);
}

TEST_CASE("Nothing is done after the step that broke", "[lab][run]") {
  auto const outcome = play(R"({"title": "t", "steps": [
    {"expect": {"factory.orders": 1}}, {"do": "POST /checkout"}]})");
  CHECK(trouble(outcome) == "factory.orders is not as expected.");
  CHECK(outcome.steps == 1);
  for (auto const& line : outcome.trace)
    CHECK(line.find("\"kind\":\"invocation\"") == std::string::npos);
}

TEST_CASE("An operation that is refused breaks its step, unless that was expected", "[lab][run]") {
  CHECK(trouble(play(R"({"title": "t", "shop": "none", "steps": [
    {"do": "sqs.SendMessage", "with": {"QueueUrl": "none", "MessageBody": "x"}}]})")) ==
        "sqs.SendMessage was refused: The specified queue does not exist.");
  CHECK(trouble(play(R"({"title": "t", "shop": "none", "steps": [
    {"do": "sqs.SendMessage", "with": {"QueueUrl": "none", "MessageBody": "x"},
     "expect": {"error": {"code": "AWS.SimpleQueueService.NonExistentQueue", "status": 400}}}]})")) ==
        "held");
  CHECK(trouble(play(R"({"title": "t", "shop": "none", "steps": [
    {"do": "sqs.SendMessage", "with": {"QueueUrl": "none"}, "expect": {"error": {"code": "MissingParameter"}}}]})")) ==
        "held");
}

TEST_CASE("What is awaited comes in time, or the step breaks when its time is up", "[lab][run]") {
  constexpr std::string_view sold_out =
      R"("shop": {"products": [{"sku": "CP-502101", "stock": 0}], "factory": {"lead_time": "30s"}})";
  auto const waiting = [&](std::string time) {
    return play("{\"title\": \"t\", " + std::string{sold_out} +
                R"(, "steps": [{"do": "POST /checkout"},
      {"within": ")" +
                time + R"(", "expect": {"shop.products.CP-502101.stock": 1}}]})");
  };
  auto const in_time = waiting("31s");
  CHECK(trouble(in_time) == "held");
  CHECK(in_time.simulated == 30s);
  auto const late = waiting("29s");
  CHECK(trouble(late) == "shop.products.CP-502101.stock was not as expected within 29s.");
  CHECK(late.failure->expected == "1");
  CHECK(late.failure->actual == "0");
  CHECK(late.failure->place.line == 2);
  CHECK(late.simulated == 29s);
}

TEST_CASE("What holds at the end is looked at in the end", "[lab][run]") {
  auto const outcome = play(R"({"title": "t", "steps": [{"do": "POST /checkout"}],
    "finally": {"shop.products.CP-502101.stock": 3}})");
  CHECK(trouble(outcome) == "At the end shop.products.CP-502101.stock is not as expected.");
  CHECK(outcome.failure->place.line == 2);
}

TEST_CASE("A message that expires before anybody took it is a message lost", "[lab][run][laws]") {
  constexpr std::string_view text = R"({
  "title": "Nobody listens", "shop": "none",
  "steps": [
    {"do": "sqs.CreateQueue", "with": {"QueueName": "q", "Attributes": {"MessageRetentionPeriod": "60"}}},
    {"do": "sqs.SendMessage", "with": {"QueueUrl": "q", "MessageBody": "hello"}},
    {"advance": "59s"},
    {"expect": {"queue.q.messages": 1}},
    {"advance": "2s"},
    {"do": "sqs.ReceiveMessage", "with": {"QueueUrl": "q"}, "expect": {"Messages": {"$absent": true}}}
  ],
  "always": ["no message is lost"]
})";
  auto const outcome = play(text);
  INFO(trouble(outcome));
  REQUIRE(outcome.failure);
  CHECK(outcome.failure->what.starts_with("\"no message is lost\" does not hold: The message "));
  CHECK(
      outcome.failure->what.ends_with(" was sent to ap-northeast-2/q and acknowledged; nobody "
                                      "deleted it, and no queue holds it any more."));
  CHECK(outcome.failure->place.line == 11);
  CHECK(outcome.steps == 6);
}

TEST_CASE("A message that was deleted, or purged by somebody, is not lost", "[lab][run][laws]") {
  for (std::string step : {R"({"do": "sqs.PurgeQueue", "with": {"QueueUrl": "q"}})",
                           R"({"do": "sqs.DeleteQueue", "with": {"QueueUrl": "q"}})"})
    CHECK(trouble(play(R"({"title": "t", "shop": "none", "steps": [
      {"do": "sqs.CreateQueue", "with": {"QueueName": "q", "Attributes": {"MessageRetentionPeriod": "60"}}},
      {"do": "sqs.SendMessage", "with": {"QueueUrl": "q", "MessageBody": "hello"}}, )" +
                       step + R"(, {"advance": "2m"}],
      "always": ["no message is lost"]})")) == "held");
}

TEST_CASE("A notification that reaches no queue breaks the law of lost messages",
          "[lab][run][laws]") {
  auto const outcome = play(R"({"title": "t", "shop": "none", "steps": [
    {"do": "sns.CreateTopic", "with": {"Name": "news"}},
    {"do": "sns.Subscribe", "with": {"TopicArn": "arn:aws:sns:ap-northeast-2:000000000000:news", "Protocol": "sqs",
                                     "Endpoint": "arn:aws:sqs:ap-northeast-2:000000000000:gone"}},
    {"do": "sns.Publish", "with": {"TopicArn": "arn:aws:sns:ap-northeast-2:000000000000:news", "Message": "x"}},
    {"settle": true}], "always": ["no message is lost"]})");
  CHECK(trouble(outcome).find("was not delivered: AWS.SimpleQueueService.NonExistentQueue") !=
        std::string::npos);
}

TEST_CASE("A checkout that reads and then sets sells a donut twice, and the law says so",
          "[lab][run][laws]") {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    auto const outcome = play(two_buyers, seed, faulty_shop());
    INFO("seed " << seed << ": " << trouble(outcome));
    REQUIRE(outcome.failure);
    CHECK(outcome.failure->what ==
          "\"never oversold\" does not hold: 2 donuts were sold; 1 were there at first, 0 came, "
          "and 0 are left.");
    CHECK(outcome.failure->place.line == 4);
    CHECK(trouble(play(two_buyers, seed)) == "held");
  }
}

TEST_CASE(
    "Who is first of those who come at the same time is decided by the seed, and always the same "
    "way",
    "[lab][run]") {
  constexpr std::string_view text = R"({"title": "t", "shop": "none", "steps": [
    {"do": "sqs.CreateQueue", "with": {"QueueName": "q"}},
    {"at the same time": [{"do": "sqs.SendMessage", "with": {"QueueUrl": "q", "MessageBody": "a"}},
                          {"do": "sqs.SendMessage", "with": {"QueueUrl": "q", "MessageBody": "b"}},
                          {"do": "sqs.SendMessage", "with": {"QueueUrl": "q", "MessageBody": "c"}}]}]})";
  auto const order = [&](std::uint64_t seed) {
    std::string letters;
    for (auto const& line : play(text, seed).trace)
      for (std::string letter : {"a", "b", "c"})
        if (line.find("\"MessageBody\":\"" + letter + '"') != std::string::npos)
          letters += letter;
    return letters;
  };
  std::vector<std::string> orders;
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    orders.push_back(order(seed));
    CHECK(orders.back().size() == 3);
    CHECK(orders.back() == order(seed));
  }
  std::sort(orders.begin(), orders.end());
  CHECK(std::unique(orders.begin(), orders.end()) - orders.begin() == 6);
}

TEST_CASE("A host outside answers as the story says, and by the time of the story", "[lab][run]") {
  constexpr std::string_view text = R"({"title": "t", "shop": "none",
    "hosts": {"http://shop.test": [{"until": "1m", "status": 503}, {"status": 200, "body": {"ok": true}, "delay": "2s"}]},
    "steps": [
      {"do": "POST /api/manufactures", "body": {"MessageGroupId": "g", "MessageAttributeProductId": "CP-502101",
         "MessageAttributeProductCnt": "1", "MessageAttributeFactoryId": "FF-500293", "MessageAttributeRequester": "r",
         "CallbackUrl": "http://shop.test/donut?a=1"}, "expect": {"status": 201}},
      {"within": "10s", "expect": {"host.shop.test.requests": 1}},
      {"expect": {"host.shop.test.requests": [{"method": "POST", "target": "/donut?a=1", "body": {"MessageAttributeProductId": "CP-502101"}}]}},
      {"expect": {"host.other.test.requests": 0}}
    ]})";
  CHECK(trouble(play(text)) == "held");
}

TEST_CASE("A story may reset the box in its middle", "[lab][run]") {
  auto const outcome =
      play(R"({"title": "t", "shop": {"products": [{"sku": "CP-502101", "stock": 1}]}, "steps": [
    {"do": "POST /checkout", "expect": {"body": {"message": "구매 완료! 남은 재고: 0"}}},
    {"do": "POST /_proofbox/reset", "expect": {"status": 200}},
    {"do": "POST /checkout", "expect": {"body": {"message": "구매 완료! 남은 재고: 0"}}}]})");
  CHECK(trouble(outcome) == "held");
}

TEST_CASE("A story that is strict waits a minute between two purges, any other need not",
          "[lab][run]") {
  std::string const steps = R"("steps": [
    {"do": "sqs.CreateQueue", "with": {"QueueName": "jobs"}},
    {"do": "sqs.PurgeQueue", "with": {"QueueUrl": "jobs"}},
    {"advance": "59s"},
    {"do": "sqs.PurgeQueue", "with": {"QueueUrl": "jobs"}}]})";
  CHECK(trouble(play(R"({"title": "t", )" + steps)) == "held");
  CHECK(trouble(play(R"({"title": "t", "strict": ["cooldowns"], )" + steps))
            .find("Only one PurgeQueue operation on jobs is allowed every 60 seconds.") !=
        std::string::npos);
}

TEST_CASE("A story that is strict waits a minute before it makes a deleted queue anew",
          "[lab][run]") {
  CHECK(trouble(play(R"({"title": "t", "shop": "none", "strict": ["cooldowns"], "steps": [
    {"do": "sqs.CreateQueue", "with": {"QueueName": "jobs"}},
    {"do": "sqs.DeleteQueue", "with": {"QueueUrl": "jobs"}},
    {"do": "sqs.CreateQueue", "with": {"QueueName": "jobs"}, "expect": {"error":
      {"code": "AWS.SimpleQueueService.QueueDeletedRecently", "status": 400}}},
    {"advance": "60s"},
    {"do": "sqs.CreateQueue", "with": {"QueueName": "jobs"}}]})")) == "held");
}

TEST_CASE("A run with real signatures and one with a filler have the same trace",
          "[lab][run][signing]") {
  std::string const steps = R"("shop": {"products": [{"sku": "CP-502101", "stock": 0}]},
    "hosts": {"http://reader.test": [{"status": 200}]}, "steps": [
    {"do": "sqs.CreateQueue", "with": {"QueueName": "jobs"}},
    {"do": "sns.CreateTopic", "with": {"Name": "news"}},
    {"do": "sns.Subscribe", "with": {"TopicArn": "arn:aws:sns:ap-northeast-2:000000000000:news",
      "Protocol": "sqs", "Endpoint": "arn:aws:sqs:ap-northeast-2:000000000000:jobs"}},
    {"do": "sns.Subscribe", "with": {"TopicArn": "arn:aws:sns:ap-northeast-2:000000000000:news",
      "Protocol": "http", "Endpoint": "http://reader.test/news"}},
    {"do": "sns.Subscribe", "with": {"TopicArn": "arn:aws:sns:ap-northeast-2:000000000000:news",
      "Protocol": "email-json", "Endpoint": "reader@reader.test"}},
    {"do": "sns.Publish", "with": {"TopicArn": "arn:aws:sns:ap-northeast-2:000000000000:news",
      "Message": "fresh donuts"}},
    {"settle": true},
    {"expect": {"host.reader.test.requests": 1, "mails": 1}},
    {"do": "POST /checkout"},
    {"advance": "5m"},
    {"do": "sqs.ReceiveMessage", "with": {"QueueUrl": "jobs"},
     "expect": {"Messages": [{"Body": {"$pattern": "WHAT"}}]}}]})";
  auto const story = [&](std::string const& head, std::string const& what) {
    auto text = "{\"title\": \"t\", " + head + steps;
    text.replace(text.find("WHAT"), 4, what);
    return play(text);
  };
  std::string const filler = R"(\"Signature\":\"cHJvb2Zib3hwcm9v)";  // "proofboxproo"
  auto const filled = story("", filler);
  CHECK(trouble(filled) == "held");
  CHECK(story(R"("signatures": "filler", )", filler).trace_hash == filled.trace_hash);
  CHECK(trouble(story(R"("signatures": "real", )", filler)) != "held");
  auto const real = story(R"("signatures": "real", )", R"(\"Signature\":\"[A-Za-z0-9+/]{342}==\")");
  CHECK(trouble(real) == "held");
  CHECK(real.trace == filled.trace);
  CHECK(real.trace_hash == filled.trace_hash);
}

TEST_CASE("A story that allows newer filters may use them, any other may not", "[lab][run]") {
  std::string const steps = R"("shop": "none", "steps": [
    {"do": "sqs.CreateQueue", "with": {"QueueName": "jobs"}},
    {"do": "sns.CreateTopic", "with": {"Name": "news"}},
    {"do": "sns.Subscribe", "with": {"TopicArn": "arn:aws:sns:ap-northeast-2:000000000000:news", "Protocol": "sqs",
      "Endpoint": "arn:aws:sqs:ap-northeast-2:000000000000:jobs", "Attributes": {"FilterPolicyScope": "MessageBody",
      "FilterPolicy": "{\"k\":[{\"wildcard\":\"a*b\"}]}"}}},
    {"do": "sns.Publish", "with": {"TopicArn": "arn:aws:sns:ap-northeast-2:000000000000:news", "Message": "{\"k\":\"a-b\"}"}},
    {"do": "sns.Publish", "with": {"TopicArn": "arn:aws:sns:ap-northeast-2:000000000000:news", "Message": "{\"k\":\"a-c\"}"}},
    {"settle": true}], "finally": {"queue.jobs.ready": 1}})";
  CHECK(trouble(play(R"({"title": "t", "allow": ["newer-filters"], )" + steps)) == "held");
  CHECK(trouble(play(R"({"title": "t", )" + steps)).find("Unrecognized match type wildcard") !=
        std::string::npos);
}

TEST_CASE("Settings that the shop refuses are the run's failure", "[lab][run]") {
  auto const outcome = play(
      R"({"title": "t", "shop": {"products": [{"sku": "CP-1", "stock": 1}]}, "steps": [{"do": "POST /checkout"}]})");
  CHECK(trouble(outcome).starts_with("The shop has no product \"CP-1\"."));
  CHECK(outcome.steps == 0);
}

TEST_CASE("What a reset takes away was not lost", "[lab]") {
  CHECK(test::told(R"({"title": "t", "shop": "none", "always": ["no message is lost"], "steps": [
    {"do": "sqs.CreateQueue", "with": {"QueueName": "q"}},
    {"do": "sqs.SendMessage", "with": {"QueueUrl": "q", "MessageBody": "x"}},
    {"do": "POST /_proofbox/reset", "body": "{\"service\": \"sqs\"}"},
    {"do": "sqs.CreateQueue", "with": {"QueueName": "q"}},
    {"do": "sqs.SendMessage", "with": {"QueueUrl": "q", "MessageBody": "y"}},
    {"do": "POST /_proofbox/reset"},
    {"advance": "1s"},
    {"expect": {"clock": {"$pattern": "00:00:01"}}}]})") == "held");
}
