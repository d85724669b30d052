// Receipt rules, kept and listed.
#include <catch2/catch.hpp>

#include "engines/ses/engine.hpp"
#include "support/engine_turn.hpp"

using namespace proofbox;
using namespace proofbox::ses;

namespace {

v1::ReceiptRule rule(std::string name) {
  v1::ReceiptRule rule;
  rule.name = std::move(name);
  return rule;
}

struct Desk {
  test::EngineTurns turns;
  ses::Engine engine;
  Desk() { REQUIRE(turns(engine, v1::CreateReceiptRuleSet{"set"}).ok()); }
  template <class Op>
  auto operator()(Op const& op) {
    return turns(engine, op);
  }
  template <class Op>
  std::string code(Op const& op) {
    auto const result = (*this)(op);
    return result.ok() ? "" : result.error().code;
  }
  std::vector<std::string> rules(std::string const& set = "set") {
    std::vector<std::string> names;
    auto const described = (*this)(v1::DescribeReceiptRuleSet{set});
    REQUIRE(described.ok());
    for (auto const& one : described->rules)
      names.push_back(one.name);
    return names;
  }
};

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("Rules are put in front, behind another, and in any order", "[ses][receipt]") {
  Desk desk;
  CHECK(desk.code(v1::CreateReceiptRule{"set", {}, rule("a")}).empty());
  CHECK(desk.code(v1::CreateReceiptRule{"set", {}, rule("b")}).empty());
  CHECK(desk.code(v1::CreateReceiptRule{"set", "b", rule("c")}).empty());
  CHECK(desk.rules() == Names{"b", "c", "a"});
  CHECK(desk.code(v1::SetReceiptRulePosition{"set", "b", "a"}).empty());
  CHECK(desk.rules() == Names{"c", "a", "b"});
  CHECK(desk.code(v1::SetReceiptRulePosition{"set", "b", {}}).empty());
  CHECK(desk.rules() == Names{"b", "c", "a"});
  CHECK(desk.code(v1::ReorderReceiptRuleSet{"set", {"a", "b", "c"}}).empty());
  CHECK(desk.rules() == Names{"a", "b", "c"});
  CHECK(desk.code(v1::ReorderReceiptRuleSet{"set", {"a", "b"}}) == "InvalidParameterValue");
  CHECK(desk.code(v1::ReorderReceiptRuleSet{"set", {"a", "b", "x"}}) == "RuleDoesNotExist");
  CHECK(desk.code(v1::DeleteReceiptRule{"set", "b"}).empty());
  CHECK(desk.code(v1::DeleteReceiptRule{"set", "b"}).empty());
  CHECK(desk.rules() == Names{"a", "c"});
}

TEST_CASE("A rule that says nothing else is off and takes mail without TLS", "[ses][receipt]") {
  Desk desk;
  REQUIRE(desk(v1::CreateReceiptRule{"set", {}, rule("a")}).ok());
  auto described = desk(v1::DescribeReceiptRule{"set", "a"});
  CHECK(described->rule->enabled == false);
  CHECK(described->rule->tls_policy == "Optional");
  auto changed = rule("a");
  changed.enabled = true;
  changed.recipients = std::vector<std::string>{"a@example.com", ".example.com"};
  REQUIRE(desk(v1::UpdateReceiptRule{"set", changed}).ok());
  described = desk(v1::DescribeReceiptRule{"set", "a"});
  CHECK(described->rule->enabled == true);
  CHECK(described->rule->recipients->size() == 2);
}

TEST_CASE("One set is active, and cannot be deleted while it is", "[ses][receipt]") {
  Desk desk;
  CHECK_FALSE(desk(v1::DescribeActiveReceiptRuleSet{})->metadata);
  REQUIRE(desk(v1::CreateReceiptRule{"set", {}, rule("a")}).ok());
  REQUIRE(desk(v1::CloneReceiptRuleSet{"copy", "set"}).ok());
  CHECK(desk.rules("copy") == Names{"a"});
  REQUIRE(desk(v1::SetActiveReceiptRuleSet{"set"}).ok());
  REQUIRE(desk(v1::SetActiveReceiptRuleSet{"copy"}).ok());
  CHECK(desk(v1::DescribeActiveReceiptRuleSet{})->metadata->name == "copy");
  CHECK(desk.code(v1::DeleteReceiptRuleSet{"copy"}) == "CannotDelete");
  CHECK(desk.code(v1::DeleteReceiptRuleSet{"set"}).empty());
  REQUIRE(desk(v1::SetActiveReceiptRuleSet{}).ok());
  CHECK(desk.code(v1::DeleteReceiptRuleSet{"copy"}).empty());
  CHECK(desk(v1::ListReceiptRuleSets{})->rule_sets.empty());
}

TEST_CASE("What does not exist, exists already or is nothing is refused", "[ses][receipt]") {
  Desk desk;
  REQUIRE(desk(v1::CreateReceiptRule{"set", {}, rule("a")}).ok());
  CHECK(desk.code(v1::CreateReceiptRuleSet{"set"}) == "AlreadyExists");
  CHECK(desk.code(v1::CloneReceiptRuleSet{"set", "set"}) == "AlreadyExists");
  CHECK(desk.code(v1::CloneReceiptRuleSet{"copy", "none"}) == "RuleSetDoesNotExist");
  CHECK(desk.code(v1::DescribeReceiptRuleSet{"none"}) == "RuleSetDoesNotExist");
  CHECK(desk.code(v1::SetActiveReceiptRuleSet{"none"}) == "RuleSetDoesNotExist");
  CHECK(desk.code(v1::DescribeReceiptRule{"set", "none"}) == "RuleDoesNotExist");
  CHECK(desk.code(v1::UpdateReceiptRule{"set", rule("none")}) == "RuleDoesNotExist");
  CHECK(desk.code(v1::CreateReceiptRule{"set", {}, rule("a")}) == "AlreadyExists");
  CHECK(desk.code(v1::CreateReceiptRule{"set", "none", rule("b")}) == "RuleDoesNotExist");
  CHECK(desk.code(v1::CreateReceiptRule{"set", {}, rule("-b")}) == "InvalidParameterValue");
  auto wrong = rule("b");
  wrong.actions.emplace_back();
  CHECK(desk.code(v1::CreateReceiptRule{"set", {}, wrong}) == "InvalidParameterValue");
  wrong.actions[0].add_header_action = {"X-A", "a\r\nBcc: b@c.com"};
  CHECK(desk.code(v1::CreateReceiptRule{"set", {}, wrong}) == "InvalidParameterValue");
  wrong.actions.assign(11, v1::ReceiptAction{});
  CHECK(desk.code(v1::CreateReceiptRule{"set", {}, wrong}) == "LimitExceeded");
  CHECK(desk.rules() == Names{"a"});
}

TEST_CASE("Filters of addresses are kept by their names", "[ses][receipt]") {
  Desk desk;
  v1::CreateReceiptFilter const create{{"spam", {"Block", "10.0.0.0/24"}}};
  REQUIRE(desk(create).ok());
  CHECK(desk.code(create) == "AlreadyExists");
  CHECK(desk.code(v1::CreateReceiptFilter{{"x", {"Perhaps", "10.0.0.1"}}}) == "ValidationError");
  CHECK(desk.code(v1::CreateReceiptFilter{{"x", {"Block", "10.0.0.1/33"}}}) ==
        "InvalidParameterValue");
  auto const listed = desk(v1::ListReceiptFilters{});
  REQUIRE(listed->filters.size() == 1);
  CHECK(listed->filters[0].ip_filter.cidr == "10.0.0.0/24");
  REQUIRE(desk(v1::DeleteReceiptFilter{"spam"}).ok());
  REQUIRE(desk(v1::DeleteReceiptFilter{"spam"}).ok());
  CHECK(desk(v1::ListReceiptFilters{})->filters.empty());
}
