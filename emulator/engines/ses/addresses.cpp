#include "engines/ses/addresses.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "engines/ses/errors.hpp"
#include "engines/ses/mime.hpp"

namespace proofbox::ses {
namespace {

constexpr std::size_t address_length_max = 320;

bool is_control(char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; }
bool is_control_or_blank(char c) { return is_control(c) || c == ' '; }
bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }
bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::string_view problem_of_local(std::string_view local) {
  if (local.empty())
    return "Missing local name";
  // AWS says the same of letters that are not ASCII.
  if (std::any_of(local.begin(), local.end(),
                  [](char c) { return is_control_or_blank(c) || !is_ascii(c); }))
    return "Local address contains control or whitespace";
  if (local.size() > 2 && local.starts_with('"') && local.ends_with('"'))
    return {};
  if (local.find_first_of("()<>,;:\\\"[]@") != std::string_view::npos)
    return "Local address contains illegal character";
  if (local.starts_with('.') || local.ends_with('.'))
    return "Local address starts or ends with dot";
  if (local.find("..") != std::string_view::npos)
    return "Local address contains dot-dot";
  return {};
}

std::string_view problem_of_domain(std::string_view domain) {
  if (domain.empty())
    return "Missing domain";
  if (std::any_of(domain.begin(), domain.end(), is_control_or_blank))
    return "Domain contains control or whitespace";
  if (!std::all_of(domain.begin(), domain.end(),
                   [](char c) { return is_alphanumeric(c) || c == '-' || c == '.'; }))
    return "Domain contains illegal character";
  if (domain.starts_with('.'))
    return "Domain starts with dot";
  if (domain.ends_with('.'))
    return "Domain ends with dot";
  if (domain.find("..") != std::string_view::npos)
    return "Domain contains dot-dot";
  return {};
}

std::string_view problem_of(std::string_view address) {
  if (address.empty() || address.size() > address_length_max)
    return "Illegal address";
  auto const at = address.rfind('@');
  if (at == std::string_view::npos)
    return "Missing final '@domain'";
  auto const local = problem_of_local(address.substr(0, at));
  return local.empty() ? problem_of_domain(address.substr(at + 1)) : local;
}

// "\"Kim, \\\"K\\\"\"" is Kim, "K".
std::string unquoted(std::string_view text) {
  if (text.size() < 2 || !text.starts_with('"') || !text.ends_with('"'))
    return std::string{text};
  std::string plain;
  for (std::size_t i = 1; i + 1 < text.size(); ++i) {
    if (text[i] == '\\' && i + 2 < text.size())
      ++i;
    plain += text[i];
  }
  return plain;
}

}  // namespace

Result<Mailbox> read_mailbox(std::string_view text) {
  text = trim(text);
  if (std::any_of(text.begin(), text.end(), is_control))
    return errors::bad_parameter("Local address contains control or whitespace");
  if (!is_utf8(text))
    return errors::bad_parameter("Illegal address");
  Mailbox mailbox;
  if (text.ends_with('>')) {
    auto const open = text.rfind('<');
    if (open == std::string_view::npos)
      return errors::bad_parameter("Illegal address");
    mailbox.name = decode_words(unquoted(trim(text.substr(0, open))));
    mailbox.address = trim(text.substr(open + 1, text.size() - open - 2));
    // An encoded word may hide what would be refused in the open.
    if (std::any_of(mailbox.name.begin(), mailbox.name.end(), is_control))
      return errors::bad_parameter("Illegal address");
  } else {
    mailbox.address = text;
  }
  if (auto const problem = problem_of(mailbox.address); !problem.empty())
    return errors::bad_parameter(problem);
  return mailbox;
}

Result<std::vector<Mailbox>> read_mailboxes(std::vector<std::string> const& texts) {
  std::vector<Mailbox> mailboxes;
  for (auto const& text : texts) {
    auto mailbox = read_mailbox(text);
    if (!mailbox)
      return mailbox.error();
    mailboxes.push_back(std::move(*mailbox));
  }
  return mailboxes;
}

std::vector<std::string> split_mailboxes(std::string_view list) {
  std::vector<std::string> parts;
  std::string part;
  bool quoted = false;
  int depth = 0;
  for (std::size_t i = 0; i < list.size(); ++i) {
    auto const c = list[i];
    if (quoted && c == '\\' && i + 1 < list.size()) {
      part += c;
      part += list[++i];
      continue;
    }
    if (c == '"')
      quoted = !quoted;
    else if (!quoted && (c == '<' || c == '('))
      ++depth;
    else if (!quoted && (c == '>' || c == ')'))
      --depth;
    if (c == ',' && !quoted && depth <= 0) {
      parts.push_back(std::move(part));
      part.clear();
      continue;
    }
    part += c;
  }
  parts.push_back(std::move(part));
  std::erase_if(parts, [](std::string const& one) { return trim(one).empty(); });
  return parts;
}

bool is_domain(std::string_view text) {
  return text.size() <= 253 && text.find('.') != std::string_view::npos &&
         problem_of_domain(text).empty();
}

std::string_view domain_of(std::string_view address) {
  return address.substr(address.rfind('@') + 1);
}

std::string without_label(std::string_view address) {
  auto const at = address.rfind('@');
  auto const plus = address.find('+');
  if (plus == 0 || plus == std::string_view::npos || plus > at)
    return std::string{address};
  return std::string{address.substr(0, plus)} + std::string{address.substr(at)};
}

bool is_simulator(std::string_view address) {
  return equal_ignoring_case(domain_of(address), "simulator.amazonses.com");
}

}  // namespace proofbox::ses
