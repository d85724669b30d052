#include "engines/ses/template_shapes.hpp"

namespace proofbox::ses::v1 {

Shape const& Template::shape() {
  static Shape const shape = Describe<Template>("Template")
                                 .member("TemplateName", &Template::template_name, required)
                                 .member("SubjectPart", &Template::subject_part)
                                 .member("TextPart", &Template::text_part)
                                 .member("HtmlPart", &Template::html_part);
  return shape;
}

Shape const& CreateTemplate::shape() {
  static Shape const shape = Describe<CreateTemplate>("CreateTemplate")
                                 .member("Template", &CreateTemplate::content, required);
  return shape;
}

Shape const& CreateTemplate::Output::shape() {
  static Shape const shape = Describe<Output>("CreateTemplateResult");
  return shape;
}

Shape const& UpdateTemplate::shape() {
  static Shape const shape = Describe<UpdateTemplate>("UpdateTemplate")
                                 .member("Template", &UpdateTemplate::content, required);
  return shape;
}

Shape const& UpdateTemplate::Output::shape() {
  static Shape const shape = Describe<Output>("UpdateTemplateResult");
  return shape;
}

Shape const& DeleteTemplate::shape() {
  static Shape const shape = Describe<DeleteTemplate>("DeleteTemplate")
                                 .member("TemplateName", &DeleteTemplate::template_name, required);
  return shape;
}

Shape const& DeleteTemplate::Output::shape() {
  static Shape const shape = Describe<Output>("DeleteTemplateResult");
  return shape;
}

Shape const& GetTemplate::shape() {
  static Shape const shape = Describe<GetTemplate>("GetTemplate")
                                 .member("TemplateName", &GetTemplate::template_name, required);
  return shape;
}

Shape const& GetTemplate::Output::shape() {
  static Shape const shape =
      Describe<Output>("GetTemplateResult").member("Template", &Output::content);
  return shape;
}

Shape const& ListTemplates::shape() {
  static Shape const shape = Describe<ListTemplates>("ListTemplates")
                                 .member("NextToken", &ListTemplates::next_token)
                                 .member("MaxItems", &ListTemplates::max_items);
  return shape;
}

Shape const& ListTemplates::Metadata::shape() {
  static Shape const shape = Describe<Metadata>("TemplateMetadata")
                                 .member("Name", &Metadata::name)
                                 .member("CreatedTimestamp", &Metadata::created_timestamp);
  return shape;
}

Shape const& ListTemplates::Output::shape() {
  static Shape const shape = Describe<Output>("ListTemplatesResult")
                                 .member("TemplatesMetadata", &Output::templates_metadata, always)
                                 .member("NextToken", &Output::next_token);
  return shape;
}

Shape const& TestRenderTemplate::shape() {
  static Shape const shape =
      Describe<TestRenderTemplate>("TestRenderTemplate")
          .member("TemplateName", &TestRenderTemplate::template_name, required)
          .member("TemplateData", &TestRenderTemplate::template_data, required);
  return shape;
}

Shape const& TestRenderTemplate::Output::shape() {
  static Shape const shape = Describe<Output>("TestRenderTemplateResult")
                                 .member("RenderedTemplate", &Output::rendered_template);
  return shape;
}

Shape const& SendTemplatedEmail::shape() {
  static Shape const shape =
      Describe<SendTemplatedEmail>("SendTemplatedEmail")
          .member("Source", &SendTemplatedEmail::source, required)
          .member("Destination", &SendTemplatedEmail::destination, required)
          .member("ReplyToAddresses", &SendTemplatedEmail::reply_to_addresses)
          .member("ReturnPath", &SendTemplatedEmail::return_path)
          .member("SourceArn", &SendTemplatedEmail::source_arn)
          .member("ReturnPathArn", &SendTemplatedEmail::return_path_arn)
          .member("Tags", &SendTemplatedEmail::tags)
          .member("ConfigurationSetName", &SendTemplatedEmail::configuration_set_name)
          .member("Template", &SendTemplatedEmail::template_name, required)
          .member("TemplateArn", &SendTemplatedEmail::template_arn)
          .member("TemplateData", &SendTemplatedEmail::template_data, required);
  return shape;
}

Shape const& SendTemplatedEmail::Output::shape() {
  static Shape const shape =
      Describe<Output>("SendTemplatedEmailResult").member("MessageId", &Output::message_id);
  return shape;
}

Shape const& SendBulkTemplatedEmail::shape() {
  static Shape const shape =
      Describe<SendBulkTemplatedEmail>("SendBulkTemplatedEmail")
          .member("Source", &SendBulkTemplatedEmail::source, required)
          .member("SourceArn", &SendBulkTemplatedEmail::source_arn)
          .member("ReplyToAddresses", &SendBulkTemplatedEmail::reply_to_addresses)
          .member("ReturnPath", &SendBulkTemplatedEmail::return_path)
          .member("ReturnPathArn", &SendBulkTemplatedEmail::return_path_arn)
          .member("ConfigurationSetName", &SendBulkTemplatedEmail::configuration_set_name)
          .member("DefaultTags", &SendBulkTemplatedEmail::default_tags)
          .member("Template", &SendBulkTemplatedEmail::template_name, required)
          .member("TemplateArn", &SendBulkTemplatedEmail::template_arn)
          .member("DefaultTemplateData", &SendBulkTemplatedEmail::default_template_data, required)
          .member("Destinations", &SendBulkTemplatedEmail::destinations, required);
  return shape;
}

Shape const& SendBulkTemplatedEmail::Entry::shape() {
  static Shape const shape =
      Describe<Entry>("BulkEmailDestination")
          .member("Destination", &Entry::destination, required)
          .member("ReplacementTags", &Entry::replacement_tags)
          .member("ReplacementTemplateData", &Entry::replacement_template_data);
  return shape;
}

Shape const& SendBulkTemplatedEmail::Status::shape() {
  static Shape const shape = Describe<Status>("BulkEmailDestinationStatus")
                                 .member("Status", &Status::status)
                                 .member("Error", &Status::error)
                                 .member("MessageId", &Status::message_id);
  return shape;
}

Shape const& SendBulkTemplatedEmail::Output::shape() {
  static Shape const shape =
      Describe<Output>("SendBulkTemplatedEmailResult").member("Status", &Output::status, always);
  return shape;
}

}  // namespace proofbox::ses::v1

namespace proofbox::ses::v2 {

Shape const& CreateEmailTemplate::shape() {
  static Shape const shape =
      Describe<CreateEmailTemplate>("CreateEmailTemplate")
          .member("TemplateName", &CreateEmailTemplate::template_name, required)
          .member("TemplateContent", &CreateEmailTemplate::template_content, required)
          .member("Tags", &CreateEmailTemplate::tags);
  return shape;
}

Shape const& UpdateEmailTemplate::shape() {
  static Shape const shape =
      Describe<UpdateEmailTemplate>("UpdateEmailTemplate")
          .member("TemplateName", &UpdateEmailTemplate::template_name, required.in_path())
          .member("TemplateContent", &UpdateEmailTemplate::template_content, required);
  return shape;
}

Shape const& DeleteEmailTemplate::shape() {
  static Shape const shape =
      Describe<DeleteEmailTemplate>("DeleteEmailTemplate")
          .member("TemplateName", &DeleteEmailTemplate::template_name, required.in_path());
  return shape;
}

Shape const& GetEmailTemplate::shape() {
  static Shape const shape =
      Describe<GetEmailTemplate>("GetEmailTemplate")
          .member("TemplateName", &GetEmailTemplate::template_name, required.in_path());
  return shape;
}

Shape const& GetEmailTemplate::Output::shape() {
  static Shape const shape = Describe<Output>("GetEmailTemplateResult")
                                 .member("TemplateName", &Output::template_name)
                                 .member("TemplateContent", &Output::template_content)
                                 .member("Tags", &Output::tags);
  return shape;
}

Shape const& ListEmailTemplates::shape() {
  static Shape const shape =
      Describe<ListEmailTemplates>("ListEmailTemplates")
          .member("NextToken", &ListEmailTemplates::next_token, optional.in_query_string())
          .member("PageSize", &ListEmailTemplates::page_size, optional.in_query_string());
  return shape;
}

Shape const& ListEmailTemplates::Metadata::shape() {
  static Shape const shape = Describe<Metadata>("EmailTemplateMetadata")
                                 .member("TemplateName", &Metadata::template_name)
                                 .member("CreatedTimestamp", &Metadata::created_timestamp);
  return shape;
}

Shape const& ListEmailTemplates::Output::shape() {
  static Shape const shape = Describe<Output>("ListEmailTemplatesResult")
                                 .member("TemplatesMetadata", &Output::templates_metadata, always)
                                 .member("NextToken", &Output::next_token);
  return shape;
}

Shape const& TestRenderEmailTemplate::shape() {
  static Shape const shape =
      Describe<TestRenderEmailTemplate>("TestRenderEmailTemplate")
          .member("TemplateName", &TestRenderEmailTemplate::template_name, required.in_path())
          .member("TemplateData", &TestRenderEmailTemplate::template_data, required);
  return shape;
}

Shape const& TestRenderEmailTemplate::Output::shape() {
  static Shape const shape = Describe<Output>("TestRenderEmailTemplateResult")
                                 .member("RenderedTemplate", &Output::rendered_template);
  return shape;
}

Shape const& BulkEmailContent::shape() {
  static Shape const shape = Describe<BulkEmailContent>("BulkEmailContent")
                                 .member("Template", &BulkEmailContent::from_template);
  return shape;
}

Shape const& ReplacementTemplate::shape() {
  static Shape const shape =
      Describe<ReplacementTemplate>("ReplacementTemplate")
          .member("ReplacementTemplateData", &ReplacementTemplate::replacement_template_data);
  return shape;
}

Shape const& ReplacementEmailContent::shape() {
  static Shape const shape =
      Describe<ReplacementEmailContent>("ReplacementEmailContent")
          .member("ReplacementTemplate", &ReplacementEmailContent::replacement_template);
  return shape;
}

Shape const& SendBulkEmail::shape() {
  static Shape const shape =
      Describe<SendBulkEmail>("SendBulkEmail")
          .member("FromEmailAddress", &SendBulkEmail::from_email_address)
          .member("FromEmailAddressIdentityArn", &SendBulkEmail::from_email_address_identity_arn)
          .member("ReplyToAddresses", &SendBulkEmail::reply_to_addresses)
          .member("FeedbackForwardingEmailAddress",
                  &SendBulkEmail::feedback_forwarding_email_address)
          .member("FeedbackForwardingEmailAddressIdentityArn",
                  &SendBulkEmail::feedback_forwarding_email_address_identity_arn)
          .member("DefaultEmailTags", &SendBulkEmail::default_email_tags)
          .member("DefaultContent", &SendBulkEmail::default_content, required)
          .member("BulkEmailEntries", &SendBulkEmail::bulk_email_entries, required)
          .member("ConfigurationSetName", &SendBulkEmail::configuration_set_name)
          .member("EndpointId", &SendBulkEmail::endpoint_id)
          .member("TenantName", &SendBulkEmail::tenant_name);
  return shape;
}

Shape const& SendBulkEmail::Entry::shape() {
  static Shape const shape =
      Describe<Entry>("BulkEmailEntry")
          .member("Destination", &Entry::destination, required)
          .member("ReplacementTags", &Entry::replacement_tags)
          .member("ReplacementEmailContent", &Entry::replacement_email_content)
          .member("ReplacementHeaders", &Entry::replacement_headers);
  return shape;
}

Shape const& SendBulkEmail::EntryResult::shape() {
  static Shape const shape = Describe<EntryResult>("BulkEmailEntryResult")
                                 .member("Status", &EntryResult::status)
                                 .member("Error", &EntryResult::error)
                                 .member("MessageId", &EntryResult::message_id);
  return shape;
}

Shape const& SendBulkEmail::Output::shape() {
  static Shape const shape =
      Describe<Output>("SendBulkEmailResult")
          .member("BulkEmailEntryResults", &Output::bulk_email_entry_results, always);
  return shape;
}

}  // namespace proofbox::ses::v2
