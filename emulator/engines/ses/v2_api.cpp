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
    };
    ses.word = errors::of_v2;
    return ses;
  }();
  return api;
}

}  // namespace proofbox::ses
