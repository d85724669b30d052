#include "engines/sns/filter_policy.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.hpp"
#include "engines/sns/filter_json.hpp"

namespace proofbox::sns {
namespace {

using Kind = FilterJson::Kind;
using Rule = FilterRule;

constexpr std::size_t keys_max = 5;
constexpr std::uint64_t combinations_max = 150;
constexpr double number_max = 1e9;
constexpr std::array<std::string_view, 7> operators{
    "prefix", "suffix", "equals-ignore-case", "anything-but", "numeric", "exists", "cidr"};

// What is wrong with a policy, and where AWS's parser stands when it sees it.
struct Mistake {
  std::string sentence;
  std::optional<FilterPlace> place;
};

Mistake at(FilterJson const& value, std::string sentence) {
  return {std::move(sentence), value.place};
}

double number_of(FilterJson const& value) {
  double number = 0;
  std::from_chars(value.text.data(), value.text.data() + value.text.size(), number);
  return number;
}

std::string written(FilterJson const& value) {
  return value.is(Kind::array) ? "[" : value.is(Kind::object) ? "{" : value.text;
}

std::optional<FilterNetwork> network_of(std::string const& address, int bits) {
  FilterNetwork network;
  bool const six = address.find(':') != std::string::npos;
  network.bytes.resize(six ? 16 : 4);
  network.bits = bits;
  if (inet_pton(six ? AF_INET6 : AF_INET, address.c_str(), network.bytes.data()) != 1)
    return {};
  return network;
}

class Compiler {
 public:
  explicit Compiler(FilterPolicy::Scope scope) : scope_(scope) {}

  std::optional<Mistake> mistake;
  bool nested = false;  // although the scope has no such thing

  FilterFields fields(FilterJson const& object) {
    FilterFields fields;
    for (auto const& member : object.members) {
      if (mistake)
        return fields;
      if (is_choice(member))
        choice(fields, member.value);
      else
        key(fields, member);
    }
    return fields;
  }

  // How many combinations of values the policy stands for, as AWS counts them.
  static std::uint64_t combinations(FilterFields const& fields, std::uint64_t depth) {
    std::uint64_t product = 1;
    auto const times = [&product](std::uint64_t factor) {
      product = std::min<std::uint64_t>(product * factor, combinations_max + 1);
    };
    for (auto const& key : fields.keys)
      times(key.nested ? combinations(*key.nested, depth + 1) : key.any.size() * depth);
    for (auto const& choice : fields.choices) {
      std::uint64_t sum = 0;
      for (auto const& branch : choice)
        sum += combinations(branch, depth);
      times(sum);
    }
    return product;
  }

 private:
  // The terms of a numeric expression, one after the other.
  struct Terms {
    std::vector<FilterJson> const& items;
    std::size_t at = 0;
    FilterJson const* next() { return at < items.size() ? &items[at++] : nullptr; }
  };

  // "$or" is a word only where it holds two objects or more, none of which looks like an operator.
  static bool is_choice(FilterJson::Member const& member) {
    auto const& branches = member.value.items;
    return member.name == "$or" && member.value.is(Kind::array) && branches.size() >= 2 &&
           std::all_of(branches.begin(), branches.end(), [](FilterJson const& branch) {
             return branch.is(Kind::object) && !branch.members.empty() &&
                    std::none_of(branch.members.begin(), branch.members.end(), [](auto const& key) {
                      return std::find(operators.begin(), operators.end(), key.name) !=
                             operators.end();
                    });
           });
  }

  void choice(FilterFields& into, FilterJson const& branches) {
    std::vector<FilterFields> any;
    for (auto const& branch : branches.items)
      any.push_back(fields(branch));
    into.choices.push_back(std::move(any));
  }

  void key(FilterFields& into, FilterJson::Member const& member) {
    FilterFields::Key key{member.name, {}, nullptr};
    if (member.value.is(Kind::object)) {
      nested |= scope_ == FilterPolicy::Scope::attributes;
      key.nested = std::make_unique<FilterFields>(fields(member.value));
    } else if (!member.value.is(Kind::array)) {
      mistake = at(member.value, fmt::format("\"{}\" must be an object or an array", member.name));
    } else if (member.value.items.empty()) {
      mistake = Mistake{"Empty arrays are not allowed", member.value.end};
    }
    for (auto const& item : member.value.items)
      if (!mistake)
        key.any.push_back(rule(item));
    into.keys.push_back(std::move(key));
  }

  Rule rule(FilterJson const& item) {
    switch (item.kind) {
      case Kind::text: return {Rule::Kind::text, item.text};
      case Kind::number: return {Rule::Kind::number, {}, number_of(item)};
      case Kind::yes: return {Rule::Kind::yes};
      case Kind::no: return {Rule::Kind::no};
      case Kind::null: return {Rule::Kind::null};
      case Kind::object: return expression(item);
      case Kind::array: break;
    }
    return wrong(item, "Match value must be String, number, true, false, or null");
  }

  Rule wrong(FilterJson const& where, std::string sentence) {
    if (!mistake)
      mistake = at(where, std::move(sentence));
    return {};
  }

  Rule expression(FilterJson const& object) {
    if (object.members.empty())
      return wrong(object, "Empty objects are not allowed");
    auto made = operation(object.members[0].name, object.members[0].value);
    if (!mistake && object.members.size() > 1)
      return wrong(object.members[1].value, "Only one key allowed in match expression");
    return made;
  }

  Rule operation(std::string const& name, FilterJson const& value) {
    if (name == "prefix")
      return pattern(Rule::Kind::prefix, name, value);
    if (name == "suffix")
      return pattern(Rule::Kind::suffix, name, value);
    if (name == "equals-ignore-case")
      return pattern(Rule::Kind::equals_ignore_case, name, value);
    if (name == "anything-but")
      return anything_but(value);
    if (name == "numeric")
      return numeric(value);
    if (name == "cidr")
      return cidr(value);
    if (name != "exists")
      return wrong(value, "Unrecognized match type " + name);
    if (!value.is(Kind::yes) && !value.is(Kind::no))
      return wrong(value, "exists match pattern must be either true or false.");
    return {value.is(Kind::yes) ? Rule::Kind::exists : Rule::Kind::absent};
  }

  Rule pattern(Rule::Kind kind, std::string_view name, FilterJson const& value) {
    if (!value.is(Kind::text))
      return wrong(value, fmt::format("{} match pattern must be a string", name));
    return {kind, value.text};
  }

  Rule anything_but(FilterJson const& value) {
    Rule made{Rule::Kind::anything_but};
    if (value.is(Kind::object) && !value.members.empty()) {
      auto const& [name, inner] = value.members[0];
      if (name != "prefix")
        return wrong(inner, "Unsupported anything-but pattern: " + name);
      made.but.push_back(pattern(Rule::Kind::prefix, name, inner));
      return made;
    }
    auto const one = std::vector<FilterJson>{value};
    auto const& listed = value.is(Kind::array) ? value.items : one;
    if (listed.empty())
      return wrong(value, "Empty arrays are not allowed");
    for (auto const& item : listed) {
      if (!item.is(Kind::text) && !item.is(Kind::number))
        return wrong(item, "Value of anything-but must be an array or single string/number value.");
      made.but.push_back(rule(item));
    }
    return made;
  }

  Rule numeric(FilterJson const& value) {
    if (!value.is(Kind::array))
      return wrong(value, "Value of numeric must be an array.");
    Terms terms{value.items};
    Rule made{Rule::Kind::numeric};
    auto const first = terms.next();
    if (first == nullptr)
      return end(value, "Invalid member in numeric match: ]");
    if (!first->is(Kind::text))
      return wrong(*first, "Invalid member in numeric match: " + written(*first));
    auto const& word = first->text;
    bool const upwards = word == ">" || word == ">=";
    if (word != "=" && word != "<" && word != "<=" && !upwards)
      return wrong(*first, "Unrecognized numeric range operator: " + word);
    auto const number = bound(value, terms.next(), word == "=" ? "equals" : word);
    if (word != "<" && word != "<=")
      made.bottom = Rule::Bound{number, word != ">"};
    if (!upwards)
      made.top = Rule::Bound{number, word != "<"};
    if (upwards)
      upper(made, terms, value);
    else if (auto const* more = terms.next(); more != nullptr && !mistake)
      return wrong(*more, "Too many elements in numeric expression");
    return made;
  }

  // What may follow upon a lower bound.
  void upper(Rule& made, Terms& terms, FilterJson const& value) {
    auto const* word = terms.next();
    if (mistake || word == nullptr)
      return;
    if (!word->is(Kind::text)) {
      wrong(*word, "Bad value in numeric range: " + written(*word));
      return;
    }
    if (word->text != "<" && word->text != "<=") {
      wrong(*word, "Bad numeric range operator: " + word->text);
      return;
    }
    auto const* term = terms.next();
    made.top = Rule::Bound{bound(value, term, word->text), word->text == "<="};
    if (!mistake && made.bottom->number >= made.top->number)
      wrong(*term, "Bottom must be less than top");
    if (auto const* more = terms.next(); more != nullptr && !mistake)
      wrong(*more, "Too many terms in numeric range expression");
  }

  double bound(FilterJson const& list, FilterJson const* term, std::string_view word) {
    if (mistake)
      return 0;
    if (term == nullptr || !term->is(Kind::number)) {
      auto sentence = fmt::format("Value of {} must be numeric", word);
      mistake =
          term == nullptr ? Mistake{std::move(sentence), list.end} : at(*term, std::move(sentence));
      return 0;
    }
    auto const number = number_of(*term);
    if (number < -number_max || number > number_max)
      wrong(*term, "Value must be between -1.0E9 and 1.0E9, inclusive");
    return number;
  }

  Rule end(FilterJson const& list, std::string sentence) {
    mistake = Mistake{std::move(sentence), list.end};
    return {};
  }

  Rule cidr(FilterJson const& value) {
    if (!value.is(Kind::text))
      return wrong(value, "prefix match pattern must be a string");  // AWS's own slip
    auto const parts = split(value.text, '/');
    if (parts.size() != 2)
      return bad_network("Malformed CIDR, one '/' required");
    auto const bits = parse_integer(parts[1]);
    if (!bits)
      return bad_network("Malformed CIDR, mask bits must be an integer");
    auto const network = network_of(std::string{parts[0]}, static_cast<int>(*bits));
    if (!network)
      return bad_network(fmt::format("Nonstandard IP address: {}", parts[0]));
    auto const most = static_cast<std::int64_t>(network->bytes.size() * 8);
    if (*bits < 0 || *bits > most)
      return bad_network(fmt::format("Malformed CIDR, mask bits must be at most {}", most));
    Rule made{Rule::Kind::cidr};
    made.network = *network;
    return made;
  }

  // AWS's parser does not tell the place of these.
  Rule bad_network(std::string sentence) {
    mistake = Mistake{std::move(sentence), {}};
    return {};
  }

  FilterPolicy::Scope scope_;
};

}  // namespace

Result<FilterPolicy> FilterPolicy::compile(std::string_view text, Scope scope,
                                           errors::During during) {
  auto const refuse = [&](Mistake const& mistake) {
    auto sentence = "FilterPolicy: " + mistake.sentence;
    if (mistake.place)
      sentence += fmt::format("\n at [Source: (String)\"{}\"; line: {}, column: {}]", text,
                              mistake.place->line, mistake.place->column);
    return errors::bad_attribute(during, sentence);
  };
  std::string trouble = "A filter policy is an object.";
  auto const json = read_filter_json(text, trouble);
  if (!json || !json->is(Kind::object))
    return refuse({"failed to parse JSON. " + trouble, {}});
  Compiler compiler{scope};
  auto fields = compiler.fields(*json);
  if (compiler.mistake)
    return refuse(*compiler.mistake);
  if (json->members.size() > keys_max)
    return refuse({fmt::format("Filter policy can not have more than {} keys", keys_max), {}});
  if (Compiler::combinations(fields, 1) > combinations_max)
    return refuse({"Filter policy is too complex", {}});
  if (compiler.nested)
    return errors::invalid_parameter(
        "Filter policy scope MessageAttributes does not support nested filter policy");
  FilterPolicy policy;
  policy.scope_ = scope;
  policy.fields_ = std::make_shared<FilterFields const>(std::move(fields));
  return policy;
}

}  // namespace proofbox::sns
