// Mail addresses as SES takes them: "local@domain", or with a display name before it. Nothing here
// knows who is verified.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace proofbox::ses {

struct Mailbox {
  std::string name = {};  // decoded; may be empty
  std::string address;    // "local@domain", in the case in which it was written
  bool operator==(Mailbox const&) const = default;
};

// Reads "a@b", "Name <a@b>" or "\"Name, Surname\" <a@b>"; the refusals are those of AWS's own mail
// library.
Result<Mailbox> read_mailbox(std::string_view text);

// All of them, or the first refusal.
Result<std::vector<Mailbox>> read_mailboxes(std::vector<std::string> const& texts);

// Splits the value of a To header at its commas, but not within quotes, comments or angle brackets.
std::vector<std::string> split_mailboxes(std::string_view list);

bool is_domain(std::string_view text);

std::string_view domain_of(std::string_view address);

// "a@b" for "a+label@b"; the address itself where it has no label.
std::string without_label(std::string_view address);

// The address of AWS's mailbox simulator.
bool is_simulator(std::string_view address);

}  // namespace proofbox::ses
