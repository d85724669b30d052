#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "engines/ses/mime.hpp"

namespace proofbox::ses {
namespace {

constexpr std::string_view crlf = "\r\n";
constexpr std::size_t line_length_max = 998;
constexpr std::size_t plain_header_max = 900;  // longer ones are folded, as words
constexpr std::size_t base64_line = 76;
// 45 bytes are 60 characters of base64: with "=?UTF-8?B?" and "?=" a word stays below the 75 that
// RFC 2047 allows.
constexpr std::size_t word_bytes = 45;

bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

// Lone CR and LF become CRLF, as SMTP wants lines to end.
std::string with_crlf(std::string_view text) {
  std::string lines;
  lines.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r' && text[i] != '\n') {
      lines += text[i];
      continue;
    }
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n')
      ++i;
    lines += crlf;
  }
  return lines;
}

bool travels_as_it_is(std::string_view text) {
  std::size_t length = 0;
  for (auto const c : text) {
    if (c == '\r' || c == '\n')
      length = 0;
    else if ((c < ' ' || c > '~') && c != '\t')
      return false;
    else if (++length > line_length_max)
      return false;
  }
  return true;
}

void write_base64_lines(std::string& out, std::string_view bytes) {
  auto const encoded = base64(bytes);
  for (std::size_t at = 0; at < encoded.size(); at += base64_line)
    out.append(encoded, at, base64_line).append(crlf);
}

void write_text_part(std::string& out, std::string_view type, std::string_view text) {
  out.append("Content-Type: ").append(type).append("; charset=UTF-8\r\n");
  if (travels_as_it_is(text)) {
    out += "Content-Transfer-Encoding: 7bit\r\n\r\n";
    out += with_crlf(text);
    return;
  }
  out += "Content-Transfer-Encoding: base64\r\n\r\n";
  write_base64_lines(out, text);
}

void write_bodies(std::string& out, Letter const& letter) {
  if (!letter.text || !letter.html) {
    if (letter.html)
      return write_text_part(out, "text/html", *letter.html);
    return write_text_part(out, "text/plain", letter.text.value_or(""));
  }
  auto const boundary = letter.boundary + ".a";
  out += fmt::format("Content-Type: multipart/alternative;\r\n boundary=\"{}\"\r\n\r\n--{}\r\n",
                     boundary, boundary);
  write_text_part(out, "text/plain", *letter.text);
  out += fmt::format("\r\n--{}\r\n", boundary);
  write_text_part(out, "text/html", *letter.html);
  out += fmt::format("\r\n--{}--\r\n", boundary);
}

// A parameter's text between quotes; what would end them is escaped.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (auto const c : text) {
    if (c == '"' || c == '\\')
      out += '\\';
    out += c;
  }
  return out + '"';
}

// "; name=..." of a file: RFC 2231 where it is not plain ASCII.
std::string parameter(std::string_view name, std::string_view text) {
  if (is_plain(text))
    return fmt::format("{}={}", name, quoted(text));
  return fmt::format("{}*=UTF-8''{}", name, percent_encode(text));
}

void write_attachment(std::string& out, Attachment const& attachment) {
  out += fmt::format("Content-Type: {};\r\n {}\r\n", attachment.content_type,
                     parameter("name", attachment.file_name));
  out += fmt::format("Content-Disposition: {};\r\n {}\r\n",
                     attachment.is_inline ? "inline" : "attachment",
                     parameter("filename", attachment.file_name));
  if (!attachment.content_id.empty())
    out += fmt::format("Content-ID: <{}>\r\n", attachment.content_id);
  out += "Content-Transfer-Encoding: base64\r\n\r\n";
  write_base64_lines(out, attachment.bytes);
}

std::string written(Mailbox const& mailbox) {
  if (mailbox.name.empty())
    return mailbox.address;
  if (!is_plain(mailbox.name) || mailbox.name.size() > plain_header_max)
    return fmt::format("{} <{}>", encode_words(mailbox.name), mailbox.address);
  bool const special = mailbox.name.find_first_of("()<>@,;:\\\".[]") != std::string::npos;
  return fmt::format("{} <{}>", special ? quoted(mailbox.name) : mailbox.name, mailbox.address);
}

void write_mailboxes(std::string& out, std::string_view header,
                     std::vector<Mailbox> const& mailboxes) {
  if (mailboxes.empty())
    return;
  out.append(header).append(": ");
  for (std::size_t i = 0; i < mailboxes.size(); ++i) {
    if (i > 0)
      out += ",\r\n ";
    out += written(mailboxes[i]);
  }
  out += crlf;
}

}  // namespace

std::string encode_words(std::string_view text) {
  if (is_plain(text) && text.size() <= plain_header_max &&
      text.find("=?") == std::string_view::npos)
    return std::string{text};
  std::string words;
  std::string chunk;
  auto const flush = [&] {
    if (chunk.empty())
      return;
    words += words.empty() ? "" : "\r\n ";
    words += fmt::format("=?UTF-8?B?{}?=", base64(chunk));
    chunk.clear();
  };
  while (!text.empty()) {
    auto rest = text;
    take_code_point(rest);
    auto const size = text.size() - rest.size();
    if (chunk.size() + size > word_bytes)
      flush();
    chunk.append(text.substr(0, size));
    text = rest;
  }
  flush();
  return words;
}

std::string compose(Letter const& letter) {
  std::string out;
  write_mailboxes(out, "From", {letter.from});
  write_mailboxes(out, "Reply-To", letter.reply_to);
  write_mailboxes(out, "To", letter.to);
  write_mailboxes(out, "Cc", letter.cc);
  out += fmt::format("Subject: {}\r\n", encode_words(letter.subject));
  for (auto const& [name, value] : letter.headers)
    out += fmt::format("{}: {}\r\n", name, encode_words(value));
  out +=
      fmt::format("Message-ID: {}\r\nDate: {}\r\n", letter.message_id, mail_date(letter.sent_at));
  out += "MIME-Version: 1.0\r\n";
  if (letter.attachments.empty()) {
    write_bodies(out, letter);
    if (!out.ends_with(crlf))
      out += crlf;
    return out;
  }
  auto const boundary = letter.boundary + ".m";
  out += fmt::format("Content-Type: multipart/mixed;\r\n boundary=\"{}\"\r\n\r\n--{}\r\n", boundary,
                     boundary);
  write_bodies(out, letter);
  for (auto const& attachment : letter.attachments) {
    out += fmt::format("\r\n--{}\r\n", boundary);
    write_attachment(out, attachment);
  }
  out += fmt::format("\r\n--{}--\r\n", boundary);
  return out;
}

}  // namespace proofbox::ses
