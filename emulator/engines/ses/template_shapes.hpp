// The operations of both APIs that have to do with templates: keeping them, trying them and sending
// with them, as the service models describe them. (v2's SendEmail takes templates, too.)
#pragma once

#include "engines/ses/v1_shapes.hpp"
#include "engines/ses/v2_shapes.hpp"

namespace proofbox::ses::v1 {

struct Template {
  std::string template_name;
  std::optional<std::string> subject_part;
  std::optional<std::string> text_part;
  std::optional<std::string> html_part;
  static Shape const& shape();
};

struct CreateTemplate {
  Template content;
  static Shape const& shape();
  struct Output {
    static Shape const& shape();
  };
};

struct UpdateTemplate {
  Template content;
  static Shape const& shape();
  struct Output {
    static Shape const& shape();
  };
};

struct DeleteTemplate {
  std::string template_name;
  static Shape const& shape();
  struct Output {
    static Shape const& shape();
  };
};

struct GetTemplate {
  std::string template_name;
  static Shape const& shape();
  struct Output {
    Template content;
    static Shape const& shape();
  };
};

struct ListTemplates {
  std::optional<std::string> next_token;
  std::optional<std::int64_t> max_items;
  static Shape const& shape();
  struct Metadata {
    std::string name;
    Instant created_timestamp{};
    static Shape const& shape();
  };
  struct Output {
    std::vector<Metadata> templates_metadata;
    std::optional<std::string> next_token;
    static Shape const& shape();
  };
};

struct TestRenderTemplate {
  std::string template_name;
  std::string template_data;
  static Shape const& shape();
  struct Output {
    std::string rendered_template;
    static Shape const& shape();
  };
};

struct SendTemplatedEmail {
  std::string source;
  Destination destination;
  std::vector<std::string> reply_to_addresses;
  std::optional<std::string> return_path;
  std::optional<std::string> source_arn;
  std::optional<std::string> return_path_arn;
  std::vector<MessageTag> tags;
  std::optional<std::string> configuration_set_name;
  std::string template_name;
  std::optional<std::string> template_arn;
  std::string template_data;
  static Shape const& shape();
  struct Output {
    std::string message_id;
    static Shape const& shape();
  };
};

struct SendBulkTemplatedEmail {
  std::string source;
  std::optional<std::string> source_arn;
  std::vector<std::string> reply_to_addresses;
  std::optional<std::string> return_path;
  std::optional<std::string> return_path_arn;
  std::optional<std::string> configuration_set_name;
  std::vector<MessageTag> default_tags;
  std::string template_name;
  std::optional<std::string> template_arn;
  std::string default_template_data;
  struct Entry {
    Destination destination;
    std::vector<MessageTag> replacement_tags;
    std::optional<std::string> replacement_template_data;
    static Shape const& shape();
  };
  std::vector<Entry> destinations;
  static Shape const& shape();
  struct Status {
    std::string status;  // Success, MessageRejected, ...
    std::optional<std::string> error;
    std::optional<std::string> message_id;
    static Shape const& shape();
  };
  struct Output {
    std::vector<Status> status;
    static Shape const& shape();
  };
};

}  // namespace proofbox::ses::v1

namespace proofbox::ses::v2 {

struct CreateEmailTemplate {
  std::string template_name;
  EmailTemplateContent template_content;
  std::vector<Tag> tags;
  static Shape const& shape();
  using Output = Nothing;
};

struct UpdateEmailTemplate {
  std::string template_name;
  EmailTemplateContent template_content;
  static Shape const& shape();
  using Output = Nothing;
};

struct DeleteEmailTemplate {
  std::string template_name;
  static Shape const& shape();
  using Output = Nothing;
};

struct GetEmailTemplate {
  std::string template_name;
  static Shape const& shape();
  struct Output {
    std::string template_name;
    EmailTemplateContent template_content;
    std::vector<Tag> tags;
    static Shape const& shape();
  };
};

struct ListEmailTemplates {
  std::optional<std::string> next_token;
  std::optional<std::int64_t> page_size;
  static Shape const& shape();
  struct Metadata {
    std::string template_name;
    Instant created_timestamp{};
    static Shape const& shape();
  };
  struct Output {
    std::vector<Metadata> templates_metadata;
    std::optional<std::string> next_token;
    static Shape const& shape();
  };
};

struct TestRenderEmailTemplate {
  std::string template_name;
  std::string template_data;
  static Shape const& shape();
  struct Output {
    std::string rendered_template;
    static Shape const& shape();
  };
};

struct BulkEmailContent {
  std::optional<Template> from_template;
  static Shape const& shape();
};

struct ReplacementTemplate {
  std::optional<std::string> replacement_template_data;
  static Shape const& shape();
};

struct ReplacementEmailContent {
  std::optional<ReplacementTemplate> replacement_template;
  static Shape const& shape();
};

struct SendBulkEmail {
  std::optional<std::string> from_email_address;
  std::optional<std::string> from_email_address_identity_arn;
  std::vector<std::string> reply_to_addresses;
  std::optional<std::string> feedback_forwarding_email_address;
  std::optional<std::string> feedback_forwarding_email_address_identity_arn;
  std::vector<MessageTag> default_email_tags;
  BulkEmailContent default_content;
  struct Entry {
    Destination destination;
    std::vector<MessageTag> replacement_tags;
    std::optional<ReplacementEmailContent> replacement_email_content;
    std::vector<MessageHeader> replacement_headers;
    static Shape const& shape();
  };
  std::vector<Entry> bulk_email_entries;
  std::optional<std::string> configuration_set_name;
  std::optional<std::string> endpoint_id;
  std::optional<std::string> tenant_name;
  static Shape const& shape();
  struct EntryResult {
    std::string status;  // SUCCESS, MESSAGE_REJECTED, ...
    std::optional<std::string> error;
    std::optional<std::string> message_id;
    static Shape const& shape();
  };
  struct Output {
    std::vector<EntryResult> bulk_email_entry_results;
    static Shape const& shape();
  };
};

}  // namespace proofbox::ses::v2
