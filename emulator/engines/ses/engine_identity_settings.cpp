// What is set of an identity in both APIs: its DKIM keys, its MAIL FROM domain, its configuration
// set. What AWS would look up in DNS is found there at once.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "engines/ses/engine.hpp"
#include "engines/ses/errors.hpp"

namespace proofbox::ses {
namespace {

constexpr int dkim_keys = 3;
constexpr std::size_t selector_length_max = 63;

// The 32 letters and digits of a DKIM token.
std::string dkim_token(Random& random) {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz234567";
  std::string token(32, 'a');
  for (auto& c : token)
    c = letters[random.below(letters.size())];
  return token;
}

bool is_selector(std::string_view text) {
  return !text.empty() && text.size() <= selector_length_max && !text.starts_with('-') &&
         !text.ends_with('-') && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                  c == '-';
         });
}

bool is_key_length(std::string_view text) {
  return text == "RSA_1024_BIT" || text == "RSA_2048_BIT";
}

// A domain for bounces must lie below the identity's own.
std::optional<Error> refusal_of_mail_from(Identity const& identity, std::string_view domain) {
  if (!is_domain(domain))
    return errors::bad_domain(domain);
  auto const below = '.' + lower_case(domain_of(identity.name));
  if (!lower_case(domain).ends_with(below))
    return errors::no_subdomain(domain, identity.name);
  return {};
}

void set_mail_from(Identity& identity, std::optional<std::string> const& domain,
                   bool rejects_on_mx_failure) {
  identity.mail_from_domain.reset();
  if (domain && !domain->empty())
    identity.mail_from_domain = lower_case(*domain);
  identity.rejects_on_mx_failure = identity.mail_from_domain && rejects_on_mx_failure;
}

}  // namespace

v2::DkimAttributes dkim_of(Identity const& identity) {
  v2::DkimAttributes dkim;
  dkim.signing_enabled = identity.signs;
  dkim.status = in_capitals(identity.dkim_status());
  dkim.tokens = identity.dkim_tokens;
  dkim.signing_attributes_origin = identity.has_own_key ? "EXTERNAL" : "AWS_SES";
  if (identity.has_own_key)
    return dkim;
  dkim.next_signing_key_length = identity.next_key_length;
  dkim.current_signing_key_length = "RSA_2048_BIT";
  dkim.last_key_generation_timestamp = identity.keys_made_at;
  return dkim;
}

// A key of one's own has a selector; for one of SES's no more than its length is told.
std::optional<Error> refusal_of_signing(v2::DkimSigningAttributes const& attributes, bool address) {
  bool const own = attributes.domain_signing_selector || attributes.domain_signing_private_key;
  if (address && own)
    return errors::in_v2(errors::bad_parameter("An email address has no DKIM key of its own."));
  if (own && (!attributes.domain_signing_selector || !attributes.domain_signing_private_key))
    return errors::in_v2(errors::bad_parameter(
        "DomainSigningSelector and DomainSigningPrivateKey must be specified together."));
  if (own && attributes.next_signing_key_length)
    return errors::in_v2(
        errors::bad_parameter("NextSigningKeyLength is for keys that Amazon SES makes."));
  if (own && !is_selector(*attributes.domain_signing_selector))
    return errors::in_v2(errors::bad_parameter("DomainSigningSelector is invalid."));
  if (own && !from_base64(*attributes.domain_signing_private_key))
    return errors::in_v2(errors::bad_parameter("DomainSigningPrivateKey is not base64."));
  if (attributes.next_signing_key_length && !is_key_length(*attributes.next_signing_key_length))
    return errors::in_v2(errors::bad_enum("NextSigningKeyLength",
                                          *attributes.next_signing_key_length,
                                          "[RSA_1024_BIT, RSA_2048_BIT]"));
  return {};
}

// The key itself is of no use here: the box signs no mail.
void sign_with_own_key(Turn const&, Identity& identity, std::string selector) {
  identity.has_own_key = true;
  identity.dkim_tokens = {std::move(selector)};
  identity.keys_made_at.reset();
  identity.signs = true;
}

void Engine::start_signing(Turn& turn, Identity& identity,
                           std::optional<std::string> const& key_length) {
  if (identity.dkim_tokens.empty() || identity.has_own_key) {
    identity.dkim_tokens.clear();
    for (int i = 0; i < dkim_keys; ++i)
      identity.dkim_tokens.push_back(dkim_token(turn.random));
    identity.keys_made_at = turn.now;
    identity.has_own_key = false;
    identity.signs = true;
  }
  if (key_length)
    identity.next_key_length = *key_length;
  keep(turn, identity);
}

// ---- v1 ----

Result<v1::GetIdentityDkimAttributes::Output> Engine::handle(
    Turn& turn, v1::GetIdentityDkimAttributes const& op) {
  v1::GetIdentityDkimAttributes::Output output;
  for (auto const& name : op.identities)
    if (auto const* const identity = find(turn, name))
      output.dkim_attributes[name] = {identity->signs, std::string{identity->dkim_status()},
                                      identity->dkim_tokens};
  return output;
}

Result<v1::SetIdentityDkimEnabled::Output> Engine::handle(Turn& turn,
                                                          v1::SetIdentityDkimEnabled const& op) {
  auto* const identity = find(turn, op.identity);
  if (identity == nullptr)
    return errors::no_identity(op.identity);
  if (op.dkim_enabled && identity->is_domain && identity->dkim_tokens.empty())
    return errors::not_verified_for_dkim(op.identity);
  identity->signs = op.dkim_enabled;
  keep(turn, *identity);
  return v1::SetIdentityDkimEnabled::Output{};
}

Result<v1::VerifyDomainDkim::Output> Engine::handle(Turn& turn, v1::VerifyDomainDkim const& op) {
  if (!is_domain(op.domain))
    return errors::bad_domain(op.domain);
  auto& identity = add(turn, op.domain, {});
  verify(turn, identity);
  start_signing(turn, identity, {});
  return v1::VerifyDomainDkim::Output{identity.dkim_tokens};
}

Result<v1::GetIdentityMailFromDomainAttributes::Output> Engine::handle(
    Turn& turn, v1::GetIdentityMailFromDomainAttributes const& op) {
  v1::GetIdentityMailFromDomainAttributes::Output output;
  for (auto const& name : op.identities) {
    auto const* const identity = find(turn, name);
    if (identity == nullptr)
      continue;
    auto& attributes = output.mail_from_domain_attributes[name];
    attributes.mail_from_domain = identity->mail_from_domain;
    if (identity->mail_from_domain)
      attributes.mail_from_domain_status = "Success";
    attributes.behavior_on_mx_failure =
        identity->rejects_on_mx_failure ? "RejectMessage" : "UseDefaultValue";
  }
  return output;
}

Result<v1::SetIdentityMailFromDomain::Output> Engine::handle(
    Turn& turn, v1::SetIdentityMailFromDomain const& op) {
  auto const behavior = op.behavior_on_mx_failure.value_or("UseDefaultValue");
  if (behavior != "UseDefaultValue" && behavior != "RejectMessage")
    return errors::bad_enum("BehaviorOnMXFailure", behavior, "[UseDefaultValue, RejectMessage]");
  auto* const identity = find(turn, op.identity);
  if (identity == nullptr)
    return errors::no_identity(op.identity);
  if (op.mail_from_domain && !op.mail_from_domain->empty())
    if (auto error = refusal_of_mail_from(*identity, *op.mail_from_domain))
      return *error;
  set_mail_from(*identity, op.mail_from_domain, behavior == "RejectMessage");
  keep(turn, *identity);
  return v1::SetIdentityMailFromDomain::Output{};
}

// ---- v2 ----

Result<Nothing> Engine::handle(Turn& turn, v2::PutEmailIdentityDkimAttributes const& op) {
  auto* const identity = find(turn, op.email_identity);
  if (identity == nullptr)
    return errors::identity_does_not_exist(op.email_identity);
  bool const signs = op.signing_enabled.value_or(false);
  if (signs && identity->is_domain && identity->dkim_tokens.empty())
    return errors::in_v2(errors::not_verified_for_dkim(op.email_identity));
  identity->signs = signs;
  keep(turn, *identity);
  return Nothing{};
}

Result<v2::PutEmailIdentityDkimSigningAttributes::Output> Engine::handle(
    Turn& turn, v2::PutEmailIdentityDkimSigningAttributes const& op) {
  auto* const identity = find(turn, op.email_identity);
  if (identity == nullptr)
    return errors::identity_does_not_exist(op.email_identity);
  auto const attributes = op.signing_attributes.value_or(v2::DkimSigningAttributes{});
  if (op.signing_attributes_origin != "AWS_SES" && op.signing_attributes_origin != "EXTERNAL")
    return errors::in_v2(errors::bad_enum("SigningAttributesOrigin", op.signing_attributes_origin,
                                          "[AWS_SES, EXTERNAL]"));
  if (auto error = refusal_of_signing(attributes, !identity->is_domain))
    return *error;
  bool const own = op.signing_attributes_origin == "EXTERNAL";
  if (own != attributes.domain_signing_selector.has_value())
    return errors::in_v2(
        errors::bad_parameter("SigningAttributes do not go with that SigningAttributesOrigin."));
  if (!identity->is_domain)
    return errors::in_v2(errors::not_verified_for_dkim(op.email_identity));
  if (own)
    sign_with_own_key(turn, *identity, *attributes.domain_signing_selector);
  else
    start_signing(turn, *identity, attributes.next_signing_key_length);
  keep(turn, *identity);
  return v2::PutEmailIdentityDkimSigningAttributes::Output{
      in_capitals(identity->dkim_status()), identity->dkim_tokens, {}};
}

Result<Nothing> Engine::handle(Turn& turn, v2::PutEmailIdentityMailFromAttributes const& op) {
  auto const behavior = op.behavior_on_mx_failure.value_or("USE_DEFAULT_VALUE");
  if (behavior != "USE_DEFAULT_VALUE" && behavior != "REJECT_MESSAGE")
    return errors::in_v2(
        errors::bad_enum("BehaviorOnMxFailure", behavior, "[USE_DEFAULT_VALUE, REJECT_MESSAGE]"));
  auto* const identity = find(turn, op.email_identity);
  if (identity == nullptr)
    return errors::identity_does_not_exist(op.email_identity);
  if (op.mail_from_domain && !op.mail_from_domain->empty())
    if (auto error = refusal_of_mail_from(*identity, *op.mail_from_domain))
      return errors::in_v2(*error);
  set_mail_from(*identity, op.mail_from_domain, behavior == "REJECT_MESSAGE");
  keep(turn, *identity);
  return Nothing{};
}

Result<Nothing> Engine::handle(Turn& turn,
                               v2::PutEmailIdentityConfigurationSetAttributes const& op) {
  auto* const identity = find(turn, op.email_identity);
  if (identity == nullptr)
    return errors::identity_does_not_exist(op.email_identity);
  auto const& set = op.configuration_set_name;
  bool const has_set = set && !set->empty();
  if (has_set && find_set(turn, *set) == nullptr)
    return errors::in_v2(errors::configuration_set_does_not_exist(*set));
  identity->configuration_set_name = has_set ? set : std::nullopt;
  keep(turn, *identity);
  return Nothing{};
}

}  // namespace proofbox::ses
