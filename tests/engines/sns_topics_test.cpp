// Topics of SNS: made, told of, set, listed, tagged and deleted, and how each is refused.
#include <catch2/catch.hpp>

#include "engines/sns/engine.hpp"
#include "support/engine_turn.hpp"

using namespace proofbox;

namespace {

struct Topics {
  test::EngineTurns turn;
  sns::Engine sns;

  Result<sns::CreateTopic::Output> create(std::string name, Map<std::string> attributes = {},
                                          std::vector<sns::Tag> tags = {}) {
    sns::CreateTopic op;
    op.name = std::move(name);
    op.attributes = std::move(attributes);
    op.tags = std::move(tags);
    return turn(sns, op);
  }
  auto attributes(std::string arn) { return turn(sns, sns::GetTopicAttributes{std::move(arn)}); }
  auto set(std::string arn, std::string name, std::optional<std::string> value) {
    return turn(sns, sns::SetTopicAttributes{std::move(arn), std::move(name), std::move(value)});
  }
  auto tags(std::string arn) { return turn(sns, sns::ListTagsForResource{std::move(arn)}); }
};

Error invalid(std::string what) {
  return {"InvalidParameter", "Invalid parameter: " + std::move(what), 400};
}

std::string const shop_arn = "arn:aws:sns:us-east-1:000000000000:shop";

std::string const default_delivery_policy =
    R"({"http":{"defaultHealthyRetryPolicy":{"minDelayTarget":20,"maxDelayTarget":20,"numRetries":3,)"
    R"("numMaxDelayRetries":0,"numNoDelayRetries":0,"numMinDelayRetries":0,"backoffFunction":"linear"},)"
    R"("disableSubscriptionOverrides":false,)"
    R"("defaultRequestPolicy":{"headerContentType":"text/plain; charset=UTF-8"}}})";

}  // namespace

TEST_CASE("A new topic tells the attributes that AWS tells, and no others", "[sns]") {
  Topics topics;
  CHECK(topics.create("shop")->topic_arn == shop_arn);
  auto const told = topics.attributes(shop_arn);
  REQUIRE(told.ok());
  CHECK(
      told->attributes ==
      Map<std::string>{
          {"DisplayName", ""},
          {"EffectiveDeliveryPolicy", default_delivery_policy},
          {"Owner", "000000000000"},
          {"Policy",
           R"({"Version":"2008-10-17","Id":"__default_policy_ID","Statement":[{"Sid":"__default_statement_ID",)"
           R"("Effect":"Allow","Principal":{"AWS":"*"},"Action":["SNS:GetTopicAttributes","SNS:SetTopicAttributes",)"
           R"("SNS:AddPermission","SNS:RemovePermission","SNS:DeleteTopic","SNS:Subscribe",)"
           R"("SNS:ListSubscriptionsByTopic","SNS:Publish"],)"
           R"("Resource":"arn:aws:sns:us-east-1:000000000000:shop",)"
           R"("Condition":{"StringEquals":{"AWS:SourceOwner":"000000000000"}}}]})"},
          {"SubscriptionsConfirmed", "0"},
          {"SubscriptionsDeleted", "0"},
          {"SubscriptionsPending", "0"},
          {"TopicArn", shop_arn},
      });
}

TEST_CASE("A FIFO topic says that it is one", "[sns]") {
  Topics topics;
  auto const made = topics.create("shop.fifo", {{"FifoTopic", "true"}, {"SignatureVersion", "2"}});
  REQUIRE(made.ok());
  auto const told = topics.attributes(made->topic_arn)->attributes;
  CHECK(told.at("FifoTopic") == "true");
  CHECK(told.at("ContentBasedDeduplication") == "false");
  CHECK(told.at("SignatureVersion") == "2");
}

TEST_CASE(
    "A topic's name has 1 to 256 letters, digits, hyphens and underscores, and .fifo where it is "
    "FIFO",
    "[sns]") {
  Topics topics;
  CHECK(topics.create(std::string(256, 'a')).ok());
  for (auto const& name : {std::string{}, std::string(257, 'a'), std::string{"a b"},
                           std::string{"a.b"}, std::string{"a!"}, std::string{"shop.fifo"}})
    CHECK(topics.create(name).error() == invalid("Topic Name"));
  CHECK(topics.create("shop", {{"FifoTopic", "true"}}).error() == invalid("Topic Name"));
  CHECK(topics.create(".fifo", {{"FifoTopic", "true"}}).error() == invalid("Topic Name"));
}

TEST_CASE("Making a topic again gives the same one while nothing differs", "[sns]") {
  Topics topics;
  REQUIRE(topics.create("shop", {{"DisplayName", "Shop"}}, {{"team", "a"}, {"stage", "dev"}}).ok());
  CHECK(topics.create("shop")->topic_arn == shop_arn);
  CHECK(topics.create("shop", {{"DisplayName", "Shop"}}, {{"team", "a"}})->topic_arn == shop_arn);
  CHECK(topics.create("shop", {{"DisplayName", "Other"}}).error() ==
        invalid("Attributes Reason: Topic already exists with different attributes"));
  CHECK(topics.create("shop", {{"KmsMasterKeyId", "key"}}).error() ==
        invalid("Attributes Reason: Topic already exists with different attributes"));
  CHECK(topics.create("shop", {}, {{"team", "b"}}).error() ==
        invalid("Tags Reason: Topic already exists with different tags"));
  CHECK(topics.create("shop", {}, {{"new", "x"}}).error() ==
        invalid("Tags Reason: Topic already exists with different tags"));
}

TEST_CASE("What a topic cannot have is refused when it is made and when it is set", "[sns]") {
  Topics topics;
  CHECK(topics.create("shop", {{"Colour", "red"}}).error() ==
        invalid("Attributes Reason: Unknown attribute Colour"));
  CHECK(topics.create("shop", {{"ContentBasedDeduplication", "true"}}).error() ==
        invalid("Attributes Reason: Unknown attribute ContentBasedDeduplication"));
  CHECK(topics.create("shop", {{"SignatureVersion", "3"}}).error() ==
        invalid("Attributes Reason: SignatureVersion: Invalid value [3]."));
  REQUIRE(topics.create("shop").ok());
  CHECK(topics.set(shop_arn, "Colour", "red").error() == invalid("AttributeName"));
  CHECK(topics.set(shop_arn, "FifoTopic", "true").error() == invalid("AttributeName"));
  CHECK(topics.set(shop_arn, "Policy", "no JSON").error() == invalid("Policy Error: null"));
  CHECK(
      topics.set(shop_arn, "SQSSuccessFeedbackSampleRate", "101").error() ==
      invalid("SQSSuccessFeedbackSampleRate: 101 value provided is not an integer between 0-100"));
  CHECK(topics.set(shop_arn, "DisplayName", std::string(101, 'x')).error() ==
        invalid("DisplayName: Invalid value [" + std::string(101, 'x') + "]."));
  CHECK(topics.attributes(shop_arn)->attributes.contains("SQSSuccessFeedbackSampleRate") == false);
}

TEST_CASE("An attribute that is set is told, and one that is emptied is gone", "[sns]") {
  Topics topics;
  REQUIRE(topics.create("shop").ok());
  REQUIRE(topics.set(shop_arn, "TracingConfig", "Active").ok());
  REQUIRE(topics.set(shop_arn, "DisplayName", "Shop").ok());
  REQUIRE(topics.set(shop_arn, "SQSSuccessFeedbackRoleArn", "arn:aws:iam::1:role/r").ok());
  auto told = topics.attributes(shop_arn)->attributes;
  CHECK(told.at("TracingConfig") == "Active");
  CHECK(told.at("DisplayName") == "Shop");
  CHECK(told.at("SQSSuccessFeedbackRoleArn") == "arn:aws:iam::1:role/r");
  REQUIRE(topics.set(shop_arn, "TracingConfig", "").ok());
  REQUIRE(topics.set(shop_arn, "DisplayName", {}).ok());
  told = topics.attributes(shop_arn)->attributes;
  CHECK_FALSE(told.contains("TracingConfig"));
  CHECK(told.at("DisplayName").empty());
}

TEST_CASE("A delivery policy is in effect with AWS's defaults around it", "[sns]") {
  Topics topics;
  REQUIRE(topics.create("shop").ok());
  REQUIRE(topics
              .set(shop_arn, "DeliveryPolicy",
                   R"({"http": {"defaultHealthyRetryPolicy":)"
                   R"( {"minDelayTarget": 5, "maxDelayTarget": 6, "numRetries": 1}}})")
              .ok());
  auto told = topics.attributes(shop_arn)->attributes;
  CHECK(
      told.at("DeliveryPolicy") ==
      R"({"http":{"defaultHealthyRetryPolicy":{"minDelayTarget":5,"maxDelayTarget":6,"numRetries":1},)"
      R"("disableSubscriptionOverrides":false}})");
  CHECK(
      told.at("EffectiveDeliveryPolicy") ==
      R"({"http":{"defaultHealthyRetryPolicy":{"minDelayTarget":5,"maxDelayTarget":6,"numRetries":1,)"
      R"("numMaxDelayRetries":0,"numNoDelayRetries":0,"numMinDelayRetries":0,"backoffFunction":"linear"},)"
      R"("disableSubscriptionOverrides":false,)"
      R"("defaultRequestPolicy":{"headerContentType":"text/plain; charset=UTF-8"}}})");
  REQUIRE(topics.set(shop_arn, "DeliveryPolicy", R"({"http":{"defaultHealthyRetryPolicy":null}})")
              .ok());
  CHECK(topics.attributes(shop_arn)->attributes.at("DeliveryPolicy") ==
        R"({"http":{"disableSubscriptionOverrides":false}})");
  CHECK(topics.set(shop_arn, "DeliveryPolicy", "{").error() ==
        invalid("DeliveryPolicy: failed to parse JSON."));
  REQUIRE(topics.set(shop_arn, "DeliveryPolicy", "").ok());
  told = topics.attributes(shop_arn)->attributes;
  CHECK_FALSE(told.contains("DeliveryPolicy"));
  CHECK(told.at("EffectiveDeliveryPolicy") == default_delivery_policy);
}

TEST_CASE("A topic that is not there, malformed or of another region is refused in AWS's words",
          "[sns]") {
  Topics topics;
  Error const missing{"NotFound", "Topic does not exist", 404};
  CHECK(topics.attributes("arn:aws:sns:us-east-1:000000000000:none").error() == missing);
  CHECK(topics.set("arn:aws:sns:us-east-1:000000000000:none", "DisplayName", "x").error() ==
        missing);
  CHECK(topics.attributes("shop").error() ==
        invalid("TopicArn Reason: An ARN must have at least 6 elements, not 1"));
  CHECK(topics.attributes("").error() ==
        invalid("TopicArn Reason: An ARN must have at least 6 elements, not 1"));
  CHECK(topics.attributes("arn:aws:sns:us-east-1:shop").error() ==
        invalid("TopicArn Reason: An ARN must have at least 6 elements, not 5"));
  CHECK(topics.attributes("arn:aws:sns:eu-west-1:000000000000:shop").error() ==
        invalid("TopicArn"));
}

TEST_CASE("Two regions are two worlds", "[sns]") {
  Topics topics;
  REQUIRE(topics.create("shop").ok());
  topics.turn.caller.region = "eu-west-1";
  CHECK(topics.turn(topics.sns, sns::ListTopics{})->topics.empty());
  CHECK(topics.create("shop")->topic_arn == "arn:aws:sns:eu-west-1:000000000000:shop");
}

TEST_CASE("A topic is deleted once and for all, and deleting it again succeeds", "[sns]") {
  Topics topics;
  REQUIRE(topics.create("shop", {}, {{"k", "v"}}).ok());
  CHECK(topics.turn(topics.sns, sns::DeleteTopic{shop_arn}).ok());
  CHECK(topics.turn(topics.sns, sns::DeleteTopic{shop_arn}).ok());
  CHECK(topics.attributes(shop_arn).error().status == 404);
  CHECK(topics.turn(topics.sns, sns::DeleteTopic{"shop"}).error() ==
        invalid("TopicArn Reason: An ARN must have at least 6 elements, not 1"));
  REQUIRE(topics.create("shop").ok());
  CHECK(topics.tags(shop_arn)->tags.empty());
}

TEST_CASE("Topics are listed a hundred at a time", "[sns]") {
  Topics topics;
  for (int i = 0; i < 101; ++i)
    REQUIRE(topics.create("topic-" + std::to_string(1000 + i)).ok());
  auto const first = topics.turn(topics.sns, sns::ListTopics{});
  REQUIRE(first->topics.size() == 100);
  CHECK(first->topics.front().topic_arn == "arn:aws:sns:us-east-1:000000000000:topic-1000");
  REQUIRE(first->next_token);
  auto const second = topics.turn(topics.sns, sns::ListTopics{first->next_token});
  REQUIRE(second->topics.size() == 1);
  CHECK(second->topics.front().topic_arn == "arn:aws:sns:us-east-1:000000000000:topic-1100");
  CHECK_FALSE(second->next_token);
  CHECK(topics.turn(topics.sns, sns::ListTopics{"?"}).error() == invalid("NextToken"));
}

TEST_CASE("Tags are put, replaced, taken away and listed by their keys", "[sns]") {
  Topics topics;
  REQUIRE(topics.create("shop", {}, {{"k2", "v2"}, {"k1", "v1"}}).ok());
  REQUIRE(topics.turn(topics.sns, sns::TagResource{shop_arn, {{"k1", "other"}, {"k3", ""}}}).ok());
  REQUIRE(topics.turn(topics.sns, sns::UntagResource{shop_arn, {"k2", "none"}}).ok());
  auto const tags = topics.tags(shop_arn)->tags;
  REQUIRE(tags.size() == 2);
  CHECK((tags[0].key == "k1" && tags[0].value == "other"));
  CHECK((tags[1].key == "k3" && tags[1].value.empty()));
}

TEST_CASE("Tags that AWS would not take are refused", "[sns]") {
  Topics topics;
  CHECK(topics.create("shop", {}, {{"k", "1"}, {"k", "2"}}).error() ==
        invalid("Duplicated keys are not allowed."));
  REQUIRE(topics.create("shop").ok());
  CHECK(topics.turn(topics.sns, sns::TagResource{shop_arn, {{"k", "1"}, {"k", "1"}}}).error() ==
        invalid("Duplicated keys are not allowed."));
  CHECK(topics.turn(topics.sns, sns::TagResource{shop_arn, {{"", "1"}}}).error() ==
        Error{"ValidationError",
              "1 validation error detected: Value '' at 'tags.1.member.key' failed to satisfy "
              "constraint: Member must have length greater than or equal to 1",
              400});
  std::vector<sns::Tag> many;
  for (int i = 0; i < 50; ++i)
    many.push_back({"k" + std::to_string(i), "v"});
  REQUIRE(topics.turn(topics.sns, sns::TagResource{shop_arn, many}).ok());
  CHECK(topics.turn(topics.sns, sns::TagResource{shop_arn, {{"one more", "v"}}}).error() ==
        Error{"TagLimitExceeded", "Could not complete request: tag quota of per resource exceeded",
              400});
  Error const missing{"ResourceNotFound", "Resource does not exist", 404};
  CHECK(topics.tags("arn:aws:sns:us-east-1:000000000000:none").error() == missing);
  CHECK(topics.turn(topics.sns, sns::TagResource{"arn:aws:sns:us-east-1:000000000000:none", {}})
            .error() == missing);
  CHECK(topics.turn(topics.sns, sns::UntagResource{"arn:aws:sns:us-east-1:000000000000:none", {}})
            .error() == missing);
}
