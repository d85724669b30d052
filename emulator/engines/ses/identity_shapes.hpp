// What may be set of an identity, in both APIs: DKIM, the MAIL FROM domain, policies of who else
// may send for it, and tags. Making, listing and verifying identities is in v1_shapes and
// v2_shapes.
#pragma once

#include "engines/ses/v1_shapes.hpp"
#include "engines/ses/v2_shapes.hpp"

namespace proofbox::ses::v1 {

struct IdentityDkimAttributes {
  bool dkim_enabled = false;
  std::string dkim_verification_status;
  std::vector<std::string> dkim_tokens;
  static Shape const& shape();
};

struct GetIdentityDkimAttributes {
  std::vector<std::string> identities;
  static Shape const& shape();
  struct Output {
    Map<IdentityDkimAttributes> dkim_attributes;
    static Shape const& shape();
  };
};

struct SetIdentityDkimEnabled {
  std::string identity;
  bool dkim_enabled = false;
  static Shape const& shape();
  struct Output {
    static Shape const& shape();
  };
};

struct VerifyDomainDkim {
  std::string domain;
  static Shape const& shape();
  struct Output {
    std::vector<std::string> dkim_tokens;
    static Shape const& shape();
  };
};

struct IdentityMailFromDomainAttributes {
  std::optional<std::string> mail_from_domain;
  std::optional<std::string> mail_from_domain_status;
  std::string behavior_on_mx_failure;
  static Shape const& shape();
};

struct GetIdentityMailFromDomainAttributes {
  std::vector<std::string> identities;
  static Shape const& shape();
  struct Output {
    Map<IdentityMailFromDomainAttributes> mail_from_domain_attributes;
    static Shape const& shape();
  };
};

struct SetIdentityMailFromDomain {
  std::string identity;
  std::optional<std::string> mail_from_domain;
  std::optional<std::string> behavior_on_mx_failure;
  static Shape const& shape();
  struct Output {
    static Shape const& shape();
  };
};

struct ListVerifiedEmailAddresses {
  static Shape const& shape();
  struct Output {
    std::vector<std::string> verified_email_addresses;
    static Shape const& shape();
  };
};

struct DeleteVerifiedEmailAddress {
  std::string email_address;
  static Shape const& shape();
  using Output = Nothing;
};

struct PutIdentityPolicy {
  std::string identity;
  std::string policy_name;
  std::string policy;
  static Shape const& shape();
  struct Output {
    static Shape const& shape();
  };
};

struct GetIdentityPolicies {
  std::string identity;
  std::vector<std::string> policy_names;
  static Shape const& shape();
  struct Output {
    Map<std::string> policies;
    static Shape const& shape();
  };
};

struct ListIdentityPolicies {
  std::string identity;
  static Shape const& shape();
  struct Output {
    std::vector<std::string> policy_names;
    static Shape const& shape();
  };
};

struct DeleteIdentityPolicy {
  std::string identity;
  std::string policy_name;
  static Shape const& shape();
  struct Output {
    static Shape const& shape();
  };
};

}  // namespace proofbox::ses::v1

namespace proofbox::ses::v2 {

struct PutEmailIdentityDkimAttributes {
  std::string email_identity;
  std::optional<bool> signing_enabled;
  static Shape const& shape();
  using Output = Nothing;
};

struct PutEmailIdentityDkimSigningAttributes {
  std::string email_identity;
  std::string signing_attributes_origin;
  std::optional<DkimSigningAttributes> signing_attributes;
  static Shape const& shape();
  struct Output {
    std::optional<std::string> dkim_status;
    std::vector<std::string> dkim_tokens;
    std::optional<std::string> signing_hosted_zone;
    static Shape const& shape();
  };
};

struct PutEmailIdentityMailFromAttributes {
  std::string email_identity;
  std::optional<std::string> mail_from_domain;
  std::optional<std::string> behavior_on_mx_failure;
  static Shape const& shape();
  using Output = Nothing;
};

struct PutEmailIdentityConfigurationSetAttributes {
  std::string email_identity;
  std::optional<std::string> configuration_set_name;
  static Shape const& shape();
  using Output = Nothing;
};

struct CreateEmailIdentityPolicy {
  std::string email_identity;
  std::string policy_name;
  std::string policy;
  static Shape const& shape();
  using Output = Nothing;
};

struct GetEmailIdentityPolicies {
  std::string email_identity;
  static Shape const& shape();
  struct Output {
    Map<std::string> policies;
    static Shape const& shape();
  };
};

struct UpdateEmailIdentityPolicy {
  std::string email_identity;
  std::string policy_name;
  std::string policy;
  static Shape const& shape();
  using Output = Nothing;
};

struct DeleteEmailIdentityPolicy {
  std::string email_identity;
  std::string policy_name;
  static Shape const& shape();
  using Output = Nothing;
};

struct TagResource {
  std::string resource_arn;
  std::vector<Tag> tags;
  static Shape const& shape();
  using Output = Nothing;
};

struct UntagResource {
  std::string resource_arn;
  std::vector<std::string> tag_keys;
  static Shape const& shape();
  using Output = Nothing;
};

struct ListTagsForResource {
  std::string resource_arn;
  static Shape const& shape();
  struct Output {
    std::vector<Tag> tags;
    static Shape const& shape();
  };
};

}  // namespace proofbox::ses::v2
