// The operations of SES's second API, as its service model (sesv2, 2019-09-27) describes them.
#pragma once

#include "engines/ses/shapes.hpp"

namespace proofbox::ses::v2 {

template <class Op>
constexpr std::string_view service_of(Op const*) {
  return "ses";
}

struct Tag {
  std::string key;
  std::string value;
  static Shape const& shape();
};

struct DkimAttributes {
  bool signing_enabled = false;
  std::string status;
  std::vector<std::string> tokens;
  std::string signing_attributes_origin;
  std::optional<std::string> next_signing_key_length;
  std::optional<std::string> current_signing_key_length;
  std::optional<Instant> last_key_generation_timestamp;
  static Shape const& shape();
};

// A selector and a private key make a domain's DKIM its owner's own.
struct DkimSigningAttributes {
  std::optional<std::string> domain_signing_selector;
  std::optional<std::string> domain_signing_private_key;
  std::optional<std::string> next_signing_key_length;
  std::optional<std::string> domain_signing_attributes_origin;
  static Shape const& shape();
};

struct CreateEmailIdentity {
  std::string email_identity;
  std::vector<Tag> tags;
  std::optional<DkimSigningAttributes> dkim_signing_attributes;
  std::optional<std::string> configuration_set_name;
  static Shape const& shape();
  struct Output {
    std::string identity_type;  // EMAIL_ADDRESS, DOMAIN
    bool verified_for_sending_status = false;
    DkimAttributes dkim_attributes;
    static Shape const& shape();
  };
};

struct MailFromAttributes {
  std::optional<std::string> mail_from_domain;
  std::optional<std::string> mail_from_domain_status;
  std::string behavior_on_mx_failure;
  static Shape const& shape();
};

struct VerificationInfo {
  std::optional<Instant> last_checked_timestamp;
  std::optional<Instant> last_success_timestamp;
  static Shape const& shape();
};

struct GetEmailIdentity {
  std::string email_identity;
  static Shape const& shape();
  struct Output {
    std::string identity_type;
    bool feedback_forwarding_status = false;
    bool verified_for_sending_status = false;
    DkimAttributes dkim_attributes;
    MailFromAttributes mail_from_attributes;
    Map<std::string> policies;
    std::vector<Tag> tags;
    std::optional<std::string> configuration_set_name;
    std::string verification_status;
    std::optional<VerificationInfo> verification_info;
    static Shape const& shape();
  };
};

struct ListEmailIdentities {
  std::optional<std::string> next_token;
  std::optional<std::int64_t> page_size;
  static Shape const& shape();
  struct Identity {
    std::string identity_type;
    std::string identity_name;
    bool sending_enabled = false;
    std::string verification_status;
    static Shape const& shape();
  };
  struct Output {
    std::vector<Identity> email_identities;
    std::optional<std::string> next_token;
    static Shape const& shape();
  };
};

struct DeleteEmailIdentity {
  std::string email_identity;
  static Shape const& shape();
  using Output = Nothing;
};

struct MessageHeader {
  std::string name;
  std::string value;
  static Shape const& shape();
};

struct Attachment {
  Blob raw_content;
  std::string file_name;
  std::optional<std::string> content_disposition;  // ATTACHMENT, INLINE
  std::optional<std::string> content_description;
  std::optional<std::string> content_id;
  std::optional<std::string> content_type;
  static Shape const& shape();
};

struct Message {
  Content subject;
  Body body;
  std::vector<MessageHeader> headers;
  std::vector<Attachment> attachments;
  static Shape const& shape();
};

struct EmailTemplateContent {
  std::optional<std::string> subject;
  std::optional<std::string> text;
  std::optional<std::string> html;
  static Shape const& shape();
};

struct Template {
  std::optional<std::string> template_name;
  std::optional<std::string> template_arn;
  std::optional<std::string> template_data;
  std::optional<EmailTemplateContent> template_content = {};
  std::vector<MessageHeader> headers = {};
  std::vector<Attachment> attachments = {};
  static Shape const& shape();
};

struct EmailContent {
  std::optional<Message> simple;
  std::optional<RawMessage> raw;
  std::optional<Template> from_template;
  static Shape const& shape();
};

struct SendEmail {
  std::optional<std::string> from_email_address;
  std::optional<Destination> destination;
  std::vector<std::string> reply_to_addresses;
  std::optional<std::string> feedback_forwarding_email_address;
  EmailContent content;
  std::vector<MessageTag> email_tags;
  std::optional<std::string> configuration_set_name;
  static Shape const& shape();
  struct Output {
    std::string message_id;
    static Shape const& shape();
  };
};

// What an account told AWS of itself to be let out of the sandbox.
struct AccountDetails {
  struct Review {
    std::string status;
    std::string case_id;
    static Shape const& shape();
  };
  std::string mail_type;
  std::string website_url;
  std::optional<std::string> contact_language;
  std::optional<std::string> use_case_description;
  std::vector<std::string> additional_contact_email_addresses;
  std::optional<Review> review_details;
  static Shape const& shape();
};

struct PutAccountDetails {
  std::string mail_type;  // MARKETING, TRANSACTIONAL
  std::string website_url;
  std::optional<std::string> contact_language;  // EN, JA
  std::optional<std::string> use_case_description;
  std::vector<std::string> additional_contact_email_addresses;
  std::optional<bool> production_access_enabled;
  static Shape const& shape();
  using Output = Nothing;
};

struct GetAccount {
  static Shape const& shape();
  struct Suppression {
    std::vector<std::string> suppressed_reasons;
    static Shape const& shape();
  };
  struct Vdm {
    std::string vdm_enabled = "DISABLED";
    static Shape const& shape();
  };
  struct Output {
    bool dedicated_ip_auto_warmup_enabled = false;
    std::string enforcement_status;
    bool production_access_enabled = false;
    SendQuota send_quota;
    bool sending_enabled = false;
    Suppression suppression_attributes;
    std::optional<AccountDetails> details;
    Vdm vdm_attributes;
    static Shape const& shape();
  };
};

}  // namespace proofbox::ses::v2
