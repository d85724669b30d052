#include "engines/sns/topic_attributes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "engines/sns/delivery_policy.hpp"
#include "shape/json.hpp"

namespace proofbox::sns {
namespace {

enum class Form { any, flag, choice, document, rate, delivery_policy };

struct Rule {
  std::string_view name;
  Form form;
  std::array<std::string_view, 2> choices = {};
  bool fifo_only = false;
};

constexpr std::array rules{
    Rule{"ContentBasedDeduplication", Form::flag, {}, true},
    Rule{"DeliveryPolicy", Form::delivery_policy},
    Rule{"DisplayName", Form::any},
    Rule{"FifoThroughputScope", Form::choice, {"Topic", "MessageGroup"}, true},
    Rule{"FifoTopic", Form::flag},
    Rule{"KmsMasterKeyId", Form::any},
    Rule{"Policy", Form::document},
    Rule{"SignatureVersion", Form::choice, {"1", "2"}},
    Rule{"TracingConfig", Form::choice, {"PassThrough", "Active"}},
};

constexpr std::array feedback_protocols{"HTTP", "Firehose", "Lambda", "Application", "SQS"};
constexpr std::array feedback_names{"SuccessFeedbackRoleArn", "SuccessFeedbackSampleRate",
                                    "FailureFeedbackRoleArn"};

// Where deliveries are to be logged, one set a protocol: HTTPSuccessFeedbackRoleArn and so on.
std::optional<Rule> feedback_rule(std::string_view name) {
  for (std::string_view protocol : feedback_protocols)
    if (name.starts_with(protocol))
      for (std::string_view feedback : feedback_names)
        if (name.substr(protocol.size()) == feedback)
          return Rule{name, feedback.ends_with("Rate") ? Form::rate : Form::any};
  return {};
}

std::optional<Rule> rule_of(std::string_view name) {
  auto const found =
      std::find_if(rules.begin(), rules.end(), [&](Rule const& rule) { return rule.name == name; });
  return found == rules.end() ? feedback_rule(name) : *found;
}

struct AnyObject {
  static Shape const& shape() {
    static Shape const shape = Describe<AnyObject>("AnyObject");
    return shape;
  }
};

bool fits(Rule const& rule, std::string_view given) {
  switch (rule.form) {
    case Form::any:
    case Form::delivery_policy: return true;
    case Form::flag: return given == "true" || given == "false";
    case Form::choice:
      return std::find(rule.choices.begin(), rule.choices.end(), given) != rule.choices.end();
    case Form::rate: {
      auto const rate = parse_integer(given);
      return rate && *rate >= 0 && *rate <= 100;
    }
    case Form::document: {
      AnyObject object;
      return !from_json(given, object);
    }
  }
  return false;
}

}  // namespace

std::optional<Error> TopicAttributes::put(std::string const& name, std::string const& given,
                                          errors::During during) {
  bool const creating = during == errors::During::creation;
  if (name == "ArchivePolicy" && !given.empty())
    return errors::not_in_this_box(during, name);
  auto const rule = rule_of(name);
  // Whether a topic is FIFO is said when it is made, and never again.
  if (!rule || (rule->fifo_only && !fifo()) || (name == "FifoTopic" && !creating))
    return creating ? errors::bad_attribute(during, "Unknown attribute " + name)
                    : errors::invalid_parameter("AttributeName");
  if (given.empty() && rule->form != Form::flag) {
    texts_.erase(name);
    return {};
  }
  if (!fits(*rule, given))
    return errors::bad_attribute(during, fmt::format("{}: Invalid value [{}].", name, given));
  if (name == "FifoTopic" && given == "false")
    return {};
  if (rule->form == Form::delivery_policy) {
    auto policy = read_delivery_policy(given);
    if (!policy)
      return errors::bad_attribute(during,
                                   fmt::format("DeliveryPolicy: {}", policy.error().message));
    texts_[name] = std::move(*policy);
    return {};
  }
  texts_[name] = given;
  return {};
}

TopicAttributes TopicAttributes::of_texts(Map<std::string> texts) {
  TopicAttributes attributes;
  attributes.texts_ = std::move(texts);
  return attributes;
}

std::string default_policy(std::string_view topic_arn, std::string_view account) {
  return fmt::format(
      R"({{"Version":"2008-10-17","Id":"__default_policy_ID","Statement":[{{"Sid":"__default_statement_ID",)"
      R"("Effect":"Allow","Principal":{{"AWS":"*"}},"Action":["SNS:GetTopicAttributes","SNS:SetTopicAttributes",)"
      R"("SNS:AddPermission","SNS:RemovePermission","SNS:DeleteTopic","SNS:Subscribe",)"
      R"("SNS:ListSubscriptionsByTopic","SNS:Publish"],"Resource":"{}",)"
      R"("Condition":{{"StringEquals":{{"AWS:SourceOwner":"{}"}}}}}}]}})",
      topic_arn, account);
}

}  // namespace proofbox::sns
