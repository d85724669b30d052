#include "box/signatures_in_trace.hpp"

#include <algorithm>

#include "ports/signer.hpp"

namespace proofbox {
namespace {

constexpr std::string_view placeholder = "signed";

bool is_base64(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' ||
         c == '/' || c == '=';
}
bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

std::size_t after_backslashes(std::string_view line, std::size_t at) {
  while (at < line.size() && line[at] == '\\')
    ++at;
  return at;
}

// Where the text begins that is the value of the member whose name ends at `at`: behind the quotes
// and the colon, each quote with as many backslashes as its depth asks for.
std::size_t value_after(std::string_view line, std::size_t at) {
  for (char const wanted : {'"', ':', '"'}) {
    if (wanted == '"')
      at = after_backslashes(line, at);
    if (at >= line.size() || line[at] != wanted)
      return std::string_view::npos;
    ++at;
  }
  return at;
}

// Puts the placeholder where a member of that name has a text of just so many of such characters.
// True where there was one.
template <class IsPart>
bool replace(std::string& line, std::string_view name, std::size_t length, IsPart const& is_part) {
  bool found = false;
  for (auto at = line.find(name); at != std::string::npos; at = line.find(name, at + 1)) {
    auto const begin = value_after(line, at + name.size());
    if (begin == std::string::npos || begin + length >= line.size())
      continue;
    auto const text = std::string_view{line}.substr(begin, length);
    auto const behind = line[begin + length];
    if (!std::all_of(text.begin(), text.end(), is_part) || (behind != '"' && behind != '\\'))
      continue;
    line.replace(begin, length, placeholder);
    found = true;
  }
  return found;
}

}  // namespace

std::string without_signatures(std::string line) {
  constexpr std::size_t md5_length = 32;
  if (!replace(line, "Signature", signature_length, is_base64))
    return line;
  // MD5OfBody of a message, md5OfBody of a function's event, MD5OfMessageBody of what was sent.
  replace(line, "5OfBody", md5_length, is_hex);
  replace(line, "MD5OfMessageBody", md5_length, is_hex);
  return line;
}

}  // namespace proofbox
