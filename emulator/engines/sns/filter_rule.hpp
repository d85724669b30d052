// One thing that a filter policy wants of a value: a value, or an expression such as {"prefix":
// "a"}. Compiled from the policy's JSON, with the refusals of AWS's parser and its places.
// https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/sns/filter_json.hpp"
#include "engines/sns/filter_value.hpp"
#include "ports/allowances.hpp"

namespace proofbox::sns {

// An IP address with a mask: the first bits of its bytes, 4 or 16 of them.
struct FilterNetwork {
  std::string bytes;
  int bits = 0;
};

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
    wildcard,
    anything_but,  // all of `but`
    numeric,
    exists,
    absent,
    cidr
  };
  struct Bound {
    std::int64_t number = 0;  // in hundred-thousandths
    bool included = false;
  };

  Kind kind = Kind::null;
  std::string text = {};                        // in lower case where `any_case`
  bool any_case = false;                        // of a prefix or suffix
  std::optional<std::int64_t> number = {};      // in hundred-thousandths; `text` says it as written
  std::vector<std::string> between_stars = {};  // of a wildcard: one more than it has stars
  std::vector<FilterRule> but = {};
  std::optional<Bound> bottom = {}, top = {};
  FilterNetwork network = {};

  bool is(Kind of) const { return kind == of; }
};

// What is wrong with a policy, and where AWS's parser stands when it sees it.
struct FilterMistake {
  std::string sentence;
  std::optional<FilterPlace> place = {};
  bool told_twice = false;  // the place: AWS wraps some of its own refusals once more
};

// Compiles an item of a key's list; `mistake` is set where that cannot be done.
FilterRule compile_rule(FilterJson const& item, Allowances allowed,
                        std::optional<FilterMistake>& mistake);

// Whether a value that is no object and no list is what the rule wants.
bool fits(FilterRule const& rule, FilterValue const& value);

}  // namespace proofbox::sns
