// The operations of SES's first API, as its service model (2010-12-01) describes them.
#pragma once

#include "engines/ses/shapes.hpp"

namespace proofbox::ses::v1 {

template <class Op>
constexpr std::string_view service_of(Op const*) {
  return "ses";
}

struct VerifyEmailIdentity {
  std::string email_address;
  static Shape const& shape();
  struct Output {
    static Shape const& shape();
  };
};

// The older form, without an output of its own.
struct VerifyEmailAddress {
  std::string email_address;
  static Shape const& shape();
  using Output = Nothing;
};

struct VerifyDomainIdentity {
  std::string domain;
  static Shape const& shape();
  struct Output {
    std::string verification_token;
    static Shape const& shape();
  };
};

struct ListIdentities {
  std::optional<std::string> identity_type;  // EmailAddress, Domain
  std::optional<std::string> next_token;
  std::optional<std::int64_t> max_items;
  static Shape const& shape();
  struct Output {
    std::vector<std::string> identities;
    std::optional<std::string> next_token;
    static Shape const& shape();
  };
};

struct GetIdentityVerificationAttributes {
  std::vector<std::string> identities;
  static Shape const& shape();
  struct Attributes {
    std::string verification_status;
    std::optional<std::string> verification_token;  // of domains only
    static Shape const& shape();
  };
  struct Output {
    Map<Attributes> verification_attributes;
    static Shape const& shape();
  };
};

struct DeleteIdentity {
  std::string identity;
  static Shape const& shape();
  struct Output {
    static Shape const& shape();
  };
};

struct Message {
  Content subject;
  Body body;
  static Shape const& shape();
};

struct SendEmail {
  std::string source;
  Destination destination;
  Message message;
  std::vector<std::string> reply_to_addresses;
  std::optional<std::string> return_path;
  std::optional<std::string> source_arn;
  std::optional<std::string> return_path_arn;
  std::vector<MessageTag> tags;
  std::optional<std::string> configuration_set_name;
  static Shape const& shape();
  struct Output {
    std::string message_id;
    static Shape const& shape();
  };
};

struct SendRawEmail {
  std::optional<std::string> source;
  std::vector<std::string> destinations;
  RawMessage raw_message;
  std::optional<std::string> from_arn;
  std::optional<std::string> source_arn;
  std::optional<std::string> return_path_arn;
  std::vector<MessageTag> tags;
  std::optional<std::string> configuration_set_name;
  static Shape const& shape();
  struct Output {
    std::string message_id;
    static Shape const& shape();
  };
};

struct GetSendQuota {
  static Shape const& shape();
  using Output = SendQuota;
};

}  // namespace proofbox::ses::v1
