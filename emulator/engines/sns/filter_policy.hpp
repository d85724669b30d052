// A subscription's filter policy: compiled once, when it is set, and asked for each message.
// https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html; the refusals are
// AWS's as recorded from it.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "engines/sns/errors.hpp"
#include "engines/sns/filter_rule.hpp"
#include "engines/sns/notification.hpp"
#include "ports/allowances.hpp"

namespace proofbox::sns {

// What a message must have at one place: one of `any` where there are some, and all of what is
// wanted below. In the scope of bodies a name with dots is a way: "a.b" is "b" below "a".
struct FilterNode {
  std::string name;
  std::shared_ptr<std::vector<FilterRule> const> any;
  std::vector<FilterNode> below;
};

// A message as filters see it; what several of them look at is read once.
class FilteredMessage {
 public:
  // The notification must outlive this.
  explicit FilteredMessage(Notification const& notification);
  ~FilteredMessage();
  FilteredMessage(FilteredMessage const&) = delete;

  class Attributes;
  Attributes const& attributes();
  // Null where the body is no JSON object.
  FilterValue const* body();

 private:
  Notification const& notification_;
  std::unique_ptr<Attributes> attributes_;
  std::unique_ptr<FilterDocument> body_;
  bool body_was_read_ = false;
};

class FilterPolicy {
 public:
  enum class Scope { attributes, body };
  static Result<FilterPolicy> compile(std::string_view text, Scope scope, errors::During during,
                                      Allowances allowed = {});

  bool lets_through(FilteredMessage& message) const;

  // Whether it came from this text, for this scope.
  bool is_of(std::string_view text, Scope scope) const { return text_ == text && scope_ == scope; }

 private:
  std::string text_;
  Scope scope_ = Scope::attributes;
  std::shared_ptr<std::vector<FilterNode> const> alternatives_;  // of which one is enough
};

}  // namespace proofbox::sns
