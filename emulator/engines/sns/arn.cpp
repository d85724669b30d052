#include "engines/sns/arn.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "engines/sns/errors.hpp"

namespace proofbox::sns {

std::optional<Error> bad_topic_arn(std::string_view arn, std::string_view region,
                                   std::string_view parameter) {
  auto const parts = split(arn, ':');
  if (parts.size() < 6)
    return errors::arn_too_short(parameter, parts.size());
  if (parts[0] != "arn" || parts[2] != "sns" || parts[3] != region)
    return errors::invalid_parameter(parameter);
  return {};
}

std::optional<Error> bad_subscription_arn(std::string_view arn, std::string_view region) {
  if (arn.empty())
    return errors::no_value("SubscriptionArn");
  if (auto error = bad_topic_arn(arn, region, "SubscriptionArn"))
    return error;
  if (split(arn, ':').size() == 6)
    return errors::invalid_parameter("SubscriptionId");
  return {};
}

bool is_queue_arn(std::string_view arn) {
  auto const parts = split(arn, ':');
  return parts.size() == 6 && parts[0] == "arn" && parts[2] == "sqs" &&
         std::none_of(parts.begin(), parts.end(),
                      [](std::string_view part) { return part.empty(); });
}

std::string topic_key(std::string_view region, std::string_view account, std::string_view name) {
  std::string key;
  key.reserve(region.size() + account.size() + name.size() + 2);
  key.append(region).append("/").append(account).append("/").append(name);
  return key;
}

}  // namespace proofbox::sns
