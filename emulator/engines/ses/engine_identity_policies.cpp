// Policies of an identity: who else may send in its name. They are kept and listed; everybody in a
// box has the same rights.
#include <algorithm>

#include "engines/ses/engine.hpp"
#include "engines/ses/errors.hpp"
#include "shape/json.hpp"

namespace proofbox::ses {
namespace {

constexpr std::size_t policies_max = 20;
constexpr std::size_t policy_length_max = 4096;
constexpr std::size_t policy_name_length_max = 64;

bool is_policy_name(std::string_view name) {
  return !name.empty() && name.size() <= policy_name_length_max &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                  c == '-' || c == '_';
         });
}

// Of a policy no more is read than that it has statements.
struct Policy {
  std::string version;
  static Shape const& shape() {
    static Shape const shape = Describe<Policy>("Policy").member("Version", &Policy::version);
    return shape;
  }
};

std::optional<Error> refusal_of_policy(std::string_view name, std::string_view policy) {
  if (!is_policy_name(name))
    return errors::bad_policy_name(name);
  Policy read;
  auto const from = policy.find_first_not_of(" \t\r\n");
  bool const is_object = from != std::string_view::npos && policy[from] == '{';
  if (!is_object || policy.size() > policy_length_max || from_json(policy, read))
    return errors::invalid_policy();
  return {};
}

std::optional<Error> refusal_of_one_more(Identity const& identity, std::string_view name) {
  if (identity.policies.size() < policies_max || identity.policies.contains(name))
    return {};
  return errors::too_many_policies();
}

}  // namespace

// ---- v1 ----

Result<v1::PutIdentityPolicy::Output> Engine::handle(Turn& turn, v1::PutIdentityPolicy const& op) {
  auto* const identity = find(turn, op.identity);
  if (identity == nullptr)
    return errors::no_identity(op.identity);
  if (auto error = refusal_of_policy(op.policy_name, op.policy))
    return *error;
  if (auto error = refusal_of_one_more(*identity, op.policy_name))
    return *error;
  identity->policies[op.policy_name] = op.policy;
  keep(turn, *identity);
  return v1::PutIdentityPolicy::Output{};
}

Result<v1::GetIdentityPolicies::Output> Engine::handle(Turn& turn,
                                                       v1::GetIdentityPolicies const& op) {
  auto const* const identity = find(turn, op.identity);
  v1::GetIdentityPolicies::Output output;
  if (identity == nullptr)
    return output;
  for (auto const& name : op.policy_names)
    if (auto const found = identity->policies.find(name); found != identity->policies.end())
      output.policies.insert(*found);
  return output;
}

Result<v1::ListIdentityPolicies::Output> Engine::handle(Turn& turn,
                                                        v1::ListIdentityPolicies const& op) {
  auto const* const identity = find(turn, op.identity);
  v1::ListIdentityPolicies::Output output;
  if (identity != nullptr)
    for (auto const& [name, policy] : identity->policies)
      output.policy_names.push_back(name);
  return output;
}

Result<v1::DeleteIdentityPolicy::Output> Engine::handle(Turn& turn,
                                                        v1::DeleteIdentityPolicy const& op) {
  auto* const identity = find(turn, op.identity);
  if (identity != nullptr && identity->policies.erase(op.policy_name) > 0)
    keep(turn, *identity);
  return v1::DeleteIdentityPolicy::Output{};
}

// ---- v2 ----

Result<Nothing> Engine::handle(Turn& turn, v2::CreateEmailIdentityPolicy const& op) {
  auto* const identity = find(turn, op.email_identity);
  if (identity == nullptr)
    return errors::identity_does_not_exist(op.email_identity);
  if (auto error = refusal_of_policy(op.policy_name, op.policy))
    return errors::in_v2(*error);
  if (identity->policies.contains(op.policy_name))
    return errors::policy_exists(op.policy_name);
  if (auto error = refusal_of_one_more(*identity, op.policy_name))
    return errors::in_v2(*error);
  identity->policies[op.policy_name] = op.policy;
  keep(turn, *identity);
  return Nothing{};
}

Result<v2::GetEmailIdentityPolicies::Output> Engine::handle(
    Turn& turn, v2::GetEmailIdentityPolicies const& op) {
  auto const* const identity = find(turn, op.email_identity);
  if (identity == nullptr)
    return errors::identity_does_not_exist(op.email_identity);
  return v2::GetEmailIdentityPolicies::Output{identity->policies};
}

Result<Nothing> Engine::handle(Turn& turn, v2::UpdateEmailIdentityPolicy const& op) {
  auto* const identity = find(turn, op.email_identity);
  if (identity == nullptr)
    return errors::identity_does_not_exist(op.email_identity);
  if (auto error = refusal_of_policy(op.policy_name, op.policy))
    return errors::in_v2(*error);
  auto const found = identity->policies.find(op.policy_name);
  if (found == identity->policies.end())
    return errors::policy_does_not_exist(op.policy_name);
  found->second = op.policy;
  keep(turn, *identity);
  return Nothing{};
}

Result<Nothing> Engine::handle(Turn& turn, v2::DeleteEmailIdentityPolicy const& op) {
  auto* const identity = find(turn, op.email_identity);
  if (identity == nullptr)
    return errors::identity_does_not_exist(op.email_identity);
  if (identity->policies.erase(op.policy_name) > 0)
    keep(turn, *identity);
  return Nothing{};
}

}  // namespace proofbox::ses
