#include "engines/sns/filter_text.hpp"

#include <arpa/inet.h>

#include <algorithm>

#include "base/text.hpp"

namespace proofbox::sns {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex_digit(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// Four numbers, whatever their size.
bool looks_like_version_4(std::string_view text) {
  auto const parts = split(text, '.');
  return parts.size() == 4 && std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
           return !part.empty() && std::all_of(part.begin(), part.end(), is_digit);
         });
}

bool looks_like_version_6(std::string_view text) {
  return text.find(':') != text.npos &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_hex_digit(c) || c == ':'; });
}

// Zeros may lead a part, and change nothing.
std::optional<std::string> version_4_bytes(std::string_view text) {
  std::string bytes;
  for (auto const part : split(text, '.')) {
    auto const number = parse_integer(part);
    if (!number || *number > 255)
      return {};
    bytes += static_cast<char>(*number);
  }
  return bytes;
}

char32_t small(char32_t c) {
  bool const capital_of_pair = c % 2 == 0;
  if ((c >= 'A' && c <= 'Z') || (c >= 0xc0 && c <= 0xde && c != 0xd7))
    return c + 32;
  if ((c >= 0x100 && c <= 0x137 && c != 0x130) || (c >= 0x14a && c <= 0x177))
    return capital_of_pair ? c + 1 : c;
  if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17e))
    return capital_of_pair ? c : c + 1;
  if ((c >= 0x391 && c <= 0x3ab && c != 0x3a2) || (c >= 0x410 && c <= 0x42f))
    return c + 32;
  if (c >= 0x400 && c <= 0x40f)
    return c + 80;
  return c;
}

// Of the blocks above, whose characters have two bytes each, small or not.
void append(std::string& text, char32_t c) {
  text += static_cast<char>(0xc0 | c >> 6);
  text += static_cast<char>(0x80 | (c & 0x3f));
}

}  // namespace

bool looks_like_address(std::string_view text) {
  return looks_like_version_4(text) || looks_like_version_6(text);
}

std::optional<std::string> address_bytes(std::string_view text) {
  if (looks_like_version_4(text))
    return version_4_bytes(text);
  char bytes[16];
  if (!looks_like_version_6(text) || inet_pton(AF_INET6, std::string{text}.c_str(), bytes) != 1)
    return {};
  return std::string(bytes, sizeof bytes);
}

std::string in_lower_case(std::string_view text) {
  auto made = lower_case(text);
  if (printable_prefix(text) == text.size() || !is_utf8(text))
    return made;
  made.clear();
  while (!text.empty()) {
    auto const before = text;
    auto const c = small(take_code_point(text));
    auto const length = before.size() - text.size();
    if (length == 1)
      made += static_cast<char>(c);
    else if (length == 2)
      append(made, c);
    else
      made += before.substr(0, length);
  }
  return made;
}

std::string with_escapes(std::string_view text) {
  std::string made;
  for (auto const c : text) {
    if (c == '"' || c == '\\')
      made += '\\';
    made += c;
  }
  return made;
}

}  // namespace proofbox::sns
