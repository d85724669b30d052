// What AWS was recorded to answer about SES's receipt rules and its quota.
#include <nlohmann/json.hpp>

#include "recordings/situation.hpp"

namespace proofbox::test {
namespace {

using Json = nlohmann::json;

void create_rule(Stage& stage, std::string const& name, Json action) {
  Json const rule{{"Name", name},
                  {"Enabled", true},
                  {"ScanEnabled", true},
                  {"TlsPolicy", "Optional"},
                  {"Actions", Json::array({std::move(action)})}};
  // Behind the first one, so that they come in the order of their numbers.
  Json call{{"RuleSetName", "RuleSetToClone"}, {"Rule", rule}};
  if (name != "MyRule1")
    call["After"] = "MyRule1";
  stage.ses("CreateReceiptRule", call);
}

Json described(Stage& stage, std::string const& set) {
  return stage.ses("DescribeReceiptRuleSet", {{"RuleSetName", set}});
}

Json rule_set_cloned(Stage& stage) {
  Json answers;
  answers["create-receipt-rule-set"] =
      stage.ses("CreateReceiptRuleSet", {{"RuleSetName", "RuleSetToClone"}});
  create_rule(stage, "MyRule1",
              {{"AddHeaderAction", {{"HeaderName", "test-header"}, {"HeaderValue", "test"}}}});
  create_rule(stage, "MyRule2",
              {{"S3Action", {{"BucketName", "mails"}, {"ObjectKeyPrefix", "template"}}}});
  answers["clone-receipt-rule-set"] =
      stage.ses("CloneReceiptRuleSet",
                {{"RuleSetName", "RuleSetToCreate"}, {"OriginalRuleSetName", "RuleSetToClone"}});
  answers["original-rule-set"] = described(stage, "RuleSetToClone");
  answers["cloned-rule-set"] = described(stage, "RuleSetToCreate");
  return answers;
}

// What the account had sent was recorded under a name in place of the number.
Json quota_told(Stage& stage) {
  Json answers;
  auto quota = stage.ses("GetSendQuota", Json::object());
  if (quota.at("SentLast24Hours").is_number())
    quota["SentLast24Hours"] = "sent-last24-hours";
  answers["get-quota-0"] = std::move(quota);
  return answers;
}

}  // namespace

std::vector<Situation> ses_mailbox_situations() {
  return {
      {"ses/test_ses.py::TestSES::test_clone_receipt_rule_set", rule_set_cloned},
      {"ses/test_ses.py::TestSES::test_sent_message_counter", quota_told},
  };
}

}  // namespace proofbox::test
