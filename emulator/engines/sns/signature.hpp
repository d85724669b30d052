// The signatures of what SNS sends: which fields they cover, and how often they are made. Envelopes
// from FIFO topics and raw messages have none.
// https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "engines/sns/notification.hpp"
#include "engines/sns/topic.hpp"
#include "ports/turn.hpp"

namespace proofbox::sns {

// What a signature covers, in the order in which it stands in the text to sign. Only notifications
// may have a subject; only confirmations of subscribing and unsubscribing have the URL and the
// token.
struct SignedFields {
  std::string_view message;
  std::string_view message_id;
  std::optional<std::string_view> subject = {};
  std::optional<std::string_view> subscribe_url = {};
  std::string_view timestamp;  // as the envelope has it
  std::optional<std::string_view> token = {};
  std::string_view topic_arn;
  std::string_view type;
};

// Name and value of each field that is there, each followed by a line feed.
std::string text_to_sign(SignedFields const& fields);

// `version` is the topic's SignatureVersion, "1" or "2".
std::string signature_of(Turn const& turn, std::string_view version, SignedFields const& fields);

// The signatures of one notification. Each is made when it is first asked for: one for each text
// that protocols get in each version, however many subscriptions there are.
class Signatures {
 public:
  // All of it outlives the signatures.
  Signatures(Turn const& turn, Topic const& topic, Notification const& notification)
      : turn_(turn), topic_(topic), notification_(notification) {}

  // Of the text that the protocol gets, in the topic's version.
  std::string const& of(std::string_view protocol) {
    return of(protocol, topic_.attributes.signature_version());
  }
  // Likewise, in that version, which lasts.
  std::string const& of(std::string_view protocol, std::string_view version);

 private:
  struct Made {
    std::string const* text;  // stays put
    std::string_view version;
    std::string signature;
  };

  Turn const& turn_;
  Topic const& topic_;
  Notification const& notification_;
  std::deque<Made> made_;
};

}  // namespace proofbox::sns
