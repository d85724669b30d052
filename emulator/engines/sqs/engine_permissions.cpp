// Permissions: statements of a queue's policy by their labels.
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_AddPermission.html
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/policy_document.hpp"
#include "engines/sqs/engine.hpp"
#include "engines/sqs/errors.hpp"
#include "engines/sqs/names.hpp"

namespace proofbox::sqs {
namespace {

constexpr std::size_t actions_max = 7;
constexpr std::size_t statements_max = 20;

// What an owner may let others do; everything else stays with the owner.
constexpr std::string_view grantable[] = {
    "*",           "ChangeMessageVisibility",    "DeleteMessage", "GetQueueAttributes",
    "GetQueueUrl", "ListDeadLetterSourceQueues", "PurgeQueue",    "ReceiveMessage",
    "SendMessage"};
constexpr std::string_view owners_only[] = {
    "AddPermission",        "CancelMessageMoveTask", "CreateQueue", "DeleteQueue",
    "ListMessageMoveTasks", "ListQueueTags",         "ListQueues",  "RemovePermission",
    "SetQueueAttributes",   "StartMessageMoveTask",  "TagQueue",    "UntagQueue"};

bool is_account(std::string_view id) {
  return id.size() == 12 &&
         std::all_of(id.begin(), id.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<Error> bad_action(std::string const& action) {
  if (std::find(std::begin(grantable), std::end(grantable), action) != std::end(grantable))
    return {};
  bool const of_owner =
      std::find(std::begin(owners_only), std::end(owners_only), action) != std::end(owners_only);
  return errors::bad_value(
      "SQS:" + action, "ActionName",
      of_owner ? "Only the queue owner is allowed to invoke this action."
               : "Please refer to the appropriate WSDL for a list of valid actions. ");
}

std::optional<Error> bad_permission(AddPermission const& op) {
  if (!is_plain_name(op.label))
    return errors::bad_value(
        op.label, "Label",
        "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
  if (op.actions.empty())
    return errors::missing_parameter("Actions");
  if (op.actions.size() > actions_max)
    return errors::over_limit(fmt::format("{} Actions were found, maximum allowed is {}.",
                                          op.actions.size(), actions_max));
  for (auto const& action : op.actions)
    if (auto error = bad_action(action))
      return error;
  if (op.aws_account_ids.empty() ||
      !std::all_of(op.aws_account_ids.begin(), op.aws_account_ids.end(), is_account))
    return errors::bad_value(fmt::format("[{}]", fmt::join(op.aws_account_ids, ", ")),
                             "PrincipalId", "Unable to verify.");
  return {};
}

// A queue has no policy until the first permission.
std::string with_permission(std::string const& document, std::string const& queue_arn,
                            AddPermission const& op) {
  policy_document::Permission permission{op.label, op.aws_account_ids, {}};
  for (auto const& action : op.actions)
    permission.actions.push_back("SQS:" + action);
  auto const beginning =
      fmt::format(R"({{"Version":"2008-10-17","Id":"{}/SQSDefaultPolicy"}})", queue_arn);
  return policy_document::with(permission, document.empty() ? beginning : document, queue_arn);
}

// Nor after the last was taken away.
std::string without_permission(std::string const& document, std::string const& label) {
  auto left = policy_document::without(label, document);
  return policy_document::count_statements(left) == 0 ? std::string{} : left;
}

}  // namespace

Result<Nothing> Engine::handle(Turn& turn, AddPermission const& op) {
  auto* const queue = find(turn, op.queue_url);
  if (auto error = bad_owner(turn, queue))
    return *error;
  if (auto error = bad_permission(op))
    return *error;
  auto const document = queue->attributes.value("Policy").value_or("");
  if (policy_document::has_label(document, op.label))
    return errors::bad_value(op.label, "Label", "Already exists.");
  if (policy_document::count_statements(document) >= statements_max)
    return errors::over_limit(fmt::format("A policy holds at most {} statements.", statements_max));
  auto const attributes = Attributes::apply(
      queue->attributes, {{"Policy", with_permission(document, queue->arn(), op)}}, false);
  if (!attributes)
    return errors::over_limit("The policy would be longer than 8192 bytes.");
  change(turn, *queue, *attributes);
  return Nothing{};
}

Result<Nothing> Engine::handle(Turn& turn, RemovePermission const& op) {
  auto* const queue = find(turn, op.queue_url);
  if (auto error = bad_owner(turn, queue))
    return *error;
  auto const document = queue->attributes.value("Policy").value_or("");
  if (!policy_document::has_label(document, op.label))
    return errors::bad_value(op.label, "Label", "can't find label.");
  auto const attributes = Attributes::apply(
      queue->attributes, {{"Policy", without_permission(document, op.label)}}, false);
  if (!attributes)
    return attributes.error();
  change(turn, *queue, *attributes);
  return Nothing{};
}

}  // namespace proofbox::sqs
