// A shop whose customers have phones: an SNS engine with an application for mobile push, and the
// words its tests share.
#pragma once

#include <string>

#include "engines/sns_shop.hpp"

namespace proofbox::test {

struct MobileShop : SnsShop {
  std::string app = create_application("donuts");

  static Map<std::string> credentials() {
    return {{"PlatformPrincipal", "client"}, {"PlatformCredential", "secret"}};
  }
  static sns::CreatePlatformApplication application(std::string name,
                                                    std::string platform = "ADM") {
    sns::CreatePlatformApplication op;
    op.name = std::move(name);
    op.platform = std::move(platform);
    op.attributes = credentials();
    return op;
  }
  std::string create_application(std::string name, std::string platform = "ADM") {
    return turn(sns, application(std::move(name), std::move(platform)))->platform_application_arn;
  }
  sns::CreatePlatformEndpoint endpoint(std::string token, Map<std::string> attributes = {}) const {
    sns::CreatePlatformEndpoint op;
    op.platform_application_arn = app;
    op.token = std::move(token);
    op.attributes = std::move(attributes);
    return op;
  }
  std::string create_endpoint(std::string token, Map<std::string> attributes = {}) {
    return turn(sns, endpoint(std::move(token), std::move(attributes)))->endpoint_arn;
  }
  Map<std::string> endpoint_attributes(std::string arn) {
    return turn(sns, sns::GetEndpointAttributes{std::move(arn)})->attributes;
  }
  Map<std::string> application_attributes(std::string arn) {
    return turn(sns, sns::GetPlatformApplicationAttributes{std::move(arn)})->attributes;
  }

  static sns::Publish to_device(std::string arn, std::string message) {
    sns::Publish op;
    op.target_arn = std::move(arn);
    op.message = std::move(message);
    return op;
  }
  static sns::Publish to_phone(std::string number, std::string message) {
    sns::Publish op;
    op.phone_number = std::move(number);
    op.message = std::move(message);
    return op;
  }
  std::vector<sns::SentPush> pushes() { return turn(sns, sns::ListPushMessages{})->messages; }
  std::vector<sns::SentSms> texts() { return turn(sns, sns::ListSmsMessages{})->messages; }
};

}  // namespace proofbox::test
