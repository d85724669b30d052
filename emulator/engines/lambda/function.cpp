#include "engines/lambda/function.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "shape/json.hpp"

namespace proofbox::aws_lambda {
namespace {

std::string quoted(std::string_view text) {
  std::string json;
  write_json_text(json, text);
  return json;
}

std::string principal_json(std::string_view principal) {
  if (principal == "*")
    return R"("*")";
  if (principal.find('.') != std::string::npos)
    return fmt::format("{{\"Service\":{}}}", quoted(principal));
  auto const arn = principal.starts_with("arn:") ? std::string{principal}
                                                 : fmt::format("arn:aws:iam::{}:root", principal);
  return fmt::format("{{\"AWS\":{}}}", quoted(arn));
}

// As ArnLike matches: '*' stands for anything, '?' for one character.
bool is_like(std::string_view text, std::string_view pattern) {
  std::size_t at = 0, star = std::string_view::npos, resumed = 0, p = 0;
  while (at < text.size()) {
    if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[at])) {
      ++at;
      ++p;
    } else if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resumed = at;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      at = ++resumed;
    } else {
      return false;
    }
  }
  return std::all_of(pattern.begin() + static_cast<std::ptrdiff_t>(p), pattern.end(),
                     [](char c) { return c == '*'; });
}

}  // namespace

Shape const& Permission::shape() {
  static Shape const shape = Describe<Permission>("Permission")
                                 .member("statement_id", &Permission::statement_id)
                                 .member("action", &Permission::action)
                                 .member("principal", &Permission::principal)
                                 .member("source_arn", &Permission::source_arn)
                                 .member("source_account", &Permission::source_account);
  return shape;
}

std::string Permission::statement(std::string_view function_arn) const {
  auto json = fmt::format(R"({{"Sid":{},"Effect":"Allow","Principal":{},"Action":{},"Resource":{})",
                          quoted(statement_id), principal_json(principal), quoted(action),
                          quoted(function_arn));
  std::string conditions;
  if (source_account)
    conditions =
        fmt::format(R"("StringEquals":{{"AWS:SourceAccount":{}}})", quoted(*source_account));
  if (source_arn)
    conditions += fmt::format(R"({}"ArnLike":{{"AWS:SourceArn":{}}})",
                              conditions.empty() ? "" : ",", quoted(*source_arn));
  if (!conditions.empty())
    json += ",\"Condition\":{" + conditions + '}';
  return json + '}';
}

bool Permission::admits(std::string_view service, std::string_view from) const {
  bool const is_for_invoking =
      action == "*" || action == "lambda:*" || action == "lambda:InvokeFunction";
  auto const parts = split(from, ':');
  bool const account_fits = !source_account || (parts.size() > 4 && parts[4] == *source_account);
  return is_for_invoking && (principal == "*" || principal == service) &&
         (!source_arn || is_like(from, *source_arn)) && account_fits;
}

Shape const& Function::shape() {
  static Shape const shape = Describe<Function>("FunctionRow")
                                 .member("account", &Function::account)
                                 .member("region", &Function::region)
                                 .member("configuration", &Function::configuration)
                                 .member("reserved_concurrency", &Function::reserved_concurrency)
                                 .member("role_actions", &Function::role_actions)
                                 .member("permissions", &Function::permissions)
                                 .member("event_invoke", &Function::event_invoke)
                                 .member("tags", &Function::tags);
  return shape;
}

bool Function::may(std::string_view action) const {
  return role_actions.empty() ||
         std::find(role_actions.begin(), role_actions.end(), action) != role_actions.end();
}

std::optional<FunctionName> read_function_name(std::string_view text) {
  auto const parts = split(text, ':');
  FunctionName name;
  std::size_t at = 0;
  if (parts.size() >= 7 && parts[0] == "arn" && parts[2] == "lambda" && parts[5] == "function") {
    name.region = parts[3];
    name.account = parts[4];
    at = 6;
  } else if (parts.size() >= 3 && parts[1] == "function") {
    name.account = parts[0];
    at = 2;
  }
  if (parts.size() > at + 2 || parts[at].empty())
    return {};
  name.name = parts[at];
  if (parts.size() == at + 2)
    name.qualifier = parts[at + 1];
  return name;
}

}  // namespace proofbox::aws_lambda
