// Sending what SES composes: every check before the first change, then one mail in the outbox.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "engines/ses/engine.hpp"
#include "engines/ses/errors.hpp"
#include "shape/json.hpp"

namespace proofbox::ses {
namespace {

constexpr std::size_t recipients_max = 50;
constexpr std::size_t tag_length_max = 255;

bool is_control(char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; }

// A line end in what becomes a header would begin another header.
bool fits_in_header(std::string_view text) {
  return is_utf8(text) && std::none_of(text.begin(), text.end(), is_control);
}

bool consists_of(std::string_view text, std::string_view others) {
  return std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           others.find(c) != std::string_view::npos;
  });
}

std::optional<Error> refusal_of_tag(MessageTag const& tag) {
  if (tag.name.empty())
    return errors::tag_name_missing();
  if (tag.name.size() > tag_length_max)
    return errors::tag_name_too_long();
  if (!consists_of(tag.name, "_-"))
    return errors::bad_tag_name(tag.name);
  if (tag.value.empty())
    return errors::tag_value_missing();
  if (tag.value.size() > tag_length_max)
    return errors::tag_value_too_long();
  if (!consists_of(tag.value, "_-.@"))
    return errors::bad_tag_value(tag.value);
  return {};
}

std::optional<Error> refusal_of_parts(Draft const& draft) {
  if (!fits_in_header(draft.subject))
    return errors::control_characters_in("Subject");
  if (!draft.body.text && !draft.body.html)
    return errors::bad_parameter("The message body has neither text nor HTML.");
  for (auto const& [name, value] : draft.headers) {
    bool const named = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
      return c > ' ' && c <= '~' && c != ':';
    });
    if (!named || !fits_in_header(value))
      return errors::bad_parameter(fmt::format("Header '{}' has an invalid name or value.", name));
  }
  for (auto const& attachment : draft.attachments)
    for (auto const& text : {attachment.file_name, attachment.content_type, attachment.content_id})
      if (!fits_in_header(text))
        return errors::control_characters_in("Attachment");
  // What the bodies take up as base64; the headers are small beside it.
  std::size_t length = 0;
  for (auto const* const content : {&draft.body.text, &draft.body.html})
    length += *content ? (*content)->data.size() : 0;
  for (auto const& attachment : draft.attachments)
    length += attachment.bytes.size();
  length = length / 3 * 4;
  if (length > draft.envelope.length_max)
    return errors::message_too_long(draft.envelope.length_max, length);
  return {};
}

// The region's own first digits; those of regions that nobody here has seen are taken to be the
// first region's.
std::string_view prefix_of(std::string_view region) {
  if (region == "us-west-2")
    return "0101";
  if (region == "eu-west-1")
    return "0102";
  if (region == "ap-northeast-2")
    return "010c";
  return "0100";
}

}  // namespace

std::string message_id(Instant now, std::string_view region, std::string_view uuid) {
  return fmt::format("{}{:012x}-{}-000000", prefix_of(region), epoch_milliseconds(now), uuid);
}

std::string message_id_header(std::string_view id, std::string_view region) {
  return fmt::format("<{}@{}.amazonses.com>", id, region == "us-east-1" ? "email" : region);
}

std::optional<Error> refusal_of_recipients(std::size_t count) {
  if (count == 0)
    return errors::no_recipients();
  return count > recipients_max ? std::optional{errors::too_many_recipients()} : std::nullopt;
}

std::string shown(Mailbox const& mailbox) {
  return mailbox.name.empty() ? mailbox.address : mailbox.name + " <" + mailbox.address + '>';
}

std::vector<std::string> shown(std::vector<Mailbox> const& mailboxes) {
  std::vector<std::string> texts;
  for (auto const& mailbox : mailboxes)
    texts.push_back(shown(mailbox));
  return texts;
}

std::vector<std::string> addresses_of(std::vector<std::vector<Mailbox>> const& recipients) {
  std::vector<std::string> addresses;
  for (auto const& mailboxes : recipients)
    for (auto const& mailbox : mailboxes)
      addresses.push_back(mailbox.address);
  return addresses;
}

std::string_view address_of(std::string_view shown) {
  if (!shown.ends_with('>'))
    return shown;
  auto const open = shown.rfind('<');
  return shown.substr(open + 1, shown.size() - open - 2);
}

// Tags, account and configuration set are looked at before who sends.
std::optional<Error> Engine::refusal_of_envelope(Turn const& turn, Envelope const& envelope) const {
  for (auto const& tag : envelope.tags)
    if (auto error = refusal_of_tag(tag))
      return error;
  if (!account_of(turn.caller.region, turn.caller.account).sending_enabled)
    return errors::account_is_paused();
  if (envelope.configuration_set_name)
    return refusal_of_set(turn, *envelope.configuration_set_name);
  return {};
}

// What the envelope says goes with the mail: the identity that covers its sender, whose
// configuration set it takes where it names none, and which may have been paused or taken away.
std::optional<Error> Engine::address(Turn const& turn, Mail& mail, Envelope const& envelope) const {
  auto const* const identity = covering(turn, address_of(mail.source));
  mail.tags = envelope.tags;
  mail.operation = envelope.operation;
  mail.configuration_set = envelope.configuration_set_name;
  if (identity == nullptr)
    return {};
  mail.identity = identity->name;
  if (mail.configuration_set || !identity->configuration_set_name)
    return {};
  mail.configuration_set = identity->configuration_set_name;
  return refusal_of_set(turn, *mail.configuration_set);
}

Result<std::string> Engine::send(Turn& turn, Draft const& draft) {
  auto const& envelope = draft.envelope;
  if (auto error = refusal_of_envelope(turn, envelope))
    return *error;
  if (!envelope.source)
    return errors::bad_parameter("The sender of the message must be specified.");
  auto const from = read_mailbox(*envelope.source);
  if (!from)
    return from.error();
  auto const to = read_mailboxes(draft.destination.to_addresses);
  auto const cc = read_mailboxes(draft.destination.cc_addresses);
  auto const bcc = read_mailboxes(draft.destination.bcc_addresses);
  auto const reply_to = read_mailboxes(draft.reply_to);
  for (auto const* const mailboxes : {&to, &cc, &bcc, &reply_to})
    if (!*mailboxes)
      return mailboxes->error();
  if (auto error = refusal_of_recipients(to->size() + cc->size() + bcc->size()))
    return *error;
  if (auto error = refusal_of_parts(draft))
    return *error;
  std::vector<std::string> senders{*envelope.source};
  if (envelope.return_path)
    senders.push_back(*envelope.return_path);
  auto const recipients = addresses_of({*to, *cc, *bcc});
  if (auto error = refusal_of_parties(turn, senders, recipients))
    return *error;

  Mail mail;
  mail.from = shown(*from);
  mail.source = mail.from;
  if (auto error = address(turn, mail, envelope))
    return *error;
  auto const uuid = turn.random.uuid();
  mail.id = message_id(turn.now, turn.caller.region, uuid);
  mail.to = shown(*to);
  mail.cc = shown(*cc);
  mail.bcc = shown(*bcc);
  mail.reply_to = shown(*reply_to);
  mail.return_path = envelope.return_path.value_or(from->address);
  mail.subject = draft.subject;
  if (draft.body.text)
    mail.text = draft.body.text->data;
  if (draft.body.html)
    mail.html = draft.body.html->data;
  if (draft.made_of) {
    mail.template_name = draft.made_of->template_name;
    mail.template_data = draft.made_of->data;
    if (!draft.made_of->failure.empty())
      return rendering_failed(turn, std::move(mail), draft.made_of->failure);
  }
  mail.raw = compose({*from, *to, *cc, *reply_to, mail.subject, mail.text, mail.html, draft.headers,
                      draft.attachments, message_id_header(mail.id, turn.caller.region), turn.now,
                      "----=_Part_" + uuid});
  return accept(turn, std::move(mail));
}

std::string Engine::accept(Turn& turn, Mail mail) {
  mail.number = ++last_mail_;
  if (mail.account.empty()) {
    mail.account = turn.caller.account;
    mail.region = turn.caller.region;
  }
  mail.sent_at = turn.now;
  std::string what = "{\"id\":";
  write_json_text(what, mail.id);
  what += ",\"from\":";
  write_json_text(what, mail.from);
  what += ",\"to\":";
  write_json_value(what, type_of<std::vector<std::string>>(), &mail.to);
  what += ",\"subject\":";
  write_json_text(what, mail.subject);
  turn.notes.push_back({"mail", std::string{address_of(mail.from)}, what + '}'});
  keep(turn, mail);
  count_for_quota(turn, mail);
  auto id = mail.id;
  by_id_.emplace(id, mail.number);
  auto const number = mail.number;
  auto const& kept = mails_.emplace(number, std::move(mail)).first->second;
  if (!kept.is_of_aws)
    begin_journey(turn, kept);
  return id;
}

Result<PutMessage::Output> Engine::handle(Turn& turn, PutMessage const& op) {
  auto const to = read_mailbox(op.to);
  if (!to)
    return to.error();
  if (!fits_in_header(op.subject) || !fits_in_header(op.sender_name))
    return errors::control_characters_in("Subject");
  return PutMessage::Output{put(turn, turn.caller.account, turn.caller.region, op)};
}

// `op` is from the box itself: it was checked, or SES wrote it.
std::string Engine::put(Turn& turn, std::string account, std::string region, PutMessage const& op) {
  Mailbox const from{op.sender_name, op.sender};
  auto const to = read_mailbox(op.to);
  auto const uuid = turn.random.uuid();
  Mail mail;
  mail.account = std::move(account);
  mail.region = std::move(region);
  mail.id = message_id(turn.now, mail.region, uuid);
  mail.from = shown(from);
  mail.to = {op.to};
  if (to)
    mail.to = {shown(*to)};
  mail.return_path = op.sender;
  mail.subject = op.subject;
  mail.text = op.text;
  mail.is_of_aws = true;
  mail.raw = compose({from,
                      to ? std::vector{*to} : std::vector<Mailbox>{},
                      {},
                      {},
                      mail.subject,
                      mail.text,
                      {},
                      {},
                      {},
                      message_id_header(mail.id, mail.region),
                      turn.now,
                      "----=_Part_" + uuid});
  return accept(turn, std::move(mail));
}

// ---- what each API asks for ----

Result<v1::SendEmail::Output> Engine::handle(Turn& turn, v1::SendEmail const& op) {
  Draft draft;
  draft.envelope = {op.source, op.return_path, op.tags, op.configuration_set_name,
                    message_length_max};
  draft.destination = op.destination;
  draft.reply_to = op.reply_to_addresses;
  draft.subject = op.message.subject.data;
  draft.body = op.message.body;
  auto id = send(turn, draft);
  if (!id)
    return id.error();
  return v1::SendEmail::Output{std::move(*id)};
}

Result<v1::SendRawEmail::Output> Engine::handle(Turn& turn, v1::SendRawEmail const& op) {
  RawDraft draft;
  draft.envelope = {op.source,     {}, op.tags, op.configuration_set_name, message_length_max,
                    "SendRawEmail"};
  if (!op.destinations.empty())
    draft.destinations = op.destinations;
  draft.bytes = op.raw_message.data.bytes;
  auto id = send(turn, draft);
  if (!id)
    return id.error();
  return v1::SendRawEmail::Output{std::move(*id)};
}

Result<SendSmtpEmail::Output> Engine::handle(Turn& turn, SendSmtpEmail const& op) {
  RawDraft draft;
  draft.envelope = {op.source, {}, {}, {}, message_length_max_v2, "SendSmtpEmail"};
  draft.destinations = op.destinations;
  draft.bytes = op.raw_message.data.bytes;
  auto id = send(turn, draft);
  if (!id)
    return id.error();
  return SendSmtpEmail::Output{std::move(*id)};
}

namespace {

Attachment attachment_of(v2::Attachment const& from) {
  Attachment attachment;
  attachment.file_name = from.file_name;
  if (from.content_type)
    attachment.content_type = *from.content_type;
  attachment.content_id = from.content_id.value_or("");
  attachment.is_inline = from.content_disposition == "INLINE";
  attachment.bytes = from.raw_content.bytes;
  return attachment;
}

}  // namespace

std::vector<Attachment> attachments_of(std::vector<v2::Attachment> const& from) {
  std::vector<Attachment> attachments;
  for (auto const& one : from)
    attachments.push_back(attachment_of(one));
  return attachments;
}

namespace {

Draft draft_of(v2::SendEmail const& op, Envelope envelope) {
  auto const& message = *op.content.simple;
  Draft draft;
  draft.envelope = std::move(envelope);
  draft.destination = op.destination.value_or(Destination{});
  draft.reply_to = op.reply_to_addresses;
  draft.subject = message.subject.data;
  draft.body = message.body;
  for (auto const& header : message.headers)
    draft.headers.emplace_back(header.name, header.value);
  draft.attachments = attachments_of(message.attachments);
  return draft;
}

RawDraft raw_draft_of(v2::SendEmail const& op, Envelope envelope) {
  RawDraft draft;
  draft.envelope = std::move(envelope);
  draft.bytes = op.content.raw->data.bytes;
  std::vector<std::string> all;
  if (op.destination)
    for (auto const* const addresses :
         {&op.destination->to_addresses, &op.destination->cc_addresses,
          &op.destination->bcc_addresses})
      all.insert(all.end(), addresses->begin(), addresses->end());
  if (!all.empty())
    draft.destinations = std::move(all);
  return draft;
}

}  // namespace

Result<v2::SendEmail::Output> Engine::handle(Turn& turn, v2::SendEmail const& op) {
  auto const& content = op.content;
  if (int{content.simple.has_value()} + int{content.raw.has_value()} +
          int{content.from_template.has_value()} !=
      1)
    return errors::in_v2(
        errors::bad_parameter("Content must be exactly one of Simple, Raw and Template."));
  if (content.from_template)
    return send_templated(turn, op);
  Envelope const envelope{op.from_email_address, op.feedback_forwarding_email_address,
                          op.email_tags, op.configuration_set_name, message_length_max_v2};
  auto id =
      content.simple ? send(turn, draft_of(op, envelope)) : send(turn, raw_draft_of(op, envelope));
  if (!id)
    return errors::in_v2(id.error());
  return v2::SendEmail::Output{std::move(*id)};
}

}  // namespace proofbox::ses
