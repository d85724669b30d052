#include "wire/smtp_command.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace proofbox::wire {
namespace {

std::string upper_case(std::string_view text) {
  std::string upper{text};
  for (auto& c : upper)
    if (c >= 'a' && c <= 'z')
      c = static_cast<char>(c - 'a' + 'A');
  return upper;
}

// Where the path ends that begins with '<': its '>', unless that stands in a quoted local part.
std::size_t end_of_path(std::string_view text) {
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (quoted && text[i] == '\\')
      ++i;
    else if (text[i] == '"')
      quoted = !quoted;
    else if (text[i] == '>' && !quoted)
      return i;
  }
  return std::string_view::npos;
}

// "@a,@b:c@d" was a way to go; only its end counts.
std::string_view without_route(std::string_view path) {
  if (!path.starts_with('@'))
    return path;
  auto const colon = path.find(':');
  return colon == std::string_view::npos ? path : path.substr(colon + 1);
}

bool is_keyword(std::string_view name) {
  return !name.empty() && name.front() != '-' && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  });
}

}  // namespace

SmtpCommand read_smtp_command(std::string_view line) {
  auto const blank = std::min(line.find(' '), line.size());
  return {upper_case(line.substr(0, blank)), trim(line.substr(blank))};
}

std::optional<SmtpPath> read_smtp_path(std::string_view argument, std::string_view keyword) {
  if (!equal_ignoring_case(argument.substr(0, keyword.size()), keyword))
    return {};
  // A blank before the path is against the standard, and common.
  argument = trim(argument.substr(keyword.size()));
  auto const end = end_of_path(argument);
  if (!argument.starts_with('<') || end == std::string_view::npos)
    return {};
  SmtpPath path;
  path.address = without_route(argument.substr(1, end - 1));
  auto const rest = argument.substr(end + 1);
  if (!rest.empty() && rest.front() != ' ')
    return {};
  for (auto const word : split(rest, ' ')) {
    if (word.empty())
      continue;
    auto const equals = word.find('=');
    auto name = upper_case(word.substr(0, equals));
    bool const repeated =
        std::any_of(path.parameters.begin(), path.parameters.end(),
                    [&](auto const& parameter) { return parameter.first == name; });
    if (!is_keyword(name) || repeated)
      return {};
    auto const value =
        equals == std::string_view::npos ? std::string_view{} : word.substr(equals + 1);
    path.parameters.emplace_back(std::move(name), value);
  }
  return path;
}

}  // namespace proofbox::wire
