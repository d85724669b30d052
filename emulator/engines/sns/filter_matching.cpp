// Which messages a filter policy lets through.
#include <arpa/inet.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "engines/sns/filter_policy.hpp"
#include "engines/sns/message_attributes.hpp"

namespace proofbox::sns {

// An object whose members filters ask for; nothing where the message has none that can be read.
struct FilteredMessage::Read {
  nlohmann::json object;
  bool readable = false;
};

namespace {

using Json = nlohmann::json;
using Rule = FilterRule;

// No message that anybody means is nested deeper; one that is fits no policy.
constexpr int depth_max = 100;

// Discarded where it is no JSON, or too deep.
Json read(std::string const& text) {
  bool too_deep = false;
  auto value = Json::parse(
      text,
      [&](int depth, Json::parse_event_t, Json&) {
        too_deep |= depth > depth_max;
        return !too_deep;
      },
      /*exceptions*/ false);
  return too_deep ? Json(Json::value_t::discarded) : value;
}

bool is_in(FilterNetwork const& network, std::string const& address) {
  char bytes[16];
  bool const six = network.bytes.size() == 16;
  if (inet_pton(six ? AF_INET6 : AF_INET, address.c_str(), bytes) != 1)
    return false;
  for (int bit = 0; bit < network.bits; ++bit) {
    auto const byte = static_cast<std::size_t>(bit / 8);
    auto const mask = 0x80 >> (bit % 8);
    if ((bytes[byte] & mask) != (network.bytes[byte] & mask))
      return false;
  }
  return true;
}

bool is_between(Rule const& rule, double number) {
  auto const& [bottom, top] = std::pair{rule.bottom, rule.top};
  if (bottom && (number < bottom->number || (number == bottom->number && !bottom->included)))
    return false;
  return !top || number < top->number || (number == top->number && top->included);
}

// Of a value that is there, and is no object and no list.
bool fits(Rule const& rule, Json const& value) {
  auto const text = value.is_string() ? value.get_ref<std::string const&>() : std::string{};
  switch (rule.kind) {
    case Rule::Kind::text: return value.is_string() && text == rule.text;
    case Rule::Kind::number: return value.is_number() && value.get<double>() == rule.number;
    case Rule::Kind::yes: return value == true;
    case Rule::Kind::no: return value == false;
    case Rule::Kind::null: return value.is_null();
    case Rule::Kind::prefix: return value.is_string() && text.starts_with(rule.text);
    case Rule::Kind::suffix: return value.is_string() && text.ends_with(rule.text);
    case Rule::Kind::equals_ignore_case:
      return value.is_string() && equal_ignoring_case(text, rule.text);
    case Rule::Kind::anything_but:
      return std::none_of(rule.but.begin(), rule.but.end(),
                          [&](Rule const& one) { return fits(one, value); });
    case Rule::Kind::numeric: return value.is_number() && is_between(rule, value.get<double>());
    case Rule::Kind::cidr: return value.is_string() && is_in(rule.network, text);
    case Rule::Kind::exists: return true;
    case Rule::Kind::absent: return false;
  }
  return false;
}

// Of a list one element is enough.
bool any_fits(std::vector<Rule> const& any, Json const& value) {
  if (value.is_array())
    return std::any_of(value.begin(), value.end(),
                       [&](Json const& element) { return any_fits(any, element); });
  return !value.is_object() &&
         std::any_of(any.begin(), any.end(), [&](Rule const& rule) { return fits(rule, value); });
}

bool all_fit(FilterFields const& fields, Json const& object, std::string const& path);

// What stands under a name: a name with dots is also a way through the objects, and the way may
// lead through the elements of lists.
void find(Json const& object, std::string_view name, std::vector<Json const*>& found) {
  if (object.is_array()) {
    for (auto const& element : object)
      find(element, name, found);
    return;
  }
  if (!object.is_object())
    return;
  if (auto const whole = object.find(std::string{name}); whole != object.end())
    found.push_back(&*whole);
  for (auto dot = name.find('.'); dot != name.npos; dot = name.find('.', dot + 1))
    if (auto const part = object.find(std::string{name.substr(0, dot)}); part != object.end())
      find(*part, name.substr(dot + 1), found);
}

bool leaf_fits(FilterFields::Key const& key, Json const& object, std::string const& path) {
  std::vector<Json const*> found;
  find(object, path + key.name, found);
  if (found.empty())
    return std::any_of(key.any.begin(), key.any.end(),
                       [](Rule const& rule) { return rule.kind == Rule::Kind::absent; });
  return std::any_of(found.begin(), found.end(),
                     [&](Json const* value) { return any_fits(key.any, *value); });
}

// The members of one object together; of a list of objects one that has all is enough. Names may
// also stand flat in the outer object, with dots.
bool nested_fits(FilterFields const& fields, Json const& value) {
  if (value.is_array())
    return std::any_of(value.begin(), value.end(),
                       [&](Json const& element) { return nested_fits(fields, element); });
  return value.is_object() && all_fit(fields, value, {});
}

bool key_fits(FilterFields::Key const& key, Json const& object, std::string const& path) {
  if (!key.nested)
    return leaf_fits(key, object, path);
  std::vector<Json const*> found;
  find(object, path + key.name, found);
  if (found.empty())
    return all_fit(*key.nested, object, path + key.name + '.');
  return std::any_of(found.begin(), found.end(),
                     [&](Json const* value) { return nested_fits(*key.nested, *value); });
}

bool all_fit(FilterFields const& fields, Json const& object, std::string const& path) {
  auto const fits_here = [&](FilterFields const& branch) { return all_fit(branch, object, path); };
  return std::all_of(fields.keys.begin(), fields.keys.end(),
                     [&](auto const& key) { return key_fits(key, object, path); }) &&
         std::all_of(fields.choices.begin(), fields.choices.end(), [&](auto const& choice) {
           return std::any_of(choice.begin(), choice.end(), fits_here);
         });
}

// An attribute's name is a whole, dots and all. One that is not there counts as null (recorded from
// AWS).
bool attributes_fit(FilterFields const& fields, Json const& attributes) {
  auto const key_fits_attribute = [&](FilterFields::Key const& key) {
    auto const found = attributes.find(key.name);
    if (found == attributes.end())
      return std::any_of(key.any.begin(), key.any.end(), [](Rule const& rule) {
        return rule.kind == Rule::Kind::absent || rule.kind == Rule::Kind::null;
      });
    return any_fits(key.any, *found);
  };
  return std::all_of(fields.keys.begin(), fields.keys.end(), key_fits_attribute) &&
         std::all_of(fields.choices.begin(), fields.choices.end(), [&](auto const& choice) {
           return std::any_of(choice.begin(), choice.end(), [&](FilterFields const& branch) {
             return attributes_fit(branch, attributes);
           });
         });
}

// What filters see of an attribute: bytes are not looked at, and a list that cannot be read fits
// nothing.
void add(Json& to, std::string const& name, MessageAttributeValue const& value) {
  if (is_binary(value))
    return;
  auto const& text = *value.string_value;
  auto const& type = *value.data_type;
  if (type.starts_with("Number") || type == "String.Array") {
    auto parsed = read(text);
    bool const as_told = type == "String.Array" ? parsed.is_array() : parsed.is_number();
    to[name] = as_told ? std::move(parsed) : Json::array();
    return;
  }
  to[name] = text;
}

}  // namespace

FilteredMessage::FilteredMessage(Notification const& notification) : notification_(notification) {}
FilteredMessage::~FilteredMessage() = default;

FilteredMessage::Read const& FilteredMessage::attributes() {
  if (attributes_)
    return *attributes_;
  attributes_ = std::make_unique<Read>(Read{Json::object(), true});
  for (auto const& [name, value] : notification_.attributes)
    add(attributes_->object, name, value);
  return *attributes_;
}

FilteredMessage::Read const& FilteredMessage::body() {
  if (body_)
    return *body_;
  body_ = std::make_unique<Read>();
  body_->object = read(notification_.message);
  body_->readable = body_->object.is_object();
  return *body_;
}

bool FilterPolicy::lets_through(FilteredMessage& message) const {
  if (scope_ == Scope::attributes)
    return attributes_fit(*fields_, message.attributes().object);
  auto const& body = message.body();
  return body.readable && all_fit(*fields_, body.object, {});
}

}  // namespace proofbox::sns
