// Configuration sets, events and suppression as SES's clients see them: v1 as XML, v2 as JSON; and
// what comes to a queue through SNS.
#include <catch2/catch.hpp>

#include "engines/sns/shapes.hpp"
#include "engines/sqs_desk.hpp"
#include "support/sim_box.hpp"

using namespace proofbox;

namespace {

// A box with a client of each API, and a topic that leads to a queue, both called "feedback".
struct Shop {
  test::SimBox sim;
  std::string queue_url;

  Shop() {
    sqs::CreateQueue const queue{"feedback", {}, {}};
    queue_url = sim.call(queue)->queue_url;
    sns::CreateTopic topic;
    topic.name = "feedback";
    REQUIRE(sim.call(topic).ok());
    sns::Subscribe subscribe;
    subscribe.topic_arn = topic_arn();
    subscribe.protocol = "sqs";
    subscribe.endpoint = "arn:aws:sqs:us-east-1:000000000000:feedback";
    subscribe.attributes = {{"RawMessageDelivery", "true"}};
    REQUIRE(sim.call(subscribe).ok());
    REQUIRE(v1("Action=VerifyEmailIdentity&EmailAddress=shop%40example.com").status == 200);
  }

  static std::string topic_arn() { return "arn:aws:sns:us-east-1:000000000000:feedback"; }

  HttpResponse v1(std::string body) {
    HttpRequest request{"POST", "box", "/"};
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"},
                       authorization()};
    request.body = "Version=2010-12-01&" + std::move(body);
    return sim.http(request);
  }
  HttpResponse v2(std::string method, std::string path, std::string body = {}) {
    HttpRequest request{std::move(method), "box", "/v2/email/" + std::move(path)};
    request.headers = {{"Content-Type", "application/json"}, authorization()};
    request.body = std::move(body);
    return sim.http(request);
  }
  std::vector<std::string> bodies() {
    sim.advance(1s);
    auto const receive = test::SqsDesk::receiving(queue_url, 10);
    std::vector<std::string> texts;
    auto const received = sim.call(receive);
    for (auto const& message : received->messages)
      texts.push_back(message.body);
    return texts;
  }

 private:
  static std::pair<std::string, std::string> authorization() {
    return {"Authorization",
            "AWS4-HMAC-SHA256 Credential=test/20230525/us-east-1/ses/aws4_request, Signature=0"};
  }
};

bool has(HttpResponse const& response, std::string_view text) {
  return response.body.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("SES v1 makes an event destination of a topic that is there", "[ses][wire]") {
  Shop shop;
  REQUIRE(shop.v1("Action=CreateConfigurationSet&ConfigurationSet.Name=shop").status == 200);
  std::string const create =
      "Action=CreateConfigurationSetEventDestination&ConfigurationSetName=shop"
      "&EventDestination.Name=to-feedback&EventDestination.Enabled=true"
      "&EventDestination.MatchingEventTypes.member.1=send"
      "&EventDestination.MatchingEventTypes.member.2=bounce"
      "&EventDestination.SNSDestination.TopicARN=arn%3Aaws%3Asns%3Aus-east-1%3A000000000000%3A";
  auto const refused = shop.v1(create + "missing");
  CHECK(refused.status == 400);
  CHECK(has(refused,
            "<Error><Type>Sender</Type><Code>InvalidSNSDestination</Code><Message>SNS topic "
            "&lt;arn:aws:sns:us-east-1:000000000000:missing&gt; not found.</Message></Error>"));
  auto const made = shop.v1(create + "feedback");
  CHECK(made.status == 200);
  CHECK(has(made,
            "<CreateConfigurationSetEventDestinationResult>"
            "</CreateConfigurationSetEventDestinationResult>"));
  CHECK(shop.bodies() == std::vector<std::string>{
                             "Successfully validated SNS topic for Amazon SES event publishing."});
  CHECK(has(shop.v1("Action=DescribeConfigurationSet&ConfigurationSetName=shop"
                    "&ConfigurationSetAttributeNames.member.1=eventDestinations"),
            "<DescribeConfigurationSetResult><ConfigurationSet><Name>shop</Name></ConfigurationSet>"
            "<EventDestinations><member><Name>to-feedback</Name><Enabled>true</Enabled>"
            "<MatchingEventTypes><member>bounce</member><member>send</member></MatchingEventTypes>"
            "<SNSDestination><TopicARN>arn:aws:sns:us-east-1:000000000000:feedback</TopicARN>"
            "</SNSDestination></member></EventDestinations></DescribeConfigurationSetResult>"));
  CHECK(has(shop.v1("Action=ListConfigurationSets"),
            "<ConfigurationSets><member><Name>shop</Name></member></ConfigurationSets>"));
  CHECK(shop.v1("Action=DeleteConfigurationSetEventDestination&ConfigurationSetName=shop"
                "&EventDestinationName=to-feedback")
            .status == 200);
}

TEST_CASE("SES v2 keeps configuration sets below one path", "[ses][wire]") {
  Shop shop;
  REQUIRE(shop.v2("POST", "configuration-sets",
                  R"({"ConfigurationSetName":"shop","Tags":[{"Key":"team","Value":"a"}],)"
                  R"("SuppressionOptions":{"SuppressedReasons":[]}})")
              .body == "{}");
  CHECK(shop.v2("GET", "configuration-sets").body == R"({"ConfigurationSets":["shop"]})");
  CHECK(shop.v2("GET", "configuration-sets/shop").body ==
        R"({"ConfigurationSetName":"shop","DeliveryOptions":{"TlsPolicy":"OPTIONAL"},)"
        R"("ReputationOptions":{"ReputationMetricsEnabled":false},)"
        R"("SendingOptions":{"SendingEnabled":true},"Tags":[{"Key":"team","Value":"a"}],)"
        R"("SuppressionOptions":{"SuppressedReasons":[]}})");
  for (auto const& [path, body] : std::vector<std::pair<std::string, std::string>>{
           {"sending", R"({"SendingEnabled":true})"},
           {"reputation-options", R"({"ReputationMetricsEnabled":true})"},
           {"suppression-options", R"({"SuppressedReasons":["BOUNCE"]})"},
           {"tracking-options", R"({"CustomRedirectDomain":"go.example.com"})"},
           {"delivery-options", R"({"TlsPolicy":"REQUIRE"})"}}) {
    INFO(path);
    CHECK(shop.v2("PUT", "configuration-sets/shop/" + path, body).status == 200);
    CHECK(shop.v2("PUT", "configuration-sets/none/" + path, body).status == 404);
  }
  std::string const destinations = "configuration-sets/shop/event-destinations";
  auto const definition = [](std::string const& topic) {
    return R"("EventDestination":{"Enabled":true,"MatchingEventTypes":["BOUNCE"],)"
           R"("SnsDestination":{"TopicArn":")" +
           topic + R"("}}})";
  };
  auto const refused = shop.v2("POST", destinations,
                               R"({"EventDestinationName":"one",)" +
                                   definition("arn:aws:sns:us-east-1:000000000000:missing"));
  CHECK(refused.status == 400);
  CHECK(header(refused.headers, "x-amzn-ErrorType") == "BadRequestException");
  CHECK(shop.v2("POST", destinations,
                R"({"EventDestinationName":"one",)" + definition(Shop::topic_arn()))
            .status == 200);
  CHECK(shop.v2("PUT", destinations + "/one", "{" + definition(Shop::topic_arn())).status == 200);
  CHECK(shop.v2("GET", destinations).body ==
        R"({"EventDestinations":[{"Name":"one","Enabled":true,"MatchingEventTypes":["BOUNCE"],)"
        R"("SnsDestination":{"TopicArn":"arn:aws:sns:us-east-1:000000000000:feedback"}}]})");
  CHECK(shop.v2("DELETE", destinations + "/one").status == 200);
  CHECK(shop.v2("DELETE", destinations + "/one").status == 404);
  CHECK(shop.v2("DELETE", "configuration-sets/shop").status == 200);
  CHECK(shop.v2("GET", "configuration-sets/shop").status == 404);
}

TEST_CASE("A notification of a bounce comes to a queue", "[ses][wire]") {
  Shop shop;
  REQUIRE(shop.v1("Action=SetIdentityNotificationTopic&Identity=shop%40example.com"
                  "&NotificationType=Bounce&SnsTopic=" +
                  Shop::topic_arn())
              .status == 200);
  CHECK(shop.bodies().at(0).starts_with(R"({"notificationType":"AmazonSnsSubscriptionSucceeded")"));
  CHECK(has(shop.v1("Action=GetIdentityNotificationAttributes"
                    "&Identities.member.1=shop%40example.com"),
            "<NotificationAttributes><entry><key>shop@example.com</key><value><BounceTopic>"
            "arn:aws:sns:us-east-1:000000000000:feedback</BounceTopic><ForwardingEnabled>true"
            "</ForwardingEnabled>"));
  REQUIRE(shop.v1("Action=SendEmail&Source=shop%40example.com"
                  "&Destination.ToAddresses.member.1=bounce%40simulator.amazonses.com"
                  "&Message.Subject.Data=s&Message.Body.Text.Data=t")
              .status == 200);
  auto const told = shop.bodies();
  REQUIRE(told.size() == 1);
  CHECK(told[0].starts_with(R"({"notificationType":"Bounce","mail":{)"));
  CHECK(shop.v2("PUT", "identities/shop%40example.com/feedback",
                R"({"EmailForwardingEnabled":false})")
            .status == 200);
  CHECK(
      has(shop.v2("GET", "identities/shop%40example.com"), R"("FeedbackForwardingStatus":false)"));
}

TEST_CASE("SES v2 keeps the suppression list, addresses percent-encoded", "[ses][wire]") {
  Shop shop;
  for (auto const* const body : {R"({"EmailAddress":"a+b@example.com","Reason":"BOUNCE"})",
                                 R"({"EmailAddress":"c@example.com","Reason":"COMPLAINT"})"})
    CHECK(shop.v2("PUT", "suppression/addresses", body).body == "{}");
  CHECK(shop.v2("GET", "suppression/addresses/a%2Bb%40example.com").body ==
        R"({"SuppressedDestination":{"EmailAddress":"a+b@example.com","Reason":"BOUNCE",)"
        R"("LastUpdateTime":1684972800}})");
  CHECK(
      shop.v2("GET", "suppression/addresses?Reason=COMPLAINT&PageSize=5").body ==
      R"({"SuppressedDestinationSummaries":[{"EmailAddress":"c@example.com","Reason":"COMPLAINT",)"
      R"("LastUpdateTime":1684972800}]})");
  auto const both = shop.v2("GET",
                            "suppression/addresses?Reason=COMPLAINT&Reason=BOUNCE"
                            "&StartDate=2023-05-25T00%3A00%3A00Z");
  CHECK(has(both, "a+b@example.com"));
  CHECK(has(both, "c@example.com"));
  CHECK(shop.v2("DELETE", "suppression/addresses/a%2Bb%40example.com").status == 200);
  auto const gone = shop.v2("GET", "suppression/addresses/a%2Bb%40example.com");
  CHECK(gone.status == 404);
  CHECK(header(gone.headers, "x-amzn-ErrorType") == "NotFoundException");
  CHECK(shop.v2("PUT", "account/suppression", R"({"SuppressedReasons":["BOUNCE"]})").status == 200);
  CHECK(has(shop.v2("GET", "account"), R"("SuppressedReasons":["BOUNCE"])"));
}

TEST_CASE("An account is paused and counted in both APIs", "[ses][wire]") {
  Shop shop;
  REQUIRE(shop.v2("PUT", "account/sending", R"({"SendingEnabled":false})").status == 200);
  CHECK(has(shop.v1("Action=GetAccountSendingEnabled"), "<Enabled>false</Enabled>"));
  std::string const send =
      "Action=SendEmail&Source=shop%40example.com&Destination.ToAddresses.member.1=a%40b.com"
      "&Message.Subject.Data=s&Message.Body.Text.Data=t";
  CHECK(has(shop.v1(send), "<Code>AccountSendingPausedException</Code>"));
  CHECK(shop.v1("Action=UpdateAccountSendingEnabled&Enabled=true").status == 200);
  CHECK(shop.v1(send).status == 200);
  CHECK(has(shop.v1("Action=GetSendStatistics"),
            "<SendDataPoints><member><Timestamp>2023-05-25T00:00:00.000Z</Timestamp>"
            "<DeliveryAttempts>1</DeliveryAttempts><Bounces>0</Bounces><Complaints>0</Complaints>"
            "<Rejects>0</Rejects></member></SendDataPoints>"));
}
