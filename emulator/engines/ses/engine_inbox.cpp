// The box's look into its inbox. A mail is decoded when somebody first looks at it.
#include <algorithm>

#include "base/text.hpp"
#include "engines/ses/engine.hpp"
#include "engines/ses/errors.hpp"

namespace proofbox::ses {
namespace {

bool is_to(Mail const& mail, std::string_view address) {
  for (auto const* const recipients : {&mail.to, &mail.cc, &mail.bcc})
    for (auto const& recipient : *recipients)
      if (equal_ignoring_case(address_of(recipient), address))
        return true;
  return false;
}

bool is_wanted(Mail const& mail, ListMessages const& op) {
  return (!op.id || mail.id == *op.id) && (!op.to || is_to(mail, *op.to)) &&
         (!op.from || equal_ignoring_case(address_of(mail.from), *op.from)) &&
         (!op.subject || mail.subject.find(*op.subject) != std::string::npos) &&
         (!op.from_template || mail.template_name == *op.from_template);
}

ListMessages::Mail shown_of(Mail const& mail) {
  ListMessages::Mail one;
  one.id = mail.id;
  one.from = mail.from;
  one.to = mail.to;
  one.cc = mail.cc;
  one.bcc = mail.bcc;
  one.reply_to = mail.reply_to;
  one.return_path = mail.return_path;
  one.subject = mail.subject;
  one.text = mail.text;
  one.html = mail.html;
  auto const message = read_message(mail.raw);
  for (auto const& field : message.fields)
    one.headers.push_back({made_utf8(field.name), decode_words(made_utf8(field.value))});
  auto const contents = contents_of(mail.raw);
  for (auto const& attachment : contents.attachments)
    one.attachments.push_back({attachment.file_name, attachment.content_type, attachment.content_id,
                               attachment.is_inline,
                               static_cast<std::int64_t>(attachment.bytes.size())});
  one.tags = mail.tags;
  one.template_name = mail.template_name;
  one.template_data = mail.template_data;
  one.is_raw = mail.is_raw;
  one.region = mail.region;
  one.sent_at = mail.sent_at;
  return one;
}

Error no_mail(std::string_view id) {
  return {"NotFoundException", "No mail has the id " + std::string{id} + ".", 404};
}

}  // namespace

Result<ListMessages::Output> Engine::handle(Turn&, ListMessages const& op) {
  ListMessages::Output output;
  for (auto const& [number, mail] : mails_) {
    if (!is_wanted(mail, op))
      continue;
    auto found = shown_.find(number);
    if (found == shown_.end())
      found = shown_.emplace(number, shown_of(mail)).first;
    auto& shown = output.messages.emplace_back(found->second);
    if (auto const journey = journeys_.find(number); journey != journeys_.end())
      for (auto const& leg : journey->second.legs)
        shown.recipients.push_back({leg.address, leg.state, leg.since});
  }
  return output;
}

Result<ReadMessage::Output> Engine::handle(Turn&, ReadMessage const& op) {
  auto const found = by_id_.find(op.id);
  if (found == by_id_.end())
    return no_mail(op.id);
  auto const& mail = mails_.at(found->second);
  return ReadMessage::Output{mail.raw, mail.reply_to, mail.return_path, mail.tags};
}

Result<ReadAttachment::Output> Engine::handle(Turn&, ReadAttachment const& op) {
  auto const found = by_id_.find(op.id);
  if (found == by_id_.end())
    return no_mail(op.id);
  auto contents = contents_of(mails_.at(found->second).raw);
  if (op.number < 1 || op.number > static_cast<std::int64_t>(contents.attachments.size()))
    return Error{"NotFoundException",
                 "The mail has " + std::to_string(contents.attachments.size()) + " attachments.",
                 404};
  auto& attachment = contents.attachments[static_cast<std::size_t>(op.number - 1)];
  return ReadAttachment::Output{std::move(attachment.file_name), std::move(attachment.content_type),
                                Blob{std::move(attachment.bytes)}};
}

Result<DeleteMessages::Output> Engine::handle(Turn& turn, DeleteMessages const& op) {
  if (op.id && !by_id_.contains(*op.id))
    return no_mail(*op.id);
  std::int64_t deleted = 0;
  for (auto at = mails_.begin(); at != mails_.end();) {
    if (op.id && at->second.id != *op.id) {
      ++at;
      continue;
    }
    end_journey(turn, at->first);
    forget(turn, at->second);
    by_id_.erase(at->second.id);
    shown_.erase(at->first);
    at = mails_.erase(at);
    ++deleted;
  }
  return DeleteMessages::Output{deleted};
}

}  // namespace proofbox::ses
