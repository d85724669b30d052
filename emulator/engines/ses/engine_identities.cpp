// Identities: who may send. Each is verified the moment it is asked for, since no mailbox and no
// DNS could answer here.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "engines/ses/engine.hpp"
#include "engines/ses/errors.hpp"

namespace proofbox::ses {
namespace {

constexpr std::int64_t page_max = 1000;

std::string world_of(Turn const& turn) {
  return turn.caller.region + '/' + turn.caller.account + '/';
}

bool is_address(std::string_view name) { return name.find('@') != std::string_view::npos; }

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

// The 32 letters and digits of a DKIM token.
std::string dkim_token(Random& random) {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz234567";
  std::string token(32, 'a');
  for (auto& c : token)
    c = letters[random.below(letters.size())];
  return token;
}

std::string verification_token(Random& random) {
  std::array<unsigned char, 32> bytes{};
  random.fill(bytes);
  return base64({reinterpret_cast<char const*>(bytes.data()), bytes.size()});
}

std::string_view type_in_v2(Identity const& identity) {
  return identity.is_domain ? "DOMAIN" : "EMAIL_ADDRESS";
}

v2::DkimAttributes dkim_of(Identity const& identity) {
  v2::DkimAttributes dkim;
  dkim.signing_enabled = identity.is_domain;
  dkim.status = identity.is_domain ? "SUCCESS" : "NOT_STARTED";
  dkim.tokens = identity.dkim_tokens;
  dkim.signing_attributes_origin = "AWS_SES";
  dkim.next_signing_key_length = "RSA_2048_BIT";
  dkim.current_signing_key_length = "RSA_2048_BIT";
  return dkim;
}

}  // namespace

Identity const* Engine::find(Turn const& turn, std::string_view name) const {
  auto const found = identities_.find(key_of(turn, name));
  return found == identities_.end() ? nullptr : &found->second;
}

// The identity of that name, which may be there already.
Identity const& Engine::add(Turn& turn, std::string_view name, std::vector<v2::Tag> tags,
                            std::optional<std::string> configuration_set) {
  if (auto const* const known = find(turn, name))
    return *known;
  Identity identity;
  identity.account = turn.caller.account;
  identity.region = turn.caller.region;
  identity.is_domain = !is_address(name);
  identity.name = identity.is_domain ? lower_case(name) : std::string{name};
  identity.tags = std::move(tags);
  identity.configuration_set_name = std::move(configuration_set);
  if (identity.is_domain) {
    identity.verification_token = verification_token(turn.random);
    for (int i = 0; i < 3; ++i)
      identity.dkim_tokens.push_back(dkim_token(turn.random));
  }
  keep(turn, identity);
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
  add(turn, op.email_address, {});
  return v1::VerifyEmailIdentity::Output{};
}

Result<Nothing> Engine::handle(Turn& turn, v1::VerifyEmailAddress const& op) {
  if (auto error = refusal_of_address(op.email_address))
    return *error;
  add(turn, op.email_address, {});
  return Nothing{};
}

Result<v1::VerifyDomainIdentity::Output> Engine::handle(Turn& turn,
                                                        v1::VerifyDomainIdentity const& op) {
  if (!is_domain(op.domain))
    return errors::bad_domain(op.domain);
  return v1::VerifyDomainIdentity::Output{add(turn, op.domain, {}).verification_token};
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
      attributes.verification_status = "Success";
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
  auto const& identity = add(turn, op.email_identity, op.tags, set);
  return v2::CreateEmailIdentity::Output{std::string{type_in_v2(identity)}, true,
                                         dkim_of(identity)};
}

Result<v2::GetEmailIdentity::Output> Engine::handle(Turn& turn, v2::GetEmailIdentity const& op) {
  auto const* const identity = find(turn, op.email_identity);
  if (identity == nullptr)
    return errors::identity_does_not_exist(op.email_identity);
  v2::GetEmailIdentity::Output output;
  output.identity_type = type_in_v2(*identity);
  output.feedback_forwarding_status = identity->forwards_feedback;
  output.verified_for_sending_status = true;
  output.dkim_attributes = dkim_of(*identity);
  output.mail_from_attributes.behavior_on_mx_failure = "USE_DEFAULT_VALUE";
  output.tags = identity->tags;
  output.verification_status = "SUCCESS";
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
    output.email_identities.push_back(
        {std::string{type_in_v2(*identity)}, identity->name, true, "SUCCESS"});
  output.next_token = std::move(found->next_token);
  return output;
}

Result<Nothing> Engine::handle(Turn& turn, v2::DeleteEmailIdentity const& op) {
  if (!remove(turn, op.email_identity))
    return errors::identity_does_not_exist(op.email_identity);
  return Nothing{};
}

}  // namespace proofbox::ses
