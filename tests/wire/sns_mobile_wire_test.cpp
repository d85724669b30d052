// Mobile push and text messages as clients of SNS meet them: forms in, XML out.
#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "engines/sns/outbox_shapes.hpp"
#include "engines/sns/sms_shapes.hpp"
#include "support/sim_box.hpp"

using namespace proofbox;

namespace {

std::string const app_arn = "arn:aws:sns:us-east-1:000000000000:app/ADM/donuts";

struct MobileWire {
  test::SimBox sim;
  int status = 0;

  // The answer's XML without what stands around it in every answer.
  std::string operator()(std::string const& action,
                         std::vector<std::pair<std::string, std::string>> const& form = {}) {
    HttpRequest request{"POST", "box", "/"};
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}};
    request.body = "Action=" + action + "&Version=2010-03-31";
    for (auto const& [name, value] : form)
      request.body += '&' + percent_encode(name) + '=' + percent_encode(value);
    auto const response = sim.http(request);
    status = response.status;
    auto const result = inside(response.body, "<" + action + "Result>", "</" + action + "Result>");
    if (result)
      return *result;
    auto const error = inside(response.body, "<Error>", "</Error>");
    return error ? *error : response.body;
  }

  static std::optional<std::string> inside(std::string const& text, std::string const& left,
                                           std::string const& right) {
    auto const from = text.find(left);
    if (from == std::string::npos)
      return {};
    auto const begin = from + left.size();
    return text.substr(begin, text.find(right, begin) - begin);
  }

  void create_application() {
    (*this)("CreatePlatformApplication", {{"Name", "donuts"},
                                          {"Platform", "ADM"},
                                          {"Attributes.entry.1.key", "PlatformPrincipal"},
                                          {"Attributes.entry.1.value", "client"},
                                          {"Attributes.entry.2.key", "PlatformCredential"},
                                          {"Attributes.entry.2.value", "secret"}});
  }
  std::string create_endpoint(std::string token) {
    auto const answer = (*this)("CreatePlatformEndpoint",
                                {{"PlatformApplicationArn", app_arn}, {"Token", std::move(token)}});
    return inside(answer, "<EndpointArn>", "</EndpointArn>").value();
  }
};

std::string entry(std::string const& key, std::string const& value) {
  return "<entry><key>" + key + "</key><value>" + value + "</value></entry>";
}

std::string refusal(std::string const& code, std::string const& message) {
  return "<Type>Sender</Type><Code>" + code + "</Code><Message>" + message + "</Message>";
}

std::string missing(std::string const& path) {
  return refusal("ValidationError", "1 validation error detected: Value null at '" + path +
                                        "' failed to satisfy constraint: Member must not be null");
}

}  // namespace

TEST_CASE("Applications and endpoints are XML with attributes as entries",
          "[sns][platform][wire]") {
  MobileWire wire;
  CHECK(wire("ListPlatformApplications") == "<PlatformApplications></PlatformApplications>");
  wire.create_application();
  CHECK(wire.status == 200);
  auto const arn = wire.create_endpoint("token");
  CHECK(wire("ListPlatformApplications") ==
        "<PlatformApplications><member><PlatformApplicationArn>" + app_arn +
            "</PlatformApplicationArn><Attributes>" + entry("Enabled", "true") +
            "</Attributes></member></PlatformApplications>");
  CHECK(wire("GetPlatformApplicationAttributes", {{"PlatformApplicationArn", app_arn}}) ==
        "<Attributes>" + entry("Enabled", "true") + "</Attributes>");
  CHECK(wire("ListEndpointsByPlatformApplication", {{"PlatformApplicationArn", app_arn}}) ==
        "<Endpoints><member><EndpointArn>" + arn + "</EndpointArn><Attributes>" +
            entry("Enabled", "true") + entry("Token", "token") +
            "</Attributes></member></Endpoints>");
  CHECK(wire("GetEndpointAttributes", {{"EndpointArn", arn}}) ==
        "<Attributes>" + entry("Enabled", "true") + entry("Token", "token") + "</Attributes>");
}

TEST_CASE("What answers nothing about endpoints has no Result", "[sns][platform][wire]") {
  MobileWire wire;
  wire.create_application();
  auto const arn = wire.create_endpoint("token");
  auto const is_void = [&](std::string const& answer) {
    return wire.status == 200 && answer.find("Result") == std::string::npos &&
           answer.find("<ResponseMetadata>") != std::string::npos;
  };
  CHECK(is_void(wire("SetEndpointAttributes", {{"EndpointArn", arn},
                                               {"Attributes.entry.1.key", "Enabled"},
                                               {"Attributes.entry.1.value", "false"}})));
  CHECK(is_void(wire("SetPlatformApplicationAttributes",
                     {{"PlatformApplicationArn", app_arn},
                      {"Attributes.entry.1.key", "SuccessFeedbackSampleRate"},
                      {"Attributes.entry.1.value", "5"}})));
  CHECK(is_void(wire("DeleteEndpoint", {{"EndpointArn", arn}})));
  CHECK(is_void(wire("DeletePlatformApplication", {{"PlatformApplicationArn", app_arn}})));
}

TEST_CASE("What a form leaves out is refused by its name", "[sns][platform][wire]") {
  MobileWire wire;
  CHECK(wire("CreatePlatformApplication", {{"Platform", "ADM"}}) == missing("name"));
  CHECK(wire("CreatePlatformApplication", {{"Name", "donuts"}}) == missing("platform"));
  CHECK(wire("CreatePlatformApplication", {{"Name", "donuts"}, {"Platform", "ADM"}}) ==
        missing("attributes"));
  CHECK(wire("CreatePlatformApplication",
             {{"Name", "donuts"}, {"Platform", "ADM"}, {"Attributes", ""}}) ==
        missing("attributes"));
  CHECK(wire("SetPlatformApplicationAttributes", {{"PlatformApplicationArn", app_arn}}) ==
        missing("attributes"));
  CHECK(wire("CreatePlatformEndpoint", {{"PlatformApplicationArn", app_arn}}) == missing("token"));
  CHECK(wire("GetEndpointAttributes") == missing("endpointArn"));
  CHECK(wire("SetSMSAttributes") == missing("attributes"));
  CHECK(wire("OptInPhoneNumber") == missing("phoneNumber"));
  CHECK(wire("VerifySMSSandboxPhoneNumber", {{"PhoneNumber", "+15555550100"}}) ==
        missing("oneTimePassword"));
  CHECK(wire.status == 400);
  CHECK(wire("GetEndpointAttributes",
             {{"EndpointArn", "arn:aws:sns:us-east-1:000000000000:endpoint/ADM/donuts/1"}}) ==
        refusal("NotFound", "Endpoint does not exist"));
  CHECK(wire.status == 404);
}

TEST_CASE("Text messages have lower-case names and empty results", "[sns][sms][wire]") {
  MobileWire wire;
  CHECK(wire("SetSMSAttributes", {{"attributes.entry.1.key", "DefaultSMSType"},
                                  {"attributes.entry.1.value", "Transactional"}}) == "");
  CHECK(wire("GetSMSAttributes", {{"attributes.member.1", "DefaultSMSType"}}) ==
        "<attributes>" + entry("DefaultSMSType", "Transactional") + "</attributes>");
  CHECK(wire("ListPhoneNumbersOptedOut") == "<phoneNumbers></phoneNumbers>");
  REQUIRE(wire.sim.call(sns::OptOutPhoneNumber{"+15555550100"}).ok());
  CHECK(wire("ListPhoneNumbersOptedOut") ==
        "<phoneNumbers><member>+15555550100</member></phoneNumbers>");
  CHECK(wire("CheckIfPhoneNumberIsOptedOut", {{"phoneNumber", "+15555550100"}}) ==
        "<isOptedOut>true</isOptedOut>");
  CHECK(wire("OptInPhoneNumber", {{"phoneNumber", "+15555550100"}}) == "");
  CHECK(wire("CheckIfPhoneNumberIsOptedOut", {{"phoneNumber", "+15555550100"}}) ==
        "<isOptedOut>false</isOptedOut>");
  CHECK(wire("CreateSMSSandboxPhoneNumber", {{"PhoneNumber", "+15555550100"}}) == "");
  CHECK(wire("ListSMSSandboxPhoneNumbers", {{"MaxResults", "5"}}) ==
        "<PhoneNumbers><member><PhoneNumber>+15555550100</PhoneNumber><Status>Pending</Status>"
        "</member></PhoneNumbers>");
  CHECK(wire("DeleteSMSSandboxPhoneNumber", {{"PhoneNumber", "+15555550100"}}) == "");
  CHECK(wire("GetSMSSandboxAccountStatus") == "<IsInSandbox>false</IsInSandbox>");
  CHECK(wire("ListOriginationNumbers") == "<PhoneNumbers></PhoneNumbers>");
}

TEST_CASE("Publish reaches phones and devices over Query", "[sns][sms][wire]") {
  MobileWire wire;
  wire.create_application();
  auto const arn = wire.create_endpoint("token");
  auto const id_of = [](std::string const& answer) {
    return MobileWire::inside(answer, "<MessageId>", "</MessageId>").value_or(answer);
  };
  auto const text = id_of(wire("Publish", {{"PhoneNumber", "+15555550100"}, {"Message", "hello"}}));
  auto const push = id_of(wire("Publish", {{"TargetArn", arn}, {"Message", "hello"}}));
  auto const texts = *wire.sim.call(sns::ListSmsMessages{});
  auto const pushes = *wire.sim.call(sns::ListPushMessages{});
  REQUIRE(texts.messages.size() == 1);
  CHECK(texts.messages[0].message_id == text);
  REQUIRE(pushes.messages.size() == 1);
  CHECK(pushes.messages[0].message_id == push);
  CHECK(wire("Publish", {{"PhoneNumber", "555"}, {"Message", ""}}) ==
        refusal("InvalidParameter", "Invalid parameter: Empty message"));
  CHECK(wire("Publish", {{"PhoneNumber", "0"}, {"Message", "hello"}}) ==
        refusal("InvalidParameter",
                "Invalid parameter: PhoneNumber Reason: 0 is not valid to publish to"));
}

TEST_CASE("What sets a box up is no action of AWS's", "[sns][sms][wire]") {
  MobileWire wire;
  for (std::string const action : {"OptOutPhoneNumber", "ListSmsMessages", "DeletePushMessages"})
    CHECK(wire(action, {{"phoneNumber", "+15555550100"}}) ==
          refusal("InvalidAction", "The action " + action + " is not valid for this endpoint."));
}
