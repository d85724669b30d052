// SMTP's command lines, taken apart (RFC 5321). What a command means is the session's affair.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace proofbox::wire {

struct SmtpCommand {
  std::string verb;           // in upper case
  std::string_view argument;  // of the line that was read, without the blanks around it
};

SmtpCommand read_smtp_command(std::string_view line);

// The argument of MAIL or RCPT behind its "FROM:" or "TO:".
struct SmtpPath {
  std::string address;  // without its angle brackets and without a route; empty in "<>"
  std::vector<std::pair<std::string, std::string>> parameters;  // names in upper case
};

// "FROM:<a@b> SIZE=3", where `keyword` is "FROM:"; nothing where it does not have this form.
std::optional<SmtpPath> read_smtp_path(std::string_view argument, std::string_view keyword);

}  // namespace proofbox::wire
