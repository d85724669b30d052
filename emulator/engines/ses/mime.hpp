// Mail as bytes: composing a message (RFC 5322, MIME, RFC 2047) and reading one. What is read may
// be anything; reading is bounded: so many header lines, so many parts, so deep. What lies beyond
// is left unread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/time.hpp"
#include "engines/ses/addresses.hpp"

namespace proofbox::ses {

struct Attachment {
  std::string file_name;
  std::string content_type = "application/octet-stream";
  std::string content_id = {};
  bool is_inline = false;
  std::string bytes;
  bool operator==(Attachment const&) const = default;
};

// What a message is composed of. Blind copies are not written.
struct Letter {
  Mailbox from;
  std::vector<Mailbox> to, cc, reply_to;
  std::string subject;
  std::optional<std::string> text, html;
  std::vector<std::pair<std::string, std::string>> headers;
  std::vector<Attachment> attachments;
  std::string message_id;  // with its angle brackets
  Instant sent_at{};
  std::string boundary;  // a word that stands nowhere in the bodies
};

// The message with CRLF line ends. Bodies are UTF-8, in base64 where they are more than short lines
// of ASCII.
std::string compose(Letter const& letter);

// Text as a header may carry it: encoded words where it is not plain ASCII, "=?UTF-8?B?...?=".
std::string encode_words(std::string_view text);

// Text with its encoded words put back, in UTF-8. A word in a charset that nobody knows stays as it
// is.
std::string decode_words(std::string_view text);

// Bytes of that charset as UTF-8; nothing where the charset is not known or the bytes are not of
// it.
std::optional<std::string> in_utf8(std::string_view bytes, std::string_view charset);

// The same bytes with whatever is no UTF-8 replaced.
std::string made_utf8(std::string_view bytes);

struct HeaderField {
  std::string name;
  std::string value;  // unfolded
  std::string line;   // as it came, folds and line end with it
};

struct Message {
  std::vector<HeaderField> fields;
  std::string_view body;  // of the bytes that were read

  // How often the field is there, and the value of the first.
  std::size_t count(std::string_view name) const;
  std::string_view find(std::string_view name) const;
};

// Splits headers from body; `bytes` must outlive the message. Lines among the headers that are none
// are left out; where there are no headers at all, everything is body.
Message read_message(std::string_view bytes);

// What a message holds: the first text/plain and the first text/html that are no attachments, and
// everything else in order, decoded. A message within the message is an attachment.
struct Contents {
  std::optional<std::string> text, html;
  std::vector<Attachment> attachments;
};
Contents contents_of(std::string_view bytes);

}  // namespace proofbox::ses
