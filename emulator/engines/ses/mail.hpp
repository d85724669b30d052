// A mail on its way through SES: the draft that a send operation makes of its request, and the mail
// that the outbox keeps. A mail is described, so that it is its own stored row.
#pragma once

#include "engines/ses/mime.hpp"
#include "engines/ses/shapes.hpp"

namespace proofbox::ses {

inline constexpr std::size_t message_length_max = 10 << 20;  // v1
inline constexpr std::size_t message_length_max_v2 = 40 << 20;

// What stands beside a message, whichever way it comes.
struct Envelope {
  std::optional<std::string> source;
  std::optional<std::string> return_path;
  std::vector<MessageTag> tags;
  std::optional<std::string> configuration_set_name;
  std::size_t length_max = 0;                // of the message, in bytes
  std::string_view operation = "SendEmail";  // as events name it
};

// What a templated mail was made of, and why it could not be made where it could not.
struct MadeOf {
  std::string template_name;  // empty where the request itself brought the template
  std::string data;
  std::string failure = {};
};

// A message that SES composes.
struct Draft {
  Envelope envelope;
  Destination destination;
  std::vector<std::string> reply_to;
  std::string subject;
  Body body;
  std::vector<std::pair<std::string, std::string>> headers;
  std::vector<Attachment> attachments;
  std::optional<MadeOf> made_of = {};
};

// A message that comes as bytes.
struct RawDraft {
  Envelope envelope;
  std::optional<std::vector<std::string>> destinations;  // in place of what the headers say
  std::string_view bytes;
};

struct Mail {
  std::int64_t number = 0;
  std::string id;
  std::string account;
  std::string region;
  std::string from;  // as it was written, with a display name where there is one
  std::vector<std::string> to, cc, bcc;
  std::vector<std::string> reply_to;
  std::string return_path;
  std::string subject;
  std::optional<std::string> text, html;
  std::vector<MessageTag> tags;
  bool is_raw = false;  // came as bytes; else SES composed it
  std::string raw;
  Instant sent_at{};
  std::string source;                             // in whose name it goes, as it was written
  std::string identity;                           // the name of the identity that may send it
  std::optional<std::string> configuration_set;   // its own or the identity's
  std::string operation;                          // "SendEmail", "SendRawEmail"
  bool is_of_aws = false;                         // sent by AWS itself: no quota counts it
  std::optional<std::string> template_name = {};  // of a mail that was made of one
  std::optional<std::string> template_data = {};
  static Shape const& shape();
};

}  // namespace proofbox::ses
