// The grammar of faults: each word, what it becomes, and what is said of a wrong one.
#include "match/fault_reading.hpp"

#include <catch2/catch.hpp>

#include "support/faults.hpp"
#include "support/shop_box.hpp"

using namespace proofbox;
using namespace proofbox::match;

namespace {

// "1:9: ...", or the name of the rule.
std::string said(std::string_view text) {
  match::Place where;
  auto const node = read_document(text, where);
  REQUIRE(node.ok());
  auto const reading = read_fault(*node);
  if (reading.rule)
    return reading.rule->name;
  auto const& [place, complaint] = *reading.mistake;
  return std::to_string(place.line) + ':' + std::to_string(place.column) + ": " + complaint;
}

std::string said_of(std::string const& rest) {
  return said(R"({"call": "sqs.SendMessage", )" + rest + "}");
}

}  // namespace

TEST_CASE("Every word of a fault becomes what it says", "[faults][match]") {
  using namespace faults;
  auto const rule = test::fault(R"({"name": "n", "call": "sqs.SendMessage", "of": "jobs",
    "nth": [2, null], "chance": 0.25, "from": "10s", "until": "2023-05-25T09:10:00+09:00",
    "error": {"code": "Nope", "message": "Not today.", "status": 418}})");
  CHECK(rule.name == "n");
  auto const& calls = std::get<Calls>(rule.of);
  CHECK(calls.service == "sqs");
  CHECK(calls.operation == "SendMessage");
  CHECK(calls.resource == "jobs");
  CHECK(rule.first == 2);
  CHECK(rule.last > 1'000'000'000);
  CHECK(rule.chance == 0.25);
  CHECK(rule.from->since(test::story_start) == test::story_start + 10s);
  CHECK(rule.until->since(test::story_start) == test::story_start + 10min);
  auto const& own = *std::get<Fails>(rule.effect).own;
  CHECK(own.code == "Nope");
  CHECK(own.message == "Not today.");
  CHECK(own.status == 418);
  CHECK(rule.json.starts_with(R"({"name": "n", "call": "sqs.SendMessage", "of": "jobs")"));
}

TEST_CASE("Every effect is read", "[faults][match]") {
  using namespace faults;
  auto const call = [](std::string const& rest) {
    return test::fault(R"({"call": "sqs", )" + rest + "}").effect;
  };
  CHECK(std::get<Fails>(call(R"("error": true)")).as == Refusal::unavailable);
  CHECK(std::get<Fails>(call(R"("error": "throttled")")).as == Refusal::throttled);
  CHECK(std::get<Fails>(call(R"("error": "internal")")).as == Refusal::internal);
  CHECK(std::get<Fails>(call(R"("error": {"code": "ThrottlingException"})")).own->message ==
        "The request was denied due to request throttling.");
  CHECK_FALSE(std::get<Loses>(call(R"("lost": "request")")).answer);
  CHECK(std::get<Loses>(call(R"("lost": "answer")")).answer);
  CHECK(std::get<Slows>(call(R"("slow": "1m30s")")).by == 90s);
  auto const host = [](std::string const& rest) {
    return test::fault(R"({"host": "https://a.test", )" + rest + "}");
  };
  CHECK(std::get<Requests>(host(R"("twice": true)").of).host == "a.test");
  CHECK(std::holds_alternative<Repeats>(host(R"("twice": true)").effect));
  auto const answers = std::get<Answers>(host(R"("status": 429, "body": "slow down")").effect);
  CHECK(answers.status == 429);
  CHECK(answers.body == "slow down");
  auto const breakdown = [](std::string const& rest) {
    return std::get<Breakdown>(test::fault(R"({"function": "f", )" + rest + "}").effect);
  };
  CHECK(breakdown(R"("crash": "before")").where == Breakdown::Where::before);
  CHECK_FALSE(breakdown(R"("crash": "after")").hangs);
  CHECK(breakdown(R"("hang": "after")").hangs);
  CHECK(breakdown(R"("hang": {"after_calls": 2})").calls == 2);
}

TEST_CASE("A fault that is wrong is told where, and what is right", "[faults][match]") {
  struct Example {
    std::string text, said;
  };
  std::vector<Example> const examples{
      {"[]", "1:1: A fault is an object, not a list."},
      {R"({"cal": "sqs"})", R"(1:2: A fault has no "cal". Did you mean "call"?)"},
      {R"({"slow": "1s"})",
       R"(1:1: A fault says what it strikes: a "call", a "host" or a "function".)"},
      {R"({"call": "sqs", "host": "a.test", "slow": "1s"})",
       R"(1:17: A fault strikes one thing; this one has both "call" and "host".)"},
      {R"({"function": "f", "status": 503})",
       R"(1:19: A fault of a "function" has no "status"; it has "crash", "hang" or "slow".)"},
      {R"({"call": "sqs"})",
       R"(1:1: A fault of a "call" says what goes wrong: "error", "lost" or "slow".)"},
      {R"({"call": "sqs", "slow": "1s", "error": true})",
       R"(1:17: A fault does one thing; this one has both "error" and "slow".)"},
      {R"({"call": "sqs.SendMesage", "slow": "1s"})",
       R"(1:10: There is no operation "sqs.SendMesage". Did you mean "sqs.SendMessage"? A call )"
       R"(is written as "sqs.SendMessage", or "sqs" for all.)"},
      {R"({"call": "factory.Configure", "slow": "1s"})",
       R"(1:10: "factory.Configure" is the box's own, and cannot go wrong.)"},
      {R"({"call": "sqs.ListQueues", "of": "jobs", "slow": "1s"})",
       R"(1:28: Calls of sqs.ListQueues are about nothing that has a name.)"},
      {R"({"call": 1, "slow": "1s"})", R"(1:10: "call" takes a text, not the number 1.)"},
      {R"({"host": "a.test/b", "slow": "1s"})",
       R"(1:10: A host is written as "marketing.test"; where a path begins is said by "path".)"},
      {R"({"host": "a.test", "path": "b", "slow": "1s"})", R"(1:28: A path begins with "/".)"},
      {R"({"host": "a.test", "body": "b", "slow": "1s"})",
       R"(1:20: A "body" needs the "status" that it comes with.)"},
      {R"({"host": "a.test", "status": 99})",
       R"(1:30: "status" takes a whole number from 200 to 599, not the number 99.)"},
      {R"({"host": "a.test", "twice": 2})", R"(1:29: "twice" takes true.)"},
      {R"({"function": "f", "crash": "befor"})",
       R"(1:28: "crash" takes "before", "after" or {"after_calls": 2}, not the text "befor". Did )"
       R"(you mean "before"?)"},
      {R"({"function": "f", "hang": {"after_calls": 0}})",
       R"(1:43: "after_calls" takes a whole number from 1 to 1000000, not the number 0.)"},
  };
  for (auto const& example : examples)
    CHECK(said(example.text) == example.said);
}

TEST_CASE("What a fault of a call says wrongly is told", "[faults][match]") {
  CHECK(said_of(R"("slow": "0s")") ==
        R"(1:37: "slow" takes a duration as "2s" or "1m30s", not the text "0s".)");
  CHECK(said_of(R"("lost": "anser")") ==
        R"(1:37: "lost" takes "request", before anything is done, or "answer", when all is; not )"
        R"(the text "anser". Did you mean "answer"?)");
  CHECK(said_of(R"("error": "throtled")") ==
        R"(1:38: "error" takes "unavailable", "throttled" or "internal", or an object with a )"
        R"("code", not the text "throtled". Did you mean "throttled"?)");
  CHECK(said_of(R"("error": {})") ==
        R"(1:38: An error has a "code", as {"code": "ServiceUnavailable"}.)");
  CHECK(said_of(R"("error": {"code": "A", "statu": 400})") ==
        R"(1:52: An error has no "statu". Did you mean "status"?)");
  CHECK(said_of(R"("error": {"code": "A", "status": 200})") ==
        R"(1:62: "status" takes a whole number from 400 to 599, not the number 200.)");
  CHECK(said_of(R"("error": true, "name": "")") ==
        R"(1:52: "name" takes a text, not the text "".)");
  for (auto const* nth : {"0", "\"1\"", "1.5", "[1]", "[2, 1]", "[null, 2]", "[0, null]"}) {
    INFO(nth);
    CHECK(
        said_of(R"("error": true, "nth": )" + std::string{nth})
            .starts_with(R"(1:51: "nth" takes a number from 1 on, as 3, or from which to which)"));
  }
  for (auto const* chance : {"0", "1.01", "-0.5", "\"0.5\"", "true"}) {
    INFO(chance);
    CHECK(said_of(R"("error": true, "chance": )" + std::string{chance})
              .starts_with(R"(1:54: "chance" takes a number above 0 and up to 1, as 0.25, not )"));
  }
  CHECK(said_of(R"("error": true, "chance": 1e-3)") == "sqs.SendMessage is refused: unavailable");
  CHECK(said_of(R"("error": true, "from": "9:10")") ==
        R"(1:52: "from" takes how long from now, as "10m", or an instant, as )"
        R"("2023-05-25T09:10:00+09:00", not the text "9:10".)");
  CHECK(said_of(R"("error": true, "from": "2s", "until": "1s")") ==
        "1:67: A fault ends after it begins.");
  CHECK(said_of(R"("error": true, "until": "0s")") == "1:53: A fault ends after it begins.");
}

TEST_CASE("Faults of one list have names that differ", "[faults][match]") {
  auto const read = [](std::string_view text) {
    match::Place where;
    auto const node = read_document(text, where);
    REQUIRE(node.ok());
    return read_faults(*node);
  };
  CHECK(read(R"([{"call": "sqs", "slow": "1s"}, {"call": "sqs", "slow": "2s"}])").rules.size() ==
        2);
  auto const twice = read(R"([{"call": "sqs", "slow": "1s", "nth": 1},
    {"call": "sqs", "slow": "1s", "nth": 1, "until": "1m"}])");
  CHECK(twice.rules.empty());
  CHECK(twice.mistake->complaint ==
        R"(Two faults are called "sqs 1 takes 1s longer": give this one a "name".)");
  CHECK(twice.mistake->place.line == 2);
  CHECK(read(R"({"call": "sqs"})").mistake->complaint == "Faults are a list, not an object.");
}

TEST_CASE("A fault that could never strike in its box is refused", "[faults][match]") {
  test::ShopBox shop;
  shop.advance(1h);
  auto const why = [&](std::string_view text) {
    match::Place where;
    auto const node = *read_document(text, where);
    auto const vain = why_in_vain(test::fault(text), node, shop.box);
    return vain ? vain->complaint : "it may";
  };
  CHECK(why(R"({"function": "stock_lamda", "crash": "before"})") ==
        R"(The box has no function "stock_lamda". Did you mean "stock_lambda"?)");
  CHECK(why(R"({"function": "stock_lambda", "crash": "before"})") == "it may");
  CHECK(why(R"({"call": "sqs", "until": "2023-05-25T09:59:00+09:00", "slow": "1s"})") ==
        "This fault is over before it begins: it is 2023-05-25T01:00:00.000Z.");
  CHECK(
      why(R"({"call": "sqs", "from": "2h", "until": "2023-05-25T11:00:00+09:00", "slow": "1s"})") ==
      "A fault ends after it begins.");
}
