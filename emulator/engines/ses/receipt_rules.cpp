#include "engines/ses/receipt_rules.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "engines/ses/addresses.hpp"
#include "engines/ses/errors.hpp"

namespace proofbox::ses {
namespace {

constexpr std::size_t name_length_max = 64;
constexpr std::size_t actions_max = 10;
constexpr std::size_t recipients_max = 100;

bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// An address, a domain, or ".domain" for what lies below it.
bool is_recipient(std::string_view text) {
  if (text.find('@') != std::string_view::npos)
    return read_mailbox(text).ok();
  return is_domain(text.starts_with('.') ? text.substr(1) : text);
}

std::optional<Error> refusal_of_header(v1::AddHeaderAction const& action) {
  auto const& name = action.header_name;
  bool const named =
      !name.empty() && name.size() <= 50 &&
      std::all_of(name.begin(), name.end(), [](char c) { return is_alphanumeric(c) || c == '-'; });
  if (!named)
    return errors::bad_parameter("Invalid header name: " + name + '.');
  // A line end would begin another header.
  if (action.header_value.size() >= 2048 ||
      action.header_value.find_first_of("\r\n") != std::string::npos)
    return errors::bad_parameter("Invalid header value: " + name + '.');
  return {};
}

std::optional<Error> refusal_of_action(v1::ReceiptAction const& action) {
  int const kinds = action.s3_action.has_value() + action.bounce_action.has_value() +
                    action.workmail_action.has_value() + action.lambda_action.has_value() +
                    action.stop_action.has_value() + action.add_header_action.has_value() +
                    action.sns_action.has_value() + action.connect_action.has_value();
  if (kinds != 1)
    return errors::bad_parameter("An action of a receipt rule must be of exactly one kind.");
  if (action.add_header_action)
    return refusal_of_header(*action.add_header_action);
  if (action.s3_action && action.s3_action->bucket_name.empty())
    return errors::bad_receipt_target("InvalidS3Configuration", "bucket", "");
  if (action.lambda_action) {
    auto const& lambda = *action.lambda_action;
    if (!lambda.function_arn.starts_with("arn:"))
      return errors::bad_receipt_target("InvalidLambdaFunction", "Lambda function",
                                        lambda.function_arn);
    auto const type = lambda.invocation_type.value_or("Event");
    if (!is_one_of(type, {"Event", "RequestResponse"}))
      return errors::bad_enum("InvocationType", type, "[Event, RequestResponse]");
  }
  if (action.sns_action) {
    if (!action.sns_action->topic_arn.starts_with("arn:"))
      return errors::bad_receipt_target("InvalidSnsTopic", "SNS topic",
                                        action.sns_action->topic_arn);
    auto const encoding = action.sns_action->encoding.value_or("UTF-8");
    if (!is_one_of(encoding, {"UTF-8", "Base64"}))
      return errors::bad_enum("Encoding", encoding, "[UTF-8, Base64]");
  }
  if (action.stop_action && action.stop_action->scope != "RuleSet")
    return errors::bad_enum("Scope", action.stop_action->scope, "[RuleSet]");
  if (action.bounce_action)
    if (auto const sender = read_mailbox(action.bounce_action->sender); !sender)
      return sender.error();
  return {};
}

// "10.0.0.1" or "10.0.0.1/24".
bool is_ipv4_range(std::string_view text) {
  auto const slash = text.find('/');
  if (slash != std::string_view::npos) {
    auto const bits = parse_integer(text.substr(slash + 1));
    if (!bits || *bits < 0 || *bits > 32)
      return false;
  }
  auto const parts = split(text.substr(0, slash), '.');
  return parts.size() == 4 && std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
           auto const number = parse_integer(part);
           return number && *number >= 0 && *number <= 255;
         });
}

}  // namespace

Shape const& RuleSet::shape() {
  static Shape const shape = Describe<RuleSet>("RuleSetRow")
                                 .member("account", &RuleSet::account)
                                 .member("region", &RuleSet::region)
                                 .member("metadata", &RuleSet::metadata)
                                 .member("is_active", &RuleSet::is_active)
                                 .member("rules", &RuleSet::rules);
  return shape;
}

Shape const& AddressFilter::shape() {
  static Shape const shape = Describe<AddressFilter>("AddressFilterRow")
                                 .member("account", &AddressFilter::account)
                                 .member("region", &AddressFilter::region)
                                 .member("filter", &AddressFilter::filter);
  return shape;
}

std::vector<v1::ReceiptRule>::iterator RuleSet::find(std::string_view rule) {
  return std::find_if(rules.begin(), rules.end(),
                      [&](v1::ReceiptRule const& one) { return one.name == rule; });
}

bool is_receipt_name(std::string_view name) {
  return !name.empty() && name.size() <= name_length_max && is_alphanumeric(name.front()) &&
         is_alphanumeric(name.back()) && std::all_of(name.begin(), name.end(), [](char c) {
           return is_alphanumeric(c) || c == '-' || c == '_' || c == '.';
         });
}

std::optional<Error> refusal_of_rule(v1::ReceiptRule const& rule) {
  if (!is_receipt_name(rule.name))
    return errors::bad_receipt_name("rule", rule.name);
  if (rule.tls_policy && !is_one_of(*rule.tls_policy, {"Require", "Optional"}))
    return errors::bad_enum("TlsPolicy", *rule.tls_policy, "[Require, Optional]");
  if (rule.actions.size() > actions_max)
    return errors::limit_exceeded("A receipt rule can have 10 actions at most.");
  auto const recipients = rule.recipients.value_or(std::vector<std::string>{});
  if (recipients.size() > recipients_max)
    return errors::limit_exceeded("A receipt rule can have 100 recipients at most.");
  for (auto const& recipient : recipients)
    if (!is_recipient(recipient))
      return errors::bad_parameter("Invalid recipient: " + recipient + '.');
  for (auto const& action : rule.actions)
    if (auto error = refusal_of_action(action))
      return error;
  return {};
}

std::optional<Error> refusal_of_filter(v1::ReceiptFilter const& filter) {
  if (!is_receipt_name(filter.name))
    return errors::bad_receipt_name("filter", filter.name);
  if (!is_one_of(filter.ip_filter.policy, {"Block", "Allow"}))
    return errors::bad_enum("Policy", filter.ip_filter.policy, "[Block, Allow]");
  if (!is_ipv4_range(filter.ip_filter.cidr))
    return errors::bad_parameter("Invalid CIDR: " + filter.ip_filter.cidr + '.');
  return {};
}

v1::ReceiptRule completed(v1::ReceiptRule rule) {
  rule.enabled = rule.enabled.value_or(false);
  rule.scan_enabled = rule.scan_enabled.value_or(false);
  rule.tls_policy = rule.tls_policy.value_or("Optional");
  if (rule.recipients && rule.recipients->empty())
    rule.recipients.reset();
  return rule;
}

}  // namespace proofbox::ses
