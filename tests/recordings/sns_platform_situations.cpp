// What AWS was recorded to answer about platform applications and endpoints.
#include <nlohmann/json.hpp>

#include "recordings/sns_calls.hpp"

namespace proofbox::test {
namespace {

using Json = nlohmann::json;

Json credentials() { return {{"PlatformPrincipal", "client"}, {"PlatformCredential", "secret"}}; }

Json create_named(Stage& stage, std::string const& name) {
  return stage.sns("CreatePlatformApplication",
                   {{"Name", name}, {"Platform", "ADM"}, {"Attributes", credentials()}});
}

std::string create_application(Stage& stage) {
  return create_named(stage, "donuts").at("PlatformApplicationArn");
}

std::string missing_application() { return "arn:aws:sns:us-east-1:000000000000:app/ADM/missing"; }

Json create_endpoint(Stage& stage, Json more = Json::object()) {
  more["Token"] = "token_1";
  if (!more.contains("PlatformApplicationArn"))
    more["PlatformApplicationArn"] = create_application(stage);
  return stage.sns("CreatePlatformEndpoint", more);
}

std::string endpoint_arn(Stage& stage, Json more = Json::object()) {
  return create_endpoint(stage, std::move(more)).at("EndpointArn");
}

Json attributes_of(Stage& stage, std::string const& endpoint) {
  return stage.sns("GetEndpointAttributes", {{"EndpointArn", endpoint}});
}

Json new_application(Stage& stage) {
  return {{"create-platform-application", create_named(stage, "donuts")}};
}

Json bad_application_name(Stage& stage) {
  std::string const name = stage.variant == "empty"          ? ""
                           : stage.variant == "invalid-char" ? "@name"
                                                             : std::string(257, 'a');
  return {{"invalid-application-name", create_named(stage, name)}};
}

Json unknown_platform(Stage& stage) {
  return {{"invalid-platform",
           stage.sns("CreatePlatformApplication",
                     {{"Name", "donuts"}, {"Platform", "AAA"}, {"Attributes", credentials()}})}};
}

Json application_attributes(Stage& stage) {
  auto const arn = create_application(stage);
  stage.sns(
      "SetPlatformApplicationAttributes",
      {{"PlatformApplicationArn", arn}, {"Attributes", {{"SuccessFeedbackSampleRate", "50"}}}});
  return {{"set-get-application-attributes",
           stage.sns("GetPlatformApplicationAttributes", {{"PlatformApplicationArn", arn}})}};
}

Json attributes_of_no_arn(Stage& stage) {
  return {{"invalid-application-arn",
           stage.sns("SetPlatformApplicationAttributes",
                     {{"PlatformApplicationArn", "donuts"}, {"Attributes", credentials()}})}};
}

Json attributes_of_no_application(Stage& stage) {
  Json attributes = Json::object();
  if (stage.variant == "dummy-args")
    attributes = {{"Colour", "pink"}};
  if (stage.variant == "missing-credential")
    attributes = {{"PlatformPrincipal", "client"}};
  if (stage.variant == "missing-principal")
    attributes = {{"PlatformCredential", "secret"}};
  return {
      {"non_existing-application-arn", stage.sns("SetPlatformApplicationAttributes",
                                                 {{"PlatformApplicationArn", missing_application()},
                                                  {"Attributes", std::move(attributes)}})}};
}

Json new_endpoint(Stage& stage) { return {{"create-platform-endpoint", create_endpoint(stage)}}; }

Json endpoint_of_no_application(Stage& stage) {
  return {{"create-platform-endpoint",
           create_endpoint(stage, {{"PlatformApplicationArn", missing_application()}})}};
}

Json user_data(Stage& stage) {
  auto const arn = endpoint_arn(stage, {{"CustomUserData", "bar"}});
  return {{"create-endpoint-double-custom-data", attributes_of(stage, arn)}};
}

Json user_data_twice(Stage& stage) {
  auto const arn =
      endpoint_arn(stage, {{"CustomUserData", "bar"}, {"Attributes", {{"CustomUserData", "foo"}}}});
  return {{"create-endpoint-double-custom-data", attributes_of(stage, arn)}};
}

Json bad_endpoint_attributes(Stage& stage) {
  Json attributes;
  if (stage.variant == "Data_Too_Long")
    attributes["CustomUserData"] = std::string(2049, 'x');
  else if (stage.variant == "Invalid_Name_Credential")
    attributes["PlatformCredential"] = "secret";
  else if (stage.variant == "Invalid_Name_Principal")
    attributes["PlatformPrincipal"] = "client";
  else
    attributes["InvalidKey"] = "value";
  return {{"create-platform-endpoint-invalid-attr",
           create_endpoint(stage, {{"Attributes", attributes}})}};
}

Json endpoints_of_a_deleted_application(Stage& stage) {
  auto const app = create_application(stage);
  endpoint_arn(stage, {{"PlatformApplicationArn", app}});
  Json answers;
  answers["delete-application"] =
      stage.sns("DeletePlatformApplication", {{"PlatformApplicationArn", app}});
  answers["list-endpoints-after-app-delete"] =
      stage.sns("ListEndpointsByPlatformApplication", {{"PlatformApplicationArn", app}});
  return answers;
}

Json endpoint_attributes(Stage& stage) {
  return {{"get-platform-endpoint-attributes", attributes_of(stage, endpoint_arn(stage))}};
}

Json disabled_endpoint(Stage& stage) {
  auto const arn = endpoint_arn(stage);
  Json answers;
  answers["set-platform-endpoint-attributes"] = stage.sns(
      "SetEndpointAttributes", {{"EndpointArn", arn}, {"Attributes", {{"Enabled", "false"}}}});
  answers["get-platform-endpoint-attributes"] = attributes_of(stage, arn);
  return answers;
}

Json endpoint_with_an_application_s_arn(Stage& stage) {
  return {{"set-platform-endpoint-attributes-non-existent-app",
           stage.sns("SetEndpointAttributes", {{"EndpointArn", missing_application()},
                                               {"Attributes", {{"Enabled", "false"}}}})}};
}

// The account had more subscriptions than one page takes; only the endpoint's was recorded. Tokens
// of AWS's differ from call to call even where nothing happened between; the box's differ because
// another subscription is gone.
Json endpoint_with_a_subscription(Stage& stage) {
  auto const topic = create_topic(stage);
  std::string const first = subscribe(stage, topic, "queue0").at("SubscriptionArn");
  auto const endpoint = endpoint_arn(stage);
  stage.sns("Subscribe",
            {{"TopicArn", topic}, {"Protocol", "application"}, {"Endpoint", endpoint}});
  for (int i = 1; i <= 100; ++i)
    subscribe(stage, topic, "queue" + std::to_string(i));
  auto const of_endpoints = [&] {
    auto listed = stage.sns("ListSubscriptions", Json::object());
    Json wanted = Json::array();
    for (auto const& subscription : listed.at("Subscriptions"))
      if (subscription.at("Protocol") == "application")
        wanted.push_back(subscription);
    listed["Subscriptions"] = wanted;
    return listed;
  };
  Json answers;
  answers["list-subscriptions-pre-delete"] = of_endpoints();
  answers["delete-endpoint"] = stage.sns("DeleteEndpoint", {{"EndpointArn", endpoint}});
  stage.sns("Unsubscribe", {{"SubscriptionArn", first}});
  answers["list-subscriptions-post-delete"] = of_endpoints();
  return answers;
}

}  // namespace

std::vector<Situation> sns_platform_situations() {
  return {
      {"sns/test_sns.py::TestSNSPlatformApplicationCrud::test_create_platform_application",
       new_application},
      {"sns/test_sns.py::TestSNSPlatformApplicationCrud::"
       "test_create_platform_application_invalid_name",
       bad_application_name},
      {"sns/test_sns.py::TestSNSPlatformApplicationCrud::"
       "test_create_platform_application_invalid_platform",
       unknown_platform},
      {"sns/test_sns.py::TestSNSPlatformApplicationCrud::test_set_platform_application_attributes",
       application_attributes},
      {"sns/test_sns.py::TestSNSPlatformApplicationCrud::"
       "test_set_platform_application_attributes_invalid_arn",
       attributes_of_no_arn},
      {"sns/test_sns.py::TestSNSPlatformApplicationCrud::"
       "test_set_platform_application_attributes_non_existing_app",
       attributes_of_no_application},
      {"sns/test_sns.py::TestSNSPlatformEndpointCrud::test_create_platform_endpoint", new_endpoint},
      {"sns/test_sns.py::TestSNSPlatformEndpointCrud::test_create_platform_endpoint_custom_data",
       user_data},
      {"sns/test_sns.py::TestSNSPlatformEndpointCrud::"
       "test_create_platform_endpoint_double_custom_data",
       user_data_twice},
      {"sns/test_sns.py::TestSNSPlatformEndpointCrud::"
       "test_create_platform_endpoint_non_existent_app",
       endpoint_of_no_application},
      {"sns/test_sns.py::TestSNSPlatformEndpointCrud::"
       "test_create_platform_endpoint_with_invalid_attributes",
       bad_endpoint_attributes},
      {"sns/test_sns.py::TestSNSPlatformEndpointCrud::test_delete_endpoints_of_deleted_app",
       endpoints_of_a_deleted_application},
      {"sns/test_sns.py::TestSNSPlatformEndpointCrud::test_get_platform_endpoint_attributes",
       endpoint_attributes},
      {"sns/test_sns.py::TestSNSPlatformEndpointCrud::test_set_platform_endpoint_attributes",
       disabled_endpoint},
      {"sns/test_sns.py::TestSNSPlatformEndpointCrud::"
       "test_set_platform_endpoint_attributes_invalid_arn",
       endpoint_with_an_application_s_arn},
      {"sns/test_sns.py::TestSNSPlatformEndpointCrud::"
       "test_delete_platform_endpoint_with_subscription",
       endpoint_with_a_subscription},
  };
}

}  // namespace proofbox::test
