#include "engines/sns/mobile.hpp"

#include "base/text.hpp"
#include "engines/sns/errors.hpp"
#include "shape/json.hpp"

namespace proofbox::sns {
namespace {

constexpr std::size_t sms_characters_max = 1600;  // of what one Publish sends, in several parts

std::string text_of(MessageAttributes const& attributes, std::string_view name) {
  auto const found = attributes.find(name);
  return found == attributes.end() ? std::string{} : found->second.string_value.value_or("");
}

// The message's own attribute, or else the account's setting.
std::string chosen(Notification const& notification, std::string_view attribute,
                   std::string setting) {
  auto own = text_of(notification.attributes, attribute);
  return own.empty() ? std::move(setting) : std::move(own);
}

template <class T>
void add(Turn& turn, Outbox<T>& outbox, T message) {
  auto const lost = outbox.add(std::move(message));
  if (lost)
    forget(turn, *lost);
  keep(turn, outbox.latest());
}

}  // namespace

std::optional<Error> Mobile::send_sms(Turn& turn, Notification const& notification,
                                      MobileRoute const& route) {
  auto const number = phone_number_of(route.to);
  if (!number)
    return errors::number_not_publishable(route.to);
  auto const& text = notification.text_for("sms");
  if (count_code_points(text) > sms_characters_max)
    return errors::invalid_parameter("Message too long");
  auto const* phone = phones.find(route.region, route.account, *number);
  if (phone != nullptr && phone->is_opted_out)
    return errors::number_opted_out(*number);
  SentSms sent;
  sent.account = route.account;
  sent.region = route.region;
  sent.message_id = notification.message_id;
  sent.phone_number = *number;
  sent.message = text;
  sent.published = notification.structured;
  sent.subject = notification.subject;
  auto sender = chosen(notification, "AWS.SNS.SMS.SenderID",
                       phones.setting(route.region, route.account, "DefaultSenderID"));
  if (!sender.empty())
    sent.sender_id = std::move(sender);
  sent.sms_type = chosen(notification, "AWS.SNS.SMS.SMSType",
                         phones.setting(route.region, route.account, "DefaultSMSType"));
  if (sent.sms_type.empty())
    sent.sms_type = "Promotional";
  sent.message_attributes = notification.attributes;
  sent.sent_at = turn.now;
  sent.topic_arn = route.topic_arn;
  sent.subscription_arn = route.subscription_arn;
  add(turn, texts, std::move(sent));
  return {};
}

std::optional<Error> Mobile::push(Turn& turn, Notification const& notification,
                                  MobileRoute const& route) {
  auto const* endpoint = platforms.find_endpoint(route.to);
  if (endpoint == nullptr)
    return errors::endpoint_does_not_exist();
  if (!platforms.find_application(endpoint->application)->is_enabled())
    return errors::application_disabled();
  if (!endpoint->is_enabled())
    return errors::endpoint_disabled();
  SentPush sent;
  auto const parts = split(endpoint->arn, ':');
  sent.region = parts[3];
  sent.account = parts[4];
  sent.message_id = notification.message_id;
  sent.endpoint_arn = endpoint->arn;
  sent.platform = endpoint->platform;
  sent.token = endpoint->token();
  sent.message = notification.text_for(endpoint->platform);
  sent.published = notification.structured;
  sent.subject = notification.subject;
  sent.message_attributes = notification.attributes;
  sent.sent_at = turn.now;
  sent.topic_arn = route.topic_arn;
  sent.subscription_arn = route.subscription_arn;
  add(turn, pushes, std::move(sent));
  return {};
}

}  // namespace proofbox::sns
