#include "engines/ses/api.hpp"
#include "engines/ses/engine.hpp"
#include "engines/ses/errors.hpp"

namespace proofbox::ses {

Api const& v1_api() {
  static Api const api = [] {
    Api ses;
    ses.service = "ses";
    ses.version = "2010-12-01";
    ses.xml_namespace = "http://ses.amazonaws.com/doc/2010-12-01/";
    ses.body_limit = 16 << 20;
    ses.rows = {
        operation<v1::VerifyEmailIdentity, Engine>(),
        operation<v1::VerifyEmailAddress, Engine>(),
        operation<v1::VerifyDomainIdentity, Engine>(),
        operation<v1::ListIdentities, Engine>(),
        operation<v1::GetIdentityVerificationAttributes, Engine>(),
        operation<v1::DeleteIdentity, Engine>(),
        operation<v1::ListVerifiedEmailAddresses, Engine>(),
        operation<v1::DeleteVerifiedEmailAddress, Engine>(),
        operation<v1::GetIdentityDkimAttributes, Engine>(),
        operation<v1::SetIdentityDkimEnabled, Engine>(),
        operation<v1::VerifyDomainDkim, Engine>(),
        operation<v1::GetIdentityMailFromDomainAttributes, Engine>(),
        operation<v1::SetIdentityMailFromDomain, Engine>(),
        operation<v1::PutIdentityPolicy, Engine>(),
        operation<v1::GetIdentityPolicies, Engine>(),
        operation<v1::ListIdentityPolicies, Engine>(),
        operation<v1::DeleteIdentityPolicy, Engine>(),
        operation<v1::SendEmail, Engine>(),
        operation<v1::SendRawEmail, Engine>(),
        operation<v1::GetSendQuota, Engine>(),
        operation<v1::CreateTemplate, Engine>(),
        operation<v1::UpdateTemplate, Engine>(),
        operation<v1::DeleteTemplate, Engine>(),
        operation<v1::GetTemplate, Engine>(),
        operation<v1::ListTemplates, Engine>(),
        operation<v1::TestRenderTemplate, Engine>(),
        operation<v1::SendTemplatedEmail, Engine>(),
        operation<v1::SendBulkTemplatedEmail, Engine>(),
        operation<v1::CreateConfigurationSet, Engine>(),
        operation<v1::DeleteConfigurationSet, Engine>(),
        operation<v1::DescribeConfigurationSet, Engine>(),
        operation<v1::ListConfigurationSets, Engine>(),
        operation<v1::PutConfigurationSetDeliveryOptions, Engine>(),
        operation<v1::CreateConfigurationSetTrackingOptions, Engine>(),
        operation<v1::UpdateConfigurationSetTrackingOptions, Engine>(),
        operation<v1::DeleteConfigurationSetTrackingOptions, Engine>(),
        operation<v1::UpdateConfigurationSetSendingEnabled, Engine>(),
        operation<v1::UpdateConfigurationSetReputationMetricsEnabled, Engine>(),
        operation<v1::CreateConfigurationSetEventDestination, Engine>(),
        operation<v1::UpdateConfigurationSetEventDestination, Engine>(),
        operation<v1::DeleteConfigurationSetEventDestination, Engine>(),
        operation<v1::SetIdentityNotificationTopic, Engine>(),
        operation<v1::SetIdentityFeedbackForwardingEnabled, Engine>(),
        operation<v1::SetIdentityHeadersInNotificationsEnabled, Engine>(),
        operation<v1::GetIdentityNotificationAttributes, Engine>(),
        operation<v1::GetSendStatistics, Engine>(),
        operation<v1::UpdateAccountSendingEnabled, Engine>(),
        operation<v1::GetAccountSendingEnabled, Engine>(),
        operation<v1::CreateReceiptRuleSet, Engine>(),
        operation<v1::CloneReceiptRuleSet, Engine>(),
        operation<v1::DescribeReceiptRuleSet, Engine>(),
        operation<v1::ListReceiptRuleSets, Engine>(),
        operation<v1::DeleteReceiptRuleSet, Engine>(),
        operation<v1::SetActiveReceiptRuleSet, Engine>(),
        operation<v1::DescribeActiveReceiptRuleSet, Engine>(),
        operation<v1::ReorderReceiptRuleSet, Engine>(),
        operation<v1::CreateReceiptRule, Engine>(),
        operation<v1::UpdateReceiptRule, Engine>(),
        operation<v1::DescribeReceiptRule, Engine>(),
        operation<v1::DeleteReceiptRule, Engine>(),
        operation<v1::SetReceiptRulePosition, Engine>(),
        operation<v1::CreateReceiptFilter, Engine>(),
        operation<v1::ListReceiptFilters, Engine>(),
        operation<v1::DeleteReceiptFilter, Engine>(),
    };
    ses.sandbox = {
        operation<ListMessages, Engine>(),
        operation<ReadMessage, Engine>(),
        operation<ReadAttachment, Engine>(),
        operation<DeleteMessages, Engine>(),
        operation<FollowVerificationLink, Engine>(),
        operation<SetVerificationStatus, Engine>(),
        operation<PutMessage, Engine>(),
        operation<SendSmtpEmail, Engine>(),
        operation<ConfigureDelivery, Engine>(),
    };
    ses.word = errors::of;
    return ses;
  }();
  return api;
}

std::unique_ptr<proofbox::Engine> make_engine() { return std::make_unique<Engine>(); }

}  // namespace proofbox::ses
