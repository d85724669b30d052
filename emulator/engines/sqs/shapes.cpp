#include "engines/sqs/shapes.hpp"

namespace proofbox::sqs {
namespace {

constexpr auto as_attributes = optional.query_name("Attribute").entry_names("Name", "Value");
constexpr auto as_message_attributes =
    optional.query_name("MessageAttribute").entry_names("Name", "Value");
constexpr auto as_system_attributes =
    optional.query_name("MessageSystemAttribute").entry_names("Name", "Value");
constexpr auto as_tags = optional.query_name("Tag").entry_names("Key", "Value");
constexpr auto as_max_results =
    optional.between(1, 1000, "Must be between 1 and 1000, if provided.");
constexpr auto failed_entries = optional.query_name("BatchResultErrorEntry");

}  // namespace

Shape const& MessageAttributeValue::shape() {
  static Shape const shape =
      Describe<MessageAttributeValue>("MessageAttributeValue")
          .member("StringValue", &MessageAttributeValue::string_value)
          .member("BinaryValue", &MessageAttributeValue::binary_value)
          .member("DataType", &MessageAttributeValue::data_type)
          .member("StringListValues", &MessageAttributeValue::string_list_values,
                  optional.query_name("StringListValue"))
          .member("BinaryListValues", &MessageAttributeValue::binary_list_values,
                  optional.query_name("BinaryListValue"));
  return shape;
}

Shape const& CreateQueue::shape() {
  static Shape const shape = Describe<CreateQueue>("CreateQueue")
                                 .member("QueueName", &CreateQueue::queue_name, required)
                                 .member("Attributes", &CreateQueue::attributes, as_attributes)
                                 .member("tags", &CreateQueue::tags, as_tags);
  return shape;
}

Shape const& CreateQueue::Output::shape() {
  static Shape const shape =
      Describe<Output>("CreateQueueResult").member("QueueUrl", &Output::queue_url);
  return shape;
}

Shape const& GetQueueUrl::shape() {
  static Shape const shape =
      Describe<GetQueueUrl>("GetQueueUrl")
          .member("QueueName", &GetQueueUrl::queue_name, required)
          .member("QueueOwnerAWSAccountId", &GetQueueUrl::queue_owner_aws_account_id);
  return shape;
}

Shape const& ListQueues::shape() {
  static Shape const shape = Describe<ListQueues>("ListQueues")
                                 .member("QueueNamePrefix", &ListQueues::queue_name_prefix)
                                 .member("MaxResults", &ListQueues::max_results, as_max_results)
                                 .member("NextToken", &ListQueues::next_token);
  return shape;
}

Shape const& ListQueues::Output::shape() {
  static Shape const shape =
      Describe<Output>("ListQueuesResult")
          .member("QueueUrls", &Output::queue_urls, optional.query_name("QueueUrl"))
          .member("NextToken", &Output::next_token);
  return shape;
}

Shape const& DeleteQueue::shape() {
  static Shape const shape =
      Describe<DeleteQueue>("DeleteQueue").member("QueueUrl", &DeleteQueue::queue_url, required);
  return shape;
}

Shape const& PurgeQueue::shape() {
  static Shape const shape =
      Describe<PurgeQueue>("PurgeQueue").member("QueueUrl", &PurgeQueue::queue_url, required);
  return shape;
}

Shape const& GetQueueAttributes::shape() {
  static Shape const shape = Describe<GetQueueAttributes>("GetQueueAttributes")
                                 .member("QueueUrl", &GetQueueAttributes::queue_url, required)
                                 .member("AttributeNames", &GetQueueAttributes::attribute_names,
                                         optional.query_name("AttributeName"));
  return shape;
}

Shape const& GetQueueAttributes::Output::shape() {
  static Shape const shape = Describe<Output>("GetQueueAttributesResult")
                                 .member("Attributes", &Output::attributes, as_attributes);
  return shape;
}

Shape const& SetQueueAttributes::shape() {
  static Shape const shape =
      Describe<SetQueueAttributes>("SetQueueAttributes")
          .member("QueueUrl", &SetQueueAttributes::queue_url, required)
          .member("Attributes", &SetQueueAttributes::attributes,
                  required.query_name("Attribute").entry_names("Name", "Value"));
  return shape;
}

Shape const& ListDeadLetterSourceQueues::shape() {
  static Shape const shape =
      Describe<ListDeadLetterSourceQueues>("ListDeadLetterSourceQueues")
          .member("QueueUrl", &ListDeadLetterSourceQueues::queue_url, required)
          .member("NextToken", &ListDeadLetterSourceQueues::next_token)
          .member("MaxResults", &ListDeadLetterSourceQueues::max_results, as_max_results);
  return shape;
}

// The one answer of SQS whose list begins with a small letter, and is there even when empty.
Shape const& ListDeadLetterSourceQueues::Output::shape() {
  static Shape const shape =
      Describe<Output>("ListDeadLetterSourceQueuesResult")
          .member("queueUrls", &Output::queue_urls, always.query_name("QueueUrl"))
          .member("NextToken", &Output::next_token);
  return shape;
}

Shape const& TagQueue::shape() {
  static Shape const shape =
      Describe<TagQueue>("TagQueue")
          .member("QueueUrl", &TagQueue::queue_url, required)
          .member("Tags", &TagQueue::tags, required.query_name("Tag").entry_names("Key", "Value"));
  return shape;
}

Shape const& UntagQueue::shape() {
  static Shape const shape =
      Describe<UntagQueue>("UntagQueue")
          .member("QueueUrl", &UntagQueue::queue_url, required)
          .member("TagKeys", &UntagQueue::tag_keys, required.query_name("TagKey"));
  return shape;
}

Shape const& ListQueueTags::shape() {
  static Shape const shape = Describe<ListQueueTags>("ListQueueTags")
                                 .member("QueueUrl", &ListQueueTags::queue_url, required);
  return shape;
}

Shape const& ListQueueTags::Output::shape() {
  static Shape const shape =
      Describe<Output>("ListQueueTagsResult").member("Tags", &Output::tags, as_tags);
  return shape;
}

Shape const& AddPermission::shape() {
  static Shape const shape =
      Describe<AddPermission>("AddPermission")
          .member("QueueUrl", &AddPermission::queue_url, required)
          .member("Label", &AddPermission::label, required)
          .member("AWSAccountIds", &AddPermission::aws_account_ids,
                  required.query_name("AWSAccountId"))
          .member("Actions", &AddPermission::actions, required.query_name("ActionName"));
  return shape;
}

Shape const& RemovePermission::shape() {
  static Shape const shape = Describe<RemovePermission>("RemovePermission")
                                 .member("QueueUrl", &RemovePermission::queue_url, required)
                                 .member("Label", &RemovePermission::label, required);
  return shape;
}

Shape const& SendMessage::shape() {
  static Shape const shape =
      Describe<SendMessage>("SendMessage")
          .member("QueueUrl", &SendMessage::queue_url, required)
          .member("MessageBody", &SendMessage::message_body, required)
          .member("DelaySeconds", &SendMessage::delay_seconds,
                  optional.between(0, 900, "DelaySeconds must be >= 0 and <= 900."))
          .member("MessageAttributes", &SendMessage::message_attributes, as_message_attributes)
          .member("MessageSystemAttributes", &SendMessage::message_system_attributes,
                  as_system_attributes)
          .member("MessageDeduplicationId", &SendMessage::message_deduplication_id)
          .member("MessageGroupId", &SendMessage::message_group_id);
  return shape;
}

Shape const& SendMessage::Output::shape() {
  static Shape const shape =
      Describe<Output>("SendMessageResult")
          .member("MD5OfMessageBody", &Output::md5_of_message_body)
          .member("MD5OfMessageAttributes", &Output::md5_of_message_attributes)
          .member("MD5OfMessageSystemAttributes", &Output::md5_of_message_system_attributes)
          .member("MessageId", &Output::message_id)
          .member("SequenceNumber", &Output::sequence_number);
  return shape;
}

Shape const& BatchResultErrorEntry::shape() {
  static Shape const shape = Describe<BatchResultErrorEntry>("BatchResultErrorEntry")
                                 .member("Id", &BatchResultErrorEntry::id)
                                 .member("SenderFault", &BatchResultErrorEntry::sender_fault)
                                 .member("Code", &BatchResultErrorEntry::code)
                                 .member("Message", &BatchResultErrorEntry::message);
  return shape;
}

Shape const& SendMessageBatch::Entry::shape() {
  static Shape const shape =
      Describe<Entry>("SendMessageBatchRequestEntry")
          .member("Id", &Entry::id, required)
          .member("MessageBody", &Entry::message_body, required)
          .member("DelaySeconds", &Entry::delay_seconds)
          .member("MessageAttributes", &Entry::message_attributes, as_message_attributes)
          .member("MessageSystemAttributes", &Entry::message_system_attributes,
                  as_system_attributes)
          .member("MessageDeduplicationId", &Entry::message_deduplication_id)
          .member("MessageGroupId", &Entry::message_group_id);
  return shape;
}

Shape const& SendMessageBatch::shape() {
  static Shape const shape = Describe<SendMessageBatch>("SendMessageBatch")
                                 .member("QueueUrl", &SendMessageBatch::queue_url, required)
                                 .member("Entries", &SendMessageBatch::entries,
                                         optional.query_name("SendMessageBatchRequestEntry"));
  return shape;
}

Shape const& SendMessageBatch::Sent::shape() {
  static Shape const shape =
      Describe<Sent>("SendMessageBatchResultEntry")
          .member("Id", &Sent::id)
          .member("MessageId", &Sent::message_id)
          .member("MD5OfMessageBody", &Sent::md5_of_message_body)
          .member("MD5OfMessageAttributes", &Sent::md5_of_message_attributes)
          .member("MD5OfMessageSystemAttributes", &Sent::md5_of_message_system_attributes)
          .member("SequenceNumber", &Sent::sequence_number);
  return shape;
}

Shape const& SendMessageBatch::Output::shape() {
  static Shape const shape = Describe<Output>("SendMessageBatchResult")
                                 .member("Successful", &Output::successful,
                                         optional.query_name("SendMessageBatchResultEntry"))
                                 .member("Failed", &Output::failed, failed_entries);
  return shape;
}

Shape const& Message::shape() {
  static Shape const shape =
      Describe<Message>("Message")
          .member("MessageId", &Message::message_id)
          .member("ReceiptHandle", &Message::receipt_handle)
          .member("MD5OfBody", &Message::md5_of_body)
          .member("Body", &Message::body)
          .member("Attributes", &Message::attributes, as_attributes)
          .member("MD5OfMessageAttributes", &Message::md5_of_message_attributes)
          .member("MessageAttributes", &Message::message_attributes, as_message_attributes);
  return shape;
}

Shape const& ReceiveMessage::shape() {
  static Shape const shape =
      Describe<ReceiveMessage>("ReceiveMessage")
          .member("QueueUrl", &ReceiveMessage::queue_url, required)
          .member("AttributeNames", &ReceiveMessage::attribute_names,
                  optional.query_name("AttributeName"))
          .member("MessageSystemAttributeNames", &ReceiveMessage::message_system_attribute_names,
                  optional.query_name("MessageSystemAttributeName"))
          .member("MessageAttributeNames", &ReceiveMessage::message_attribute_names,
                  optional.query_name("MessageAttributeName"))
          .member("MaxNumberOfMessages", &ReceiveMessage::max_number_of_messages,
                  optional.between(1, 10, "Must be between 1 and 10, if provided."))
          .member("VisibilityTimeout", &ReceiveMessage::visibility_timeout,
                  optional.between(0, 43'200,
                                   "VisibilityTimeout must be an integer between 0 and 43200"))
          .member("WaitTimeSeconds", &ReceiveMessage::wait_time_seconds,
                  optional.between(0, 20, "Must be >= 0 and <= 20, if provided."))
          .member("ReceiveRequestAttemptId", &ReceiveMessage::receive_request_attempt_id);
  return shape;
}

Shape const& ReceiveMessage::Output::shape() {
  static Shape const shape =
      Describe<Output>("ReceiveMessageResult")
          .member("Messages", &Output::messages, optional.query_name("Message"));
  return shape;
}

Shape const& DeleteMessage::shape() {
  static Shape const shape = Describe<DeleteMessage>("DeleteMessage")
                                 .member("QueueUrl", &DeleteMessage::queue_url, required)
                                 .member("ReceiptHandle", &DeleteMessage::receipt_handle, required);
  return shape;
}

Shape const& DeleteMessageBatch::Entry::shape() {
  static Shape const shape = Describe<Entry>("DeleteMessageBatchRequestEntry")
                                 .member("Id", &Entry::id, required)
                                 .member("ReceiptHandle", &Entry::receipt_handle, required);
  return shape;
}

Shape const& DeleteMessageBatch::shape() {
  static Shape const shape = Describe<DeleteMessageBatch>("DeleteMessageBatch")
                                 .member("QueueUrl", &DeleteMessageBatch::queue_url, required)
                                 .member("Entries", &DeleteMessageBatch::entries,
                                         optional.query_name("DeleteMessageBatchRequestEntry"));
  return shape;
}

Shape const& DeleteMessageBatch::Deleted::shape() {
  static Shape const shape =
      Describe<Deleted>("DeleteMessageBatchResultEntry").member("Id", &Deleted::id);
  return shape;
}

Shape const& DeleteMessageBatch::Output::shape() {
  static Shape const shape = Describe<Output>("DeleteMessageBatchResult")
                                 .member("Successful", &Output::successful,
                                         optional.query_name("DeleteMessageBatchResultEntry"))
                                 .member("Failed", &Output::failed, failed_entries);
  return shape;
}

Shape const& ChangeMessageVisibility::shape() {
  static Shape const shape =
      Describe<ChangeMessageVisibility>("ChangeMessageVisibility")
          .member("QueueUrl", &ChangeMessageVisibility::queue_url, required)
          .member("ReceiptHandle", &ChangeMessageVisibility::receipt_handle, required)
          .member("VisibilityTimeout", &ChangeMessageVisibility::visibility_timeout, required);
  return shape;
}

Shape const& ChangeMessageVisibilityBatch::Entry::shape() {
  static Shape const shape = Describe<Entry>("ChangeMessageVisibilityBatchRequestEntry")
                                 .member("Id", &Entry::id, required)
                                 .member("ReceiptHandle", &Entry::receipt_handle, required)
                                 .member("VisibilityTimeout", &Entry::visibility_timeout);
  return shape;
}

Shape const& ChangeMessageVisibilityBatch::shape() {
  static Shape const shape =
      Describe<ChangeMessageVisibilityBatch>("ChangeMessageVisibilityBatch")
          .member("QueueUrl", &ChangeMessageVisibilityBatch::queue_url, required)
          .member("Entries", &ChangeMessageVisibilityBatch::entries,
                  optional.query_name("ChangeMessageVisibilityBatchRequestEntry"));
  return shape;
}

Shape const& ChangeMessageVisibilityBatch::Changed::shape() {
  static Shape const shape =
      Describe<Changed>("ChangeMessageVisibilityBatchResultEntry").member("Id", &Changed::id);
  return shape;
}

Shape const& ChangeMessageVisibilityBatch::Output::shape() {
  static Shape const shape =
      Describe<Output>("ChangeMessageVisibilityBatchResult")
          .member("Successful", &Output::successful,
                  optional.query_name("ChangeMessageVisibilityBatchResultEntry"))
          .member("Failed", &Output::failed, failed_entries);
  return shape;
}

Shape const& StartMessageMoveTask::shape() {
  static Shape const shape =
      Describe<StartMessageMoveTask>("StartMessageMoveTask")
          .member("SourceArn", &StartMessageMoveTask::source_arn, required)
          .member("DestinationArn", &StartMessageMoveTask::destination_arn)
          .member("MaxNumberOfMessagesPerSecond",
                  &StartMessageMoveTask::max_number_of_messages_per_second,
                  optional.between(1, 500, "Must be between 1 and 500, if provided."));
  return shape;
}

Shape const& StartMessageMoveTask::Output::shape() {
  static Shape const shape =
      Describe<Output>("StartMessageMoveTaskResult").member("TaskHandle", &Output::task_handle);
  return shape;
}

Shape const& CancelMessageMoveTask::shape() {
  static Shape const shape =
      Describe<CancelMessageMoveTask>("CancelMessageMoveTask")
          .member("TaskHandle", &CancelMessageMoveTask::task_handle, required);
  return shape;
}

Shape const& CancelMessageMoveTask::Output::shape() {
  static Shape const shape = Describe<Output>("CancelMessageMoveTaskResult")
                                 .member("ApproximateNumberOfMessagesMoved",
                                         &Output::approximate_number_of_messages_moved);
  return shape;
}

Shape const& ListMessageMoveTasks::shape() {
  static Shape const shape =
      Describe<ListMessageMoveTasks>("ListMessageMoveTasks")
          .member("SourceArn", &ListMessageMoveTasks::source_arn, required)
          .member("MaxResults", &ListMessageMoveTasks::max_results,
                  optional.between(1, 10, "Must be between 1 and 10, if provided."));
  return shape;
}

Shape const& ListMessageMoveTasks::Entry::shape() {
  static Shape const shape =
      Describe<Entry>("ListMessageMoveTasksResultEntry")
          .member("TaskHandle", &Entry::task_handle)
          .member("Status", &Entry::status)
          .member("SourceArn", &Entry::source_arn)
          .member("DestinationArn", &Entry::destination_arn)
          .member("MaxNumberOfMessagesPerSecond", &Entry::max_number_of_messages_per_second)
          .member("ApproximateNumberOfMessagesMoved", &Entry::approximate_number_of_messages_moved)
          .member("ApproximateNumberOfMessagesToMove",
                  &Entry::approximate_number_of_messages_to_move)
          .member("FailureReason", &Entry::failure_reason)
          .member("StartedTimestamp", &Entry::started_timestamp);
  return shape;
}

Shape const& ListMessageMoveTasks::Output::shape() {
  static Shape const shape = Describe<Output>("ListMessageMoveTasksResult")
                                 .member("Results", &Output::results,
                                         optional.query_name("ListMessageMoveTasksResultEntry"));
  return shape;
}

Shape const& PeekMessages::shape() {
  static Shape const shape =
      Describe<PeekMessages>("PeekMessages")
          .member("queue", &PeekMessages::queue)
          .member("limit", &PeekMessages::limit,
                  optional.between(1, 100'000, "Must be between 1 and 100000, if provided."))
          .member("after", &PeekMessages::after);
  return shape;
}

Shape const& PeekMessages::Held::shape() {
  static Shape const shape = Describe<Held>("HeldMessage")
                                 .member("messageId", &Held::message_id)
                                 .member("queue", &Held::queue)
                                 .member("region", &Held::region)
                                 .member("state", &Held::state)
                                 .member("body", &Held::body)
                                 .member("messageAttributes", &Held::message_attributes)
                                 .member("receiveCount", &Held::receive_count)
                                 .member("sentAt", &Held::sent_at)
                                 .member("expiresAt", &Held::expires_at)
                                 .member("visibleAt", &Held::visible_at)
                                 .member("messageGroupId", &Held::message_group_id)
                                 .member("messageDeduplicationId", &Held::message_deduplication_id)
                                 .member("sequenceNumber", &Held::sequence_number)
                                 .member("deadLetterSource", &Held::dead_letter_source);
  return shape;
}

Shape const& PeekMessages::Counts::shape() {
  static Shape const shape = Describe<Counts>("MessageCounts")
                                 .member("ready", &Counts::ready)
                                 .member("delayed", &Counts::delayed)
                                 .member("inFlight", &Counts::in_flight);
  return shape;
}

Shape const& PeekMessages::Output::shape() {
  static Shape const shape = Describe<Output>("PeekMessagesResult")
                                 .member("counts", &Output::counts)
                                 .member("messages", &Output::messages, always)
                                 .member("next", &Output::next);
  return shape;
}

Shape const& ViewMessages::shape() {
  static Shape const shape = Describe<ViewMessages>("ViewMessages")
                                 .member("QueueUrl", &ViewMessages::queue_url, required)
                                 .member("ShowInvisible", &ViewMessages::show_invisible)
                                 .member("ShowDelayed", &ViewMessages::show_delayed);
  return shape;
}

Shape const& CountMessages::shape() {
  static Shape const shape = Describe<CountMessages>("CountMessages");
  return shape;
}

Shape const& CountMessages::Queue::shape() {
  static Shape const shape = Describe<Queue>("QueueCount")
                                 .member("name", &Queue::name)
                                 .member("region", &Queue::region)
                                 .member("messages", &Queue::messages)
                                 .member("ready", &Queue::ready)
                                 .member("delayed", &Queue::delayed)
                                 .member("inFlight", &Queue::in_flight);
  return shape;
}

Shape const& CountMessages::Output::shape() {
  static Shape const shape =
      Describe<Output>("CountMessagesResult").member("queues", &Output::queues, always);
  return shape;
}

}  // namespace proofbox::sqs
