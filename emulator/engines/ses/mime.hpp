// Mail as bytes: composing a message (RFC 5322, MIME, RFC 2047) and reading one as far as its
// headers and its bodies. What is read is bounded: so many header fields, so many parts, so deep;
// what lies beyond is left unread.
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

// Text with its encoded words put back. UTF-8, ASCII and Latin-1 are known; a word in anything else
// stays as it is.
std::string decode_words(std::string_view text);

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

// Splits headers from body; `bytes` must outlive the message. What is no header field begins the
// body.
Message read_message(std::string_view bytes);

struct Bodies {
  std::optional<std::string> text, html;
};

// The first text/plain and the first text/html that are no attachments, decoded.
Bodies bodies_of(Message const& message);

}  // namespace proofbox::ses
