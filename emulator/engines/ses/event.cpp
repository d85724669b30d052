#include "engines/ses/event.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "engines/ses/mime.hpp"

namespace proofbox::ses {
namespace {

constexpr std::size_t headers_length_max = 10 << 10;
// The user that STS names, too; and where from nobody knows.
constexpr std::string_view caller = "proofbox";
constexpr std::string_view caller_ip = "127.0.0.1";

std::string address_within(std::string_view mailbox) {
  auto const read = read_mailbox(mailbox);
  return read ? read->address : std::string{mailbox};
}

std::vector<std::string> shown_mailboxes(Message const& message, std::string_view header) {
  std::vector<std::string> mailboxes;
  for (auto const& mailbox : split_mailboxes(message.find(header)))
    mailboxes.push_back(decode_words(trim(mailbox)));
  return mailboxes;
}

// What SES composes has the line of a boundary folded behind a blank, which shows as two.
std::string shown_value(HeaderField const& field) {
  auto value = field.value;
  auto const at = value.find("; boundary=\"----=_Part_");
  if (field.name == "Content-Type" && at != std::string::npos)
    value.insert(at + 1, 1, ' ');
  return value;
}

CommonHeaders common_headers(Mail const& mail, Message const& message) {
  CommonHeaders headers;
  headers.from = shown_mailboxes(message, "From");
  headers.to = shown_mailboxes(message, "To");
  headers.cc = shown_mailboxes(message, "Cc");
  headers.reply_to = shown_mailboxes(message, "Reply-To");
  headers.message_id = mail.id;
  if (message.count("Subject") > 0)
    headers.subject = decode_words(message.find("Subject"));
  return headers;
}

}  // namespace

std::vector<std::string> recipients_of(Mail const& mail) {
  std::vector<std::string> addresses;
  for (auto const* const mailboxes : {&mail.to, &mail.cc, &mail.bcc})
    for (auto const& mailbox : *mailboxes)
      addresses.push_back(address_within(mailbox));
  return addresses;
}

std::string arn_of_identity(Mail const& mail) {
  return fmt::format("arn:aws:ses:{}:{}:identity/{}", mail.region, mail.account, mail.identity);
}

MailOfEvent mail_of_event(Mail const& mail) {
  MailOfEvent told;
  told.timestamp = iso8601(mail.sent_at);
  told.source = mail.source;
  told.source_arn = arn_of_identity(mail);
  told.sending_account_id = mail.account;
  told.message_id = mail.id;
  told.destination = recipients_of(mail);
  told.tags["ses:operation"] = {mail.operation};
  if (mail.configuration_set)
    told.tags["ses:configuration-set"] = {*mail.configuration_set};
  told.tags["ses:source-ip"] = {std::string{caller_ip}};
  told.tags["ses:caller-identity"] = {std::string{caller}};
  for (auto const& tag : mail.tags)
    told.tags[tag.name] = {tag.value};
  auto const message = read_message(mail.raw);
  auto const from = address_within(message.find("From"));
  if (!from.empty())
    told.tags["ses:from-domain"] = {std::string{domain_of(from)}};
  return told;
}

void add_headers(MailOfEvent& told, Mail const& mail) {
  auto const message = read_message(mail.raw);
  std::vector<EventHeader> headers;
  std::size_t length = 0;
  told.headers_truncated = false;
  for (auto const& field : message.fields) {
    // SES itself wrote them.
    if (equal_ignoring_case(field.name, "Message-ID") || equal_ignoring_case(field.name, "Date"))
      continue;
    length += field.name.size() + field.value.size();
    if (length > headers_length_max) {
      told.headers_truncated = true;
      break;
    }
    headers.push_back({field.name, shown_value(field)});
  }
  told.headers = std::move(headers);
  told.common_headers = common_headers(mail, message);
}

}  // namespace proofbox::ses
