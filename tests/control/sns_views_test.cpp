// Looking at what went to phones and devices: by the box's own paths, and by those that tests
// written for LocalStack know.
#include <catch2/catch.hpp>

#include "engines/sns/platform_shapes.hpp"
#include "engines/sns/sandbox_shapes.hpp"
#include "engines/sns/sms_shapes.hpp"
#include "support/sim_box.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

// A box with one device.
struct MobileViews {
  SimBox sim;
  std::string arn = create_endpoint();
  int status = 0;

  std::string create_endpoint() {
    sns::CreatePlatformApplication const app{"donuts", "GCM", {{"PlatformCredential", "key"}}};
    sns::CreatePlatformEndpoint endpoint;
    endpoint.platform_application_arn = sim.call(app)->platform_application_arn;
    endpoint.token = "token";
    return sim.call(endpoint)->endpoint_arn;
  }
  std::string publish(sns::Publish const& op, Caller caller = {}) {
    return sim.call(op, std::move(caller))->message_id;
  }
  std::string text(std::string number, std::string message, Caller caller = {}) {
    sns::Publish op;
    op.phone_number = std::move(number);
    op.message = std::move(message);
    return publish(op, std::move(caller));
  }
  sns::Publish push(std::string message) const {
    sns::Publish op;
    op.target_arn = arn;
    op.message = std::move(message);
    return op;
  }
  std::string ask(std::string method, std::string target, std::string body = {}) {
    auto const response =
        sim.http({std::move(method), "box", std::move(target), {}, std::move(body)});
    status = response.status;
    return response.body;
  }
  std::string texts(std::string query = {}) { return ask("GET", "/_aws/sns/sms-messages" + query); }
  std::string pushes(std::string query = {}) {
    return ask("GET", "/_aws/sns/platform-endpoint-messages" + query);
  }
  bool is_opted_out(std::string number, Caller caller = {}) {
    sns::CheckIfPhoneNumberIsOptedOut const op{std::move(number)};
    return sim.call(op, std::move(caller))->is_opted_out;
  }
};

std::string sms(std::string const& number, std::string const& id, std::string const& message) {
  return R"({"PhoneNumber":")" + number +
         R"(","TopicArn":null,"SubscriptionArn":null,"MessageId":")" + id + R"(","Message":")" +
         message + R"(","MessageAttributes":{},"MessageStructure":null,"Subject":null})";
}

}  // namespace

TEST_CASE("Messages to phones are seen by number, in LocalStack's form", "[control][sns]") {
  MobileViews views;
  CHECK(views.texts() == R"({"sms_messages":{},"region":"us-east-1"})");
  auto const a = views.text("+15555550101", "a");
  auto const b = views.text("+15555550100", "b");
  auto const c = views.text("+15555550101", "c");
  CHECK(views.texts() == R"({"sms_messages":{"+15555550100":[)" + sms("+15555550100", b, "b") +
                             R"(],"+15555550101":[)" + sms("+15555550101", a, "a") + ',' +
                             sms("+15555550101", c, "c") + R"(]},"region":"us-east-1"})");
  CHECK(views.texts("?phoneNumber=%2B15555550100") == R"({"sms_messages":{"+15555550100":[)" +
                                                          sms("+15555550100", b, "b") +
                                                          R"(]},"region":"us-east-1"})");
  CHECK(views.status == 200);
}

TEST_CASE("Accounts and regions are seen apart", "[control][sns]") {
  MobileViews views;
  Caller elsewhere;
  elsewhere.account = "111111111111";
  elsewhere.region = "eu-west-1";
  auto const id = views.text("+15555550100", "far", elsewhere);
  CHECK(views.texts() == R"({"sms_messages":{},"region":"us-east-1"})");
  CHECK(views.texts("?region=eu-west-1") == R"({"sms_messages":{},"region":"eu-west-1"})");
  auto const far = R"({"sms_messages":{"+15555550100":[)" + sms("+15555550100", id, "far") +
                   R"(]},"region":"eu-west-1"})";
  CHECK(views.texts("?region=eu-west-1&accountId=111111111111") == far);
  CHECK(views.ask("DELETE", "/_aws/sns/sms-messages") == "");
  CHECK(views.status == 204);
  CHECK(views.texts("?region=eu-west-1&accountId=111111111111") == far);
  views.ask("DELETE", "/_aws/sns/sms-messages?region=eu-west-1&accountId=111111111111");
  CHECK(views.texts("?region=eu-west-1&accountId=111111111111") ==
        R"({"sms_messages":{},"region":"eu-west-1"})");
}

TEST_CASE("Messages to one number can be deleted", "[control][sns]") {
  MobileViews views;
  views.text("+15555550100", "a");
  auto const b = views.text("+15555550101", "b");
  views.ask("DELETE", "/_aws/sns/sms-messages?phoneNumber=%2B15555550100");
  CHECK(views.status == 204);
  CHECK(views.texts() == R"({"sms_messages":{"+15555550101":[)" + sms("+15555550101", b, "b") +
                             R"(]},"region":"us-east-1"})");
}

TEST_CASE("Messages to devices are seen as they were published, in LocalStack's form",
          "[control][sns]") {
  MobileViews views;
  CHECK(views.pushes() == R"({"platform_endpoint_messages":{},"region":"us-east-1"})");
  auto op = views.push(R"({"GCM":"{}"})");
  op.message_structure = "json";
  op.subject = "Shop";
  op.message_attributes["AWS.SNS.MOBILE.GCM.TTL"] = {"String", "60", {}};
  views.publish(op);
  views.publish(views.push("plain"));
  auto const all =
      R"({"platform_endpoint_messages":{")" + views.arn + R"(":[{"TargetArn":")" + views.arn +
      R"(","Message":"{\"GCM\":\"{}\"}","MessageAttributes":{"AWS.SNS.MOBILE.GCM.TTL":)"
      R"({"DataType":"String","StringValue":"60"}},"MessageStructure":"json","Subject":"Shop"},)"
      R"({"TargetArn":")" +
      views.arn +
      R"(","Message":"plain","MessageAttributes":null,"MessageStructure":null,"Subject":null}]},)"
      R"("region":"us-east-1"})";
  CHECK(views.pushes() == all);
  CHECK(views.pushes("?endpointArn=" + views.arn) == all);
  CHECK(views.pushes("?endpointArn=other") ==
        R"({"platform_endpoint_messages":{},"region":"us-east-1"})");
  views.ask("DELETE", "/_aws/sns/platform-endpoint-messages?endpointArn=other");
  CHECK(views.pushes() == all);
  views.ask("DELETE", "/_aws/sns/platform-endpoint-messages");
  CHECK(views.pushes() == R"({"platform_endpoint_messages":{},"region":"us-east-1"})");
}

TEST_CASE("The box's own views have all of the outbox", "[control][sns]") {
  MobileViews views;
  auto const id = views.text("+15555550100", "hello");
  CHECK(views.ask("GET", "/_proofbox/sns/sms") ==
        R"({"messages":[{"number":1,"account":"000000000000","region":"us-east-1","messageId":")" +
            id +
            R"(","phoneNumber":"+15555550100","message":"hello","smsType":"Promotional",)"
            R"("sentAt":1684972800}]})");
  CHECK(views.ask("GET", "/_proofbox/sns/sms?phoneNumber=%2B15555550199") == R"({"messages":[]})");
  auto op = views.push(R"({"GCM":"{}"})");
  op.message_structure = "json";
  auto const pushed = views.publish(op);
  CHECK(views.ask("GET", "/_proofbox/sns/pushes?endpointArn=" + views.arn) ==
        R"({"messages":[{"number":1,"account":"000000000000","region":"us-east-1","messageId":")" +
            pushed + R"(","endpointArn":")" + views.arn +
            R"(","platform":"GCM","token":"token","message":"{}",)"
            R"("published":"{\"GCM\":\"{}\"}","sentAt":1684972800}]})");
  views.ask("POST", "/_proofbox/sns/sms");
  CHECK(views.status == 405);
  views.ask("GET", "/_proofbox/sns/sms?number=1");
  CHECK(views.status == 400);
}

TEST_CASE("A phone's owner can say STOP", "[control][sns]") {
  MobileViews views;
  auto const stop = "/_aws/sns/phone-opt-outs";
  CHECK(views.ask("POST", stop, R"({"phoneNumber":"+15555550100","accountId":"000000000000"})") ==
        "");
  CHECK(views.status == 204);
  CHECK(views.is_opted_out("+15555550100"));
  views.ask("POST", std::string{stop} + "?phoneNumber=%2B15555550101&region=eu-west-1");
  CHECK_FALSE(views.is_opted_out("+15555550101"));
  Caller elsewhere;
  elsewhere.region = "eu-west-1";
  CHECK(views.is_opted_out("+15555550101", elsewhere));
  CHECK(views.ask("POST", stop, R"({"phoneNumber":"nobody"})") ==
        R"({"message":"Invalid parameter: PhoneNumber Reason: input incorrectly formatted"})");
  CHECK(views.status == 400);
  CHECK(views.ask("POST", stop, "{}") ==
        R"({"message":"/_aws/sns/phone-opt-outs takes \"accountId\", \"region\" and )"
        R"(\"phoneNumber\"."})");
  views.ask("POST", stop, "{");
  CHECK(views.status == 400);
}

TEST_CASE("Under /_aws/sns nothing else is there", "[control][sns]") {
  MobileViews views;
  CHECK(views.ask("PUT", "/_aws/sns/sms-messages") ==
        R"({"message":"/_aws/sns/sms-messages does not take PUT."})");
  CHECK(views.status == 405);
  CHECK(views.ask("GET", "/_aws/sns/other") ==
        R"({"message":"The box has no GET /_aws/sns/other."})");
  CHECK(views.status == 404);
  CHECK(views.ask("GET", "/_aws/other") == R"({"message":"The box has no GET /_aws/other."})");
}

TEST_CASE("The token of a subscription is told, in LocalStack's form", "[control][sns]") {
  MobileViews views;
  sns::Subscribe op;
  sns::CreateTopic const create{"shop", {}, {}, {}};
  op.topic_arn = views.sim.call(create)->topic_arn;
  op.protocol = "http";
  op.endpoint = "http://site.test/hook";
  op.return_subscription_arn = true;
  auto const arn = views.sim.call(op)->subscription_arn;
  auto const told = [&](std::string const& path) {
    return views.ask("GET", "/_aws/sns/subscription-tokens/" + path);
  };
  auto const token = views.sim.call(sns::ListSubscriptionTokens{})->tokens.at(0).token;
  auto const expected =
      R"({"subscription_token":")" + token + R"(","subscription_arn":")" + arn + R"("})";
  CHECK(told(arn) == expected);
  CHECK(views.status == 200);
  CHECK(told(percent_encode(arn)) == expected);
  CHECK(views.sim.call(sns::ConfirmSubscription{op.topic_arn, token, {}})->subscription_arn == arn);
  CHECK(told(arn + "0") ==
        R"({"error":"The box has no token of this subscription.","subscription_arn":")" + arn +
            R"(0"})");
  CHECK(views.status == 404);
  CHECK(told("me") == R"({"error":"This is no ARN of a subscription.","subscription_arn":"me"})");
  CHECK(views.status == 400);
  views.ask("DELETE", "/_aws/sns/subscription-tokens/" + arn);
  CHECK(views.status == 405);
}
