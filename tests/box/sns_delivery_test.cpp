// Deliveries of SNS in a whole box: web hooks of a simulated world, functions of a deployment,
// mailboxes, and what the box shows of all that.
#include <catch2/catch.hpp>

#include "engines/ses/v1_shapes.hpp"
#include "engines/sns/sandbox_shapes.hpp"
#include "engines/sqs/shapes.hpp"
#include "support/sim_box.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

std::string const region = "ap-northeast-2";
using Answers = std::vector<sim::Network::Answer>;

// The function "worker" writes down what it gets.
struct Town {
  explicit Town(std::uint64_t seed = 1) : sim(of_seed(seed)) {
    sim.box.events().start_hash();
    lambda::Deployment made;
    made.queues = {{"dead"}};
    made.functions = {
        {"worker", [this](lambda::Context&, std::string const& event) { return work(event); }}};
    sim.box.deploy(std::move(made));
    topic = call(sns::CreateTopic{"news", {}, {}, {}}).topic_arn;
  }

  template <class Op>
  typename Op::Output call(Op const& op) {
    Caller caller;
    caller.region = region;
    auto result = sim.call(op, std::move(caller));
    REQUIRE(result.ok());
    return std::move(*result);
  }
  std::string subscribe(std::string protocol, std::string endpoint,
                        Map<std::string> attributes = {}) {
    sns::Subscribe op;
    op.topic_arn = topic;
    op.protocol = std::move(protocol);
    op.endpoint = std::move(endpoint);
    op.attributes = std::move(attributes);
    op.return_subscription_arn = true;
    return call(op).subscription_arn;
  }
  // A web hook that is confirmed; it answers so by time.
  std::string add_hook(std::string host, Answers answers, Map<std::string> attributes = {}) {
    sim.network.add_host(host, {{}});
    auto arn = subscribe("http", "http://" + host + "/hook", std::move(attributes));
    sim.advance(0s);
    call(sns::ConfirmSubscription{topic, tokens(arn).at(0).token, {}});
    sim.network.add_host(std::move(host), std::move(answers));
    return arn;
  }
  std::string publish(std::string text = "hello") {
    sns::Publish op;
    op.topic_arn = topic;
    op.message = std::move(text);
    return call(op).message_id;
  }

  HttpResponse get(std::string target) { return sim.http({"GET", "box", std::move(target)}); }
  std::vector<sns::ListDeliveries::Delivery> deliveries(std::string const& query) {
    sns::ListDeliveries::Output output;
    auto const answer = get("/_proofbox/sns/deliveries?" + query);
    CHECK(answer.status == 200);
    REQUIRE_FALSE(from_json(answer.body, output));
    return output.deliveries;
  }
  std::vector<sns::ListSubscriptionTokens::Token> tokens(std::string const& arn) {
    sns::ListSubscriptionTokens::Output output;
    REQUIRE_FALSE(from_json(get("/_proofbox/sns/tokens?subscription=" + arn).body, output));
    return output.tokens;
  }
  std::vector<sqs::Message> dead_letters() {
    sqs::ReceiveMessage op;
    op.queue_url = "dead";
    op.max_number_of_messages = 10;
    return call(op).messages;
  }
  std::vector<std::string> worked;
  SimBox sim;
  std::string topic;

 private:
  static BoxSettings of_seed(std::uint64_t seed) {
    BoxSettings settings;
    settings.seed = seed;
    settings.region = region;
    return settings;
  }
  Task<Result<std::string>> work(std::string event) {
    worked.push_back(std::move(event));
    co_return std::string{"null"};
  }
};

Map<std::string> redriven() {
  return {{"RedrivePolicy",
           R"({"deadLetterTargetArn":"arn:aws:sqs:ap-northeast-2:000000000000:dead"})"}};
}

// When each attempt was answered or given up, since the start, and with which status (0: none).
using Attempts = std::vector<std::pair<Duration, std::int64_t>>;
Attempts attempts_of(sns::ListDeliveries::Delivery const& delivery) {
  Attempts attempts;
  for (auto const& attempt : delivery.attempts)
    attempts.emplace_back(attempt.at - story_start, attempt.status_code.value_or(0));
  return attempts;
}

}  // namespace

TEST_CASE("A web hook that recovers gets the message with its next retry", "[box][sns]") {
  Town town;
  town.add_hook("site.test", {{50s, 503}, {{}, 204}});
  auto const id = town.publish();
  town.sim.advance(2min);
  auto const told = town.deliveries("message=" + id);
  REQUIRE(told.size() == 1);
  CHECK(told[0].status == "delivered");
  CHECK(attempts_of(told[0]) == Attempts{{0s, 503}, {20s, 503}, {40s, 503}, {60s, 204}});
  CHECK(town.sim.network.received().size() == 5);  // the question was the first
}

TEST_CASE("A web hook has 15 seconds to answer", "[box][sns]") {
  Town town;
  town.add_hook("slow.test", {{{}, 200, {}, 14999ms}});
  town.add_hook("late.test", {{30s, 200, {}, 15001ms}, {{}, 200}});
  auto const id = town.publish();
  town.sim.advance(2min);
  auto const told = town.deliveries("message=" + id);
  REQUIRE(told.size() == 2);
  CHECK(attempts_of(told[0]) == Attempts{{14999ms, 200}});
  CHECK(attempts_of(told[1]) == Attempts{{15s, 0}, {35s, 200}});
  CHECK_THAT(told[1].attempts[0].error.value_or(""), Catch::StartsWith("TimedOut"));
  CHECK(told[1].status == "delivered");
}

TEST_CASE(
    "A web hook that is nowhere is tried again, and then its message is in the dead-letter "
    "queue as it was",
    "[box][sns]") {
  Town town;
  auto const arn = town.subscribe("http", "http://nowhere.test/hook", redriven());
  town.call(sns::ConfirmSubscription{town.topic, town.tokens(arn).at(0).token, {}});
  auto const id = town.publish("too far");
  town.sim.advance(59s);
  CHECK(town.deliveries("message=" + id).at(0).status == "waiting");
  CHECK(town.dead_letters().empty());
  town.sim.advance(1s);
  auto const told = town.deliveries("message=" + id).at(0);
  CHECK(told.status == "dead-lettered");
  REQUIRE(told.attempts.size() == 5);
  CHECK_THAT(told.attempts[3].error.value_or(""), Catch::StartsWith("HostNotFound"));
  CHECK(told.attempts[4].to == "arn:aws:sqs:ap-northeast-2:000000000000:dead");
  auto const dead = town.dead_letters();
  REQUIRE(dead.size() == 1);
  CHECK_THAT(dead[0].body, Catch::StartsWith(R"({"Type":"Notification","MessageId":")" + id));
  CHECK(dead[0].message_attributes.empty());
  // The question to confirm was lost, and is no dead letter.
  CHECK(town.deliveries("status=lost").at(0).type == "SubscriptionConfirmation");
}

TEST_CASE("What has more attributes than a queue takes does not arrive raw", "[box][sns]") {
  Town town;
  town.call(sqs::CreateQueue{"raw", {}, {}});
  town.subscribe("sqs", "arn:aws:sqs:ap-northeast-2:000000000000:raw",
                 {{"RawMessageDelivery", "true"}});
  sns::Publish op;
  op.topic_arn = town.topic;
  op.message = "much";
  for (char name = 'a'; name < 'a' + 10; ++name)
    op.message_attributes[std::string{name}] = {"String", "x", {}};
  auto const ten = town.call(op).message_id;
  op.message_attributes["k"] = {"String", "x", {}};
  auto const eleven = town.call(op).message_id;
  town.sim.advance(1s);
  CHECK(town.deliveries("message=" + ten).at(0).status == "delivered");
  auto const told = town.deliveries("message=" + eleven).at(0);
  CHECK(told.status == "lost");
  REQUIRE(told.attempts.size() == 1);  // the sender is at fault
  CHECK(told.attempts[0].status_code == 400);
}

TEST_CASE("A function of the deployment gets the event, one that is not there is a dead letter",
          "[box][sns]") {
  Town town;
  std::string const function = "arn:aws:lambda:ap-northeast-2:000000000000:function:";
  auto const here = town.subscribe("lambda", function + "worker");
  auto const gone = town.subscribe("lambda", function + "nobody", redriven());
  auto const id = town.publish();
  town.sim.advance(0s);
  REQUIRE(town.worked.size() == 1);
  CHECK_THAT(town.worked[0],
             Catch::StartsWith(R"({"Records":[{"EventSource":"aws:sns","EventVersion":"1.0",)"
                               R"("EventSubscriptionArn":")" +
                               here + R"(","Sns":{"Type":"Notification","MessageId":")" + id));
  CHECK(town.deliveries("subscription=" + here).at(0).status == "delivered");
  CHECK(town.deliveries("subscription=" + gone).at(0).status == "dead-lettered");
  CHECK(town.dead_letters().size() == 1);
}

TEST_CASE("Mail of topics is in the box's mailbox and costs no quota", "[box][sns]") {
  Town town;
  auto const arn = town.subscribe("email", "baker@box.test");
  town.sim.advance(0s);
  auto const mails = [&] { return town.get("/_proofbox/ses/messages?to=baker@box.test").body; };
  CHECK_THAT(mails(), Catch::Contains("AWS Notification - Subscription Confirmation"));
  auto const token = town.tokens(arn).at(0).token;
  CHECK_THAT(mails(), Catch::Contains(token));
  // Whoever follows the link confirms.
  auto const link = "/?Action=ConfirmSubscription&TopicArn=" + town.topic + "&Token=" + token;
  auto const confirmed = town.get(link);
  CHECK(confirmed.status == 200);
  CHECK_THAT(confirmed.body, Catch::Contains("<SubscriptionArn>" + arn + "</SubscriptionArn>"));
  town.publish("fresh donuts");
  town.sim.advance(0s);
  CHECK_THAT(mails(), Catch::Contains(R"("text":"fresh donuts\n)"));
  CHECK_THAT(mails(), Catch::Contains("AWS Notification Message"));
  CHECK(town.call(ses::v1::GetSendQuota{}).sent_last_24_hours == 0);
}

TEST_CASE("A link of a message ends the subscription, and the answer to it brings it back",
          "[box][sns]") {
  Town town;
  auto const arn = town.add_hook("site.test", {{}});
  town.publish();
  town.sim.advance(0s);
  auto const link = "/?Action=Unsubscribe&SubscriptionArn=" + arn;
  CHECK_THAT(town.sim.network.received().back().body, Catch::Contains(link));
  CHECK(town.get(link).status == 200);
  town.sim.advance(0s);
  CHECK_THAT(town.sim.network.received().back().body,
             Catch::StartsWith(R"({"Type":"UnsubscribeConfirmation")"));
  auto const told = town.tokens(arn);
  REQUIRE(told.size() == 1);
  CHECK(told[0].state == "deactivated");
  CHECK(told[0].until == story_start + 48h);
  CHECK(town.get("/?Action=ConfirmSubscription&TopicArn=" + town.topic + "&Token=" + told[0].token)
            .status == 200);
  auto const calls = town.sim.network.received().size();
  town.publish();
  town.sim.advance(0s);
  CHECK(town.sim.network.received().size() == calls + 1);
}

TEST_CASE("Deliveries are shown by topic, subscription, message and status", "[box][sns]") {
  Town town;
  auto const good = town.add_hook("good.test", {{}});
  auto const bad = town.add_hook("bad.test", {{{}, 500}});
  auto const one = town.publish("one");
  auto const two = town.publish("two");
  town.sim.advance(0s);
  auto const count = [&](std::string const& query) { return town.deliveries(query).size(); };
  CHECK(count("") == 6);  // two questions among them
  CHECK(count("topic=" + town.topic) == 6);
  CHECK(count("topic=" + town.topic + "2") == 0);
  CHECK(count("subscription=" + good) == 3);
  CHECK(count("message=" + one) == 2);
  CHECK(count("status=delivered") == 4);
  CHECK(count("status=waiting") == 2);
  CHECK(count("status=waiting&message=" + two) == 1);
  CHECK(count("status=waiting&subscription=" + good) == 0);
  auto const waiting = town.deliveries("status=waiting&message=" + two).at(0);
  CHECK(waiting.subscription == bad);
  CHECK(waiting.protocol == "http");
  CHECK(waiting.endpoint == "http://bad.test/hook");
  CHECK(waiting.published_at == story_start);
  CHECK(waiting.next_attempt_at == story_start + 20s);
  CHECK(town.get("/_proofbox/sns/deliveries?colour=red").status == 400);
  CHECK(town.sim.http({"POST", "box", "/_proofbox/sns/deliveries"}).status == 405);
  CHECK(town.get("/_proofbox/sns/tokens").status == 200);
  CHECK(town.tokens("nobody").empty());
}

TEST_CASE("A reset forgets deliveries that wait and tokens that were sent", "[box][sns][reset]") {
  Town town;
  town.add_hook("bad.test", {{{}, 500}});
  town.add_hook("slow.test", {{{}, 200, {}, 10s}});
  town.publish();
  town.sim.advance(1s);
  auto const calls = town.sim.network.received().size();
  SECTION("of the whole box") {
    CHECK(town.sim.http({"POST", "box", "/_proofbox/reset"}).status == 200);
  }
  SECTION("of SNS alone") { REQUIRE(town.sim.box.reset("sns")); }
  town.sim.advance(72h);
  CHECK(town.sim.network.received().size() == calls);
  CHECK(town.deliveries("").empty());
  CHECK(town.tokens("nobody").empty());
  CHECK(town.call(sns::ListTopics{}).topics.empty());
}

TEST_CASE("Two boxes of one seed tell the same story, down to each retry and token", "[box][sns]") {
  auto const story = [](std::uint64_t seed) {
    Town town{seed};
    town.add_hook("bad.test", {{45s, 500}, {{}, 200}}, redriven());
    town.add_hook("gone.test", {{{}, 410}}, redriven());
    auto const mail = town.subscribe("email", "baker@box.test");
    town.subscribe("lambda", "arn:aws:lambda:ap-northeast-2:000000000000:function:worker");
    town.publish();
    town.sim.advance(5min);
    town.call(sns::Unsubscribe{mail});
    town.sim.advance(72h);
    return town.sim.box.events().hash();
  };
  CHECK(story(7) == story(7));
  CHECK(story(7) != story(8));
}
