#include "engines/sqs/policy_evaluation.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "base/text.hpp"

namespace proofbox::sqs::policy {
namespace {

using Json = nlohmann::ordered_json;

// ---- texts ----

// '*' stands for any run of characters, '?' for any one.
bool is_like(std::string_view pattern, std::string_view text) {
  std::size_t p = 0, t = 0;
  auto star = std::string_view::npos;
  std::size_t resumed = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resumed = t;
    } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t])) {
      ++p, ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++resumed;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

bool is_like_ignoring_case(std::string_view pattern, std::string_view text) {
  return is_like(lower_case(pattern), lower_case(text));
}

// The first five parts of an ARN, and the rest as one.
std::vector<std::string_view> parts_of_arn(std::string_view arn) {
  std::vector<std::string_view> parts;
  for (auto colon = arn.find(':'); parts.size() < 5 && colon != std::string_view::npos;
       colon = arn.find(':')) {
    parts.push_back(arn.substr(0, colon));
    arn.remove_prefix(colon + 1);
  }
  parts.push_back(arn);
  return parts;
}

// Part by part: no '*' reaches over one of the first five colons.
bool is_like_arn(std::string_view pattern, std::string_view arn) {
  auto const wanted = parts_of_arn(pattern), given = parts_of_arn(arn);
  return std::equal(wanted.begin(), wanted.end(), given.begin(), given.end(), is_like);
}

bool equals(std::string_view wanted, std::string_view given) { return wanted == given; }

// ---- one or a list ----

// Whether the predicate holds of the text, or of any text of the list.
template <class Predicate>
bool any(Json const& one_or_list, Predicate const& holds) {
  if (one_or_list.is_string())
    return holds(one_or_list.get_ref<std::string const&>());
  if (one_or_list.is_boolean())
    return holds(one_or_list.get<bool>() ? "true" : "false");
  return one_or_list.is_array() && std::any_of(one_or_list.begin(), one_or_list.end(),
                                               [&](Json const& item) { return any(item, holds); });
}

Json const* member(Json const& object, char const* name) {
  auto const found = object.find(name);
  return found == object.end() ? nullptr : &*found;
}

// ---- conditions ----

struct Operator {
  std::string_view name;
  bool (*holds)(std::string_view wanted, std::string_view given);
  bool negated = false;
};

constexpr Operator operators[] = {
    {"StringEquals", equals},
    {"StringNotEquals", equals, true},
    {"StringEqualsIgnoreCase", equal_ignoring_case},
    {"StringNotEqualsIgnoreCase", equal_ignoring_case, true},
    {"StringLike", is_like},
    {"StringNotLike", is_like, true},
    {"ArnEquals", is_like_arn},
    {"ArnNotEquals", is_like_arn, true},
    {"ArnLike", is_like_arn},
    {"ArnNotLike", is_like_arn, true},
    {"Bool", equal_ignoring_case},
};

std::optional<std::string_view> value_of(std::string_view key, Asking const& asking) {
  if (equal_ignoring_case(key, "aws:SourceArn") && !asking.source_arn.empty())
    return asking.source_arn;
  if (equal_ignoring_case(key, "aws:PrincipalServiceName"))
    return asking.service;
  if (equal_ignoring_case(key, "aws:PrincipalIsAWSService") ||
      equal_ignoring_case(key, "aws:SecureTransport"))
    return "true";
  return {};
}

bool condition_holds(std::string_view name, std::string_view key, Json const& wanted,
                     Asking const& asking) {
  auto const given = value_of(key, asking);
  if (name == "Null")
    return any(wanted, [&](std::string_view text) { return (text == "true") == !given; });
  // A key here has one value or none, so that any and all of its values differ in none only.
  constexpr std::string_view for_any = "ForAnyValue:", for_all = "ForAllValues:";
  if (name.starts_with(for_any))
    name.remove_prefix(for_any.size());
  bool holds_without = name.starts_with(for_all);
  if (holds_without)
    name.remove_prefix(for_all.size());
  constexpr std::string_view if_exists = "IfExists";
  if (name.ends_with(if_exists)) {
    name.remove_suffix(if_exists.size());
    holds_without = true;
  }
  for (auto const& known : operators) {
    if (known.name != name)
      continue;
    if (!given)
      return holds_without || known.negated;
    return any(wanted, [&](std::string_view text) { return known.holds(text, *given); }) !=
           known.negated;
  }
  return false;
}

bool conditions_hold(Json const& statement, Asking const& asking) {
  auto const* const conditions = member(statement, "Condition");
  if (conditions == nullptr)
    return true;
  if (!conditions->is_object())
    return false;
  for (auto const& [name, keys] : conditions->items()) {
    if (!keys.is_object())
      return false;
    for (auto const& [key, wanted] : keys.items())
      if (!condition_holds(name, key, wanted, asking))
        return false;
  }
  return true;
}

// ---- statements ----

bool is_principal(Json const& principal, Asking const& asking) {
  auto const everybody = [](std::string_view text) { return text == "*"; };
  if (!principal.is_object())
    return any(principal, everybody);
  auto const* const accounts = member(principal, "AWS");
  auto const* const services = member(principal, "Service");
  return (accounts != nullptr && any(*accounts, everybody)) ||
         (services != nullptr &&
          any(*services, [&](std::string_view text) { return text == asking.service; }));
}

// Whether the element names what is asked for, or its "Not" twin does not; one of them must be
// there.
template <class Names>
bool fits(Json const& statement, std::string const& element, Names const& names) {
  if (auto const* const named = member(statement, element.c_str()))
    return names(*named);
  auto const* const excluded = member(statement, ("Not" + element).c_str());
  return excluded != nullptr && !names(*excluded);
}

bool applies(Json const& statement, Asking const& asking) {
  auto const names_principal = [&](Json const& element) { return is_principal(element, asking); };
  auto const names_action = [&](Json const& element) {
    return any(element,
               [&](std::string_view text) { return is_like_ignoring_case(text, asking.action); });
  };
  auto const names_resource = [&](Json const& element) {
    return any(element, [&](std::string_view text) { return is_like(text, asking.resource); });
  };
  return statement.is_object() && fits(statement, "Principal", names_principal) &&
         fits(statement, "Action", names_action) && fits(statement, "Resource", names_resource) &&
         conditions_hold(statement, asking);
}

}  // namespace

bool allows(std::string_view document, Asking const& asking) {
  auto const policy = Json::parse(document.begin(), document.end(), nullptr, false);
  if (!policy.is_object() || !policy.contains("Statement"))
    return false;
  auto const& given = policy["Statement"];
  auto const is_there = [&](std::string_view effect) {
    auto const has_effect = [&](Json const& statement) {
      auto const* const has = member(statement, "Effect");
      return applies(statement, asking) && has != nullptr && *has == effect;
    };
    return given.is_array() ? std::any_of(given.begin(), given.end(), has_effect)
                            : has_effect(given);
  };
  return is_there("Allow") && !is_there("Deny");
}

}  // namespace proofbox::sqs::policy
