// What a queue's policy says of a topic that sends: a table of policies, by the rules of IAM.
#include <catch2/catch.hpp>

#include "engines/sqs/policy_evaluation.hpp"
#include "engines/sqs_desk.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

std::string const topic = "arn:aws:sns:us-east-1:000000000000:shop";
std::string const queue = "arn:aws:sqs:us-east-1:000000000000:stock";

bool allows(std::string const& document) {
  return sqs::policy::allows(document, {"sns.amazonaws.com", topic, "sqs:SendMessage", queue});
}

// What the policy would be but for the one thing that a test is about.
struct Statement {
  std::string effect = R"("Allow")";
  std::string principal = R"("Principal":{"Service":"sns.amazonaws.com"})";
  std::string action = R"("Action":"sqs:SendMessage")";
  std::string resource = R"("Resource":"arn:aws:sqs:us-east-1:000000000000:stock")";
  std::string condition = {};

  std::string text() const {
    return R"({"Effect":)" + effect + ',' + principal + ',' + action + ',' + resource +
           (condition.empty() ? "" : R"(,"Condition":)" + condition) + '}';
  }
};

std::string policy(std::string const& statements) {
  return R"({"Version":"2012-10-17","Statement":[)" + statements + "]}";
}

struct Row {
  bool allowed;
  std::string text;
};

void hold(std::vector<Row> const& rows, std::string Statement::*part) {
  for (auto const& row : rows) {
    Statement statement;
    statement.*part = row.text;
    INFO(row.text);
    CHECK(allows(policy(statement.text())) == row.allowed);
  }
}

std::string const denial = Statement{R"("Deny")"}.text();

}  // namespace

TEST_CASE("A queue without a policy, or with one that cannot be read, lets no topic in",
          "[sqs][policy]") {
  for (auto const* document :
       {"", "{}", "[]", "nonsense", R"({"Statement":[]})", R"({"Statement":"x"})",
        R"({"Statement":[{}]})", R"({"Statement":[1]})"})
    CHECK_FALSE(allows(document));
}

TEST_CASE("One statement need not stand in a list", "[sqs][policy]") {
  CHECK(allows(policy(Statement{}.text())));
  CHECK(allows(R"({"Statement":)" + Statement{}.text() + '}'));
}

TEST_CASE("The principal is the service, or everybody", "[sqs][policy]") {
  hold({{true, R"("Principal":{"Service":"sns.amazonaws.com"})"},
        {true, R"("Principal":{"Service":["s3.amazonaws.com","sns.amazonaws.com"]})"},
        {true, R"("Principal":"*")"},
        {true, R"("Principal":{"AWS":"*"})"},
        {true, R"("Principal":{"AWS":["111122223333","*"]})"},
        {false, R"("Principal":{"Service":"s3.amazonaws.com"})"},
        {false, R"("Principal":{"Service":"*"})"},
        {false, R"("Principal":{"AWS":"000000000000"})"},
        {false, R"("Principal":{"AWS":"arn:aws:iam::000000000000:root"})"},
        {false, R"("Principal":"sns.amazonaws.com")"},
        {false, R"("Principal":{})"},
        {false, R"("Principal":7)"},
        {false, R"("Sid":"nobody")"},
        {true, R"("NotPrincipal":{"Service":"s3.amazonaws.com"})"},
        {false, R"("NotPrincipal":{"Service":"sns.amazonaws.com"})"}},
       &Statement::principal);
}

TEST_CASE("The action is SendMessage, however it is written", "[sqs][policy]") {
  hold({{true, R"("Action":"sqs:SendMessage")"},
        {true, R"("Action":"SQS:SendMessage")"},
        {true, R"("Action":"sqs:sendmessage")"},
        {true, R"("Action":"SQS:*")"},
        {true, R"("Action":"sqs:*")"},
        {true, R"("Action":"sqs:Send*")"},
        {true, R"("Action":"sqs:SendMessag?")"},
        {true, R"("Action":"*")"},
        {true, R"("Action":["sqs:ReceiveMessage","sqs:SendMessage"])"},
        {false, R"("Action":"sqs:ReceiveMessage")"},
        {false, R"("Action":"sqs:SendMessageBatch")"},
        {false, R"("Action":"SendMessage")"},
        {false, R"("Action":"sns:*")"},
        {false, R"("Action":[])"},
        {false, R"("Sid":"nothing")"},
        {true, R"("NotAction":"sqs:ReceiveMessage")"},
        {false, R"("NotAction":"sqs:Send*")"}},
       &Statement::action);
}

TEST_CASE("The resource is the queue, or a pattern that covers it", "[sqs][policy]") {
  hold({{true, R"("Resource":"*")"},
        {true, R"("Resource":"arn:aws:sqs:*:*:stock")"},
        {true, R"("Resource":"arn:aws:sqs:us-east-1:000000000000:st*")"},
        {true, R"("Resource":["arn:aws:sqs:us-east-1:000000000000:other",)"
               R"("arn:aws:sqs:us-east-1:000000000000:stock"])"},
        {false, R"("Resource":"arn:aws:sqs:us-east-1:000000000000:other")"},
        {false, R"("Resource":"arn:aws:sqs:us-east-1:000000000000:Stock")"},
        {false, R"("Resource":"arn:aws:sqs:us-east-1:000000000000:stock-of-more")"},
        {false, R"("Sid":"nowhere")"},
        {true, R"("NotResource":"arn:aws:sqs:us-east-1:000000000000:other")"},
        {false, R"("NotResource":"*")"}},
       &Statement::resource);
}

TEST_CASE("A statement that neither allows nor denies says nothing", "[sqs][policy]") {
  hold({{true, R"("Allow")"}, {false, R"("allow")"}, {false, R"(true)"}}, &Statement::effect);
}

TEST_CASE("aws:SourceArn is the topic", "[sqs][policy]") {
  hold(
      {{true, R"({"ArnEquals":{"aws:SourceArn":"arn:aws:sns:us-east-1:000000000000:shop"}})"},
       {true, R"({"ArnLike":{"AWS:SourceArn":"arn:aws:sns:us-east-1:000000000000:shop"}})"},
       {true, R"({"StringEquals":{"aws:sourcearn":"arn:aws:sns:us-east-1:000000000000:shop"}})"},
       {true, R"({"StringLike":{"aws:SourceArn":"arn:aws:sns:us-east-1:000000000000:shop"}})"},
       {true, R"({"ArnEquals":{"aws:SourceArn":"arn:aws:sns:us-east-1:000000000000:*"}})"},
       {true, R"({"ArnLike":{"aws:SourceArn":"arn:aws:sns:*:*:sh?p"}})"},
       {true, R"({"ArnLike":{"aws:SourceArn":"arn:*:*:*:*:*"}})"},
       {true, R"({"StringLike":{"aws:SourceArn":"arn:aws:sns:*"}})"},
       {true, R"({"StringLike":{"aws:SourceArn":"*"}})"},
       {true, R"({"ArnEquals":{"aws:SourceArn":["arn:aws:sns:us-east-1:000000000000:news",)"
              R"("arn:aws:sns:us-east-1:000000000000:shop"]}})"},
       {true, R"({"StringEqualsIgnoreCase":{"aws:SourceArn":)"
              R"("ARN:aws:sns:us-east-1:000000000000:SHOP"}})"},
       {false, R"({"ArnEquals":{"aws:SourceArn":"arn:aws:sns:us-east-1:000000000000:news"}})"},
       {false, R"({"ArnEquals":{"aws:SourceArn":"arn:aws:sns:eu-west-1:000000000000:shop"}})"},
       {false, R"({"ArnEquals":{"aws:SourceArn":"arn:aws:sns:us-east-1:111122223333:shop"}})"},
       {false, R"({"ArnLike":{"aws:SourceArn":"arn:aws:sns:*"}})"},
       {false, R"({"ArnLike":{"aws:SourceArn":"*"}})"},
       {false, R"({"StringEquals":{"aws:SourceArn":"arn:aws:sns:us-east-1:000000000000:*"}})"},
       {false, R"({"StringEquals":{"aws:SourceArn":"arn:aws:sns:us-east-1:000000000000:SHOP"}})"},
       {false, R"({"ArnEquals":{"aws:SourceArn":[]}})"},
       {false, R"({"ArnNotEquals":{"aws:SourceArn":"arn:aws:sns:us-east-1:000000000000:shop"}})"},
       {true, R"({"ArnNotLike":{"aws:SourceArn":"arn:aws:sns:*:*:news"}})"},
       {true, R"({"StringNotEquals":{"aws:SourceArn":"arn:aws:sns:us-east-1:000000000000:news"}})"},
       {false, R"({"StringNotLike":{"aws:SourceArn":"*:shop"}})"}},
      &Statement::condition);
}

TEST_CASE("All conditions must hold", "[sqs][policy]") {
  hold({{true, R"({"ArnLike":{"aws:SourceArn":"arn:aws:sns:*:*:shop"},)"
               R"("Bool":{"aws:SecureTransport":"true"}})"},
        {false, R"({"ArnLike":{"aws:SourceArn":"arn:aws:sns:*:*:shop"},)"
                R"("Bool":{"aws:SecureTransport":"false"}})"},
        {false, R"({"StringLike":{"aws:SourceArn":"*","aws:PrincipalOrgID":"*"}})"},
        {true, R"({})"},
        {false, R"([])"},
        {false, R"({"StringLike":"x"})"},
        {false, R"({"SoundsLike":{"aws:SourceArn":"*"}})"}},
       &Statement::condition);
}

TEST_CASE("What is known of a service beside its topic", "[sqs][policy]") {
  hold({{true, R"({"Bool":{"aws:PrincipalIsAWSService":"true"}})"},
        {true, R"({"Bool":{"aws:PrincipalIsAWSService":true}})"},
        {false, R"({"Bool":{"aws:PrincipalIsAWSService":"false"}})"},
        {true, R"({"StringEquals":{"aws:PrincipalServiceName":"sns.amazonaws.com"}})"},
        {false, R"({"StringEquals":{"aws:PrincipalServiceName":"s3.amazonaws.com"}})"},
        {true, R"({"ForAnyValue:StringLike":{"aws:SourceArn":"*:shop"}})"},
        {true, R"({"ForAllValues:StringLike":{"aws:SourceArn":"*:shop"}})"},
        {false, R"({"Null":{"aws:SourceArn":"true"}})"},
        {true, R"({"Null":{"aws:SourceArn":"false"}})"}},
       &Statement::condition);
}

TEST_CASE("What is not known of a service does not hold, unless the operator asks for that",
          "[sqs][policy]") {
  hold({{false, R"({"StringEquals":{"aws:SourceAccount":"000000000000"}})"},
        {false, R"({"StringEquals":{"AWS:SourceOwner":"000000000000"}})"},
        {false, R"({"StringEquals":{"aws:PrincipalOrgID":"o-1"}})"},
        {false, R"({"ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"*"}})"},
        {true, R"({"ForAllValues:StringLike":{"aws:PrincipalOrgPaths":"*"}})"},
        {true, R"({"StringEqualsIfExists":{"aws:SourceAccount":"000000000000"}})"},
        {true, R"({"StringNotEquals":{"aws:PrincipalOrgID":"o-1"}})"},
        {true, R"({"Null":{"aws:PrincipalOrgID":"true"}})"},
        {false, R"({"Null":{"aws:PrincipalOrgID":"false"}})"}},
       &Statement::condition);
}

TEST_CASE("A denial wins, wherever it stands", "[sqs][policy]") {
  auto const allowance = Statement{}.text();
  CHECK_FALSE(allows(policy(allowance + ',' + denial)));
  CHECK_FALSE(allows(policy(denial + ',' + allowance)));
  CHECK_FALSE(allows(policy(denial)));
}

TEST_CASE("A denial that is not about this leaves it allowed", "[sqs][policy]") {
  Statement unsafe{R"("Deny")", R"("Principal":"*")", R"("Action":"sqs:*")"};
  unsafe.condition = R"({"Bool":{"aws:SecureTransport":"false"}})";
  CHECK(allows(policy(Statement{}.text() + ',' + unsafe.text())));
}

TEST_CASE("A denial to all but an organisation hits services too", "[sqs][policy]") {
  Statement others{R"("Deny")", R"("Principal":"*")"};
  others.condition = R"({"StringNotEquals":{"aws:PrincipalOrgID":"o-1"}})";
  CHECK_FALSE(allows(policy(Statement{}.text() + ',' + others.text())));
  others.condition = R"({"StringNotEquals":{"aws:PrincipalOrgID":"o-1"},)"
                     R"("BoolIfExists":{"aws:PrincipalIsAWSService":"false"}})";
  CHECK(allows(policy(Statement{}.text() + ',' + others.text())));
}

TEST_CASE("A service that sends is refused by a strict queue, and named by any other once",
          "[sqs][policy]") {
  SqsDesk desk;
  auto const url = desk.create("stock");
  desk.turn.caller.service = "sns.amazonaws.com";
  desk.turn.caller.source_arn = topic;
  auto const send = [&] {
    sqs::SendMessage op;
    op.queue_url = url;
    op.message_body = "body";
    return desk.turn(desk.sqs, op);
  };

  CHECK(send().ok());
  REQUIRE(desk.turn.notes.size() == 1);
  CHECK(desk.turn.notes[0].kind == "policy");
  CHECK(desk.turn.notes[0].who == topic);
  CHECK(desk.turn.notes[0].what ==
        R"({"queue":"arn:aws:sqs:us-east-1:000000000000:stock",)"
        R"("onAws":"refused: the queue's policy does not let sns.amazonaws.com in"})");
  CHECK(send().ok());
  CHECK(desk.turn.notes.empty());

  desk.turn.strict.policies = true;
  auto const refused = send();
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().code == "AccessDenied");
  CHECK(refused.error().status == 403);

  sqs::SetQueueAttributes set;
  set.queue_url = url;
  set.attributes = {{"Policy", policy(Statement{}.text())}};
  REQUIRE(desk.turn(desk.sqs, set).ok());
  CHECK(send().ok());
  CHECK(desk.turn.notes.empty());

  set.attributes = {{"Policy", policy(denial)}};
  REQUIRE(desk.turn(desk.sqs, set).ok());
  CHECK_FALSE(send().ok());
  desk.turn.caller.service.clear();
  CHECK(send().ok());
}
