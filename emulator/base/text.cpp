#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

namespace proofbox {
namespace {

constexpr char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr char upper_digits[] = "0123456789ABCDEF";
constexpr char lower_digits[] = "0123456789abcdef";

// Two characters for each pair of values: a text is written in half as many steps.
template <std::size_t values>
constexpr std::array<char, 2 * values * values> pairs_of(char const* characters) {
  std::array<char, 2 * values * values> pairs{};
  for (std::size_t i = 0; i < values * values; ++i) {
    pairs[2 * i] = characters[i / values];
    pairs[2 * i + 1] = characters[i % values];
  }
  return pairs;
}
constexpr auto hex_pairs = pairs_of<16>(lower_digits);
constexpr auto base64_pairs = pairs_of<64>(alphabet);

// What each character stands for; -1 where it is none of the alphabet. A table, as its characters
// are random: a branch on each would be guessed wrong as often as right.
constexpr auto base64_values = [] {
  std::array<signed char, 256> values{};
  values.fill(-1);
  for (int i = 0; i < 64; ++i)
    values[static_cast<unsigned char>(alphabet[i])] = static_cast<signed char>(i);
  return values;
}();

std::string_view unpadded(std::string_view base64) {
  while (!base64.empty() && base64.back() == '=')
    base64.remove_suffix(1);
  return base64;
}

int hex_value(char c) {
  if (c >= '0' && c <= '9')
    return c - '0';
  if (c >= 'a' && c <= 'f')
    return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool is_unreserved(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

std::size_t edit_distance(std::string_view left, std::string_view right) {
  std::vector<std::size_t> row(right.size() + 1);
  for (std::size_t j = 0; j <= right.size(); ++j)
    row[j] = j;
  for (std::size_t i = 1; i <= left.size(); ++i) {
    auto diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= right.size(); ++j) {
      auto const above = row[j];
      auto const same = lower(left[i - 1]) == lower(right[j - 1]);
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (same ? 0 : 1)});
      diagonal = above;
    }
  }
  return row[right.size()];
}

// Length of the UTF-8 sequence at the front, or 0 where it is malformed (overlong, surrogate,
// beyond U+10FFFF).
std::size_t sequence_length(std::string_view text) {
  auto const byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  auto const continues = [&](std::size_t i) { return i < text.size() && (byte(i) & 0xc0) == 0x80; };
  auto const first = byte(0);
  if (first < 0x80)
    return 1;
  if (first >= 0xc2 && first <= 0xdf)
    return continues(1) ? 2 : 0;
  if (first >= 0xe0 && first <= 0xef) {
    if (!continues(1) || !continues(2))
      return 0;
    if ((first == 0xe0 && byte(1) < 0xa0) || (first == 0xed && byte(1) > 0x9f))
      return 0;
    return 3;
  }
  if (first >= 0xf0 && first <= 0xf4) {
    if (!continues(1) || !continues(2) || !continues(3))
      return 0;
    if ((first == 0xf0 && byte(1) < 0x90) || (first == 0xf4 && byte(1) > 0x8f))
      return 0;
    return 4;
  }
  return 0;
}

}  // namespace

std::string base64(std::string_view bytes) {
  std::string text((bytes.size() + 2) / 3 * 4, '=');
  auto* out = text.data();
  auto const byte = [&](std::size_t i) {
    return std::uint32_t{static_cast<unsigned char>(bytes[i])};
  };
  std::size_t i = 0;
  for (; i + 3 <= bytes.size(); i += 3, out += 4) {
    auto const group = byte(i) << 16 | byte(i + 1) << 8 | byte(i + 2);
    std::memcpy(out, &base64_pairs[group >> 12 << 1], 2);
    std::memcpy(out + 2, &base64_pairs[(group & 4095) << 1], 2);
  }
  auto const left = bytes.size() - i;
  if (left == 0)
    return text;
  auto const group = byte(i) << 16 | (left == 2 ? byte(i + 1) << 8 : 0);
  out[0] = alphabet[group >> 18];
  out[1] = alphabet[group >> 12 & 63];
  if (left == 2)
    out[2] = alphabet[group >> 6 & 63];
  return text;
}

bool from_base64(std::string_view text, std::span<char> bytes) {
  text = unpadded(text);
  if (text.size() % 4 == 1 || bytes.size() != text.size() * 3 / 4)
    return false;
  // Negative where a character is of no base64, which makes all that follows negative.
  auto const value = [&](std::size_t i) {
    return static_cast<int>(base64_values[static_cast<unsigned char>(text[i])]);
  };
  auto* out = bytes.data();
  int any = 0;
  std::size_t i = 0;
  for (; i + 4 <= text.size(); i += 4, out += 3) {
    auto const a = value(i), b = value(i + 1), c = value(i + 2), d = value(i + 3);
    any |= a | b | c | d;
    out[0] = static_cast<char>(a << 2 | b >> 4);
    out[1] = static_cast<char>(b << 4 | c >> 2);
    out[2] = static_cast<char>(c << 6 | d);
  }
  if (auto const left = text.size() - i; left != 0) {
    auto const a = value(i), b = value(i + 1), c = left == 3 ? value(i + 2) : 0;
    any |= a | b | c;
    out[0] = static_cast<char>(a << 2 | b >> 4);
    if (left == 3)
      out[1] = static_cast<char>(b << 4 | c >> 2);
  }
  return any >= 0;
}

std::optional<std::string> from_base64(std::string_view text) {
  std::string bytes(unpadded(text).size() * 3 / 4, '\0');
  if (!from_base64(text, bytes))
    return {};
  return bytes;
}

std::string hex(std::string_view bytes) {
  std::string text(bytes.size() * 2, '0');
  write_hex(text.data(), bytes);
  return text;
}

char* write_hex(char* out, std::string_view bytes) {
  for (unsigned char byte : bytes) {
    std::memcpy(out, &hex_pairs[2 * byte], 2);
    out += 2;
  }
  return out;
}

std::string percent_encode(std::string_view text) {
  std::string encoded;
  encoded.reserve(text.size());
  for (char c : text) {
    if (is_unreserved(c)) {
      encoded += c;
      continue;
    }
    auto const byte = static_cast<unsigned char>(c);
    encoded += '%';
    encoded += upper_digits[byte >> 4];
    encoded += upper_digits[byte & 15];
  }
  return encoded;
}

std::string percent_decode(std::string_view text, bool plus_is_blank) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_blank) {
      decoded += ' ';
    } else if (text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 &&
               hex_value(text[i + 2]) >= 0) {
      decoded += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
      i += 2;
    } else {
      decoded += text[i];
    }
  }
  return decoded;
}

// Most text is nothing but ASCII.
bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    text.remove_prefix(printable_prefix(text));
    if (text.empty())
      break;
    auto const length = sequence_length(text);
    if (length == 0)
      return false;
    text.remove_prefix(length);
  }
  return true;
}

std::size_t printable_prefix(std::string_view text) {
  constexpr std::uint64_t ones = 0x0101010101010101, high_bits = ones << 7;
  std::size_t size = 0;
  for (std::uint64_t block; size + sizeof block <= text.size(); size += sizeof block) {
    std::memcpy(&block, text.data() + size, sizeof block);
    // What is below a blank borrows from its high bit.
    if (((block | (block - ones * ' ')) & high_bits) != 0)
      break;
  }
  return size;
}

char32_t take_code_point(std::string_view& text) {
  auto const length = sequence_length(text);
  auto const first = static_cast<unsigned char>(text[0]);
  if (length <= 1) {
    text.remove_prefix(1);
    return first;
  }
  char32_t point = first & (0xffu >> (length + 1));
  for (std::size_t i = 1; i < length; ++i)
    point = point << 6 | (static_cast<unsigned char>(text[i]) & 0x3fu);
  text.remove_prefix(length);
  return point;
}

std::size_t count_code_points(std::string_view text) {
  std::size_t count = 0;
  for (; !text.empty(); ++count)
    take_code_point(text);
  return count;
}

bool equal_ignoring_case(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](char a, char b) { return lower(a) == lower(b); });
}

std::string lower_case(std::string_view text) {
  std::string result{text};
  for (auto& c : result)
    c = lower(c);
  return result;
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  auto const first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos)
    return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    auto const end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos)
      return parts;
    text.remove_prefix(end + 1);
  }
}

std::optional<std::int64_t> parse_integer(std::string_view text) {
  std::int64_t number = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size())
    return {};
  return number;
}

std::string_view nearest(std::string_view word, std::vector<std::string_view> const& candidates) {
  std::string_view best;
  auto best_distance = std::max<std::size_t>(word.size() / 2, 1) + 1;
  for (auto candidate : candidates) {
    auto const distance = edit_distance(word, candidate);
    if (distance < best_distance) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

std::string did_you_mean(std::string_view word, std::vector<std::string_view> const& candidates) {
  auto const near = nearest(word, candidates);
  if (near.empty())
    return {};
  return " Did you mean \"" + std::string{near} + "\"?";
}

}  // namespace proofbox
