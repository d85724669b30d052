#include "engines/ses/receipt_shapes.hpp"

namespace proofbox::ses::v1 {

Shape const& CreateReceiptRuleSet::shape() {
  static Shape const shape =
      Describe<CreateReceiptRuleSet>("CreateReceiptRuleSet")
          .member("RuleSetName", &CreateReceiptRuleSet::rule_set_name, required);
  return shape;
}

Shape const& CreateReceiptRuleSet::Output::shape() {
  static Shape const shape = Describe<Output>("CreateReceiptRuleSetResult");
  return shape;
}

Shape const& CloneReceiptRuleSet::shape() {
  static Shape const shape =
      Describe<CloneReceiptRuleSet>("CloneReceiptRuleSet")
          .member("RuleSetName", &CloneReceiptRuleSet::rule_set_name, required)
          .member("OriginalRuleSetName", &CloneReceiptRuleSet::original_rule_set_name, required);
  return shape;
}

Shape const& CloneReceiptRuleSet::Output::shape() {
  static Shape const shape = Describe<Output>("CloneReceiptRuleSetResult");
  return shape;
}

Shape const& ReceiptRuleSetMetadata::shape() {
  static Shape const shape =
      Describe<ReceiptRuleSetMetadata>("ReceiptRuleSetMetadata")
          .member("Name", &ReceiptRuleSetMetadata::name)
          .member("CreatedTimestamp", &ReceiptRuleSetMetadata::created_timestamp);
  return shape;
}

Shape const& S3Action::shape() {
  static Shape const shape = Describe<S3Action>("S3Action")
                                 .member("TopicArn", &S3Action::topic_arn)
                                 .member("BucketName", &S3Action::bucket_name, required)
                                 .member("ObjectKeyPrefix", &S3Action::object_key_prefix)
                                 .member("KmsKeyArn", &S3Action::kms_key_arn)
                                 .member("IamRoleArn", &S3Action::iam_role_arn);
  return shape;
}

Shape const& BounceAction::shape() {
  static Shape const shape = Describe<BounceAction>("BounceAction")
                                 .member("TopicArn", &BounceAction::topic_arn)
                                 .member("SmtpReplyCode", &BounceAction::smtp_reply_code, required)
                                 .member("StatusCode", &BounceAction::status_code)
                                 .member("Message", &BounceAction::message, required)
                                 .member("Sender", &BounceAction::sender, required);
  return shape;
}

Shape const& WorkmailAction::shape() {
  static Shape const shape =
      Describe<WorkmailAction>("WorkmailAction")
          .member("TopicArn", &WorkmailAction::topic_arn)
          .member("OrganizationArn", &WorkmailAction::organization_arn, required);
  return shape;
}

Shape const& LambdaAction::shape() {
  static Shape const shape = Describe<LambdaAction>("LambdaAction")
                                 .member("TopicArn", &LambdaAction::topic_arn)
                                 .member("FunctionArn", &LambdaAction::function_arn, required)
                                 .member("InvocationType", &LambdaAction::invocation_type);
  return shape;
}

Shape const& StopAction::shape() {
  static Shape const shape = Describe<StopAction>("StopAction")
                                 .member("Scope", &StopAction::scope, required)
                                 .member("TopicArn", &StopAction::topic_arn);
  return shape;
}

Shape const& AddHeaderAction::shape() {
  static Shape const shape = Describe<AddHeaderAction>("AddHeaderAction")
                                 .member("HeaderName", &AddHeaderAction::header_name, required)
                                 .member("HeaderValue", &AddHeaderAction::header_value, required);
  return shape;
}

Shape const& SNSAction::shape() {
  static Shape const shape = Describe<SNSAction>("SNSAction")
                                 .member("TopicArn", &SNSAction::topic_arn, required)
                                 .member("Encoding", &SNSAction::encoding);
  return shape;
}

Shape const& ConnectAction::shape() {
  static Shape const shape = Describe<ConnectAction>("ConnectAction")
                                 .member("InstanceARN", &ConnectAction::instance_arn, required)
                                 .member("IAMRoleARN", &ConnectAction::iam_role_arn, required);
  return shape;
}

Shape const& ReceiptAction::shape() {
  static Shape const shape = Describe<ReceiptAction>("ReceiptAction")
                                 .member("S3Action", &ReceiptAction::s3_action)
                                 .member("BounceAction", &ReceiptAction::bounce_action)
                                 .member("WorkmailAction", &ReceiptAction::workmail_action)
                                 .member("LambdaAction", &ReceiptAction::lambda_action)
                                 .member("StopAction", &ReceiptAction::stop_action)
                                 .member("AddHeaderAction", &ReceiptAction::add_header_action)
                                 .member("SNSAction", &ReceiptAction::sns_action)
                                 .member("ConnectAction", &ReceiptAction::connect_action);
  return shape;
}

Shape const& ReceiptRule::shape() {
  static Shape const shape = Describe<ReceiptRule>("ReceiptRule")
                                 .member("Name", &ReceiptRule::name, required)
                                 .member("Enabled", &ReceiptRule::enabled)
                                 .member("TlsPolicy", &ReceiptRule::tls_policy)
                                 .member("Recipients", &ReceiptRule::recipients)
                                 .member("Actions", &ReceiptRule::actions)
                                 .member("ScanEnabled", &ReceiptRule::scan_enabled);
  return shape;
}

Shape const& DescribeReceiptRuleSet::shape() {
  static Shape const shape =
      Describe<DescribeReceiptRuleSet>("DescribeReceiptRuleSet")
          .member("RuleSetName", &DescribeReceiptRuleSet::rule_set_name, required);
  return shape;
}

Shape const& DescribeReceiptRuleSet::Output::shape() {
  static Shape const shape = Describe<Output>("DescribeReceiptRuleSetResult")
                                 .member("Metadata", &Output::metadata)
                                 .member("Rules", &Output::rules);
  return shape;
}

Shape const& ListReceiptRuleSets::shape() {
  static Shape const shape = Describe<ListReceiptRuleSets>("ListReceiptRuleSets")
                                 .member("NextToken", &ListReceiptRuleSets::next_token);
  return shape;
}

Shape const& ListReceiptRuleSets::Output::shape() {
  static Shape const shape = Describe<Output>("ListReceiptRuleSetsResult")
                                 .member("RuleSets", &Output::rule_sets)
                                 .member("NextToken", &Output::next_token);
  return shape;
}

Shape const& DeleteReceiptRuleSet::shape() {
  static Shape const shape =
      Describe<DeleteReceiptRuleSet>("DeleteReceiptRuleSet")
          .member("RuleSetName", &DeleteReceiptRuleSet::rule_set_name, required);
  return shape;
}

Shape const& DeleteReceiptRuleSet::Output::shape() {
  static Shape const shape = Describe<Output>("DeleteReceiptRuleSetResult");
  return shape;
}

Shape const& SetActiveReceiptRuleSet::shape() {
  static Shape const shape = Describe<SetActiveReceiptRuleSet>("SetActiveReceiptRuleSet")
                                 .member("RuleSetName", &SetActiveReceiptRuleSet::rule_set_name);
  return shape;
}

Shape const& SetActiveReceiptRuleSet::Output::shape() {
  static Shape const shape = Describe<Output>("SetActiveReceiptRuleSetResult");
  return shape;
}

Shape const& DescribeActiveReceiptRuleSet::shape() {
  static Shape const shape = Describe<DescribeActiveReceiptRuleSet>("DescribeActiveReceiptRuleSet");
  return shape;
}

Shape const& DescribeActiveReceiptRuleSet::Output::shape() {
  static Shape const shape = Describe<Output>("DescribeActiveReceiptRuleSetResult")
                                 .member("Metadata", &Output::metadata)
                                 .member("Rules", &Output::rules);
  return shape;
}

Shape const& CreateReceiptRule::shape() {
  static Shape const shape = Describe<CreateReceiptRule>("CreateReceiptRule")
                                 .member("RuleSetName", &CreateReceiptRule::rule_set_name, required)
                                 .member("After", &CreateReceiptRule::after)
                                 .member("Rule", &CreateReceiptRule::rule, required);
  return shape;
}

Shape const& CreateReceiptRule::Output::shape() {
  static Shape const shape = Describe<Output>("CreateReceiptRuleResult");
  return shape;
}

Shape const& UpdateReceiptRule::shape() {
  static Shape const shape = Describe<UpdateReceiptRule>("UpdateReceiptRule")
                                 .member("RuleSetName", &UpdateReceiptRule::rule_set_name, required)
                                 .member("Rule", &UpdateReceiptRule::rule, required);
  return shape;
}

Shape const& UpdateReceiptRule::Output::shape() {
  static Shape const shape = Describe<Output>("UpdateReceiptRuleResult");
  return shape;
}

Shape const& DescribeReceiptRule::shape() {
  static Shape const shape =
      Describe<DescribeReceiptRule>("DescribeReceiptRule")
          .member("RuleSetName", &DescribeReceiptRule::rule_set_name, required)
          .member("RuleName", &DescribeReceiptRule::rule_name, required);
  return shape;
}

Shape const& DescribeReceiptRule::Output::shape() {
  static Shape const shape =
      Describe<Output>("DescribeReceiptRuleResult").member("Rule", &Output::rule);
  return shape;
}

Shape const& DeleteReceiptRule::shape() {
  static Shape const shape = Describe<DeleteReceiptRule>("DeleteReceiptRule")
                                 .member("RuleSetName", &DeleteReceiptRule::rule_set_name, required)
                                 .member("RuleName", &DeleteReceiptRule::rule_name, required);
  return shape;
}

Shape const& DeleteReceiptRule::Output::shape() {
  static Shape const shape = Describe<Output>("DeleteReceiptRuleResult");
  return shape;
}

Shape const& ReorderReceiptRuleSet::shape() {
  static Shape const shape =
      Describe<ReorderReceiptRuleSet>("ReorderReceiptRuleSet")
          .member("RuleSetName", &ReorderReceiptRuleSet::rule_set_name, required)
          .member("RuleNames", &ReorderReceiptRuleSet::rule_names, required);
  return shape;
}

Shape const& ReorderReceiptRuleSet::Output::shape() {
  static Shape const shape = Describe<Output>("ReorderReceiptRuleSetResult");
  return shape;
}

Shape const& SetReceiptRulePosition::shape() {
  static Shape const shape =
      Describe<SetReceiptRulePosition>("SetReceiptRulePosition")
          .member("RuleSetName", &SetReceiptRulePosition::rule_set_name, required)
          .member("RuleName", &SetReceiptRulePosition::rule_name, required)
          .member("After", &SetReceiptRulePosition::after);
  return shape;
}

Shape const& SetReceiptRulePosition::Output::shape() {
  static Shape const shape = Describe<Output>("SetReceiptRulePositionResult");
  return shape;
}

Shape const& ReceiptIpFilter::shape() {
  static Shape const shape = Describe<ReceiptIpFilter>("ReceiptIpFilter")
                                 .member("Policy", &ReceiptIpFilter::policy, required)
                                 .member("Cidr", &ReceiptIpFilter::cidr, required);
  return shape;
}

Shape const& ReceiptFilter::shape() {
  static Shape const shape = Describe<ReceiptFilter>("ReceiptFilter")
                                 .member("Name", &ReceiptFilter::name, required)
                                 .member("IpFilter", &ReceiptFilter::ip_filter, required);
  return shape;
}

Shape const& CreateReceiptFilter::shape() {
  static Shape const shape = Describe<CreateReceiptFilter>("CreateReceiptFilter")
                                 .member("Filter", &CreateReceiptFilter::filter, required);
  return shape;
}

Shape const& CreateReceiptFilter::Output::shape() {
  static Shape const shape = Describe<Output>("CreateReceiptFilterResult");
  return shape;
}

Shape const& ListReceiptFilters::shape() {
  static Shape const shape = Describe<ListReceiptFilters>("ListReceiptFilters");
  return shape;
}

Shape const& ListReceiptFilters::Output::shape() {
  static Shape const shape =
      Describe<Output>("ListReceiptFiltersResult").member("Filters", &Output::filters);
  return shape;
}

Shape const& DeleteReceiptFilter::shape() {
  static Shape const shape = Describe<DeleteReceiptFilter>("DeleteReceiptFilter")
                                 .member("FilterName", &DeleteReceiptFilter::filter_name, required);
  return shape;
}

Shape const& DeleteReceiptFilter::Output::shape() {
  static Shape const shape = Describe<Output>("DeleteReceiptFilterResult");
  return shape;
}

}  // namespace proofbox::ses::v1
