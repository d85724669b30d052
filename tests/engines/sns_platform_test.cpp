// Platform applications, their endpoints, and what is pushed to these.
#include <catch2/catch.hpp>

#include "engines/sns_mobile.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

std::string const account_arn = "arn:aws:sns:us-east-1:000000000000:";
Error const no_application{"NotFound", "PlatformApplication does not exist", 404};
Error const no_endpoint{"NotFound", "Endpoint does not exist", 404};
Error const null_attributes{"ValidationError",
                            "1 validation error detected: Value null at 'attributes' failed to "
                            "satisfy constraint: Member must not be null"};

Error bad_attribute(std::string const& reason) { return invalid("Attributes Reason: " + reason); }
Error bad_value(std::string const& reason) {
  return bad_attribute("Invalid value for attribute: " + reason);
}

}  // namespace

TEST_CASE("An application is known by its platform and name", "[sns][platform]") {
  MobileShop shop;
  CHECK(shop.app == account_arn + "app/ADM/donuts");
  CHECK(shop.application_attributes(shop.app) == Map<std::string>{{"Enabled", "true"}});
  CHECK(shop.create_application("donuts") == shop.app);
  CHECK(shop.create_application("donuts", "BAIDU") == account_arn + "app/BAIDU/donuts");
  auto other = MobileShop::application("donuts");
  other.attributes["SuccessFeedbackSampleRate"] = "5";
  CHECK(shop.turn(shop.sns, other).error() ==
        invalid("Name Reason: An application with the same name but different properties already "
                "exists"));
}

TEST_CASE("A name that no application can have is refused with the name", "[sns][platform]") {
  MobileShop shop;
  auto const refusal = [&](std::string const& name) {
    return shop.turn(shop.sns, MobileShop::application(name)).error();
  };
  CHECK(refusal("") == invalid(" Reason: cannot be empty"));
  CHECK(refusal(std::string(257, 'a')) ==
        invalid(std::string(257, 'a') + " Reason: must be at most 256 characters long"));
  for (std::string const name : {"@name", "a b", "a/b", "\xEB\x8F\x84"})
    CHECK(refusal(name) ==
          invalid(name +
                  " Reason: must contain only characters 'a'-'z', 'A'-'Z', '0'-'9', '_', '-', and "
                  "'.'"));
  CHECK(shop.create_application(std::string(256, 'a')) ==
        account_arn + "app/ADM/" + std::string(256, 'a'));
  CHECK(shop.create_application("A_z-0.9") == account_arn + "app/ADM/A_z-0.9");
}

TEST_CASE("Only AWS's platforms have applications", "[sns][platform]") {
  MobileShop shop;
  for (std::string const platform :
       {"ADM", "APNS", "APNS_SANDBOX", "APNS_VOIP", "APNS_VOIP_SANDBOX", "BAIDU", "GCM", "MACOS",
        "MACOS_SANDBOX", "MPNS", "WNS"})
    CHECK(shop.create_application("app", platform) == account_arn + "app/" + platform + "/app");
  for (std::string const platform : {"AAA", "adm", "FCM", ""})
    CHECK(shop.turn(shop.sns, MobileShop::application("app", platform)).error() ==
          invalid("Platform Reason: " + platform + " is not supported"));
}

TEST_CASE("An application needs the credentials of its platform", "[sns][platform]") {
  MobileShop shop;
  auto const refusal = [&](std::string const& platform, Map<std::string> attributes) {
    auto op = MobileShop::application("app", platform);
    op.attributes = std::move(attributes);
    return shop.turn(shop.sns, op).error();
  };
  auto const invalid_credentials = bad_attribute("Platform credentials are invalid");
  CHECK(refusal("ADM", {}) == null_attributes);
  CHECK(refusal("ADM", {{"PlatformPrincipal", "client"}}) ==
        bad_attribute("PlatformPrincipal attribute provided without PlatformCredential"));
  CHECK(refusal("ADM", {{"PlatformCredential", "secret"}}) ==
        bad_attribute("PlatformCredential attribute provided without PlatformPrincipal"));
  CHECK(refusal("ADM", {{"PlatformCredential", ""}, {"PlatformPrincipal", "client"}}) ==
        invalid_credentials);
  CHECK(refusal("ADM", {{"PlatformCredential", "secret"}, {"PlatformPrincipal", ""}}) ==
        invalid_credentials);
  CHECK(refusal("ADM", {{"Enabled", "true"}}) == invalid_credentials);
  CHECK(refusal("GCM", {{"PlatformCredential", ""}}) == invalid_credentials);
  auto of_google = MobileShop::application("app", "GCM");
  of_google.attributes = {{"PlatformCredential", "key"}};
  CHECK(shop.turn(shop.sns, of_google).ok());
}

TEST_CASE("An application tells all its attributes but the credentials", "[sns][platform]") {
  MobileShop shop;
  auto op = MobileShop::application("app", "APNS");
  op.attributes.insert({{"ApplePlatformTeamID", "team"}, {"EventEndpointCreated", shop.topic}});
  auto const arn = shop.turn(shop.sns, op)->platform_application_arn;
  CHECK(shop.application_attributes(arn) == Map<std::string>{{"ApplePlatformTeamID", "team"},
                                                             {"AuthenticationMethod", "token"},
                                                             {"Enabled", "true"},
                                                             {"EventEndpointCreated", shop.topic}});
  CHECK(shop.application_attributes(shop.create_application("app", "MACOS"))
            .at("AuthenticationMethod") == "certificate");
  auto const kind_of = [&](std::string const& name, std::string const& credential) {
    auto of_google = MobileShop::application(name, "GCM");
    of_google.attributes = {{"PlatformCredential", credential}};
    auto const made = shop.turn(shop.sns, of_google)->platform_application_arn;
    return shop.application_attributes(made).at("AuthenticationMethod");
  };
  CHECK(kind_of("key", "AIza") == "key");
  CHECK(kind_of("document", R"( {"type":"service_account"})") == "token");
}

TEST_CASE("What is set on an application is told from then on", "[sns][platform]") {
  MobileShop shop;
  auto const set = [&](Map<std::string> attributes) {
    return shop.turn(shop.sns, sns::SetPlatformApplicationAttributes{shop.app, attributes});
  };
  REQUIRE(set({{"SuccessFeedbackSampleRate", "50"}}).ok());
  REQUIRE(set({{"Enabled", "FALSE"}}).ok());
  CHECK(shop.application_attributes(shop.app) ==
        Map<std::string>{{"Enabled", "false"}, {"SuccessFeedbackSampleRate", "50"}});
  CHECK(set({}).error() == null_attributes);
  CHECK(set({{"Colour", "pink"}}).error() == bad_attribute("Invalid attribute name: Colour"));
  CHECK(set({{"Enabled", "yes"}}).error() == bad_value("Enabled: must be either true or false"));
  for (std::string const rate : {"101", "-1", "", "5%", "1.5"})
    CHECK(set({{"SuccessFeedbackSampleRate", rate}}).error() ==
          bad_value("SuccessFeedbackSampleRate: " + rate +
                    " value provided is not an integer between 0-100"));
  CHECK(set({{"PlatformPrincipal", "other"}}).error() ==
        bad_attribute("PlatformPrincipal attribute provided without PlatformCredential"));
  CHECK(shop.application_attributes(shop.app).size() == 2);
}

TEST_CASE("An application that is not there is refused before its attributes", "[sns][platform]") {
  MobileShop shop;
  auto const refusal = [&](std::string arn) {
    return shop
        .turn(shop.sns, sns::SetPlatformApplicationAttributes{std::move(arn), {{"Colour", "pink"}}})
        .error();
  };
  CHECK(refusal(account_arn + "app/ADM/other") == no_application);
  CHECK(refusal(account_arn + "app/GCM/donuts") == no_application);
  CHECK(refusal("donuts") == invalid("PlatformApplicationArn Reason: An ARN must have at least 6 "
                                     "elements, not 1"));
  CHECK(refusal("arn:aws:sns:eu-west-1:000000000000:app/ADM/donuts") ==
        invalid("PlatformApplicationArn"));
  CHECK(refusal(account_arn + "app/ADM") ==
        invalid("PlatformApplicationArn Reason: Wrong number of slashes in relative portion of the "
                "ARN."));
  CHECK(refusal(account_arn + "apps/ADM/donuts") == invalid("PlatformApplicationArn"));
}

TEST_CASE("Applications are listed a hundred at a time, those of one account and region",
          "[sns][platform]") {
  MobileShop shop;
  for (int i = 0; i < 104; ++i)
    shop.create_application("app" + std::to_string(1000 + i));
  auto const first = shop.turn(shop.sns, sns::ListPlatformApplications{});
  REQUIRE(first->platform_applications.size() == 100);
  REQUIRE(first->next_token.has_value());
  CHECK(first->platform_applications[0].platform_application_arn ==
        account_arn + "app/ADM/app1000");
  CHECK(first->platform_applications[0].attributes == Map<std::string>{{"Enabled", "true"}});
  auto const second = shop.turn(shop.sns, sns::ListPlatformApplications{first->next_token});
  CHECK(second->platform_applications.size() == 5);
  CHECK_FALSE(second->next_token.has_value());
  CHECK(shop.turn(shop.sns, sns::ListPlatformApplications{"nonsense"}).error() ==
        invalid("NextToken"));
  shop.turn.caller.region = "eu-west-1";
  CHECK(shop.turn(shop.sns, sns::ListPlatformApplications{})->platform_applications.empty());
}

TEST_CASE("An application takes its endpoints along when it is deleted, once and for all",
          "[sns][platform]") {
  MobileShop shop;
  auto const near = shop.create_application("donuts2");
  auto const arn = shop.create_endpoint("token");
  auto beside = shop.endpoint("token");
  beside.platform_application_arn = near;
  auto const other = shop.turn(shop.sns, beside)->endpoint_arn;
  REQUIRE(shop.turn(shop.sns, sns::DeletePlatformApplication{shop.app}).ok());
  REQUIRE(shop.turn(shop.sns, sns::DeletePlatformApplication{shop.app}).ok());
  CHECK(shop.turn(shop.sns, sns::GetPlatformApplicationAttributes{shop.app}).error() ==
        no_application);
  CHECK(shop.turn(shop.sns, sns::ListEndpointsByPlatformApplication{shop.app, {}}).error() ==
        no_application);
  CHECK(shop.turn(shop.sns, sns::GetEndpointAttributes{arn}).error() == no_endpoint);
  CHECK(shop.endpoint_attributes(other).at("Token") == "token");
  CHECK(shop.turn(shop.sns, sns::DeletePlatformApplication{"donuts"}).error() ==
        invalid("PlatformApplicationArn Reason: An ARN must have at least 6 elements, not 1"));
}

TEST_CASE("An endpoint is made once for each token", "[sns][platform]") {
  MobileShop shop;
  auto const arn = shop.create_endpoint("token");
  CHECK(arn.starts_with(account_arn + "endpoint/ADM/donuts/"));
  CHECK(shop.endpoint_attributes(arn) == Map<std::string>{{"Enabled", "true"}, {"Token", "token"}});
  CHECK(shop.create_endpoint("token") == arn);
  CHECK(shop.create_endpoint("token", {{"Enabled", "true"}}) == arn);
  CHECK(shop.create_endpoint("other") != arn);
  auto const exists = invalid("Token Reason: Endpoint " + arn +
                              " already exists with the same Token, but different attributes.");
  CHECK(shop.turn(shop.sns, shop.endpoint("token", {{"CustomUserData", "x"}})).error() == exists);
  CHECK(shop.turn(shop.sns, shop.endpoint("token", {{"Enabled", "false"}})).error() == exists);
  auto nobody = shop.endpoint("token");
  nobody.platform_application_arn = account_arn + "app/ADM/other";
  CHECK(shop.turn(shop.sns, nobody).error() == no_application);
}

TEST_CASE("Ids of endpoints repeat with the seed", "[sns][platform]") {
  MobileShop shop, again;
  CHECK(shop.create_endpoint("token") == again.create_endpoint("token"));
}

TEST_CASE("User data comes beside the attributes or among them, and those among them count",
          "[sns][platform]") {
  MobileShop shop;
  auto op = shop.endpoint("1");
  op.custom_user_data = "beside";
  CHECK(shop.endpoint_attributes(shop.turn(shop.sns, op)->endpoint_arn).at("CustomUserData") ==
        "beside");
  op = shop.endpoint("2", {{"CustomUserData", "among"}});
  op.custom_user_data = "beside";
  CHECK(shop.endpoint_attributes(shop.turn(shop.sns, op)->endpoint_arn).at("CustomUserData") ==
        "among");
  CHECK(shop.endpoint_attributes(shop.create_endpoint("3", {{"Token", "4"}})).at("Token") == "4");
}

TEST_CASE("What no endpoint can be is refused where it stands", "[sns][platform]") {
  MobileShop shop;
  auto const refusal = [&](sns::CreatePlatformEndpoint const& op) {
    return shop.turn(shop.sns, op).error();
  };
  CHECK(refusal(shop.endpoint("")) == invalid("Token Reason: cannot be empty"));
  CHECK(refusal(shop.endpoint("t", {{"Token", ""}})) == bad_value("Token: cannot be empty"));
  for (std::string const name : {"PlatformPrincipal", "PlatformCredential", "InvalidKey"})
    CHECK(refusal(shop.endpoint("t", {{name, "x"}})) ==
          bad_attribute("Invalid attribute name: " + name));
  CHECK(refusal(shop.endpoint("t", {{"Enabled", "1"}})) ==
        bad_value("Enabled: must be either true or false"));
  auto const long_data = std::string(2049, 'x');
  CHECK(refusal(shop.endpoint("t", {{"CustomUserData", long_data}})) ==
        bad_value("CustomUserData: must be at most 2048 bytes long in UTF-8 encoding"));
  auto beside = shop.endpoint("t");
  beside.custom_user_data = long_data;
  CHECK(refusal(beside) ==
        invalid("CustomUserData Reason: must be at most 2048 bytes long in UTF-8 encoding"));
  CHECK(refusal(shop.endpoint(std::string(8193, 't'))) ==
        invalid("Token Reason: must be at most 8192 bytes long in UTF-8 encoding"));
  CHECK(shop.turn(shop.sns, shop.endpoint("t", {{"CustomUserData", std::string(2048, 'x')}})).ok());
  CHECK(shop.turn(shop.sns, shop.endpoint(std::string(8192, 't'))).ok());
}

TEST_CASE("A token of Apple's is hexadecimal, and comes back in lower case", "[sns][platform]") {
  MobileShop shop;
  shop.app = shop.create_application("donuts", "APNS_SANDBOX");
  auto const trouble =
      invalid("Token Reason: iOS device tokens must be no more than 400 hexadecimal characters");
  CHECK(shop.turn(shop.sns, shop.endpoint("my-token")).error() == trouble);
  CHECK(shop.turn(shop.sns, shop.endpoint(std::string(401, 'a'))).error() == trouble);
  auto const arn = shop.create_endpoint(std::string(400, 'F'));
  CHECK(shop.endpoint_attributes(arn).at("Token") == std::string(400, 'f'));
  CHECK(shop.create_endpoint(std::string(400, 'f')) == arn);
}

TEST_CASE("What is set on an endpoint is told from then on", "[sns][platform]") {
  MobileShop shop;
  auto const arn = shop.create_endpoint("1");
  auto const other = shop.create_endpoint("2");
  auto const set = [&](Map<std::string> attributes) {
    return shop.turn(shop.sns, sns::SetEndpointAttributes{arn, std::move(attributes)});
  };
  REQUIRE(set({{"Enabled", "False"}, {"CustomUserData", "x"}}).ok());
  REQUIRE(set({{"Token", "3"}}).ok());
  CHECK(shop.endpoint_attributes(arn) ==
        Map<std::string>{{"CustomUserData", "x"}, {"Enabled", "false"}, {"Token", "3"}});
  CHECK(shop.create_endpoint("1") != arn);
  CHECK(shop.create_endpoint("3", {{"CustomUserData", "x"}}) == arn);
  CHECK(set({{"Token", "2"}}).error() ==
        invalid("Token Reason: Endpoint " + other +
                " already exists with the same Token, but different attributes."));
  CHECK(set({}).error() == null_attributes);
  CHECK(set({{"Colour", "pink"}}).error() == bad_attribute("Invalid attribute name: Colour"));
}

TEST_CASE("An endpoint that is not there is not found, but can be deleted", "[sns][platform]") {
  MobileShop shop;
  auto const arn = shop.create_endpoint("1");
  REQUIRE(shop.turn(shop.sns, sns::DeleteEndpoint{arn}).ok());
  REQUIRE(shop.turn(shop.sns, sns::DeleteEndpoint{arn}).ok());
  CHECK(shop.turn(shop.sns, sns::GetEndpointAttributes{arn}).error() == no_endpoint);
  CHECK(shop.turn(shop.sns, sns::SetEndpointAttributes{arn, {{"Token", "2"}}}).error() ==
        no_endpoint);
  CHECK(shop.create_endpoint("1") != arn);
  for (auto const* wrong : {"app/ADM/donuts", "endpoint/ADM/donuts", "endpoint/ADM/donuts/1/2"})
    CHECK(shop.turn(shop.sns, sns::DeleteEndpoint{account_arn + wrong}).error() ==
          invalid("EndpointArn Reason: Wrong number of slashes in relative portion of the ARN."));
  CHECK(shop.turn(shop.sns, sns::GetEndpointAttributes{"1"}).error() ==
        invalid("EndpointArn Reason: An ARN must have at least 6 elements, not 1"));
}

TEST_CASE("Endpoints are listed a hundred at a time, in the order in which they were made",
          "[sns][platform]") {
  MobileShop shop;
  std::vector<std::string> made;
  for (int i = 0; i < 101; ++i)
    made.push_back(shop.create_endpoint("token" + std::to_string(i)));
  auto const first = shop.turn(shop.sns, sns::ListEndpointsByPlatformApplication{shop.app, {}});
  REQUIRE(first->endpoints.size() == 100);
  for (std::size_t i = 0; i < 100; ++i)
    CHECK(first->endpoints[i].endpoint_arn == made[i]);
  CHECK(first->endpoints[7].attributes ==
        Map<std::string>{{"Enabled", "true"}, {"Token", "token7"}});
  auto const second =
      shop.turn(shop.sns, sns::ListEndpointsByPlatformApplication{shop.app, first->next_token});
  REQUIRE(second->endpoints.size() == 1);
  CHECK(second->endpoints[0].endpoint_arn == made[100]);
  CHECK_FALSE(second->next_token.has_value());
}

TEST_CASE("A message to an endpoint is in the outbox", "[sns][platform]") {
  MobileShop shop;
  auto const arn = shop.create_endpoint("token");
  auto op = MobileShop::to_device(arn, "fresh donuts");
  op.subject = "Shop";
  op.message_attributes["AWS.SNS.MOBILE.ADM.TTL"] = {"String", "60", {}};
  auto const published = shop.publish(op);
  REQUIRE(published.ok());
  auto const pushes = shop.pushes();
  REQUIRE(pushes.size() == 1);
  CHECK(pushes[0].message_id == published->message_id);
  CHECK(pushes[0].endpoint_arn == arn);
  CHECK(pushes[0].platform == "ADM");
  CHECK(pushes[0].token == "token");
  CHECK(pushes[0].message == "fresh donuts");
  CHECK(pushes[0].subject == "Shop");
  CHECK(pushes[0].message_attributes == op.message_attributes);
  CHECK(pushes[0].sent_at == shop.turn.now);
  CHECK_FALSE(pushes[0].topic_arn.has_value());
  CHECK(shop.turn.parcels.empty());
}

TEST_CASE("A device gets the text for its push service, or else the default", "[sns][platform]") {
  MobileShop shop;
  auto const arn = shop.create_endpoint("token");
  auto const pushed = [&](std::string message) {
    auto op = MobileShop::to_device(arn, std::move(message));
    op.message_structure = "json";
    auto const done = shop.publish(op);
    return done.ok() ? shop.pushes().back().message : done.error().message;
  };
  CHECK(pushed(R"({"default":"d","ADM":"a","GCM":"g"})") == "a");
  CHECK(pushed(R"({"default":"d","GCM":"g"})") == "d");
  CHECK(pushed(R"({"ADM":"{\"data\":{}}"})") == R"({"data":{}})");
  CHECK(pushed(R"({"\u0041DM":"escaped","GCM":"g"})") == "escaped");
  CHECK(pushed(R"({"ADM":{"data":1},"default":"d"})") == "d");
  CHECK(shop.pushes().back().published == R"({"ADM":{"data":1},"default":"d"})");
  auto const no_default =
      "Invalid parameter: Message Structure - No default entry in JSON message body";
  CHECK(pushed(R"({"GCM":"g"})") == no_default);
  CHECK(pushed(R"({"ADM":1})") == no_default);
  CHECK(pushed("{") == "Invalid parameter: Message Structure - JSON message body failed to parse");
  auto unknown = MobileShop::to_device(arn, "{}");
  unknown.message_structure = "xml";
  CHECK(shop.publish(unknown).error() == invalid("MessageStructure"));
}

TEST_CASE("A message to an endpoint that can not get it is refused", "[sns][platform]") {
  MobileShop shop;
  auto const arn = shop.create_endpoint("token");
  auto const refusal = [&](std::string target) {
    return shop.publish(MobileShop::to_device(std::move(target), "hello")).error();
  };
  CHECK(refusal(account_arn + "endpoint/ADM/donuts/other") ==
        invalid("TargetArn Reason: No endpoint found for the target arn specified"));
  CHECK(refusal(account_arn + "endpoint/ADM/donuts") ==
        invalid("TargetArn Reason: Wrong number of slashes in relative portion of the ARN."));
  CHECK(refusal("arn:aws:sns:eu-west-1:000000000000:endpoint/ADM/donuts/1") ==
        invalid("TargetArn"));
  REQUIRE(shop.turn(shop.sns, sns::SetEndpointAttributes{arn, {{"Enabled", "false"}}}).ok());
  CHECK(refusal(arn) == Error{"EndpointDisabled", "Endpoint is disabled", 400});
  REQUIRE(shop.turn(shop.sns, sns::SetEndpointAttributes{arn, {{"Enabled", "true"}}}).ok());
  sns::SetPlatformApplicationAttributes off{shop.app, {{"Enabled", "false"}}};
  REQUIRE(shop.turn(shop.sns, off).ok());
  CHECK(refusal(arn).code == "PlatformApplicationDisabled");
  CHECK(shop.pushes().empty());
  auto heavy = MobileShop::to_device(arn, std::string(262'145, 'x'));
  CHECK(shop.publish(heavy).error() == invalid("Message too long"));
  CHECK(shop.publish(MobileShop::to_device(arn, "")).error() == invalid("Empty message"));
}

TEST_CASE("The outbox keeps the latest ten thousand messages", "[sns][platform]") {
  MobileShop shop;
  auto const arn = shop.create_endpoint("token");
  for (int i = 0; i < 10'002; ++i)
    REQUIRE(shop.publish(MobileShop::to_device(arn, std::to_string(i))).ok());
  auto const pushes = shop.pushes();
  REQUIRE(pushes.size() == 10'000);
  CHECK(pushes.front().message == "2");
  CHECK(pushes.back().message == "10001");
}
