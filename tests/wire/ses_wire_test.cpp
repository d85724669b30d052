// SES as its clients see it: v1 as XML, v2 as JSON, and one outbox behind both.
#include <catch2/catch.hpp>

#include "box/event_log.hpp"
#include "engines/ses/v1_shapes.hpp"
#include "engines/ses/v2_shapes.hpp"
#include "support/sim_box.hpp"

using namespace proofbox;

namespace {

HttpRequest form_call(std::string body) {
  HttpRequest request{"POST", "box", "/"};
  request.headers = {
      {"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"},
      {"Authorization",
       "AWS4-HMAC-SHA256 Credential=test/20230525/ap-northeast-2/ses/aws4_request, Signature=0"}};
  request.body = std::move(body);
  return request;
}

HttpRequest json_call(std::string method, std::string path, std::string body = {}) {
  HttpRequest request{std::move(method), "box", "/v2/email/" + std::move(path)};
  request.headers = {
      {"Content-Type", "application/json"},
      {"Authorization",
       "AWS4-HMAC-SHA256 Credential=test/20230525/ap-northeast-2/ses/aws4_request, Signature=0"}};
  request.body = std::move(body);
  return request;
}

// The text with the request id of the answer written as "ID".
std::string without_id(HttpResponse const& response) {
  auto text = response.body;
  auto const id = std::string{header(response.headers, "x-amzn-RequestId")};
  if (auto const at = text.find(id); at != std::string::npos)
    text.replace(at, id.size(), "ID");
  return text;
}

void verify(test::SimBox& sim) {
  REQUIRE(
      sim.http(form_call(
                   "Action=VerifyEmailIdentity&Version=2010-12-01&EmailAddress=shop%40example.com"))
          .status == 200);
}

}  // namespace

TEST_CASE("Older SDKs look for DKIM signing below /v1", "[ses][wire]") {
  test::SimBox sim;
  REQUIRE(sim.http(json_call("POST", "identities", R"({"EmailIdentity":"shop.example"})")).status ==
          200);
  auto put = json_call("PUT", "", R"({"SigningAttributesOrigin":"AWS_SES"})");
  for (auto const* version : {"/v1", "/v2"}) {
    put.target = version + std::string{"/email/identities/shop.example/dkim/signing"};
    auto const signing = sim.http(put);
    CHECK(signing.status == 200);
    CHECK(signing.body.find("\"DkimStatus\":\"SUCCESS\"") != std::string::npos);
  }
  put.target = "/v1/email/identities/shop.example/dkim";
  CHECK(sim.http(put).status == 404);
}

TEST_CASE("SES v1 verifies an identity in AWS's XML", "[ses][wire]") {
  test::SimBox sim;
  auto const verified = sim.http(
      form_call("Action=VerifyEmailIdentity&Version=2010-12-01&EmailAddress=shop%40example.com"));
  CHECK(verified.status == 200);
  CHECK(header(verified.headers, "Content-Type") == "text/xml");
  CHECK(without_id(verified) ==
        "<?xml version=\"1.0\"?><VerifyEmailIdentityResponse "
        "xmlns=\"http://ses.amazonaws.com/doc/2010-12-01/\">"
        "<VerifyEmailIdentityResult></VerifyEmailIdentityResult><ResponseMetadata><RequestId>ID</"
        "RequestId></ResponseMetadata>"
        "</VerifyEmailIdentityResponse>");
  auto const listed = sim.http(form_call("Action=ListIdentities&Version=2010-12-01"));
  CHECK(listed.body.find("<ListIdentitiesResult><Identities><member>shop@example.com</member></"
                         "Identities></ListIdentitiesResult>") != std::string::npos);
  auto const attributes =
      sim.http(form_call("Action=GetIdentityVerificationAttributes&Version=2010-12-01&Identities."
                         "member.1=shop%40example.com&Identities.member.2=x%40y.z"));
  CHECK(attributes.body.find("<VerificationAttributes><entry><key>shop@example.com</key><value>"
                             "<VerificationStatus>Success</VerificationStatus></value></entry></"
                             "VerificationAttributes>") != std::string::npos);
}

TEST_CASE("SES v1 sends a Korean mail from a nested form", "[ses][wire]") {
  test::SimBox sim;
  verify(sim);
  auto const sent = sim.http(form_call(
      "Action=SendEmail&Version=2010-12-01&Source=shop%40example.com&Destination.ToAddresses."
      "member.1=ads%40example.com"
      "&Message.Subject.Data=%EA%B4%91%EA%B3%A0+%EC%A4%91%EB%8B%A8&Message.Subject.Charset=UTF-8"
      "&Message.Body.Text.Data=%EB%A9%88%EC%B6%B0&Tags.member.1.Name=kind&Tags.member.1.Value=ad-"
      "stop"));
  CHECK(sent.status == 200);
  auto const mails = sim.call(ses::ListMessages{});
  REQUIRE(mails->messages.size() == 1);
  CHECK(mails->messages[0].subject == "광고 중단");
  CHECK(mails->messages[0].text == "멈춰");
  CHECK(mails->messages[0].region == "ap-northeast-2");
  CHECK(sent.body.find("<SendEmailResult><MessageId>" + mails->messages[0].id +
                       "</MessageId></SendEmailResult>") != std::string::npos);
}

TEST_CASE("SES v1 refuses in AWS's XML, without a Detail", "[ses][wire]") {
  test::SimBox sim;
  auto const refused =
      sim.http(form_call("Action=SendEmail&Version=2010-12-01&Source=a%40x.com&Destination."
                         "ToAddresses.member.1=ads%40example.com"
                         "&Message.Subject.Data=s&Message.Body.Text.Data=t"));
  CHECK(refused.status == 400);
  CHECK(
      without_id(refused) ==
      "<?xml version=\"1.0\"?><ErrorResponse "
      "xmlns=\"http://ses.amazonaws.com/doc/2010-12-01/\"><Error><Type>Sender</Type>"
      "<Code>MessageRejected</Code><Message>Email address is not verified. The following "
      "identities failed the check in "
      "region AP-NORTHEAST-2: a@x.com</Message></Error><RequestId>ID</RequestId></ErrorResponse>");
  auto const missing = sim.http(form_call("Action=SendEmail&Version=2010-12-01&Source=a%40x.com"));
  CHECK(missing.body.find("<Code>ValidationError</Code><Message>1 validation error detected: Value "
                          "null at 'destination' "
                          "failed to satisfy constraint: Member must not be null</Message>") !=
        std::string::npos);
}

TEST_CASE("SES v1 takes a raw mail as base64", "[ses][wire]") {
  test::SimBox sim;
  verify(sim);
  // From: shop@example.com, To: a@b.com, Subject: raw
  auto const sent = sim.http(form_call(
      "Action=SendRawEmail&Version=2010-12-01&RawMessage.Data="
      "RnJvbTogc2hvcEBleGFtcGxlLmNvbQ0KVG86IGFAYi5jb20NClN1YmplY3Q6IHJhdw0KDQpib2R5DQo%3D"));
  CHECK(sent.status == 200);
  auto const mails = sim.call(ses::ListMessages{});
  REQUIRE(mails->messages.size() == 1);
  CHECK(mails->messages[0].subject == "raw");
  CHECK(mails->messages[0].to == std::vector<std::string>{"a@b.com"});
}

TEST_CASE("SES v2 names an identity in the path, percent-encoded", "[ses][wire]") {
  test::SimBox sim;
  auto const created =
      sim.http(json_call("POST", "identities", R"({"EmailIdentity":"a+b@example.com"})"));
  CHECK(created.status == 200);
  CHECK(header(created.headers, "Content-Type") == "application/json");
  CHECK(created.body.starts_with(
      R"({"IdentityType":"EMAIL_ADDRESS","VerifiedForSendingStatus":true,"DkimAttributes":)"));
  auto const shown = sim.http(json_call("GET", "identities/a%2Bb%40example.com"));
  CHECK(shown.status == 200);
  CHECK(shown.body.find(R"("VerificationStatus":"SUCCESS")") != std::string::npos);
  auto const listed = sim.http(json_call("GET", "identities?PageSize=10"));
  CHECK(listed.body ==
        R"({"EmailIdentities":[{"IdentityType":"EMAIL_ADDRESS","IdentityName":"a+b@example.com",)"
        R"("SendingEnabled":true,"VerificationStatus":"SUCCESS"}]})");
  auto const deleted = sim.http(json_call("DELETE", "identities/a%2Bb%40example.com"));
  CHECK(deleted.status == 200);
  CHECK(deleted.body == "{}");
  auto const gone = sim.http(json_call("GET", "identities/a%2Bb%40example.com"));
  CHECK(gone.status == 404);
  CHECK(header(gone.headers, "x-amzn-ErrorType") == "NotFoundException");
  CHECK(
      gone.body ==
      R"({"__type":"NotFoundException","message":"Email identity a+b@example.com does not exist."})");
}

TEST_CASE("SES v2 sends what v1 verified, and both show in one outbox", "[ses][wire]") {
  test::SimBox sim;
  verify(sim);
  auto const sent = sim.http(json_call(
      "POST", "outbound-emails",
      R"({"FromEmailAddress":"shop@example.com","Destination":{"ToAddresses":["ads@example.com"]},)"
      R"("Content":{"Simple":{"Subject":{"Data":"광고"},"Body":{"Html":{"Data":"<b>멈춰</b>"}}}}})"));
  CHECK(sent.status == 200);
  auto const mails = sim.call(ses::ListMessages{});
  REQUIRE(mails->messages.size() == 1);
  CHECK(sent.body == R"({"MessageId":")" + mails->messages[0].id + R"("})");
  CHECK(mails->messages[0].html == "<b>멈춰</b>");
  auto const missing =
      sim.http(json_call("POST", "outbound-emails", R"({"FromEmailAddress":"shop@example.com"})"));
  CHECK(missing.status == 400);
  CHECK(header(missing.headers, "x-amzn-ErrorType") == "BadRequestException");
  auto const account = sim.http(json_call("GET", "account"));
  CHECK(account.body.find(
            R"("SendQuota":{"Max24HourSend":200.0,"MaxSendRate":1.0,"SentLast24Hours":1.0})") !=
        std::string::npos);
}

TEST_CASE("A program inside the box reaches the SendEmail of the API that it names",
          "[ses][wire]") {
  test::SimBox sim;
  REQUIRE(sim.call(ses::v1::VerifyEmailIdentity{"shop@example.com"}).ok());
  ses::v2::SendEmail send;
  send.from_email_address = "shop@example.com";
  send.destination = ses::Destination{{"ads@example.com"}, {}, {}};
  send.content.simple =
      ses::v2::Message{{"through v2", {}}, {ses::Content{"text", {}}, {}}, {}, {}};
  REQUIRE(sim.call(send).ok());
  ses::v1::SendEmail older;
  older.source = "shop@example.com";
  older.destination.to_addresses = {"ads@example.com"};
  older.message = {{"through v1", {}}, {ses::Content{"text", {}}, {}}};
  REQUIRE(sim.call(older).ok());
  auto const mails = sim.call(ses::ListMessages{});
  REQUIRE(mails->messages.size() == 2);
  CHECK(mails->messages[0].subject == "through v2");
  CHECK(mails->messages[1].subject == "through v1");
}

TEST_CASE("Each accepted mail is one event of the trace", "[ses][wire]") {
  test::SimBox sim;
  verify(sim);
  auto const body =
      R"({"FromEmailAddress":"shop@example.com","Destination":{"ToAddresses":["ads@example.com"]},)"
      R"("Content":{"Simple":{"Subject":{"Data":"s"},"Body":{"Text":{"Data":"t"}}}}})";
  REQUIRE(sim.http(json_call("POST", "outbound-emails", body)).status == 200);
  int mails = 0;
  for (auto const* const event : sim.box.events().after(0, 100))
    mails += event->kind == "mail" ? 1 : 0;
  CHECK(mails == 1);
}
