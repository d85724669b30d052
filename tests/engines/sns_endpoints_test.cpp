// What may be subscribed to a topic: which endpoint for which protocol, which attributes with it,
// and how many.
#include "engines/sns_mobile.hpp"
#include "engines/sns_subscribers.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

struct Endpoint {
  std::string protocol;
  std::string endpoint;
  std::string refusal = {};  // after "Invalid parameter: "; empty where it is accepted
};

std::string const function_arn = "arn:aws:lambda:us-east-1:000000000000:function:bake";
std::string const stream_arn = "arn:aws:firehose:us-east-1:000000000000:deliverystream/sales";
std::string const role_arn = "arn:aws:iam::000000000000:role/stream";

// Where each text is known from: a recording (sqs, sms, protocols), reports of users and tests that
// others run against AWS (http, mail, application), or the manner of the former (function, stream).
std::vector<Endpoint> const endpoints = {
    {"sqs", "arn:aws:sqs:us-east-1:000000000000:stock"},
    {"sqs", "arn:aws:sqs:eu-west-1:111122223333:none"},
    {"sqs", "arn:aws-cn:sqs:cn-north-1:111122223333:none"},
    {"sqs", "http://box/000000000000/stock", "SQS endpoint ARN"},
    {"sqs", "stock", "SQS endpoint ARN"},
    {"sqs", "", "SQS endpoint ARN"},
    {"sqs", "arn:aws:sns:us-east-1:000000000000:stock", "SQS endpoint ARN"},
    {"sqs", "arn:aws:sqs:us-east-1:000000000000", "SQS endpoint ARN"},
    {"sqs", function_arn, "SQS endpoint ARN"},

    {"lambda", function_arn},
    {"lambda", function_arn + ":live"},
    {"lambda", "arn:aws:lambda:eu-west-1:111122223333:function:none"},
    {"lambda", "bake", "Lambda endpoint ARN"},
    {"lambda", "", "Lambda endpoint ARN"},
    {"lambda", queue_arn, "Lambda endpoint ARN"},

    {"http", "http://site.test"},
    {"http", "http://site.test:8080/hook?a=1&b=2"},
    {"http", "http://user:secret@site.test/hook"},
    {"http", "https://site.test/hook", "Endpoint must match the specified protocol"},
    {"http", "site.test/hook", "Endpoint must match the specified protocol"},
    {"http", "user@site.test", "Endpoint must match the specified protocol"},
    {"http", "", "Endpoint must match the specified protocol"},
    {"https", "https://site.test/hook"},
    {"https", "http://site.test/hook", "Endpoint must match the specified protocol"},
    {"https", "ftp://site.test/hook", "Endpoint must match the specified protocol"},

    {"email", "baker@box.test"},
    {"email", "baker+donuts@mail.box.test"},
    {"email", "this is not an email", "Email address"},
    {"email", "a@b.test;c@b.test", "Email address"},
    {"email", "baker@", "Email address"},
    {"email", "@box.test", "Email address"},
    {"email", "", "Email address"},
    {"email-json", "baker@box.test"},
    {"email-json", "http://box.test", "Email address"},

    {"sms", "+15555550100"},
    {"sms", "+123123123"},
    {"sms", "NAA+15551234567", "Invalid SMS endpoint: NAA+15551234567"},
    {"sms", "/+15551234567", "Invalid SMS endpoint: /+15551234567"},
    {"sms", "", "Invalid SMS endpoint: "},

    {"application", "invalid arn", "Application endpoint arn invalid:invalid arn"},
    {"application", queue_arn, "Application endpoint arn invalid:" + queue_arn},

    {"firehose", "sales", "Firehose endpoint ARN"},
    {"firehose", queue_arn, "Firehose endpoint ARN"},

    {"SQS", queue_arn, "Amazon SNS does not support this protocol string: SQS"},
    {"pigeon", "loft", "Amazon SNS does not support this protocol string: pigeon"},
    {"", queue_arn, "Amazon SNS does not support this protocol string: "},
};

// A topic whose limits are tried.
struct Crowd : SubscribedShop {
  std::string fifo_topic = create("shop.fifo", {{"FifoTopic", "true"}});

  Result<sns::Subscribe::Output> queue(int number, std::string to, Map<std::string> attributes = {},
                                       std::string ending = {}) {
    return try_to_subscribe("sqs", queue_arn + std::to_string(number) + ending,
                            std::move(attributes), std::move(to));
  }
};

Map<std::string> filtered(int number) {
  return {{"FilterPolicy", R"({"kind":[)" + std::to_string(number) + "]}"}};
}

}  // namespace

TEST_CASE("Each protocol takes endpoints of its kind and refuses all others", "[sns][endpoints]") {
  for (auto const& [protocol, endpoint, refusal] : endpoints) {
    INFO(protocol << " to \"" << endpoint << '"');
    SubscribedShop shop;
    auto const made = shop.try_to_subscribe(protocol, endpoint);
    if (refusal.empty()) {
      REQUIRE(made.ok());
      CHECK(shop.attribute(made->subscription_arn, "Endpoint") == endpoint);
      CHECK(shop.attribute(made->subscription_arn, "Protocol") == protocol);
      continue;
    }
    REQUIRE_FALSE(made.ok());
    // AWS's refusal of a phone number alone does not begin as all others do.
    auto const words = (protocol == "sms" ? "" : "Invalid parameter: ") + refusal;
    CHECK(made.error().message == words);
    CHECK(made.error() == Error{"InvalidParameter", words, 400});
  }
}

TEST_CASE("An endpoint that is not given is none", "[sns][endpoints]") {
  SubscribedShop shop;
  sns::Subscribe op;
  op.topic_arn = shop.topic;
  for (auto const& [protocol, refusal] :
       std::vector<std::pair<std::string, std::string>>{{"sqs", "SQS endpoint ARN"},
                                                        {"lambda", "Lambda endpoint ARN"},
                                                        {"email", "Email address"}}) {
    op.protocol = protocol;
    CHECK(shop.turn(shop.sns, op).error() == invalid(refusal));
  }
}

TEST_CASE("A device is looked for when it is subscribed, all others when they are delivered to",
          "[sns][endpoints][platform]") {
  MobileShop shop;
  sns::Subscribe op;
  op.topic_arn = shop.topic;
  op.protocol = "application";
  op.endpoint = shop.create_endpoint("token");
  CHECK(shop.turn(shop.sns, op).ok());
  REQUIRE(shop.turn(shop.sns, sns::DeleteEndpoint{*op.endpoint}).ok());
  op.topic_arn = shop.create("another");
  CHECK(shop.turn(shop.sns, op).error() ==
        invalid("Endpoint Reason: Endpoint does not exist for endpoint arn" + *op.endpoint));
}

TEST_CASE("A stream wants a role, with which it is subscribed and confirmed at once",
          "[sns][endpoints]") {
  SubscribedShop shop;
  auto const without = shop.try_to_subscribe("firehose", stream_arn);
  REQUIRE_FALSE(without.ok());
  CHECK(without.error().code == "InvalidParameter");
  CHECK(without.error().status == 400);
  auto const wrong =
      shop.try_to_subscribe("firehose", stream_arn, {{"SubscriptionRoleArn", "nobody"}});
  REQUIRE_FALSE(wrong.ok());
  CHECK_THAT(wrong.error().message,
             Catch::StartsWith("Invalid parameter: Attributes Reason: SubscriptionRoleArn"));
  auto const arn = shop.begin("firehose", stream_arn, {{"SubscriptionRoleArn", role_arn}});
  CHECK(shop.attribute(arn, "SubscriptionRoleArn") == role_arn);
  CHECK(shop.attribute(arn, "PendingConfirmation") == "false");
}

TEST_CASE("FIFO topics take queues only", "[sns][endpoints][fifo]") {
  Crowd shop;
  for (auto const& [protocol, endpoint] :
       std::vector<std::pair<std::string, std::string>>{{"sms", "+15555550100"},
                                                        {"lambda", function_arn},
                                                        {"http", site},
                                                        {"https", "https://site.test"},
                                                        {"email", "baker@box.test"},
                                                        {"email-json", "baker@box.test"},
                                                        {"firehose", stream_arn},
                                                        {"application", "device"}})
    CHECK(shop.try_to_subscribe(protocol, endpoint, {}, shop.fifo_topic).error() ==
          invalid("Invalid protocol type: " + protocol));
  CHECK(shop.try_to_subscribe("pigeon", "loft", {}, shop.fifo_topic).error() ==
        invalid("Amazon SNS does not support this protocol string: pigeon"));
  CHECK(shop.queue(1, shop.fifo_topic).ok());
  CHECK(shop.queue(1, shop.fifo_topic, {}, ".fifo").ok());
}

TEST_CASE("Raw delivery is for queues, HTTP and streams", "[sns][endpoints]") {
  SubscribedShop shop;
  for (auto const& [protocol, endpoint] :
       std::vector<std::pair<std::string, std::string>>{{"lambda", function_arn},
                                                        {"email", "baker@box.test"},
                                                        {"email-json", "baker@box.test"},
                                                        {"sms", "+15555550100"}}) {
    auto const refusal =
        "Delivery protocol [" + protocol + "] does not support raw message delivery.";
    CHECK(shop.try_to_subscribe(protocol, endpoint, {{"RawMessageDelivery", "true"}}).error() ==
          invalid("Attributes Reason: " + refusal));
    auto const arn = shop.begin(protocol, endpoint);
    CHECK(shop.set(arn, "RawMessageDelivery", "true").error() == invalid(refusal));
    CHECK(shop.attribute(arn, "RawMessageDelivery") == "false");
  }
  for (auto const& [protocol, endpoint] : std::vector<std::pair<std::string, std::string>>{
           {"sqs", queue_arn}, {"http", site}, {"https", "https://site.test"}}) {
    auto const arn = shop.begin(protocol, endpoint, {{"RawMessageDelivery", "true"}});
    CHECK(shop.attribute(arn, "RawMessageDelivery") == "true");
  }
  auto const stream = shop.begin(
      "firehose", stream_arn, {{"SubscriptionRoleArn", role_arn}, {"RawMessageDelivery", "true"}});
  CHECK(shop.attribute(stream, "RawMessageDelivery") == "true");
}

TEST_CASE("A delivery policy is for HTTP", "[sns][endpoints]") {
  SubscribedShop shop;
  auto const policy = R"({"throttlePolicy":{"maxReceivesPerSecond":10}})";
  for (auto const& [protocol, endpoint] : std::vector<std::pair<std::string, std::string>>{
           {"lambda", function_arn}, {"email", "baker@box.test"}, {"sms", "+15555550100"}}) {
    auto const refusal =
        "Delivery protocol [" + protocol + "] does not support specifying a delivery policy.";
    CHECK(shop.try_to_subscribe(protocol, endpoint, {{"DeliveryPolicy", policy}}).error() ==
          invalid("Attributes Reason: " + refusal));
    auto const arn = shop.begin(protocol, endpoint);
    CHECK(shop.set(arn, "DeliveryPolicy", policy).error() == invalid(refusal));
  }
  CHECK(shop.try_to_subscribe("http", site, {{"DeliveryPolicy", policy}}).ok());
}

TEST_CASE("A hundred subscriptions fill a FIFO topic", "[sns][endpoints][fifo]") {
  Crowd shop;
  for (int i = 0; i < 100; ++i)
    REQUIRE(shop.queue(i, shop.fifo_topic, {}, ".fifo").ok());
  auto const refused = shop.queue(100, shop.fifo_topic, {}, ".fifo");
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().code == "SubscriptionLimitExceeded");
  CHECK(refused.error().status == 403);
  // One that is there already is no other one, and one that goes makes room.
  auto const again = shop.queue(7, shop.fifo_topic, {}, ".fifo");
  REQUIRE(again.ok());
  CHECK(shop.unsubscribe(again->subscription_arn).ok());
  CHECK(shop.queue(100, shop.fifo_topic, {}, ".fifo").ok());
  CHECK(shop.queue(100, shop.topic).ok());
}

TEST_CASE("Two hundred filter policies fill a topic", "[sns][endpoints][filters]") {
  Crowd shop;
  std::string last;
  for (int i = 0; i < 200; ++i) {
    auto const made = shop.queue(i, shop.topic, filtered(i));
    REQUIRE(made.ok());
    last = made->subscription_arn;
  }
  auto const refused = shop.queue(200, shop.topic, filtered(200));
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().code == "FilterPolicyLimitExceeded");
  CHECK(refused.error().status == 403);
  auto const plain = shop.queue(200, shop.topic);
  REQUIRE(plain.ok());
  auto const policy = filtered(200).at("FilterPolicy");
  CHECK(shop.set(plain->subscription_arn, "FilterPolicy", policy).error().code ==
        "FilterPolicyLimitExceeded");
  CHECK(shop.attribute(plain->subscription_arn, "FilterPolicy") == "(none)");
  // Another policy in the place of one is no more than before, and one that goes makes room.
  CHECK(shop.set(last, "FilterPolicy", policy).ok());
  CHECK(shop.set(last, "FilterPolicy", "{}").ok());
  CHECK(shop.set(plain->subscription_arn, "FilterPolicy", policy).ok());
  CHECK(shop.queue(201, shop.create("another"), filtered(201)).ok());
}

TEST_CASE("Five thousand subscriptions of an account may wait for being confirmed",
          "[sns][endpoints]") {
  SubscribedShop shop;
  auto const arn = shop.begin("email", "first@box.test");
  for (int i = 1; i < 5000; ++i)
    REQUIRE(shop.try_to_subscribe("email", std::to_string(i) + "@box.test").ok());
  auto const refused = shop.try_to_subscribe("email", "last@box.test");
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().code == "SubscriptionLimitExceeded");
  CHECK(shop.try_to_subscribe("sqs", queue_arn).ok());
  CHECK(shop.try_to_subscribe("email", "first@box.test")->subscription_arn == arn);
  shop.turn.caller.account = "111122223333";
  CHECK(shop.try_to_subscribe("email", "theirs@box.test").ok());
  shop.turn.caller.account = "000000000000";
  REQUIRE(shop.confirm(shop.token(arn)).ok());
  CHECK(shop.try_to_subscribe("email", "last@box.test").ok());
}
