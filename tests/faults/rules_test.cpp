// Rules by themselves: what they select, count and draw, and what they do together.
#include "faults/rules.hpp"

#include <catch2/catch.hpp>

#include "base/time.hpp"
#include "engines/lambda/shapes.hpp"
#include "engines/ses/api.hpp"
#include "engines/ses/v1_shapes.hpp"
#include "engines/sns/shapes.hpp"
#include "engines/sqs/api.hpp"
#include "engines/sqs/shapes.hpp"

using namespace proofbox;
using namespace proofbox::faults;

namespace {

Instant const start = *parse_instant("2023-05-25T09:00:00+09:00");

sqs::SendMessage send_to(std::string queue) {
  sqs::SendMessage send;
  send.queue_url = std::move(queue);
  return send;
}

Rule of_calls(std::string name, Calls calls = {"sqs", "SendMessage", {}}) {
  Rule rule;
  rule.name = std::move(name);
  rule.of = std::move(calls);
  rule.effect = Fails{};
  return rule;
}

// A box's rules, at an instant.
struct Ruled {
  explicit Ruled(std::vector<Rule> laid, std::uint64_t seed = 1) : rules(seed) {
    for (auto& rule : laid)
      rules.lay(std::move(rule), start);
  }

  template <class Op>
  std::optional<Strike> call(Op const& op) {
    return rules.strikes(now, sqs::api(), operation_of<Op>(), &op);
  }
  // "yynn": whether each of so many sends is struck.
  std::string sends(int count, std::string const& queue = "jobs") {
    std::string all;
    for (int i = 0; i < count; ++i)
      all += call(send_to(queue)) ? 'y' : 'n';
    return all;
  }

  Rules rules;
  Instant now = start;
};

std::string who_struck(std::optional<Strike> const& strike) {
  std::string names;
  for (auto const& struck : strike ? strike->by : std::vector<Struck>{})
    names += (names.empty() ? "" : ", ") + struck.rule;
  return names.empty() ? "nobody" : names;
}

template <class Op>
bool selects(Calls calls, Op const& op) {
  auto const rule = of_calls("r", std::move(calls));
  return rule.selects(operation_of<Op>(), &op);
}

}  // namespace

TEST_CASE("A rule selects calls by service, operation and what they are about", "[faults]") {
  auto const send = send_to("http://127.0.0.1:4566/000000000000/jobs");
  struct Example {
    Calls calls;
    bool is_selected;
  };
  std::vector<Example> const examples{
      {{"sqs", {}, {}}, true},
      {{"sns", {}, {}}, false},
      {{"sqs", "SendMessage", {}}, true},
      {{"sqs", "SendMessageBatch", {}}, false},
      {{"sqs", "SendMessage", "jobs"}, true},
      {{"sqs", {}, "jobs"}, true},
      {{"sqs", {}, "job"}, false},
      {{"sqs", {}, "http://127.0.0.1:4566/000000000000/jobs"}, true},
      {{"sqs", {}, "arn:aws:sqs:eu-west-1:000000000000:jobs"}, true},
      {{"sqs", {}, "arn:aws:sqs:eu-west-1:000000000000:others"}, false},
      {{"sqs", {}, "000000000000"}, false},
  };
  for (auto const& example : examples) {
    INFO(example.calls.service << '.' << example.calls.operation << " of "
                               << example.calls.resource);
    CHECK(selects(example.calls, send) == example.is_selected);
  }
}

TEST_CASE("What a call is about is found in a name, a URL, an ARN and an address", "[faults]") {
  sns::Publish publish;
  publish.target_arn = "arn:aws:sns:us-east-1:000000000000:sold_out";
  CHECK(selects({"sns", {}, "sold_out"}, publish));
  CHECK_FALSE(selects({"sns", {}, "aws"}, publish));
  sns::Unsubscribe unsubscribe;
  unsubscribe.subscription_arn = "arn:aws:sns:us-east-1:000000000000:sold_out:6bdb1d5a";
  CHECK(selects({"sns", {}, "sold_out"}, unsubscribe));
  aws_lambda::Invoke invoke;
  invoke.function_name = "000000000000:function:stock_lambda:$LATEST";
  CHECK(selects({"lambda", "Invoke", "stock_lambda"}, invoke));
  CHECK(selects({"lambda", {}, "arn:aws:lambda:us-east-1:000000000000:function:stock_lambda"},
                invoke));
  CHECK_FALSE(
      selects({"lambda", {}, "arn:aws:lambda:us-east-1:000000000000:function:vip_lambda"}, invoke));
  ses::v1::SendEmail mail;
  mail.source = "Donuts <shop@example.com>";
  CHECK(selects({"ses", "SendEmail", "shop@example.com"}, mail));
  CHECK_FALSE(selects({"ses", "SendEmail", "Donuts"}, mail));
  sqs::ListQueues const list;
  CHECK_FALSE(selects({"sqs", {}, "jobs"}, list));
  CHECK_FALSE(has_resource(sqs::ListQueues::shape()));
  CHECK(has_resource(sqs::SendMessage::shape()));
}

TEST_CASE("A rule selects requests by host and the beginning of the path", "[faults]") {
  Rule rule;
  rule.of = Requests{"marketing.test", "/api"};
  HttpRequest const below{"POST", "marketing.test", "/api/vip?a=1"};
  HttpRequest const beside{"POST", "marketing.test", "/health"};
  HttpRequest const elsewhere{"POST", "market.test", "/api/vip"};
  CHECK(rule.selects(below));
  CHECK_FALSE(rule.selects(beside));
  CHECK_FALSE(rule.selects(elsewhere));
  CHECK_FALSE(rule.selects(std::string_view{"marketing.test"}));
  rule.of = Runs{"stock_lambda"};
  CHECK(rule.selects(std::string_view{"stock_lambda"}));
  CHECK_FALSE(rule.selects(below));
}

TEST_CASE("A rule strikes the n-th to the m-th of what it selects", "[faults]") {
  auto rule = of_calls("r", {"sqs", "SendMessage", "jobs"});
  CHECK(Ruled{{rule}}.sends(4) == "yyyy");
  rule.first = rule.last = 3;
  CHECK(Ruled{{rule}}.sends(5) == "nnynn");
  rule.last = 4;
  CHECK(Ruled{{rule}}.sends(5) == "nnyyn");
  rule.last = std::numeric_limits<std::uint64_t>::max();
  Ruled box{{rule}};
  CHECK(box.sends(3, "others") == "nnn");
  CHECK(box.sends(5) == "nnyyy");
  CHECK(box.rules.find("r")->met == 5);
  CHECK(box.rules.find("r")->struck == 3);
}

TEST_CASE(
    "A rule counts and strikes only within its window, which has its beginning and not its "
    "end",
    "[faults]") {
  auto rule = of_calls("r");
  rule.from = Moment{{}, 10s};
  rule.until = Moment{start + 20s, {}};
  rule.first = rule.last = 2;
  Ruled box{{rule}};
  CHECK(box.sends(2) == "nn");
  box.now = start + 10s - 1ns;
  CHECK(box.sends(2) == "nn");
  box.now = start + 10s;
  CHECK(box.sends(1) == "n");
  box.now = start + 20s - 1ns;
  CHECK(box.sends(2) == "yn");
  box.now = start + 20s;
  CHECK(box.sends(2) == "nn");
  CHECK(box.rules.find("r")->met == 3);
}

TEST_CASE("Chance is the seed's: the same again, and another under another seed", "[faults]") {
  auto rule = of_calls("r");
  rule.chance = 0.5;
  auto const drawn = Ruled{{rule}}.sends(200);
  CHECK(Ruled{{rule}}.sends(200) == drawn);
  CHECK(Ruled({rule}, 2).sends(200) != drawn);
  auto const struck = std::count(drawn.begin(), drawn.end(), 'y');
  CHECK(struck > 70);
  CHECK(struck < 130);
  rule.chance = 1;
  CHECK(Ruled{{rule}}.sends(50) == std::string(50, 'y'));
}

TEST_CASE("A rule less changes nothing for those that stay", "[faults]") {
  auto often = of_calls("often");
  often.chance = 0.7;
  auto rare = of_calls("rare");
  rare.chance = 0.2;
  rare.first = 4;
  auto const struck_by_rare = [](std::vector<Rule> rules) {
    Ruled box{std::move(rules)};
    std::string all;
    for (int i = 0; i < 100; ++i) {
      auto const before = box.rules.find("rare")->met;
      auto const strike = box.call(send_to("jobs"));
      CHECK(box.rules.find("rare")->met == before + 1);
      all += who_struck(strike).find("rare") != std::string::npos ? 'y' : '-';
    }
    return all;
  };
  auto const alone = struck_by_rare({rare});
  auto const beside = struck_by_rare({often, rare});
  CHECK(alone != beside);  // a call fails only once
  for (std::size_t i = 0; i < alone.size(); ++i)
    CHECK((beside[i] == '-' || alone[i] == 'y'));
  CHECK(struck_by_rare({rare, often}) == alone);
}

TEST_CASE("Rules laid anew count and draw as if for the first time", "[faults]") {
  auto rule = of_calls("r");
  rule.chance = 0.5;
  rule.first = 2;
  rule.until = Moment{{}, 1min};
  Ruled box{{rule}};
  auto const once = box.sends(30);
  box.now = start + 1h;
  CHECK(box.sends(2) == "nn");
  box.rules.begin_anew(box.now);
  CHECK(box.rules.find("r")->met == 0);
  CHECK(box.sends(30) == once);
}

TEST_CASE("A rule of the same name takes the place of the one before", "[faults]") {
  auto second = of_calls("first");
  second.effect = Loses{true};
  Ruled box{{of_calls("first"), of_calls("other"), second}};
  REQUIRE(box.rules.all().size() == 2);
  CHECK(box.rules.all()[0].rule.name == "first");
  CHECK(box.call(send_to("jobs"))->loses_answer);
  CHECK(box.rules.lift("first"));
  CHECK_FALSE(box.rules.lift("first"));
  CHECK(who_struck(box.call(send_to("jobs"))) == "other");
  box.rules.clear();
  CHECK(box.rules.is_empty());
}

TEST_CASE("Of several rules the first ends a call, and all that are slow add up", "[faults]") {
  auto slow = of_calls("slow");
  slow.effect = Slows{2s};
  auto slower = of_calls("slower");
  slower.effect = Slows{3s};
  auto lost = of_calls("lost");
  lost.effect = Loses{true};
  Ruled box{{slow, of_calls("fails"), lost, slower}};
  auto const strike = box.call(send_to("jobs"));
  CHECK(who_struck(strike) == "fails, slow, slower");
  CHECK(strike->slow == 5s);
  CHECK(strike->error->code == "ServiceUnavailable");
  CHECK_FALSE(strike->loses_answer);
  CHECK(box.rules.find("lost")->met == 1);
  CHECK(box.rules.find("lost")->struck == 0);
}

TEST_CASE("What does not arrive arrives no second time", "[faults]") {
  Rule twice, down;
  twice.name = "twice";
  twice.of = down.of = Requests{"marketing.test", {}};
  twice.effect = Repeats{};
  down.name = "down";
  down.effect = Answers{503, "closed"};
  Ruled box{{twice, down}};
  HttpRequest const request{"GET", "marketing.test", "/"};
  auto const strike = box.rules.strikes(start, request);
  CHECK(who_struck(strike) == "down");
  CHECK(strike->response->body == "closed");
  CHECK_FALSE(strike->comes_twice);
  box.rules.lift("down");
  CHECK(box.rules.strikes(start, request)->comes_twice);
}

TEST_CASE("Each service refuses in its own words", "[faults]") {
  auto const words = [](Refusal refusal, Api const& api) {
    auto const error = refusal_of(refusal, api);
    return error.code + ' ' + std::to_string(error.status);
  };
  CHECK(words(Refusal::unavailable, sqs::api()) == "ServiceUnavailable 503");
  CHECK(words(Refusal::throttled, sqs::api()) == "ThrottlingException 400");
  CHECK(words(Refusal::internal, sqs::api()) == "InternalFailure 500");
  CHECK(words(Refusal::throttled, ses::v1_api()) == "Throttling 400");
  CHECK(words(Refusal::throttled, ses::v2_api()) == "TooManyRequestsException 429");
  CHECK(words(Refusal::unavailable, ses::v2_api()) == "ServiceUnavailable 503");
  CHECK(known_refusal("Throttled")->status == 429);
  CHECK_FALSE(known_refusal("Nonsense"));
}

TEST_CASE("A rule without a name is called by what it does", "[faults]") {
  auto rule = of_calls({}, {"sqs", "SendMessage", "jobs"});
  CHECK(standing_name(rule) == "sqs.SendMessage of jobs is refused: unavailable");
  rule.first = rule.last = 3;
  rule.effect = Loses{true};
  CHECK(standing_name(rule) == "sqs.SendMessage of jobs 3 loses its answer");
  rule.last = 5;
  rule.of = Calls{"sqs", {}, {}};
  rule.effect = Slows{2s};
  CHECK(standing_name(rule) == "sqs 3 to 5 takes 2s longer");
  rule.last = std::numeric_limits<std::uint64_t>::max();
  rule.of = Requests{"marketing.test", "/api"};
  rule.effect = Answers{};
  CHECK(standing_name(rule) == "requests to marketing.test/api from 3 on is answered 503");
  rule.first = 1;
  rule.of = Runs{"stock_lambda"};
  rule.effect = Breakdown{Breakdown::Where::between, 1, true};
  CHECK(standing_name(rule) == "stock_lambda hangs after 1 call");
}
