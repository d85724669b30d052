// Amazon SES as a state machine: identities and the outbox of every account and region of a box,
// behind both of its APIs. An identity counts as verified as soon as it is asked for; who is no
// identity cannot send. Recipients need not be verified, and the sandbox's quota is told but not
// enforced.
#pragma once

#include <map>
#include <unordered_map>

#include "engines/ses/identity.hpp"
#include "engines/ses/mail.hpp"
#include "engines/ses/v1_shapes.hpp"
#include "engines/ses/v2_shapes.hpp"
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

  // engine_raw.cpp
  Result<std::string> send(Turn& turn, RawDraft const& draft);

  // engine_account.cpp
  SendQuota quota(Turn const& turn) const;

  // engine_rows.cpp
  void keep(Turn& turn, Identity const& identity);
  void keep(Turn& turn, Mail const& mail);
  void forget(Turn& turn, Identity const& identity);

  // An identity's key is "REGION/ACCOUNT/NAME"; listing goes in the order of the keys.
  std::map<std::string, Identity, std::less<>> identities_;
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

// "Name <a@b>", decoded, or "a@b": how the outbox shows a mailbox.
std::string shown(Mailbox const& mailbox);
std::vector<std::string> shown(std::vector<Mailbox> const& mailboxes);
std::string_view address_of(std::string_view shown);

}  // namespace proofbox::ses
