// Platform applications and their endpoints as the engine holds them, and AWS's rules for their
// names and attributes. They know nothing of requests. One to whom something is pushed is an
// endpoint: an app on a device, known by the token that the push service gave it.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "shape/shape.hpp"

namespace proofbox::sns {

struct PlatformApplication {
  std::string account;
  std::string region;
  std::string platform;  // APNS, GCM ...
  std::string name;
  Map<std::string> attributes = {};  // all that were set, credentials among them
  static Shape const& shape();       // of its row

  std::string key() const;  // REGION/ACCOUNT/PLATFORM/NAME
  std::string arn() const;
  bool is_enabled() const { return attributes.at("Enabled") == "true"; }
};

struct PlatformEndpoint {
  std::int64_t number = 0;  // rising in the order in which they were made
  std::string application;  // its key
  std::string platform;     // the application's
  std::string arn;
  Map<std::string> attributes = {};
  static Shape const& shape();  // of its row

  std::string key() const;  // the application's, then /NUMBER
  std::string const& token() const { return attributes.at("Token"); }
  std::string custom_user_data() const;
  bool is_enabled() const { return attributes.at("Enabled") == "true"; }
};

// All of a box.
class Platforms {
 public:
  using Applications = std::map<std::string, std::unique_ptr<PlatformApplication>, std::less<>>;
  using Endpoints = std::map<std::string, std::unique_ptr<PlatformEndpoint>, std::less<>>;

  Applications const& applications() const { return applications_; }
  Endpoints const& endpoints() const { return endpoints_; }

  // By ARN or, of an application, by key; null where there is none.
  PlatformApplication* find_application(std::string_view key) const;
  PlatformEndpoint* find_endpoint(std::string_view arn) const;
  // The application's endpoint with this token.
  PlatformEndpoint* with_token(PlatformApplication const& application,
                               std::string_view token) const;

  PlatformApplication& add(PlatformApplication application);
  // A number of 0 becomes the next one.
  PlatformEndpoint& add(PlatformEndpoint endpoint);
  // The application must have no endpoints left.
  void remove(PlatformApplication const& application);
  void remove(PlatformEndpoint const& endpoint);
  void change(PlatformEndpoint& endpoint, Map<std::string> attributes);

 private:
  Applications applications_;  // by key; lists go in this order
  Endpoints endpoints_;        // likewise
  std::map<std::string, PlatformEndpoint*, std::less<>> by_arn_;
  std::map<std::string, PlatformEndpoint*, std::less<>> by_token_;  // APPLICATION'S KEY/TOKEN
  std::int64_t last_endpoint_ = 0;
};

bool is_platform(std::string_view platform);

// Why the text is no name of an application.
std::optional<Error> bad_application_name(std::string_view name);

// Why the text is no ARN of an application (app/PLATFORM/NAME) or of an endpoint
// (endpoint/PLATFORM/NAME/ID) in this region, whether or not there is one.
std::optional<Error> bad_application_arn(std::string_view arn, std::string_view region);
std::optional<Error> bad_endpoint_arn(std::string_view arn, std::string_view region,
                                      std::string_view parameter = "EndpointArn");
// REGION/ACCOUNT/PLATFORM/NAME of an ARN that is not bad.
std::string application_key(std::string_view arn);

// The attributes that are given, as they are kept, or why they are refused. The two credentials of
// a platform that has two come together.
Result<Map<std::string>> application_attributes(std::string_view platform,
                                                Map<std::string> const& given);
Result<Map<std::string>> endpoint_attributes(std::string_view platform,
                                             Map<std::string> const& given);

// Why this is no token or user data that an endpoint is made with.
std::optional<Error> bad_endpoint_parameter(std::string_view platform, std::string_view name,
                                            std::string_view value);

// What AWS tells of an application's attributes: all but the credentials, of which it says only
// what kind they are where a platform takes two kinds.
Map<std::string> told(PlatformApplication const& application);

}  // namespace proofbox::sns
