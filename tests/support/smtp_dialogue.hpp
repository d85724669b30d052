// A conversation at the SMTP door of a box, without sockets: what is said, and what is answered.
#pragma once

#include "engines/ses/v1_shapes.hpp"
#include "support/sim_box.hpp"
#include "wire/smtp_session.hpp"

namespace proofbox::test {

class SmtpDialogue {
 public:
  explicit SmtpDialogue(BoxSettings settings = {}) : sim(std::move(settings)), session(sim.box) {}

  // The answers to these bytes, the id of a mail as "ID"; "[tls]" or "[close]" where the
  // conversation asks for that.
  std::string say(std::string_view bytes) {
    auto const answer = sim.run(session.hear(bytes));
    auto text = answer.text;
    constexpr std::string_view accepted = "250 Ok 01";
    for (auto at = text.find(accepted); at != std::string::npos; at = text.find(accepted, at + 1))
      text.replace(at + 7, text.find('\r', at) - at - 7, "ID");
    if (answer.then == SmtpAnswer::Then::begin_tls)
      text += "[tls]";
    if (answer.then == SmtpAnswer::Then::close)
      text += "[close]";
    return text;
  }

  // The same cut into single bytes.
  std::string say_slowly(std::string_view bytes) {
    std::string text;
    for (auto const& byte : bytes)
      text += say({&byte, 1});
    return text;
  }

  // After EHLO, with the senders of example.com known to SES.
  void begin(Caller caller = {}) {
    ses::v1::VerifyDomainIdentity verify;
    verify.domain = "example.com";
    check(sim.call(verify, std::move(caller)).ok(), "a domain can be verified");
    check(say("EHLO client\r\n").starts_with("250-"), "the door greets back");
  }

  std::vector<ses::ListMessages::Mail> mails() {
    ses::ListMessages const list;
    return sim.call(list)->messages;
  }

  ses::ReadMessage::Output mail(std::string id) {
    ses::ReadMessage read;
    read.id = std::move(id);
    return *sim.call(read);
  }

  SimBox sim;
  wire::SmtpSession session;
};

}  // namespace proofbox::test
