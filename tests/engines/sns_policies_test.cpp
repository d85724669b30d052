// The policies of SNS topics: who may do what, as AddPermission and SetTopicAttributes have it, and
// which data may pass.
#include <catch2/catch.hpp>

#include "engines/sns_shop.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

struct PolicyShop : SnsShop {
  auto allow(std::string label, std::vector<std::string> accounts,
             std::vector<std::string> actions) {
    return turn(
        sns, sns::AddPermission{topic, std::move(label), std::move(accounts), std::move(actions)});
  }
  auto set_policy(std::string document) {
    return turn(sns, sns::SetTopicAttributes{topic, "Policy", std::move(document)});
  }
  std::string policy() {
    return turn(sns, sns::GetTopicAttributes{topic})->attributes.at("Policy");
  }
  auto protect(std::string document) {
    return turn(sns, sns::PutDataProtectionPolicy{topic, std::move(document)});
  }
  std::optional<std::string> protection() {
    return turn(sns, sns::GetDataProtectionPolicy{topic})->data_protection_policy;
  }
};

std::string const missing_arn = "arn:aws:sns:us-east-1:000000000000:none";
Error const missing{"NotFound", "Topic does not exist", 404};

std::string statement(std::string_view action, std::string_view resource = R"("")") {
  return R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":)" +
         std::string{action} + R"(,"Resource":)" + std::string{resource} + "}]}";
}

std::string const inbound =
    R"({"Name":"cards","Version":"2021-06-01","Statement":[{"DataDirection":"Inbound","Principal":["*"],)"
    R"("DataIdentifier":["arn:aws:dataprotection::aws:data-identifier/CreditCardNumber"],)"
    R"("Operation":{"Deny":{}}}]})";

}  // namespace

TEST_CASE("A permission is one statement more, and goes again by its label", "[sns]") {
  PolicyShop shop;
  auto const before = shop.policy();
  REQUIRE(shop.allow("one", {"111111111111"}, {"Publish"}).ok());
  auto const list_end = before.size() - 2;
  CHECK(
      shop.policy() ==
      before.substr(0, list_end) +
          R"(,{"Sid":"one","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:root"},)"
          R"("Action":"SNS:Publish","Resource":"arn:aws:sns:us-east-1:000000000000:shop"}]})");
  REQUIRE(shop.allow("two", {"111111111111", "222222222222"}, {"Publish", "Subscribe"}).ok());
  CHECK(
      shop.policy().find(
          R"("Principal":{"AWS":["arn:aws:iam::111111111111:root","arn:aws:iam::222222222222:root"]},)"
          R"("Action":["SNS:Publish","SNS:Subscribe"])") != std::string::npos);
  REQUIRE(shop.turn(shop.sns, sns::RemovePermission{shop.topic, "one"}).ok());
  REQUIRE(shop.turn(shop.sns, sns::RemovePermission{shop.topic, "two"}).ok());
  REQUIRE(shop.turn(shop.sns, sns::RemovePermission{shop.topic, "never there"}).ok());
  CHECK(shop.policy() == before);
}

TEST_CASE("A permission that AWS would not give is refused in its words", "[sns]") {
  PolicyShop shop;
  REQUIRE(shop.allow("one", {"111111111111"}, {"Publish"}).ok());
  auto const before = shop.policy();
  CHECK(shop.allow("one", {"222222222222"}, {"Subscribe"}).error() ==
        invalid("Statement already exists"));
  for (auto const* action : {"Bake", "*", "CreateTopic", ""})
    CHECK(shop.allow("two", {"111111111111"}, {action}).error() ==
          invalid("Policy statement action out of service scope!"));
  CHECK(shop.allow("two", {"1111"}, {"Publish"}).error() ==
        invalid("Policy Error: PrincipalNotFound"));
  CHECK(shop.turn(shop.sns, sns::AddPermission{missing_arn, "x", {"111111111111"}, {"Publish"}})
            .error() == missing);
  CHECK(shop.turn(shop.sns, sns::RemovePermission{missing_arn, "x"}).error() == missing);
  CHECK(shop.turn(shop.sns, sns::RemovePermission{"shop", "x"}).error() ==
        invalid("TopicArn Reason: An ARN must have at least 6 elements, not 1"));
  CHECK(shop.policy() == before);
}

TEST_CASE("A topic's policy is kept as it was set, and speaks of actions of topics only", "[sns]") {
  PolicyShop shop;
  for (auto const& good :
       {statement(R"("sns:Publish")"), statement(R"(["SNS:Subscribe","SNS:Receive"])"),
        statement(R"("sns:Get*")"), statement(R"("SNS:Publish")", R"(["arn:one"])")}) {
    REQUIRE(shop.set_policy(good).ok());
    CHECK(shop.policy() == good);
  }
  auto const before = shop.policy();
  for (auto const* none : {"", "no JSON", "[]", "{}", R"({"Statement":["x"]})", "{\"Statement\":"})
    CHECK(shop.set_policy(none).error() == invalid("Policy Error: null"));
  for (auto const* action : {R"("SNS:*")", R"("*")", R"("SNS:Publishx")", R"("sqs:SendMessage")",
                             R"(["SNS:Publish","SNS:CreateTopic"])", "3"})
    CHECK(shop.set_policy(statement(action)).error() ==
          invalid("Policy statement action out of service scope!"));
  CHECK(shop.set_policy(statement(R"("SNS:Publish")", R"(["arn:one","arn:two"])")).error() ==
        invalid("Policy statement must apply to a single resource!"));
  CHECK(shop.policy() == before);
  sns::CreateTopic create;
  create.name = "other";
  create.attributes = {{"Policy", statement(R"("SNS:Publishx")")}};
  CHECK(shop.turn(shop.sns, create).error() ==
        invalid("Attributes Reason: Policy statement action out of service scope!"));
}

TEST_CASE("A policy has at most 100 statements in 30 KB", "[sns]") {
  PolicyShop shop;
  Error const too_large = invalid("Policy Error: too many bytes or statements");
  for (int i = 1; i < 100; ++i)
    REQUIRE(shop.allow(std::to_string(i), {"111111111111"}, {"Publish"}).ok());
  auto const full = shop.policy();
  CHECK(shop.allow("more", {"111111111111"}, {"Publish"}).error() == too_large);
  CHECK(shop.policy() == full);
  auto const long_resource = '"' + std::string(30 << 10, 'a') + '"';
  CHECK(shop.set_policy(statement(R"("SNS:Publish")", long_resource)).error() == too_large);
}

TEST_CASE("A policy that was set gets permissions as its own", "[sns]") {
  PolicyShop shop;
  REQUIRE(
      shop.set_policy(
              R"({"Version":"2012-10-17","Statement":{"Sid":"a","Effect":"Deny","Principal":"*",)"
              R"("Action":"SNS:Publish","Resource":"x"}})")
          .ok());
  REQUIRE(shop.allow("b", {"111111111111"}, {"Publish"}).ok());
  CHECK(shop.policy() ==
        R"({"Version":"2012-10-17","Statement":[{"Sid":"a","Effect":"Deny","Principal":"*",)"
        R"("Action":"SNS:Publish","Resource":"x"},)"
        R"({"Sid":"b","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:root"},)"
        R"("Action":"SNS:Publish","Resource":"arn:aws:sns:us-east-1:000000000000:shop"}]})");
}

TEST_CASE("A data protection policy is put, told, replaced and taken away", "[sns]") {
  PolicyShop shop;
  CHECK_FALSE(shop.protection());
  REQUIRE(shop.protect(inbound).ok());
  CHECK(shop.protection() == inbound);
  REQUIRE(shop.protect(R"({"Statement":[]})").ok());
  CHECK(shop.protection() == R"({"Statement":[]})");
  REQUIRE(shop.protect("").ok());
  CHECK_FALSE(shop.protection());
  CHECK(shop.turn(shop.sns, sns::GetDataProtectionPolicy{missing_arn}).error() == missing);
  CHECK(shop.turn(shop.sns, sns::PutDataProtectionPolicy{missing_arn, inbound}).error() == missing);
  CHECK(shop.turn(shop.sns, sns::GetDataProtectionPolicy{"shop"}).error() ==
        invalid("ResourceArn Reason: An ARN must have at least 6 elements, not 1"));
}

TEST_CASE("A topic may be made with a data protection policy, and again with the same", "[sns]") {
  PolicyShop shop;
  sns::CreateTopic create;
  create.name = "cards";
  create.data_protection_policy = inbound;
  shop.topic = shop.turn(shop.sns, create)->topic_arn;
  CHECK(shop.protection() == inbound);
  CHECK(shop.turn(shop.sns, create)->topic_arn == shop.topic);
  create.data_protection_policy = R"({"Statement":[]})";
  CHECK(shop.turn(shop.sns, create).error() ==
        invalid("Attributes Reason: Topic already exists with different attributes"));
  create.data_protection_policy.reset();
  CHECK(shop.turn(shop.sns, create).ok());
  CHECK(shop.protection() == inbound);
}

TEST_CASE("A data protection policy that AWS would not take is refused", "[sns]") {
  PolicyShop shop;
  CHECK(shop.protect(R"({"Statement":[{"DataDirection":"Inbxound"}]})").error() ==
        invalid("DataProtectionPolicy Reason: Statement DataDirection must be either Inbound or "
                "Outbound"));
  CHECK(shop.protect("{nonsense")
            .error()
            .message.starts_with(
                "Invalid parameter: DataProtectionPolicy Reason: failed to parse JSON. "));
  std::string long_one = R"({"Description":")";
  auto const filled = [&](std::size_t size) {
    return long_one + std::string(size - long_one.size() - 2, 'x') + "\"}";
  };
  CHECK(shop.protect(filled(30'720)).ok());
  CHECK(
      shop.protect(filled(30'721)).error() ==
      invalid("DataProtectionPolicy Reason: Policy must have length less than or equal to 30720"));
  FifoSnsShop fifo;
  CHECK(fifo.turn(fifo.sns, sns::PutDataProtectionPolicy{fifo.topic, inbound}).error() ==
        invalid("DataProtectionPolicy Reason: FIFO topics do not support data protection "
                "policies"));
}
