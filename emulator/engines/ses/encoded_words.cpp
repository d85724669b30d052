// Encoded words (RFC 2047). They are taken one by one here, and only their bytes are put together:
// GMime joins neighbouring words before it decodes them, and so ends at the padding of the first.
#include <algorithm>

#include "base/text.hpp"
#include "engines/ses/mime.hpp"

namespace proofbox::ses {
namespace {

constexpr std::size_t word_max = 1024;  // RFC 2047 allows 75; some mailers write more

std::optional<int> hex_digit(char c) {
  if (c >= '0' && c <= '9')
    return c - '0';
  if (c >= 'a' && c <= 'f')
    return c - 'a' + 10;
  if (c >= 'A' && c <= 'F')
    return c - 'A' + 10;
  return {};
}

// The Q encoding: "=41" is "A" and "_" is a blank.
std::string from_q(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto const high = i + 2 < text.size() ? hex_digit(text[i + 1]) : std::nullopt;
    auto const low = i + 2 < text.size() ? hex_digit(text[i + 2]) : std::nullopt;
    if (text[i] == '=' && high && low) {
      bytes += static_cast<char>(*high * 16 + *low);
      i += 2;
    } else {
      bytes += text[i] == '_' ? ' ' : text[i];
    }
  }
  return bytes;
}

struct Word {
  std::string_view charset;
  std::string bytes;
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
    bytes = from_q(data);
  if (!bytes)
    return {};
  return Word{charset.substr(0, charset.find('*')), std::move(*bytes), end + 2};
}

std::size_t blanks_before(std::string_view text) {
  return std::min(text.find_first_not_of(" \t\r\n"), text.size());
}

// The words at the beginning of the text that are of one charset, as one: some mailers cut a letter
// in two. Each is read only with those before it.
struct Run {
  std::string text;
  std::size_t size;
};
std::optional<Run> take_run(std::string_view text) {
  auto word = take_word(text);
  if (!word)
    return {};
  auto bytes = std::move(word->bytes);
  auto size = word->size;
  for (;;) {
    auto const blanks = blanks_before(text.substr(size));
    auto next = take_word(text.substr(size + blanks));
    if (!next || blanks == 0 || !equal_ignoring_case(next->charset, word->charset))
      break;
    bytes += next->bytes;
    size += blanks + next->size;
  }
  auto decoded = in_utf8(bytes, word->charset);
  if (!decoded)
    return {};
  return Run{std::move(*decoded), size};
}

}  // namespace

std::string decode_words(std::string_view text) {
  std::string decoded;
  bool after_word = false;
  while (!text.empty()) {
    // Blanks between two encoded words are not part of the text.
    auto const blanks = blanks_before(text);
    auto const run = take_run(text.substr(blanks));
    if (run) {
      if (!after_word)
        decoded.append(text.substr(0, blanks));
      decoded += run->text;
      text.remove_prefix(blanks + run->size);
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

}  // namespace proofbox::ses
