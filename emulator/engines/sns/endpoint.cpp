#include "engines/sns/endpoint.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "engines/sns/arn.hpp"
#include "engines/sns/errors.hpp"
#include "engines/sns/sms.hpp"
#include "ports/http.hpp"

namespace proofbox::sns {
namespace {

constexpr std::size_t address_max = 320;
constexpr std::size_t url_max = 2'048;

// "arn:aws:SERVICE:REGION:ACCOUNT:RESOURCE...", with nothing empty and the resource beginning so.
bool is_arn_of(std::string_view arn, std::string_view service, std::string_view resource) {
  auto const parts = split(arn, ':');
  return parts.size() >= 6 && parts[0] == "arn" && parts[2] == service &&
         parts[5].starts_with(resource) &&
         std::none_of(parts.begin(), parts.end(),
                      [](std::string_view part) { return part.empty(); });
}

// A host must stand behind the credentials, too.
bool is_url(std::string_view protocol, std::string_view endpoint) {
  if (endpoint.size() > url_max || !endpoint.starts_with(std::string{protocol} + "://"))
    return false;
  auto const request = request_to("POST", endpoint);
  if (!request)
    return false;
  auto const name = std::string_view{request->host}.substr(request->host.rfind('@') + 1);
  return !name.empty() && name.front() != ':';
}

bool is_address(std::string_view endpoint) {
  auto const at = endpoint.find('@');
  return endpoint.size() <= address_max && at != 0 && at != std::string_view::npos &&
         at + 1 < endpoint.size() && endpoint.find('@', at + 1) == std::string_view::npos &&
         std::all_of(endpoint.begin(), endpoint.end(),
                     [](char c) { return c > ' ' && c != 0x7f && c != '<' && c != '>'; });
}

}  // namespace

std::optional<Error> bad_endpoint(Topic const& topic, std::string_view protocol,
                                  std::string_view endpoint) {
  constexpr std::string_view protocols[] = {
      "application", "email", "email-json", "firehose", "http", "https", "lambda", "sms", "sqs"};
  if (std::find(std::begin(protocols), std::end(protocols), protocol) == std::end(protocols))
    return errors::invalid_parameter(
        std::string{"Amazon SNS does not support this protocol string: "}.append(protocol));
  if (topic.fifo() && protocol != "sqs")
    return errors::invalid_parameter(std::string{"Invalid protocol type: "}.append(protocol));
  auto const unless = [](bool fits, std::string_view what) {
    return fits ? std::nullopt : std::optional{errors::invalid_parameter(what)};
  };
  if (protocol == "sqs") {
    if (!is_queue_arn(endpoint))
      return errors::invalid_parameter("SQS endpoint ARN");
    if (is_fifo(endpoint) && !topic.fifo())
      return errors::fifo_queue_on_standard_topic();
    return {};
  }
  if (protocol == "lambda")
    return unless(is_arn_of(endpoint, "lambda", "function"), "Lambda endpoint ARN");
  if (protocol == "firehose")
    return unless(is_arn_of(endpoint, "firehose", "deliverystream/"), "Firehose endpoint ARN");
  if (protocol == "application")
    return unless(is_arn_of(endpoint, "sns", "endpoint/"),
                  std::string{"Application endpoint arn invalid:"}.append(endpoint));
  if (protocol == "sms")
    return phone_number_of(endpoint) ? std::nullopt
                                     : std::optional{errors::invalid_sms_endpoint(endpoint)};
  if (protocol == "email" || protocol == "email-json")
    return unless(is_address(endpoint), "Email address");
  return unless(is_url(protocol, endpoint), "Endpoint must match the specified protocol");
}

bool wants_confirmation(std::string_view protocol, std::string_view endpoint,
                        std::string_view subscriber) {
  if (protocol == "sqs")
    return split(endpoint, ':')[4] != subscriber;
  return protocol.starts_with("http") || protocol.starts_with("email");
}

SubscriptionKind kind_of(std::string_view protocol, Topic const& topic, std::string_view endpoint) {
  return {protocol, topic.fifo() && is_fifo(endpoint)};
}

bool may_be_raw(std::string_view protocol) {
  return protocol == "sqs" || protocol == "firehose" || protocol.starts_with("http");
}

}  // namespace proofbox::sns
