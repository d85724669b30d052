// What SES is to do with mail that comes in: rules, their sets, and filters of addresses. Only the
// first API has them. The box keeps and lists them; no mail comes in that they could act on.
#pragma once

#include "engines/ses/shapes.hpp"

namespace proofbox::ses::v1 {

struct CreateReceiptRuleSet {
  std::string rule_set_name;
  static Shape const& shape();
  struct Output {
    static Shape const& shape();
  };
};

struct CloneReceiptRuleSet {
  std::string rule_set_name;
  std::string original_rule_set_name;
  static Shape const& shape();
  struct Output {
    static Shape const& shape();
  };
};

struct ReceiptRuleSetMetadata {
  std::string name;
  Instant created_timestamp{};
  static Shape const& shape();
};

struct S3Action {
  std::optional<std::string> topic_arn;
  std::string bucket_name;
  std::optional<std::string> object_key_prefix;
  std::optional<std::string> kms_key_arn;
  std::optional<std::string> iam_role_arn;
  static Shape const& shape();
};

struct BounceAction {
  std::optional<std::string> topic_arn;
  std::string smtp_reply_code;
  std::optional<std::string> status_code;
  std::string message;
  std::string sender;
  static Shape const& shape();
};

struct WorkmailAction {
  std::optional<std::string> topic_arn;
  std::string organization_arn;
  static Shape const& shape();
};

struct LambdaAction {
  std::optional<std::string> topic_arn;
  std::string function_arn;
  std::optional<std::string> invocation_type;
  static Shape const& shape();
};

struct StopAction {
  std::string scope;
  std::optional<std::string> topic_arn;
  static Shape const& shape();
};

struct AddHeaderAction {
  std::string header_name;
  std::string header_value;
  static Shape const& shape();
};

struct SNSAction {
  std::string topic_arn;
  std::optional<std::string> encoding;
  static Shape const& shape();
};

struct ConnectAction {
  std::string instance_arn;
  std::string iam_role_arn;
  static Shape const& shape();
};

// Exactly one of these.
struct ReceiptAction {
  std::optional<S3Action> s3_action;
  std::optional<BounceAction> bounce_action;
  std::optional<WorkmailAction> workmail_action;
  std::optional<LambdaAction> lambda_action;
  std::optional<StopAction> stop_action;
  std::optional<AddHeaderAction> add_header_action;
  std::optional<SNSAction> sns_action;
  std::optional<ConnectAction> connect_action;
  static Shape const& shape();
};

struct ReceiptRule {
  std::string name;
  std::optional<bool> enabled;
  std::optional<std::string> tls_policy;
  std::optional<std::vector<std::string>> recipients;  // absent where there are none
  std::vector<ReceiptAction> actions;
  std::optional<bool> scan_enabled;
  static Shape const& shape();
};

struct DescribeReceiptRuleSet {
  std::string rule_set_name;
  static Shape const& shape();
  struct Output {
    std::optional<ReceiptRuleSetMetadata> metadata;
    std::vector<ReceiptRule> rules;
    static Shape const& shape();
  };
};

struct ListReceiptRuleSets {
  std::optional<std::string> next_token;
  static Shape const& shape();
  struct Output {
    std::vector<ReceiptRuleSetMetadata> rule_sets;
    std::optional<std::string> next_token;
    static Shape const& shape();
  };
};

struct DeleteReceiptRuleSet {
  std::string rule_set_name;
  static Shape const& shape();
  struct Output {
    static Shape const& shape();
  };
};

struct SetActiveReceiptRuleSet {
  std::optional<std::string> rule_set_name;
  static Shape const& shape();
  struct Output {
    static Shape const& shape();
  };
};

struct DescribeActiveReceiptRuleSet {
  static Shape const& shape();
  struct Output {
    std::optional<ReceiptRuleSetMetadata> metadata;
    std::vector<ReceiptRule> rules;
    static Shape const& shape();
  };
};

struct CreateReceiptRule {
  std::string rule_set_name;
  std::optional<std::string> after;
  ReceiptRule rule;
  static Shape const& shape();
  struct Output {
    static Shape const& shape();
  };
};

struct UpdateReceiptRule {
  std::string rule_set_name;
  ReceiptRule rule;
  static Shape const& shape();
  struct Output {
    static Shape const& shape();
  };
};

struct DescribeReceiptRule {
  std::string rule_set_name;
  std::string rule_name;
  static Shape const& shape();
  struct Output {
    std::optional<ReceiptRule> rule;
    static Shape const& shape();
  };
};

struct DeleteReceiptRule {
  std::string rule_set_name;
  std::string rule_name;
  static Shape const& shape();
  struct Output {
    static Shape const& shape();
  };
};

struct ReorderReceiptRuleSet {
  std::string rule_set_name;
  std::vector<std::string> rule_names;
  static Shape const& shape();
  struct Output {
    static Shape const& shape();
  };
};

struct SetReceiptRulePosition {
  std::string rule_set_name;
  std::string rule_name;
  std::optional<std::string> after;
  static Shape const& shape();
  struct Output {
    static Shape const& shape();
  };
};

struct ReceiptIpFilter {
  std::string policy;
  std::string cidr;
  static Shape const& shape();
};

struct ReceiptFilter {
  std::string name;
  ReceiptIpFilter ip_filter;
  static Shape const& shape();
};

struct CreateReceiptFilter {
  ReceiptFilter filter;
  static Shape const& shape();
  struct Output {
    static Shape const& shape();
  };
};

struct ListReceiptFilters {
  static Shape const& shape();
  struct Output {
    std::vector<ReceiptFilter> filters;
    static Shape const& shape();
  };
};

struct DeleteReceiptFilter {
  std::string filter_name;
  static Shape const& shape();
  struct Output {
    static Shape const& shape();
  };
};

}  // namespace proofbox::ses::v1
