#include "engines/sns/subscription_attributes.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "engines/sns/arn.hpp"
#include "engines/sns/delivery_policy.hpp"
#include "engines/sns/endpoint.hpp"
#include "engines/sns/filter_json.hpp"
#include "shape/json.hpp"

namespace proofbox::sns {
namespace {

// maxReceiveCount is of SQS's redrive policies; to write it here is a common mistake.
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

}  // namespace

std::optional<Error> SubscriptionAttributes::put(std::string const& name, std::string const& given,
                                                 SubscriptionKind const& kind,
                                                 errors::During during) {
  if (name == "RedrivePolicy")
    return put_redrive_policy(given, kind.is_fifo, during);
  if (name == "RawMessageDelivery")
    return put_raw(given, kind.protocol, during);
  if (name == "DeliveryPolicy")
    return put_delivery_policy(given, kind.protocol, during);
  if (name == "ReplayPolicy")
    return put_replay_policy(given, during);
  if (name == "FilterPolicyScope") {
    if (given != "MessageAttributes" && given != "MessageBody")
      return errors::bad_attribute(
          during,
          fmt::format("FilterPolicyScope: Invalid value [{}]. Please use either MessageBody or "
                      "MessageAttributes",
                      given));
    texts_[name] = given;
    return {};
  }
  if (name == "FilterPolicy") {
    if (given.empty() || given == "{}")
      texts_.erase(name);
    else
      texts_[name] = given;
    return {};
  }
  if (name == "SubscriptionRoleArn")
    return put_role(given, kind.protocol, during);
  return errors::bad_attribute(during, "AttributeName");
}

// A role of IAM: arn:aws:iam::ACCOUNT:role/NAME. Whether there is one is not looked up.
std::optional<Error> SubscriptionAttributes::put_role(std::string const& given,
                                                      std::string_view protocol,
                                                      errors::During during) {
  if (protocol != "firehose" && given.empty())
    return {};
  if (protocol != "firehose")
    return errors::bad_attribute(
        during,
        fmt::format("Delivery protocol [{}] does not support a subscription role.", protocol));
  auto const parts = split(given, ':');
  if (parts.size() != 6 || parts[0] != "arn" || parts[2] != "iam" || parts[4].empty() ||
      !parts[5].starts_with("role/"))
    return errors::bad_attribute(
        during,
        fmt::format("SubscriptionRoleArn: Invalid value [{}]. Must be the ARN of a role.", given));
  texts_["SubscriptionRoleArn"] = given;
  return {};
}

// Who cannot have it raw may not even say so.
std::optional<Error> SubscriptionAttributes::put_raw(std::string const& given,
                                                     std::string_view protocol,
                                                     errors::During during) {
  if (!may_be_raw(protocol))
    return errors::bad_attribute(
        during,
        fmt::format("Delivery protocol [{}] does not support raw message delivery.", protocol));
  auto flag = lower_case(given);
  if (flag != "true" && flag != "false")
    return errors::bad_attribute(
        during,
        fmt::format("RawMessageDelivery: Invalid value [{}]. Must be true or false.", given));
  texts_["RawMessageDelivery"] = std::move(flag);
  return {};
}

std::optional<Error> SubscriptionAttributes::put_delivery_policy(std::string const& given,
                                                                 std::string_view protocol,
                                                                 errors::During during) {
  if (given.empty() || given == "{}") {
    texts_.erase("DeliveryPolicy");
    return {};
  }
  if (!protocol.starts_with("http"))
    return errors::bad_attribute(
        during, fmt::format("Delivery protocol [{}] does not support specifying a delivery policy.",
                            protocol));
  auto policy = read_subscription_policy(given);
  if (!policy)
    return errors::bad_attribute(during, "DeliveryPolicy: " + policy.error().message);
  texts_["DeliveryPolicy"] = std::move(*policy);
  return {};
}

std::optional<Error> SubscriptionAttributes::put_redrive_policy(std::string const& given, bool fifo,
                                                                errors::During during) {
  std::string trouble = "A redrive policy is an object of texts.";
  RedriveDocument document;
  if (!given.empty() && (!read_filter_json(given, trouble) || from_json(given, document)))
    return errors::bad_attribute(during, "RedrivePolicy: failed to parse JSON. " + trouble);
  if (document.count)
    return errors::bad_attribute(
        during, "RedrivePolicy: invalid JSON. Attribute maxReceiveCount is unknown.");
  if (!document.target) {
    texts_.erase("RedrivePolicy");
    dead_letter_target_.clear();
    return {};
  }
  if (!is_queue_arn(*document.target))
    return errors::bad_attribute(during, "RedrivePolicy: deadLetterTargetArn is an invalid arn");
  if (fifo && !is_fifo(*document.target))
    return errors::bad_attribute(
        during,
        "RedrivePolicy: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.");
  texts_["RedrivePolicy"] = to_json(document);
  dead_letter_target_ = *document.target;
  return {};
}

// Whether the topic has what it asks for is for the engine to see.
std::optional<Error> SubscriptionAttributes::put_replay_policy(std::string const& given,
                                                               errors::During during) {
  if (given.empty() || given == "{}") {
    texts_.erase("ReplayPolicy");
    replay_.reset();
    return {};
  }
  auto const policy = read_replay_policy(given);
  if (!policy)
    return errors::bad_attribute(during, "ReplayPolicy: " + policy.error().message);
  texts_["ReplayPolicy"] = given;
  replay_ = *policy;
  return {};
}

std::optional<Error> SubscriptionAttributes::settle(errors::During during, Allowances allowed) {
  auto const policy = text("FilterPolicy");
  if (policy.empty()) {
    filter_.reset();
    return {};
  }
  auto const scope = text("FilterPolicyScope") == "MessageBody" ? FilterPolicy::Scope::body
                                                                : FilterPolicy::Scope::attributes;
  if (filter_ && filter_->is_of(policy, scope))
    return {};
  auto compiled = FilterPolicy::compile(policy, scope, during, allowed);
  if (!compiled)
    return compiled.error();
  filter_ = std::move(*compiled);
  return {};
}

Result<SubscriptionAttributes> SubscriptionAttributes::of_texts(Map<std::string> texts) {
  SubscriptionAttributes attributes;
  attributes.texts_ = std::move(texts);
  if (auto const policy = attributes.text("RedrivePolicy"); !policy.empty()) {
    RedriveDocument document;
    if (from_json(policy, document) || !document.target)
      return errors::bad_attribute(errors::During::setting, "RedrivePolicy");
    attributes.dead_letter_target_ = *document.target;
  }
  if (auto const policy = std::string{attributes.text("ReplayPolicy")}; !policy.empty())
    if (auto error = attributes.put_replay_policy(policy, errors::During::setting))
      return *error;
  if (auto const policy = attributes.text("DeliveryPolicy"); !policy.empty())
    if (auto const read = read_subscription_policy(policy); !read)
      return read.error();
  // What was allowed when it was set stays so, whatever the box allows now.
  if (auto error = attributes.settle(errors::During::setting, {.newer_filters = true}))
    return *error;
  return attributes;
}

}  // namespace proofbox::sns
