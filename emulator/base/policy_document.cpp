#include "base/policy_document.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace proofbox::policy_document {
namespace {

using Json = nlohmann::ordered_json;

Json parsed(std::string_view document) {
  auto policy = Json::parse(document.begin(), document.end(), nullptr, false);
  return policy.is_object() ? policy : Json::object();
}

// The statements as a list, also where the document has only one and writes it without a list.
Json statements_of(Json const& policy) {
  auto const found = policy.find("Statement");
  if (found == policy.end())
    return Json::array();
  return found->is_array() ? *found : Json::array({*found});
}

bool is_of_label(Json const& statement, std::string_view label) {
  return statement.is_object() && statement.contains("Sid") && statement["Sid"] == label;
}

Json one_or_list(std::vector<std::string> const& texts) {
  return texts.size() == 1 ? Json(texts.front()) : Json(texts);
}

std::string written(Json const& policy) {
  return policy.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

bool has_label(std::string_view document, std::string_view label) {
  auto const statements = statements_of(parsed(document));
  return std::any_of(statements.begin(), statements.end(),
                     [&](auto const& statement) { return is_of_label(statement, label); });
}

std::size_t count_statements(std::string_view document) {
  return statements_of(parsed(document)).size();
}

std::string with(Permission const& permission, std::string_view document,
                 std::string_view resource_arn) {
  std::vector<std::string> principals;
  for (auto const& account : permission.account_ids)
    principals.push_back("arn:aws:iam::" + account + ":root");
  Json statement;
  statement["Sid"] = permission.label;
  statement["Effect"] = "Allow";
  statement["Principal"]["AWS"] = one_or_list(principals);
  statement["Action"] = one_or_list(permission.actions);
  statement["Resource"] = std::string{resource_arn};
  auto policy = parsed(document);
  auto statements = statements_of(policy);
  statements.push_back(std::move(statement));
  policy["Statement"] = std::move(statements);
  return written(policy);
}

std::string without(std::string_view label, std::string_view document) {
  auto policy = parsed(document);
  auto left = Json::array();
  for (auto& statement : statements_of(policy))
    if (!is_of_label(statement, label))
      left.push_back(std::move(statement));
  policy["Statement"] = std::move(left);
  return written(policy);
}

}  // namespace proofbox::policy_document
