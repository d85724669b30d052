// What a rule lets through.
#include "engines/sns/filter_rule.hpp"

#include <algorithm>
#include <array>

#include "engines/sns/filter_text.hpp"

namespace proofbox::sns {
namespace {

using Rule = FilterRule;
using Kind = FilterValue::Kind;

bool is_in(FilterNetwork const& network, std::string_view address) {
  auto const bytes = address_bytes(address);
  if (!bytes || bytes->size() != network.bytes.size())
    return false;
  for (int bit = 0; bit < network.bits; ++bit) {
    auto const byte = static_cast<std::size_t>(bit / 8);
    auto const mask = 0x80 >> (bit % 8);
    if (((*bytes)[byte] & mask) != (network.bytes[byte] & mask))
      return false;
  }
  return true;
}

bool is_between(Rule const& rule, std::int64_t number) {
  auto const& [bottom, top] = std::pair{rule.bottom, rule.top};
  if (bottom && (number < bottom->number || (number == bottom->number && !bottom->included)))
    return false;
  return !top || number < top->number || (number == top->number && top->included);
}

// A number beyond the bounds is the same only where it is written the same.
bool is_number(Rule const& rule, FilterValue const& value) {
  return rule.number && value.number ? rule.number == value.number : rule.text == value.text;
}

// The first and the last piece stand at the ends, each other as early as it can.
bool fits_wildcard(std::vector<std::string> const& pieces, std::string_view text) {
  if (pieces.size() == 1)
    return text == pieces.front();
  if (!text.starts_with(pieces.front()))
    return false;
  text.remove_prefix(pieces.front().size());
  for (std::size_t i = 1; i + 1 < pieces.size(); ++i) {
    auto const at = text.find(pieces[i]);
    if (at == text.npos)
      return false;
    text.remove_prefix(at + pieces[i].size());
  }
  return text.ends_with(pieces.back());
}

bool fits_text(Rule const& rule, std::string_view text) {
  switch (rule.kind) {
    case Rule::Kind::text: return text == rule.text;
    case Rule::Kind::prefix:
      return rule.any_case ? in_lower_case(text).starts_with(rule.text)
                           : text.starts_with(rule.text);
    case Rule::Kind::suffix:
      return rule.any_case ? in_lower_case(text).ends_with(rule.text) : text.ends_with(rule.text);
    case Rule::Kind::equals_ignore_case: return in_lower_case(text) == rule.text;
    case Rule::Kind::wildcard: return fits_wildcard(rule.between_stars, text);
    case Rule::Kind::cidr: return is_in(rule.network, text);
    default: return false;
  }
}

}  // namespace

bool fits(Rule const& rule, FilterValue const& value) {
  switch (rule.kind) {
    case Rule::Kind::number: return value.is(Kind::number) && is_number(rule, value);
    case Rule::Kind::numeric:
      return value.is(Kind::number) && value.number && is_between(rule, *value.number);
    case Rule::Kind::yes: return value.is(Kind::yes);
    case Rule::Kind::no: return value.is(Kind::no);
    case Rule::Kind::null: return value.is(Kind::null);
    case Rule::Kind::anything_but:
      return std::none_of(rule.but.begin(), rule.but.end(),
                          [&](Rule const& one) { return fits(one, value); });
    // Null and an empty text do not count as being there:
    // https://docs.aws.amazon.com/sns/latest/dg/attribute-key-matching.html
    case Rule::Kind::exists:
      return !value.is(Kind::null) && !(value.is(Kind::text) && value.text.empty());
    case Rule::Kind::absent: return false;
    default: return value.is(Kind::text) && fits_text(rule, value.text);
  }
}

}  // namespace proofbox::sns
