// Permissions of SQS: the statements that AddPermission and RemovePermission write into a queue's
// policy.
#include <catch2/catch.hpp>

#include "engines/sqs_desk.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

struct Permissions : SqsDesk {
  Permissions() : url(create("stock")) {}
  std::string url;

  Result<Nothing> permit(std::string label, std::vector<std::string> accounts = {"111111111111"},
                         std::vector<std::string> actions = {"SendMessage"}) {
    return turn(sqs,
                sqs::AddPermission{url, std::move(label), std::move(accounts), std::move(actions)});
  }
  Result<Nothing> forbid(std::string label) {
    return turn(sqs, sqs::RemovePermission{url, std::move(label)});
  }
  std::string policy() { return attributes(url, {"Policy"})["Policy"]; }

  static std::string document(std::string const& statements) {
    return R"({"Version":"2008-10-17","Id":")" + arn("stock") +
           R"(/SQSDefaultPolicy","Statement":[)" + statements + "]}";
  }
  static std::string statement(std::string const& label, std::string const& principal,
                               std::string const& action) {
    return R"({"Sid":")" + label + R"(","Effect":"Allow","Principal":{"AWS":)" + principal +
           R"(},"Action":)" + action + R"(,"Resource":")" + arn("stock") + "\"}";
  }
  static std::string sending(std::string const& label) {
    return statement(label, R"("arn:aws:iam::111111111111:root")", R"("SQS:SendMessage")");
  }
};

}  // namespace

TEST_CASE("A permission writes a policy of one statement", "[sqs][permissions]") {
  Permissions desk;
  REQUIRE(desk.permit("crossaccount").ok());
  CHECK(desk.policy() == Permissions::document(Permissions::sending("crossaccount")));
}

TEST_CASE("Several accounts and several actions of a permission stand as lists",
          "[sqs][permissions]") {
  Permissions desk;
  REQUIRE(desk.permit("both", {"111111111111", "222222222222"}, {"SendMessage", "*"}).ok());
  CHECK(desk.policy() ==
        Permissions::document(Permissions::statement(
            "both", R"(["arn:aws:iam::111111111111:root","arn:aws:iam::222222222222:root"])",
            R"(["SQS:SendMessage","SQS:*"])")));
}

TEST_CASE("A second permission is a second statement", "[sqs][permissions]") {
  Permissions desk;
  REQUIRE(desk.permit("one").ok());
  REQUIRE(desk.permit("two").ok());
  CHECK(desk.policy() ==
        Permissions::document(Permissions::sending("one") + ',' + Permissions::sending("two")));
}

TEST_CASE("A permission joins the policy that was set", "[sqs][permissions]") {
  Permissions desk;
  std::string const mine =
      R"({"Sid":"mine","Effect":"Deny","Principal":"*","Action":"*","Resource":"*"})";
  REQUIRE(desk.set(desk.url, {{"Policy", R"({"Version":"2012-10-17","Statement":[)" + mine + "]}"}})
              .ok());
  REQUIRE(desk.permit("one").ok());
  CHECK(desk.policy() == R"({"Version":"2012-10-17","Statement":[)" + mine + ',' +
                             Permissions::sending("one") + "]}");
}

TEST_CASE("A permission that is removed leaves the others", "[sqs][permissions]") {
  Permissions desk;
  REQUIRE(desk.permit("one").ok());
  REQUIRE(desk.permit("two").ok());
  REQUIRE(desk.forbid("one").ok());
  CHECK(desk.policy() == Permissions::document(Permissions::sending("two")));
}

TEST_CASE("The policy goes with its last permission", "[sqs][permissions]") {
  Permissions desk;
  REQUIRE(desk.permit("one").ok());
  REQUIRE(desk.forbid("one").ok());
  CHECK_FALSE(desk.attributes(desk.url).contains("Policy"));
}

TEST_CASE("Permissions go with a policy that is set to an empty text", "[sqs][permissions]") {
  Permissions desk;
  REQUIRE(desk.permit("one").ok());
  REQUIRE(desk.set(desk.url, {{"Policy", ""}}).ok());
  CHECK_FALSE(desk.attributes(desk.url).contains("Policy"));
  CHECK(desk.forbid("one").error() == value_error("one", "Label", "can't find label."));
}

TEST_CASE("A label names one permission", "[sqs][permissions]") {
  Permissions desk;
  REQUIRE(desk.permit("one").ok());
  auto const before = desk.policy();
  CHECK(desk.permit("one", {"222222222222"}, {"ReceiveMessage"}).error() ==
        value_error("one", "Label", "Already exists."));
  CHECK(desk.policy() == before);
}

TEST_CASE("A label that a policy brought along is taken, too", "[sqs][permissions]") {
  Permissions desk;
  std::string const brought = R"({"Version":"2012-10-17","Statement":{"Sid":"one"}})";
  REQUIRE(desk.set(desk.url, {{"Policy", brought}}).ok());
  CHECK(desk.permit("one").error() == value_error("one", "Label", "Already exists."));
}

TEST_CASE("A label that there is not cannot be removed", "[sqs][permissions]") {
  Permissions desk;
  REQUIRE(desk.permit("one").ok());
  CHECK(desk.forbid("One").error() == value_error("One", "Label", "can't find label."));
  CHECK(desk.forbid("two").error() == value_error("two", "Label", "can't find label."));
}

TEST_CASE("A label has 1 to 80 letters, digits, hyphens and underscores", "[sqs][permissions]") {
  Permissions desk;
  CHECK(desk.permit("A-z_09").ok());
  CHECK(desk.permit(std::string(80, 'l')).ok());
  for (auto const& bad :
       {std::string{}, std::string{"a b"}, std::string{"a.b"}, std::string(81, 'l')}) {
    auto const refused = desk.permit(bad);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code == "InvalidParameterValue");
  }
}

TEST_CASE("Each action on messages can be permitted", "[sqs][permissions]") {
  Permissions desk;
  for (std::string const action :
       {"*", "SendMessage", "ReceiveMessage", "DeleteMessage", "ChangeMessageVisibility",
        "GetQueueAttributes", "GetQueueUrl", "ListDeadLetterSourceQueues", "PurgeQueue"}) {
    INFO(action);
    CHECK(desk.permit("one", {"111111111111"}, {action}).ok());
    CHECK(desk.policy() ==
          Permissions::document(Permissions::statement("one", R"("arn:aws:iam::111111111111:root")",
                                                       "\"SQS:" + action + '"')));
    CHECK(desk.forbid("one").ok());
  }
}

TEST_CASE("What only an owner may do, and what nobody knows, is not permitted",
          "[sqs][permissions]") {
  Permissions desk;
  for (std::string const action :
       {"CreateQueue", "AddPermission", "TagQueue", "Sing", "sendmessage", "SQS:SendMessage", ""}) {
    auto const refused = desk.permit("one", {"111111111111"}, {"SendMessage", action});
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code == "InvalidParameterValue");
    CHECK(refused.error().message.starts_with("Value SQS:" + action +
                                              " for parameter ActionName is invalid. Reason: "));
  }
  CHECK(desk.policy().empty());
}

TEST_CASE("A permission is for accounts by their 12 digits", "[sqs][permissions]") {
  Permissions desk;
  for (std::string const account : {"", "1", "1111111111111", "11111111111a"}) {
    auto const refused = desk.permit("one", {"222222222222", account});
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code == "InvalidParameterValue");
  }
  CHECK(desk.policy().empty());
}

TEST_CASE("A permission has 7 actions at most", "[sqs][permissions]") {
  Permissions desk;
  std::vector<std::string> actions{
      "SendMessage",        "ReceiveMessage", "DeleteMessage", "ChangeMessageVisibility",
      "GetQueueAttributes", "GetQueueUrl",    "PurgeQueue"};
  CHECK(desk.permit("seven", {"111111111111"}, actions).ok());
  actions.push_back("ListDeadLetterSourceQueues");
  CHECK(desk.permit("eight", {"111111111111"}, actions).error() ==
        Error{"OverLimit", "8 Actions were found, maximum allowed is 7.", 403,
              "com.amazonaws.sqs#OverLimit"});
}

TEST_CASE("A policy has 20 statements at most", "[sqs][permissions]") {
  Permissions desk;
  for (int i = 0; i < 20; ++i)
    REQUIRE(desk.permit("label-" + std::to_string(i)).ok());
  auto const refused = desk.permit("label-20");
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().code == "OverLimit");
  CHECK(refused.error().status == 403);
}

TEST_CASE("A permission changes LastModifiedTimestamp", "[sqs][permissions]") {
  Permissions desk;
  desk.turn.now += 7s;
  REQUIRE(desk.permit("one").ok());
  CHECK(desk.attributes(desk.url, {"LastModifiedTimestamp"})["LastModifiedTimestamp"] ==
        "1684972807");
}

TEST_CASE("Permissions are of a queue that there is", "[sqs][permissions]") {
  Permissions desk;
  desk.url = "nowhere";
  CHECK(desk.permit("one").error() == no_queue_error());
  CHECK(desk.forbid("one").error() == no_queue_error());
}
