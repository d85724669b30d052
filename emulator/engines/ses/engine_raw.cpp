// Sending a message that comes as bytes: its headers say who sends and who receives, unless the
// request does.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "engines/ses/engine.hpp"
#include "engines/ses/errors.hpp"

namespace proofbox::ses {
namespace {

// Headers that SES reads for itself, or writes anew, and that do not travel.
bool stays_here(std::string_view name) {
  for (std::string_view const own : {"Bcc", "Message-ID", "Date", "Return-Path"})
    if (equal_ignoring_case(name, own))
      return true;
  return lower_case(name).starts_with("x-ses-");
}

std::string as_it_leaves(Message const& message, std::string_view message_id, Instant now) {
  std::string raw = fmt::format("Message-ID: {}\r\nDate: {}\r\n", message_id, mail_date(now));
  for (auto const& field : message.fields)
    if (!stays_here(field.name))
      raw += field.line;
  raw += "\r\n";
  raw += message.body;
  return raw;
}

// What the message's own X-SES headers add to the request.
Envelope completed(Envelope envelope, Message const& message) {
  if (!envelope.configuration_set_name && message.count("X-SES-CONFIGURATION-SET") > 0)
    envelope.configuration_set_name = message.find("X-SES-CONFIGURATION-SET");
  if (message.count("X-SES-MESSAGE-TAGS") == 0)
    return envelope;
  for (auto const pair : split(message.find("X-SES-MESSAGE-TAGS"), ',')) {
    auto const equals = std::min(pair.find('='), pair.size());
    auto const value = equals == pair.size() ? std::string_view{} : pair.substr(equals + 1);
    envelope.tags.push_back({std::string{trim(pair.substr(0, equals))}, std::string{trim(value)}});
  }
  return envelope;
}

enum class Groups { are_not_known, are_opened };

// A list of addresses without its comments, without what follows an address in angle brackets, and
// without the names of its groups: "friends: a@b.com, <c@d.com> x;" is "a@b.com, <c@d.com>,", and
// "undisclosed-recipients:;" is nobody.
std::string plain_list(std::string_view list, Groups groups) {
  bool const has_groups = groups == Groups::are_opened && list.find(';') != std::string_view::npos;
  std::string plain;
  std::size_t begins = 0;  // the address that is being read
  bool quoted = false, is_over = false;
  int comments = 0;
  for (std::size_t i = 0; i < list.size(); ++i) {
    auto const c = list[i];
    bool const ends = !quoted && comments == 0 && (c == ',' || (c == ';' && has_groups));
    if (!quoted && (c == '(' || (c == ')' && comments > 0))) {
      comments += c == '(' ? 1 : -1;
      continue;
    }
    if (comments > 0 || (is_over && !ends))
      continue;
    plain += ends ? ',' : c;
    is_over = !quoted && c == '>';
    if (quoted && c == '\\' && i + 1 < list.size())
      plain += list[++i];
    else if (c == '"')
      quoted = !quoted;
    else if (ends)
      begins = plain.size();
    else if (!quoted && c == ':' && has_groups)
      plain.resize(begins);
  }
  return plain;
}

std::vector<std::string> texts_in(Message const& message, std::string_view header,
                                  Groups groups = Groups::are_not_known) {
  return split_mailboxes(plain_list(message.find(header), groups));
}

// What is readable of a header that decides nothing.
std::vector<Mailbox> readable_mailboxes_in(Message const& message, std::string_view header) {
  std::vector<Mailbox> mailboxes;
  for (auto const& text : texts_in(message, header))
    if (auto mailbox = read_mailbox(text))
      mailboxes.push_back(std::move(*mailbox));
  return mailboxes;
}

// Where the request names the recipients, what the header says is for show: it must be readable all
// the same, but may name groups.
Result<std::vector<Mailbox>> mailboxes_in(Message const& message, std::string_view header,
                                          bool for_show) {
  return read_mailboxes(
      texts_in(message, header, for_show ? Groups::are_opened : Groups::are_not_known));
}

bool names(std::vector<Mailbox> const& mailboxes, std::string_view address) {
  return std::any_of(mailboxes.begin(), mailboxes.end(),
                     [&](Mailbox const& one) { return equal_ignoring_case(one.address, address); });
}

struct Recipients {
  std::vector<Mailbox> to, cc, bcc;
};

Result<Recipients> recipients_of(RawDraft const& draft, Message const& message) {
  bool const for_show = draft.destinations.has_value();
  auto to = mailboxes_in(message, "To", for_show);
  auto cc = mailboxes_in(message, "Cc", for_show);
  auto bcc = mailboxes_in(message, "Bcc", for_show);
  for (auto const* const mailboxes : {&to, &cc, &bcc})
    if (!*mailboxes)
      return mailboxes->error();
  Recipients recipients{std::move(*to), std::move(*cc), std::move(*bcc)};
  if (!for_show)
    return recipients;
  auto meant = read_mailboxes(*draft.destinations);
  if (!meant)
    return meant.error();
  for (auto* const mailboxes : {&recipients.to, &recipients.cc})
    std::erase_if(*mailboxes, [&](Mailbox const& one) { return !names(*meant, one.address); });
  recipients.bcc.clear();
  for (auto& mailbox : *meant)
    if (!names(recipients.to, mailbox.address) && !names(recipients.cc, mailbox.address))
      recipients.bcc.push_back(std::move(mailbox));
  return recipients;
}

std::optional<Error> refusal_of_headers(Message const& message) {
  for (std::string_view const once : {"From", "Sender", "To", "Cc", "Bcc", "Subject"})
    if (message.count(once) > 1)
      return errors::bad_parameter(fmt::format("Duplicate header '{}'.", once));
  return {};
}

// Everybody in whose name the message speaks, as they are written.
std::vector<std::string> senders_of(Envelope const& envelope, Message const& message) {
  std::vector<std::string> senders;
  if (envelope.source)
    senders.push_back(*envelope.source);
  for (std::string_view const header : {"From", "Sender", "Return-Path"})
    for (auto& sender : texts_in(message, header))
      senders.push_back(std::move(sender));
  if (envelope.return_path)
    senders.push_back(*envelope.return_path);
  return senders;
}

}  // namespace

Result<std::string> Engine::send(Turn& turn, RawDraft const& draft) {
  auto const message = read_message(draft.bytes);
  auto const envelope = completed(draft.envelope, message);
  if (auto error = refusal_of_envelope(turn, envelope))
    return *error;
  if (draft.bytes.size() > envelope.length_max)
    return errors::message_too_long(envelope.length_max, draft.bytes.size());
  if (auto error = refusal_of_headers(message))
    return *error;
  auto const written_by = texts_in(message, "From");
  if (!envelope.source && written_by.empty())
    return errors::bad_parameter("Missing required header 'From'.");
  auto const recipients = recipients_of(draft, message);
  if (!recipients)
    return recipients.error();
  if (auto error = refusal_of_recipients(recipients->to.size() + recipients->cc.size() +
                                         recipients->bcc.size()))
    return *error;
  auto const addresses = addresses_of({recipients->to, recipients->cc, recipients->bcc});
  if (auto error = refusal_of_parties(turn, senders_of(envelope, message), addresses))
    return *error;

  // All senders were readable, or they had been refused.
  auto const from = read_mailbox(written_by.empty() ? *envelope.source : written_by.front());
  auto const source = read_mailbox(envelope.source.value_or(from->address));
  auto contents = contents_of(draft.bytes);
  Mail mail;
  mail.source = shown(*source);
  if (auto error = address(turn, mail, envelope))
    return *error;
  mail.id = message_id(turn.now, turn.caller.region, turn.random.uuid());
  mail.from = shown(*from);
  mail.to = shown(recipients->to);
  mail.cc = shown(recipients->cc);
  mail.bcc = shown(recipients->bcc);
  mail.reply_to = shown(readable_mailboxes_in(message, "Reply-To"));
  mail.return_path = envelope.return_path.value_or(source->address);
  mail.subject = decode_words(message.find("Subject"));
  mail.text = std::move(contents.text);
  mail.html = std::move(contents.html);
  mail.is_raw = true;
  mail.raw = as_it_leaves(message, message_id_header(mail.id, turn.caller.region), turn.now);
  return accept(turn, std::move(mail));
}

}  // namespace proofbox::ses
