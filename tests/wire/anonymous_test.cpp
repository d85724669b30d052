// Requests without a signature, as links in messages and mails are followed: for whom they count,
// and what they may fetch.
#include <catch2/catch.hpp>

#include "box/signing_key.hpp"
#include "engines/sns/shapes.hpp"
#include "support/sim_box.hpp"

using namespace proofbox;

namespace {

// Who called, as the event of the call has it.
struct Watched {
  test::SimBox sim;

  struct Seen {
    std::string region, account;
  };
  Seen caller_of(HttpRequest const& request) {
    auto const before = sim.box.events().count();
    sim.http(request);
    auto const made = sim.box.events().after(before, 1);
    REQUIRE(made.size() == 1);
    auto const member = [&](std::string const& name) {
      auto const& what = made.front()->what;
      auto const from = what.find('"' + name + "\":\"") + name.size() + 4;
      return what.substr(from, what.find('"', from) - from);
    };
    return {member("region"), member("account")};
  }
};

constexpr std::string_view signature =
    "AWS4-HMAC-SHA256 Credential=111122223333/20230525/eu-west-1/sns/aws4_request, "
    "SignedHeaders=host, Signature=0";

}  // namespace

TEST_CASE("A link counts for the region and account of the ARN that it names", "[wire]") {
  Watched box;
  for (auto const* link :
       {"/?Action=Unsubscribe&SubscriptionArn=arn:aws:sns:eu-west-3:111122223333:shop:1-2",
        "/?Action=ListSubscriptionsByTopic&TopicArn=arn%3Aaws%3Asns%3Aeu-west-3%3A111122223333%3A"
        "shop"}) {
    auto const caller = box.caller_of({"GET", "box", link});
    CHECK(caller.region == "eu-west-3");
    CHECK(caller.account == "111122223333");
  }
}

TEST_CASE("A link without a whole ARN counts for the box's own region and account", "[wire]") {
  Watched box;
  for (auto const* link :
       {"/?Action=ListTopics", "/?Action=Unsubscribe&SubscriptionArn=shop",
        "/?Action=Unsubscribe&SubscriptionArn=arn:aws:sns:eu-west-3:me:shop:1"}) {
    auto const caller = box.caller_of({"GET", "box", link});
    CHECK(caller.region == "us-east-1");
    CHECK(caller.account == "000000000000");
  }
}

TEST_CASE("Who signs is where the signature says", "[wire]") {
  Watched box;
  auto const link =
      "/?Action=Unsubscribe&SubscriptionArn=arn:aws:sns:eu-west-3:444455556666:shop:1";
  for (auto const& request :
       {HttpRequest{"GET", "box", link, {{"Authorization", std::string{signature}}}},
        HttpRequest{
            "GET", "box",
            std::string{link} +
                "&X-Amz-Credential=111122223333%2F20230525%2Feu-west-1%2Fsns%2Faws4_request"}}) {
    auto const caller = box.caller_of(request);
    CHECK(caller.region == "eu-west-1");
    CHECK(caller.account == "111122223333");
  }
}

TEST_CASE("Who follows a link is nobody in particular, who signs it is somebody", "[wire]") {
  for (bool const is_signed : {false, true}) {
    test::SimBox sim;
    sim.network.add_host("subscriber.test", {{}});
    sns::CreateTopic create;
    create.name = "shop";
    auto const topic = sim.call(create)->topic_arn;
    sns::Subscribe subscribe;
    subscribe.topic_arn = topic;
    subscribe.protocol = "http";
    subscribe.endpoint = "http://subscriber.test/";
    subscribe.return_subscription_arn = true;
    auto const subscription = sim.call(subscribe)->subscription_arn;
    sim.advance(1s);
    REQUIRE(sim.network.received().size() == 1);
    auto const& body = sim.network.received()[0].body;
    auto const from = body.find("Token=");
    auto const token = body.substr(from, body.find('"', from) - from);
    HttpRequest link{"GET", "box", "/?Action=ConfirmSubscription&TopicArn=" + topic + '&' + token};
    if (is_signed)
      link.headers = {{"Authorization",
                       "AWS4-HMAC-SHA256 Credential=test/20230525/us-east-1/sns/aws4_request, "
                       "SignedHeaders=host, Signature=0"}};
    REQUIRE(sim.http(link).status == 200);
    sns::GetSubscriptionAttributes ask;
    ask.subscription_arn = subscription;
    CHECK(sim.call(ask)->attributes.at("ConfirmationWasAuthenticated") ==
          (is_signed ? "true" : "false"));
  }
}

TEST_CASE("The certificate of the signatures is served to anybody", "[wire][signing]") {
  test::SimBox sim;
  auto const answer = sim.http({"GET", "box", std::string{signing_certificate_path}});
  CHECK(answer.status == 200);
  CHECK(header(answer.headers, "Content-Type") == "application/x-pem-file");
  CHECK(answer.body == signing_certificate);
  auto const other = "/SimpleNotificationService-00000000000000000000000000000000.pem";
  CHECK(sim.http({"GET", "box", other}).status == 404);
}

TEST_CASE("Whatever a link names, the event of its call is JSON", "[wire]") {
  test::SimBox sim;
  sim.http({"GET", "box", "/?Action=Publish&Message=a&TopicArn=arn:aws:sns:%22x:111122223333:s"});
  auto const event = trace_line(*sim.box.events().after(0, 1).at(0));
  CHECK_THAT(event, Catch::Contains(R"("region":"\"x")"));
}
