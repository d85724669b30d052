#include "engines/sns/outbox_shapes.hpp"

namespace proofbox::sns {
namespace {

constexpr auto or_null = optional.or_null();

}  // namespace

Shape const& SentSms::shape() {
  static Shape const shape = Describe<SentSms>("SentSms")
                                 .member("number", &SentSms::number)
                                 .member("account", &SentSms::account)
                                 .member("region", &SentSms::region)
                                 .member("messageId", &SentSms::message_id)
                                 .member("phoneNumber", &SentSms::phone_number)
                                 .member("message", &SentSms::message)
                                 .member("published", &SentSms::published)
                                 .member("subject", &SentSms::subject)
                                 .member("senderId", &SentSms::sender_id)
                                 .member("smsType", &SentSms::sms_type)
                                 .member("messageAttributes", &SentSms::message_attributes)
                                 .member("sentAt", &SentSms::sent_at)
                                 .member("topicArn", &SentSms::topic_arn)
                                 .member("subscriptionArn", &SentSms::subscription_arn);
  return shape;
}

Shape const& SentPush::shape() {
  static Shape const shape = Describe<SentPush>("SentPush")
                                 .member("number", &SentPush::number)
                                 .member("account", &SentPush::account)
                                 .member("region", &SentPush::region)
                                 .member("messageId", &SentPush::message_id)
                                 .member("endpointArn", &SentPush::endpoint_arn)
                                 .member("platform", &SentPush::platform)
                                 .member("token", &SentPush::token)
                                 .member("message", &SentPush::message)
                                 .member("published", &SentPush::published)
                                 .member("subject", &SentPush::subject)
                                 .member("messageAttributes", &SentPush::message_attributes)
                                 .member("sentAt", &SentPush::sent_at)
                                 .member("topicArn", &SentPush::topic_arn)
                                 .member("subscriptionArn", &SentPush::subscription_arn);
  return shape;
}

Shape const& ListSmsMessages::shape() {
  static Shape const shape = Describe<ListSmsMessages>("ListSmsMessages")
                                 .member("phoneNumber", &ListSmsMessages::phone_number);
  return shape;
}

Shape const& ListSmsMessages::Output::shape() {
  static Shape const shape =
      Describe<Output>("SmsMessages").member("messages", &Output::messages, always);
  return shape;
}

Shape const& ListPushMessages::shape() {
  static Shape const shape = Describe<ListPushMessages>("ListPushMessages")
                                 .member("endpointArn", &ListPushMessages::endpoint_arn);
  return shape;
}

Shape const& ListPushMessages::Output::shape() {
  static Shape const shape =
      Describe<Output>("PushMessages").member("messages", &Output::messages, always);
  return shape;
}

Shape const& ViewSmsMessages::shape() {
  static Shape const shape = Describe<ViewSmsMessages>("ViewSmsMessages")
                                 .member("phoneNumber", &ViewSmsMessages::phone_number);
  return shape;
}

Shape const& ViewSmsMessages::Message::shape() {
  static Shape const shape = Describe<Message>("SmsMessage")
                                 .member("PhoneNumber", &Message::phone_number)
                                 .member("TopicArn", &Message::topic_arn, or_null)
                                 .member("SubscriptionArn", &Message::subscription_arn, or_null)
                                 .member("MessageId", &Message::message_id)
                                 .member("Message", &Message::message)
                                 .member("MessageAttributes", &Message::message_attributes, always)
                                 .member("MessageStructure", &Message::message_structure, or_null)
                                 .member("Subject", &Message::subject, or_null);
  return shape;
}

Shape const& ViewSmsMessages::Output::shape() {
  static Shape const shape = Describe<Output>("SmsMessagesByNumber")
                                 .member("sms_messages", &Output::sms_messages, always)
                                 .member("region", &Output::region);
  return shape;
}

Shape const& ViewPushMessages::shape() {
  static Shape const shape = Describe<ViewPushMessages>("ViewPushMessages")
                                 .member("endpointArn", &ViewPushMessages::endpoint_arn);
  return shape;
}

Shape const& ViewPushMessages::Message::shape() {
  static Shape const shape = Describe<Message>("PushMessage")
                                 .member("TargetArn", &Message::target_arn)
                                 .member("TopicArn", &Message::topic_arn)
                                 .member("SubscriptionArn", &Message::subscription_arn)
                                 .member("Message", &Message::message)
                                 .member("MessageAttributes", &Message::message_attributes, or_null)
                                 .member("MessageStructure", &Message::message_structure, or_null)
                                 .member("Subject", &Message::subject, or_null);
  return shape;
}

Shape const& ViewPushMessages::Output::shape() {
  static Shape const shape =
      Describe<Output>("PushMessagesByEndpoint")
          .member("platform_endpoint_messages", &Output::platform_endpoint_messages, always)
          .member("region", &Output::region);
  return shape;
}

Shape const& DeleteSmsMessages::shape() {
  static Shape const shape = Describe<DeleteSmsMessages>("DeleteSmsMessages")
                                 .member("phoneNumber", &DeleteSmsMessages::phone_number);
  return shape;
}

Shape const& DeletePushMessages::shape() {
  static Shape const shape = Describe<DeletePushMessages>("DeletePushMessages")
                                 .member("endpointArn", &DeletePushMessages::endpoint_arn);
  return shape;
}

}  // namespace proofbox::sns
