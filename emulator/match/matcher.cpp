#include "match/matcher.hpp"

#include <algorithm>
#include <cstdlib>
#include <regex>

#include "base/text.hpp"
#include "match/pattern_size.hpp"

namespace proofbox::match {
namespace {

constexpr std::size_t pattern_bytes_max = 1000;
constexpr std::size_t pattern_size_max = 1000;
constexpr std::size_t search_max = 4'000'000;  // bytes of a text times the size of a pattern

std::vector<std::string_view> const& matcher_names() {
  static std::vector<std::string_view> const names{"$pattern", "$range",     "$any",
                                                   "$absent",  "$unordered", "$exactly"};
  return names;
}

std::pair<std::string, Node> const* matcher_of(Node const& expected) {
  if (expected.kind != Node::Kind::object || expected.members.size() != 1 ||
      !expected.members.front().first.starts_with('$'))
    return nullptr;
  return &expected.members.front();
}

std::string shown(Node const* actual) {
  return actual == nullptr ? "nothing" : write_node(*actual);
}

Mismatch differs(Node const& expected, Node const* actual) {
  return {{}, write_node(expected), shown(actual)};
}

std::string join(std::string const& path, std::string const& rest) {
  return rest.empty() ? path : rest.front() == '[' ? path + rest : path + '.' + rest;
}

double value_of(Node const& number) { return std::strtod(number.text.c_str(), nullptr); }

std::optional<Mismatch> scalar_mismatch(Node const& expected, Node const& actual) {
  bool const counts = expected.kind == Node::Kind::number && actual.kind == Node::Kind::list;
  if (counts && value_of(expected) == static_cast<double>(actual.items.size()))
    return {};
  bool same = expected.kind == actual.kind;
  switch (expected.kind) {
    case Node::Kind::boolean: same = same && expected.truth == actual.truth; break;
    case Node::Kind::text: same = same && expected.text == actual.text; break;
    case Node::Kind::number:
      same = same && (expected.text == actual.text || value_of(expected) == value_of(actual));
      break;
    default: break;
  }
  if (same)
    return {};
  if (counts)
    return Mismatch{{},
                    expected.text + " of them",
                    std::to_string(actual.items.size()) + ": " + write_node(actual)};
  return differs(expected, &actual);
}

std::optional<Mismatch> object_mismatch(Node const& expected, Node const* actual) {
  if (actual == nullptr || actual->kind != Node::Kind::object)
    return differs(expected, actual);
  for (auto const& [key, value] : expected.members)
    if (auto found = mismatch(value, actual->find(key))) {
      found->path = join(key, found->path);
      return found;
    }
  return {};
}

std::optional<Mismatch> list_mismatch(Node const& expected, Node const* actual) {
  if (actual == nullptr || actual->kind != Node::Kind::list ||
      actual->items.size() != expected.items.size())
    return differs(expected, actual);
  for (std::size_t i = 0; i < expected.items.size(); ++i)
    if (auto found = mismatch(expected.items[i], &actual->items[i])) {
      found->path = join('[' + std::to_string(i) + ']', found->path);
      return found;
    }
  return {};
}

// Pairs up what is expected with what is there; no list makes it slow.
class Pairing {
 public:
  Pairing(Node const& expected, Node const& actual)
      : expected_(expected), actual_(actual), owners_(actual.items.size()) {}

  bool finds_all() {
    for (std::size_t i = 0; i < expected_.items.size(); ++i) {
      tried_.assign(actual_.items.size(), false);
      if (!find_for(i))
        return false;
    }
    return true;
  }

 private:
  // An item that belongs to another one is taken if that finds a new one.
  bool find_for(std::size_t wanting) {
    for (std::size_t i = 0; i < owners_.size(); ++i) {
      if (tried_[i] || mismatch(expected_.items[wanting], &actual_.items[i]))
        continue;
      tried_[i] = true;
      if (!owners_[i] || find_for(*owners_[i])) {
        owners_[i] = wanting;
        return true;
      }
    }
    return false;
  }

  Node const& expected_;
  Node const& actual_;
  std::vector<std::optional<std::size_t>> owners_;  // of what is there
  std::vector<bool> tried_;
};

// A search that backtracks would take a long text's length of stack, and for some patterns for
// ever: clients bring patterns of their own. So there are no back references.
std::regex regex_of(std::string const& pattern) {
  return std::regex{pattern, std::regex_constants::ECMAScript | std::regex_constants::__polynomial};
}

// Of a long text only the beginning is searched: a client's pattern may not hold up the others.
bool finds(std::string const& pattern, std::string_view text) {
  auto const searched =
      text.substr(0, search_max / std::max<std::size_t>(pattern_size(pattern), 1));
  return std::regex_search(searched.begin(), searched.end(), regex_of(pattern));
}

std::optional<Mismatch> unordered_mismatch(Node const& expected, Node const* actual) {
  if (actual != nullptr && actual->kind == Node::Kind::list &&
      actual->items.size() == expected.items.size()) {
    Pairing pairing{expected, *actual};
    if (pairing.finds_all())
      return {};
  }
  return Mismatch{{}, "in any order " + write_node(expected), shown(actual)};
}

std::optional<Mismatch> range_mismatch(Node const& range, Node const* actual) {
  auto const& low = range.items[0];
  auto const& high = range.items[1];
  if (actual != nullptr &&
      (actual->kind == Node::Kind::number || actual->kind == Node::Kind::list)) {
    auto const value = actual->kind == Node::Kind::list ? static_cast<double>(actual->items.size())
                                                        : value_of(*actual);
    bool const above = low.kind == Node::Kind::null || value >= value_of(low);
    bool const below = high.kind == Node::Kind::null || value <= value_of(high);
    if (above && below)
      return {};
  }
  return Mismatch{{}, "a number in " + write_node(range), shown(actual)};
}

std::optional<Mismatch> matcher_mismatch(std::string const& name, Node const& argument,
                                         Node const* actual) {
  if (name == "$any")
    return actual != nullptr ? std::optional<Mismatch>{} : Mismatch{{}, "anything", "nothing"};
  if (name == "$absent")
    return actual == nullptr ? std::optional<Mismatch>{} : Mismatch{{}, "nothing", shown(actual)};
  if (name == "$range")
    return range_mismatch(argument, actual);
  if (name == "$unordered")
    return unordered_mismatch(argument, actual);
  if (name == "$exactly") {
    if (actual != nullptr && actual->members.size() > argument.members.size())
      return Mismatch{{}, "exactly " + write_node(argument), shown(actual)};
    return mismatch(argument, actual);
  }
  if (actual != nullptr && actual->kind == Node::Kind::text && finds(argument.text, actual->text))
    return {};
  return Mismatch{{}, "a text like " + write_node(argument), shown(actual)};
}

std::optional<BadMatcher> bad_argument(std::string const& name, Node const& argument) {
  if (name == "$pattern") {
    if (argument.kind != Node::Kind::text)
      return BadMatcher{argument.place,
                        "$pattern takes a regular expression, not " + describe(argument) + '.'};
    if (argument.text.size() > pattern_bytes_max)
      return BadMatcher{argument.place,
                        "A pattern has at most " + std::to_string(pattern_bytes_max) + " bytes."};
    if (pattern_size(argument.text) > pattern_size_max)
      return BadMatcher{argument.place, "A pattern has at most " +
                                            std::to_string(pattern_size_max) +
                                            " states, its repetitions written out."};
    try {
      regex_of(argument.text);
    } catch (std::regex_error const&) {
      return BadMatcher{argument.place,
                        "This is no regular expression: " + write_node(argument) + '.'};
    }
  }
  if (name == "$range") {
    auto const is_end = [](Node const& end) {
      return end.kind == Node::Kind::number || end.kind == Node::Kind::null;
    };
    if (argument.kind != Node::Kind::list || argument.items.size() != 2 ||
        !is_end(argument.items[0]) || !is_end(argument.items[1]))
      return BadMatcher{argument.place,
                        "$range takes two numbers, as [1, 5]; null leaves an end open."};
  }
  if (name == "$unordered" && argument.kind != Node::Kind::list)
    return BadMatcher{argument.place, "$unordered takes a list, not " + describe(argument) + '.'};
  if (name == "$exactly" && argument.kind != Node::Kind::object)
    return BadMatcher{argument.place, "$exactly takes an object, not " + describe(argument) + '.'};
  return {};
}

}  // namespace

std::optional<Mismatch> mismatch(Node const& expected, Node const* actual) {
  if (auto const* matcher = matcher_of(expected))
    return matcher_mismatch(matcher->first, matcher->second, actual);
  switch (expected.kind) {
    case Node::Kind::object: return object_mismatch(expected, actual);
    case Node::Kind::list: return list_mismatch(expected, actual);
    default:
      return actual == nullptr ? differs(expected, actual) : scalar_mismatch(expected, *actual);
  }
}

std::optional<BadMatcher> bad_matcher(Node const& expected) {
  if (auto const* matcher = matcher_of(expected)) {
    auto const& names = matcher_names();
    if (std::find(names.begin(), names.end(), matcher->first) == names.end())
      return BadMatcher{expected.keys.front(), "There is no matcher \"" + matcher->first + "\"." +
                                                   did_you_mean(matcher->first, names)};
    if (auto bad = bad_argument(matcher->first, matcher->second))
      return bad;
  }
  for (auto const& item : expected.items)
    if (auto bad = bad_matcher(item))
      return bad;
  for (auto const& [key, value] : expected.members)
    if (auto bad = bad_matcher(value))
      return bad;
  return {};
}

}  // namespace proofbox::match
