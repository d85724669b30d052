// Sets of receipt rules: made, copied, put in order, and one of them at a time made active.
#include <algorithm>

#include "base/text.hpp"
#include "engines/ses/engine.hpp"
#include "engines/ses/errors.hpp"

namespace proofbox::ses {
namespace {

constexpr std::size_t rule_sets_max = 40;
constexpr std::size_t page_size = 100;

// The caller's rule sets, in the order of their names.
template <class RuleSets>
auto all_of(RuleSets& sets, Turn const& turn) {
  auto const world = world_of(turn);
  std::vector<decltype(&sets.begin()->second)> all;
  for (auto at = sets.lower_bound(world); at != sets.end() && at->first.starts_with(world); ++at)
    all.push_back(&at->second);
  return all;
}

std::optional<Error> refusal_of_new_rule_set(std::string_view name, bool is_there,
                                             std::size_t count) {
  if (!is_receipt_name(name))
    return errors::bad_receipt_name("rule set", name);
  if (is_there)
    return errors::receipt_name_taken("Rule set", name);
  return count < rule_sets_max
             ? std::nullopt
             : std::optional{errors::limit_exceeded("An account can have 40 rule sets at most.")};
}

}  // namespace

RuleSet* Engine::find_rule_set(Turn const& turn, std::string_view name) {
  auto const found = rule_sets_.find(world_of(turn) + std::string{name});
  return found == rule_sets_.end() ? nullptr : &found->second;
}

RuleSet* Engine::active_rule_set(Turn const& turn) {
  for (auto* const set : all_of(rule_sets_, turn))
    if (set->is_active)
      return set;
  return nullptr;
}

Result<v1::CreateReceiptRuleSet::Output> Engine::handle(Turn& turn,
                                                        v1::CreateReceiptRuleSet const& op) {
  bool const is_there = find_rule_set(turn, op.rule_set_name) != nullptr;
  if (auto error =
          refusal_of_new_rule_set(op.rule_set_name, is_there, all_of(rule_sets_, turn).size()))
    return *error;
  RuleSet set{turn.caller.account, turn.caller.region, {op.rule_set_name, turn.now}, false, {}};
  keep(turn, set);
  rule_sets_.emplace(world_of(turn) + op.rule_set_name, std::move(set));
  return v1::CreateReceiptRuleSet::Output{};
}

Result<v1::CloneReceiptRuleSet::Output> Engine::handle(Turn& turn,
                                                       v1::CloneReceiptRuleSet const& op) {
  auto const* const original = find_rule_set(turn, op.original_rule_set_name);
  if (original == nullptr)
    return errors::rule_set_does_not_exist(op.original_rule_set_name);
  bool const is_there = find_rule_set(turn, op.rule_set_name) != nullptr;
  if (auto error =
          refusal_of_new_rule_set(op.rule_set_name, is_there, all_of(rule_sets_, turn).size()))
    return *error;
  auto set = *original;
  set.metadata = {op.rule_set_name, turn.now};
  set.is_active = false;
  keep(turn, set);
  rule_sets_.emplace(world_of(turn) + op.rule_set_name, std::move(set));
  return v1::CloneReceiptRuleSet::Output{};
}

Result<v1::DescribeReceiptRuleSet::Output> Engine::handle(Turn& turn,
                                                          v1::DescribeReceiptRuleSet const& op) {
  auto const* const set = find_rule_set(turn, op.rule_set_name);
  if (set == nullptr)
    return errors::rule_set_does_not_exist(op.rule_set_name);
  return v1::DescribeReceiptRuleSet::Output{set->metadata, set->rules};
}

Result<v1::ListReceiptRuleSets::Output> Engine::handle(Turn& turn,
                                                       v1::ListReceiptRuleSets const& op) {
  std::string after;
  if (op.next_token && !op.next_token->empty()) {
    auto const name = from_base64(*op.next_token);
    if (!name)
      return errors::bad_next_token(*op.next_token);
    after = *name;
  }
  v1::ListReceiptRuleSets::Output output;
  for (auto const* const set : all_of(rule_sets_, turn)) {
    if (set->metadata.name <= after)
      continue;
    if (output.rule_sets.size() == page_size) {
      output.next_token = base64(output.rule_sets.back().name);
      break;
    }
    output.rule_sets.push_back(set->metadata);
  }
  return output;
}

Result<v1::DeleteReceiptRuleSet::Output> Engine::handle(Turn& turn,
                                                        v1::DeleteReceiptRuleSet const& op) {
  auto const* const set = find_rule_set(turn, op.rule_set_name);
  if (set != nullptr && set->is_active)
    return errors::cannot_delete_active(op.rule_set_name);
  if (set != nullptr) {
    forget(turn, *set);
    rule_sets_.erase(world_of(turn) + op.rule_set_name);
  }
  return v1::DeleteReceiptRuleSet::Output{};
}

// Without a name no set is active any more.
Result<v1::SetActiveReceiptRuleSet::Output> Engine::handle(Turn& turn,
                                                           v1::SetActiveReceiptRuleSet const& op) {
  bool const named = op.rule_set_name && !op.rule_set_name->empty();
  auto* const next = named ? find_rule_set(turn, *op.rule_set_name) : nullptr;
  if (named && next == nullptr)
    return errors::rule_set_does_not_exist(*op.rule_set_name);
  auto* const former = active_rule_set(turn);
  for (auto* const set : {former, next})
    if (set != nullptr && set->is_active != (set == next)) {
      set->is_active = set == next;
      keep(turn, *set);
    }
  return v1::SetActiveReceiptRuleSet::Output{};
}

Result<v1::DescribeActiveReceiptRuleSet::Output> Engine::handle(
    Turn& turn, v1::DescribeActiveReceiptRuleSet const&) {
  auto const* const set = active_rule_set(turn);
  if (set == nullptr)
    return v1::DescribeActiveReceiptRuleSet::Output{};
  return v1::DescribeActiveReceiptRuleSet::Output{set->metadata, set->rules};
}

// All of the set's rules must be named, each once.
Result<v1::ReorderReceiptRuleSet::Output> Engine::handle(Turn& turn,
                                                         v1::ReorderReceiptRuleSet const& op) {
  auto* const set = find_rule_set(turn, op.rule_set_name);
  if (set == nullptr)
    return errors::rule_set_does_not_exist(op.rule_set_name);
  std::vector<v1::ReceiptRule> rules;
  for (auto const& name : op.rule_names) {
    auto const rule = set->find(name);
    if (rule == set->rules.end())
      return errors::rule_does_not_exist(name);
    rules.push_back(*rule);
  }
  for (auto const& rule : set->rules)
    if (std::count(op.rule_names.begin(), op.rule_names.end(), rule.name) != 1)
      return errors::bad_parameter(
          "RuleNames must have each rule of the rule set exactly once; it is not so with " +
          rule.name + '.');
  set->rules = std::move(rules);
  keep(turn, *set);
  return v1::ReorderReceiptRuleSet::Output{};
}

}  // namespace proofbox::ses
