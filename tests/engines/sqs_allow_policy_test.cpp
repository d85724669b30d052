// RedriveAllowPolicy of SQS: which queues may make a queue their dead-letter queue.
#include <catch2/catch.hpp>

#include "engines/sqs_desk.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

struct Allowing : SqsDesk {
  Allowing() : dead(create("dead")), url(create("stock")) {}
  std::string dead, url;

  Result<Nothing> allow(std::string document) {
    return set(dead, {{"RedriveAllowPolicy", std::move(document)}});
  }
  // Whether a queue may send its dead letters.
  bool lets_in(std::string const& name) {
    auto const result = set(name, {{"RedrivePolicy", redrive("dead", "1")}});
    if (!result.ok())
      CHECK(result.error().code == "InvalidParameterValue");
    return result.ok();
  }
  static std::string by_queue(std::vector<std::string> const& names) {
    std::string arns;
    for (auto const& name : names)
      arns += (arns.empty() ? "\"" : ",\"") + arn(name) + '"';
    return R"({"redrivePermission":"byQueue","sourceQueueArns":[)" + arns + "]}";
  }
};

std::string const allow_all = R"({"redrivePermission":"allowAll"})";
std::string const deny_all = R"({"redrivePermission":"denyAll"})";

}  // namespace

TEST_CASE("A queue that says nothing, or allowAll, takes every queue's dead letters",
          "[sqs][allow]") {
  Allowing desk;
  CHECK(desk.lets_in("stock"));
  REQUIRE(desk.allow(allow_all).ok());
  desk.create("orders");
  CHECK(desk.lets_in("orders"));
}

TEST_CASE("A queue that says denyAll takes no queue's dead letters", "[sqs][allow]") {
  Allowing desk;
  REQUIRE(desk.allow(deny_all).ok());
  CHECK_FALSE(desk.lets_in("stock"));
  CHECK_FALSE(desk.attributes(desk.url).contains("RedrivePolicy"));
  CHECK(
      desk.try_create("orders", {{"RedrivePolicy", SqsDesk::redrive("dead", "1")}}).error().code ==
      "InvalidParameterValue");
  CHECK(desk.send("orders", "hello").error() == no_queue_error());
}

TEST_CASE("A queue that says byQueue takes the dead letters of those that it names",
          "[sqs][allow]") {
  Allowing desk;
  desk.create("orders");
  desk.create("mails");
  REQUIRE(desk.allow(Allowing::by_queue({"stock", "mails"})).ok());
  CHECK(desk.lets_in("stock"));
  CHECK_FALSE(desk.lets_in("orders"));
  CHECK(desk.lets_in("mails"));
}

TEST_CASE("A queue may be named before it is made", "[sqs][allow]") {
  Allowing desk;
  REQUIRE(desk.allow(Allowing::by_queue({"orders"})).ok());
  CHECK(desk.try_create("orders", {{"RedrivePolicy", SqsDesk::redrive("dead", "1")}}).ok());
}

TEST_CASE("An allow policy that is removed lets all in again", "[sqs][allow]") {
  Allowing desk;
  REQUIRE(desk.allow(deny_all).ok());
  REQUIRE(desk.allow("").ok());
  CHECK_FALSE(desk.attributes(desk.dead).contains("RedriveAllowPolicy"));
  CHECK(desk.lets_in("stock"));
}

TEST_CASE("An allow policy is looked at when a redrive policy is set, not when others are",
          "[sqs][allow]") {
  Allowing desk;
  REQUIRE(desk.lets_in("stock"));
  REQUIRE(desk.allow(deny_all).ok());
  CHECK(desk.set(desk.url, {{"DelaySeconds", "1"}}).ok());
  CHECK(desk.set(desk.url, {{"RedrivePolicy", ""}}).ok());
  CHECK_FALSE(desk.lets_in("stock"));
}

TEST_CASE("A queue whose dead-letter queue is gone takes other attributes", "[sqs][allow]") {
  Allowing desk;
  REQUIRE(desk.lets_in("stock"));
  REQUIRE(desk.drop(desk.dead).ok());
  CHECK(desk.set(desk.url, {{"DelaySeconds", "1"}}).ok());
}

TEST_CASE("An allow policy is told as it was set, without blanks", "[sqs][allow]") {
  Allowing desk;
  REQUIRE(desk.allow("{ \"redrivePermission\" : \"byQueue\",\n \"sourceQueueArns\": [\"" +
                     SqsDesk::arn("stock") + "\"] }")
              .ok());
  CHECK(desk.attributes(desk.dead)["RedriveAllowPolicy"] == Allowing::by_queue({"stock"}));
}

TEST_CASE("byQueue names 1 to 10 queues, and the others none", "[sqs][allow]") {
  Allowing desk;
  std::vector<std::string> names;
  for (int i = 0; i < 10; ++i)
    names.push_back("queue-" + std::to_string(i));
  CHECK(desk.allow(Allowing::by_queue(names)).ok());
  names.push_back("queue-10");
  for (auto const& bad :
       {Allowing::by_queue(names), Allowing::by_queue({}),
        std::string{R"({"redrivePermission":"byQueue"})"},
        R"({"redrivePermission":"denyAll","sourceQueueArns":[")" + SqsDesk::arn("stock") + "\"]}",
        R"({"redrivePermission":"allowAll","sourceQueueArns":[")" + SqsDesk::arn("stock") +
            "\"]}"}) {
    INFO(bad);
    auto const refused = desk.allow(bad);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code == "InvalidParameterValue");
    CHECK(refused.error().message.starts_with("Value " + bad +
                                              " for parameter RedriveAllowPolicy is invalid."));
  }
}

TEST_CASE("An allow policy that is no such document is refused, and changes nothing",
          "[sqs][allow]") {
  Allowing desk;
  REQUIRE(desk.allow(deny_all).ok());
  for (std::string const bad :
       {"no json", "[]", "{}", R"("denyAll")", R"({"redrivePermission":"sometimes"})",
        R"({"redrivePermission":7})",
        R"({"redrivePermission":"byQueue","sourceQueueArns":"stock"})"}) {
    INFO(bad);
    auto const refused = desk.allow(bad);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code == "InvalidParameterValue");
  }
  CHECK(desk.attributes(desk.dead)["RedriveAllowPolicy"] == deny_all);
}
