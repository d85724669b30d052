// The 23 operations of Amazon SQS as its service model (2012-11-05) describes them, and the two by
// which the box looks inside.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "shape/operation.hpp"
#include "shape/shape.hpp"

namespace proofbox::sqs {

template <class Op>
constexpr std::string_view service_of(Op const*) {
  return "sqs";
}

struct MessageAttributeValue {
  std::optional<std::string> string_value;
  std::optional<Blob> binary_value;
  std::string data_type;
  std::vector<std::string> string_list_values = {};  // in AWS's model, and refused by its service
  std::vector<Blob> binary_list_values = {};
  bool operator==(MessageAttributeValue const&) const = default;
  static Shape const& shape();
};
using MessageAttributes = Map<MessageAttributeValue>;

struct CreateQueue {
  std::string queue_name;
  Map<std::string> attributes;
  Map<std::string> tags;
  static Shape const& shape();
  struct Output {
    std::string queue_url;
    static Shape const& shape();
  };
};

struct GetQueueUrl {
  std::string queue_name;
  std::optional<std::string> queue_owner_aws_account_id;
  static Shape const& shape();
  using Output = CreateQueue::Output;
};

struct ListQueues {
  std::optional<std::string> queue_name_prefix;
  std::optional<std::int64_t> max_results;
  std::optional<std::string> next_token;
  static Shape const& shape();
  struct Output {
    std::vector<std::string> queue_urls;
    std::optional<std::string> next_token;
    static Shape const& shape();
  };
};

struct DeleteQueue {
  std::string queue_url;
  static Shape const& shape();
  using Output = Nothing;
};

struct PurgeQueue {
  std::string queue_url;
  static Shape const& shape();
  using Output = Nothing;
};

struct GetQueueAttributes {
  std::string queue_url;
  std::vector<std::string> attribute_names;
  static Shape const& shape();
  struct Output {
    Map<std::string> attributes;
    static Shape const& shape();
  };
};

struct SetQueueAttributes {
  std::string queue_url;
  Map<std::string> attributes;
  static Shape const& shape();
  using Output = Nothing;
};

struct ListDeadLetterSourceQueues {
  std::string queue_url;
  std::optional<std::string> next_token;
  std::optional<std::int64_t> max_results;
  static Shape const& shape();
  struct Output {
    std::vector<std::string> queue_urls;
    std::optional<std::string> next_token;
    static Shape const& shape();
  };
};

struct TagQueue {
  std::string queue_url;
  Map<std::string> tags;
  static Shape const& shape();
  using Output = Nothing;
};

struct UntagQueue {
  std::string queue_url;
  std::vector<std::string> tag_keys;
  static Shape const& shape();
  using Output = Nothing;
};

struct ListQueueTags {
  std::string queue_url;
  static Shape const& shape();
  struct Output {
    Map<std::string> tags;
    static Shape const& shape();
  };
};

struct AddPermission {
  std::string queue_url;
  std::string label;
  std::vector<std::string> aws_account_ids;
  std::vector<std::string> actions;
  static Shape const& shape();
  using Output = Nothing;
};

struct RemovePermission {
  std::string queue_url;
  std::string label;
  static Shape const& shape();
  using Output = Nothing;
};

struct SendMessage {
  std::string queue_url;
  std::string message_body;
  std::optional<std::int64_t> delay_seconds;
  MessageAttributes message_attributes;
  MessageAttributes message_system_attributes;
  std::optional<std::string> message_deduplication_id;
  std::optional<std::string> message_group_id;
  static Shape const& shape();
  struct Output {
    std::optional<std::string> md5_of_message_body;
    std::optional<std::string> md5_of_message_attributes;
    std::optional<std::string> md5_of_message_system_attributes;
    std::string message_id;
    std::optional<std::string> sequence_number;
    static Shape const& shape();
  };
};

// One entry of a batch that failed alone.
struct BatchResultErrorEntry {
  std::string id;
  bool sender_fault = true;
  std::string code;
  std::optional<std::string> message;
  static Shape const& shape();
};

struct SendMessageBatch {
  struct Entry {
    std::string id;
    std::string message_body;
    std::optional<std::int64_t> delay_seconds;
    MessageAttributes message_attributes;
    MessageAttributes message_system_attributes;
    std::optional<std::string> message_deduplication_id;
    std::optional<std::string> message_group_id;
    static Shape const& shape();
  };
  std::string queue_url;
  std::vector<Entry> entries;
  static Shape const& shape();
  struct Sent {
    std::string id;
    std::string message_id;
    std::string md5_of_message_body;
    std::optional<std::string> md5_of_message_attributes;
    std::optional<std::string> md5_of_message_system_attributes;
    std::optional<std::string> sequence_number;
    static Shape const& shape();
  };
  struct Output {
    std::vector<Sent> successful;
    std::vector<BatchResultErrorEntry> failed;
    static Shape const& shape();
  };
};

struct Message {
  std::string message_id;
  std::string receipt_handle;
  std::string md5_of_body;
  std::string body;
  Map<std::string> attributes;
  std::optional<std::string> md5_of_message_attributes;
  MessageAttributes message_attributes;
  static Shape const& shape();
};

struct ReceiveMessage {
  std::string queue_url;
  std::vector<std::string> attribute_names;
  std::vector<std::string> message_system_attribute_names;
  std::vector<std::string> message_attribute_names;
  std::optional<std::int64_t> max_number_of_messages;
  std::optional<std::int64_t> visibility_timeout;
  std::optional<std::int64_t> wait_time_seconds;
  std::optional<std::string> receive_request_attempt_id;
  static Shape const& shape();
  struct Output {
    std::vector<Message> messages;
    static Shape const& shape();
  };
};

struct DeleteMessage {
  std::string queue_url;
  std::string receipt_handle;
  static Shape const& shape();
  using Output = Nothing;
};

struct DeleteMessageBatch {
  struct Entry {
    std::string id;
    std::string receipt_handle;
    static Shape const& shape();
  };
  std::string queue_url;
  std::vector<Entry> entries;
  static Shape const& shape();
  struct Deleted {
    std::string id;
    static Shape const& shape();
  };
  struct Output {
    std::vector<Deleted> successful;
    std::vector<BatchResultErrorEntry> failed;
    static Shape const& shape();
  };
};

struct ChangeMessageVisibility {
  std::string queue_url;
  std::string receipt_handle;
  std::int64_t visibility_timeout = 0;
  static Shape const& shape();
  using Output = Nothing;
};

struct ChangeMessageVisibilityBatch {
  struct Entry {
    std::string id;
    std::string receipt_handle;
    std::optional<std::int64_t> visibility_timeout;
    static Shape const& shape();
  };
  std::string queue_url;
  std::vector<Entry> entries;
  static Shape const& shape();
  struct Changed {
    std::string id;
    static Shape const& shape();
  };
  struct Output {
    std::vector<Changed> successful;
    std::vector<BatchResultErrorEntry> failed;
    static Shape const& shape();
  };
};

struct StartMessageMoveTask {
  std::string source_arn;
  std::optional<std::string> destination_arn;
  std::optional<std::int64_t> max_number_of_messages_per_second;
  static Shape const& shape();
  struct Output {
    std::string task_handle;
    static Shape const& shape();
  };
};

struct CancelMessageMoveTask {
  std::string task_handle;
  static Shape const& shape();
  struct Output {
    std::int64_t approximate_number_of_messages_moved = 0;
    static Shape const& shape();
  };
};

struct ListMessageMoveTasks {
  std::string source_arn;
  std::optional<std::int64_t> max_results;
  static Shape const& shape();
  struct Entry {
    std::optional<std::string> task_handle;  // of a running task only
    std::string status;
    std::string source_arn;
    std::optional<std::string> destination_arn;
    std::optional<std::int64_t> max_number_of_messages_per_second;
    std::int64_t approximate_number_of_messages_moved = 0;
    std::int64_t approximate_number_of_messages_to_move = 0;
    std::optional<std::string> failure_reason;
    std::int64_t started_timestamp = 0;  // milliseconds since 1970
    static Shape const& shape();
  };
  struct Output {
    std::vector<Entry> results;
    static Shape const& shape();
  };
};

// ---- looking inside; no such operation exists on AWS ----

// Every message of a queue, or of all queues where none is named, in order of arrival; looking
// changes nothing.
struct PeekMessages {
  std::optional<std::string> queue;        // its name
  std::optional<std::int64_t> limit = {};  // how many messages at most
  std::optional<std::int64_t> after = {};  // `next` of the answer before
  static Shape const& shape();
  struct Held {
    std::string message_id;
    std::string queue;
    std::string region;
    std::string state;  // ready, delayed, in flight
    std::string body;
    MessageAttributes message_attributes;
    std::int64_t receive_count = 0;
    Instant sent_at{};
    Instant expires_at{};
    std::optional<Instant> visible_at;  // of what is delayed or in flight
    std::optional<std::string> message_group_id;
    std::optional<std::string> message_deduplication_id;
    std::optional<std::string> sequence_number;
    std::optional<std::string> dead_letter_source;
    static Shape const& shape();
  };
  struct Counts {
    std::int64_t ready = 0;
    std::int64_t delayed = 0;
    std::int64_t in_flight = 0;
    static Shape const& shape();
  };
  struct Output {
    Counts counts;  // of all, whatever the limit
    std::vector<Held> messages;
    std::optional<std::int64_t> next;  // where there are more than the limit
    static Shape const& shape();
  };
};

// The messages of a queue in the form in which a receive gives them, with every attribute; looking
// changes nothing. What is hidden is shown only where that is asked for.
struct ViewMessages {
  std::string queue_url;
  bool show_invisible = false;
  bool show_delayed = false;
  static Shape const& shape();
  using Output = ReceiveMessage::Output;
};

// How many messages each queue holds, in order of region, account and name.
struct CountMessages {
  static Shape const& shape();
  struct Queue {
    std::string name;
    std::string region;
    std::int64_t messages = 0;
    std::int64_t ready = 0;
    std::int64_t delayed = 0;
    std::int64_t in_flight = 0;
    static Shape const& shape();
  };
  struct Output {
    std::vector<Queue> queues;
    static Shape const& shape();
  };
};

}  // namespace proofbox::sqs
