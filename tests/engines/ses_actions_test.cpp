// Every action of both of SES's APIs is either there or written down as missing.
#include <catch2/catch.hpp>
#include <fstream>

#include "engines/ses/api.hpp"

using namespace proofbox;

namespace {

// As the service's model of 2010-12-01 lists them.
std::string_view const actions_of_v1[] = {
    "CloneReceiptRuleSet",
    "CreateConfigurationSet",
    "CreateConfigurationSetEventDestination",
    "CreateConfigurationSetTrackingOptions",
    "CreateCustomVerificationEmailTemplate",
    "CreateReceiptFilter",
    "CreateReceiptRule",
    "CreateReceiptRuleSet",
    "CreateTemplate",
    "DeleteConfigurationSet",
    "DeleteConfigurationSetEventDestination",
    "DeleteConfigurationSetTrackingOptions",
    "DeleteCustomVerificationEmailTemplate",
    "DeleteIdentity",
    "DeleteIdentityPolicy",
    "DeleteReceiptFilter",
    "DeleteReceiptRule",
    "DeleteReceiptRuleSet",
    "DeleteTemplate",
    "DeleteVerifiedEmailAddress",
    "DescribeActiveReceiptRuleSet",
    "DescribeConfigurationSet",
    "DescribeReceiptRule",
    "DescribeReceiptRuleSet",
    "GetAccountSendingEnabled",
    "GetCustomVerificationEmailTemplate",
    "GetIdentityDkimAttributes",
    "GetIdentityMailFromDomainAttributes",
    "GetIdentityNotificationAttributes",
    "GetIdentityPolicies",
    "GetIdentityVerificationAttributes",
    "GetSendQuota",
    "GetSendStatistics",
    "GetTemplate",
    "ListConfigurationSets",
    "ListCustomVerificationEmailTemplates",
    "ListIdentities",
    "ListIdentityPolicies",
    "ListReceiptFilters",
    "ListReceiptRuleSets",
    "ListTemplates",
    "ListVerifiedEmailAddresses",
    "PutConfigurationSetDeliveryOptions",
    "PutIdentityPolicy",
    "ReorderReceiptRuleSet",
    "SendBounce",
    "SendBulkTemplatedEmail",
    "SendCustomVerificationEmail",
    "SendEmail",
    "SendRawEmail",
    "SendTemplatedEmail",
    "SetActiveReceiptRuleSet",
    "SetIdentityDkimEnabled",
    "SetIdentityFeedbackForwardingEnabled",
    "SetIdentityHeadersInNotificationsEnabled",
    "SetIdentityMailFromDomain",
    "SetIdentityNotificationTopic",
    "SetReceiptRulePosition",
    "TestRenderTemplate",
    "UpdateAccountSendingEnabled",
    "UpdateConfigurationSetEventDestination",
    "UpdateConfigurationSetReputationMetricsEnabled",
    "UpdateConfigurationSetSendingEnabled",
    "UpdateConfigurationSetTrackingOptions",
    "UpdateCustomVerificationEmailTemplate",
    "UpdateReceiptRule",
    "UpdateTemplate",
    "VerifyDomainDkim",
    "VerifyDomainIdentity",
    "VerifyEmailAddress",
    "VerifyEmailIdentity",
};

// As the service's model of 2019-09-27 lists them.
std::string_view const actions_of_v2[] = {
    "BatchGetMetricData",
    "CancelExportJob",
    "CreateConfigurationSet",
    "CreateConfigurationSetEventDestination",
    "CreateContact",
    "CreateContactList",
    "CreateCustomVerificationEmailTemplate",
    "CreateDedicatedIpPool",
    "CreateDeliverabilityTestReport",
    "CreateEmailIdentity",
    "CreateEmailIdentityPolicy",
    "CreateEmailTemplate",
    "CreateExportJob",
    "CreateImportJob",
    "CreateMultiRegionEndpoint",
    "CreateTenant",
    "CreateTenantResourceAssociation",
    "DeleteConfigurationSet",
    "DeleteConfigurationSetEventDestination",
    "DeleteContact",
    "DeleteContactList",
    "DeleteCustomVerificationEmailTemplate",
    "DeleteDedicatedIpPool",
    "DeleteEmailIdentity",
    "DeleteEmailIdentityPolicy",
    "DeleteEmailTemplate",
    "DeleteMultiRegionEndpoint",
    "DeleteSuppressedDestination",
    "DeleteTenant",
    "DeleteTenantResourceAssociation",
    "GetAccount",
    "GetBlacklistReports",
    "GetConfigurationSet",
    "GetConfigurationSetEventDestinations",
    "GetContact",
    "GetContactList",
    "GetCustomVerificationEmailTemplate",
    "GetDedicatedIp",
    "GetDedicatedIpPool",
    "GetDedicatedIps",
    "GetDeliverabilityDashboardOptions",
    "GetDeliverabilityTestReport",
    "GetDomainDeliverabilityCampaign",
    "GetDomainStatisticsReport",
    "GetEmailAddressInsights",
    "GetEmailIdentity",
    "GetEmailIdentityPolicies",
    "GetEmailTemplate",
    "GetExportJob",
    "GetImportJob",
    "GetMessageInsights",
    "GetMultiRegionEndpoint",
    "GetReputationEntity",
    "GetSuppressedDestination",
    "GetTenant",
    "ListConfigurationSets",
    "ListContactLists",
    "ListContacts",
    "ListCustomVerificationEmailTemplates",
    "ListDedicatedIpPools",
    "ListDeliverabilityTestReports",
    "ListDomainDeliverabilityCampaigns",
    "ListEmailIdentities",
    "ListEmailTemplates",
    "ListExportJobs",
    "ListImportJobs",
    "ListMultiRegionEndpoints",
    "ListRecommendations",
    "ListReputationEntities",
    "ListResourceTenants",
    "ListSuppressedDestinations",
    "ListTagsForResource",
    "ListTenantResources",
    "ListTenants",
    "PutAccountDedicatedIpWarmupAttributes",
    "PutAccountDetails",
    "PutAccountSendingAttributes",
    "PutAccountSuppressionAttributes",
    "PutAccountVdmAttributes",
    "PutConfigurationSetArchivingOptions",
    "PutConfigurationSetDeliveryOptions",
    "PutConfigurationSetReputationOptions",
    "PutConfigurationSetSendingOptions",
    "PutConfigurationSetSuppressionOptions",
    "PutConfigurationSetTrackingOptions",
    "PutConfigurationSetVdmOptions",
    "PutDedicatedIpInPool",
    "PutDedicatedIpPoolScalingAttributes",
    "PutDedicatedIpWarmupAttributes",
    "PutDeliverabilityDashboardOption",
    "PutEmailIdentityConfigurationSetAttributes",
    "PutEmailIdentityDkimAttributes",
    "PutEmailIdentityDkimSigningAttributes",
    "PutEmailIdentityFeedbackAttributes",
    "PutEmailIdentityMailFromAttributes",
    "PutSuppressedDestination",
    "SendBulkEmail",
    "SendCustomVerificationEmail",
    "SendEmail",
    "TagResource",
    "TestRenderEmailTemplate",
    "UntagResource",
    "UpdateConfigurationSetEventDestination",
    "UpdateContact",
    "UpdateContactList",
    "UpdateCustomVerificationEmailTemplate",
    "UpdateEmailIdentityPolicy",
    "UpdateEmailTemplate",
    "UpdateReputationEntityCustomerManagedStatus",
    "UpdateReputationEntityPolicy",
};

// The part of the documentation that begins with a text, up to the next heading.
std::string part(std::string const& beginning) {
  std::ifstream file{PROOFBOX_SOURCE_DIR "/docs/compatibility.md"};
  std::string const text{std::istreambuf_iterator<char>{file}, {}};
  auto const from = text.find(beginning);
  REQUIRE(from != std::string::npos);
  return text.substr(from, text.find("\n#", from) - from);
}

// The line that begins with a text.
std::string line(std::string const& beginning) {
  auto const text = part(beginning);
  return text.substr(0, text.find('\n'));
}

// Whether the words of a text have this one.
bool has_word(std::string const& text, std::string_view word) {
  auto const is_letter = [&](std::size_t at) {
    return at < text.size() && std::isalpha(static_cast<unsigned char>(text[at]));
  };
  for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1))
    if ((at == 0 || !is_letter(at - 1)) && !is_letter(at + word.size()))
      return true;
  return false;
}

template <class Actions>
void compare(Api const& api, Actions const& actions, std::string const& there,
             std::string const& missing) {
  for (auto const action : actions) {
    INFO(action);
    bool const is_there = api.find(action) != nullptr;
    CHECK(has_word(there, action) == is_there);
    CHECK(has_word(missing, action) != is_there);
  }
}

}  // namespace

TEST_CASE("Every action of SES is there, or the documentation says that it is not", "[ses][docs]") {
  compare(ses::v1_api(), actions_of_v1, line("| SES v1 | Query |"),
          part("### Actions of SES v1 that are not there"));
  compare(ses::v2_api(), actions_of_v2, line("| SES v2 | REST JSON |"),
          part("### Actions of SES v2 that are not there"));
}
