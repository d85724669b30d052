// Identities: who may send. How they are verified is in engine_verification.cpp, what may be set of
// them in engine_identity_settings.cpp.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "engines/ses/engine.hpp"
#include "engines/ses/errors.hpp"

namespace proofbox::ses {
namespace {

constexpr std::int64_t page_max = 1000;

// Addresses differ in the case of their letters, domains do not.
std::string key_of(Turn const& turn, std::string_view name) {
  return world_of(turn) + (is_address(name) ? std::string{name} : lower_case(name));
}

std::optional<Error> refusal_of_address(std::string_view text) {
  auto const mailbox = read_mailbox(text);
  if (!mailbox || mailbox->address != text)
    return errors::bad_email_address(text);
  return {};
}

std::optional<Error> refusal_of_identity(std::string_view name) {
  if (is_address(name))
    return refusal_of_address(name);
  return is_domain(name) ? std::nullopt : std::optional{errors::bad_domain(name)};
}

std::string_view type_in_v2(Identity const& identity) {
  return identity.is_domain ? "DOMAIN" : "EMAIL_ADDRESS";
}

v2::MailFromAttributes mail_from_of(Identity const& identity) {
  v2::MailFromAttributes mail_from;
  mail_from.mail_from_domain = identity.mail_from_domain;
  if (identity.mail_from_domain)
    mail_from.mail_from_domain_status = "SUCCESS";
  mail_from.behavior_on_mx_failure =
      identity.rejects_on_mx_failure ? "REJECT_MESSAGE" : "USE_DEFAULT_VALUE";
  return mail_from;
}

}  // namespace

std::string world_of(std::string_view region, std::string_view account) {
  return fmt::format("{}/{}/", region, account);
}

std::string world_of(Turn const& turn) { return world_of(turn.caller.region, turn.caller.account); }

Identity const* Engine::find(Turn const& turn, std::string_view name) const {
  auto const found = identities_.find(key_of(turn, name));
  return found == identities_.end() ? nullptr : &found->second;
}

Identity* Engine::find(Turn const& turn, std::string_view name) {
  return const_cast<Identity*>(std::as_const(*this).find(turn, name));
}

// The identity of that name, which may be there already. A new one is kept by whoever adds it, once
// it is known whether it is verified.
Identity& Engine::add(Turn& turn, std::string_view name, std::vector<v2::Tag> tags,
                      std::optional<std::string> configuration_set) {
  if (auto* const known = find(turn, name))
    return *known;
  Identity identity;
  identity.account = turn.caller.account;
  identity.region = turn.caller.region;
  identity.is_domain = !is_address(name);
  identity.name = identity.is_domain ? lower_case(name) : std::string{name};
  identity.tags = std::move(tags);
  identity.configuration_set_name = std::move(configuration_set);
  return identities_.emplace(key_of(turn, name), std::move(identity)).first->second;
}

bool Engine::remove(Turn& turn, std::string_view name) {
  auto const found = identities_.find(key_of(turn, name));
  if (found == identities_.end())
    return false;
  forget(turn, found->second);
  identities_.erase(found);
  return true;
}

// Identities of the caller's account and region in the order of their names, after the one that the
// token names.
Result<Engine::Page> Engine::page(Turn const& turn, std::optional<bool> domains,
                                  std::optional<std::string> const& token, std::size_t most) const {
  auto const world = world_of(turn);
  auto at = identities_.lower_bound(world);
  if (token && !token->empty()) {
    auto const name = from_base64(*token);
    if (!name)
      return errors::bad_next_token(*token);
    at = identities_.upper_bound(world + *name);
  }
  Page page;
  for (; at != identities_.end() && at->first.starts_with(world); ++at) {
    if (domains && *domains != at->second.is_domain)
      continue;
    if (page.identities.size() == most) {
      page.next_token = base64(page.identities.back()->name);
      break;
    }
    page.identities.push_back(&at->second);
  }
  return page;
}

// ---- v1 ----

Result<v1::VerifyEmailIdentity::Output> Engine::handle(Turn& turn,
                                                       v1::VerifyEmailIdentity const& op) {
  if (auto error = refusal_of_address(op.email_address))
    return *error;
  verify(turn, add(turn, op.email_address, {}));
  return v1::VerifyEmailIdentity::Output{};
}

Result<Nothing> Engine::handle(Turn& turn, v1::VerifyEmailAddress const& op) {
  if (auto error = refusal_of_address(op.email_address))
    return *error;
  verify(turn, add(turn, op.email_address, {}));
  return Nothing{};
}

Result<v1::VerifyDomainIdentity::Output> Engine::handle(Turn& turn,
                                                        v1::VerifyDomainIdentity const& op) {
  if (!is_domain(op.domain))
    return errors::bad_domain(op.domain);
  auto& identity = add(turn, op.domain, {});
  verify(turn, identity);
  return v1::VerifyDomainIdentity::Output{identity.verification_token};
}

Result<v1::ListIdentities::Output> Engine::handle(Turn& turn, v1::ListIdentities const& op) {
  std::optional<bool> domains;
  if (op.identity_type) {
    if (*op.identity_type != "EmailAddress" && *op.identity_type != "Domain")
      return errors::of({Misfit::Kind::range, "IdentityType", *op.identity_type,
                         "Member must satisfy enum value set: [EmailAddress, Domain]"});
    domains = *op.identity_type == "Domain";
  }
  auto const most = std::clamp<std::int64_t>(op.max_items.value_or(page_max), 1, page_max);
  auto found = page(turn, domains, op.next_token, static_cast<std::size_t>(most));
  if (!found)
    return found.error();
  v1::ListIdentities::Output output;
  for (auto const* const identity : found->identities)
    output.identities.push_back(identity->name);
  output.next_token = std::move(found->next_token);
  return output;
}

Result<v1::GetIdentityVerificationAttributes::Output> Engine::handle(
    Turn& turn, v1::GetIdentityVerificationAttributes const& op) {
  v1::GetIdentityVerificationAttributes::Output output;
  for (auto const& name : op.identities)
    if (auto const* const identity = find(turn, name)) {
      auto& attributes = output.verification_attributes[name];
      attributes.verification_status = identity->status(turn.now);
      if (identity->is_domain)
        attributes.verification_token = identity->verification_token;
    }
  return output;
}

Result<v1::DeleteIdentity::Output> Engine::handle(Turn& turn, v1::DeleteIdentity const& op) {
  remove(turn, op.identity);
  return v1::DeleteIdentity::Output{};
}

// ---- v2 ----

Result<v2::CreateEmailIdentity::Output> Engine::handle(Turn& turn,
                                                       v2::CreateEmailIdentity const& op) {
  if (auto error = refusal_of_identity(op.email_identity))
    return errors::in_v2(*error);
  if (find(turn, op.email_identity) != nullptr)
    return errors::identity_exists(op.email_identity);
  auto const& set = op.configuration_set_name;
  if (set && find_set(turn, *set) == nullptr)
    return errors::in_v2(errors::configuration_set_does_not_exist(*set));
  if (op.dkim_signing_attributes)
    if (auto error = refusal_of_signing(*op.dkim_signing_attributes, is_address(op.email_identity)))
      return *error;
  auto& identity = add(turn, op.email_identity, op.tags, set);
  verify(turn, identity);
  if (op.dkim_signing_attributes && op.dkim_signing_attributes->domain_signing_selector)
    sign_with_own_key(turn, identity, *op.dkim_signing_attributes->domain_signing_selector);
  else if (identity.is_domain)
    start_signing(turn, identity,
                  op.dkim_signing_attributes ? op.dkim_signing_attributes->next_signing_key_length
                                             : std::nullopt);
  keep(turn, identity);
  return v2::CreateEmailIdentity::Output{std::string{type_in_v2(identity)}, identity.is_verified,
                                         dkim_of(identity)};
}

Result<v2::GetEmailIdentity::Output> Engine::handle(Turn& turn, v2::GetEmailIdentity const& op) {
  auto const* const identity = find(turn, op.email_identity);
  if (identity == nullptr)
    return errors::identity_does_not_exist(op.email_identity);
  v2::GetEmailIdentity::Output output;
  output.identity_type = type_in_v2(*identity);
  output.feedback_forwarding_status = identity->forwards_feedback;
  output.verified_for_sending_status = is_verified(turn, identity->name);
  output.dkim_attributes = dkim_of(*identity);
  output.mail_from_attributes = mail_from_of(*identity);
  output.policies = identity->policies;
  output.tags = identity->tags;
  output.configuration_set_name = identity->configuration_set_name;
  output.verification_status = in_capitals(identity->status(turn.now));
  if (identity->is_domain)
    output.verification_info = v2::VerificationInfo{identity->verified_at, identity->verified_at};
  return output;
}

Result<v2::ListEmailIdentities::Output> Engine::handle(Turn& turn,
                                                       v2::ListEmailIdentities const& op) {
  auto const most = std::clamp<std::int64_t>(op.page_size.value_or(page_max), 1, page_max);
  auto found = page(turn, {}, op.next_token, static_cast<std::size_t>(most));
  if (!found)
    return errors::in_v2(found.error());
  v2::ListEmailIdentities::Output output;
  for (auto const* const identity : found->identities)
    output.email_identities.push_back({std::string{type_in_v2(*identity)}, identity->name,
                                       is_verified(turn, identity->name),
                                       in_capitals(identity->status(turn.now))});
  output.next_token = std::move(found->next_token);
  return output;
}

Result<Nothing> Engine::handle(Turn& turn, v2::DeleteEmailIdentity const& op) {
  if (!remove(turn, op.email_identity))
    return errors::identity_does_not_exist(op.email_identity);
  return Nothing{};
}

}  // namespace proofbox::ses
