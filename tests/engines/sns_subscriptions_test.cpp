// Subscriptions of SNS: made, told of, set, listed and taken away, what refuses them, and what
// outlives a restart.
#include <catch2/catch.hpp>

#include "engines/sns/engine.hpp"
#include "shape/row.hpp"
#include "support/engine_turn.hpp"

using namespace proofbox;

namespace {

std::string const queue_arn = "arn:aws:sqs:us-east-1:000000000000:stock";

struct Shop {
  test::EngineTurns turn;
  sns::Engine sns;
  std::string topic;
  std::string fifo_topic;

  Shop() {
    sns::CreateTopic create;
    create.name = "shop";
    topic = turn(sns, create)->topic_arn;
    create.name = "shop.fifo";
    create.attributes = {{"FifoTopic", "true"}};
    fifo_topic = turn(sns, create)->topic_arn;
  }

  Result<sns::Subscribe::Output> subscribe(std::string to, std::string endpoint,
                                           Map<std::string> attributes = {},
                                           std::string protocol = "sqs") {
    sns::Subscribe op;
    op.topic_arn = std::move(to);
    op.protocol = std::move(protocol);
    op.endpoint = std::move(endpoint);
    op.attributes = std::move(attributes);
    return turn(sns, op);
  }
  auto attributes(std::string arn) {
    return turn(sns, sns::GetSubscriptionAttributes{std::move(arn)});
  }
  auto set(std::string arn, std::string name, std::optional<std::string> value) {
    return turn(sns,
                sns::SetSubscriptionAttributes{std::move(arn), std::move(name), std::move(value)});
  }
};

Error invalid(std::string what) {
  return {"InvalidParameter", "Invalid parameter: " + std::move(what), 400};
}

}  // namespace

TEST_CASE("A queue's subscription is confirmed at once and tells what AWS tells", "[sns]") {
  Shop shop;
  auto const made = shop.subscribe(shop.topic, queue_arn);
  REQUIRE(made.ok());
  CHECK(made->subscription_arn.substr(0, shop.topic.size() + 1) == shop.topic + ":");
  CHECK(made->subscription_arn.size() == shop.topic.size() + 37);
  CHECK(shop.attributes(made->subscription_arn)->attributes ==
        Map<std::string>{
            {"ConfirmationWasAuthenticated", "true"},
            {"Endpoint", queue_arn},
            {"Owner", "000000000000"},
            {"PendingConfirmation", "false"},
            {"Protocol", "sqs"},
            {"RawMessageDelivery", "false"},
            {"SubscriptionArn", made->subscription_arn},
            {"SubscriptionPrincipal", "arn:aws:iam::000000000000:user/proofbox"},
            {"TopicArn", shop.topic},
        });
  auto const topic = shop.turn(shop.sns, sns::GetTopicAttributes{shop.topic});
  CHECK(topic->attributes.at("SubscriptionsConfirmed") == "1");
}

TEST_CASE("Subscribing again gives the same subscription while nothing differs", "[sns]") {
  Shop shop;
  auto const made = shop.subscribe(shop.topic, queue_arn, {{"RawMessageDelivery", "True"}});
  REQUIRE(made.ok());
  CHECK(shop.attributes(made->subscription_arn)->attributes.at("RawMessageDelivery") == "true");
  CHECK(shop.subscribe(shop.topic, queue_arn)->subscription_arn == made->subscription_arn);
  CHECK(shop.subscribe(shop.topic, queue_arn, {{"RawMessageDelivery", "true"}})->subscription_arn ==
        made->subscription_arn);
  CHECK(shop.subscribe(shop.topic, queue_arn, {{"RawMessageDelivery", "false"}}).error() ==
        invalid("Attributes Reason: Subscription already exists with different attributes"));
}

TEST_CASE("Subscribing again with what is the default anyway changes nothing", "[sns]") {
  Shop shop;
  auto const plain = shop.subscribe(shop.topic, queue_arn);
  CHECK(
      shop.subscribe(shop.topic, queue_arn, {{"RawMessageDelivery", "false"}})->subscription_arn ==
      plain->subscription_arn);
  auto const other = queue_arn + "2";
  auto const filtered = shop.subscribe(shop.topic, other, {{"FilterPolicy", R"({"a":["b"]})"}});
  Map<std::string> const with_scope{{"FilterPolicy", R"({"a":["b"]})"},
                                    {"FilterPolicyScope", "MessageAttributes"}};
  CHECK(shop.subscribe(shop.topic, other, with_scope)->subscription_arn ==
        filtered->subscription_arn);
  Map<std::string> const with_other_scope{{"FilterPolicyScope", "MessageBody"}};
  CHECK(shop.subscribe(shop.topic, other, with_other_scope).error() ==
        invalid("Attributes Reason: Subscription already exists with different attributes"));
}

TEST_CASE("A URL has a host, and its length has bounds", "[sns]") {
  Shop shop;
  auto const refused = invalid("Endpoint must match the specified protocol");
  for (auto const& url :
       {std::string{"http://"}, std::string{"http://user:password@"}, std::string{"http://me@/a"},
        std::string{"http://:80/"}, "http://" + std::string(2'048, 'h'), std::string{"https://a"},
        std::string{"http://host/a b"}, std::string{"http://host/\r\nX-Injected: 1"}}) {
    INFO(url);
    CHECK(shop.subscribe(shop.topic, url, {}, "http").error() == refused);
  }
  for (auto const* url : {"http://host", "http://user:password@host:80/", "http://[::1]:80/a?b=c"})
    CHECK(shop.subscribe(shop.topic, url, {}, "http").ok());
}

TEST_CASE("What cannot be subscribed is refused in AWS's words", "[sns]") {
  Shop shop;
  CHECK(shop.subscribe("arn:aws:sns:us-east-1:000000000000:none", queue_arn).error() ==
        Error{"NotFound", "Topic does not exist", 404});
  CHECK(shop.subscribe("randomstring", queue_arn).error() ==
        invalid("TopicArn Reason: An ARN must have at least 6 elements, not 1"));
  CHECK(shop.subscribe(shop.topic, queue_arn, {}, "test-protocol").error() ==
        invalid("Amazon SNS does not support this protocol string: test-protocol"));
  CHECK(shop.subscribe(shop.topic, "http://box/000000000000/stock").error() ==
        invalid("SQS endpoint ARN"));
  CHECK(shop.subscribe(shop.topic, "").error() == invalid("SQS endpoint ARN"));
  CHECK(shop.subscribe(shop.topic, queue_arn + ".fifo").error() ==
        invalid("Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to "
                "standard SNS topics"));
}

TEST_CASE("A queue that does not exist can be subscribed, and a standard queue to a FIFO topic",
          "[sns]") {
  Shop shop;
  CHECK(shop.subscribe(shop.topic, "arn:aws:sqs:eu-west-1:111122223333:none").ok());
  CHECK(shop.subscribe(shop.fifo_topic, queue_arn).ok());
  CHECK(shop.subscribe(shop.fifo_topic, queue_arn + ".fifo").ok());
}

TEST_CASE(
    "The attributes of a subscription are checked in Subscribe and in SetSubscriptionAttributes",
    "[sns]") {
  Shop shop;
  CHECK(shop.subscribe(shop.topic, queue_arn, {{"RawMessageDelivery", "wrongvalue"}}).error() ==
        invalid("Attributes Reason: RawMessageDelivery: Invalid value [wrongvalue]. Must be true "
                "or false."));
  auto const arn = shop.subscribe(shop.topic, queue_arn)->subscription_arn;
  CHECK(shop.set(arn, "fake-attribute", "x").error() == invalid("AttributeName"));
  CHECK(shop.set(arn, "RawMessageDelivery", "test-ValUe").error() ==
        invalid("RawMessageDelivery: Invalid value [test-ValUe]. Must be true or false."));
  CHECK(shop.set(arn, "RawMessageDelivery", {}).error() ==
        invalid("RawMessageDelivery: Invalid value []. Must be true or false."));
  CHECK(shop.set(arn, "FilterPolicyScope", "x").error() ==
        invalid("FilterPolicyScope: Invalid value [x]. Please use either MessageBody or "
                "MessageAttributes"));
  CHECK(shop.set(arn, "DeliveryPolicy", R"({"healthyRetryPolicy":{}})").error() ==
        invalid("Delivery protocol [sqs] does not support specifying a delivery policy."));
  CHECK(shop.set(arn, "RawMessageDelivery", "true").ok());
  CHECK(shop.attributes(arn)->attributes.at("RawMessageDelivery") == "true");
  CHECK_FALSE(shop.attributes(arn)->attributes.contains("FilterPolicyScope"));
}

TEST_CASE("A delivery stream is subscribed with the role that may write to it", "[sns]") {
  Shop shop;
  std::string const stream = "arn:aws:firehose:us-east-1:000000000000:deliverystream/archive";
  std::string const role = "arn:aws:iam::000000000000:role/archive";
  auto const subscribe = [&](Map<std::string> attributes) {
    return shop.subscribe(shop.topic, stream, std::move(attributes), "firehose");
  };
  CHECK(subscribe({}).error() ==
        invalid("SubscriptionRoleArn Reason: no value for required parameter"));
  CHECK(subscribe({{"SubscriptionRoleArn", "archive"}}).error() ==
        invalid("Attributes Reason: SubscriptionRoleArn: Invalid value [archive]. Must be the ARN "
                "of a role."));
  auto const made = subscribe({{"SubscriptionRoleArn", role}});
  REQUIRE(made.ok());
  CHECK(shop.attributes(made->subscription_arn)->attributes.at("SubscriptionRoleArn") == role);
  REQUIRE(shop.set(made->subscription_arn, "SubscriptionRoleArn", role + "-too").ok());
  CHECK(shop.set(made->subscription_arn, "SubscriptionRoleArn", "").error() ==
        invalid("SubscriptionRoleArn: Invalid value []. Must be the ARN of a role."));
  CHECK(shop.attributes(made->subscription_arn)->attributes.at("SubscriptionRoleArn") ==
        role + "-too");
  auto const queue = shop.subscribe(shop.topic, queue_arn)->subscription_arn;
  CHECK(shop.set(queue, "SubscriptionRoleArn", role).error() ==
        invalid("Delivery protocol [sqs] does not support a subscription role."));
}

TEST_CASE("A redrive policy names a queue of the subscription's kind", "[sns]") {
  Shop shop;
  auto const arn = shop.subscribe(shop.topic, queue_arn)->subscription_arn;
  CHECK(shop.set(arn, "RedrivePolicy", R"({"deadLetterTargetArn":"fake-arn"})").error() ==
        invalid("RedrivePolicy: deadLetterTargetArn is an invalid arn"));
  CHECK(shop.set(arn, "RedrivePolicy", "{invalidjson}").error() ==
        invalid("RedrivePolicy: failed to parse JSON. Unexpected character ('i' (code 105)): was "
                "expecting double-quote to start field name\n at [Source: REDACTED "
                "(`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: 2]"));
  auto const of_sqs = R"({"deadLetterTargetArn":")" + queue_arn + R"(","maxReceiveCount":3})";
  CHECK(shop.set(arn, "RedrivePolicy", of_sqs).error() ==
        invalid("RedrivePolicy: invalid JSON. Attribute maxReceiveCount is unknown."));
  REQUIRE(
      shop.set(arn, "RedrivePolicy", R"({ "deadLetterTargetArn": ")" + queue_arn + R"(-dead" })")
          .ok());
  CHECK(shop.attributes(arn)->attributes.at("RedrivePolicy") ==
        R"({"deadLetterTargetArn":")" + queue_arn + R"(-dead"})");
  REQUIRE(shop.set(arn, "RedrivePolicy", "").ok());
  CHECK_FALSE(shop.attributes(arn)->attributes.contains("RedrivePolicy"));

  auto const fifo = shop.subscribe(shop.fifo_topic, queue_arn + ".fifo")->subscription_arn;
  CHECK(
      shop.set(fifo, "RedrivePolicy", R"({"deadLetterTargetArn":")" + queue_arn + R"("})")
          .error() ==
      invalid(
          "RedrivePolicy: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic."));
}

TEST_CASE("A subscription that is not there, or whose ARN is malformed, is refused in AWS's words",
          "[sns]") {
  Shop shop;
  Error const missing{"NotFound", "Subscription does not exist", 404};
  auto const unknown = shop.topic + ":11111111-1111-4111-8111-111111111111";
  CHECK(shop.attributes(unknown).error() == missing);
  CHECK(shop.set(unknown, "RawMessageDelivery", "true").error() == missing);
  CHECK(shop.turn(shop.sns, sns::Unsubscribe{unknown}).ok());
  CHECK(shop.turn(shop.sns, sns::Unsubscribe{shop.topic}).error() == invalid("SubscriptionId"));
  CHECK(shop.turn(shop.sns, sns::Unsubscribe{""}).error() ==
        invalid("SubscriptionArn Reason: no value for required parameter"));
  CHECK(shop.turn(shop.sns, sns::Unsubscribe{"randomstring"}).error() ==
        invalid("SubscriptionArn Reason: An ARN must have at least 6 elements, not 1"));
}

TEST_CASE("Unsubscribing takes the subscription away, and may be done twice", "[sns]") {
  Shop shop;
  auto const arn = shop.subscribe(shop.topic, queue_arn)->subscription_arn;
  CHECK(shop.turn(shop.sns, sns::Unsubscribe{arn}).ok());
  CHECK(shop.turn(shop.sns, sns::Unsubscribe{arn}).ok());
  CHECK(shop.attributes(arn).error().code == "NotFound");
  auto const topic = shop.turn(shop.sns, sns::GetTopicAttributes{shop.topic})->attributes;
  CHECK(topic.at("SubscriptionsConfirmed") == "0");
  CHECK(topic.at("SubscriptionsDeleted") == "1");
}

TEST_CASE("A deleted topic takes its subscriptions along", "[sns]") {
  Shop shop;
  auto const arn = shop.subscribe(shop.topic, queue_arn)->subscription_arn;
  auto const other = shop.subscribe(shop.fifo_topic, queue_arn)->subscription_arn;
  REQUIRE(shop.turn(shop.sns, sns::DeleteTopic{shop.topic}).ok());
  CHECK(shop.attributes(arn).error().code == "NotFound");
  auto const left = shop.turn(shop.sns, sns::ListSubscriptions{})->subscriptions;
  REQUIRE(left.size() == 1);
  CHECK(left[0].subscription_arn == other);
}

TEST_CASE("Subscriptions are listed in the order in which they were made, a hundred at a time",
          "[sns]") {
  Shop shop;
  REQUIRE(shop.subscribe(shop.fifo_topic, queue_arn).ok());
  for (int i = 0; i < 101; ++i)
    REQUIRE(shop.subscribe(shop.topic, queue_arn + std::to_string(i)).ok());

  auto const all = shop.turn(shop.sns, sns::ListSubscriptions{});
  REQUIRE(all->subscriptions.size() == 100);
  CHECK(all->subscriptions[0].topic_arn == shop.fifo_topic);
  CHECK(all->subscriptions[1].endpoint == queue_arn + "0");
  CHECK(shop.turn(shop.sns, sns::ListSubscriptions{all->next_token})->subscriptions.size() == 2);

  auto const by_topic = shop.turn(shop.sns, sns::ListSubscriptionsByTopic{shop.topic, {}});
  REQUIRE(by_topic->subscriptions.size() == 100);
  auto const rest =
      shop.turn(shop.sns, sns::ListSubscriptionsByTopic{shop.topic, by_topic->next_token});
  REQUIRE(rest->subscriptions.size() == 1);
  CHECK(rest->subscriptions[0].endpoint == queue_arn + "100");
  CHECK(rest->subscriptions[0].owner == "000000000000");
  CHECK(rest->subscriptions[0].protocol == "sqs");
  CHECK_FALSE(rest->next_token);
  sns::ListSubscriptionsByTopic const of_none{"arn:aws:sns:us-east-1:000000000000:none", {}};
  CHECK(shop.turn(shop.sns, of_none).error().code == "NotFound");
}

TEST_CASE("Topics and subscriptions come back from their rows as they were", "[sns]") {
  Random random{7, "sns"};
  Caller const caller;
  std::map<std::pair<std::string, std::string>, std::string> rows;
  auto const run = [&](sns::Engine& engine, auto const& op) {
    Turn turn{*parse_instant("2023-05-25T00:00:00Z"), random, caller, {}, true};
    auto result = engine.handle(turn, op);
    for (auto const& change : turn.changes) {
      auto const key = std::pair{std::string{change.table->name}, change.key};
      if (change.row)
        rows[key] = *change.row;
      else
        rows.erase(key);
    }
    return result;
  };
  sns::Engine before;
  sns::CreateTopic create;
  create.name = "shop";
  create.attributes = {{"DisplayName", "Shop"}};
  create.tags = {{"k", "v"}};
  auto const topic = run(before, create)->topic_arn;
  create.name = "gone";
  auto const gone = run(before, create)->topic_arn;
  sns::Subscribe subscribe;
  subscribe.protocol = "sqs";
  subscribe.endpoint = queue_arn;
  subscribe.topic_arn = gone;
  REQUIRE(run(before, subscribe).ok());
  subscribe.topic_arn = topic;
  subscribe.attributes = {{"RedrivePolicy", R"({"deadLetterTargetArn":")" + queue_arn + R"("})"}};
  auto const subscription = run(before, subscribe)->subscription_arn;
  REQUIRE(run(before, sns::DeleteTopic{gone}).ok());
  CHECK(rows.size() == 2);

  sns::Engine after;
  for (auto const* table : after.tables())
    for (auto const& [key, bytes] : rows)
      if (key.first == table->name) {
        auto const row = table->make_row();
        REQUIRE(read_row(bytes, table->row(), row.get()));
        after.restore(*table, row.get());
      }
  CHECK(run(after, sns::GetTopicAttributes{topic})->attributes ==
        run(before, sns::GetTopicAttributes{topic})->attributes);
  CHECK(run(after, sns::GetSubscriptionAttributes{subscription})->attributes ==
        run(before, sns::GetSubscriptionAttributes{subscription})->attributes);
  CHECK(run(after, sns::ListTagsForResource{topic})->tags.size() == 1);
  CHECK(run(after, sns::ListTopics{})->topics.size() == 1);
}
