// A subscription's filter policy: compiled once, when it is set, and asked for each message.
// https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html; the refusals are
// AWS's as recorded from it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "engines/sns/errors.hpp"
#include "engines/sns/notification.hpp"

namespace proofbox::sns {

// An IP address with a mask: the first bits of its bytes, 4 or 16 of them.
struct FilterNetwork {
  std::string bytes;
  int bits = 0;
};

// One thing that a value may be.
struct FilterRule {
  enum class Kind {
    text,
    number,
    yes,
    no,
    null,
    prefix,
    suffix,
    equals_ignore_case,
    anything_but,  // all of `but`
    numeric,
    exists,
    absent,
    cidr
  };
  Kind kind = Kind::null;
  std::string text = {};
  double number = 0;
  std::vector<FilterRule> but = {};
  struct Bound {
    double number = 0;
    bool included = false;
  };
  std::optional<Bound> bottom = {}, top = {};
  FilterNetwork network = {};
};

// What an object must have: all of `keys`, and of each `choice` one.
struct FilterFields {
  struct Key {
    std::string name;
    std::vector<FilterRule> any;           // of a leaf
    std::unique_ptr<FilterFields> nested;  // of anything else
  };
  std::vector<Key> keys;
  std::vector<std::vector<FilterFields>> choices;
};

// A message as filters see it; what several of them look at is read once.
class FilteredMessage {
 public:
  explicit FilteredMessage(Notification const& notification);
  ~FilteredMessage();
  FilteredMessage(FilteredMessage const&) = delete;

  struct Read;
  Read const& attributes();
  Read const& body();

 private:
  Notification const& notification_;
  std::unique_ptr<Read> attributes_, body_;
};

class FilterPolicy {
 public:
  enum class Scope { attributes, body };
  static Result<FilterPolicy> compile(std::string_view text, Scope scope, errors::During during);

  bool lets_through(FilteredMessage& message) const;

 private:
  Scope scope_ = Scope::attributes;
  std::shared_ptr<FilterFields const> fields_;
};

}  // namespace proofbox::sns
