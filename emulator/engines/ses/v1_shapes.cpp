#include "engines/ses/v1_shapes.hpp"

namespace proofbox::ses::v1 {

Shape const& VerifyEmailIdentity::shape() {
  static Shape const shape =
      Describe<VerifyEmailIdentity>("VerifyEmailIdentity")
          .member("EmailAddress", &VerifyEmailIdentity::email_address, required);
  return shape;
}

Shape const& VerifyEmailIdentity::Output::shape() {
  static Shape const shape = Describe<Output>("VerifyEmailIdentityResult");
  return shape;
}

Shape const& VerifyEmailAddress::shape() {
  static Shape const shape =
      Describe<VerifyEmailAddress>("VerifyEmailAddress")
          .member("EmailAddress", &VerifyEmailAddress::email_address, required);
  return shape;
}

Shape const& VerifyDomainIdentity::shape() {
  static Shape const shape = Describe<VerifyDomainIdentity>("VerifyDomainIdentity")
                                 .member("Domain", &VerifyDomainIdentity::domain, required);
  return shape;
}

Shape const& VerifyDomainIdentity::Output::shape() {
  static Shape const shape = Describe<Output>("VerifyDomainIdentityResult")
                                 .member("VerificationToken", &Output::verification_token);
  return shape;
}

Shape const& ListIdentities::shape() {
  static Shape const shape = Describe<ListIdentities>("ListIdentities")
                                 .member("IdentityType", &ListIdentities::identity_type)
                                 .member("NextToken", &ListIdentities::next_token)
                                 .member("MaxItems", &ListIdentities::max_items);
  return shape;
}

Shape const& ListIdentities::Output::shape() {
  static Shape const shape = Describe<Output>("ListIdentitiesResult")
                                 .member("Identities", &Output::identities)
                                 .member("NextToken", &Output::next_token);
  return shape;
}

Shape const& GetIdentityVerificationAttributes::shape() {
  static Shape const shape =
      Describe<GetIdentityVerificationAttributes>("GetIdentityVerificationAttributes")
          .member("Identities", &GetIdentityVerificationAttributes::identities, required);
  return shape;
}

Shape const& GetIdentityVerificationAttributes::Attributes::shape() {
  static Shape const shape = Describe<Attributes>("IdentityVerificationAttributes")
                                 .member("VerificationStatus", &Attributes::verification_status)
                                 .member("VerificationToken", &Attributes::verification_token);
  return shape;
}

Shape const& GetIdentityVerificationAttributes::Output::shape() {
  static Shape const shape =
      Describe<Output>("GetIdentityVerificationAttributesResult")
          .member("VerificationAttributes", &Output::verification_attributes);
  return shape;
}

Shape const& DeleteIdentity::shape() {
  static Shape const shape = Describe<DeleteIdentity>("DeleteIdentity")
                                 .member("Identity", &DeleteIdentity::identity, required);
  return shape;
}

Shape const& DeleteIdentity::Output::shape() {
  static Shape const shape = Describe<Output>("DeleteIdentityResult");
  return shape;
}

Shape const& Message::shape() {
  static Shape const shape = Describe<Message>("Message")
                                 .member("Subject", &Message::subject, required)
                                 .member("Body", &Message::body, required);
  return shape;
}

Shape const& SendEmail::shape() {
  static Shape const shape =
      Describe<SendEmail>("SendEmail")
          .member("Source", &SendEmail::source, required)
          .member("Destination", &SendEmail::destination, required)
          .member("Message", &SendEmail::message, required)
          .member("ReplyToAddresses", &SendEmail::reply_to_addresses)
          .member("ReturnPath", &SendEmail::return_path)
          .member("SourceArn", &SendEmail::source_arn)
          .member("ReturnPathArn", &SendEmail::return_path_arn)
          .member("Tags", &SendEmail::tags)
          .member("ConfigurationSetName", &SendEmail::configuration_set_name);
  return shape;
}

Shape const& SendEmail::Output::shape() {
  static Shape const shape =
      Describe<Output>("SendEmailResult").member("MessageId", &Output::message_id);
  return shape;
}

Shape const& SendRawEmail::shape() {
  static Shape const shape =
      Describe<SendRawEmail>("SendRawEmail")
          .member("Source", &SendRawEmail::source)
          .member("Destinations", &SendRawEmail::destinations)
          .member("RawMessage", &SendRawEmail::raw_message, required)
          .member("FromArn", &SendRawEmail::from_arn)
          .member("SourceArn", &SendRawEmail::source_arn)
          .member("ReturnPathArn", &SendRawEmail::return_path_arn)
          .member("Tags", &SendRawEmail::tags)
          .member("ConfigurationSetName", &SendRawEmail::configuration_set_name);
  return shape;
}

Shape const& SendRawEmail::Output::shape() {
  static Shape const shape =
      Describe<Output>("SendRawEmailResult").member("MessageId", &Output::message_id);
  return shape;
}

Shape const& GetSendQuota::shape() {
  static Shape const shape = Describe<GetSendQuota>("GetSendQuota");
  return shape;
}

}  // namespace proofbox::ses::v1
