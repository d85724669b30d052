// Which messages a filter policy lets through.
#include <algorithm>
#include <span>

#include "engines/sns/filter_policy.hpp"
#include "engines/sns/filter_text.hpp"
#include "engines/sns/message_attributes.hpp"

namespace proofbox::sns {

// The attributes that filters look at, in order of their names.
class FilteredMessage::Attributes {
 public:
  explicit Attributes(MessageAttributes const& attributes) : none_(attributes.empty()) {
    all_.reserve(attributes.size());
    for (auto const& [name, value] : attributes)
      if (!is_binary(value))
        all_.push_back({name, value_of(*value.data_type, *value.string_value)});
  }

  // The message has none at all.
  bool none() const { return none_; }

  struct Attribute {
    std::string_view name;
    std::optional<FilterValue> value;  // nothing of a list that cannot be read
  };

  Attribute const* find(std::string_view name) const {
    auto const found =
        std::lower_bound(all_.begin(), all_.end(), name,
                         [](auto const& one, auto const& key) { return one.name < key; });
    return found == all_.end() || found->name != name ? nullptr : &*found;
  }

 private:
  std::optional<FilterValue> value_of(std::string_view type, std::string_view text) {
    if (type.starts_with("Number"))
      return FilterValue::of_number(text);
    if (type != "String.Array")
      return FilterValue::of_text(escaped(text));
    auto document = FilterDocument::read(text);
    if (!document || !document->value.is(FilterValue::Kind::list))
      return {};
    auto& list = *lists_.emplace_back(std::move(document));
    escape(list.value);
    return std::move(list.value);
  }

  std::string_view escaped(std::string_view text) {
    if (text.find_first_of("\"\\") == text.npos)
      return text;
    return escaped_.emplace_back(with_escapes(text));
  }

  void escape(FilterValue& value) {
    if (value.is(FilterValue::Kind::text))
      value.text = escaped(value.text);
    for (auto& item : value.items)
      escape(item);
  }

  bool none_;
  std::vector<Attribute> all_;
  std::vector<std::unique_ptr<FilterDocument>> lists_;
  std::deque<std::string> escaped_;
};

namespace {

using Kind = FilterValue::Kind;
using Rule = FilterRule;

// How a part of a policy is met: by something that is there, or only because nothing is.
enum class Fit { no, absent, present };

// A place in a body: a value, or those members of an object whose names begin with the prefix.
struct Spot {
  FilterValue const* value;
  std::string prefix = {};
};
using Spots = std::span<Spot const>;

struct ByName {
  bool operator()(FilterValue::Member const& member, std::string_view name) const {
    return member.name < name;
  }
  bool operator()(std::string_view name, FilterValue::Member const& member) const {
    return name < member.name;
  }
};

bool wants(std::vector<Rule> const& any, Rule::Kind kind) {
  return std::any_of(any.begin(), any.end(), [&](Rule const& rule) { return rule.is(kind); });
}

// Of a list one element is enough. Objects are no values: a rule looks at the ends of ways only.
Fit any_fits(std::vector<Rule> const& any, FilterValue const& value) {
  if (value.is(Kind::object))
    return Fit::absent;
  if (!value.is(Kind::list)) {
    bool const one =
        std::any_of(any.begin(), any.end(), [&](Rule const& rule) { return fits(rule, value); });
    return one ? Fit::present : Fit::no;
  }
  auto all = Fit::absent;
  for (auto const& item : value.items) {
    auto const fit = any_fits(any, item);
    if (fit == Fit::present)
      return fit;
    if (fit == Fit::no)
      all = Fit::no;
  }
  return all;
}

Fit any_fits(std::vector<Rule> const& any, Spots spots) {
  auto all = wants(any, Rule::Kind::absent) ? Fit::absent : Fit::no;
  for (auto const& spot : spots) {
    auto const fit = spot.prefix.empty() ? any_fits(any, *spot.value) : Fit::absent;
    if (fit == Fit::present)
      return fit;
    if (fit == Fit::no)
      all = Fit::no;
  }
  return all;
}

Fit fit(FilterNode const& node, Spots spots);

// What stands below an object under a name; a name may be written with what follows, after a dot.
std::vector<Spot> under(Spots objects, std::string const& name) {
  std::vector<Spot> found;
  for (auto const& [object, prefix] : objects) {
    auto const whole = prefix + name;
    auto const way = whole + '.';
    auto const& members = object->members;
    auto const from = [&](std::string_view key) {
      return std::lower_bound(members.begin(), members.end(), key, ByName{});
    };
    for (auto member = from(whole); member != members.end() && member->name == whole; ++member)
      found.push_back({&member->value});
    if (auto const member = from(way); member != members.end() && member->name.starts_with(way))
      found.push_back({object, way});
  }
  return found;
}

Fit fit_under(FilterNode const& node, Spots objects) {
  // Nearly always there is one object without dots, and nothing need be gathered.
  if (objects.size() != 1 || !objects[0].prefix.empty() || objects[0].value->has_dots)
    return fit(node, under(objects, node.name));
  auto const& members = objects[0].value->members;
  auto const [first, last] =
      std::equal_range(members.begin(), members.end(), std::string_view{node.name}, ByName{});
  if (last - first > 1)
    return fit(node, under(objects, node.name));
  if (first == last)
    return fit(node, Spots{});
  Spot const only{&first->value};
  return fit(node, Spots{&only, 1});
}

Fit all_fit(std::vector<FilterNode> const& nodes, Spots objects) {
  auto all = Fit::absent;
  for (auto const& node : nodes) {
    auto const one = fit_under(node, objects);
    if (one == Fit::no)
      return one;
    all = std::max(all, one);
  }
  return all;
}

// Whether something of many met a part of a policy, each of which is asked alone.
class Several {
 public:
  void add(Fit fit) {
    any_ = true;
    present_ |= fit == Fit::present;
    no_ |= fit == Fit::no;
  }
  bool any() const { return any_; }
  bool present() const { return present_; }
  Fit fit() const { return present_ ? Fit::present : no_ ? Fit::no : Fit::absent; }

 private:
  bool any_ = false, present_ = false, no_ = false;
};

void elements_fit(std::vector<FilterNode> const& nodes, FilterValue const& list, Several& several) {
  for (auto const& item : list.items) {
    if (several.present())
      return;
    if (item.is(Kind::list))
      elements_fit(nodes, item, several);
    if (!item.is(Kind::object))
      continue;
    Spot const element{&item};
    several.add(all_fit(nodes, Spots{&element, 1}));
  }
}

// All that is wanted below must be in one object, and of a list in one element.
Fit below_fits(std::vector<FilterNode> const& nodes, Spots spots) {
  std::vector<Spot> objects;
  Several several;
  for (auto const& spot : spots) {
    if (spot.value->is(Kind::object))
      objects.push_back(spot);
    else if (spot.value->is(Kind::list))
      elements_fit(nodes, *spot.value, several);
  }
  if (!objects.empty() || !several.any())
    several.add(all_fit(nodes, objects));
  return several.fit();
}

Fit fit(FilterNode const& node, Spots spots) {
  auto const here = node.any ? any_fits(*node.any, spots) : Fit::absent;
  if (here == Fit::no || node.below.empty())
    return here;
  auto const below = below_fits(node.below, spots);
  return below == Fit::no ? below : std::max(here, below);
}

// One that is not there counts as null (recorded from AWS), and, where there are others, as absent:
// https://docs.aws.amazon.com/sns/latest/dg/attribute-key-matching.html.
bool attribute_fits(FilterNode const& node, FilteredMessage::Attributes const& attributes) {
  auto const* attribute = attributes.find(node.name);
  bool const may_be_absent = wants(*node.any, Rule::Kind::absent) && !attributes.none();
  if (attribute == nullptr)
    return may_be_absent || wants(*node.any, Rule::Kind::null);
  if (!attribute->value)
    return false;
  auto const fit = any_fits(*node.any, *attribute->value);
  return fit == Fit::present || (fit == Fit::absent && may_be_absent);
}

}  // namespace

FilteredMessage::FilteredMessage(Notification const& notification) : notification_(notification) {}
FilteredMessage::~FilteredMessage() = default;

FilteredMessage::Attributes const& FilteredMessage::attributes() {
  if (!attributes_)
    attributes_ = std::make_unique<Attributes>(notification_.attributes);
  return *attributes_;
}

FilterValue const* FilteredMessage::body() {
  if (!body_was_read_)
    body_ = FilterDocument::read(notification_.message);
  body_was_read_ = true;
  return body_ && body_->value.is(Kind::object) ? &body_->value : nullptr;
}

bool FilterPolicy::lets_through(FilteredMessage& message) const {
  if (scope_ == Scope::attributes) {
    auto const& attributes = message.attributes();
    auto const all_fit = [&](FilterNode const& alternative) {
      return std::all_of(alternative.below.begin(), alternative.below.end(),
                         [&](FilterNode const& node) { return attribute_fits(node, attributes); });
    };
    return std::any_of(alternatives_->begin(), alternatives_->end(), all_fit);
  }
  auto const* body = message.body();
  if (body == nullptr)
    return false;
  Spot const whole{body};
  return std::any_of(alternatives_->begin(), alternatives_->end(),
                     [&](FilterNode const& alternative) {
                       return fit(alternative, Spots{&whole, 1}) != Fit::no;
                     });
}

}  // namespace proofbox::sns
