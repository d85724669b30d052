// Mail that comes into a box from outside, by SMTP: handed to the engine of SES on behalf of a
// client, whose request is open just as long as that takes.
#pragma once

#include "box/box.hpp"

namespace proofbox {

struct MailIn {
  std::string sender;  // of the envelope
  std::vector<std::string> recipients;
  std::string bytes;  // the message, its lines ended by CRLF
};

// The id that SES gave the mail, or its refusal. Box and caller outlive the task.
Task<Result<std::string>> take_mail(Box& box, Caller const& caller, MailIn mail);

// Whether SES would take it for an address: "local@domain" and nothing around it.
bool is_mail_address(std::string_view text);

}  // namespace proofbox
