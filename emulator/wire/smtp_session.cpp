#include "wire/smtp_session.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "box/mail_in.hpp"

namespace proofbox::wire {
namespace {

constexpr std::string_view host = "email-smtp.amazonaws.com";
constexpr std::size_t message_length_max = 40 << 20;
constexpr std::size_t recipients_max = 50;
constexpr std::size_t mistakes_max = 10;
constexpr std::size_t reply_length_max = 510;
// RFC 5321: 512 bytes with the line's end; MAIL's parameters have room of their own. RFC 4954: much
// more for AUTH.
constexpr std::size_t line_length_max = 512;
constexpr std::size_t mail_line_length_max = 512 + 26 + 17 + 500;
constexpr std::size_t auth_line_length_max = 12'288;
constexpr std::size_t endless_line_length = 65'536;

std::size_t length_max_of(std::string_view verb) {
  if (verb == "MAIL")
    return mail_line_length_max;
  return verb == "AUTH" ? auth_line_length_max : line_length_max;
}

bool is_printable(std::string_view line) {
  return std::all_of(line.begin(), line.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// A web page may have a browser send such a request here, with mail commands in its body.
bool is_of_http(std::string_view verb) {
  return is_one_of(verb, {"GET", "POST", "PUT", "HEAD", "OPTIONS", "DELETE", "PATCH", "CONNECT"});
}

// SES's refusal of a mail as its SMTP door words it: the code, and the text behind it.
std::pair<int, std::string> refusal_of(Error const& error) {
  if (error.message.starts_with("Message length is more than"))
    return {552, "Message is too long."};
  if (is_one_of(error.code, {"Throttling", "LimitExceeded", "TooManyRequestsException"}))
    return {454, "Throttling failure: " + error.message};
  if (is_one_of(error.code, {"AccessDenied", "AccessDeniedException"}))
    return {554, "Access denied: " + error.message};
  if (error.status == 0 || error.status >= 500)
    return {451, "Temporary service failure"};
  if (error.code == "InvalidParameterValue")
    return {554, "Transaction failed: " + error.message};
  return {554, "Message rejected: " + error.message};
}

}  // namespace

void SmtpSession::reply(int code, std::string_view text) {
  auto line = fmt::format("{} {}", code, text);
  for (auto& c : line)
    if (c < ' ' || c > '~')
      c = '?';
  if (line.size() > reply_length_max)
    line.replace(reply_length_max - 3, std::string::npos, "...");
  answer_.text += line + "\r\n";
}

void SmtpSession::object(int code, std::string_view text) {
  reply(code, text);
  if (++mistakes_ < mistakes_max)
    return;
  reply(421, "Too many errors");
  close();
}

SmtpAnswer SmtpSession::greet() {
  return {fmt::format("220 {} ESMTP SimpleEmailService-proofbox\r\n", host)};
}

std::string SmtpSession::part(Farewell why) {
  if (why == Farewell::too_many)
    return "421 Too many concurrent SMTP connections\r\n";
  if (why == Farewell::silent)
    return "451 Timeout waiting for data from client.\r\n";
  return "421 Service not available, closing transmission channel\r\n";
}

void SmtpSession::tls_began() {
  is_encrypted_ = true;
  is_greeted_ = false;
  account_.reset();
  transaction_.reset();
}

Task<SmtpAnswer> SmtpSession::hear(std::string_view bytes) {
  answer_ = {};
  while (!bytes.empty() && answer_.then == Then::listen) {
    if (!data_) {
      bytes.remove_prefix(take_line(bytes));
      continue;
    }
    bytes.remove_prefix(data_->take(bytes));
    if (data_->ended())
      co_await end_data();
    else if (data_->length() > 2 * message_length_max) {
      reply(552, "Message is too long.");
      close();
    }
  }
  co_return std::move(answer_);
}

// ---- lines ----

// Takes bytes up to the end of the line, if that has come, and hears the line.
std::size_t SmtpSession::take_line(std::string_view bytes) {
  auto const end = bytes.find('\n');
  auto const taken = end == std::string_view::npos ? bytes.size() : end + 1;
  line_length_ += taken;
  if (line_.size() < auth_line_length_max)
    line_ += bytes.substr(0, taken);
  if (end != std::string_view::npos) {
    auto const line = std::exchange(line_, {});
    hear_line(line);
    line_length_ = 0;
  } else if (line_length_ > endless_line_length) {
    reply(500, "Line too long");
    close();
  }
  return taken;
}

void SmtpSession::hear_line(std::string_view line) {
  bool const is_secret = awaiting_ != Awaiting::command;
  auto const verb =
      is_secret ? std::string{"AUTH"} : read_smtp_command(line.substr(0, line.find('\r'))).verb;
  if (line_length_ > length_max_of(verb)) {
    awaiting_ = Awaiting::command;
    return object(500, "Line too long");
  }
  if (!line.ends_with("\r\n")) {
    awaiting_ = Awaiting::command;
    return object(500, "Syntax error: a line ends with CR and LF");
  }
  line.remove_suffix(2);
  if (is_secret)
    return hear_secret(line);
  if (!is_printable(line))
    return object(500, "Syntax error: commands are printable ASCII");
  hear_command(line);
}

// ---- commands ----

void SmtpSession::hear_command(std::string_view line) {
  auto const command = read_smtp_command(line);
  auto const& verb = command.verb;
  auto const argument = command.argument;
  if (verb == "EHLO" || verb == "HELO")
    return greet_back(command);
  if (verb == "MAIL")
    return begin_mail(argument);
  if (verb == "RCPT")
    return add_recipient(argument);
  if (verb == "DATA")
    return begin_data(argument);
  if (verb == "AUTH")
    return begin_auth(argument);
  if (verb == "STARTTLS")
    return begin_tls(argument);
  if (verb == "NOOP")
    return reply(250, "Ok");
  if (verb == "HELP")
    return reply(214, "EHLO HELO STARTTLS AUTH MAIL RCPT DATA RSET NOOP VRFY HELP QUIT");
  if (verb == "VRFY")
    return argument.empty() ? object(501, "Syntax: VRFY address")
                            : reply(252, "Cannot verify the address; send to it to find out");
  if (verb == "RSET" || verb == "QUIT") {
    if (!argument.empty())
      return object(501, fmt::format("Syntax: {}", verb));
    transaction_.reset();
    reply(verb == "QUIT" ? 221 : 250, verb == "QUIT" ? "Bye" : "Ok");
    if (verb == "QUIT")
      close();
    return;
  }
  if (is_of_http(verb)) {
    reply(421, "This is SMTP, not HTTP");
    return close();
  }
  if (is_one_of(verb, {"EXPN", "TURN", "SEND", "SOML", "SAML", "ETRN", "BDAT", "BURL"}))
    return object(502, "Command not implemented");
  object(500, "Syntax error, command unrecognized");
}

void SmtpSession::greet_back(SmtpCommand const& command) {
  if (command.argument.empty() || command.argument.find(' ') != std::string_view::npos)
    return object(501, fmt::format("Syntax: {} hostname", command.verb));
  is_greeted_ = true;
  transaction_.reset();
  if (command.verb == "HELO")
    return reply(250, host);
  answer_.text +=
      fmt::format("250-{}\r\n250-8BITMIME\r\n250-SIZE {}\r\n", host, message_length_max);
  if (!is_encrypted_)
    answer_.text += "250-STARTTLS\r\n";
  answer_.text += "250-AUTH PLAIN LOGIN\r\n250-PIPELINING\r\n";
  reply(250, "Ok");
}

void SmtpSession::begin_tls(std::string_view argument) {
  if (!argument.empty())
    return object(501, "Syntax: STARTTLS");
  if (is_encrypted_)
    return object(503, "TLS is already active");
  reply(220, "Ready to start TLS");
  answer_.then = Then::begin_tls;
}

void SmtpSession::begin_mail(std::string_view argument) {
  if (!is_greeted_)
    return object(503, "Error: send HELO/EHLO first");
  if (box_.settings().strict.signatures && !account_)
    return object(530, "Authentication required");
  if (transaction_)
    return object(503, "Error: nested MAIL command");
  auto const path = read_smtp_path(argument, "FROM:");
  if (!path)
    return object(501, "Syntax: MAIL FROM:<address> [SIZE=bytes] [BODY=7BIT|8BITMIME]");
  for (auto const& [name, value] : path->parameters) {
    auto const size = name == "SIZE" ? parse_integer(value) : std::nullopt;
    if (name == "SIZE" && (!size || *size < 0))
      return object(501, "Syntax: SIZE=bytes");
    if (size && *size > static_cast<std::int64_t>(message_length_max))
      return reply(552, "Message is too long.");
    if (name == "BODY" && !equal_ignoring_case(value, "7BIT") &&
        !equal_ignoring_case(value, "8BITMIME"))
      return object(501, "Syntax: BODY=7BIT or BODY=8BITMIME");
    // AUTH= names who wrote the mail first; like all servers that trust nobody, this one takes it
    // for unknown.
    if (!is_one_of(name, {"SIZE", "BODY", "AUTH"}))
      return object(555, fmt::format("Unsupported parameter: {}", name));
  }
  if (!is_mail_address(path->address))
    return reply(553, fmt::format("<{}> Invalid email address", path->address));
  transaction_.emplace();
  transaction_->sender = path->address;
  reply(250, "Ok");
}

void SmtpSession::add_recipient(std::string_view argument) {
  if (!transaction_)
    return object(503, "Error: need MAIL command");
  auto const path = read_smtp_path(argument, "TO:");
  if (!path)
    return object(501, "Syntax: RCPT TO:<address>");
  if (!path->parameters.empty())
    return object(555, fmt::format("Unsupported parameter: {}", path->parameters.front().first));
  if (!is_mail_address(path->address))
    return reply(553, fmt::format("<{}> address unknown", path->address));
  if (transaction_->recipients.size() == recipients_max) {
    transaction_->has_too_many = true;
    return reply(452, "Too many recipients");
  }
  transaction_->recipients.push_back(path->address);
  reply(250, "Ok");
}

// ---- the mail ----

void SmtpSession::begin_data(std::string_view argument) {
  if (!argument.empty())
    return object(501, "Syntax: DATA");
  if (!transaction_)
    return object(503, "Error: need MAIL command");
  if (transaction_->recipients.empty())
    return object(503, "Error: need RCPT command");
  // SES sends a mail to all of its recipients or to none.
  if (transaction_->has_too_many) {
    transaction_.reset();
    return reply(554, "Transaction failed: Recipient count exceeds 50.");
  }
  data_.emplace(message_length_max);
  reply(354, "End data with <CR><LF>.<CR><LF>");
}

Task<void> SmtpSession::end_data() {
  if (data_->is_too_long())
    reply(552, "Message is too long.");
  else if (data_->has_lone_line_ends())
    reply(554, "Transaction failed: Lines of the message must end with CR and LF.");
  else
    co_await hand_over();
  data_.reset();
  transaction_.reset();
}

Task<void> SmtpSession::hand_over() {
  Caller caller;
  caller.region = box_.settings().region;
  if (account_)
    caller.account = *account_;
  MailIn mail{std::move(transaction_->sender), std::move(transaction_->recipients),
              data_->release()};
  auto const id = co_await take_mail(box_, caller, std::move(mail));
  if (id) {
    mistakes_ = 0;
    reply(250, "Ok " + *id);
    co_return;
  }
  auto const [code, text] = refusal_of(id.error());
  reply(code, text);
}

}  // namespace proofbox::wire
