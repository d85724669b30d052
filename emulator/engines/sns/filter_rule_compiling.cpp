// How a rule comes from a policy's JSON. What is refused, when, and where AWS's parser is said to
// stand: as recorded from AWS, and beyond that as the open library behind it does,
// https://github.com/aws/event-ruler.
#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "base/text.hpp"
#include "engines/sns/filter_rule.hpp"
#include "engines/sns/filter_text.hpp"

namespace proofbox::sns {
namespace {

using Kind = FilterJson::Kind;
using Rule = FilterRule;

constexpr double number_max = 1e9;
constexpr std::string_view beyond_bounds = "Value must be between -1.0E9 and 1.0E9, inclusive";
constexpr std::string_view only_one_key = "Only one key allowed in match expression";
constexpr std::string_view too_many = "Too many elements in numeric expression";

std::string written(FilterJson const& value) {
  return value.is(Kind::array) ? "[" : value.is(Kind::object) ? "{" : value.text;
}

// The terms of a numeric expression, one after the other.
class Terms {
 public:
  explicit Terms(FilterJson const& list) : list_(list) {}
  FilterJson const* next() { return at_ < list_.items.size() ? &list_.items[at_++] : nullptr; }
  // Where the parser stands when it has come to a term, or to the end.
  FilterPlace place_of(FilterJson const* term) const { return term ? term->place : list_.end; }

 private:
  FilterJson const& list_;
  std::size_t at_ = 0;
};

class Compiler {
 public:
  Compiler(Allowances allowed, std::optional<FilterMistake>& mistake)
      : newer_(allowed.newer_filters), mistake_(mistake) {}

  Rule rule(FilterJson const& item) {
    switch (item.kind) {
      case Kind::text: return {Rule::Kind::text, item.text};
      case Kind::number: return number(item);
      case Kind::yes: return {Rule::Kind::yes};
      case Kind::no: return {Rule::Kind::no};
      case Kind::null: return {Rule::Kind::null};
      case Kind::object: return expression(item);
      case Kind::array: break;
    }
    return wrong(item.place, "Match value must be String, number, true, false, or null");
  }

 private:
  // The first mistake is the one that is told.
  Rule wrong(std::optional<FilterPlace> place, std::string_view sentence) {
    if (!mistake_)
      mistake_ = FilterMistake{std::string{sentence}, place};
    return {};
  }

  static Rule number(FilterJson const& item) {
    Rule made{Rule::Kind::number, item.text};
    made.number = hundred_thousandths(number_of(item.text));
    return made;
  }

  Rule expression(FilterJson const& object) {
    if (object.members.empty())
      return wrong(object.end, "Match expression name not found");
    auto const& [name, value] = object.members[0];
    auto made = operation(name, value);
    if (object.members.size() > 1) {
      bool const listed = name == "numeric" || name == "anything-but";
      wrong(object.members[1].value.place, listed ? too_many : only_one_key);
    }
    return made;
  }

  Rule operation(std::string const& name, FilterJson const& value) {
    if (name == "prefix")
      return end_of_text(Rule::Kind::prefix, name, value);
    if (name == "suffix")
      return end_of_text(Rule::Kind::suffix, name, value);
    if (name == "equals-ignore-case")
      return in_any_case(Rule::Kind::equals_ignore_case, name, value);
    if (name == "wildcard" && newer_)
      return wildcard(value);
    if (name == "anything-but")
      return anything_but(value);
    if (name == "numeric")
      return numeric(value);
    if (name == "cidr")
      return cidr(value);
    if (name != "exists")
      return wrong(value.place, "Unrecognized match type " + name);
    if (!value.is(Kind::yes) && !value.is(Kind::no))
      return wrong(value.place, "exists match pattern must be either true or false.");
    return {value.is(Kind::yes) ? Rule::Kind::exists : Rule::Kind::absent};
  }

  Rule pattern(Rule::Kind kind, std::string_view name, FilterJson const& value) {
    if (!value.is(Kind::text))
      return wrong(value.place, fmt::format("{} match pattern must be a string", name));
    return {kind, value.text};
  }

  Rule in_any_case(Rule::Kind kind, std::string_view name, FilterJson const& value) {
    auto made = pattern(kind, name, value);
    made.text = in_lower_case(made.text);
    made.any_case = true;
    return made;
  }

  Rule end_of_text(Rule::Kind kind, std::string const& name, FilterJson const& value) {
    if (!newer_ || !value.is(Kind::object))
      return pattern(kind, name, value);
    if (value.members.empty())
      return wrong(value.end, (name == "prefix" ? "Prefix" : "Suffix") +
                                  std::string{" expression name not found"});
    auto const& [inner_name, inner] = value.members[0];
    if (inner_name != "equals-ignore-case")
      return wrong(inner.place, fmt::format("Unsupported {} pattern: {}", name, inner_name));
    auto made = in_any_case(kind, inner_name, inner);
    if (value.members.size() > 1)
      wrong(value.members[1].value.place, only_one_key);
    return made;
  }

  // The library counts a mistake's place in the pattern from the quote before it.
  Rule wildcard(FilterJson const& value) {
    auto made = pattern(Rule::Kind::wildcard, "wildcard", value);
    made.between_stars.emplace_back();
    auto const& text = made.text;
    for (std::size_t at = 0; at < text.size(); ++at) {
      char const next = at + 1 < text.size() ? text[at + 1] : '\0';
      if (text[at] == '*' && next == '*')
        return wrong(value.end, fmt::format("Consecutive wildcard characters at pos {}", at + 1));
      if (text[at] == '\\' && next != '*' && next != '\\')
        return wrong(value.end, fmt::format("Invalid escape character at pos {}", at + 1));
      if (text[at] == '*')
        made.between_stars.emplace_back();
      else
        made.between_stars.back() += text[at] == '\\' ? text[++at] : text[at];
    }
    return made;
  }

  Rule anything_but(FilterJson const& value) {
    if (value.is(Kind::object))
      return anything_but_pattern(value);
    if (value.is(Kind::array))
      return anything_but_list(value);
    if (!value.is(Kind::text) && !value.is(Kind::number))
      return wrong(value.place,
                   "Value of anything-but must be an array or single string/number value.");
    Rule made{Rule::Kind::anything_but};
    made.but.push_back(rule(value));
    if (value.is(Kind::number) && !made.but[0].number)
      wrong({}, beyond_bounds);
    return made;
  }

  Rule anything_but_list(FilterJson const& list) {
    Rule made{Rule::Kind::anything_but};
    for (auto const& item : list.items) {
      if (!item.is(Kind::text) && !item.is(Kind::number))
        return wrong_in_list(item,
                             "Inside anything but list, start|null|boolean is not supported.");
      made.but.push_back(rule(item));
      if (item.is(Kind::number) && !made.but.back().number)
        return wrong(item.place, beyond_bounds);
    }
    auto const numbers = std::count_if(list.items.begin(), list.items.end(),
                                       [](auto const& item) { return item.is(Kind::number); });
    auto const all = static_cast<std::ptrdiff_t>(list.items.size());
    if (all == 0 || (numbers != 0 && numbers != all))
      wrong(list.end,
            "Inside anything but list, either all values are number or string, mixed type is not "
            "supported");
    return made;
  }

  // What the library refuses while it reads a list, it refuses once more around the list.
  Rule wrong_in_list(FilterJson const& item, std::string_view sentence) {
    bool const first = !mistake_;
    wrong(item.place, sentence);
    mistake_->told_twice |= first;
    return {};
  }

  Rule anything_but_pattern(FilterJson const& object) {
    if (object.members.empty())
      return wrong(object.end, "Anything-But expression name not found");
    auto const& [name, inner] = object.members[0];
    bool const newer = name == "suffix" || name == "equals-ignore-case" || name == "wildcard";
    if (name != "prefix" && !(newer_ && newer))
      return wrong(inner.place, "Unsupported anything-but pattern: " + name);
    Rule made{Rule::Kind::anything_but};
    if (newer_ && inner.is(Kind::array)) {
      for (auto const& item : inner.items)
        made.but.push_back(pattern_to_avoid(name, item));
    } else {
      made.but.push_back(pattern_to_avoid(name, inner));
    }
    if (object.members.size() > 1)
      wrong(object.members[1].value.place, only_one_key);
    return made;
  }

  // An empty end would keep everything out.
  Rule pattern_to_avoid(std::string const& name, FilterJson const& value) {
    if (name == "equals-ignore-case")
      return in_any_case(Rule::Kind::equals_ignore_case, name, value);
    if (name == "wildcard")
      return wildcard(value);
    if (value.is(Kind::text) && value.text.empty())
      return wrong(value.end, fmt::format("Null {} not allowed", name));
    return pattern(name == "prefix" ? Rule::Kind::prefix : Rule::Kind::suffix, name, value);
  }

  Rule numeric(FilterJson const& value) {
    if (!value.is(Kind::array))
      return wrong(value.place, "Value of numeric must be an array.");
    Terms terms{value};
    auto const* first = terms.next();
    if (first == nullptr)
      return wrong(value.end, "Invalid member in numeric match: ]");
    if (!first->is(Kind::text))
      return wrong(first->place, "Invalid member in numeric match: " + written(*first));
    auto const& word = first->text;
    auto const* term = terms.next();
    if (word != "=" && word != "<" && word != "<=" && word != ">" && word != ">=")
      return wrong(terms.place_of(term), "Unrecognized numeric range operator: " + word);
    auto const number = bound(terms, term, word == "=" ? "equals" : word);
    if (word == ">" || word == ">=")
      return from(number, word == ">=", terms, value);
    if (auto const* more = terms.next())
      return wrong(more->place, too_many);
    if (word == "=")
      return between({number, true}, {number, true}, value);
    return range({-number_max, true}, {number, word == "<="}, value);
  }

  // What may follow upon a lower bound.
  Rule from(double bottom, bool included, Terms& terms, FilterJson const& list) {
    auto const* word = terms.next();
    if (word == nullptr)
      return range({bottom, included}, {number_max, true}, list);
    if (!word->is(Kind::text))
      return wrong(word->place, "Bad value in numeric range: " + written(*word));
    if (word->text != "<" && word->text != "<=")
      return wrong(word->end, "Bad numeric range operator: " + word->text);
    auto const top = bound(terms, terms.next(), word->text);
    if (auto const* more = terms.next())
      return wrong(more->place, "Too many terms in numeric range expression");
    return range({bottom, included}, {top, word->text == "<="}, list);
  }

  double bound(Terms const& terms, FilterJson const* term, std::string_view word) {
    if (term != nullptr && term->is(Kind::number))
      return number_of(term->text);
    wrong(terms.place_of(term), fmt::format("Value of {} must be numeric", word));
    return 0;
  }

  struct Limit {
    double number;
    bool included;
  };

  // Limits are looked at when the list is over.
  Rule range(Limit bottom, Limit top, FilterJson const& list) {
    if (bottom.number >= top.number)
      return wrong(list.end, "Bottom must be less than top");
    return between(bottom, top, list);
  }

  Rule between(Limit bottom, Limit top, FilterJson const& list) {
    auto const low = hundred_thousandths(bottom.number), high = hundred_thousandths(top.number);
    if (!low || !high)
      return wrong(list.end, beyond_bounds);
    Rule made{Rule::Kind::numeric};
    made.bottom = Rule::Bound{*low, bottom.included};
    made.top = Rule::Bound{*high, top.included};
    return made;
  }

  Rule cidr(FilterJson const& value) {
    if (!value.is(Kind::text))
      return wrong(value.place, "prefix match pattern must be a string");  // AWS's own slip
    auto parts = split(value.text, '/');
    while (!parts.empty() && parts.back().empty())
      parts.pop_back();
    if (parts.size() != 2)
      return wrong({}, "Malformed CIDR, one '/' required");
    auto const bits = parse_integer(parts[1]);
    if (!bits || *bits > std::numeric_limits<std::int32_t>::max())
      return wrong({}, "Malformed CIDR, mask bits must be an integer");
    if (*bits < 0)
      return wrong({}, "Malformed CIDR, mask bits must not be negative");
    auto const address = parts[0];
    auto const bytes = address_bytes(address);
    if (!bytes)
      return wrong({},
                   fmt::format("{} IP address: {}",
                               looks_like_address(address) ? "Invalid" : "Nonstandard", address));
    if (bytes->size() == 4 && *bits > 31)
      return wrong({}, "IPv4 mask bits must be < 32");
    if (*bits > 127)
      return wrong({}, "IPv6 mask bits must be < 128");
    Rule made{Rule::Kind::cidr};
    made.network = {*bytes, static_cast<int>(*bits)};
    return made;
  }

  bool newer_;
  std::optional<FilterMistake>& mistake_;
};

}  // namespace

FilterRule compile_rule(FilterJson const& item, Allowances allowed,
                        std::optional<FilterMistake>& mistake) {
  return Compiler{allowed, mistake}.rule(item);
}

}  // namespace proofbox::sns
