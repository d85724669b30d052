#include "engines/ses/identity_shapes.hpp"

namespace proofbox::ses::v1 {

Shape const& IdentityDkimAttributes::shape() {
  static Shape const shape =
      Describe<IdentityDkimAttributes>("IdentityDkimAttributes")
          .member("DkimEnabled", &IdentityDkimAttributes::dkim_enabled)
          .member("DkimVerificationStatus", &IdentityDkimAttributes::dkim_verification_status)
          .member("DkimTokens", &IdentityDkimAttributes::dkim_tokens);
  return shape;
}

Shape const& GetIdentityDkimAttributes::shape() {
  static Shape const shape =
      Describe<GetIdentityDkimAttributes>("GetIdentityDkimAttributes")
          .member("Identities", &GetIdentityDkimAttributes::identities, required);
  return shape;
}

Shape const& GetIdentityDkimAttributes::Output::shape() {
  static Shape const shape = Describe<Output>("GetIdentityDkimAttributesResult")
                                 .member("DkimAttributes", &Output::dkim_attributes);
  return shape;
}

Shape const& SetIdentityDkimEnabled::shape() {
  static Shape const shape =
      Describe<SetIdentityDkimEnabled>("SetIdentityDkimEnabled")
          .member("Identity", &SetIdentityDkimEnabled::identity, required)
          .member("DkimEnabled", &SetIdentityDkimEnabled::dkim_enabled, required);
  return shape;
}

Shape const& SetIdentityDkimEnabled::Output::shape() {
  static Shape const shape = Describe<Output>("SetIdentityDkimEnabledResult");
  return shape;
}

Shape const& VerifyDomainDkim::shape() {
  static Shape const shape = Describe<VerifyDomainDkim>("VerifyDomainDkim")
                                 .member("Domain", &VerifyDomainDkim::domain, required);
  return shape;
}

Shape const& VerifyDomainDkim::Output::shape() {
  static Shape const shape =
      Describe<Output>("VerifyDomainDkimResult").member("DkimTokens", &Output::dkim_tokens);
  return shape;
}

Shape const& IdentityMailFromDomainAttributes::shape() {
  static Shape const shape =
      Describe<IdentityMailFromDomainAttributes>("IdentityMailFromDomainAttributes")
          .member("MailFromDomain", &IdentityMailFromDomainAttributes::mail_from_domain)
          .member("MailFromDomainStatus",
                  &IdentityMailFromDomainAttributes::mail_from_domain_status)
          .member("BehaviorOnMXFailure", &IdentityMailFromDomainAttributes::behavior_on_mx_failure);
  return shape;
}

Shape const& GetIdentityMailFromDomainAttributes::shape() {
  static Shape const shape =
      Describe<GetIdentityMailFromDomainAttributes>("GetIdentityMailFromDomainAttributes")
          .member("Identities", &GetIdentityMailFromDomainAttributes::identities, required);
  return shape;
}

Shape const& GetIdentityMailFromDomainAttributes::Output::shape() {
  static Shape const shape =
      Describe<Output>("GetIdentityMailFromDomainAttributesResult")
          .member("MailFromDomainAttributes", &Output::mail_from_domain_attributes);
  return shape;
}

Shape const& SetIdentityMailFromDomain::shape() {
  static Shape const shape =
      Describe<SetIdentityMailFromDomain>("SetIdentityMailFromDomain")
          .member("Identity", &SetIdentityMailFromDomain::identity, required)
          .member("MailFromDomain", &SetIdentityMailFromDomain::mail_from_domain)
          .member("BehaviorOnMXFailure", &SetIdentityMailFromDomain::behavior_on_mx_failure);
  return shape;
}

Shape const& SetIdentityMailFromDomain::Output::shape() {
  static Shape const shape = Describe<Output>("SetIdentityMailFromDomainResult");
  return shape;
}

Shape const& ListVerifiedEmailAddresses::shape() {
  static Shape const shape = Describe<ListVerifiedEmailAddresses>("ListVerifiedEmailAddresses");
  return shape;
}

Shape const& ListVerifiedEmailAddresses::Output::shape() {
  static Shape const shape =
      Describe<Output>("ListVerifiedEmailAddressesResult")
          .member("VerifiedEmailAddresses", &Output::verified_email_addresses);
  return shape;
}

Shape const& DeleteVerifiedEmailAddress::shape() {
  static Shape const shape =
      Describe<DeleteVerifiedEmailAddress>("DeleteVerifiedEmailAddress")
          .member("EmailAddress", &DeleteVerifiedEmailAddress::email_address, required);
  return shape;
}

Shape const& PutIdentityPolicy::shape() {
  static Shape const shape = Describe<PutIdentityPolicy>("PutIdentityPolicy")
                                 .member("Identity", &PutIdentityPolicy::identity, required)
                                 .member("PolicyName", &PutIdentityPolicy::policy_name, required)
                                 .member("Policy", &PutIdentityPolicy::policy, required);
  return shape;
}

Shape const& PutIdentityPolicy::Output::shape() {
  static Shape const shape = Describe<Output>("PutIdentityPolicyResult");
  return shape;
}

Shape const& GetIdentityPolicies::shape() {
  static Shape const shape =
      Describe<GetIdentityPolicies>("GetIdentityPolicies")
          .member("Identity", &GetIdentityPolicies::identity, required)
          .member("PolicyNames", &GetIdentityPolicies::policy_names, required);
  return shape;
}

Shape const& GetIdentityPolicies::Output::shape() {
  static Shape const shape =
      Describe<Output>("GetIdentityPoliciesResult").member("Policies", &Output::policies, always);
  return shape;
}

Shape const& ListIdentityPolicies::shape() {
  static Shape const shape = Describe<ListIdentityPolicies>("ListIdentityPolicies")
                                 .member("Identity", &ListIdentityPolicies::identity, required);
  return shape;
}

Shape const& ListIdentityPolicies::Output::shape() {
  static Shape const shape =
      Describe<Output>("ListIdentityPoliciesResult").member("PolicyNames", &Output::policy_names);
  return shape;
}

Shape const& DeleteIdentityPolicy::shape() {
  static Shape const shape =
      Describe<DeleteIdentityPolicy>("DeleteIdentityPolicy")
          .member("Identity", &DeleteIdentityPolicy::identity, required)
          .member("PolicyName", &DeleteIdentityPolicy::policy_name, required);
  return shape;
}

Shape const& DeleteIdentityPolicy::Output::shape() {
  static Shape const shape = Describe<Output>("DeleteIdentityPolicyResult");
  return shape;
}

}  // namespace proofbox::ses::v1

namespace proofbox::ses::v2 {

Shape const& PutEmailIdentityDkimAttributes::shape() {
  static Shape const shape =
      Describe<PutEmailIdentityDkimAttributes>("PutEmailIdentityDkimAttributes")
          .member("EmailIdentity", &PutEmailIdentityDkimAttributes::email_identity,
                  required.in_path())
          .member("SigningEnabled", &PutEmailIdentityDkimAttributes::signing_enabled);
  return shape;
}

Shape const& PutEmailIdentityDkimSigningAttributes::shape() {
  static Shape const shape =
      Describe<PutEmailIdentityDkimSigningAttributes>("PutEmailIdentityDkimSigningAttributes")
          .member("EmailIdentity", &PutEmailIdentityDkimSigningAttributes::email_identity,
                  required.in_path())
          .member("SigningAttributesOrigin",
                  &PutEmailIdentityDkimSigningAttributes::signing_attributes_origin, required)
          .member("SigningAttributes", &PutEmailIdentityDkimSigningAttributes::signing_attributes);
  return shape;
}

Shape const& PutEmailIdentityDkimSigningAttributes::Output::shape() {
  static Shape const shape = Describe<Output>("PutEmailIdentityDkimSigningAttributesResult")
                                 .member("DkimStatus", &Output::dkim_status)
                                 .member("DkimTokens", &Output::dkim_tokens)
                                 .member("SigningHostedZone", &Output::signing_hosted_zone);
  return shape;
}

Shape const& PutEmailIdentityMailFromAttributes::shape() {
  static Shape const shape =
      Describe<PutEmailIdentityMailFromAttributes>("PutEmailIdentityMailFromAttributes")
          .member("EmailIdentity", &PutEmailIdentityMailFromAttributes::email_identity,
                  required.in_path())
          .member("MailFromDomain", &PutEmailIdentityMailFromAttributes::mail_from_domain)
          .member("BehaviorOnMxFailure",
                  &PutEmailIdentityMailFromAttributes::behavior_on_mx_failure);
  return shape;
}

Shape const& PutEmailIdentityConfigurationSetAttributes::shape() {
  static Shape const shape =
      Describe<PutEmailIdentityConfigurationSetAttributes>(
          "PutEmailIdentityConfigurationSetAttributes")
          .member("EmailIdentity", &PutEmailIdentityConfigurationSetAttributes::email_identity,
                  required.in_path())
          .member("ConfigurationSetName",
                  &PutEmailIdentityConfigurationSetAttributes::configuration_set_name);
  return shape;
}

Shape const& CreateEmailIdentityPolicy::shape() {
  static Shape const shape =
      Describe<CreateEmailIdentityPolicy>("CreateEmailIdentityPolicy")
          .member("EmailIdentity", &CreateEmailIdentityPolicy::email_identity, required.in_path())
          .member("PolicyName", &CreateEmailIdentityPolicy::policy_name, required.in_path())
          .member("Policy", &CreateEmailIdentityPolicy::policy, required);
  return shape;
}

Shape const& GetEmailIdentityPolicies::shape() {
  static Shape const shape =
      Describe<GetEmailIdentityPolicies>("GetEmailIdentityPolicies")
          .member("EmailIdentity", &GetEmailIdentityPolicies::email_identity, required.in_path());
  return shape;
}

Shape const& GetEmailIdentityPolicies::Output::shape() {
  static Shape const shape = Describe<Output>("GetEmailIdentityPoliciesResult")
                                 .member("Policies", &Output::policies, always);
  return shape;
}

Shape const& UpdateEmailIdentityPolicy::shape() {
  static Shape const shape =
      Describe<UpdateEmailIdentityPolicy>("UpdateEmailIdentityPolicy")
          .member("EmailIdentity", &UpdateEmailIdentityPolicy::email_identity, required.in_path())
          .member("PolicyName", &UpdateEmailIdentityPolicy::policy_name, required.in_path())
          .member("Policy", &UpdateEmailIdentityPolicy::policy, required);
  return shape;
}

Shape const& DeleteEmailIdentityPolicy::shape() {
  static Shape const shape =
      Describe<DeleteEmailIdentityPolicy>("DeleteEmailIdentityPolicy")
          .member("EmailIdentity", &DeleteEmailIdentityPolicy::email_identity, required.in_path())
          .member("PolicyName", &DeleteEmailIdentityPolicy::policy_name, required.in_path());
  return shape;
}

Shape const& TagResource::shape() {
  static Shape const shape = Describe<TagResource>("TagResource")
                                 .member("ResourceArn", &TagResource::resource_arn, required)
                                 .member("Tags", &TagResource::tags, required);
  return shape;
}

Shape const& UntagResource::shape() {
  static Shape const shape =
      Describe<UntagResource>("UntagResource")
          .member("ResourceArn", &UntagResource::resource_arn, required.in_query_string())
          .member("TagKeys", &UntagResource::tag_keys, required.in_query_string());
  return shape;
}

Shape const& ListTagsForResource::shape() {
  static Shape const shape =
      Describe<ListTagsForResource>("ListTagsForResource")
          .member("ResourceArn", &ListTagsForResource::resource_arn, required.in_query_string());
  return shape;
}

Shape const& ListTagsForResource::Output::shape() {
  static Shape const shape =
      Describe<Output>("ListTagsForResourceResult").member("Tags", &Output::tags, always);
  return shape;
}

}  // namespace proofbox::ses::v2
