// What a box shows of the text messages and push notifications that it sent: nobody carries them
// any further than here. All operations are the sandbox's own.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engines/sns/shapes.hpp"

namespace proofbox::sns {

// A message that went to a phone.
struct SentSms {
  std::int64_t number = 0;  // rising in the order of sending
  std::string account;
  std::string region;
  std::string message_id;
  std::string phone_number;              // with its plus
  std::string message;                   // what the phone shows
  std::optional<std::string> published;  // MessageStructure=json: all that was published
  std::optional<std::string> subject;
  std::optional<std::string> sender_id;
  std::string sms_type;  // Promotional, Transactional
  MessageAttributes message_attributes;
  Instant sent_at{};
  std::optional<std::string> topic_arn;  // of what came by a subscription
  std::optional<std::string> subscription_arn;
  static Shape const& shape();
};

// A notification that went to a device.
struct SentPush {
  std::int64_t number = 0;
  std::string account;
  std::string region;
  std::string message_id;
  std::string endpoint_arn;
  std::string platform;
  std::string token;    // of the device
  std::string message;  // what the push service gets
  std::optional<std::string> published;
  std::optional<std::string> subject;
  MessageAttributes message_attributes;
  Instant sent_at{};
  std::optional<std::string> topic_arn;
  std::optional<std::string> subscription_arn;
  static Shape const& shape();
};

// Of all accounts and regions, in the order of sending.
struct ListSmsMessages {
  std::optional<std::string> phone_number;
  static Shape const& shape();
  struct Output {
    std::vector<SentSms> messages;
    static Shape const& shape();
  };
};

struct ListPushMessages {
  std::optional<std::string> endpoint_arn;
  static Shape const& shape();
  struct Output {
    std::vector<SentPush> messages;
    static Shape const& shape();
  };
};

// The caller's messages by phone number, in the form that tests written for LocalStack expect.
struct ViewSmsMessages {
  std::optional<std::string> phone_number;
  static Shape const& shape();
  struct Message {
    std::string phone_number;
    std::optional<std::string> topic_arn;
    std::optional<std::string> subscription_arn;
    std::string message_id;
    std::string message;
    MessageAttributes message_attributes;
    std::optional<std::string> message_structure;
    std::optional<std::string> subject;
    static Shape const& shape();
  };
  struct Output {
    Map<std::vector<Message>> sms_messages;
    std::string region;
    static Shape const& shape();
  };
};

struct ViewPushMessages {
  std::optional<std::string> endpoint_arn;
  static Shape const& shape();
  struct Message {
    std::string target_arn;
    std::optional<std::string> topic_arn;  // of what came by a subscription
    std::optional<std::string> subscription_arn;
    std::string message;
    std::optional<MessageAttributes> message_attributes;
    std::optional<std::string> message_structure;
    std::optional<std::string> subject;
    static Shape const& shape();
  };
  struct Output {
    Map<std::vector<Message>> platform_endpoint_messages;
    std::string region;
    static Shape const& shape();
  };
};

// Empties the caller's part of the outbox: all of it, or what went to one number or endpoint.
struct DeleteSmsMessages {
  std::optional<std::string> phone_number;
  static Shape const& shape();
  using Output = Nothing;
};

struct DeletePushMessages {
  std::optional<std::string> endpoint_arn;
  static Shape const& shape();
  using Output = Nothing;
};

}  // namespace proofbox::sns
