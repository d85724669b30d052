// A function's policy, statement by statement: which services may invoke it.
#include <algorithm>

#include "engines/lambda/engine.hpp"
#include "engines/lambda/errors.hpp"

namespace proofbox::aws_lambda {
namespace {

bool is_statement_id(std::string_view text) {
  return !text.empty() && text.size() <= 100 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  });
}

auto named(std::vector<Permission>& permissions, std::string_view statement_id) {
  return std::find_if(permissions.begin(), permissions.end(),
                      [&](Permission const& one) { return one.statement_id == statement_id; });
}

}  // namespace

Result<AddPermission::Output> Engine::handle(Turn& turn, AddPermission const& op) {
  auto const function = find(turn, op.function_name, op.qualifier);
  if (!function)
    return function.error();
  if (!is_statement_id(op.statement_id))
    return errors::of({Misfit::Kind::range, "statementId", op.statement_id,
                       "Member must satisfy regular expression pattern: ([a-zA-Z0-9-_]+)"});
  if (op.action != "*" && !op.action.starts_with("lambda:"))
    return errors::of({Misfit::Kind::range, "action", op.action,
                       "Member must satisfy regular expression pattern: "
                       "(lambda:[*]|lambda:[a-zA-Z]+|[*])"});
  auto& permissions = (*function)->permissions;
  if (named(permissions, op.statement_id) != permissions.end())
    return errors::statement_exists(op.statement_id);
  permissions.push_back(
      {op.statement_id, op.action, op.principal, op.source_arn, op.source_account});
  (*function)->configuration.revision_id = turn.random.uuid();
  keep(turn, **function);
  return AddPermission::Output{permissions.back().statement((*function)->arn())};
}

Result<Nothing> Engine::handle(Turn& turn, RemovePermission const& op) {
  auto const function = find(turn, op.function_name);
  if (!function)
    return function.error();
  auto& permissions = (*function)->permissions;
  auto const found = named(permissions, op.statement_id);
  if (found == permissions.end())
    return errors::no_statement(op.statement_id);
  permissions.erase(found);
  (*function)->configuration.revision_id = turn.random.uuid();
  keep(turn, **function);
  return Nothing{};
}

Result<GetPolicy::Output> Engine::handle(Turn& turn, GetPolicy const& op) {
  auto const function = find(turn, op.function_name);
  if (!function)
    return function.error();
  if ((*function)->permissions.empty())
    return errors::no_policy();
  std::string statements;
  for (auto const& permission : (*function)->permissions)
    statements += (statements.empty() ? "" : ",") + permission.statement((*function)->arn());
  return GetPolicy::Output{
      R"({"Version":"2012-10-17","Id":"default","Statement":[)" + statements + "]}",
      (*function)->configuration.revision_id};
}

}  // namespace proofbox::aws_lambda
