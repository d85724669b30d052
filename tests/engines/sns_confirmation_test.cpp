// Who is asked before anything is delivered: pending subscriptions, the tokens that confirm them,
// and those that restore what was unsubscribed.
#include "engines/sns_subscribers.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

std::string const address = "baker@box.test";
std::string const foreign_queue = "arn:aws:sqs:us-east-1:111122223333:theirs";

struct AskingShop : SubscribedShop {
  Map<std::string> counts() {
    return {{"confirmed", topic_attribute("SubscriptionsConfirmed")},
            {"pending", topic_attribute("SubscriptionsPending")},
            {"deleted", topic_attribute("SubscriptionsDeleted")}};
  }
  std::vector<std::string> listed_arns() {
    std::vector<std::string> arns;
    auto const of_topic = turn(sns, sns::ListSubscriptionsByTopic{topic, {}})->subscriptions;
    auto const all = turn(sns, sns::ListSubscriptions{})->subscriptions;
    REQUIRE(of_topic.size() == all.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
      CHECK(of_topic[i].subscription_arn == all[i].subscription_arn);
      arns.push_back(all[i].subscription_arn);
    }
    return arns;
  }
  std::size_t sent(std::string text = "hello") {
    REQUIRE(publish(message(std::move(text))).ok());
    return turn.parcels.size();
  }
  // The value of a member of the body that was posted last.
  std::string posted(std::string const& member) const {
    auto const& body = request_of(turn.parcels.at(0)).body;
    auto const key = '"' + member + R"(":")";
    auto const at = body.find(key);
    REQUIRE(at != std::string::npos);
    auto const begin = at + key.size();
    return body.substr(begin, body.find('"', begin) - begin);
  }
  // Moves time, doing what falls due.
  void pass(Duration by) {
    turn.now += by;
    turn.advance(sns);
  }
};

Map<std::string> counts(std::string confirmed, std::string pending, std::string deleted) {
  return {{"confirmed", std::move(confirmed)},
          {"pending", std::move(pending)},
          {"deleted", std::move(deleted)}};
}

std::string const unknown_token = "InvalidParameter: Invalid token";
std::string const invalid_parameter = "InvalidParameter: Invalid parameter: ";

}  // namespace

TEST_CASE("Who receives mail or HTTP is asked first, all others are confirmed at once",
          "[sns][confirmation]") {
  AskingShop shop;
  for (auto const& [protocol, endpoint] :
       std::vector<std::pair<std::string, std::string>>{{"http", site},
                                                        {"https", "https://site.test"},
                                                        {"email", address},
                                                        {"email-json", address},
                                                        {"sqs", foreign_queue}}) {
    INFO(protocol);
    auto const arn = shop.begin(protocol, endpoint);
    CHECK(shop.turn.parcels.size() == 1);
    CHECK(shop.attribute(arn, "PendingConfirmation") == "true");
    CHECK(shop.attribute(arn, "ConfirmationWasAuthenticated") == "false");
  }
  for (auto const& [protocol, endpoint] : std::vector<std::pair<std::string, std::string>>{
           {"sqs", queue_arn},
           {"lambda", "arn:aws:lambda:us-east-1:000000000000:function:bake"},
           {"sms", "+15555550100"}}) {
    INFO(protocol);
    auto const arn = shop.begin(protocol, endpoint);
    CHECK(shop.turn.parcels.empty());
    CHECK(shop.attribute(arn, "PendingConfirmation") == "false");
    CHECK(shop.attribute(arn, "ConfirmationWasAuthenticated") == "true");
  }
  CHECK(shop.counts() == counts("3", "5", "0"));
}

TEST_CASE("A pending subscription's ARN is told to who asks for it only", "[sns][confirmation]") {
  AskingShop shop;
  sns::Subscribe op;
  op.topic_arn = shop.topic;
  op.protocol = "http";
  op.endpoint = site;
  CHECK(shop.turn(shop.sns, op)->subscription_arn == "pending confirmation");
  op.return_subscription_arn = false;
  CHECK(shop.turn(shop.sns, op)->subscription_arn == "pending confirmation");
  op.return_subscription_arn = true;
  auto const arn = shop.turn(shop.sns, op)->subscription_arn;
  CHECK_THAT(arn, Catch::StartsWith(shop.topic + ':'));
  CHECK(shop.listed_arns() == std::vector<std::string>{"PendingConfirmation"});
  CHECK(shop.counts() == counts("0", "1", "0"));
  REQUIRE(shop.confirm(shop.token(arn)).ok());
  CHECK(shop.listed_arns() == std::vector{arn});
  CHECK(shop.counts() == counts("1", "0", "0"));
  op.return_subscription_arn.reset();
  CHECK(shop.turn(shop.sns, op)->subscription_arn == arn);
}

TEST_CASE("Nothing is delivered before the confirmation, nor later what was published before",
          "[sns][confirmation]") {
  AskingShop shop;
  auto const arn = shop.begin("http", site);
  CHECK(shop.sent("too early") == 0);
  REQUIRE(shop.confirm(shop.token(arn)).ok());
  CHECK(shop.turn.parcels.empty());
  CHECK(shop.sent() == 1);
}

TEST_CASE("The token that was sent confirms, as often as it is used", "[sns][confirmation]") {
  AskingShop shop;
  auto const arn = shop.begin("http", site);
  CHECK(shop.posted("Type") == "SubscriptionConfirmation");
  auto const token = shop.posted("Token");
  CHECK(token == shop.token(arn));
  CHECK(shop.tokens(arn).at(0).state == "pending");
  CHECK(shop.confirm(token)->subscription_arn == arn);
  CHECK(shop.tokens(arn).at(0).state == "confirmed");
  CHECK(shop.confirm(token)->subscription_arn == arn);
  CHECK(shop.counts() == counts("1", "0", "0"));
  CHECK(shop.sent() == 1);
}

TEST_CASE("Whether the confirmation was signed is told", "[sns][confirmation]") {
  AskingShop shop;
  auto const by_link = shop.begin("http", site);
  auto const by_call = shop.begin("email", address);
  shop.turn.caller.is_anonymous = true;
  REQUIRE(shop.confirm(shop.token(by_link)).ok());
  shop.turn.caller.is_anonymous = false;
  REQUIRE(shop.confirm(shop.token(by_call)).ok());
  CHECK(shop.attribute(by_link, "ConfirmationWasAuthenticated") == "false");
  CHECK(shop.attribute(by_call, "ConfirmationWasAuthenticated") == "true");
}

TEST_CASE("A token that is none and a topic that can be none are refused as recorded",
          "[sns][confirmation]") {
  AskingShop shop;
  auto const arn = shop.begin("http", site);
  auto const token = shop.token(arn);
  auto unknown = token;
  unknown.back() = unknown.back() == '0' ? '1' : '0';
  CHECK(refusal_of(shop.confirm("no-token")) == invalid_parameter + "Token");
  CHECK(refusal_of(shop.confirm(unknown)) == unknown_token);
  CHECK(refusal_of(shop.confirm(token, "shop")) == invalid_parameter + "Topic");
  CHECK(refusal_of(shop.confirm(token, "arn:aws:sns:eu-west-1:000000000000:shop")) ==
        invalid_parameter + "Topic");
  CHECK(shop.attribute(arn, "PendingConfirmation") == "true");
  // The token alone says what is meant, whatever the topic's name.
  CHECK(shop.confirm(token, shop.topic + "-of-nobody")->subscription_arn == arn);
}

TEST_CASE("Who subscribes again while pending is asked again", "[sns][confirmation]") {
  AskingShop shop;
  auto const arn = shop.begin("http", site, {{"RawMessageDelivery", "true"}});
  shop.pass(1h);
  CHECK(shop.begin("http", site, {{"RawMessageDelivery", "true"}}) == arn);
  REQUIRE(shop.turn.parcels.size() == 1);
  auto const token = shop.posted("Token");
  CHECK(shop.counts() == counts("0", "1", "0"));
  CHECK(shop.try_to_subscribe("http", site, {{"RawMessageDelivery", "false"}}).error() ==
        invalid("Attributes Reason: Subscription already exists with different attributes"));
  // The two days begin anew.
  shop.pass(47h + 30min);
  CHECK(shop.confirm(token)->subscription_arn == arn);
  // Who is confirmed is asked no more.
  CHECK(shop.begin("http", site) == arn);
  CHECK(shop.turn.parcels.empty());
}

TEST_CASE("What is not confirmed in two days is gone", "[sns][confirmation]") {
  AskingShop shop;
  auto const arn = shop.begin("http", site);
  auto const token = shop.token(arn);
  CHECK(shop.tokens(arn).at(0).until == shop.turn.now + 48h);
  shop.carried(Parcel{shop.turn.parcels.empty() ? Parcel{} : shop.turn.parcels[0]}, answered(200));
  REQUIRE(shop.sns.next_due());
  shop.pass(48h - 1ms);
  CHECK(shop.attribute(arn, "PendingConfirmation") == "true");
  shop.pass(1ms);
  CHECK(shop.attributes(arn).error().code == "NotFound");
  CHECK(refusal_of(shop.confirm(token)) == unknown_token);
  CHECK(shop.listed_arns().empty());
  CHECK(shop.topic_attribute("SubscriptionsPending") == "0");
  CHECK_FALSE(shop.sns.next_due());
  CHECK(shop.begin("http", site) != arn);
}

TEST_CASE("Once confirmed, a subscription outlives its token", "[sns][confirmation]") {
  AskingShop shop;
  auto const arn = shop.add("http", site);
  shop.pass(49h);
  CHECK(shop.attribute(arn, "PendingConfirmation") == "false");
  CHECK(shop.sent() == 1);
}

TEST_CASE("Who unsubscribes over HTTP is told, and may change its mind", "[sns][confirmation]") {
  AskingShop shop;
  auto const arn = shop.add("http", site, {{"RawMessageDelivery", "true"}});
  auto const first_token = shop.token(arn);
  REQUIRE(shop.unsubscribe(arn).ok());
  REQUIRE(shop.turn.parcels.size() == 1);
  CHECK(shop.posted("Type") == "UnsubscribeConfirmation");
  auto const token = shop.posted("Token");
  CHECK(token != first_token);
  CHECK(shop.counts() == counts("0", "0", "1"));
  CHECK(shop.listed_arns().empty());
  CHECK(shop.attributes(arn).error().code == "NotFound");
  CHECK(shop.sent() == 0);
  CHECK(shop.tokens(arn).at(0).state == "deactivated");
  CHECK(shop.tokens(arn).at(0).token == token);

  SECTION("with the token it is back under its ARN, as it was") {
    shop.turn.caller.is_anonymous = true;
    CHECK(shop.confirm(token)->subscription_arn == arn);
    CHECK(shop.attribute(arn, "RawMessageDelivery") == "true");
    CHECK(shop.attribute(arn, "PendingConfirmation") == "false");
    CHECK(shop.topic_attribute("SubscriptionsConfirmed") == "1");
    CHECK(shop.confirm(token)->subscription_arn == arn);
    CHECK(shop.sent() == 1);
  }
  SECTION("unsubscribing once more asks nobody") {
    REQUIRE(shop.unsubscribe(arn).ok());
    CHECK(shop.turn.parcels.empty());
  }
  SECTION("the token ends after two days") {
    shop.pass(48h);
    CHECK(refusal_of(shop.confirm(token)) == unknown_token);
    CHECK(shop.tokens().empty());
    CHECK_FALSE(shop.sns.next_due());
  }
  SECTION("the token that had confirmed it does not bring it back") {
    CHECK_FALSE(shop.confirm(first_token).ok());
  }
  SECTION("who subscribes the endpoint anew has another subscription") {
    auto const anew = shop.add("http", site);
    CHECK(anew != arn);
    CHECK(refusal_of(shop.confirm(token)) == unknown_token);
    CHECK(shop.topic_attribute("SubscriptionsConfirmed") == "1");
    CHECK(shop.sent() == 1);
  }
  SECTION("with its topic it is gone for good") {
    REQUIRE(shop.turn(shop.sns, sns::DeleteTopic{shop.topic}).ok());
    CHECK_FALSE(shop.confirm(token).ok());
    CHECK(shop.create("shop") == shop.topic);
    CHECK_FALSE(shop.confirm(token).ok());
    CHECK(shop.tokens().empty());
    CHECK_FALSE(shop.sns.next_due());
  }
}

TEST_CASE("Who gets mail is told of the end where somebody else may have brought it about",
          "[sns][confirmation]") {
  AskingShop shop;
  auto const by_owner = shop.add("email", address);
  REQUIRE(shop.unsubscribe(by_owner).ok());
  CHECK(shop.turn.parcels.empty());
  auto const by_link = shop.add("email", address);
  shop.turn.caller.is_anonymous = true;
  REQUIRE(shop.unsubscribe(by_link).ok());
  REQUIRE(shop.turn.parcels.size() == 1);
  CHECK(std::get<ToMailbox>(shop.turn.parcels[0].to).to == address);
  CHECK(shop.confirm(shop.token(by_link))->subscription_arn == by_link);
}

TEST_CASE("What was never confirmed ends without a word", "[sns][confirmation]") {
  AskingShop shop;
  auto const arn = shop.begin("http", site);
  auto const token = shop.token(arn);
  REQUIRE(shop.unsubscribe(arn).ok());
  CHECK(shop.turn.parcels.empty());
  CHECK(refusal_of(shop.confirm(token)) == unknown_token);
  CHECK(shop.listed_arns().empty());
}

TEST_CASE("With AuthenticateOnUnsubscribe a mere link does not end a subscription",
          "[sns][confirmation]") {
  AskingShop shop;
  auto const arn = shop.begin("http", site);
  auto const unsubscribe = [&](bool anonymously) {
    shop.turn.caller.is_anonymous = anonymously;
    return shop.unsubscribe(arn);
  };
  SECTION("where the confirmation was signed") {
    REQUIRE(shop.confirm(shop.token(arn), {}, "true").ok());
    auto const refused = unsubscribe(true);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code == "AuthorizationError");
    CHECK(refused.error().status == 403);
    CHECK(shop.topic_attribute("SubscriptionsConfirmed") == "1");
    CHECK(unsubscribe(false).ok());
    CHECK(shop.topic_attribute("SubscriptionsConfirmed") == "0");
  }
  SECTION("but not where it was not") {
    shop.turn.caller.is_anonymous = true;
    REQUIRE(shop.confirm(shop.token(arn), {}, "true").ok());
    CHECK(unsubscribe(true).ok());
  }
  SECTION("nor where nobody asked for it") {
    REQUIRE(shop.confirm(shop.token(arn), {}, "false").ok());
    CHECK(unsubscribe(true).ok());
  }
}

TEST_CASE("A deleted topic takes along what waits for confirmation", "[sns][confirmation]") {
  AskingShop shop;
  auto const token = shop.token(shop.begin("http", site));
  REQUIRE(shop.turn(shop.sns, sns::DeleteTopic{shop.topic}).ok());
  CHECK_FALSE(shop.confirm(token).ok());
  CHECK(shop.create("shop") == shop.topic);
  CHECK_FALSE(shop.confirm(token).ok());
  CHECK(shop.tokens().empty());
  CHECK_FALSE(shop.sns.next_due());
  CHECK(shop.counts() == counts("0", "0", "0"));
}

TEST_CASE("The owner of another account's queue is asked in the queue", "[sns][confirmation]") {
  AskingShop shop;
  auto const arn = shop.begin("sqs", foreign_queue, {{"RawMessageDelivery", "true"}});
  REQUIRE(shop.turn.parcels.size() == 1);
  auto const question = queued(shop.turn.parcels[0]);
  CHECK(question.queue_arn == foreign_queue);
  CHECK(question.source_arn == shop.topic);
  CHECK_THAT(question.body, Catch::StartsWith(R"({"Type":"SubscriptionConfirmation",)"));
  auto const token = shop.token(arn);
  CHECK_THAT(question.body, Catch::Contains(R"("Token":")" + token + '"'));
  CHECK(shop.sent() == 0);
  shop.turn.caller.account = "111122223333";
  CHECK(shop.confirm(token)->subscription_arn == arn);
  CHECK(shop.sent("mine") == 1);
  CHECK(queued(shop.turn.parcels[0]).body == "mine");
  // It ends without being told, as other queues' do.
  REQUIRE(shop.unsubscribe(arn).ok());
  CHECK(shop.turn.parcels.empty());
}

TEST_CASE("What asks in a FIFO queue has a group and an id, without which none takes it",
          "[sns][confirmation][fifo]") {
  AskingShop shop;
  auto const topic = shop.create("shop.fifo", {{"FifoTopic", "true"}});
  shop.begin("sqs", foreign_queue + ".fifo", {}, topic);
  REQUIRE(shop.turn.parcels.size() == 1);
  auto const question = queued(shop.turn.parcels[0]);
  CHECK_FALSE(question.group_id.value_or("").empty());
  CHECK_FALSE(question.deduplication_id.value_or("").empty());
}

TEST_CASE("A question that nobody takes is asked again, as other deliveries are",
          "[sns][confirmation][retries]") {
  AskingShop shop;
  auto const arn = shop.begin("http", site);
  auto const question = shop.turn.parcels.at(0);
  CHECK(shop.fail_all(question, answered(503)) == std::vector<Duration>{20s, 20s, 20s});
  auto const told = shop.deliveries();
  REQUIRE(told.size() == 1);
  CHECK(told[0].type == "SubscriptionConfirmation");
  CHECK(told[0].status == "lost");
  CHECK(told[0].attempts.size() == 4);
}

TEST_CASE("The means to undo are sent again as well, by the policy that was",
          "[sns][confirmation][retries]") {
  AskingShop shop;
  auto const patient = shop.add(
      "http", site,
      {{"DeliveryPolicy",
        R"({"healthyRetryPolicy":{"minDelayTarget":7,"maxDelayTarget":7,"numRetries":2}})"}});
  REQUIRE(shop.unsubscribe(patient).ok());
  CHECK(shop.fail_all(Parcel{shop.turn.parcels.at(0)}, answered(500)) ==
        std::vector<Duration>{7s, 7s});
  // Once nothing can be undone any more, nobody is told how.
  auto const forgotten = shop.add("http", "http://other.test");
  REQUIRE(shop.unsubscribe(forgotten).ok());
  auto const question = shop.turn.parcels.at(0);
  REQUIRE(shop.turn(shop.sns, sns::DeleteTopic{shop.topic}).ok());
  CHECK(shop.fail_all(question, answered(500)).empty());
}

TEST_CASE("A question is neither filtered nor dead-lettered", "[sns][confirmation][dead-letters]") {
  AskingShop shop;
  shop.begin(
      "http", site,
      {{"FilterPolicy", R"({"kind":["sale"]})"}, {"RedrivePolicy", dead_letters_in("dead")}});
  REQUIRE(shop.turn.parcels.size() == 1);
  shop.carried(Parcel{shop.turn.parcels[0]}, answered(404));
  CHECK(shop.turn.parcels.empty());
  CHECK(shop.deliveries().at(0).status == "lost");
}
