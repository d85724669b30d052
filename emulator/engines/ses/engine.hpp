// Amazon SES as a state machine: identities and the outbox of every account and region of a box,
// behind both of its APIs. An identity counts as verified as soon as it is asked for; who is no
// identity cannot send. Recipients need not be verified, and the sandbox's quota is told but not
// enforced.
#pragma once

#include <map>
#include <unordered_map>

#include "engines/ses/identity.hpp"
#include "engines/ses/mail.hpp"
#include "engines/ses/stored_template.hpp"
#include "engines/ses/template_shapes.hpp"
#include "ports/engine.hpp"

namespace proofbox::ses {

class Engine : public proofbox::Engine {
 public:
  // engine_identities.cpp
  Result<v1::VerifyEmailIdentity::Output> handle(Turn& turn, v1::VerifyEmailIdentity const& op);
  Result<Nothing> handle(Turn& turn, v1::VerifyEmailAddress const& op);
  Result<v1::VerifyDomainIdentity::Output> handle(Turn& turn, v1::VerifyDomainIdentity const& op);
  Result<v1::ListIdentities::Output> handle(Turn& turn, v1::ListIdentities const& op);
  Result<v1::GetIdentityVerificationAttributes::Output> handle(
      Turn& turn, v1::GetIdentityVerificationAttributes const& op);
  Result<v1::DeleteIdentity::Output> handle(Turn& turn, v1::DeleteIdentity const& op);
  Result<v2::CreateEmailIdentity::Output> handle(Turn& turn, v2::CreateEmailIdentity const& op);
  Result<v2::GetEmailIdentity::Output> handle(Turn& turn, v2::GetEmailIdentity const& op);
  Result<v2::ListEmailIdentities::Output> handle(Turn& turn, v2::ListEmailIdentities const& op);
  Result<Nothing> handle(Turn& turn, v2::DeleteEmailIdentity const& op);

  // engine_sending.cpp
  Result<v1::SendEmail::Output> handle(Turn& turn, v1::SendEmail const& op);
  Result<v1::SendRawEmail::Output> handle(Turn& turn, v1::SendRawEmail const& op);
  Result<v2::SendEmail::Output> handle(Turn& turn, v2::SendEmail const& op);
  Result<SendSmtpEmail::Output> handle(Turn& turn, SendSmtpEmail const& op);
  Result<PutMessage::Output> handle(Turn& turn, PutMessage const& op);

  // engine_templates.cpp
  Result<v1::CreateTemplate::Output> handle(Turn& turn, v1::CreateTemplate const& op);
  Result<v1::UpdateTemplate::Output> handle(Turn& turn, v1::UpdateTemplate const& op);
  Result<v1::DeleteTemplate::Output> handle(Turn& turn, v1::DeleteTemplate const& op);
  Result<v1::GetTemplate::Output> handle(Turn& turn, v1::GetTemplate const& op);
  Result<v1::ListTemplates::Output> handle(Turn& turn, v1::ListTemplates const& op);
  Result<v1::TestRenderTemplate::Output> handle(Turn& turn, v1::TestRenderTemplate const& op);
  Result<Nothing> handle(Turn& turn, v2::CreateEmailTemplate const& op);
  Result<Nothing> handle(Turn& turn, v2::UpdateEmailTemplate const& op);
  Result<Nothing> handle(Turn& turn, v2::DeleteEmailTemplate const& op);
  Result<v2::GetEmailTemplate::Output> handle(Turn& turn, v2::GetEmailTemplate const& op);
  Result<v2::ListEmailTemplates::Output> handle(Turn& turn, v2::ListEmailTemplates const& op);
  Result<v2::TestRenderEmailTemplate::Output> handle(Turn& turn,
                                                     v2::TestRenderEmailTemplate const& op);

  // engine_templated.cpp
  Result<v1::SendTemplatedEmail::Output> handle(Turn& turn, v1::SendTemplatedEmail const& op);
  Result<v1::SendBulkTemplatedEmail::Output> handle(Turn& turn,
                                                    v1::SendBulkTemplatedEmail const& op);
  Result<v2::SendBulkEmail::Output> handle(Turn& turn, v2::SendBulkEmail const& op);

  // engine_account.cpp
  Result<SendQuota> handle(Turn& turn, v1::GetSendQuota const& op);
  Result<v2::GetAccount::Output> handle(Turn& turn, v2::GetAccount const& op);
  Result<ListMessages::Output> handle(Turn& turn, ListMessages const& op);
  Result<ReadMessage::Output> handle(Turn& turn, ReadMessage const& op);

  // engine_rows.cpp
  void restore(Table const& table, void const* row) override;
  std::vector<Table const*> tables() const override;

 private:
  // engine_identities.cpp
  Identity const* find(Turn const& turn, std::string_view name) const;
  Identity const& add(Turn& turn, std::string_view name, std::vector<v2::Tag> tags);
  bool remove(Turn& turn, std::string_view name);
  struct Page {
    std::vector<Identity const*> identities;
    std::optional<std::string> next_token;
  };
  Result<Page> page(Turn const& turn, std::optional<bool> domains,
                    std::optional<std::string> const& token, std::size_t most) const;

  // engine_sending.cpp
  Result<std::string> send(Turn& turn, Draft const& draft);
  std::optional<Error> refusal_of_senders(Turn const& turn,
                                          std::vector<std::string> const& senders) const;
  bool is_verified(Turn const& turn, std::string_view address) const;
  std::string accept(Turn& turn, Mail mail);

  // engine_templates.cpp
  Result<CompiledTemplate const*> find_template(Turn const& turn, std::string_view name) const;
  std::optional<Error> create_template(Turn& turn, StoredTemplate row);
  std::optional<Error> update_template(Turn& turn, StoredTemplate row);
  bool remove_template(Turn& turn, std::string_view name);
  std::size_t count_templates(Turn const& turn) const;
  struct TemplatePage {
    std::vector<StoredTemplate const*> templates;
    std::optional<std::string> next_token;
  };
  Result<TemplatePage> template_page(Turn const& turn, std::optional<std::string> const& token,
                                     std::optional<std::int64_t> most) const;
  Result<std::string> preview(Turn& turn, std::string_view name, std::string_view data) const;

  // engine_templated.cpp
  struct Bulk;
  Result<v2::SendEmail::Output> send_templated(Turn& turn, v2::SendEmail const& op);
  Result<CompiledTemplate> template_of(Turn const& turn, v2::Template const& from) const;
  Result<std::vector<Result<std::string>>> send_bulk(Turn& turn, Bulk const& bulk);
  std::string rendering_failed(Turn& turn, Mail const& mail, std::string_view reason);

  // engine_raw.cpp
  Result<std::string> send(Turn& turn, RawDraft const& draft);

  // engine_account.cpp
  SendQuota quota(Turn const& turn) const;

  // engine_rows.cpp
  void keep(Turn& turn, Identity const& identity);
  void keep(Turn& turn, Mail const& mail);
  void forget(Turn& turn, Identity const& identity);
  void keep(Turn& turn, StoredTemplate const& row);
  void forget(Turn& turn, StoredTemplate const& row);

  // An identity's key is "REGION/ACCOUNT/NAME"; listing goes in the order of the keys.
  std::map<std::string, Identity, std::less<>> identities_;
  // A template's key is "REGION/ACCOUNT/NAME", too.
  std::map<std::string, CompiledTemplate, std::less<>> templates_;
  std::map<std::int64_t, Mail> mails_;  // in the order of their sending
  std::unordered_map<std::string, std::int64_t> by_id_;
  std::int64_t last_mail_ = 0;
};

// "0100" + milliseconds + uuid + "-000000": the id of a mail that is sent now.
std::string message_id(Instant now, std::string_view region, std::string_view uuid);

// The Message-ID header of a mail with that id.
std::string message_id_header(std::string_view id, std::string_view region);

// The refusal that tags and configuration set call for: both are looked at before who sends.
std::optional<Error> refusal_of_envelope(Envelope const& envelope);

// The recipients of one mail, each as often as it is named, are 1 to 50.
std::optional<Error> refusal_of_recipients(std::size_t count);

std::vector<Attachment> attachments_of(std::vector<v2::Attachment> const& from);

// "Name <a@b>", decoded, or "a@b": how the outbox shows a mailbox.
std::string shown(Mailbox const& mailbox);
std::vector<std::string> shown(std::vector<Mailbox> const& mailboxes);
std::string_view address_of(std::string_view shown);

}  // namespace proofbox::ses
