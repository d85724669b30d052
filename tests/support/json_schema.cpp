#include "support/json_schema.hpp"

#include <array>
#include <regex>

namespace proofbox::test {
namespace {

using nlohmann::json;

bool is_of_type(json const& at, std::string const& type) {
  if (type == "integer")
    return at.is_number_integer();
  return type == (at.is_number() ? "number" : at.type_name());
}

bool is_of_types(json const& at, json const& types) {
  if (types.is_string())
    return is_of_type(at, types);
  for (auto const& type : types)
    if (is_of_type(at, type))
      return true;
  return false;
}

bool finds(json const& pattern, std::string const& text) {
  return std::regex_search(text, std::regex{pattern.get<std::string>()});
}

constexpr std::array known_words{"$schema",       "$id",          "$ref",    "title",
                                 "description",   "definitions",  "type",    "const",
                                 "enum",          "pattern",      "minimum", "maximum",
                                 "required",      "properties",   "items",   "minItems",
                                 "maxItems",      "oneOf",        "anyOf",   "additionalProperties",
                                 "propertyNames", "minProperties"};

}  // namespace

std::optional<std::string> JsonSchema::complaint(json const& document) const {
  return check(root_, document, "");
}

std::optional<std::string> JsonSchema::check(json const& schema, json const& at,
                                             std::string const& way) const {
  if (schema.is_boolean())
    return schema.get<bool>() ? Complaint{} : way + ": nothing is allowed here";
  for (auto const& [word, value] : schema.items())
    if (std::find(known_words.begin(), known_words.end(), word) == known_words.end())
      return "the schema has the word " + word;
  if (auto const reference = schema.find("$ref"); reference != schema.end()) {
    auto const pointer = reference->get<std::string>().substr(1);
    if (auto found = check(root_.at(json::json_pointer{pointer}), at, way))
      return found;
  }
  if (schema.contains("type") && !is_of_types(at, schema["type"]))
    return way + " is not of the type " + schema["type"].dump();
  if (schema.contains("const") && at != schema["const"])
    return way + " is not " + schema["const"].dump();
  if (schema.contains("enum") &&
      std::find(schema["enum"].begin(), schema["enum"].end(), at) == schema["enum"].end())
    return way + " is none of " + schema["enum"].dump();
  if (schema.contains("pattern") && at.is_string() && !finds(schema["pattern"], at))
    return way + " is not like " + schema["pattern"].dump();
  if (schema.contains("minimum") && at.is_number() && at < schema["minimum"])
    return way + " is less than " + schema["minimum"].dump();
  if (schema.contains("maximum") && at.is_number() && at > schema["maximum"])
    return way + " is more than " + schema["maximum"].dump();
  if (schema.contains("oneOf"))
    if (auto found = check_choice(schema["oneOf"], true, at, way))
      return found;
  if (schema.contains("anyOf"))
    if (auto found = check_choice(schema["anyOf"], false, at, way))
      return found;
  if (at.is_object())
    return check_object(schema, at, way);
  return at.is_array() ? check_list(schema, at, way) : Complaint{};
}

std::optional<std::string> JsonSchema::check_choice(json const& choices, bool just_one,
                                                    json const& at, std::string const& way) const {
  std::string complaints;
  int fits = 0;
  for (auto const& choice : choices) {
    auto const found = check(choice, at, way);
    fits += found ? 0 : 1;
    complaints += found ? "\n  " + *found : "";
  }
  if (fits == 0)
    return way + " fits nothing:" + complaints;
  if (just_one && fits > 1)
    return way + " fits " + std::to_string(fits) + " at once";
  return {};
}

std::optional<std::string> JsonSchema::check_object(json const& schema, json const& at,
                                                    std::string const& way) const {
  for (auto const& key : schema.value("required", json::array()))
    if (!at.contains(key.get<std::string>()))
      return way + " lacks " + key.dump();
  if (at.size() < schema.value("minProperties", std::size_t{0}))
    return way + " has too few members";
  auto const properties = schema.value("properties", json::object());
  for (auto const& [key, value] : at.items()) {
    auto const there = way + '/' + key;
    if (schema.contains("propertyNames"))
      if (auto found = check(schema["propertyNames"], key, there))
        return found;
    auto const* inner = properties.contains(key)                  ? &properties[key]
                        : schema.contains("additionalProperties") ? &schema["additionalProperties"]
                                                                  : nullptr;
    if (inner != nullptr)
      if (auto found = check(*inner, value, there))
        return found;
  }
  return {};
}

std::optional<std::string> JsonSchema::check_list(json const& schema, json const& at,
                                                  std::string const& way) const {
  if (at.size() < schema.value("minItems", std::size_t{0}))
    return way + " has too few items";
  if (schema.contains("maxItems") && at.size() > schema["maxItems"].get<std::size_t>())
    return way + " has too many items";
  if (schema.contains("items"))
    for (std::size_t i = 0; i < at.size(); ++i)
      if (auto found = check(schema["items"], at[i], way + '/' + std::to_string(i)))
        return found;
  return {};
}

}  // namespace proofbox::test
