#include "engines/sqs/attributes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/policy_document.hpp"
#include "base/text.hpp"
#include "engines/sqs/errors.hpp"
#include "shape/json.hpp"

namespace proofbox::sqs {
namespace {

constexpr std::size_t policy_bytes_max = 8192;
constexpr std::size_t allowed_sources_max = 10;
constexpr std::size_t tags_max = 50, tag_key_max = 128, tag_value_max = 256;

// Of UTF-8.
std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

enum class Form { number, flag, document, word };

struct Rule {
  std::string_view name;
  Form form;
  std::int64_t least = 0, most = 0;
  std::string_view standing =
      {};  // what GetQueueAttributes gives where nothing is set; empty: nothing
  bool fifo_only = false;
};

constexpr std::array rules{
    Rule{"ContentBasedDeduplication", Form::flag, 0, 0, "false", true},
    Rule{"DeduplicationScope", Form::word, 0, 0, "queue", true},
    Rule{"DelaySeconds", Form::number, 0, 900, "0"},
    Rule{"FifoQueue", Form::flag, 0, 0, "", true},
    Rule{"FifoThroughputLimit", Form::word, 0, 0, "perQueue", true},
    Rule{"KmsDataKeyReusePeriodSeconds", Form::number, 60, 86'400, "300"},
    Rule{"KmsMasterKeyId", Form::word},
    Rule{"MaximumMessageSize", Form::number, 1024, 1'048'576, "1048576"},
    Rule{"MessageRetentionPeriod", Form::number, 60, 1'209'600, "345600"},
    Rule{"Policy", Form::document},
    Rule{"ReceiveMessageWaitTimeSeconds", Form::number, 0, 20, "0"},
    Rule{"RedriveAllowPolicy", Form::document},
    Rule{"RedrivePolicy", Form::document},
    Rule{"SqsManagedSseEnabled", Form::flag, 0, 0, "true"},
    Rule{"VisibilityTimeout", Form::number, 0, 43'200, "30"},
};

Rule const* rule_of(std::string_view name) {
  auto const found =
      std::find_if(rules.begin(), rules.end(), [&](Rule const& rule) { return rule.name == name; });
  return found == rules.end() ? nullptr : &*found;
}

// Members may come in any case of type: the count as a number or as a numeric text.
struct RedriveDocument {
  std::optional<std::string> target;
  std::optional<std::string> count;
  static Shape const& shape() {
    static Shape const shape =
        Describe<RedriveDocument>("RedrivePolicy")
            .member("deadLetterTargetArn", &RedriveDocument::target)
            .member("maxReceiveCount", &RedriveDocument::count, optional.or_number());
    return shape;
  }
};

struct RedriveAllowDocument {
  std::string permission;
  std::vector<std::string> source_queue_arns;
  static Shape const& shape() {
    static Shape const shape =
        Describe<RedriveAllowDocument>("RedriveAllowPolicy")
            .member("redrivePermission", &RedriveAllowDocument::permission)
            .member("sourceQueueArns", &RedriveAllowDocument::source_queue_arns);
    return shape;
  }
};

// The document without blanks between its tokens, as AWS gives it back.
std::string compact(std::string_view json) {
  std::string text;
  bool in_text = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    auto const c = json[i];
    if (in_text && c == '\\' && i + 1 < json.size()) {
      text += c;
      text += json[++i];
      continue;
    }
    if (c == '"')
      in_text = !in_text;
    if (in_text || (c != ' ' && c != '\n' && c != '\r' && c != '\t'))
      text += c;
  }
  return text;
}

Error bad_redrive_policy(std::string const& given, std::string_view reason) {
  return errors::bad_value(given, "RedrivePolicy", reason);
}

}  // namespace

std::vector<std::string_view> const& Attributes::names() {
  static std::vector<std::string_view> const names = [] {
    std::vector<std::string_view> all;
    for (auto const& rule : rules)
      all.push_back(rule.name);
    return all;
  }();
  return names;
}

void Attributes::understand() {
  auto const number = [this](std::string_view name) {
    return parse_integer(value(name).value_or("")).value_or(0);
  };
  meaning_.fifo = text("FifoQueue") == "true";
  meaning_.delay = number("DelaySeconds");
  meaning_.message_size_max = number("MaximumMessageSize");
  meaning_.retention = number("MessageRetentionPeriod");
  meaning_.wait = number("ReceiveMessageWaitTimeSeconds");
  meaning_.visibility = number("VisibilityTimeout");
  meaning_.content_based_deduplication = text("ContentBasedDeduplication") == "true";
  meaning_.deduplicates_by_group = text("DeduplicationScope") == "messageGroup";
}

bool Attributes::allows_source(std::string_view queue_arn) const {
  if (!redrive_allow_ || redrive_allow_->all)
    return true;
  auto const& arns = redrive_allow_->source_queue_arns;
  return std::find(arns.begin(), arns.end(), queue_arn) != arns.end();
}

std::optional<std::string> Attributes::value(std::string_view name) const {
  auto const* rule = rule_of(name);
  if (rule == nullptr || (rule->fifo_only && !fifo()))
    return {};
  // 300 seconds is what AWS takes anyway, and tells only where there is a key.
  if (name == "KmsDataKeyReusePeriodSeconds" && !texts_.contains("KmsMasterKeyId") &&
      (text(name).empty() || text(name) == rule->standing))
    return {};
  auto const found = texts_.find(name);
  if (found != texts_.end())
    return found->second;
  return rule->standing.empty() ? std::nullopt : std::optional{std::string{rule->standing}};
}

Result<Attributes> Attributes::of_texts(Map<std::string> const& texts) {
  return apply({}, texts, true);
}

Result<Attributes> Attributes::apply(Attributes const& current, Map<std::string> const& given,
                                     bool creating) {
  auto next = current;
  // Whether a queue is FIFO decides what else it may have.
  if (auto const fifo = given.find("FifoQueue"); fifo != given.end())
    if (auto error = next.put("FifoQueue", fifo->second, creating))
      return *error;
  next.understand();
  for (auto const& [name, text] : given)
    if (name != "FifoQueue")
      if (auto error = next.put(name, text, creating))
        return *error;
  auto const kms = given.find("KmsMasterKeyId");
  auto const managed = given.find("SqsManagedSseEnabled");
  if (kms != given.end() && !kms->second.empty() && managed != given.end() &&
      managed->second == "true")
    return Error{"InvalidAttributeName",
                 "You can use one type of server-side encryption (SSE) at one time. You can either "
                 "enable KMS SSE or "
                 "SQS SSE.",
                 400, "com.amazonaws.sqs#InvalidAttributeName"};
  // A key takes over from SQS's own encryption, which does not come back by itself (recorded from
  // AWS); asked for, it takes over from the key.
  if (kms != given.end() && !kms->second.empty())
    next.texts_["SqsManagedSseEnabled"] = "false";
  else if (managed != given.end() && managed->second == "true")
    next.texts_.erase("KmsMasterKeyId");
  next.understand();
  if (next.text("FifoThroughputLimit") == "perMessageGroupId" && !next.deduplicates_by_group())
    return errors::bad_attribute_value("FifoThroughputLimit");
  return next;
}

std::optional<Error> Attributes::put(std::string const& name, std::string const& given,
                                     bool creating) {
  auto const* rule = rule_of(name);
  if (rule == nullptr)
    return errors::unknown_attribute(name);
  if (name == "FifoQueue") {
    if (!creating && fifo())
      return given == "true"
                 ? std::optional<Error>{}
                 : errors::bad_attribute_value(name, "Modifying queue type is not supported.");
    if (!creating || given != "true")
      return errors::unknown_attribute(name);
  } else if (rule->fifo_only && !fifo()) {
    return name == "ContentBasedDeduplication" ? errors::unknown_attribute(name)
                                               : errors::only_for_fifo(name);
  }
  switch (rule->form) {
    case Form::number: {
      auto const number = parse_integer(given);
      if (!number || *number < rule->least || *number > rule->most)
        return errors::bad_attribute_value(name);
      break;
    }
    case Form::flag:
      if (given != "true" && given != "false")
        return errors::bad_attribute_value(name);
      break;
    case Form::document:
      if (given.empty())
        break;
      return put_document(name, given);
    case Form::word:
      if (name == "DeduplicationScope" && given != "queue" && given != "messageGroup")
        return errors::bad_attribute_value(name);
      if (name == "FifoThroughputLimit" && given != "perQueue" && given != "perMessageGroupId")
        return errors::bad_attribute_value(name);
      break;
  }
  if (given.empty()) {
    texts_.erase(name);
    if (name == "RedrivePolicy")
      redrive_.reset();
    if (name == "RedriveAllowPolicy")
      redrive_allow_.reset();
    return {};
  }
  texts_[name] = given;
  return {};
}

std::optional<Error> Attributes::put_document(std::string const& name, std::string const& given) {
  if (name == "RedrivePolicy")
    return put_redrive_policy(given);
  if (name == "RedriveAllowPolicy")
    return put_redrive_allow_policy(given);
  if (given.size() > policy_bytes_max || policy_document::count_statements(given) == 0)
    return errors::bad_attribute_value(name);
  texts_[name] = given;
  return {};
}

std::optional<Error> Attributes::put_redrive_policy(std::string const& given) {
  RedriveDocument document;
  if (from_json(given, document))
    return bad_redrive_policy(given, "Redrive policy is not a valid JSON map.");
  if (!document.target)
    return bad_redrive_policy(
        given, "Redrive policy does not contain mandatory attribute: deadLetterTargetArn.");
  if (!document.count)
    return bad_redrive_policy(
        given, "Redrive policy does not contain mandatory attribute: maxReceiveCount.");
  auto const count = parse_integer(*document.count);
  if (!count || *count < 1 || *count > 1000)
    return bad_redrive_policy(given, "Invalid value for maxReceiveCount: " + *document.count +
                                         ", valid values are from 1 to 1000 both inclusive.");
  auto const parts = split(*document.target, ':');
  if (parts.size() != 6 || parts[0] != "arn" || parts[2] != "sqs")
    return bad_redrive_policy(given, "Invalid value for deadLetterTargetArn.");
  texts_["RedrivePolicy"] = compact(given);
  redrive_ = RedrivePolicy{*document.target, *count};
  return {};
}

std::optional<Error> Attributes::put_redrive_allow_policy(std::string const& given) {
  auto const refuse = [&](std::string_view reason) {
    return errors::bad_value(given, "RedriveAllowPolicy", reason);
  };
  RedriveAllowDocument document;
  if (from_json(given, document))
    return refuse(
        "Amazon SQS can't create the redrive allow policy, as it's in an unsupported format.");
  auto const& permission = document.permission;
  auto const& arns = document.source_queue_arns;
  if (permission != "allowAll" && permission != "denyAll" && permission != "byQueue")
    return refuse("redrivePermission must be one of allowAll, denyAll and byQueue.");
  if (permission == "byQueue" && (arns.empty() || arns.size() > allowed_sources_max))
    return refuse("byQueue takes between 1 and 10 sourceQueueArns.");
  if (permission != "byQueue" && !arns.empty())
    return refuse("sourceQueueArns can be given only with the redrivePermission byQueue.");
  texts_["RedriveAllowPolicy"] = compact(given);
  redrive_allow_ = RedriveAllowPolicy{permission == "allowAll", arns};
  return {};
}

std::optional<Error> bad_tags(Map<std::string> const& tags) {
  if (tags.size() > tags_max)
    return errors::bad_parameter(fmt::format("A queue can have at most {} tags.", tags_max));
  for (auto const& [key, value] : tags) {
    if (key.empty() || characters(key) > tag_key_max)
      return errors::bad_parameter("Tag keys must be between 1 and 128 characters in length.");
    if (characters(value) > tag_value_max)
      return errors::bad_parameter("Tag values must be between 0 and 256 characters in length.");
  }
  return {};
}

}  // namespace proofbox::sqs
