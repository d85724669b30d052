// One client's conversation at the SMTP door of SES: its commands in their order, who it says it
// is, and the mail that it hands over. Where a reply is SES's own, its words are AWS's.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "box/box.hpp"
#include "ports/smtp.hpp"
#include "wire/smtp_command.hpp"
#include "wire/smtp_data.hpp"

namespace proofbox::wire {

class SmtpSession : public SmtpConversation {
 public:
  // STARTTLS is offered until TLS begins. The box outlives the session.
  explicit SmtpSession(Box& box) : box_(box) {}

  SmtpAnswer greet() override;
  Task<SmtpAnswer> hear(std::string_view bytes) override;
  void tls_began() override;
  std::string part(Farewell why) override;

 private:
  using Then = SmtpAnswer::Then;
  enum class Awaiting { command, plain, user, password };

  struct Transaction {
    std::string sender;
    std::vector<std::string> recipients;
    bool has_too_many = false;
  };

  // smtp_session.cpp
  std::size_t take_line(std::string_view bytes);
  void hear_line(std::string_view line);
  void hear_command(std::string_view line);
  void greet_back(SmtpCommand const& command);
  void begin_mail(std::string_view argument);
  void add_recipient(std::string_view argument);
  void begin_data(std::string_view argument);
  void begin_tls(std::string_view argument);
  Task<void> end_data();
  Task<void> hand_over();

  // smtp_session_auth.cpp
  void begin_auth(std::string_view argument);
  void hear_secret(std::string_view line);
  void hear_plain(std::string_view text);
  void check_password(std::string_view user, std::string_view password);
  bool knows(std::string_view user, std::string_view password) const;

  void reply(int code, std::string_view text);
  // The same, counted: too many mistakes end the conversation.
  void object(int code, std::string_view text);
  void close() { answer_.then = Then::close; }

  Box& box_;
  SmtpAnswer answer_;  // to what is being heard
  std::string line_;   // what has come of it
  std::size_t line_length_ = 0;
  std::size_t mistakes_ = 0;
  bool is_encrypted_ = false;
  bool is_greeted_ = false;
  Awaiting awaiting_ = Awaiting::command;
  std::string user_;                    // whose password is awaited
  std::optional<std::string> account_;  // of who has shown a password
  std::optional<Transaction> transaction_;
  std::optional<SmtpData> data_;
};

}  // namespace proofbox::wire
