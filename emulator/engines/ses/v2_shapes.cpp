#include "engines/ses/v2_shapes.hpp"

namespace proofbox::ses::v2 {

Shape const& Tag::shape() {
  static Shape const shape = Describe<Tag>("Tag")
                                 .member("Key", &Tag::key, required)
                                 .member("Value", &Tag::value, required);
  return shape;
}

Shape const& DkimAttributes::shape() {
  static Shape const shape =
      Describe<DkimAttributes>("DkimAttributes")
          .member("SigningEnabled", &DkimAttributes::signing_enabled)
          .member("Status", &DkimAttributes::status)
          .member("Tokens", &DkimAttributes::tokens)
          .member("SigningAttributesOrigin", &DkimAttributes::signing_attributes_origin)
          .member("NextSigningKeyLength", &DkimAttributes::next_signing_key_length)
          .member("CurrentSigningKeyLength", &DkimAttributes::current_signing_key_length)
          .member("LastKeyGenerationTimestamp", &DkimAttributes::last_key_generation_timestamp);
  return shape;
}

Shape const& DkimSigningAttributes::shape() {
  static Shape const shape =
      Describe<DkimSigningAttributes>("DkimSigningAttributes")
          .member("DomainSigningSelector", &DkimSigningAttributes::domain_signing_selector)
          .member("DomainSigningPrivateKey", &DkimSigningAttributes::domain_signing_private_key)
          .member("NextSigningKeyLength", &DkimSigningAttributes::next_signing_key_length)
          .member("DomainSigningAttributesOrigin",
                  &DkimSigningAttributes::domain_signing_attributes_origin);
  return shape;
}

Shape const& CreateEmailIdentity::shape() {
  static Shape const shape =
      Describe<CreateEmailIdentity>("CreateEmailIdentity")
          .member("EmailIdentity", &CreateEmailIdentity::email_identity, required)
          .member("Tags", &CreateEmailIdentity::tags)
          .member("DkimSigningAttributes", &CreateEmailIdentity::dkim_signing_attributes)
          .member("ConfigurationSetName", &CreateEmailIdentity::configuration_set_name);
  return shape;
}

Shape const& CreateEmailIdentity::Output::shape() {
  static Shape const shape =
      Describe<Output>("CreateEmailIdentityResult")
          .member("IdentityType", &Output::identity_type)
          .member("VerifiedForSendingStatus", &Output::verified_for_sending_status)
          .member("DkimAttributes", &Output::dkim_attributes);
  return shape;
}

Shape const& MailFromAttributes::shape() {
  static Shape const shape =
      Describe<MailFromAttributes>("MailFromAttributes")
          .member("MailFromDomain", &MailFromAttributes::mail_from_domain)
          .member("MailFromDomainStatus", &MailFromAttributes::mail_from_domain_status)
          .member("BehaviorOnMxFailure", &MailFromAttributes::behavior_on_mx_failure);
  return shape;
}

Shape const& VerificationInfo::shape() {
  static Shape const shape =
      Describe<VerificationInfo>("VerificationInfo")
          .member("LastCheckedTimestamp", &VerificationInfo::last_checked_timestamp)
          .member("LastSuccessTimestamp", &VerificationInfo::last_success_timestamp);
  return shape;
}

Shape const& GetEmailIdentity::shape() {
  static Shape const shape =
      Describe<GetEmailIdentity>("GetEmailIdentity")
          .member("EmailIdentity", &GetEmailIdentity::email_identity, required.in_path());
  return shape;
}

Shape const& GetEmailIdentity::Output::shape() {
  static Shape const shape =
      Describe<Output>("GetEmailIdentityResult")
          .member("IdentityType", &Output::identity_type)
          .member("FeedbackForwardingStatus", &Output::feedback_forwarding_status)
          .member("VerifiedForSendingStatus", &Output::verified_for_sending_status)
          .member("DkimAttributes", &Output::dkim_attributes)
          .member("MailFromAttributes", &Output::mail_from_attributes)
          .member("Policies", &Output::policies, always)
          .member("Tags", &Output::tags, always)
          .member("ConfigurationSetName", &Output::configuration_set_name)
          .member("VerificationStatus", &Output::verification_status)
          .member("VerificationInfo", &Output::verification_info);
  return shape;
}

Shape const& ListEmailIdentities::shape() {
  static Shape const shape =
      Describe<ListEmailIdentities>("ListEmailIdentities")
          .member("NextToken", &ListEmailIdentities::next_token, optional.in_query_string())
          .member("PageSize", &ListEmailIdentities::page_size, optional.in_query_string());
  return shape;
}

Shape const& ListEmailIdentities::Identity::shape() {
  static Shape const shape = Describe<Identity>("IdentityInfo")
                                 .member("IdentityType", &Identity::identity_type)
                                 .member("IdentityName", &Identity::identity_name)
                                 .member("SendingEnabled", &Identity::sending_enabled)
                                 .member("VerificationStatus", &Identity::verification_status);
  return shape;
}

Shape const& ListEmailIdentities::Output::shape() {
  static Shape const shape = Describe<Output>("ListEmailIdentitiesResult")
                                 .member("EmailIdentities", &Output::email_identities, always)
                                 .member("NextToken", &Output::next_token);
  return shape;
}

Shape const& DeleteEmailIdentity::shape() {
  static Shape const shape =
      Describe<DeleteEmailIdentity>("DeleteEmailIdentity")
          .member("EmailIdentity", &DeleteEmailIdentity::email_identity, required.in_path());
  return shape;
}

Shape const& MessageHeader::shape() {
  static Shape const shape = Describe<MessageHeader>("MessageHeader")
                                 .member("Name", &MessageHeader::name, required)
                                 .member("Value", &MessageHeader::value, required);
  return shape;
}

Shape const& Attachment::shape() {
  static Shape const shape = Describe<Attachment>("Attachment")
                                 .member("RawContent", &Attachment::raw_content, required)
                                 .member("FileName", &Attachment::file_name, required)
                                 .member("ContentDisposition", &Attachment::content_disposition)
                                 .member("ContentDescription", &Attachment::content_description)
                                 .member("ContentId", &Attachment::content_id)
                                 .member("ContentType", &Attachment::content_type);
  return shape;
}

Shape const& Message::shape() {
  static Shape const shape = Describe<Message>("Message")
                                 .member("Subject", &Message::subject, required)
                                 .member("Body", &Message::body, required)
                                 .member("Headers", &Message::headers)
                                 .member("Attachments", &Message::attachments);
  return shape;
}

Shape const& EmailTemplateContent::shape() {
  static Shape const shape = Describe<EmailTemplateContent>("EmailTemplateContent")
                                 .member("Subject", &EmailTemplateContent::subject)
                                 .member("Text", &EmailTemplateContent::text)
                                 .member("Html", &EmailTemplateContent::html);
  return shape;
}

Shape const& Template::shape() {
  static Shape const shape = Describe<Template>("Template")
                                 .member("TemplateName", &Template::template_name)
                                 .member("TemplateArn", &Template::template_arn)
                                 .member("TemplateContent", &Template::template_content)
                                 .member("TemplateData", &Template::template_data)
                                 .member("Headers", &Template::headers)
                                 .member("Attachments", &Template::attachments);
  return shape;
}

Shape const& EmailContent::shape() {
  static Shape const shape = Describe<EmailContent>("EmailContent")
                                 .member("Simple", &EmailContent::simple)
                                 .member("Raw", &EmailContent::raw)
                                 .member("Template", &EmailContent::from_template);
  return shape;
}

Shape const& SendEmail::shape() {
  static Shape const shape =
      Describe<SendEmail>("SendEmail")
          .member("FromEmailAddress", &SendEmail::from_email_address)
          .member("Destination", &SendEmail::destination)
          .member("ReplyToAddresses", &SendEmail::reply_to_addresses)
          .member("FeedbackForwardingEmailAddress", &SendEmail::feedback_forwarding_email_address)
          .member("Content", &SendEmail::content, required)
          .member("EmailTags", &SendEmail::email_tags)
          .member("ConfigurationSetName", &SendEmail::configuration_set_name);
  return shape;
}

Shape const& SendEmail::Output::shape() {
  static Shape const shape =
      Describe<Output>("SendEmailResult").member("MessageId", &Output::message_id);
  return shape;
}

Shape const& AccountDetails::Review::shape() {
  static Shape const shape = Describe<Review>("ReviewDetails")
                                 .member("Status", &Review::status)
                                 .member("CaseId", &Review::case_id);
  return shape;
}

Shape const& AccountDetails::shape() {
  static Shape const shape =
      Describe<AccountDetails>("AccountDetails")
          .member("MailType", &AccountDetails::mail_type)
          .member("WebsiteURL", &AccountDetails::website_url)
          .member("ContactLanguage", &AccountDetails::contact_language)
          .member("UseCaseDescription", &AccountDetails::use_case_description)
          .member("AdditionalContactEmailAddresses",
                  &AccountDetails::additional_contact_email_addresses)
          .member("ReviewDetails", &AccountDetails::review_details);
  return shape;
}

Shape const& PutAccountDetails::shape() {
  static Shape const shape =
      Describe<PutAccountDetails>("PutAccountDetails")
          .member("MailType", &PutAccountDetails::mail_type, required)
          .member("WebsiteURL", &PutAccountDetails::website_url, required)
          .member("ContactLanguage", &PutAccountDetails::contact_language)
          .member("UseCaseDescription", &PutAccountDetails::use_case_description)
          .member("AdditionalContactEmailAddresses",
                  &PutAccountDetails::additional_contact_email_addresses)
          .member("ProductionAccessEnabled", &PutAccountDetails::production_access_enabled);
  return shape;
}

Shape const& GetAccount::Vdm::shape() {
  static Shape const shape = Describe<Vdm>("VdmAttributes").member("VdmEnabled", &Vdm::vdm_enabled);
  return shape;
}

Shape const& GetAccount::shape() {
  static Shape const shape = Describe<GetAccount>("GetAccount");
  return shape;
}

Shape const& GetAccount::Suppression::shape() {
  static Shape const shape =
      Describe<Suppression>("SuppressionAttributes")
          .member("SuppressedReasons", &Suppression::suppressed_reasons, always);
  return shape;
}

Shape const& GetAccount::Output::shape() {
  static Shape const shape =
      Describe<Output>("GetAccountResult")
          .member("DedicatedIpAutoWarmupEnabled", &Output::dedicated_ip_auto_warmup_enabled)
          .member("EnforcementStatus", &Output::enforcement_status)
          .member("ProductionAccessEnabled", &Output::production_access_enabled)
          .member("SendQuota", &Output::send_quota)
          .member("SendingEnabled", &Output::sending_enabled)
          .member("SuppressionAttributes", &Output::suppression_attributes)
          .member("Details", &Output::details)
          .member("VdmAttributes", &Output::vdm_attributes);
  return shape;
}

}  // namespace proofbox::ses::v2
