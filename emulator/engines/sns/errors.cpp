#include "engines/sns/errors.hpp"

#include <fmt/format.h>

#include "base/text.hpp"

namespace proofbox::sns::errors {
namespace {

// "PublishBatchRequestEntries.1.Id" is publishBatchRequestEntries.1.member.id in AWS's sentences.
std::string path_of(std::string_view member) {
  std::string path;
  bool after_number = false;
  for (auto part : split(member, '.')) {
    if (!path.empty())
      path += after_number ? ".member." : ".";
    after_number = parse_integer(part).has_value();
    if (!part.empty() && part.front() >= 'A' && part.front() <= 'Z') {
      path += static_cast<char>(part.front() - 'A' + 'a');
      part.remove_prefix(1);
    }
    path += part;
  }
  return path;
}

}  // namespace

Error invalid_parameter(std::string_view what) {
  return {"InvalidParameter", fmt::format("Invalid parameter: {}", what)};
}

Error invalid_parameter(std::string_view parameter, std::string_view reason) {
  return invalid_parameter(fmt::format("{} Reason: {}", parameter, reason));
}

Error arn_too_short(std::string_view parameter, std::size_t parts) {
  return invalid_parameter(parameter,
                           fmt::format("An ARN must have at least 6 elements, not {}", parts));
}

Error no_value(std::string_view parameter) {
  return invalid_parameter(parameter, "no value for required parameter");
}

Error topic_does_not_exist() { return {"NotFound", "Topic does not exist", 404}; }
Error topic_has_archive() {
  return {"InvalidState", "Invalid state: Cannot delete a topic with an ArchivePolicy"};
}
Error subscription_does_not_exist() { return {"NotFound", "Subscription does not exist", 404}; }
Error resource_does_not_exist() { return {"ResourceNotFound", "Resource does not exist", 404}; }

Error invalid_token() { return {"InvalidParameter", "Invalid token"}; }
// Without the words that begin all others of this code, as recorded.
Error invalid_sms_endpoint(std::string_view endpoint) {
  return {"InvalidParameter", fmt::format("Invalid SMS endpoint: {}", endpoint)};
}
// The ARN follows the words without a blank, as on AWS.
Error no_device_to_subscribe(std::string_view endpoint) {
  return invalid_parameter("Endpoint",
                           fmt::format("Endpoint does not exist for endpoint arn{}", endpoint));
}
Error unauthorized_to_unsubscribe() {
  return {"AuthorizationError",
          "The owner of the subscription has to be authenticated to unsubscribe.", 403};
}
Error too_many_subscriptions() {
  return {"SubscriptionLimitExceeded", "Subscription quota has been reached.", 403};
}
Error too_many_filter_policies() {
  return {"FilterPolicyLimitExceeded", "Filter policy quota has been reached.", 403};
}

Error bad_attribute(During during, std::string_view what) {
  return during == During::creation ? invalid_parameter("Attributes", what)
                                    : invalid_parameter(what);
}

Error platform_credentials_invalid() {
  return invalid_parameter("Attributes", "Platform credentials are invalid");
}
Error application_does_not_exist() {
  return {"NotFound", "PlatformApplication does not exist", 404};
}
Error application_exists_with_other_properties() {
  return invalid_parameter(
      "Name", "An application with the same name but different properties already exists");
}
Error endpoint_does_not_exist() { return {"NotFound", "Endpoint does not exist", 404}; }
Error endpoint_exists_with_other_attributes(std::string_view arn) {
  return invalid_parameter(
      "Token", fmt::format("Endpoint {} already exists with the same Token, but different "
                           "attributes.",
                           arn));
}
Error no_endpoint_for_target() {
  return invalid_parameter("TargetArn", "No endpoint found for the target arn specified");
}
Error endpoint_disabled() { return {"EndpointDisabled", "Endpoint is disabled"}; }
Error application_disabled() {
  return {"PlatformApplicationDisabled", "PlatformApplication is disabled"};
}

Error number_not_publishable(std::string_view number) {
  return invalid_parameter("PhoneNumber", fmt::format("{} is not valid to publish to", number));
}
Error number_badly_formatted() {
  return invalid_parameter("PhoneNumber", "input incorrectly formatted");
}
Error number_opted_out(std::string_view number) {
  return {"OptedOut", fmt::format("{} is opted out", number)};
}
Error number_opted_in_lately() {
  return invalid_parameter("PhoneNumber", "was opted in less than 30 days ago");
}
Error sms_attribute_unknown(std::string_view name) {
  return {"InvalidParameter", fmt::format("{} is not a valid attribute", name)};
}
Error sms_type_invalid() { return {"InvalidParameter", "DefaultSMSType is invalid"}; }
Error too_many_sandbox_numbers() {
  return {"UserError", "The SMS sandbox has 10 destination phone numbers, and no more."};
}
Error one_time_password_invalid() {
  return {"VerificationException", "The one-time password is invalid."};
}

Error duplicated_tag_keys() { return invalid_parameter("Duplicated keys are not allowed."); }
Error too_many_tags() {
  return {"TagLimitExceeded", "Could not complete request: tag quota of per resource exceeded"};
}

Error fifo_queue_on_standard_topic() {
  // AWS's own prefix stands twice.
  return invalid_parameter(
      "Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS "
      "topics");
}

Error message_group_id_required() {
  return invalid_parameter("The MessageGroupId parameter is required for FIFO topics");
}

Error message_deduplication_id_required() {
  return invalid_parameter(
      "The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId "
      "provided explicitly");
}

Error message_deduplication_id_on_standard_topic() {
  return invalid_parameter("MessageDeduplicationId",
                           "The request includes MessageDeduplicationId parameter that is not "
                           "valid for this topic type");
}

Error bad_message_attribute(std::string message) {
  return {"ParameterValueInvalid", std::move(message)};
}

Error validation(std::string_view value, std::string_view path, std::string_view constraint) {
  return {"ValidationError",
          fmt::format("1 validation error detected: Value {} at '{}' failed to satisfy constraint: "
                      "Member {}",
                      value, path, constraint)};
}

Error empty_batch() {
  return {"EmptyBatchRequest", "The batch request doesn't contain any entries."};
}
Error too_many_entries() {
  return {"TooManyEntriesInBatchRequest",
          "The batch request contains more entries than permissible."};
}
Error entry_ids_not_distinct() {
  return {"BatchEntryIdsNotDistinct", "Two or more batch entries in the request have the same Id."};
}
Error entry_id_has_bad_character(std::string_view id) {
  return {
      "InvalidBatchEntryId",
      fmt::format(
          "The Id of a batch entry in the batch request contains an impermissible character: {}",
          id)};
}
Error entry_id_too_long(std::string_view id) {
  return {"InvalidBatchEntryId",
          fmt::format("The Id of a batch entry in the batch request is too long: {}", id)};
}
Error batch_too_long() {
  return {"BatchRequestTooLong",
          "The length of all the messages put together is more than the limit."};
}

Error of(Misfit const& misfit) {
  switch (misfit.kind) {
    case Misfit::Kind::missing:
      return validation("null", path_of(misfit.member), "must not be null");
    case Misfit::Kind::range:
      return validation('\'' + misfit.value + '\'', path_of(misfit.member), misfit.reason);
    case Misfit::Kind::type: return invalid_parameter(misfit.member);
    case Misfit::Kind::syntax: break;
  }
  return {"MalformedQueryString", "The query string contains a syntax error."};
}

}  // namespace proofbox::sns::errors
