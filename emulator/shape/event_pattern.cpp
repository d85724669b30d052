#include "shape/event_pattern.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.hpp"

namespace proofbox {

using Json = nlohmann::ordered_json;

struct EventPattern::Tree {
  Json json;
};

namespace {

constexpr std::size_t depth_max = 32;

std::size_t depth_of(Json const& json) {
  std::size_t deepest = 0;
  for (auto const& child : json)
    if (child.is_structured())
      deepest = std::max(deepest, depth_of(child));
  return deepest + 1;
}

std::optional<Json> parsed(std::string_view text) {
  auto json = Json::parse(text, nullptr, false);
  return json.is_discarded() ? std::nullopt : std::optional{std::move(json)};
}

// ---- reading ----

bool is_value(Json const& json) { return json.is_primitive(); }

bool are_comparisons(Json const& list) {
  if (!list.is_array() || list.empty() || list.size() % 2 != 0 || list.size() > 4)
    return false;
  for (std::size_t i = 0; i < list.size(); i += 2) {
    if (!list[i].is_string() || !list[i + 1].is_number())
      return false;
    auto const sign = list[i].get<std::string>();
    bool const is_known = sign == "=" || sign == "<" || sign == "<=" || sign == ">" || sign == ">=";
    if (!is_known || (sign == "=" && list.size() != 2))
      return false;
  }
  return true;
}

bool is_text_or_texts(Json const& json) {
  return json.is_string() ||
         (json.is_array() && !json.empty() &&
          std::all_of(json.begin(), json.end(), [](Json const& one) { return one.is_string(); }));
}

std::optional<std::string> fault_in_anything_but(Json const& what) {
  bool const is_list = what.is_array() && !what.empty() &&
                       std::all_of(what.begin(), what.end(), [](Json const& one) {
                         return one.is_string() || one.is_number();
                       });
  bool const is_test = what.is_object() && what.size() == 1 && is_text_or_texts(what.front()) &&
                       (what.contains("prefix") || what.contains("suffix") ||
                        what.contains("equals-ignore-case") || what.contains("wildcard"));
  if (what.is_string() || what.is_number() || is_list || is_test)
    return {};
  return "Value of anything-but must be a text, a number, a list of them or one test of texts";
}

std::optional<std::string> fault_in_test(Json const& test) {
  if (test.size() != 1)
    return "Only one test may stand in an object";
  auto const& name = test.begin().key();
  auto const& what = test.begin().value();
  if (name == "prefix" || name == "suffix") {
    bool const ignores_case = what.is_object() && what.size() == 1 &&
                              what.contains("equals-ignore-case") && what.front().is_string();
    return what.is_string() || ignores_case
               ? std::nullopt
               : std::optional<std::string>{"Value of " + name + " must be a text"};
  }
  if (name == "equals-ignore-case" || name == "wildcard")
    return what.is_string() ? std::nullopt
                            : std::optional<std::string>{"Value of " + name + " must be a text"};
  if (name == "exists")
    return what.is_boolean() ? std::nullopt
                             : std::optional<std::string>{"Value of exists must be true or false"};
  if (name == "numeric")
    return are_comparisons(what)
               ? std::nullopt
               : std::optional<std::string>{"Value of numeric must be a list of comparisons"};
  if (name == "anything-but")
    return fault_in_anything_but(what);
  return "Unrecognized match type " + name;
}

std::optional<std::string> fault_in_object(Json const& object);

std::optional<std::string> fault_in_list(Json const& list) {
  if (list.empty())
    return "Empty arrays are not allowed";
  for (auto const& item : list) {
    if (item.is_array())
      return "A list of values may not contain a list";
    if (item.is_object())
      if (auto fault = fault_in_test(item))
        return fault;
  }
  return {};
}

std::optional<std::string> fault_in_member(std::string const& name, Json const& what) {
  if (name == "$or") {
    if (!what.is_array() || what.size() < 2)
      return "There must be at least two alternatives in an $or";
    for (auto const& alternative : what) {
      if (!alternative.is_object())
        return "An alternative of an $or must be an object";
      if (auto fault = fault_in_object(alternative))
        return fault;
    }
    return {};
  }
  if (what.is_array())
    return fault_in_list(what);
  if (what.is_object())
    return fault_in_object(what);
  return "\"" + name + "\" must be an object or an array";
}

std::optional<std::string> fault_in_object(Json const& object) {
  if (object.empty())
    return "Empty objects are not allowed";
  for (auto const& [name, what] : object.items())
    if (auto fault = fault_in_member(name, what))
      return fault;
  return {};
}

// ---- matching ----

bool compares(double number, std::string const& sign, double with) {
  if (sign == "=")
    return number == with;
  if (sign == "<")
    return number < with;
  if (sign == "<=")
    return number <= with;
  return sign == ">" ? number > with : number >= with;
}

bool passes_numeric(Json const& value, Json const& comparisons) {
  if (!value.is_number())
    return false;
  for (std::size_t i = 0; i < comparisons.size(); i += 2)
    if (!compares(value.get<double>(), comparisons[i].get<std::string>(),
                  comparisons[i + 1].get<double>()))
      return false;
  return true;
}

bool is_like(std::string_view text, std::string_view pattern) {
  std::size_t at = 0, p = 0, star = std::string_view::npos, resumed = 0;
  while (at < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resumed = at;
    } else if (p < pattern.size() && pattern[p] == text[at]) {
      ++p;
      ++at;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      at = ++resumed;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

bool passes_text(std::string const& text, std::string const& test, std::string const& what) {
  if (test == "prefix")
    return text.starts_with(what);
  if (test == "suffix")
    return text.ends_with(what);
  if (test == "wildcard")
    return is_like(text, what);
  return equal_ignoring_case(text, what);
}

bool passes_affix(std::string const& text, std::string const& test, Json const& what) {
  if (what.is_string())
    return passes_text(text, test, what.get<std::string>());
  return passes_text(lower_case(text), test, lower_case(what.front().get<std::string>()));
}

bool is_anything_but(Json const& value, Json const& what) {
  if (what.is_object()) {
    if (!value.is_string())
      return true;
    auto const& test = what.begin().key();
    auto const text = value.get<std::string>();
    auto const& texts = what.front();
    if (texts.is_string())
      return !passes_text(text, test, texts.get<std::string>());
    return std::none_of(texts.begin(), texts.end(), [&](Json const& one) {
      return passes_text(text, test, one.get<std::string>());
    });
  }
  if (!what.is_array())
    return value != what;
  return std::find(what.begin(), what.end(), value) == what.end();
}

bool passes(Json const& value, Json const& test) {
  auto const& name = test.begin().key();
  auto const& what = test.begin().value();
  if (name == "exists")
    return what.get<bool>();
  if (name == "anything-but")
    return is_anything_but(value, what);
  if (name == "numeric")
    return passes_numeric(value, what);
  return value.is_string() && passes_affix(value.get<std::string>(), name, what);
}

bool fits_one(Json const& value, Json const& wanted) {
  return std::any_of(wanted.begin(), wanted.end(), [&](Json const& one) {
    return one.is_object() ? passes(value, one) : one == value;
  });
}

// Only values are there: an object is not. Of a list each item is tried.
bool fits(Json const* value, Json const& wanted) {
  if (value == nullptr || value->is_object())
    return std::any_of(wanted.begin(), wanted.end(), [](Json const& one) {
      return one.is_object() && one.contains("exists") && !one["exists"].get<bool>();
    });
  if (!value->is_array())
    return fits_one(*value, wanted);
  return std::any_of(value->begin(), value->end(),
                     [&](Json const& item) { return is_value(item) && fits_one(item, wanted); });
}

bool fits_object(Json const* document, Json const& pattern);

bool fits_member(Json const* document, std::string const& name, Json const& wanted) {
  if (name == "$or")
    return std::any_of(wanted.begin(), wanted.end(),
                       [&](Json const& alternative) { return fits_object(document, alternative); });
  Json const* value = nullptr;
  if (document != nullptr && document->is_object()) {
    auto const found = document->find(name);
    value = found == document->end() ? nullptr : &*found;
  }
  if (wanted.is_array())
    return fits(value, wanted);
  if (value == nullptr || !value->is_array())
    return fits_object(value, wanted);
  return std::any_of(value->begin(), value->end(),
                     [&](Json const& item) { return fits_object(&item, wanted); });
}

bool fits_object(Json const* document, Json const& pattern) {
  for (auto const& [name, wanted] : pattern.items())
    if (!fits_member(document, name, wanted))
      return false;
  return true;
}

}  // namespace

Result<EventPattern> EventPattern::read(std::string_view text) {
  auto json = parsed(text);
  if (!json || !json->is_object())
    return Error{"InvalidPattern", "Filter is not an object"};
  if (depth_of(*json) > depth_max)
    return Error{"InvalidPattern", "Pattern is nested too deep"};
  if (auto fault = fault_in_object(*json))
    return Error{"InvalidPattern", *fault};
  return EventPattern{std::make_shared<Tree const>(Tree{std::move(*json)})};
}

bool EventPattern::matches(std::string_view document) const {
  auto const json = parsed(document);
  return json && fits_object(&*json, tree_->json);
}

EventPattern::Asks EventPattern::asks(std::string_view member) const {
  auto const found = tree_->json.find(std::string{member});
  if (found == tree_->json.end())
    return Asks::nothing;
  return found->is_object() ? Asks::object : Asks::list;
}

}  // namespace proofbox
