// Receipt rules as an account keeps them: sets of rules, one of which may be active, and filters of
// the addresses that mail comes from. Both are stored rows.
#pragma once

#include "base/result.hpp"
#include "engines/ses/receipt_shapes.hpp"

namespace proofbox::ses {

struct RuleSet {
  std::string account;
  std::string region;
  v1::ReceiptRuleSetMetadata metadata;
  bool is_active = false;
  std::vector<v1::ReceiptRule> rules;  // in the order in which they would be tried
  static Shape const& shape();

  std::vector<v1::ReceiptRule>::iterator find(std::string_view rule);
};

struct AddressFilter {
  std::string account;
  std::string region;
  v1::ReceiptFilter filter;
  static Shape const& shape();
};

// Rule sets, rules and filters are named alike: 1 to 64 letters, digits, '-', '_' (and '.' in a
// rule), the first and the last no sign.
bool is_receipt_name(std::string_view name);

// What is wrong with a rule by itself.
std::optional<Error> refusal_of_rule(v1::ReceiptRule const& rule);
std::optional<Error> refusal_of_filter(v1::ReceiptFilter const& filter);

// The rule with what AWS assumes where nothing is said.
v1::ReceiptRule completed(v1::ReceiptRule rule);

}  // namespace proofbox::ses
