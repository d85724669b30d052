// Small things that are done to text everywhere: encodings, numbers, lists, near words.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace proofbox {

std::string base64(std::string_view bytes);

// Standard alphabet with padding; empty where the text is no base64.
std::optional<std::string> from_base64(std::string_view text);

// The same into bytes that are there already; false where the text does not fill them exactly.
bool from_base64(std::string_view text, std::span<char> bytes);

std::string hex(std::string_view bytes);
// Writes two digits for each byte, and returns what is behind them.
char* write_hex(char* out, std::string_view bytes);

// RFC 3986: everything but letters, digits and "-._~" becomes %XX.
std::string percent_encode(std::string_view text);

// %XX becomes its byte; a '+' becomes a blank where `plus_is_blank` (forms). A stray '%' stays as
// it is.
std::string percent_decode(std::string_view text, bool plus_is_blank);

bool is_utf8(std::string_view text);

// How many bytes at the front are ASCII and no control characters, counted in blocks of eight: the
// byte behind them may be one more.
std::size_t printable_prefix(std::string_view text);

// The next code point of valid UTF-8; moves `text` past it.
char32_t take_code_point(std::string_view& text);

std::size_t count_code_points(std::string_view text);

bool equal_ignoring_case(std::string_view left, std::string_view right);
std::string lower_case(std::string_view text);
std::string_view trim(std::string_view text);
std::vector<std::string_view> split(std::string_view text, char separator);

// The whole text as a decimal number, or nothing.
std::optional<std::int64_t> parse_integer(std::string_view text);

// The word of `candidates` that `word` was probably meant to be; empty where none is near.
std::string_view nearest(std::string_view word, std::vector<std::string_view> const& candidates);

// " Did you mean \"advance\"?" or nothing: the end of a sentence about a word that is not known.
std::string did_you_mean(std::string_view word, std::vector<std::string_view> const& candidates);

}  // namespace proofbox
