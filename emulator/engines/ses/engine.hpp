// Amazon SES as a state machine: identities and the outbox of every account and region of a box,
// behind both of its APIs. An identity counts as verified as soon as it is asked for; who is no
// identity cannot send. Where the box is strict about the sandbox, addresses must follow a link,
// recipients must be verified as well, and the quotas hold.
#pragma once

#include <deque>
#include <map>
#include <set>
#include <unordered_map>

#include "engines/ses/account.hpp"
#include "engines/ses/configuration_set.hpp"
#include "engines/ses/event.hpp"
#include "engines/ses/identity.hpp"
#include "engines/ses/identity_shapes.hpp"
#include "engines/ses/inbox_shapes.hpp"
#include "engines/ses/journey.hpp"
#include "engines/ses/mail.hpp"
#include "engines/ses/notification_shapes.hpp"
#include "engines/ses/receipt_rules.hpp"
#include "engines/ses/statistics_shapes.hpp"
#include "engines/ses/stored_template.hpp"
#include "engines/ses/suppression.hpp"
#include "engines/ses/template_shapes.hpp"
#include "engines/ses/v1_configuration_shapes.hpp"
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

  // engine_verification.cpp
  Result<v1::ListVerifiedEmailAddresses::Output> handle(Turn& turn,
                                                        v1::ListVerifiedEmailAddresses const& op);
  Result<Nothing> handle(Turn& turn, v1::DeleteVerifiedEmailAddress const& op);
  Result<Nothing> handle(Turn& turn, FollowVerificationLink const& op);
  Result<Nothing> handle(Turn& turn, SetVerificationStatus const& op);

  // engine_identity_settings.cpp
  Result<v1::GetIdentityDkimAttributes::Output> handle(Turn& turn,
                                                       v1::GetIdentityDkimAttributes const& op);
  Result<v1::SetIdentityDkimEnabled::Output> handle(Turn& turn,
                                                    v1::SetIdentityDkimEnabled const& op);
  Result<v1::VerifyDomainDkim::Output> handle(Turn& turn, v1::VerifyDomainDkim const& op);
  Result<v1::GetIdentityMailFromDomainAttributes::Output> handle(
      Turn& turn, v1::GetIdentityMailFromDomainAttributes const& op);
  Result<v1::SetIdentityMailFromDomain::Output> handle(Turn& turn,
                                                       v1::SetIdentityMailFromDomain const& op);
  Result<Nothing> handle(Turn& turn, v2::PutEmailIdentityDkimAttributes const& op);
  Result<v2::PutEmailIdentityDkimSigningAttributes::Output> handle(
      Turn& turn, v2::PutEmailIdentityDkimSigningAttributes const& op);
  Result<Nothing> handle(Turn& turn, v2::PutEmailIdentityMailFromAttributes const& op);
  Result<Nothing> handle(Turn& turn, v2::PutEmailIdentityConfigurationSetAttributes const& op);

  // engine_identity_policies.cpp
  Result<v1::PutIdentityPolicy::Output> handle(Turn& turn, v1::PutIdentityPolicy const& op);
  Result<v1::GetIdentityPolicies::Output> handle(Turn& turn, v1::GetIdentityPolicies const& op);
  Result<v1::ListIdentityPolicies::Output> handle(Turn& turn, v1::ListIdentityPolicies const& op);
  Result<v1::DeleteIdentityPolicy::Output> handle(Turn& turn, v1::DeleteIdentityPolicy const& op);
  Result<Nothing> handle(Turn& turn, v2::CreateEmailIdentityPolicy const& op);
  Result<v2::GetEmailIdentityPolicies::Output> handle(Turn& turn,
                                                      v2::GetEmailIdentityPolicies const& op);
  Result<Nothing> handle(Turn& turn, v2::UpdateEmailIdentityPolicy const& op);
  Result<Nothing> handle(Turn& turn, v2::DeleteEmailIdentityPolicy const& op);

  // engine_tags.cpp
  Result<Nothing> handle(Turn& turn, v2::TagResource const& op);
  Result<Nothing> handle(Turn& turn, v2::UntagResource const& op);
  Result<v2::ListTagsForResource::Output> handle(Turn& turn, v2::ListTagsForResource const& op);

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
  Result<Nothing> handle(Turn& turn, v2::PutAccountDetails const& op);

  // engine_inbox.cpp
  Result<ListMessages::Output> handle(Turn& turn, ListMessages const& op);
  Result<ReadMessage::Output> handle(Turn& turn, ReadMessage const& op);
  Result<ReadAttachment::Output> handle(Turn& turn, ReadAttachment const& op);
  Result<DeleteMessages::Output> handle(Turn& turn, DeleteMessages const& op);

  // engine_receipt_rule_sets.cpp
  Result<v1::CreateReceiptRuleSet::Output> handle(Turn& turn, v1::CreateReceiptRuleSet const& op);
  Result<v1::CloneReceiptRuleSet::Output> handle(Turn& turn, v1::CloneReceiptRuleSet const& op);
  Result<v1::DescribeReceiptRuleSet::Output> handle(Turn& turn,
                                                    v1::DescribeReceiptRuleSet const& op);
  Result<v1::ListReceiptRuleSets::Output> handle(Turn& turn, v1::ListReceiptRuleSets const& op);
  Result<v1::DeleteReceiptRuleSet::Output> handle(Turn& turn, v1::DeleteReceiptRuleSet const& op);
  Result<v1::SetActiveReceiptRuleSet::Output> handle(Turn& turn,
                                                     v1::SetActiveReceiptRuleSet const& op);
  Result<v1::DescribeActiveReceiptRuleSet::Output> handle(
      Turn& turn, v1::DescribeActiveReceiptRuleSet const& op);
  Result<v1::ReorderReceiptRuleSet::Output> handle(Turn& turn, v1::ReorderReceiptRuleSet const& op);

  // engine_receipt_rules.cpp
  Result<v1::CreateReceiptRule::Output> handle(Turn& turn, v1::CreateReceiptRule const& op);
  Result<v1::UpdateReceiptRule::Output> handle(Turn& turn, v1::UpdateReceiptRule const& op);
  Result<v1::DescribeReceiptRule::Output> handle(Turn& turn, v1::DescribeReceiptRule const& op);
  Result<v1::DeleteReceiptRule::Output> handle(Turn& turn, v1::DeleteReceiptRule const& op);
  Result<v1::SetReceiptRulePosition::Output> handle(Turn& turn,
                                                    v1::SetReceiptRulePosition const& op);
  Result<v1::CreateReceiptFilter::Output> handle(Turn& turn, v1::CreateReceiptFilter const& op);
  Result<v1::ListReceiptFilters::Output> handle(Turn& turn, v1::ListReceiptFilters const& op);
  Result<v1::DeleteReceiptFilter::Output> handle(Turn& turn, v1::DeleteReceiptFilter const& op);

  // engine_configuration_sets.cpp
  Result<v1::CreateConfigurationSet::Output> handle(Turn& turn,
                                                    v1::CreateConfigurationSet const& op);
  Result<v1::DeleteConfigurationSet::Output> handle(Turn& turn,
                                                    v1::DeleteConfigurationSet const& op);
  Result<v1::DescribeConfigurationSet::Output> handle(Turn& turn,
                                                      v1::DescribeConfigurationSet const& op);
  Result<v1::ListConfigurationSets::Output> handle(Turn& turn, v1::ListConfigurationSets const& op);
  Result<v1::PutConfigurationSetDeliveryOptions::Output> handle(
      Turn& turn, v1::PutConfigurationSetDeliveryOptions const& op);
  Result<v1::CreateConfigurationSetTrackingOptions::Output> handle(
      Turn& turn, v1::CreateConfigurationSetTrackingOptions const& op);
  Result<v1::UpdateConfigurationSetTrackingOptions::Output> handle(
      Turn& turn, v1::UpdateConfigurationSetTrackingOptions const& op);
  Result<v1::DeleteConfigurationSetTrackingOptions::Output> handle(
      Turn& turn, v1::DeleteConfigurationSetTrackingOptions const& op);
  Result<Nothing> handle(Turn& turn, v1::UpdateConfigurationSetSendingEnabled const& op);
  Result<Nothing> handle(Turn& turn, v1::UpdateConfigurationSetReputationMetricsEnabled const& op);
  Result<v2::CreateConfigurationSet::Output> handle(Turn& turn,
                                                    v2::CreateConfigurationSet const& op);
  Result<v2::GetConfigurationSet::Output> handle(Turn& turn, v2::GetConfigurationSet const& op);
  Result<v2::ListConfigurationSets::Output> handle(Turn& turn, v2::ListConfigurationSets const& op);
  Result<v2::DeleteConfigurationSet::Output> handle(Turn& turn,
                                                    v2::DeleteConfigurationSet const& op);
  Result<v2::PutConfigurationSetSendingOptions::Output> handle(
      Turn& turn, v2::PutConfigurationSetSendingOptions const& op);
  Result<v2::PutConfigurationSetReputationOptions::Output> handle(
      Turn& turn, v2::PutConfigurationSetReputationOptions const& op);
  Result<v2::PutConfigurationSetSuppressionOptions::Output> handle(
      Turn& turn, v2::PutConfigurationSetSuppressionOptions const& op);
  Result<v2::PutConfigurationSetTrackingOptions::Output> handle(
      Turn& turn, v2::PutConfigurationSetTrackingOptions const& op);
  Result<v2::PutConfigurationSetDeliveryOptions::Output> handle(
      Turn& turn, v2::PutConfigurationSetDeliveryOptions const& op);

  // engine_event_destinations.cpp
  Result<v1::CreateConfigurationSetEventDestination::Output> handle(
      Turn& turn, v1::CreateConfigurationSetEventDestination const& op);
  Result<v1::UpdateConfigurationSetEventDestination::Output> handle(
      Turn& turn, v1::UpdateConfigurationSetEventDestination const& op);
  Result<v1::DeleteConfigurationSetEventDestination::Output> handle(
      Turn& turn, v1::DeleteConfigurationSetEventDestination const& op);
  Result<v2::CreateConfigurationSetEventDestination::Output> handle(
      Turn& turn, v2::CreateConfigurationSetEventDestination const& op);
  Result<v2::UpdateConfigurationSetEventDestination::Output> handle(
      Turn& turn, v2::UpdateConfigurationSetEventDestination const& op);
  Result<v2::DeleteConfigurationSetEventDestination::Output> handle(
      Turn& turn, v2::DeleteConfigurationSetEventDestination const& op);
  Result<v2::GetConfigurationSetEventDestinations::Output> handle(
      Turn& turn, v2::GetConfigurationSetEventDestinations const& op);
  void carried(Turn& turn, Parcel const& parcel, Outcome const& outcome) override;

  // engine_notifications.cpp
  Result<v1::SetIdentityNotificationTopic::Output> handle(
      Turn& turn, v1::SetIdentityNotificationTopic const& op);
  Result<v1::SetIdentityFeedbackForwardingEnabled::Output> handle(
      Turn& turn, v1::SetIdentityFeedbackForwardingEnabled const& op);
  Result<v1::SetIdentityHeadersInNotificationsEnabled::Output> handle(
      Turn& turn, v1::SetIdentityHeadersInNotificationsEnabled const& op);
  Result<v1::GetIdentityNotificationAttributes::Output> handle(
      Turn& turn, v1::GetIdentityNotificationAttributes const& op);
  Result<v2::PutEmailIdentityFeedbackAttributes::Output> handle(
      Turn& turn, v2::PutEmailIdentityFeedbackAttributes const& op);

  // engine_suppression.cpp
  Result<v2::PutSuppressedDestination::Output> handle(Turn& turn,
                                                      v2::PutSuppressedDestination const& op);
  Result<v2::GetSuppressedDestination::Output> handle(Turn& turn,
                                                      v2::GetSuppressedDestination const& op);
  Result<v2::DeleteSuppressedDestination::Output> handle(Turn& turn,
                                                         v2::DeleteSuppressedDestination const& op);
  Result<v2::ListSuppressedDestinations::Output> handle(Turn& turn,
                                                        v2::ListSuppressedDestinations const& op);
  Result<v2::PutAccountSuppressionAttributes::Output> handle(
      Turn& turn, v2::PutAccountSuppressionAttributes const& op);

  // engine_statistics.cpp
  Result<v1::GetSendStatistics::Output> handle(Turn& turn, v1::GetSendStatistics const& op);
  Result<Nothing> handle(Turn& turn, v1::UpdateAccountSendingEnabled const& op);
  Result<v1::GetAccountSendingEnabled::Output> handle(Turn& turn,
                                                      v1::GetAccountSendingEnabled const& op);
  Result<v2::PutAccountSendingAttributes::Output> handle(Turn& turn,
                                                         v2::PutAccountSendingAttributes const& op);

  // engine_delivery_settings.cpp
  Result<ConfigureDelivery::Output> handle(Turn& turn, ConfigureDelivery const& op);

  // engine_journeys.cpp
  std::optional<Instant> next_due() const override;
  void advance(Turn& turn) override;

  // engine_rows.cpp
  std::optional<std::string> restore(Table const& table, void const* row) override;
  void save(Turn& turn) const override;
  std::vector<Table const*> tables() const override;

 private:
  // engine_identities.cpp
  Identity const* find(Turn const& turn, std::string_view name) const;
  Identity* find(Turn const& turn, std::string_view name);
  Identity& add(Turn& turn, std::string_view name, std::vector<v2::Tag> tags,
                std::optional<std::string> configuration_set = {});
  bool remove(Turn& turn, std::string_view name);
  struct Page {
    std::vector<Identity const*> identities;
    std::optional<std::string> next_token;
  };
  Result<Page> page(Turn const& turn, std::optional<bool> domains,
                    std::optional<std::string> const& token, std::size_t most) const;

  // engine_verification.cpp
  void verify(Turn& turn, Identity& identity);
  void send_link(Turn& turn, Identity const& identity);
  // The verified identity by which an address or a domain may send.
  Identity const* covering(Turn const& turn, std::string_view name) const;
  bool is_verified(Turn const& turn, std::string_view name) const;

  // engine_identity_settings.cpp
  void start_signing(Turn& turn, Identity& identity, std::optional<std::string> const& key_length);

  // engine_sending.cpp
  Result<std::string> send(Turn& turn, Draft const& draft);
  std::optional<Error> refusal_of_envelope(Turn const& turn, Envelope const& envelope) const;
  std::optional<Error> address(Turn const& turn, Mail& mail, Envelope const& envelope) const;
  std::string accept(Turn& turn, Mail mail);
  std::string put(Turn& turn, std::string account, std::string region, PutMessage const& op);

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
  std::string rendering_failed(Turn& turn, Mail mail, std::string_view reason);

  // engine_raw.cpp
  Result<std::string> send(Turn& turn, RawDraft const& draft);

  // engine_account.cpp
  Account account_of(std::string_view region, std::string_view account) const;
  void put(Turn& turn, Account account);
  bool is_in_sandbox(Turn const& turn) const;
  std::int64_t sent_within(Turn const& turn, Duration span, std::int64_t Sending::*counted) const;
  SendQuota quota(Turn const& turn) const;
  void count_for_quota(Turn& turn, Mail const& mail);
  // Everybody in whose name a mail goes out may send; in a strict sandbox those who get it are
  // verified too, and the quotas are not used up.
  std::optional<Error> refusal_of_parties(Turn const& turn, std::vector<std::string> const& senders,
                                          std::vector<std::string> const& recipients) const;
  std::optional<Error> refusal_of_quota(Turn const& turn,
                                        std::vector<std::string> const& recipients) const;

  // engine_receipt_rule_sets.cpp
  RuleSet* find_rule_set(Turn const& turn, std::string_view name);
  RuleSet* active_rule_set(Turn const& turn);

  // engine_configuration_sets.cpp
  struct Names {
    std::vector<std::string> names;
    std::optional<std::string> next_token;
  };
  ConfigurationSet const* find_set(std::string_view region, std::string_view account,
                                   std::string_view name) const;
  ConfigurationSet* find_set(Turn const& turn, std::string_view name);
  std::optional<Error> refusal_of_set(Turn const& turn, std::string_view name) const;
  std::optional<Error> refusal_of_new_set(Turn& turn, std::string_view name);
  void add(Turn& turn, ConfigurationSet set);
  std::optional<Error> remove_set(Turn& turn, std::string_view name);
  template <class Change>
  std::optional<Error> change_set(Turn& turn, std::string_view name, Change change);
  std::optional<Error> allow_sending(Turn& turn, std::string_view set, bool enabled);
  std::optional<Error> set_tracking(Turn& turn, std::string_view set,
                                    v1::TrackingOptions const& options);
  Result<Names> set_names(Turn const& turn, std::optional<std::string> const& token,
                          std::optional<std::int64_t> wanted) const;

  // engine_event_destinations.cpp
  enum class Taken { unknown, yes, no };
  std::optional<Error> put_destination(Turn& turn, std::string_view set,
                                       v2::EventDestination destination, bool is_new);
  std::optional<Error> remove_destination(Turn& turn, std::string_view set, std::string_view name);
  // Whether the topic took the message. While that is not known the turn waits, and the operation
  // asks again in the same words.
  Taken ask_topic(Turn& turn, std::string_view what, std::string_view topic_arn,
                  std::string_view source_arn, std::string_view message);

  // engine_journeys.cpp
  void begin_journey(Turn& turn, Mail const& mail);
  void move_on(Turn& turn, Mail const& mail, Journey& journey);
  void end_journey(Turn& turn, std::int64_t number);  // where it is, without a word
  using Legs = std::vector<Leg const*>;
  void tell_of_delivery(Turn& turn, Mail const& mail, Legs const& legs);
  void tell_of_bounce(Turn& turn, Mail const& mail, Legs const& legs, std::string_view fate);
  void tell_of_complaint(Turn& turn, Mail const& mail, Legs const& legs,
                         std::optional<std::string> sub_type);
  void tell_of_rejection(Turn& turn, Mail const& mail, Legs const& legs);
  // A templated mail that could not be rendered; it is told of and goes no further.
  void tell_of_failure(Turn& turn, Mail const& mail, std::string template_name,
                       std::string error_message);

  // engine_events.cpp: `type` is the second API's word, such as BOUNCE
  void tell(Turn& turn, Mail const& mail, std::string_view type, Event const& event);
  void tell_set(Turn& turn, Mail const& mail, std::string_view type, Event event);
  void tell_identity(Turn& turn, Mail const& mail, std::string_view type, Event event);

  // engine_suppression.cpp
  std::vector<std::string> suppressed_reasons(Mail const& mail) const;
  std::optional<std::string> suppression_of(Mail const& mail, std::string_view address) const;
  void suppress(Turn& turn, Mail const& mail, std::string const& address, std::string_view reason,
                std::string const& feedback_id);

  // engine_statistics.cpp
  void allow_sending(Turn& turn, bool enabled);
  void count(Turn& turn, Mail const& mail, std::int64_t SendCount::*what, std::int64_t by);

  // engine_rows.cpp
  template <class Row>
  static void keep(Turn& turn, Row const& row);
  template <class Row>
  static void forget(Turn& turn, Row const& row);

  // An identity's key is "REGION/ACCOUNT/NAME"; listing goes in the order of the keys.
  std::map<std::string, Identity, std::less<>> identities_;
  // A template's key is "REGION/ACCOUNT/NAME", too.
  std::map<std::string, CompiledTemplate, std::less<>> templates_;
  std::map<std::int64_t, Mail> mails_;  // in the order of their sending
  std::unordered_map<std::string, std::int64_t> by_id_;
  std::int64_t last_mail_ = 0;

  // Keys are "REGION/ACCOUNT/NAME" here, too.
  std::map<std::string, ConfigurationSet, std::less<>> sets_;
  std::map<std::string, Suppressed, std::less<>> suppressed_;
  std::map<std::string, RuleSet, std::less<>> rule_sets_;
  std::map<std::string, AddressFilter, std::less<>> filters_;
  std::map<std::string, Account, std::less<>> accounts_;                     // "REGION/ACCOUNT/"
  std::map<std::string, std::map<Instant, SendCount>, std::less<>> counts_;  // "REGION/ACCOUNT/"
  std::deque<Sending> sendings_;                      // of the last day, in their order
  std::map<std::int64_t, ListMessages::Mail> shown_;  // decoded, of mails somebody looked at
  std::map<std::int64_t, Journey> journeys_;          // by their mails' numbers
  std::set<std::pair<Instant, std::int64_t>> due_;    // journeys that go on then
  DeliverySettings delivery_settings_;

  // Topics that were asked whether they take messages, for calls that wait for the answer.
  struct Question {
    std::uint64_t number = 0;  // of its parcel and of the bell that the call waits for
    Instant asked_at{};
    Taken taken = Taken::unknown;
  };
  std::map<std::string, Question> questions_;
  std::uint64_t last_question_ = 0;
};

// "REGION/ACCOUNT/": what the keys of everything begin with that an account has there.
std::string world_of(std::string_view region, std::string_view account);
std::string world_of(Turn const& turn);

// "0100" + milliseconds + uuid + "-000000": the id of a mail that is sent now.
std::string message_id(Instant now, std::string_view region, std::string_view uuid);

// The Message-ID header of a mail with that id.
std::string message_id_header(std::string_view id, std::string_view region);

// The recipients of one mail, each as often as it is named, are 1 to 50.
std::optional<Error> refusal_of_recipients(std::size_t count);

std::vector<Attachment> attachments_of(std::vector<v2::Attachment> const& from);

// "Name <a@b>", decoded, or "a@b": how the outbox shows a mailbox.
std::string shown(Mailbox const& mailbox);
std::vector<std::string> shown(std::vector<Mailbox> const& mailboxes);
std::string_view address_of(std::string_view shown);
std::vector<std::string> addresses_of(std::vector<std::vector<Mailbox>> const& recipients);

v2::DkimAttributes dkim_of(Identity const& identity);
std::optional<Error> refusal_of_signing(v2::DkimSigningAttributes const& attributes, bool address);
void sign_with_own_key(Turn const& turn, Identity& identity, std::string selector);

}  // namespace proofbox::ses
