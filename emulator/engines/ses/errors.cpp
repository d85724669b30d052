#include "engines/ses/errors.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text.hpp"

namespace proofbox::ses::errors {
namespace {

std::string upper_case(std::string_view text) {
  std::string upper{text};
  for (auto& c : upper)
    if (c >= 'a' && c <= 'z')
      c = static_cast<char>(c - 'a' + 'A');
  return upper;
}

// "Message.Subject" as AWS's validation names it: "message.subject".
std::string path_of(std::string_view member) {
  std::string path{member};
  bool starts = true;
  for (auto& c : path) {
    if (starts && c >= 'A' && c <= 'Z')
      c = static_cast<char>(c - 'A' + 'a');
    starts = c == '.';
  }
  return path;
}

std::string validation_text(Misfit const& misfit) {
  constexpr std::string_view detected = "1 validation error detected: Value";
  if (misfit.kind == Misfit::Kind::missing)
    return fmt::format("{} null at '{}' failed to satisfy constraint: Member must not be null",
                       detected, path_of(misfit.member));
  return fmt::format("{} '{}' at '{}' failed to satisfy constraint: {}", detected, misfit.value,
                     path_of(misfit.member), misfit.reason);
}

Error unreadable(Misfit const& misfit) {
  return {"SerializationException",
          misfit.kind == Misfit::Kind::type
              ? fmt::format("The value of {} is of the wrong type.", misfit.member)
              : std::string{"The body of the request could not be read."}};
}

bool is_of_validation(Misfit const& misfit) {
  return misfit.kind == Misfit::Kind::missing || misfit.kind == Misfit::Kind::range;
}

}  // namespace

Error not_verified(std::string_view region, std::vector<std::string> const& identities) {
  return {"MessageRejected", fmt::format("Email address is not verified. The following identities "
                                         "failed the check in region {}: {}",
                                         upper_case(region), fmt::join(identities, ", "))};
}

Error bad_parameter(std::string_view message) {
  return {"InvalidParameterValue", std::string{message}};
}
Error no_recipients() { return bad_parameter("There are no recipients specified."); }
Error too_many_recipients() { return bad_parameter("Recipient count exceeds 50."); }

Error message_too_long(std::size_t limit, std::size_t length) {
  return bad_parameter(
      fmt::format("Message length is more than {} bytes long: '{}'.", limit, length));
}

Error control_characters_in(std::string_view what) {
  return bad_parameter(fmt::format("{} contains control characters.", what));
}

Error tag_name_missing() { return bad_parameter("The tag name must be specified."); }
Error tag_value_missing() { return bad_parameter("The tag value must be specified."); }
Error tag_name_too_long() { return bad_parameter("Tag name cannot exceed 255 characters."); }
Error tag_value_too_long() { return bad_parameter("Tag value cannot exceed 255 characters."); }

Error bad_tag_name(std::string_view name) {
  return bad_parameter(fmt::format(
      "Invalid tag name <{}>: only alphanumeric ASCII characters, '_',  '-' are allowed.", name));
}

Error bad_tag_value(std::string_view value) {
  return bad_parameter(
      fmt::format("Invalid tag value <{}>: only alphanumeric ASCII characters, '_',  '-' , '.', "
                  "'@' are allowed.",
                  value));
}

Error bad_email_address(std::string_view address) {
  return bad_parameter(fmt::format("Invalid email address<{}>.", address));
}

Error bad_domain(std::string_view domain) {
  return bad_parameter(fmt::format("Invalid domain name {}.", domain));
}

Error bad_next_token(std::string_view token) {
  return bad_parameter(fmt::format("Invalid NextToken: {}.", token));
}

Error bad_enum(std::string_view member, std::string_view value, std::string_view known) {
  return of({Misfit::Kind::range, std::string{member}, std::string{value},
             fmt::format("Member must satisfy enum value set: {}", known)});
}

Error bad_length(std::string_view member, std::string_view value, std::size_t least,
                 std::size_t most) {
  return of({Misfit::Kind::range, std::string{member}, std::string{value},
             value.size() < least
                 ? fmt::format("Member must have length greater than or equal to {}", least)
                 : fmt::format("Member must have length less than or equal to {}", most)});
}

Error limit_exceeded(std::string_view message) { return {"LimitExceeded", std::string{message}}; }

Error daily_quota_exceeded() { return {"Throttling", "Daily message quota exceeded"}; }
Error rate_exceeded() { return {"Throttling", "Maximum sending rate exceeded"}; }

Error no_identity(std::string_view identity) {
  return bad_parameter(fmt::format("Identity <{}> does not exist.", identity));
}

Error no_subdomain(std::string_view domain, std::string_view identity) {
  return bad_parameter(fmt::format(
      "Provided MAIL-FROM domain <{}> is not subdomain of the domain of the identity <{}>.", domain,
      identity));
}

Error not_verified_for_dkim(std::string_view domain) {
  return bad_parameter(fmt::format("Domain {} is not verified for DKIM signing.", domain));
}

Error bad_policy_name(std::string_view name) {
  return bad_parameter(
      fmt::format("Policy name {} must be 1 to 64 alphanumeric ASCII characters, "
                  "'_' or '-'.",
                  name));
}

Error invalid_policy() { return {"InvalidPolicy", "The policy is not a valid JSON policy."}; }

Error too_many_policies() { return limit_exceeded("An identity can have 20 policies at most."); }

Error rule_set_does_not_exist(std::string_view name) {
  return {"RuleSetDoesNotExist", fmt::format("Rule set does not exist: {}", name)};
}

Error rule_does_not_exist(std::string_view name) {
  return {"RuleDoesNotExist", fmt::format("Rule does not exist: {}", name)};
}

Error receipt_name_taken(std::string_view what, std::string_view name) {
  return {"AlreadyExists", fmt::format("{} already exists: {}", what, name)};
}

Error bad_receipt_name(std::string_view what, std::string_view name) {
  return bad_parameter(fmt::format("Not a valid {} name: {}", what, name));
}

Error bad_receipt_target(std::string_view code, std::string_view what, std::string_view name) {
  return {std::string{code}, fmt::format("Invalid {}: {}", what, name)};
}

Error cannot_delete_active(std::string_view rule_set) {
  return {"CannotDelete", fmt::format("Cannot delete active rule set: {}", rule_set)};
}

Error configuration_set_does_not_exist(std::string_view name) {
  return {"ConfigurationSetDoesNotExist",
          fmt::format("Configuration set <{}> does not exist.", name)};
}

Error configuration_set_exists(std::string_view name) {
  return {"ConfigurationSetAlreadyExists",
          fmt::format("Configuration set <{}> already exists.", name)};
}

Error configuration_set_is_paused(std::string_view name) {
  return {"ConfigurationSetSendingPausedException",
          fmt::format("Sending is paused for the configuration set <{}>.", name)};
}

Error bad_configuration_set_name(std::string_view name) {
  return {"InvalidConfigurationSet",
          fmt::format("Invalid configuration set name <{}>: only alphanumeric ASCII characters, "
                      "'_',  '-' are allowed, and at most 64 of them.",
                      name)};
}

Error bad_delivery_options(std::string_view policy) {
  return {"InvalidDeliveryOptions", fmt::format("Invalid TLS policy <{}>.", policy)};
}

Error bad_tracking_domain(std::string_view domain) {
  return {"InvalidTrackingOptions", fmt::format("Invalid custom redirect domain <{}>.", domain)};
}

Error tracking_options_exist(std::string_view set) {
  return {"TrackingOptionsAlreadyExistsException",
          fmt::format("Configuration set <{}> already has tracking options.", set)};
}

Error tracking_options_do_not_exist(std::string_view set) {
  return {"TrackingOptionsDoesNotExistException",
          fmt::format("Configuration set <{}> has no tracking options.", set)};
}

Error bad_event_destination_name(std::string_view name) {
  return bad_parameter(
      fmt::format("Invalid event destination name <{}>: only alphanumeric ASCII characters, '_',  "
                  "'-' are allowed, and at most 64 of them.",
                  name));
}

Error event_destination_exists(std::string_view name) {
  return {"EventDestinationAlreadyExists",
          fmt::format("Event destination <{}> already exists.", name)};
}

Error event_destination_does_not_exist(std::string_view set) {
  return {"EventDestinationDoesNotExist", fmt::format("No EventDestination found for {}", set)};
}

Error too_many_event_destinations(std::string_view set) {
  return {"LimitExceeded",
          fmt::format("Configuration set <{}> has 10 event destinations already.", set)};
}

Error topic_not_found(std::string_view topic_arn) {
  return {"InvalidSNSDestination", fmt::format("SNS topic <{}> not found.", topic_arn)};
}

Error account_is_paused() {
  return {"AccountSendingPausedException", "Email sending is paused for this account."};
}

Error bad_notification_type(std::string_view type) {
  return bad_parameter(fmt::format(
      "Invalid notification type: {}. Valid values are: Bounce, Complaint, Delivery.", type));
}

Error identity_not_verified(std::string_view identity) {
  return {"MessageRejected",
          fmt::format("Identity <{}> is not verified or does not exist.", identity)};
}

Error bad_suppression_reason(std::string_view reason) {
  return bad_parameter(
      fmt::format("Invalid suppression reason {}: it must be BOUNCE or COMPLAINT.", reason));
}

Error suppression_needs_production() {
  return bad_parameter("An account in the sandbox cannot add to its suppression list.");
}

Error address_is_not_suppressed(std::string_view address) {
  return {"NotFoundException",
          fmt::format("Email address {} does not exist on your suppression list.", address), 404};
}

Error identity_exists(std::string_view identity) {
  return {"AlreadyExistsException", fmt::format("Email identity {} already exist.", identity)};
}

Error identity_does_not_exist(std::string_view identity) {
  return {"NotFoundException", fmt::format("Email identity {} does not exist.", identity), 404};
}

Error template_does_not_exist(std::string_view name) {
  return {"TemplateDoesNotExist", fmt::format("Template {} does not exist", name)};
}

Error template_exists(std::string_view name) {
  return {"AlreadyExists", fmt::format("Template {} already exists", name)};
}

Error template_name_missing() { return bad_parameter("The template name must be specified."); }
Error template_subject_missing() { return bad_parameter("The subject must be specified."); }

Error template_too_large(std::size_t limit) {
  return bad_parameter(fmt::format("The template is larger than {} bytes.", limit));
}

Error too_many_templates() {
  return {"LimitExceeded", "The number of templates has reached its limit."};
}

Error invalid_template(std::string_view reason) { return {"InvalidTemplate", std::string{reason}}; }

Error unsupported_operations() {
  return invalid_template("Template contains unsupported operations.");
}

Error invalid_rendering_data() {
  return {"InvalidRenderingParameter", "The template data is not a JSON object."};
}

Error attribute_missing(std::string_view name) {
  return {"MissingRenderingAttribute",
          fmt::format("Attribute '{}' is not present in the rendering data.", name)};
}

Error partial_missing(std::string_view name) {
  return invalid_template(fmt::format("The partial '{}' could not be found", name));
}

Error rendering_too_large(std::size_t limit) {
  return invalid_template(fmt::format("The rendered text is longer than {} bytes.", limit));
}

Error rendering_too_long() { return invalid_template("The template loops too often."); }

Error rendering_too_deep() {
  return invalid_template("Blocks or partials of the template are nested too deeply.");
}

Error bad_destination_count(std::size_t limit) {
  return bad_parameter(fmt::format("The number of destinations must be between 1 and {}.", limit));
}

// The value itself is left out: it is what is too long.
Error data_too_long(std::string_view member, std::size_t limit) {
  return {"ValidationError",
          fmt::format("1 validation error detected: Value at '{}' failed to satisfy constraint: "
                      "Member must have length less than or equal to {}",
                      path_of(member), limit)};
}

Error resource_does_not_exist(std::string_view arn) {
  return {"NotFoundException", fmt::format("Resource {} does not exist.", arn), 404};
}

Error policy_exists(std::string_view name) {
  return {"AlreadyExistsException", fmt::format("Policy {} already exists.", name)};
}

Error policy_does_not_exist(std::string_view name) {
  return {"NotFoundException", fmt::format("Policy {} does not exist.", name), 404};
}

Error in_v2(Error error) {
  struct Names {
    std::string_view in_v1, in_v2;
    int status = 400;
  };
  static constexpr Names names[] = {
      {"InvalidParameterValue", "BadRequestException"},
      {"InvalidTemplate", "BadRequestException"},
      {"InvalidRenderingParameter", "BadRequestException"},
      {"MissingRenderingAttribute", "BadRequestException"},
      {"ValidationError", "BadRequestException"},
      {"InvalidPolicy", "BadRequestException"},
      {"AlreadyExists", "AlreadyExistsException"},
      {"TemplateDoesNotExist", "NotFoundException", 404},
      {"InvalidConfigurationSet", "BadRequestException"},
      {"InvalidDeliveryOptions", "BadRequestException"},
      {"InvalidTrackingOptions", "BadRequestException"},
      {"InvalidSNSDestination", "BadRequestException"},
      {"ConfigurationSetAlreadyExists", "AlreadyExistsException"},
      {"EventDestinationAlreadyExists", "AlreadyExistsException"},
      {"LimitExceeded", "LimitExceededException"},
      {"Throttling", "TooManyRequestsException", 429},
      {"AccountSendingPausedException", "SendingPausedException"},
      {"ConfigurationSetSendingPausedException", "SendingPausedException"},
      {"ConfigurationSetDoesNotExist", "NotFoundException", 404},
      {"EventDestinationDoesNotExist", "NotFoundException", 404},
  };
  for (auto const& name : names)
    if (error.code == name.in_v1) {
      error.code = name.in_v2;
      error.status = name.status;
      break;
    }
  return error;
}

Error of(Misfit const& misfit) {
  return is_of_validation(misfit) ? Error{"ValidationError", validation_text(misfit)}
                                  : unreadable(misfit);
}

Error of_v2(Misfit const& misfit) {
  return is_of_validation(misfit) ? Error{"BadRequestException", validation_text(misfit)}
                                  : unreadable(misfit);
}

}  // namespace proofbox::ses::errors
