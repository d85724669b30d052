#include "recordings/xml_answer.hpp"

#include <nlohmann/json.hpp>
#include <pugixml.hpp>
#include <stdexcept>

#include "base/text.hpp"

namespace proofbox::test {
namespace {

using Json = nlohmann::json;

[[noreturn]] void refuse(std::string const& what, std::string const& xml) {
  throw std::runtime_error(what + ": " + xml);
}

Member const* member_named(Shape const& shape, std::string_view element) {
  for (auto const& member : shape.members())
    if (member.query_name() == element)
      return &member;
  return nullptr;
}

class Reader {
 public:
  explicit Reader(QueryStyle style) : style_(style) {}

  Json structure(pugi::xml_node from, Shape const& shape) const {
    auto members = Json::object();
    for (auto const element : from.children()) {
      if (element.type() != pugi::node_element)
        throw std::runtime_error("text between the elements of " + std::string{from.name()});
      if (auto const* member = member_named(shape, element.name()))
        put(members, std::string{member->name}, *member->type, member->traits, element);
      else
        members[element.name()] = element.child_value();
    }
    return members;
  }

 private:
  void put(Json& members, std::string const& name, Type const& type, Traits const& traits,
           pugi::xml_node element) const {
    if (type.kind == Kind::optional)
      return put(members, name, *type.element, traits, element);
    bool const flat = style_ == QueryStyle::flattened;
    if (type.kind == Kind::list && flat)
      return add_item(members[name], *type.element, element);
    if (type.kind == Kind::map && flat)
      return add_entry(members[name], *type.element, traits, element);
    if (members.contains(name))
      throw std::runtime_error("there are two of " + name);
    members[name] = value(type, traits, element);
  }

  Json value(Type const& type, Traits const& traits, pugi::xml_node element) const {
    switch (type.kind) {
      case Kind::optional: return value(*type.element, traits, element);
      case Kind::structure: return structure(element, type.shape());
      case Kind::list: {
        auto items = Json::array();
        for (auto const item : element.children())
          add_item(items, *type.element, only(item, "member"));
        return items;
      }
      case Kind::map: {
        auto entries = Json::object();
        for (auto const entry : element.children())
          add_entry(entries, *type.element, traits, only(entry, "entry"));
        return entries;
      }
      default: return scalar(type.kind, element.child_value());
    }
  }

  void add_item(Json& items, Type const& element, pugi::xml_node item) const {
    items.push_back(value(element, optional, item));
  }

  void add_entry(Json& entries, Type const& element, Traits const& traits,
                 pugi::xml_node entry) const {
    auto const named = [](std::string_view given, char const* otherwise) {
      return given.empty() ? std::string{otherwise} : std::string{given};
    };
    auto const key = entry.child(named(traits.key_in_query, "key").c_str());
    auto const held = entry.child(named(traits.value_in_query, "value").c_str());
    if (!key || !held)
      throw std::runtime_error("an entry of " + std::string{entry.name()} + " is not whole");
    entries[key.child_value()] = value(element, optional, held);
  }

  static pugi::xml_node only(pugi::xml_node node, std::string_view name) {
    if (node.name() != name)
      throw std::runtime_error("<" + std::string{node.name()} + "> where <" + std::string{name} +
                               "> belongs");
    return node;
  }

  static Json scalar(Kind kind, std::string const& text) {
    if (kind == Kind::boolean && (text == "true" || text == "false"))
      return text == "true";
    if (kind == Kind::integer && parse_integer(text))
      return *parse_integer(text);
    if (kind == Kind::number)
      return Json::parse(text);
    return text;
  }

  QueryStyle style_;
};

pugi::xml_document parse(std::string const& xml) {
  pugi::xml_document document;
  auto const parsed =
      document.load_string(xml.c_str(), pugi::parse_default | pugi::parse_ws_pcdata_single);
  if (!parsed)
    refuse(parsed.description(), xml);
  return document;
}

Json document_of(pugi::xml_node node) {
  auto members = Json::object();
  for (auto const element : node.children()) {
    if (element.type() != pugi::node_element)
      return node.child_value();
    if (members.contains(element.name()))
      throw std::runtime_error("there are two of " + std::string{element.name()});
    members[element.name()] = document_of(element);
  }
  return members;
}

}  // namespace

Json read_xml_answer(std::string const& xml, Operation const& operation, QueryStyle style) {
  auto const document = parse(xml);
  auto const name = std::string{operation.name};
  auto const root = document.child((name + "Response").c_str());
  auto const result = root.child((name + "Result").c_str());
  bool const has_result = operation.output != &Nothing::shape();
  if (!root.child("ResponseMetadata").child("RequestId") || has_result != !result.empty())
    refuse("no answer of " + name, xml);
  return has_result ? Reader{style}.structure(result, *operation.output) : Json::object();
}

Json read_xml_error(std::string const& xml) {
  auto const document = parse(xml);
  auto const root = document.child("ErrorResponse");
  if (!root.child("Error") || !root.child("RequestId"))
    refuse("no error of AWS Query", xml);
  auto error = Json::object();
  for (auto const element : root.child("Error").children())
    error[element.name()] = element.first_child() ? Json(element.child_value()) : Json();
  return {{"Error", std::move(error)}};
}

Json read_xml_document(std::string const& xml) { return document_of(parse(xml)); }

}  // namespace proofbox::test
