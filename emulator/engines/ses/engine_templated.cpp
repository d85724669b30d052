// Sending what is made of a template, to one destination or to many. SES accepts a mail before it
// renders it: where that fails the caller has an id, and only the event tells.
#include <algorithm>

#include "base/text.hpp"
#include "engines/ses/engine.hpp"
#include "engines/ses/errors.hpp"
#include "shape/json.hpp"

namespace proofbox::ses {

// What all mails of a bulk send share, and what each has of its own.
struct Engine::Bulk {
  Envelope envelope;
  std::vector<std::string> reply_to;
  CompiledTemplate content;
  std::string default_data;
  std::vector<std::pair<std::string, std::string>> headers;
  std::vector<Attachment> attachments;
  struct Entry {
    Destination destination;
    std::vector<MessageTag> tags;
    std::string data;
    std::vector<std::pair<std::string, std::string>> headers;
  };
  std::vector<Entry> entries;
};

namespace {

constexpr std::size_t destinations_max = 50;

std::optional<Error> refusal_of_data(std::string_view member, std::string_view data) {
  if (data.size() > template_data_length_max)
    return errors::data_too_long(member, template_data_length_max);
  return {};
}

// "arn:aws:ses:REGION:ACCOUNT:template/NAME".
std::string name_in(std::string_view arn) {
  auto const slash = arn.rfind('/');
  return std::string{slash == std::string_view::npos ? arn : arn.substr(slash + 1)};
}

// An entry's own data counts as a whole or not at all: nothing is merged.
std::string const& data_of(std::string const& own, std::string const& fallback) {
  if (own.empty())
    return fallback;
  auto const read = read_template_data(own);
  return read && read->items.empty() ? fallback : own;
}

// What stands first takes precedence over what has the same name behind it.
std::vector<MessageTag> together(std::vector<MessageTag> first,
                                 std::vector<MessageTag> const& others) {
  auto const own = first.size();
  for (auto const& tag : others)
    if (std::none_of(first.begin(), first.begin() + static_cast<std::ptrdiff_t>(own),
                     [&](MessageTag const& one) { return one.name == tag.name; }))
      first.push_back(tag);
  return first;
}

std::vector<std::pair<std::string, std::string>> together(
    std::vector<std::pair<std::string, std::string>> first,
    std::vector<std::pair<std::string, std::string>> const& others) {
  auto const own = first.size();
  for (auto const& header : others)
    if (std::none_of(first.begin(), first.begin() + static_cast<std::ptrdiff_t>(own),
                     [&](auto const& one) { return equal_ignoring_case(one.first, header.first); }))
      first.push_back(header);
  return first;
}

std::vector<std::pair<std::string, std::string>> headers_of(
    std::vector<v2::MessageHeader> const& from) {
  std::vector<std::pair<std::string, std::string>> headers;
  for (auto const& header : from)
    headers.emplace_back(header.name, header.value);
  return headers;
}

// How a bulk send tells what became of one of its mails, in v1's words and in v2's.
struct Status {
  std::string_view in_v1, in_v2;
};

Status status_of(Result<std::string> const& sent) {
  if (sent)
    return {"Success", "SUCCESS"};
  auto const& code = sent.error().code;
  if (code == "MessageRejected")
    return {"MessageRejected", "MESSAGE_REJECTED"};
  if (code == "MailFromDomainNotVerifiedException")
    return {"MailFromDomainNotVerified", "MAIL_FROM_DOMAIN_NOT_VERIFIED"};
  if (code == "ConfigurationSetDoesNotExist")
    return {"ConfigurationSetDoesNotExist", "CONFIGURATION_SET_NOT_FOUND"};
  if (code == "AccountSendingPausedException")
    return {"AccountSendingPaused", "ACCOUNT_SENDING_PAUSED"};
  if (code == "ConfigurationSetSendingPausedException")
    return {"ConfigurationSetSendingPaused", "CONFIGURATION_SET_SENDING_PAUSED"};
  if (code == "InvalidParameterValue")
    return {"InvalidParameterValue", "INVALID_PARAMETER"};
  if (code == "Throttling")
    return sent.error().message.starts_with("Daily")
               ? Status{"AccountDailyQuotaExceeded", "ACCOUNT_DAILY_QUOTA_EXCEEDED"}
               : Status{"AccountThrottled", "ACCOUNT_THROTTLED"};
  return {"Failed", "FAILED"};
}

}  // namespace

// The one place where a mail that was accepted is given up because it cannot be rendered. It is in
// no outbox, and no quota counts it.
std::string Engine::rendering_failed(Turn& turn, Mail mail, std::string_view reason) {
  mail.account = turn.caller.account;
  mail.region = turn.caller.region;
  mail.sent_at = turn.now;
  std::string what = "{\"id\":";
  write_json_text(what, mail.id);
  what += ",\"template\":";
  write_json_text(what, mail.template_name.value_or(""));
  what += ",\"reason\":";
  write_json_text(what, reason);
  what += ",\"to\":";
  write_json_value(what, type_of<std::vector<std::string>>(), &mail.to);
  turn.notes.push_back({"rendering failure", std::string{address_of(mail.from)}, what + '}'});
  tell_of_failure(turn, mail, mail.template_name.value_or(""), std::string{reason});
  return mail.id;
}

// The stored template that is named, or the one that the request brings: of that AWS takes no more
// than simple substitution.
Result<CompiledTemplate> Engine::template_of(Turn const& turn, v2::Template const& from) const {
  if (from.template_name || from.template_arn) {
    auto const found =
        find_template(turn, from.template_name ? *from.template_name : name_in(*from.template_arn));
    if (!found)
      return found.error();
    return **found;
  }
  if (!from.template_content)
    return errors::template_name_missing();
  StoredTemplate row;
  row.subject = from.template_content->subject.value_or("");
  row.text = from.template_content->text;
  row.html = from.template_content->html;
  auto compiled = compile(std::move(row));
  if (!compiled)
    return compiled.error();
  if (!compiled->subject.is_simple() || (compiled->text && !compiled->text->is_simple()) ||
      (compiled->html && !compiled->html->is_simple()))
    return errors::unsupported_operations();
  return compiled;
}

Result<std::vector<Result<std::string>>> Engine::send_bulk(Turn& turn, Bulk const& bulk) {
  if (bulk.entries.empty() || bulk.entries.size() > destinations_max)
    return errors::bad_destination_count(destinations_max);
  if (auto error = refusal_of_envelope(turn, bulk.envelope))
    return *error;
  if (!bulk.envelope.source)
    return errors::bad_parameter("The sender of the message must be specified.");
  if (auto error = refusal_of_data("DefaultTemplateData", bulk.default_data))
    return *error;
  for (auto const& entry : bulk.entries)
    if (auto error = refusal_of_data("ReplacementTemplateData", entry.data))
      return *error;
  std::vector<std::string> senders{*bulk.envelope.source};
  if (bulk.envelope.return_path)
    senders.push_back(*bulk.envelope.return_path);
  if (auto error = refusal_of_parties(turn, senders, {}))
    return *error;
  std::vector<Result<std::string>> sent;
  for (auto const& entry : bulk.entries) {
    Draft draft;
    draft.envelope = bulk.envelope;
    draft.envelope.tags = together(entry.tags, bulk.envelope.tags);
    draft.destination = entry.destination;
    draft.reply_to = bulk.reply_to;
    draft.headers = together(entry.headers, bulk.headers);
    draft.attachments = bulk.attachments;
    fill(draft, bulk.content, data_of(entry.data, bulk.default_data));
    sent.push_back(send(turn, draft));
  }
  return sent;
}

// ---- v1 ----

Result<v1::SendTemplatedEmail::Output> Engine::handle(Turn& turn,
                                                      v1::SendTemplatedEmail const& op) {
  if (auto error = refusal_of_data("TemplateData", op.template_data))
    return *error;
  auto const found = find_template(turn, op.template_name);
  if (!found)
    return found.error();
  Draft draft;
  draft.envelope = {op.source,          op.return_path,      op.tags, op.configuration_set_name,
                    message_length_max, "SendTemplatedEmail"};
  draft.destination = op.destination;
  draft.reply_to = op.reply_to_addresses;
  fill(draft, **found, op.template_data);
  auto id = send(turn, draft);
  if (!id)
    return id.error();
  return v1::SendTemplatedEmail::Output{std::move(*id)};
}

Result<v1::SendBulkTemplatedEmail::Output> Engine::handle(Turn& turn,
                                                          v1::SendBulkTemplatedEmail const& op) {
  auto const found = find_template(turn, op.template_name);
  if (!found)
    return found.error();
  Bulk bulk{{op.source, op.return_path, op.default_tags, op.configuration_set_name,
             message_length_max, "SendBulkTemplatedEmail"},
            op.reply_to_addresses,
            **found,
            op.default_template_data,
            {},
            {},
            {}};
  for (auto const& entry : op.destinations)
    bulk.entries.push_back({entry.destination,
                            entry.replacement_tags,
                            entry.replacement_template_data.value_or(""),
                            {}});
  auto const sent = send_bulk(turn, bulk);
  if (!sent)
    return sent.error();
  v1::SendBulkTemplatedEmail::Output output;
  for (auto const& one : *sent) {
    auto& status = output.status.emplace_back();
    status.status = status_of(one).in_v1;
    (one ? status.message_id : status.error) = one ? *one : one.error().message;
  }
  return output;
}

// ---- v2 ----

Result<v2::SendEmail::Output> Engine::send_templated(Turn& turn, v2::SendEmail const& op) {
  auto const& from = *op.content.from_template;
  auto const data = from.template_data.value_or("{}");
  if (auto error = refusal_of_data("Content.Template.TemplateData", data))
    return errors::in_v2(*error);
  auto const content = template_of(turn, from);
  if (!content)
    return errors::in_v2(content.error());
  Draft draft;
  draft.envelope = {op.from_email_address, op.feedback_forwarding_email_address, op.email_tags,
                    op.configuration_set_name, message_length_max_v2};
  draft.destination = op.destination.value_or(Destination{});
  draft.reply_to = op.reply_to_addresses;
  draft.headers = headers_of(from.headers);
  draft.attachments = attachments_of(from.attachments);
  fill(draft, *content, data);
  auto id = send(turn, draft);
  if (!id)
    return errors::in_v2(id.error());
  return v2::SendEmail::Output{std::move(*id)};
}

Result<v2::SendBulkEmail::Output> Engine::handle(Turn& turn, v2::SendBulkEmail const& op) {
  if (!op.default_content.from_template)
    return errors::in_v2(errors::bad_parameter("DefaultContent must have a Template."));
  auto const& from = *op.default_content.from_template;
  auto content = template_of(turn, from);
  if (!content)
    return errors::in_v2(content.error());
  Bulk bulk{{op.from_email_address, op.feedback_forwarding_email_address, op.default_email_tags,
             op.configuration_set_name, message_length_max_v2},
            op.reply_to_addresses,
            std::move(*content),
            from.template_data.value_or("{}"),
            headers_of(from.headers),
            attachments_of(from.attachments),
            {}};
  for (auto const& entry : op.bulk_email_entries) {
    std::string data;
    if (entry.replacement_email_content && entry.replacement_email_content->replacement_template)
      data =
          entry.replacement_email_content->replacement_template->replacement_template_data.value_or(
              "");
    bulk.entries.push_back({entry.destination, entry.replacement_tags, std::move(data),
                            headers_of(entry.replacement_headers)});
  }
  auto const sent = send_bulk(turn, bulk);
  if (!sent)
    return errors::in_v2(sent.error());
  v2::SendBulkEmail::Output output;
  for (auto const& one : *sent) {
    auto& result = output.bulk_email_entry_results.emplace_back();
    result.status = status_of(one).in_v2;
    (one ? result.message_id : result.error) = one ? *one : one.error().message;
  }
  return output;
}

}  // namespace proofbox::ses
