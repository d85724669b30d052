// The operations of Amazon SNS on platform applications and their endpoints, which are the devices
// that get push notifications. As its service model (2010-03-31) describes them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engines/sns/shapes.hpp"

namespace proofbox::sns {

// ---- applications ----

struct CreatePlatformApplication {
  std::string name;
  std::string platform;
  Map<std::string> attributes;
  static Shape const& shape();
  struct Output {
    std::string platform_application_arn;
    static Shape const& shape();
  };
};

struct DeletePlatformApplication {
  std::string platform_application_arn;
  static Shape const& shape();
  using Output = Nothing;
};

struct GetPlatformApplicationAttributes {
  std::string platform_application_arn;
  static Shape const& shape();
  struct Output {
    Map<std::string> attributes;
    static Shape const& shape();
  };
};

struct SetPlatformApplicationAttributes {
  std::string platform_application_arn;
  Map<std::string> attributes;
  static Shape const& shape();
  using Output = Nothing;
};

struct ListPlatformApplications {
  std::optional<std::string> next_token;
  static Shape const& shape();
  struct Application {
    std::string platform_application_arn;
    Map<std::string> attributes;
    static Shape const& shape();
  };
  struct Output {
    std::vector<Application> platform_applications;
    std::optional<std::string> next_token;
    static Shape const& shape();
  };
};

// ---- endpoints ----

struct CreatePlatformEndpoint {
  std::string platform_application_arn;
  std::string token;
  std::optional<std::string> custom_user_data;
  Map<std::string> attributes;
  static Shape const& shape();
  struct Output {
    std::string endpoint_arn;
    static Shape const& shape();
  };
};

struct DeleteEndpoint {
  std::string endpoint_arn;
  static Shape const& shape();
  using Output = Nothing;
};

struct GetEndpointAttributes {
  std::string endpoint_arn;
  static Shape const& shape();
  struct Output {
    Map<std::string> attributes;
    static Shape const& shape();
  };
};

struct SetEndpointAttributes {
  std::string endpoint_arn;
  Map<std::string> attributes;
  static Shape const& shape();
  using Output = Nothing;
};

struct ListEndpointsByPlatformApplication {
  std::string platform_application_arn;
  std::optional<std::string> next_token;
  static Shape const& shape();
  struct Endpoint {
    std::string endpoint_arn;
    Map<std::string> attributes;
    static Shape const& shape();
  };
  struct Output {
    std::vector<Endpoint> endpoints;
    std::optional<std::string> next_token;
    static Shape const& shape();
  };
};

}  // namespace proofbox::sns
