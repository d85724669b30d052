#include "engines/sns/envelope.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "engines/sns/json_members.hpp"
#include "engines/sns/message_attributes.hpp"

namespace proofbox::sns {
namespace {

// Functions get version 1 also from a topic of version 2, as recorded from AWS.
constexpr std::string_view function_signature_version = "1";

void write_attributes(std::string& out, MessageAttributes const& attributes) {
  JsonMembers all{out};
  for (auto const& [name, value] : attributes) {
    all.name(name);
    JsonMembers one{out};
    one.text("Type", *value.data_type);
    one.text("Value", is_binary(value) ? base64(value.binary_value->bytes) : *value.string_value);
    one.close();
  }
  all.close();
}

std::string text_of(Confirmation const& confirmation, Subscription const& subscription) {
  if (confirmation.of_unsubscription)
    return fmt::format(
        "You have chosen to deactivate subscription {}.\nTo cancel this operation and restore the "
        "subscription, visit the SubscribeURL included in this message.",
        subscription.arn);
  return fmt::format(
      "You have chosen to subscribe to the topic {}.\nTo confirm the subscription, visit the "
      "SubscribeURL included in this message.",
      subscription.topic->arn);
}

void write_signature(std::string& out, JsonMembers& envelope, std::string_view version,
                     std::string_view signature, std::string_view links,
                     std::string_view name_of_url) {
  envelope.text("SignatureVersion", version);
  envelope.text("Signature", signature);
  envelope.name(name_of_url);
  write_json_text(out, std::string{links}.append(signing_certificate_path));
}

std::string signature_of(Turn const& turn, Confirmation const& confirmation,
                         Subscription const& subscription) {
  auto const message = text_of(confirmation, subscription);
  auto const url = subscribe_url(confirmation.links, subscription);
  auto const timestamp = iso8601(confirmation.at);
  SignedFields fields;
  fields.message = message;
  fields.message_id = confirmation.message_id;
  fields.subscribe_url = url;
  fields.timestamp = timestamp;
  fields.token = subscription.token;
  fields.topic_arn = subscription.topic->arn;
  fields.type = confirmation.type();
  return signature_of(turn, subscription.topic->attributes.signature_version(), fields);
}

}  // namespace

std::string subscribe_url(std::string_view links, Subscription const& subscription) {
  return fmt::format("{}/?Action=ConfirmSubscription&TopicArn={}&Token={}", links,
                     subscription.topic->arn, subscription.token);
}

std::string unsubscribe_url(std::string_view links, Subscription const& subscription) {
  return fmt::format("{}/?Action=Unsubscribe&SubscriptionArn={}", links, subscription.arn);
}

std::string envelope_of(Signatures& signatures, Notification const& notification,
                        Subscription const& subscription) {
  auto const& topic = *subscription.topic;
  auto const& message = notification.text_for(subscription.protocol);
  std::string out;
  out.reserve(message.size() + 1024);
  JsonMembers envelope{out};
  envelope.text("Type", "Notification");
  envelope.text("MessageId", notification.message_id);
  if (notification.sequence_number)
    envelope.text("SequenceNumber", *notification.sequence_number);
  envelope.text("TopicArn", topic.arn);
  if (notification.subject)
    envelope.text("Subject", *notification.subject);
  envelope.text("Message", message);
  envelope.text("Timestamp", iso8601(notification.published_at));
  // What comes from a FIFO topic is not signed on AWS either.
  if (!topic.fifo())
    write_signature(out, envelope, topic.attributes.signature_version(),
                    signatures.of(subscription.protocol), notification.links, "SigningCertURL");
  if (notification.is_replayed)
    envelope.raw("Replayed", "true");
  envelope.text("UnsubscribeURL", unsubscribe_url(notification.links, subscription));
  if (!notification.attributes.empty()) {
    envelope.name("MessageAttributes");
    write_attributes(out, notification.attributes);
  }
  envelope.close();
  return out;
}

// What the envelope leaves out is null or empty here, and the links are spelled otherwise.
std::string function_event_of(Signatures& signatures, Notification const& notification,
                              Subscription const& subscription) {
  auto const& topic = *subscription.topic;
  std::string out = "{\"Records\":[";
  JsonMembers record{out};
  record.text("EventSource", "aws:sns");
  record.text("EventVersion", "1.0");
  record.text("EventSubscriptionArn", subscription.arn);
  record.name("Sns");
  JsonMembers sns{out};
  sns.text("Type", "Notification");
  sns.text("MessageId", notification.message_id);
  sns.text("TopicArn", topic.arn);
  if (notification.subject)
    sns.text("Subject", *notification.subject);
  else
    sns.raw("Subject", "null");
  sns.text("Message", notification.text_for(subscription.protocol));
  sns.text("Timestamp", iso8601(notification.published_at));
  write_signature(out, sns, function_signature_version,
                  signatures.of(subscription.protocol, function_signature_version),
                  notification.links, "SigningCertUrl");
  sns.text("UnsubscribeUrl", unsubscribe_url(notification.links, subscription));
  sns.name("MessageAttributes");
  write_attributes(out, notification.attributes);
  sns.close();
  record.close();
  return out + "]}";
}

std::string envelope_of(Turn const& turn, Confirmation const& confirmation,
                        Subscription const& subscription) {
  auto const& topic = *subscription.topic;
  std::string out;
  JsonMembers envelope{out};
  envelope.text("Type", confirmation.type());
  envelope.text("MessageId", confirmation.message_id);
  envelope.text("Token", subscription.token);
  envelope.text("TopicArn", topic.arn);
  envelope.text("Message", text_of(confirmation, subscription));
  envelope.text("SubscribeURL", subscribe_url(confirmation.links, subscription));
  envelope.text("Timestamp", iso8601(confirmation.at));
  write_signature(out, envelope, topic.attributes.signature_version(),
                  signature_of(turn, confirmation, subscription), confirmation.links,
                  "SigningCertURL");
  envelope.close();
  return out;
}

}  // namespace proofbox::sns
