#include "engines/sns/payload.hpp"

#include <fmt/format.h>

#include "base/check.hpp"
#include "base/text.hpp"
#include "engines/sns/arn.hpp"
#include "engines/sns/message_attributes.hpp"

namespace proofbox::sns {
namespace {

constexpr Duration http_patience = 15s;
constexpr std::size_t queue_attributes_max = 10;  // of SQS: it refuses a message with more
constexpr std::string_view default_content_type = "text/plain; charset=UTF-8";

std::vector<std::pair<std::string, ParcelAttribute>> raw_attributes(
    MessageAttributes const& attributes) {
  std::vector<std::pair<std::string, ParcelAttribute>> raw;
  for (auto const& [name, value] : attributes) {
    if (is_binary(value))
      raw.emplace_back(name, ParcelAttribute{*value.data_type, {}, value.binary_value->bytes});
    else
      raw.emplace_back(name, ParcelAttribute{*value.data_type, *value.string_value, {}});
  }
  return raw;
}

// "user:password@host" or "user@host": what stands before the @ leaves as the header of basic
// authentication, in which the colon always is.
void take_credentials(HttpRequest& request) {
  auto const at = request.host.rfind('@');
  if (at == std::string::npos)
    return;
  auto const written = std::string_view{request.host}.substr(0, at);
  auto credentials = percent_decode(written, false);
  if (written.find(':') == std::string_view::npos)
    credentials += ':';
  request.headers.emplace_back("Authorization", "Basic " + base64(credentials));
  request.host.erase(0, at + 1);
}

ToUrl post(Subscription const& subscription, std::string_view type, std::string_view message_id,
           std::string_view content_type, bool raw, std::string body) {
  auto request = request_to("POST", subscription.endpoint);
  check(request.has_value(), "the endpoint of an HTTP subscription is a URL");
  auto& headers = request->headers;
  headers.emplace_back("x-amz-sns-message-type", type);
  headers.emplace_back("x-amz-sns-message-id", message_id);
  headers.emplace_back("x-amz-sns-topic-arn", subscription.topic->arn);
  // Who has not confirmed is not told the name of the subscription.
  if (type != "SubscriptionConfirmation")
    headers.emplace_back("x-amz-sns-subscription-arn", subscription.arn);
  if (raw)
    headers.emplace_back("x-amz-sns-rawdelivery", "true");
  headers.emplace_back("Content-Type", content_type);
  headers.emplace_back("User-Agent", "Amazon Simple Notification Service Agent");
  headers.emplace_back("Accept-Encoding", "gzip,deflate");
  headers.emplace_back("Connection", "Keep-Alive");
  take_credentials(*request);
  request->body = std::move(body);
  return {std::move(*request), http_patience};
}

ToMailbox mail(Subscription const& subscription, std::string subject, std::string text) {
  auto const& topic = *subscription.topic;
  auto const name = topic.attributes.text("DisplayName");
  return {topic.account,
          topic.region,
          std::string{name.empty() ? "AWS Notifications" : name},
          "no-reply@sns.amazonaws.com",
          subscription.endpoint,
          std::move(subject),
          std::move(text)};
}

std::string mail_text(Notification const& notification, Subscription const& subscription) {
  return fmt::format(
      "{}\n\n--\nIf you wish to stop receiving notifications from this topic, please click or "
      "visit "
      "the link below to unsubscribe:\n{}\n\nPlease do not reply directly to this email.\n",
      notification.text_for(subscription.protocol),
      unsubscribe_url(notification.links, subscription));
}

std::string mail_text(Confirmation const& confirmation, Subscription const& subscription) {
  auto const link = subscribe_url(confirmation.links, subscription);
  if (confirmation.of_unsubscription)
    return fmt::format(
        "Your subscription {} has been deactivated.\n\nIf it was not your intention, click or "
        "visit "
        "the link below to restore it:\n{}\n",
        subscription.arn, link);
  return fmt::format(
      "You have chosen to subscribe to the topic:\n{}\n\nTo confirm this subscription, click or "
      "visit the link below (if this was in error no action is necessary):\n{}\n",
      subscription.topic->arn, link);
}

ToQueue queue_payload(Signatures& signatures, Notification const& notification,
                      Subscription const& subscription, std::string_view queue_arn, bool raw) {
  ToQueue to;
  to.queue_arn = queue_arn;
  to.source_arn = subscription.topic->arn;
  if (raw) {
    to.body = notification.text_for(subscription.protocol);
    to.attributes = raw_attributes(notification.attributes);
  } else {
    to.body = envelope_of(signatures, notification, subscription);
  }
  // A group goes where the queue is of the topic's kind; a standard topic has no deduplication id
  // to go along.
  if (subscription.topic->fifo() == is_fifo(queue_arn)) {
    to.group_id = notification.group_id;
    to.deduplication_id = notification.deduplication_id;
  }
  to.trace_header = notification.trace_header;
  return to;
}

}  // namespace

ToQueue dead_letter_of(Signatures& signatures, Notification const& notification,
                       Subscription const& subscription) {
  bool const raw =
      subscription.attributes.raw() && notification.attributes.size() <= queue_attributes_max;
  return queue_payload(signatures, notification, subscription,
                       subscription.attributes.dead_letter_target(), raw);
}

Payload payload_of(Signatures& signatures, Notification const& notification,
                   Subscription const& subscription, std::string_view content_type) {
  auto const& protocol = subscription.protocol;
  bool const raw = subscription.attributes.raw();
  if (protocol == "sqs")
    return queue_payload(signatures, notification, subscription, subscription.endpoint, raw);
  if (protocol == "email")
    return mail(subscription, notification.subject.value_or("AWS Notification Message"),
                mail_text(notification, subscription));
  if (protocol == "email-json")
    return mail(subscription, notification.subject.value_or("AWS Notification Message"),
                envelope_of(signatures, notification, subscription));
  // No box has streams; whoever carries the parcel says so.
  if (protocol == "lambda" || protocol == "firehose")
    return ToFunction{subscription.endpoint,
                      function_event_of(signatures, notification, subscription),
                      notification.topic_arn};
  return post(
      subscription, "Notification", notification.message_id, content_type, raw,
      raw ? notification.text_for(protocol) : envelope_of(signatures, notification, subscription));
}

Payload payload_of(Turn const& turn, Confirmation const& confirmation,
                   Subscription const& subscription) {
  auto const& protocol = subscription.protocol;
  auto const subject = confirmation.of_unsubscription
                           ? "AWS Notification - Unsubscribe Confirmation"
                           : "AWS Notification - Subscription Confirmation";
  if (protocol == "email")
    return mail(subscription, subject, mail_text(confirmation, subscription));
  auto envelope = envelope_of(turn, confirmation, subscription);
  if (protocol == "email-json")
    return mail(subscription, subject, std::move(envelope));
  if (protocol == "sqs") {
    ToQueue to;
    to.queue_arn = subscription.endpoint;
    to.source_arn = subscription.topic->arn;
    to.body = std::move(envelope);
    if (is_fifo(to.queue_arn)) {
      to.group_id = confirmation.type();
      to.deduplication_id = confirmation.message_id;
    }
    return to;
  }
  return post(subscription, confirmation.type(), confirmation.message_id, default_content_type,
              false, std::move(envelope));
}

}  // namespace proofbox::sns
