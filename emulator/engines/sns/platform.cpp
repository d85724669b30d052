#include "engines/sns/platform.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/check.hpp"
#include "base/text.hpp"
#include "engines/sns/arn.hpp"
#include "engines/sns/errors.hpp"
#include "engines/sns/percentage.hpp"

namespace proofbox::sns {
namespace {

constexpr std::array platforms{
    "ADM",   "APNS",          "APNS_SANDBOX", "APNS_VOIP", "APNS_VOIP_SANDBOX", "BAIDU", "GCM",
    "MACOS", "MACOS_SANDBOX", "MPNS",         "WNS"};
constexpr std::array application_attribute_names{
    "ApplePlatformBundleID", "ApplePlatformTeamID",    "Enabled",
    "EventDeliveryFailure",  "EventEndpointCreated",   "EventEndpointDeleted",
    "EventEndpointUpdated",  "FailureFeedbackRoleArn", "PlatformCredential",
    "PlatformPrincipal",     "SuccessFeedbackRoleArn", "SuccessFeedbackSampleRate"};
constexpr std::array endpoint_attribute_names{"CustomUserData", "Enabled", "Token"};

constexpr std::size_t name_max = 256;
constexpr std::size_t user_data_bytes_max = 2048;
constexpr std::size_t token_bytes_max = 8192;
constexpr std::size_t ios_token_max = 400;

template <std::size_t count>
bool contains(std::array<char const*, count> const& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_of_apple(std::string_view platform) {
  return platform.starts_with("APNS") || platform.starts_with("MACOS");
}

bool is_hexadecimal(std::string_view text) {
  return text.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

std::string too_long(std::size_t bytes) {
  return fmt::format("must be at most {} bytes long in UTF-8 encoding", bytes);
}

Error bad_value(std::string_view name, std::string_view reason) {
  return errors::invalid_parameter(
      "Attributes", fmt::format("Invalid value for attribute: {}: {}", name, reason));
}

// Behind "arn:aws:sns:REGION:ACCOUNT:".
std::string_view relative_part(std::string_view arn) {
  for (int colons = 0; colons < 5; ++colons)
    arn.remove_prefix(arn.find(':') + 1);
  return arn;
}

std::optional<Error> bad_platform_arn(std::string_view arn, std::string_view region,
                                      std::string_view parameter, std::string_view kind,
                                      int slashes) {
  if (auto error = bad_topic_arn(arn, region, parameter))
    return error;
  auto const part = relative_part(arn);
  if (std::count(part.begin(), part.end(), '/') != slashes)
    return errors::invalid_parameter(parameter,
                                     "Wrong number of slashes in relative portion of the ARN.");
  if (!part.starts_with(kind))
    return errors::invalid_parameter(parameter);
  return {};
}

// Why an endpoint can not have this value; nothing where it can.
std::optional<std::string> trouble_with(std::string_view platform, std::string_view name,
                                        std::string_view value) {
  if (name == "CustomUserData" && value.size() > user_data_bytes_max)
    return too_long(user_data_bytes_max);
  if (name == "Enabled" && lower_case(value) != "true" && lower_case(value) != "false")
    return "must be either true or false";
  if (name != "Token")
    return {};
  if (value.empty())
    return "cannot be empty";
  if (is_of_apple(platform) && (value.size() > ios_token_max || !is_hexadecimal(value)))
    return fmt::format("iOS device tokens must be no more than {} hexadecimal characters",
                       ios_token_max);
  if (value.size() > token_bytes_max)
    return too_long(token_bytes_max);
  return {};
}

std::optional<Error> bad_credentials(std::string_view platform, Map<std::string> const& given) {
  auto const principal = given.find("PlatformPrincipal");
  auto const credential = given.find("PlatformCredential");
  bool const has_principal = principal != given.end();
  bool const has_credential = credential != given.end();
  if (has_principal && !has_credential)
    return errors::invalid_parameter(
        "Attributes", "PlatformPrincipal attribute provided without PlatformCredential");
  if (has_credential && !has_principal && platform != "GCM")
    return errors::invalid_parameter(
        "Attributes", "PlatformCredential attribute provided without PlatformPrincipal");
  if ((has_credential && credential->second.empty()) ||
      (has_principal && principal->second.empty() && platform != "GCM"))
    return errors::platform_credentials_invalid();
  return {};
}

}  // namespace

Shape const& PlatformApplication::shape() {
  static Shape const shape = Describe<PlatformApplication>("PlatformApplicationRow")
                                 .member("account", &PlatformApplication::account)
                                 .member("region", &PlatformApplication::region)
                                 .member("platform", &PlatformApplication::platform)
                                 .member("name", &PlatformApplication::name)
                                 .member("attributes", &PlatformApplication::attributes);
  return shape;
}

std::string PlatformApplication::key() const {
  return topic_key(region, account, platform + '/' + name);
}

std::string PlatformApplication::arn() const {
  return "arn:aws:sns:" + region + ':' + account + ":app/" + platform + '/' + name;
}

Shape const& PlatformEndpoint::shape() {
  static Shape const shape = Describe<PlatformEndpoint>("PlatformEndpointRow")
                                 .member("number", &PlatformEndpoint::number)
                                 .member("application", &PlatformEndpoint::application)
                                 .member("platform", &PlatformEndpoint::platform)
                                 .member("arn", &PlatformEndpoint::arn)
                                 .member("attributes", &PlatformEndpoint::attributes);
  return shape;
}

std::string PlatformEndpoint::key() const { return fmt::format("{}/{:020}", application, number); }

std::string PlatformEndpoint::custom_user_data() const {
  auto const found = attributes.find("CustomUserData");
  return found == attributes.end() ? std::string{} : found->second;
}

PlatformApplication* Platforms::find_application(std::string_view key) const {
  auto const found = applications_.find(key);
  return found == applications_.end() ? nullptr : found->second.get();
}

PlatformEndpoint* Platforms::find_endpoint(std::string_view arn) const {
  auto const found = by_arn_.find(arn);
  return found == by_arn_.end() ? nullptr : found->second;
}

PlatformEndpoint* Platforms::with_token(PlatformApplication const& application,
                                        std::string_view token) const {
  auto const found = by_token_.find(application.key() + '/' + std::string{token});
  return found == by_token_.end() ? nullptr : found->second;
}

PlatformApplication& Platforms::add(PlatformApplication application) {
  auto key = application.key();
  auto made = std::make_unique<PlatformApplication>(std::move(application));
  return *applications_.emplace(std::move(key), std::move(made)).first->second;
}

PlatformEndpoint& Platforms::add(PlatformEndpoint endpoint) {
  if (endpoint.number == 0)
    endpoint.number = last_endpoint_ + 1;
  last_endpoint_ = std::max(last_endpoint_, endpoint.number);
  auto key = endpoint.key();
  auto made = std::make_unique<PlatformEndpoint>(std::move(endpoint));
  auto& added = *endpoints_.emplace(std::move(key), std::move(made)).first->second;
  by_arn_.emplace(added.arn, &added);
  by_token_.emplace(added.application + '/' + added.token(), &added);
  return added;
}

void Platforms::remove(PlatformApplication const& application) {
  applications_.erase(application.key());
}

void Platforms::remove(PlatformEndpoint const& endpoint) {
  by_arn_.erase(endpoint.arn);
  by_token_.erase(endpoint.application + '/' + endpoint.token());
  endpoints_.erase(endpoint.key());
}

void Platforms::change(PlatformEndpoint& endpoint, Map<std::string> attributes) {
  by_token_.erase(endpoint.application + '/' + endpoint.token());
  endpoint.attributes = std::move(attributes);
  by_token_.emplace(endpoint.application + '/' + endpoint.token(), &endpoint);
}

bool is_platform(std::string_view platform) { return contains(platforms, platform); }

std::optional<Error> bad_application_name(std::string_view name) {
  if (name.empty())
    return errors::invalid_parameter(name, "cannot be empty");
  if (name.size() > name_max)
    return errors::invalid_parameter(name,
                                     fmt::format("must be at most {} characters long", name_max));
  bool const allowed = std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.';
  });
  if (!allowed)
    return errors::invalid_parameter(
        name, "must contain only characters 'a'-'z', 'A'-'Z', '0'-'9', '_', '-', and '.'");
  return {};
}

std::optional<Error> bad_application_arn(std::string_view arn, std::string_view region) {
  return bad_platform_arn(arn, region, "PlatformApplicationArn", "app/", 2);
}

std::optional<Error> bad_endpoint_arn(std::string_view arn, std::string_view region,
                                      std::string_view parameter) {
  return bad_platform_arn(arn, region, parameter, "endpoint/", 3);
}

std::string application_key(std::string_view arn) {
  auto const parts = split(arn, ':');
  check(parts.size() >= 6, "only an ARN that is not bad has a key");
  auto part = relative_part(arn);
  part.remove_prefix(part.find('/') + 1);
  return topic_key(parts[3], parts[4], part);
}

Result<Map<std::string>> application_attributes(std::string_view platform,
                                                Map<std::string> const& given) {
  if (given.empty())
    return errors::validation("null", "attributes", "must not be null");
  Map<std::string> kept;
  for (auto const& [name, value] : given) {
    if (!contains(application_attribute_names, name))
      return errors::invalid_parameter("Attributes", "Invalid attribute name: " + name);
    kept[name] = value;
    if (name == "Enabled") {
      if (auto const trouble = trouble_with(platform, name, value))
        return bad_value(name, *trouble);
      kept[name] = lower_case(value);
    }
    if (name == "SuccessFeedbackSampleRate" && !is_percentage(value))
      return bad_value(name, value + " value provided is not an integer between 0-100");
  }
  if (auto error = bad_credentials(platform, given))
    return *error;
  return kept;
}

Result<Map<std::string>> endpoint_attributes(std::string_view platform,
                                             Map<std::string> const& given) {
  Map<std::string> kept;
  for (auto const& [name, value] : given) {
    if (!contains(endpoint_attribute_names, name))
      return errors::invalid_parameter("Attributes", "Invalid attribute name: " + name);
    if (auto const trouble = trouble_with(platform, name, value))
      return bad_value(name, *trouble);
    bool const lower = name == "Enabled" || (name == "Token" && is_of_apple(platform));
    kept[name] = lower ? lower_case(value) : value;
  }
  return kept;
}

std::optional<Error> bad_endpoint_parameter(std::string_view platform, std::string_view name,
                                            std::string_view value) {
  if (auto const trouble = trouble_with(platform, name, value))
    return errors::invalid_parameter(name, *trouble);
  return {};
}

Map<std::string> told(PlatformApplication const& application) {
  auto attributes = application.attributes;
  auto const credential = attributes.find("PlatformCredential");
  bool const is_document =
      credential != attributes.end() && trim(credential->second).starts_with('{');
  if (application.platform == "GCM")
    attributes["AuthenticationMethod"] = is_document ? "token" : "key";
  if (is_of_apple(application.platform))
    attributes["AuthenticationMethod"] =
        attributes.contains("ApplePlatformTeamID") ? "token" : "certificate";
  attributes.erase("PlatformCredential");
  attributes.erase("PlatformPrincipal");
  return attributes;
}

}  // namespace proofbox::sns
