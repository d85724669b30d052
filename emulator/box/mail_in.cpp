#include "box/mail_in.hpp"

#include "box/presence.hpp"
#include "engines/ses/addresses.hpp"
#include "engines/ses/shapes.hpp"

namespace proofbox {

Task<Result<std::string>> take_mail(Box& box, Caller const& caller, MailIn mail) {
  Presence const presence{box.clock()};
  ses::SendSmtpEmail send;
  send.source = std::move(mail.sender);
  send.destinations = std::move(mail.recipients);
  send.raw_message.data.bytes = std::move(mail.bytes);
  Witnessed witnessed{box.witness, caller, operation_of<ses::SendSmtpEmail>(),
                      static_cast<void const*>(&send)};
  auto const client = box.client(caller, 0);
  auto& cloud = *client;
  auto const sent = co_await cloud(send);
  witnessed.answered();
  if (!sent)
    co_return sent.error();
  co_return sent->message_id;
}

bool is_mail_address(std::string_view text) {
  auto const mailbox = ses::read_mailbox(text);
  return mailbox.ok() && mailbox->address == text;
}

}  // namespace proofbox
