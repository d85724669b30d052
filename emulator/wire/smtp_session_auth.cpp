// Who a client of the SMTP door says it is. Any user and password are good, unless the box is
// strict about signatures: then the user is an access key and the password what SES derives from
// its secret.
#include <algorithm>

#include "base/text.hpp"
#include "wire/smtp_password.hpp"
#include "wire/smtp_session.hpp"

namespace proofbox::wire {
namespace {

constexpr std::string_view account_of_all = "000000000000";

bool is_account(std::string_view user) {
  return user.size() == 12 &&
         std::all_of(user.begin(), user.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// An initial response that is empty is written as "=".
std::optional<std::string> decoded(std::string_view text) {
  return text == "=" ? std::optional{std::string{}} : from_base64(text);
}

}  // namespace

void SmtpSession::begin_auth(std::string_view argument) {
  if (!is_greeted_)
    return object(503, "Error: send HELO/EHLO first");
  if (account_)
    return object(503, "Error: already authenticated");
  if (transaction_)
    return object(503, "Error: MAIL transaction in progress");
  auto const command = read_smtp_command(argument);
  if (command.verb.empty())
    return object(501, "Syntax: AUTH mechanism");
  if (command.verb != "PLAIN" && command.verb != "LOGIN")
    return object(504, "Unrecognized authentication type");
  bool const is_plain = command.verb == "PLAIN";
  awaiting_ = is_plain ? Awaiting::plain : Awaiting::user;
  if (!command.argument.empty())
    return hear_secret(command.argument);
  // "Username:" in base64.
  reply(334, is_plain ? "" : "VXNlcm5hbWU6");
}

void SmtpSession::hear_secret(std::string_view line) {
  auto const awaited = std::exchange(awaiting_, Awaiting::command);
  if (line == "*")
    return object(501, "Authentication cancelled");
  auto const text = decoded(line);
  if (!text)
    return object(501, "Syntax error: the response is not base64");
  if (awaited == Awaiting::plain)
    return hear_plain(*text);
  if (awaited == Awaiting::password)
    return check_password(user_, *text);
  user_ = *text;
  awaiting_ = Awaiting::password;
  reply(334, "UGFzc3dvcmQ6");  // "Password:"
}

// Whom to act for, who one is, and the password, with a NUL between each two.
void SmtpSession::hear_plain(std::string_view text) {
  auto const parts = split(text, '\0');
  if (parts.size() != 3 || parts[1].empty())
    return object(501, "Syntax error: the response is not that of PLAIN");
  check_password(parts[1], parts[2]);
}

void SmtpSession::check_password(std::string_view user, std::string_view password) {
  if (user.empty() || !knows(user, password))
    return object(535, "Authentication Credentials Invalid");
  account_ = is_account(user) ? user : account_of_all;
  reply(235, "Authentication successful.");
}

bool SmtpSession::knows(std::string_view user, std::string_view password) const {
  auto const& settings = box_.settings();
  if (!settings.strict.signatures)
    return true;
  return std::any_of(settings.keys.begin(), settings.keys.end(), [&](AccessKey const& key) {
    return key.id == user && password == smtp_password(key.secret, settings.region);
  });
}

}  // namespace proofbox::wire
