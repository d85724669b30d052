// Which identity is told of what became of its mails, and how.
#include <fmt/format.h>

#include "engines/ses/engine.hpp"
#include "engines/ses/errors.hpp"

namespace proofbox::ses {
namespace {

bool is_notification_type(std::string_view type) {
  return type == "Bounce" || type == "Complaint" || type == "Delivery";
}

std::optional<std::string>& topic_of(Identity& identity, std::string_view type) {
  return type == "Bounce"      ? identity.bounce_topic
         : type == "Complaint" ? identity.complaint_topic
                               : identity.delivery_topic;
}

bool& headers_of(Identity& identity, std::string_view type) {
  return type == "Bounce"      ? identity.headers_in_bounces
         : type == "Complaint" ? identity.headers_in_complaints
                               : identity.headers_in_deliveries;
}

}  // namespace

Result<v1::SetIdentityNotificationTopic::Output> Engine::handle(
    Turn& turn, v1::SetIdentityNotificationTopic const& op) {
  if (!is_notification_type(op.notification_type))
    return errors::bad_notification_type(op.notification_type);
  auto* const identity = find(turn, op.identity);
  if (identity == nullptr)
    return errors::identity_not_verified(op.identity);
  bool const has_topic = op.sns_topic && !op.sns_topic->empty();
  if (has_topic) {
    auto const arn = fmt::format("arn:aws:ses:{}:{}:identity/{}", identity->region,
                                 identity->account, identity->name);
    auto const message = fmt::format(
        R"({{"notificationType":"AmazonSnsSubscriptionSucceeded","message":"You have successfully )"
        R"(subscribed your Amazon SNS topic '{}' to receive '{}' notifications from Amazon SES )"
        R"(for identity '{}'."}})",
        *op.sns_topic, op.notification_type, identity->name);
    switch (ask_topic(turn, arn + ' ' + op.notification_type, *op.sns_topic, arn, message)) {
      case Taken::unknown: return v1::SetIdentityNotificationTopic::Output{};
      case Taken::no:
        return errors::bad_parameter(fmt::format("Invalid SNS topic <{}>.", *op.sns_topic));
      case Taken::yes: break;
    }
  }
  topic_of(*identity, op.notification_type) = has_topic ? op.sns_topic : std::nullopt;
  keep(turn, *identity);
  return v1::SetIdentityNotificationTopic::Output{};
}

Result<v1::SetIdentityFeedbackForwardingEnabled::Output> Engine::handle(
    Turn& turn, v1::SetIdentityFeedbackForwardingEnabled const& op) {
  auto* const identity = find(turn, op.identity);
  if (identity == nullptr)
    return errors::identity_not_verified(op.identity);
  if (!op.forwarding_enabled && (!identity->bounce_topic || !identity->complaint_topic))
    return errors::bad_parameter(
        "Feedback forwarding can be disabled only when topics are set for both Bounce and "
        "Complaint.");
  identity->forwards_feedback = op.forwarding_enabled;
  keep(turn, *identity);
  return v1::SetIdentityFeedbackForwardingEnabled::Output{};
}

Result<v1::SetIdentityHeadersInNotificationsEnabled::Output> Engine::handle(
    Turn& turn, v1::SetIdentityHeadersInNotificationsEnabled const& op) {
  if (!is_notification_type(op.notification_type))
    return errors::bad_notification_type(op.notification_type);
  auto* const identity = find(turn, op.identity);
  if (identity == nullptr)
    return errors::identity_not_verified(op.identity);
  headers_of(*identity, op.notification_type) = op.enabled;
  keep(turn, *identity);
  return v1::SetIdentityHeadersInNotificationsEnabled::Output{};
}

Result<v1::GetIdentityNotificationAttributes::Output> Engine::handle(
    Turn& turn, v1::GetIdentityNotificationAttributes const& op) {
  v1::GetIdentityNotificationAttributes::Output output;
  for (auto const& name : op.identities)
    if (auto const* const identity = find(turn, name))
      output.notification_attributes[name] = {
          identity->bounce_topic,         identity->complaint_topic,
          identity->delivery_topic,       identity->forwards_feedback,
          identity->headers_in_bounces,   identity->headers_in_complaints,
          identity->headers_in_deliveries};
  return output;
}

Result<v2::PutEmailIdentityFeedbackAttributes::Output> Engine::handle(
    Turn& turn, v2::PutEmailIdentityFeedbackAttributes const& op) {
  auto* const identity = find(turn, op.email_identity);
  if (identity == nullptr)
    return errors::identity_does_not_exist(op.email_identity);
  identity->forwards_feedback = op.email_forwarding_enabled.value_or(false);
  keep(turn, *identity);
  return v2::PutEmailIdentityFeedbackAttributes::Output{};
}

}  // namespace proofbox::ses
