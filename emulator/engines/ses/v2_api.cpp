#include "engines/ses/api.hpp"
#include "engines/ses/engine.hpp"
#include "engines/ses/errors.hpp"

namespace proofbox::ses {

Api const& v2_api() {
  static Api const api = [] {
    Api ses;
    ses.service = "ses";
    ses.path_prefix = "/v2/email/";
    ses.body_limit = 56 << 20;
    ses.rows = {
        operation<v2::CreateEmailIdentity, Engine>(Route{"POST", "/v2/email/identities"}),
        operation<v2::ListEmailIdentities, Engine>(Route{"GET", "/v2/email/identities"}),
        operation<v2::GetEmailIdentity, Engine>(
            Route{"GET", "/v2/email/identities/{EmailIdentity}"}),
        operation<v2::DeleteEmailIdentity, Engine>(
            Route{"DELETE", "/v2/email/identities/{EmailIdentity}"}),
        operation<v2::PutEmailIdentityDkimAttributes, Engine>(
            Route{"PUT", "/v2/email/identities/{EmailIdentity}/dkim"}),
        operation<v2::PutEmailIdentityDkimSigningAttributes, Engine>(
            Route{"PUT", "/v2/email/identities/{EmailIdentity}/dkim/signing", 200,
                  "/v1/email/identities/{EmailIdentity}/dkim/signing"}),
        operation<v2::PutEmailIdentityMailFromAttributes, Engine>(
            Route{"PUT", "/v2/email/identities/{EmailIdentity}/mail-from"}),
        operation<v2::PutEmailIdentityConfigurationSetAttributes, Engine>(
            Route{"PUT", "/v2/email/identities/{EmailIdentity}/configuration-set"}),
        operation<v2::GetEmailIdentityPolicies, Engine>(
            Route{"GET", "/v2/email/identities/{EmailIdentity}/policies"}),
        operation<v2::CreateEmailIdentityPolicy, Engine>(
            Route{"POST", "/v2/email/identities/{EmailIdentity}/policies/{PolicyName}"}),
        operation<v2::UpdateEmailIdentityPolicy, Engine>(
            Route{"PUT", "/v2/email/identities/{EmailIdentity}/policies/{PolicyName}"}),
        operation<v2::DeleteEmailIdentityPolicy, Engine>(
            Route{"DELETE", "/v2/email/identities/{EmailIdentity}/policies/{PolicyName}"}),
        operation<v2::TagResource, Engine>(Route{"POST", "/v2/email/tags"}),
        operation<v2::UntagResource, Engine>(Route{"DELETE", "/v2/email/tags"}),
        operation<v2::ListTagsForResource, Engine>(Route{"GET", "/v2/email/tags"}),
        operation<v2::SendEmail, Engine>(Route{"POST", "/v2/email/outbound-emails"}),
        operation<v2::SendBulkEmail, Engine>(Route{"POST", "/v2/email/outbound-bulk-emails"}),
        operation<v2::CreateEmailTemplate, Engine>(Route{"POST", "/v2/email/templates"}),
        operation<v2::ListEmailTemplates, Engine>(Route{"GET", "/v2/email/templates"}),
        operation<v2::GetEmailTemplate, Engine>(Route{"GET", "/v2/email/templates/{TemplateName}"}),
        operation<v2::UpdateEmailTemplate, Engine>(
            Route{"PUT", "/v2/email/templates/{TemplateName}"}),
        operation<v2::DeleteEmailTemplate, Engine>(
            Route{"DELETE", "/v2/email/templates/{TemplateName}"}),
        operation<v2::TestRenderEmailTemplate, Engine>(
            Route{"POST", "/v2/email/templates/{TemplateName}/render"}),
        operation<v2::GetAccount, Engine>(Route{"GET", "/v2/email/account"}),
        operation<v2::CreateConfigurationSet, Engine>(
            Route{"POST", "/v2/email/configuration-sets"}),
        operation<v2::ListConfigurationSets, Engine>(Route{"GET", "/v2/email/configuration-sets"}),
        operation<v2::GetConfigurationSet, Engine>(
            Route{"GET", "/v2/email/configuration-sets/{ConfigurationSetName}"}),
        operation<v2::DeleteConfigurationSet, Engine>(
            Route{"DELETE", "/v2/email/configuration-sets/{ConfigurationSetName}"}),
        operation<v2::PutConfigurationSetSendingOptions, Engine>(
            Route{"PUT", "/v2/email/configuration-sets/{ConfigurationSetName}/sending"}),
        operation<v2::PutConfigurationSetReputationOptions, Engine>(
            Route{"PUT", "/v2/email/configuration-sets/{ConfigurationSetName}/reputation-options"}),
        operation<v2::PutConfigurationSetSuppressionOptions, Engine>(Route{
            "PUT", "/v2/email/configuration-sets/{ConfigurationSetName}/suppression-options"}),
        operation<v2::PutConfigurationSetTrackingOptions, Engine>(
            Route{"PUT", "/v2/email/configuration-sets/{ConfigurationSetName}/tracking-options"}),
        operation<v2::PutConfigurationSetDeliveryOptions, Engine>(
            Route{"PUT", "/v2/email/configuration-sets/{ConfigurationSetName}/delivery-options"}),
        operation<v2::CreateConfigurationSetEventDestination, Engine>(Route{
            "POST", "/v2/email/configuration-sets/{ConfigurationSetName}/event-destinations"}),
        operation<v2::GetConfigurationSetEventDestinations, Engine>(
            Route{"GET", "/v2/email/configuration-sets/{ConfigurationSetName}/event-destinations"}),
        operation<v2::UpdateConfigurationSetEventDestination, Engine>(
            Route{"PUT",
                  "/v2/email/configuration-sets/{ConfigurationSetName}/event-destinations/"
                  "{EventDestinationName}"}),
        operation<v2::DeleteConfigurationSetEventDestination, Engine>(
            Route{"DELETE",
                  "/v2/email/configuration-sets/{ConfigurationSetName}/event-destinations/"
                  "{EventDestinationName}"}),
        operation<v2::PutEmailIdentityFeedbackAttributes, Engine>(
            Route{"PUT", "/v2/email/identities/{EmailIdentity}/feedback"}),
        operation<v2::PutSuppressedDestination, Engine>(
            Route{"PUT", "/v2/email/suppression/addresses"}),
        operation<v2::ListSuppressedDestinations, Engine>(
            Route{"GET", "/v2/email/suppression/addresses"}),
        operation<v2::GetSuppressedDestination, Engine>(
            Route{"GET", "/v2/email/suppression/addresses/{EmailAddress}"}),
        operation<v2::DeleteSuppressedDestination, Engine>(
            Route{"DELETE", "/v2/email/suppression/addresses/{EmailAddress}"}),
        operation<v2::PutAccountSendingAttributes, Engine>(
            Route{"PUT", "/v2/email/account/sending"}),
        operation<v2::PutAccountSuppressionAttributes, Engine>(
            Route{"PUT", "/v2/email/account/suppression"}),
        operation<v2::PutAccountDetails, Engine>(Route{"POST", "/v2/email/account/details"}),
    };
    ses.word = errors::of_v2;
    return ses;
  }();
  return api;
}

}  // namespace proofbox::ses
