#include <algorithm>

#include "base/text.hpp"
#include "engines/ses/mime.hpp"

namespace proofbox::ses {
namespace {

constexpr std::size_t fields_max = 1000;
constexpr int depth_max = 10;
constexpr int parts_max = 200;
constexpr std::size_t word_max = 1024;  // RFC 2047 allows 75; some mailers write more

// The next line of `rest` with its end; moves past it.
std::string_view take_line(std::string_view& rest) {
  auto const end = rest.find('\n');
  auto const size = end == std::string_view::npos ? rest.size() : end + 1;
  auto const line = rest.substr(0, size);
  rest.remove_prefix(size);
  return line;
}

std::string_view without_end(std::string_view line) {
  if (line.ends_with('\n'))
    line.remove_suffix(1);
  if (line.ends_with('\r'))
    line.remove_suffix(1);
  return line;
}

bool is_fold(std::string_view line) { return line.starts_with(' ') || line.starts_with('\t'); }

bool is_field_name(std::string_view name) {
  return !name.empty() &&
         std::all_of(name.begin(), name.end(), [](char c) { return c > ' ' && c <= '~'; });
}

std::optional<int> hex_digit(char c) {
  if (c >= '0' && c <= '9')
    return c - '0';
  if (c >= 'a' && c <= 'f')
    return c - 'a' + 10;
  if (c >= 'A' && c <= 'F')
    return c - 'A' + 10;
  return {};
}

// "=41" is "A"; in a header's word "_" is a blank, in a body "=" at the end of a line joins it to
// the next.
std::string from_quoted_printable(std::string_view text, bool in_header) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (in_header && text[i] == '_') {
      bytes += ' ';
      continue;
    }
    if (text[i] != '=') {
      bytes += text[i];
      continue;
    }
    auto const high = i + 2 < text.size() ? hex_digit(text[i + 1]) : std::nullopt;
    auto const low = i + 2 < text.size() ? hex_digit(text[i + 2]) : std::nullopt;
    if (high && low) {
      bytes += static_cast<char>(*high * 16 + *low);
      i += 2;
    } else if (!in_header && text.substr(i + 1).starts_with("\r\n")) {
      i += 2;
    } else if (!in_header && text.substr(i + 1).starts_with("\n")) {
      i += 1;
    } else {
      bytes += '=';
    }
  }
  return bytes;
}

std::string from_base64_lines(std::string_view text) {
  std::string packed;
  packed.reserve(text.size());
  for (auto const c : text)
    if (static_cast<unsigned char>(c) > ' ')
      packed += c;
  return from_base64(packed).value_or(std::string{text});
}

// The bytes as UTF-8; nothing where the charset is not known.
std::optional<std::string> in_utf8(std::string bytes, std::string_view charset) {
  if (charset.empty() || equal_ignoring_case(charset, "utf-8") ||
      equal_ignoring_case(charset, "us-ascii"))
    return bytes;
  if (!equal_ignoring_case(charset, "iso-8859-1") && !equal_ignoring_case(charset, "latin1"))
    return {};
  std::string text;
  for (auto const c : bytes) {
    auto const code = static_cast<unsigned char>(c);
    if (code < 0x80) {
      text += c;
      continue;
    }
    text += static_cast<char>(0xc0 | code >> 6);
    text += static_cast<char>(0x80 | (code & 0x3f));
  }
  return text;
}

struct Word {
  std::string text;
  std::size_t size;  // of what was read
};

// The encoded word at the beginning of the text: "=?charset?B?...?=".
std::optional<Word> take_word(std::string_view text) {
  if (!text.starts_with("=?"))
    return {};
  text = text.substr(0, word_max);
  auto const charset_end = text.find('?', 2);
  if (charset_end == std::string_view::npos || charset_end + 2 >= text.size() ||
      text[charset_end + 2] != '?')
    return {};
  auto const data_begin = charset_end + 3;
  auto const end = text.find("?=", data_begin);
  if (end == std::string_view::npos)
    return {};
  auto const data = text.substr(data_begin, end - data_begin);
  auto const charset = text.substr(2, charset_end - 2);
  auto const encoding = text[charset_end + 1];
  std::optional<std::string> bytes;
  if (encoding == 'B' || encoding == 'b')
    bytes = from_base64(data);
  else if (encoding == 'Q' || encoding == 'q')
    bytes = from_quoted_printable(data, true);
  if (!bytes)
    return {};
  auto decoded = in_utf8(std::move(*bytes), charset.substr(0, charset.find('*')));
  if (!decoded)
    return {};
  return Word{std::move(*decoded), end + 2};
}

// "text/plain; charset=utf-8" as its type and its parameters, names in lower case.
struct Parameters {
  std::string value;
  std::vector<std::pair<std::string, std::string>> named;
  std::string_view find(std::string_view name) const {
    for (auto const& [key, text] : named)
      if (key == name)
        return text;
    return {};
  }
};

Parameters parameters_of(std::string_view field) {
  auto const parts = split(field, ';');
  Parameters parameters{lower_case(trim(parts.front())), {}};
  for (std::size_t i = 1; i < parts.size(); ++i) {
    auto const equals = parts[i].find('=');
    if (equals == std::string_view::npos)
      continue;
    auto text = trim(parts[i].substr(equals + 1));
    if (text.size() >= 2 && text.starts_with('"') && text.ends_with('"'))
      text = text.substr(1, text.size() - 2);
    parameters.named.emplace_back(lower_case(trim(parts[i].substr(0, equals))), std::string{text});
  }
  return parameters;
}

std::string decoded_body(Message const& part, std::string_view charset) {
  auto const encoding = lower_case(trim(part.find("Content-Transfer-Encoding")));
  std::string bytes{part.body};
  if (encoding == "base64")
    bytes = from_base64_lines(part.body);
  else if (encoding == "quoted-printable")
    bytes = from_quoted_printable(part.body, false);
  auto text = in_utf8(bytes, charset);
  return text ? std::move(*text) : std::move(bytes);
}

// The parts between the boundary's lines; the line end before a boundary belongs to the boundary.
std::vector<std::string_view> parts_of(std::string_view body, std::string_view boundary) {
  std::vector<std::string_view> parts;
  auto const delimiter = "--" + std::string{boundary};
  auto rest = body;
  char const* begin = nullptr;
  while (!rest.empty() && parts.size() < static_cast<std::size_t>(parts_max)) {
    auto const* const at = rest.data();
    auto const line = trim(take_line(rest));
    bool const last = line == delimiter + "--";
    if (line != delimiter && !last)
      continue;
    if (begin != nullptr)
      parts.push_back(without_end({begin, static_cast<std::size_t>(at - begin)}));
    begin = last ? nullptr : rest.data();
    if (last)
      return parts;
  }
  if (begin != nullptr)
    parts.emplace_back(begin, static_cast<std::size_t>(body.data() + body.size() - begin));
  return parts;
}

void collect(Message const& part, Bodies& bodies, int depth, int& count) {
  if (depth > depth_max || ++count > parts_max)
    return;
  auto const type = parameters_of(part.find("Content-Type"));
  if (type.value.starts_with("multipart/")) {
    auto const boundary = type.find("boundary");
    if (!boundary.empty())
      for (auto const bytes : parts_of(part.body, boundary))
        collect(read_message(bytes), bodies, depth + 1, count);
    return;
  }
  if (parameters_of(part.find("Content-Disposition")).value == "attachment")
    return;
  if ((type.value.empty() || type.value == "text/plain") && !bodies.text)
    bodies.text = decoded_body(part, type.find("charset"));
  if (type.value == "text/html" && !bodies.html)
    bodies.html = decoded_body(part, type.find("charset"));
}

}  // namespace

std::string decode_words(std::string_view text) {
  std::string decoded;
  bool after_word = false;
  while (!text.empty()) {
    // Blanks between two encoded words are not part of the text.
    auto const blanks = std::min(text.find_first_not_of(" \t\r\n"), text.size());
    auto const word = take_word(text.substr(blanks));
    if (word) {
      if (!after_word)
        decoded.append(text.substr(0, blanks));
      decoded += word->text;
      text.remove_prefix(blanks + word->size);
      after_word = true;
      continue;
    }
    auto const plain = std::min(std::max<std::size_t>(blanks, 1), text.size());
    decoded.append(text.substr(0, plain));
    text.remove_prefix(plain);
    after_word = false;
  }
  return decoded;
}

std::size_t Message::count(std::string_view name) const {
  return static_cast<std::size_t>(std::count_if(
      fields.begin(), fields.end(),
      [&](HeaderField const& field) { return equal_ignoring_case(field.name, name); }));
}

std::string_view Message::find(std::string_view name) const {
  for (auto const& field : fields)
    if (equal_ignoring_case(field.name, name))
      return field.value;
  return {};
}

Message read_message(std::string_view bytes) {
  Message message;
  while (!bytes.empty() && message.fields.size() < fields_max) {
    auto rest = bytes;
    auto const line = take_line(rest);
    auto const text = without_end(line);
    if (text.empty()) {
      bytes = rest;
      break;
    }
    if (is_fold(line) && !message.fields.empty()) {
      message.fields.back().value.append(" ").append(trim(text));
      message.fields.back().line += line;
      bytes = rest;
      continue;
    }
    auto const colon = text.find(':');
    if (colon == std::string_view::npos || !is_field_name(text.substr(0, colon)))
      break;
    auto const value = trim(text.substr(colon + 1));
    message.fields.push_back(
        {std::string{text.substr(0, colon)}, std::string{value}, std::string{line}});
    bytes = rest;
  }
  message.body = bytes;
  return message;
}

Bodies bodies_of(Message const& message) {
  Bodies bodies;
  int count = 0;
  collect(message, bodies, 0, count);
  return bodies;
}

}  // namespace proofbox::ses
