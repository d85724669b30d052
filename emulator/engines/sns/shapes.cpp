#include "engines/sns/shapes.hpp"

namespace proofbox::sns {
namespace {

constexpr auto as_message_attributes = optional.entry_names("Name", "Value");

}  // namespace

Shape const& MessageAttributeValue::shape() {
  static Shape const shape = Describe<MessageAttributeValue>("MessageAttributeValue")
                                 .member("DataType", &MessageAttributeValue::data_type)
                                 .member("StringValue", &MessageAttributeValue::string_value)
                                 .member("BinaryValue", &MessageAttributeValue::binary_value);
  return shape;
}

Shape const& Tag::shape() {
  static Shape const shape = Describe<Tag>("Tag")
                                 .member("Key", &Tag::key, required)
                                 .member("Value", &Tag::value, required);
  return shape;
}

Shape const& CreateTopic::shape() {
  static Shape const shape =
      Describe<CreateTopic>("CreateTopic")
          .member("Name", &CreateTopic::name, required)
          .member("Attributes", &CreateTopic::attributes)
          .member("Tags", &CreateTopic::tags)
          .member("DataProtectionPolicy", &CreateTopic::data_protection_policy);
  return shape;
}

Shape const& CreateTopic::Output::shape() {
  static Shape const shape =
      Describe<Output>("CreateTopicResult").member("TopicArn", &Output::topic_arn);
  return shape;
}

Shape const& DeleteTopic::shape() {
  static Shape const shape =
      Describe<DeleteTopic>("DeleteTopic").member("TopicArn", &DeleteTopic::topic_arn, required);
  return shape;
}

Shape const& GetTopicAttributes::shape() {
  static Shape const shape = Describe<GetTopicAttributes>("GetTopicAttributes")
                                 .member("TopicArn", &GetTopicAttributes::topic_arn, required);
  return shape;
}

Shape const& GetTopicAttributes::Output::shape() {
  static Shape const shape =
      Describe<Output>("GetTopicAttributesResult").member("Attributes", &Output::attributes);
  return shape;
}

Shape const& SetTopicAttributes::shape() {
  static Shape const shape =
      Describe<SetTopicAttributes>("SetTopicAttributes")
          .member("TopicArn", &SetTopicAttributes::topic_arn, required)
          .member("AttributeName", &SetTopicAttributes::attribute_name, required)
          .member("AttributeValue", &SetTopicAttributes::attribute_value);
  return shape;
}

Shape const& ListTopics::shape() {
  static Shape const shape =
      Describe<ListTopics>("ListTopics").member("NextToken", &ListTopics::next_token);
  return shape;
}

Shape const& ListTopics::Topic::shape() {
  static Shape const shape = Describe<Topic>("Topic").member("TopicArn", &Topic::topic_arn);
  return shape;
}

Shape const& ListTopics::Output::shape() {
  static Shape const shape = Describe<Output>("ListTopicsResult")
                                 .member("Topics", &Output::topics)
                                 .member("NextToken", &Output::next_token);
  return shape;
}

Shape const& AddPermission::shape() {
  static Shape const shape = Describe<AddPermission>("AddPermission")
                                 .member("TopicArn", &AddPermission::topic_arn, required)
                                 .member("Label", &AddPermission::label, required)
                                 .member("AWSAccountId", &AddPermission::aws_account_id, required)
                                 .member("ActionName", &AddPermission::action_name, required);
  return shape;
}

Shape const& RemovePermission::shape() {
  static Shape const shape = Describe<RemovePermission>("RemovePermission")
                                 .member("TopicArn", &RemovePermission::topic_arn, required)
                                 .member("Label", &RemovePermission::label, required);
  return shape;
}

Shape const& PutDataProtectionPolicy::shape() {
  static Shape const shape =
      Describe<PutDataProtectionPolicy>("PutDataProtectionPolicy")
          .member("ResourceArn", &PutDataProtectionPolicy::resource_arn, required)
          .member("DataProtectionPolicy", &PutDataProtectionPolicy::data_protection_policy,
                  required);
  return shape;
}

Shape const& GetDataProtectionPolicy::shape() {
  static Shape const shape =
      Describe<GetDataProtectionPolicy>("GetDataProtectionPolicy")
          .member("ResourceArn", &GetDataProtectionPolicy::resource_arn, required);
  return shape;
}

Shape const& GetDataProtectionPolicy::Output::shape() {
  static Shape const shape = Describe<Output>("GetDataProtectionPolicyResponse")
                                 .member("DataProtectionPolicy", &Output::data_protection_policy);
  return shape;
}

Shape const& TagResource::shape() {
  static Shape const shape = Describe<TagResource>("TagResource")
                                 .member("ResourceArn", &TagResource::resource_arn, required)
                                 .member("Tags", &TagResource::tags, required);
  return shape;
}

Shape const& TagResource::Output::shape() {
  static Shape const shape = Describe<Output>("TagResourceResult");
  return shape;
}

Shape const& UntagResource::shape() {
  static Shape const shape = Describe<UntagResource>("UntagResource")
                                 .member("ResourceArn", &UntagResource::resource_arn, required)
                                 .member("TagKeys", &UntagResource::tag_keys, required);
  return shape;
}

Shape const& UntagResource::Output::shape() {
  static Shape const shape = Describe<Output>("UntagResourceResult");
  return shape;
}

Shape const& ListTagsForResource::shape() {
  static Shape const shape =
      Describe<ListTagsForResource>("ListTagsForResource")
          .member("ResourceArn", &ListTagsForResource::resource_arn, required);
  return shape;
}

Shape const& ListTagsForResource::Output::shape() {
  static Shape const shape =
      Describe<Output>("ListTagsForResourceResult").member("Tags", &Output::tags);
  return shape;
}

Shape const& Subscribe::shape() {
  static Shape const shape =
      Describe<Subscribe>("Subscribe")
          .member("TopicArn", &Subscribe::topic_arn, required)
          .member("Protocol", &Subscribe::protocol, required)
          .member("Endpoint", &Subscribe::endpoint)
          .member("Attributes", &Subscribe::attributes)
          .member("ReturnSubscriptionArn", &Subscribe::return_subscription_arn);
  return shape;
}

Shape const& Subscribe::Output::shape() {
  static Shape const shape =
      Describe<Output>("SubscribeResult").member("SubscriptionArn", &Output::subscription_arn);
  return shape;
}

Shape const& ConfirmSubscription::shape() {
  static Shape const shape =
      Describe<ConfirmSubscription>("ConfirmSubscription")
          .member("TopicArn", &ConfirmSubscription::topic_arn, required)
          .member("Token", &ConfirmSubscription::token, required)
          .member("AuthenticateOnUnsubscribe", &ConfirmSubscription::authenticate_on_unsubscribe);
  return shape;
}

Shape const& ConfirmSubscription::Output::shape() {
  static Shape const shape = Describe<Output>("ConfirmSubscriptionResult")
                                 .member("SubscriptionArn", &Output::subscription_arn);
  return shape;
}

Shape const& Unsubscribe::shape() {
  static Shape const shape =
      Describe<Unsubscribe>("Unsubscribe")
          .member("SubscriptionArn", &Unsubscribe::subscription_arn, required);
  return shape;
}

Shape const& GetSubscriptionAttributes::shape() {
  static Shape const shape =
      Describe<GetSubscriptionAttributes>("GetSubscriptionAttributes")
          .member("SubscriptionArn", &GetSubscriptionAttributes::subscription_arn, required);
  return shape;
}

Shape const& GetSubscriptionAttributes::Output::shape() {
  static Shape const shape =
      Describe<Output>("GetSubscriptionAttributesResult").member("Attributes", &Output::attributes);
  return shape;
}

Shape const& SetSubscriptionAttributes::shape() {
  static Shape const shape =
      Describe<SetSubscriptionAttributes>("SetSubscriptionAttributes")
          .member("SubscriptionArn", &SetSubscriptionAttributes::subscription_arn, required)
          .member("AttributeName", &SetSubscriptionAttributes::attribute_name, required)
          .member("AttributeValue", &SetSubscriptionAttributes::attribute_value);
  return shape;
}

Shape const& ListedSubscription::shape() {
  static Shape const shape = Describe<ListedSubscription>("Subscription")
                                 .member("SubscriptionArn", &ListedSubscription::subscription_arn)
                                 .member("Owner", &ListedSubscription::owner)
                                 .member("Protocol", &ListedSubscription::protocol)
                                 .member("Endpoint", &ListedSubscription::endpoint)
                                 .member("TopicArn", &ListedSubscription::topic_arn);
  return shape;
}

Shape const& ListSubscriptions::shape() {
  static Shape const shape = Describe<ListSubscriptions>("ListSubscriptions")
                                 .member("NextToken", &ListSubscriptions::next_token);
  return shape;
}

Shape const& ListSubscriptions::Output::shape() {
  static Shape const shape = Describe<Output>("ListSubscriptionsResult")
                                 .member("Subscriptions", &Output::subscriptions)
                                 .member("NextToken", &Output::next_token);
  return shape;
}

Shape const& ListSubscriptionsByTopic::shape() {
  static Shape const shape = Describe<ListSubscriptionsByTopic>("ListSubscriptionsByTopic")
                                 .member("TopicArn", &ListSubscriptionsByTopic::topic_arn, required)
                                 .member("NextToken", &ListSubscriptionsByTopic::next_token);
  return shape;
}

Shape const& ListSubscriptionsByTopic::Output::shape() {
  static Shape const shape = Describe<Output>("ListSubscriptionsByTopicResult")
                                 .member("Subscriptions", &Output::subscriptions)
                                 .member("NextToken", &Output::next_token);
  return shape;
}

Shape const& Publish::shape() {
  static Shape const shape =
      Describe<Publish>("Publish")
          .member("TopicArn", &Publish::topic_arn)
          .member("TargetArn", &Publish::target_arn)
          .member("PhoneNumber", &Publish::phone_number)
          .member("Message", &Publish::message, required)
          .member("Subject", &Publish::subject)
          .member("MessageStructure", &Publish::message_structure)
          .member("MessageAttributes", &Publish::message_attributes, as_message_attributes)
          .member("MessageDeduplicationId", &Publish::message_deduplication_id)
          .member("MessageGroupId", &Publish::message_group_id);
  return shape;
}

Shape const& Publish::Output::shape() {
  static Shape const shape = Describe<Output>("PublishResult")
                                 .member("MessageId", &Output::message_id)
                                 .member("SequenceNumber", &Output::sequence_number);
  return shape;
}

Shape const& PublishBatch::shape() {
  static Shape const shape = Describe<PublishBatch>("PublishBatch")
                                 .member("TopicArn", &PublishBatch::topic_arn, required)
                                 .member("PublishBatchRequestEntries",
                                         &PublishBatch::publish_batch_request_entries, required);
  return shape;
}

Shape const& PublishBatch::Entry::shape() {
  static Shape const shape =
      Describe<Entry>("PublishBatchRequestEntry")
          .member("Id", &Entry::id, required)
          .member("Message", &Entry::message, required)
          .member("Subject", &Entry::subject)
          .member("MessageStructure", &Entry::message_structure)
          .member("MessageAttributes", &Entry::message_attributes, as_message_attributes)
          .member("MessageDeduplicationId", &Entry::message_deduplication_id)
          .member("MessageGroupId", &Entry::message_group_id);
  return shape;
}

Shape const& PublishBatch::Published::shape() {
  static Shape const shape = Describe<Published>("PublishBatchResultEntry")
                                 .member("Id", &Published::id)
                                 .member("MessageId", &Published::message_id)
                                 .member("SequenceNumber", &Published::sequence_number);
  return shape;
}

Shape const& PublishBatch::Failed::shape() {
  static Shape const shape = Describe<Failed>("BatchResultErrorEntry")
                                 .member("Id", &Failed::id)
                                 .member("Code", &Failed::code)
                                 .member("Message", &Failed::message)
                                 .member("SenderFault", &Failed::sender_fault);
  return shape;
}

Shape const& PublishBatch::Output::shape() {
  static Shape const shape = Describe<Output>("PublishBatchResult")
                                 .member("Successful", &Output::successful)
                                 .member("Failed", &Output::failed);
  return shape;
}

}  // namespace proofbox::sns
