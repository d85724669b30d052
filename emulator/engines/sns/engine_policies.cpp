// Who may do what with a topic, and which data may pass through it: the documents that say so.
#include <algorithm>

#include "base/policy_document.hpp"
#include "base/text.hpp"
#include "engines/sns/data_protection.hpp"
#include "engines/sns/engine.hpp"
#include "engines/sns/errors.hpp"
#include "engines/sns/topic_policy.hpp"

namespace proofbox::sns {
namespace {

bool is_account(std::string_view text) {
  return text.size() == 12 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<Error> bad_permission(AddPermission const& op) {
  for (auto const& action : op.action_name)
    if (!topic_policy::is_topic_action(action))
      return errors::invalid_parameter(topic_policy::out_of_scope);
  for (auto const& account : op.aws_account_id)
    if (!is_account(account))
      return errors::invalid_parameter("Policy Error: PrincipalNotFound");
  return {};
}

policy_document::Permission permission_of(AddPermission const& op) {
  policy_document::Permission permission{op.label, op.aws_account_id, {}};
  for (auto const& action : op.action_name)
    permission.actions.push_back("SNS:" + action);
  return permission;
}

std::string policy_of(Topic const& topic) {
  auto const set = topic.attributes.text("Policy");
  return set.empty() ? topic_policy::standard(topic.arn, topic.account) : std::string{set};
}

}  // namespace

Result<Nothing> Engine::handle(Turn& turn, AddPermission const& op) {
  auto const topic = find_topic(turn, op.topic_arn);
  if (!topic)
    return topic.error();
  if (auto error = bad_permission(op))
    return *error;
  auto const policy = policy_of(**topic);
  if (policy_document::has_label(policy, op.label))
    return errors::invalid_parameter("Statement already exists");
  auto changed = policy_document::with(permission_of(op), policy, (*topic)->arn);
  if (auto const trouble = topic_policy::trouble(changed))
    return errors::invalid_parameter(*trouble);
  (*topic)->attributes.replace_policy(std::move(changed));
  keep(turn, **topic);
  return Nothing{};
}

// A label that is not there counts as removed.
Result<Nothing> Engine::handle(Turn& turn, RemovePermission const& op) {
  auto const topic = find_topic(turn, op.topic_arn);
  if (!topic)
    return topic.error();
  auto const policy = policy_of(**topic);
  if (!policy_document::has_label(policy, op.label))
    return Nothing{};
  (*topic)->attributes.replace_policy(policy_document::without(op.label, policy));
  keep(turn, **topic);
  return Nothing{};
}

Result<Nothing> Engine::handle(Turn& turn, PutDataProtectionPolicy const& op) {
  auto const topic = find_topic(turn, op.resource_arn, "ResourceArn");
  if (!topic)
    return topic.error();
  if (auto error = bad_data_protection_policy(op.data_protection_policy, (*topic)->fifo()))
    return *error;
  (*topic)->data_protection_policy = op.data_protection_policy;
  keep(turn, **topic);
  return Nothing{};
}

Result<GetDataProtectionPolicy::Output> Engine::handle(Turn& turn,
                                                       GetDataProtectionPolicy const& op) {
  auto const topic = find_topic(turn, op.resource_arn, "ResourceArn");
  if (!topic)
    return topic.error();
  GetDataProtectionPolicy::Output output;
  if (auto const& policy = (*topic)->data_protection_policy; !policy.empty())
    output.data_protection_policy = policy;
  return output;
}

}  // namespace proofbox::sns
