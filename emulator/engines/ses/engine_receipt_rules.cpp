// Receipt rules, one by one, and the filters of addresses.
#include <algorithm>

#include "engines/ses/engine.hpp"
#include "engines/ses/errors.hpp"

namespace proofbox::ses {
namespace {

constexpr std::size_t rules_max = 200;
constexpr std::size_t filters_max = 100;

using Rules = std::vector<v1::ReceiptRule>;

// Where a rule goes: behind the one that is named, or to the front.
Result<Rules::iterator> place_of(RuleSet& set, std::optional<std::string> const& after) {
  if (!after || after->empty())
    return set.rules.begin();
  auto const found = set.find(*after);
  if (found == set.rules.end())
    return errors::rule_does_not_exist(*after);
  return found + 1;
}

}  // namespace

Result<v1::CreateReceiptRule::Output> Engine::handle(Turn& turn, v1::CreateReceiptRule const& op) {
  auto* const set = find_rule_set(turn, op.rule_set_name);
  if (set == nullptr)
    return errors::rule_set_does_not_exist(op.rule_set_name);
  if (auto error = refusal_of_rule(op.rule))
    return *error;
  if (set->find(op.rule.name) != set->rules.end())
    return errors::receipt_name_taken("Rule", op.rule.name);
  if (set->rules.size() >= rules_max)
    return errors::limit_exceeded("A rule set can have 200 rules at most.");
  auto const place = place_of(*set, op.after);
  if (!place)
    return place.error();
  set->rules.insert(*place, completed(op.rule));
  keep(turn, *set);
  return v1::CreateReceiptRule::Output{};
}

Result<v1::UpdateReceiptRule::Output> Engine::handle(Turn& turn, v1::UpdateReceiptRule const& op) {
  auto* const set = find_rule_set(turn, op.rule_set_name);
  if (set == nullptr)
    return errors::rule_set_does_not_exist(op.rule_set_name);
  if (auto error = refusal_of_rule(op.rule))
    return *error;
  auto const rule = set->find(op.rule.name);
  if (rule == set->rules.end())
    return errors::rule_does_not_exist(op.rule.name);
  *rule = completed(op.rule);
  keep(turn, *set);
  return v1::UpdateReceiptRule::Output{};
}

Result<v1::DescribeReceiptRule::Output> Engine::handle(Turn& turn,
                                                       v1::DescribeReceiptRule const& op) {
  auto* const set = find_rule_set(turn, op.rule_set_name);
  if (set == nullptr)
    return errors::rule_set_does_not_exist(op.rule_set_name);
  auto const rule = set->find(op.rule_name);
  if (rule == set->rules.end())
    return errors::rule_does_not_exist(op.rule_name);
  return v1::DescribeReceiptRule::Output{*rule};
}

Result<v1::DeleteReceiptRule::Output> Engine::handle(Turn& turn, v1::DeleteReceiptRule const& op) {
  auto* const set = find_rule_set(turn, op.rule_set_name);
  if (set == nullptr)
    return errors::rule_set_does_not_exist(op.rule_set_name);
  if (auto const rule = set->find(op.rule_name); rule != set->rules.end()) {
    set->rules.erase(rule);
    keep(turn, *set);
  }
  return v1::DeleteReceiptRule::Output{};
}

Result<v1::SetReceiptRulePosition::Output> Engine::handle(Turn& turn,
                                                          v1::SetReceiptRulePosition const& op) {
  auto* const set = find_rule_set(turn, op.rule_set_name);
  if (set == nullptr)
    return errors::rule_set_does_not_exist(op.rule_set_name);
  auto const rule = set->find(op.rule_name);
  if (rule == set->rules.end())
    return errors::rule_does_not_exist(op.rule_name);
  auto const place = place_of(*set, op.after);
  if (!place)
    return place.error();
  if (op.after == op.rule_name)
    return errors::bad_parameter("A rule cannot be moved behind itself: " + op.rule_name + '.');
  if (rule < *place)
    std::rotate(rule, rule + 1, *place);
  else
    std::rotate(*place, rule, rule + 1);
  keep(turn, *set);
  return v1::SetReceiptRulePosition::Output{};
}

Result<v1::CreateReceiptFilter::Output> Engine::handle(Turn& turn,
                                                       v1::CreateReceiptFilter const& op) {
  if (auto error = refusal_of_filter(op.filter))
    return *error;
  auto const world = world_of(turn);
  if (filters_.contains(world + op.filter.name))
    return errors::receipt_name_taken("Filter", op.filter.name);
  if (static_cast<std::size_t>(std::count_if(
          filters_.begin(), filters_.end(),
          [&](auto const& entry) { return entry.first.starts_with(world); })) >= filters_max)
    return errors::limit_exceeded("An account can have 100 filters at most.");
  AddressFilter filter{turn.caller.account, turn.caller.region, op.filter};
  keep(turn, filter);
  filters_.emplace(world + op.filter.name, std::move(filter));
  return v1::CreateReceiptFilter::Output{};
}

Result<v1::ListReceiptFilters::Output> Engine::handle(Turn& turn, v1::ListReceiptFilters const&) {
  v1::ListReceiptFilters::Output output;
  auto const world = world_of(turn);
  for (auto at = filters_.lower_bound(world); at != filters_.end() && at->first.starts_with(world);
       ++at)
    output.filters.push_back(at->second.filter);
  return output;
}

Result<v1::DeleteReceiptFilter::Output> Engine::handle(Turn& turn,
                                                       v1::DeleteReceiptFilter const& op) {
  auto const found = filters_.find(world_of(turn) + op.filter_name);
  if (found != filters_.end()) {
    forget(turn, found->second);
    filters_.erase(found);
  }
  return v1::DeleteReceiptFilter::Output{};
}

}  // namespace proofbox::ses
