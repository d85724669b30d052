// What a message says, as filter policies look at it: its JSON, read once, without copies of its
// texts.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace proofbox::sns {

// Numbers are compared up to five digits behind the point, and from -10^9 to 10^9: in whole
// hundred-thousandths. Nothing beyond these bounds, where no number is compared.
// https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html
std::optional<std::int64_t> hundred_thousandths(double number);

// The number that a text is, which must be one; infinite where it is too large for a double.
double number_of(std::string_view text);

struct FilterValue {
  enum class Kind { object, list, text, number, yes, no, null };
  struct Member;

  Kind kind = Kind::null;
  std::string_view text;               // of a text; of a number as it is written
  std::optional<std::int64_t> number;  // in hundred-thousandths
  std::vector<Member> members;         // by name; those of one name as they are written
  bool has_dots = false;               // in the name of a member
  std::vector<FilterValue> items;

  bool is(Kind of) const { return kind == of; }
  static FilterValue of_text(std::string_view text);
  static FilterValue of_number(std::string_view number);
};

struct FilterValue::Member {
  std::string_view name;
  FilterValue value;
};

// Owns what its value looks at, as far as the text it was read from does not.
class FilterDocument {
 public:
  // Nothing where the text is no JSON, or is nested more than 1,000 levels deep, as in AWS's
  // parser. The text must outlive the document.
  static std::unique_ptr<FilterDocument> read(std::string_view text);

  FilterValue value;

  // Keeps a text as long as the document.
  std::string_view keep(std::string text) { return kept_.emplace_back(std::move(text)); }

 private:
  std::deque<std::string> kept_;
};

}  // namespace proofbox::sns
