#include "engines/sns/topic_attributes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/check.hpp"
#include "base/text.hpp"
#include "engines/sns/delivery_policy.hpp"
#include "engines/sns/filter_json.hpp"
#include "engines/sns/percentage.hpp"
#include "engines/sns/topic_policy.hpp"
#include "shape/json.hpp"

namespace proofbox::sns {
namespace {

enum class Form { any, name, flag, choice, policy, rate, delivery_policy, archive_policy };

struct Rule {
  std::string_view name;
  Form form;
  std::array<std::string_view, 2> choices = {};
  bool fifo_only = false;
};

constexpr std::array rules{
    Rule{"ArchivePolicy", Form::archive_policy, {}, true},
    Rule{"ContentBasedDeduplication", Form::flag, {}, true},
    Rule{"DeliveryPolicy", Form::delivery_policy},
    Rule{"DisplayName", Form::name},
    Rule{"FifoThroughputScope", Form::choice, {"Topic", "MessageGroup"}, true},
    Rule{"FifoTopic", Form::flag},
    Rule{"KmsMasterKeyId", Form::any},
    Rule{"Policy", Form::policy},
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

struct ArchiveDocument {
  std::optional<std::string> days;
  static Shape const& shape() {
    static Shape const shape =
        Describe<ArchiveDocument>("ArchivePolicy")
            .member("MessageRetentionPeriod", &ArchiveDocument::days, optional.or_number());
    return shape;
  }
};

constexpr std::int64_t archive_days_max = 365;
constexpr std::size_t display_name_max = 100;

// What is wrong with the value, behind AWS's "Invalid parameter: ".
std::optional<std::string> trouble_with(Rule const& rule, std::string_view given) {
  auto const invalid = [&] { return fmt::format("{}: Invalid value [{}].", rule.name, given); };
  switch (rule.form) {
    case Form::any:
    case Form::archive_policy:
    case Form::delivery_policy: return {};
    case Form::name:
      return count_code_points(given) > display_name_max ? std::optional{invalid()} : std::nullopt;
    case Form::flag:
      return given == "true" || given == "false" ? std::nullopt : std::optional{invalid()};
    case Form::choice:
      return std::find(rule.choices.begin(), rule.choices.end(), given) != rule.choices.end()
                 ? std::nullopt
                 : std::optional{invalid()};
    case Form::rate:
      return is_percentage(given)
                 ? std::nullopt
                 : std::optional{fmt::format(
                       "{}: {} value provided is not an integer between 0-100", rule.name, given)};
    case Form::policy: return topic_policy::trouble(given);
  }
  return {};
}

// Whether an empty text takes the attribute away, rather than being a value like others.
bool is_removable(Form form) {
  return form != Form::flag && form != Form::policy && form != Form::rate &&
         form != Form::archive_policy;
}

}  // namespace

std::optional<Error> TopicAttributes::put(std::string const& name, std::string const& given,
                                          errors::During during) {
  bool const creating = during == errors::During::creation;
  auto const rule = rule_of(name);
  // Whether a topic is FIFO is said when it is made, and never again.
  if (!rule || (rule->fifo_only && !fifo()) || (name == "FifoTopic" && !creating))
    return creating ? errors::bad_attribute(during, "Unknown attribute " + name)
                    : errors::invalid_parameter("AttributeName");
  if (given.empty() && is_removable(rule->form)) {
    texts_.erase(name);
    return {};
  }
  if (auto const trouble = trouble_with(*rule, given))
    return errors::bad_attribute(during, *trouble);
  if (name == "FifoTopic" && given == "false")
    return {};
  if (rule->form == Form::archive_policy)
    return put_archive_policy(given, during);
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

// An empty object ends the archive.
std::optional<Error> TopicAttributes::put_archive_policy(std::string const& given,
                                                         errors::During during) {
  auto const refused = [&](std::string_view why) {
    return errors::bad_attribute(during, fmt::format("ArchivePolicy: {}", why));
  };
  std::string trouble = "An archive policy is an object with a MessageRetentionPeriod.";
  auto const json = read_filter_json(given, trouble);
  ArchiveDocument document;
  if (!json || from_json(given, document))
    return refused("failed to parse JSON. " + trouble);
  if (json->members.empty()) {
    texts_.erase("ArchivePolicy");
    archive_period_.reset();
    return {};
  }
  auto const days = parse_integer(document.days.value_or(""));
  if (!days || *days < 1 || *days > archive_days_max)
    return refused("MessageRetentionPeriod must be an integer between 1 and 365");
  texts_["ArchivePolicy"] = given;
  archive_period_ = std::chrono::hours{24} * *days;
  return {};
}

Result<TopicAttributes> TopicAttributes::of_texts(Map<std::string> texts) {
  TopicAttributes attributes;
  attributes.texts_ = std::move(texts);
  if (auto const policy = std::string{attributes.text("ArchivePolicy")}; !policy.empty())
    if (auto error = attributes.put_archive_policy(policy, errors::During::setting))
      return *error;
  if (auto const policy = attributes.text("DeliveryPolicy"); !policy.empty())
    if (auto const read = read_delivery_policy(policy); !read)
      return read.error();
  return attributes;
}

}  // namespace proofbox::sns
