#include "engines/sns/filter_policy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "engines/sns/filter_json.hpp"

namespace proofbox::sns {
namespace {

using Kind = FilterJson::Kind;

constexpr std::size_t bytes_max = 262'144;
constexpr std::size_t keys_max = 5;
constexpr std::uint64_t combinations_max = 150;
constexpr std::size_t steps_max = 200;  // a name with more dots is no way, but a mere name

// No name within "$or" may be one of these: https://github.com/aws/event-ruler, "The $or
// Primitive".
constexpr std::array<std::string_view, 24> reserved{"exactly",
                                                    "equals-ignore-case",
                                                    "prefix",
                                                    "suffix",
                                                    "anything-but",
                                                    "exists",
                                                    "wildcard",
                                                    "numeric",
                                                    "cidr",
                                                    "=",
                                                    "<",
                                                    "<=",
                                                    ">",
                                                    ">=",
                                                    "regex",
                                                    "not-wildcard",
                                                    "not-equals-ignore-case",
                                                    "date-after",
                                                    "date-on-or-after",
                                                    "date-before",
                                                    "date-on-or-before",
                                                    "in-date-range",
                                                    "ip-address-in-range",
                                                    "ip-address-not-in-range"};

// What an object of a policy says, in the order in which it says it.
struct Draft {
  struct Part {
    std::string name;
    std::shared_ptr<std::vector<FilterRule>> any = {};  // of a leaf
    std::unique_ptr<Draft> nested = {};
    std::vector<Draft> branches = {};  // of "$or"
  };
  std::vector<Part> parts;
};

class Compiler {
 public:
  Compiler(FilterPolicy::Scope scope, Allowances allowed) : scope_(scope), allowed_(allowed) {}

  std::optional<FilterMistake> mistake;
  bool nested = false;  // although the scope has no such thing

  Draft draft(FilterJson const& object) {
    Draft draft;
    for (auto const& member : object.members) {
      if (mistake)
        return draft;
      draft.parts.push_back(is_choice(member) ? choice(member.value) : key(member));
    }
    return draft;
  }

 private:
  static bool is_reserved(std::string_view name) {
    return std::find(reserved.begin(), reserved.end(), name) != reserved.end();
  }

  static bool is_branch(FilterJson const& object) {
    return object.is(Kind::object) && !object.members.empty() &&
           std::none_of(object.members.begin(), object.members.end(), [](auto const& member) {
             return is_reserved(member.name) ||
                    (member.value.is(Kind::object) && !is_branch(member.value));
           });
  }

  // "$or" is a word only where it holds two objects or more, none of which looks like an operator.
  static bool is_choice(FilterJson::Member const& member) {
    auto const& branches = member.value.items;
    return member.name == "$or" && member.value.is(Kind::array) && branches.size() >= 2 &&
           std::all_of(branches.begin(), branches.end(), is_branch);
  }

  Draft::Part choice(FilterJson const& branches) {
    Draft::Part part{"$or"};
    for (auto const& branch : branches.items)
      part.branches.push_back(draft(branch));
    return part;
  }

  Draft::Part key(FilterJson::Member const& member) {
    auto const& [name, value] = member;
    Draft::Part part{name};
    if (value.is(Kind::object)) {
      nested |= scope_ == FilterPolicy::Scope::attributes;
      part.nested = std::make_unique<Draft>(draft(value));
      if (!mistake && value.members.empty())
        mistake = FilterMistake{"Empty objects are not allowed", value.end};
      return part;
    }
    if (!value.is(Kind::array))
      mistake =
          FilterMistake{fmt::format("\"{}\" must be an object or an array", name), value.place};
    else if (value.items.empty())
      mistake = FilterMistake{"Empty arrays are not allowed", value.end};
    part.any = std::make_shared<std::vector<FilterRule>>();
    for (auto const& item : value.items)
      if (!mistake)
        part.any->push_back(compile_rule(item, allowed_, mistake));
    return part;
  }

  FilterPolicy::Scope scope_;
  Allowances allowed_;
};

// How many combinations of values a policy stands for, as AWS counts them: each value as often as
// it is deep. Counts no further than it has to.
std::uint64_t combinations(Draft const& draft, std::uint64_t depth) {
  std::uint64_t product = 1;
  for (auto const& part : draft.parts) {
    std::uint64_t factor = part.any ? part.any->size() * depth : 0;
    if (part.nested)
      factor = combinations(*part.nested, depth + 1);
    for (auto const& branch : part.branches)
      factor += combinations(branch, depth);
    product = std::min<std::uint64_t>(product * factor, combinations_max + 1);
  }
  return product;
}

// Turns the draft into alternatives, each without a choice in it.
class Expansion {
 public:
  explicit Expansion(FilterPolicy::Scope scope) : scope_(scope) {}

  std::vector<FilterNode> all(Draft const& draft) const {
    std::vector<FilterNode> alternatives(1);
    add(draft, {}, alternatives);
    return alternatives;
  }

 private:
  using Way = std::vector<std::string>;

  void add(Draft const& draft, Way const& way, std::vector<FilterNode>& alternatives) const {
    for (auto const& part : draft.parts) {
      if (!part.branches.empty())
        branch(part, way, alternatives);
      else if (part.nested)
        add(*part.nested, further(way, part.name), alternatives);
      else
        for (auto& alternative : alternatives)
          at(alternative, further(way, part.name)).any = part.any;
    }
  }

  void branch(Draft::Part const& part, Way const& way,
              std::vector<FilterNode>& alternatives) const {
    std::vector<FilterNode> made;
    for (auto const& branch : part.branches) {
      auto copies = alternatives;
      add(branch, way, copies);
      std::move(copies.begin(), copies.end(), std::back_inserter(made));
    }
    alternatives = std::move(made);
  }

  // An attribute's name is a whole, dots and all.
  Way further(Way way, std::string const& name) const {
    if (scope_ == FilterPolicy::Scope::attributes || way.size() + dots_in(name) > steps_max)
      way.push_back(name);
    else
      for (auto const step : split(name, '.'))
        way.emplace_back(step);
    return way;
  }

  static std::size_t dots_in(std::string const& name) {
    return static_cast<std::size_t>(std::count(name.begin(), name.end(), '.'));
  }

  static FilterNode& at(FilterNode& root, Way const& way) {
    auto* node = &root;
    for (auto const& name : way) {
      auto& below = node->below;
      auto found = std::find_if(below.begin(), below.end(),
                                [&](FilterNode const& one) { return one.name == name; });
      if (found == below.end())
        found = below.insert(below.end(), FilterNode{name, nullptr, {}});
      node = &*found;
    }
    return *node;
  }

  FilterPolicy::Scope scope_;
};

std::string place_in(std::string_view text, FilterPlace place) {
  return fmt::format("\n at [Source: (String)\"{}\"; line: {}, column: {}]", text, place.line,
                     place.column);
}

}  // namespace

Result<FilterPolicy> FilterPolicy::compile(std::string_view text, Scope scope,
                                           errors::During during, Allowances allowed) {
  auto const refuse = [&](FilterMistake const& mistake) {
    auto sentence = "FilterPolicy: " + mistake.sentence;
    for (int times = mistake.told_twice ? 2 : 1; mistake.place && times > 0; --times)
      sentence += place_in(text, *mistake.place);
    return errors::bad_attribute(during, sentence);
  };
  if (text.size() > bytes_max)
    return refuse({"Filter policy is too large"});
  std::string trouble;
  auto const json = read_filter_json(text, trouble);
  if (!json)
    return refuse({"failed to parse JSON. " + trouble});
  if (!json->is(Kind::object))
    return refuse({"Filter is not an object", json->place});
  Compiler compiler{scope, allowed};
  auto const draft = compiler.draft(*json);
  if (compiler.mistake)
    return refuse(*compiler.mistake);
  if (json->members.size() > keys_max)
    return refuse({fmt::format("Filter policy can not have more than {} keys", keys_max)});
  if (combinations(draft, 1) > combinations_max)
    return refuse({"Filter policy is too complex"});
  if (compiler.nested)
    return errors::invalid_parameter(
        "Filter policy scope MessageAttributes does not support nested filter policy");
  FilterPolicy policy;
  policy.text_ = text;
  policy.scope_ = scope;
  policy.alternatives_ =
      std::make_shared<std::vector<FilterNode> const>(Expansion{scope}.all(draft));
  return policy;
}

}  // namespace proofbox::sns
