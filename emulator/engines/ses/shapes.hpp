// What both of SES's APIs share, and the operations by which the box looks into the outbox. No such
// operation exists on AWS: there a mail is seen by whoever receives it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "shape/operation.hpp"
#include "shape/shape.hpp"

namespace proofbox::ses {

template <class Op>
constexpr std::string_view service_of(Op const*) {
  return "ses";
}

struct MessageTag {
  std::string name;
  std::string value;
  static Shape const& shape();
};

struct Content {
  std::string data;
  std::optional<std::string>
      charset;  // text is Unicode here, and leaves as UTF-8 whatever is asked for
  static Shape const& shape();
};

struct Body {
  std::optional<Content> text;
  std::optional<Content> html;
  static Shape const& shape();
};

struct Destination {
  std::vector<std::string> to_addresses;
  std::vector<std::string> cc_addresses;
  std::vector<std::string> bcc_addresses;
  static Shape const& shape();
};

struct RawMessage {
  Blob data;
  static Shape const& shape();
};

struct SendQuota {
  double max_24_hour_send = 0;
  double max_send_rate = 0;
  double sent_last_24_hours = 0;
  static Shape const& shape();
};

// ---- looking inside ----

// How far a mail has come with one recipient: accepted, delivered, bounced, complained, rejected.
struct RecipientState {
  std::string address;
  std::string state;
  Instant since{};
  static Shape const& shape();
};

// How long mails take, and who outside refuses them, or complains of them, as addresses of the
// mailbox simulator do: addresses or whole domains. What is given takes the place of what was.
struct ConfigureDelivery {
  std::optional<std::string> delivers_after;   // "1s": from acceptance to delivery or bounce
  std::optional<std::string> complains_after;  // "1s": from delivery to complaint
  std::optional<std::vector<std::string>> bounces;
  std::optional<std::vector<std::string>> complains;
  static Shape const& shape();
  struct Output {
    std::string delivers_after;
    std::string complains_after;
    std::vector<std::string> bounces;
    std::vector<std::string> complains;
    static Shape const& shape();
  };
};

// Every mail that was accepted, the oldest first.
struct ListMessages {
  std::optional<std::string> to = {};             // only mails to this address: To, Cc or Bcc
  std::optional<std::string> subject = {};        // only mails whose subject contains this
  std::optional<std::string> from = {};           // only mails from this address
  std::optional<std::string> from_template = {};  // only mails rendered from this template
  std::optional<std::string> id = {};
  static Shape const& shape();
  struct Header {
    std::string name;
    std::string value;  // decoded
    static Shape const& shape();
  };
  // Its bytes are read by its number, counted from 1.
  struct Attachment {
    std::string file_name;
    std::string content_type;
    std::string content_id;
    bool is_inline = false;
    std::int64_t size = 0;  // in bytes, decoded
    static Shape const& shape();
  };
  struct Mail {
    std::string id;
    std::string from;
    std::vector<std::string> to;
    std::vector<std::string> cc;
    std::vector<std::string> bcc;
    std::string subject;
    std::optional<std::string> text;
    std::optional<std::string> html;
    std::vector<std::string> reply_to;
    std::string return_path;
    std::vector<Header> headers;  // in their order
    std::vector<Attachment> attachments;
    std::vector<MessageTag> tags;
    bool is_raw = false;  // came as bytes; else SES composed it
    std::string region;
    Instant sent_at{};
    std::optional<std::string> template_name;  // of a mail that was made of one
    std::optional<std::string> template_data;
    std::vector<RecipientState> recipients;  // of mails that the account itself sent
    static Shape const& shape();
  };
  struct Output {
    std::vector<Mail> messages;
    static Shape const& shape();
  };
};

// Puts a mail into the outbox that AWS itself sends, as SNS does to its subscribers: from no
// identity of the account's, and counted against no quota.
struct PutMessage {
  std::string sender_name;
  std::string sender;
  std::string to;
  std::string subject;
  std::string text;
  static Shape const& shape();
  struct Output {
    std::string id;
    static Shape const& shape();
  };
};

// A mail that came over SMTP: the envelope's sender and recipients, and the bytes as they came. AWS
// has no such action, but names it so in its events.
struct SendSmtpEmail {
  std::string source;
  std::vector<std::string> destinations;
  RawMessage raw_message;
  static Shape const& shape();
  struct Output {
    std::string message_id;
    static Shape const& shape();
  };
};

// One mail as it would leave: its bytes, and what stands beside them.
struct ReadMessage {
  std::string id;
  static Shape const& shape();
  struct Output {
    std::string raw;
    std::vector<std::string> reply_to;
    std::string return_path;
    std::vector<MessageTag> tags;
    static Shape const& shape();
  };
};

}  // namespace proofbox::ses
