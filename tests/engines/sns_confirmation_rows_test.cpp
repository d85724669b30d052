// What SNS keeps of subscriptions that are not simply confirmed: a box that is made anew on the
// same store still awaits the same tokens, and forgets what was forgotten.
#include <catch2/catch.hpp>

#include "engines/sns/sandbox_shapes.hpp"
#include "sim/memory_store.hpp"
#include "support/sim_box.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

// One box after the other on one store; their web hooks are in the same world.
struct Restarts {
  sim::MemoryStore store;
  std::optional<SimBox> box;
  std::string topic;

  Restarts() {
    start(story_start);
    topic = call(sns::CreateTopic{"shop", {}, {}, {}}).topic_arn;
  }
  void start(Instant at) {
    box.reset();
    BoxSettings settings;
    settings.start = at;
    box.emplace(settings, store);
    for (auto const* host : {"site.test", "other.test"})
      box->network.add_host(host, {{}});
  }
  void restart() { start(box->box.agenda().now()); }

  template <class Op>
  typename Op::Output call(Op const& op, Caller caller = {}) {
    auto result = box->call(op, std::move(caller));
    REQUIRE(result.ok());
    return std::move(*result);
  }
  std::string subscribe(std::string host) {
    sns::Subscribe op;
    op.topic_arn = topic;
    op.protocol = "http";
    op.endpoint = "http://" + host + "/hook";
    op.return_subscription_arn = true;
    return call(op).subscription_arn;
  }
  std::vector<sns::ListSubscriptionTokens::Token> tokens() {
    auto const answer = box->box.look("sns", "ListSubscriptionTokens");
    sns::ListSubscriptionTokens::Output output;
    REQUIRE_FALSE(from_json(answer, output));
    return output.tokens;
  }
  std::string token(std::string const& arn) {
    for (auto const& token : tokens())
      if (token.subscription == arn)
        return token.token;
    return "(none)";
  }
  std::string confirm(std::string token, std::optional<std::string> authenticate = {}) {
    sns::ConfirmSubscription const op{topic, std::move(token), std::move(authenticate)};
    auto const confirmed = box->call(op);
    return confirmed ? confirmed->subscription_arn : confirmed.error().message;
  }
  std::string add(std::string host, std::optional<std::string> authenticate = {}) {
    auto arn = subscribe(std::move(host));
    CHECK(confirm(token(arn), std::move(authenticate)) == arn);
    return arn;
  }
  std::string attribute(std::string const& arn, std::string const& name) {
    return call(sns::GetSubscriptionAttributes{arn}).attributes.at(name);
  }
  std::string topic_attribute(std::string const& name) {
    return call(sns::GetTopicAttributes{topic}).attributes.at(name);
  }
};

Caller anonymous() {
  Caller caller;
  caller.is_anonymous = true;
  return caller;
}

}  // namespace

TEST_CASE("A token that was sent before a restart confirms after it", "[sns][confirmation][rows]") {
  Restarts boxes;
  auto const arn = boxes.subscribe("site.test");
  auto const token = boxes.token(arn);
  boxes.restart();
  CHECK(boxes.topic_attribute("SubscriptionsPending") == "1");
  CHECK(boxes.attribute(arn, "PendingConfirmation") == "true");
  CHECK(boxes.token(arn) == token);
  CHECK(boxes.confirm(token) == arn);
  boxes.restart();
  CHECK(boxes.attribute(arn, "PendingConfirmation") == "false");
  CHECK(boxes.attribute(arn, "ConfirmationWasAuthenticated") == "true");
  CHECK(boxes.confirm(token) == arn);
}

TEST_CASE("Two days end at the same moment, whether there was a restart or not",
          "[sns][confirmation][rows]") {
  Restarts boxes;
  auto const pending = boxes.subscribe("site.test");
  boxes.box->advance(47h);
  boxes.restart();
  CHECK(boxes.attribute(pending, "PendingConfirmation") == "true");
  boxes.box->advance(1h);
  CHECK_FALSE(boxes.box->call(sns::GetSubscriptionAttributes{pending}).ok());
  boxes.restart();
  CHECK(boxes.tokens().empty());
  CHECK(boxes.topic_attribute("SubscriptionsPending") == "0");
}

TEST_CASE("Who wanted to be asked before the end is asked after a restart, too",
          "[sns][confirmation][rows]") {
  Restarts boxes;
  auto const arn = boxes.add("site.test", "true");
  boxes.restart();
  auto const refused = boxes.box->call(sns::Unsubscribe{arn}, anonymous());
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().code == "AuthorizationError");
  CHECK(boxes.box->call(sns::Unsubscribe{arn}).ok());
}

TEST_CASE("What was unsubscribed is restored after a restart, and forgotten after two days",
          "[sns][confirmation][rows]") {
  Restarts boxes;
  auto const arn = boxes.add("site.test");
  boxes.call(sns::SetSubscriptionAttributes{arn, "RawMessageDelivery", "true"});
  boxes.call(sns::Unsubscribe{arn});
  auto const token = boxes.token(arn);
  boxes.restart();
  CHECK(boxes.topic_attribute("SubscriptionsConfirmed") == "0");
  CHECK(boxes.topic_attribute("SubscriptionsDeleted") == "1");
  SECTION("by its token") {
    CHECK(boxes.confirm(token) == arn);
    boxes.restart();
    CHECK(boxes.topic_attribute("SubscriptionsConfirmed") == "1");
    CHECK(boxes.attribute(arn, "RawMessageDelivery") == "true");
  }
  SECTION("no more where its time is up") {
    boxes.box->advance(48h);
    boxes.restart();
    CHECK(boxes.confirm(token) == "Invalid token");
  }
  SECTION("no more where its topic is gone") {
    boxes.call(sns::DeleteTopic{boxes.topic});
    boxes.restart();
    CHECK(boxes.confirm(token) == "Invalid token");
  }
}

// A box that is made anew draws the same chance again.
TEST_CASE("Each box's tokens differ from those that were kept", "[sns][confirmation][rows]") {
  Restarts boxes;
  auto const one = boxes.add("site.test");
  auto const two = boxes.add("other.test");
  boxes.restart();
  boxes.call(sns::Unsubscribe{one});
  boxes.restart();
  boxes.box->advance(1h);
  boxes.call(sns::Unsubscribe{two});
  CHECK(boxes.token(one) != boxes.token(two));
  auto const token = boxes.token(two);
  SECTION("so that each restores its own") { CHECK(boxes.confirm(token) == two); }
  SECTION("and ends by itself") {
    boxes.box->advance(47h);
    CHECK(boxes.tokens().size() == 1);
    boxes.box->advance(1h);
    CHECK(boxes.tokens().empty());
  }
}
