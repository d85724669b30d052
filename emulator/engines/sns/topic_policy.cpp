#include "engines/sns/topic_policy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "shape/json.hpp"

namespace proofbox::sns::topic_policy {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array topic_actions{
    "addpermission",
    "deletetopic",
    "getdataprotectionpolicy",
    "gettopicattributes",
    "listsubscriptionsbytopic",
    "listtagsforresource",
    "publish",
    "putdataprotectionpolicy",
    "receive",
    "removepermission",
    "settopicattributes",
    "subscribe",
    "tagresource",
    "untagresource",
};

// https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-language-api-permissions-reference.html
constexpr std::size_t bytes_max = 30 << 10;
constexpr std::size_t statements_max = 100;
constexpr std::string_view too_large = "Policy Error: too many bytes or statements";

// What was read of a document that cannot be read.
constexpr std::string_view unreadable = "Policy Error: null";

// Bounds how deep a document is nested, as all JSON of requests.
struct AnyObject {
  static Shape const& shape() {
    static Shape const shape = Describe<AnyObject>("AnyObject");
    return shape;
  }
};

// A list, also where the document has only one and writes it without a list.
Json listed(Json const& object, char const* member) {
  auto const found = object.find(member);
  if (found == object.end())
    return Json::array();
  return found->is_array() ? *found : Json::array({*found});
}

// "SNS:Publish". Patterns are taken unless they stand for all of SNS: what else AWS makes of them
// is not known.
bool is_in_scope(Json const& action) {
  if (!action.is_string())
    return false;
  auto const text = lower_case(action.get_ref<std::string const&>());
  if (!text.starts_with("sns:"))
    return false;
  auto const name = std::string_view{text}.substr(4);
  return is_topic_action(name) || (name.size() > 1 && name.find('*') != std::string_view::npos);
}

std::optional<std::string> trouble_of(Json const& statement) {
  if (!statement.is_object())
    return std::string{unreadable};
  for (auto const& action : listed(statement, "Action"))
    if (!is_in_scope(action))
      return std::string{out_of_scope};
  if (listed(statement, "Resource").size() > 1)
    return "Policy statement must apply to a single resource!";
  return {};
}

}  // namespace

std::optional<std::string> trouble(std::string_view document) {
  if (document.size() > bytes_max)
    return std::string{too_large};
  if (AnyObject object; document.empty() || from_json(document, object))
    return std::string{unreadable};
  auto const policy = Json::parse(document.begin(), document.end(), nullptr, false);
  auto const statements = listed(policy, "Statement");
  if (!policy.contains("Statement"))
    return std::string{unreadable};
  if (statements.size() > statements_max)
    return std::string{too_large};
  for (auto const& statement : statements)
    if (auto found = trouble_of(statement))
      return found;
  return {};
}

bool is_topic_action(std::string_view action) {
  return std::find(topic_actions.begin(), topic_actions.end(), lower_case(action)) !=
         topic_actions.end();
}

std::string standard(std::string_view topic_arn, std::string_view account) {
  return fmt::format(
      R"({{"Version":"2008-10-17","Id":"__default_policy_ID","Statement":[{{"Sid":"__default_statement_ID",)"
      R"("Effect":"Allow","Principal":{{"AWS":"*"}},"Action":["SNS:GetTopicAttributes","SNS:SetTopicAttributes",)"
      R"("SNS:AddPermission","SNS:RemovePermission","SNS:DeleteTopic","SNS:Subscribe",)"
      R"("SNS:ListSubscriptionsByTopic","SNS:Publish"],"Resource":"{}",)"
      R"("Condition":{{"StringEquals":{{"AWS:SourceOwner":"{}"}}}}}}]}})",
      topic_arn, account);
}

}  // namespace proofbox::sns::topic_policy
