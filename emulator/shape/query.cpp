#include "shape/query.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace proofbox {
namespace {

// The fields as a tree: "Tag.1.Key=a" is Tag > 1 > Key with the value "a".
struct Branch {
  std::string_view name;
  std::string_view value = {};
  bool has_value = false;
  std::vector<Branch> branches = {};

  Branch const* find(std::string_view wanted) const {
    for (auto const& branch : branches)
      if (branch.name == wanted)
        return &branch;
    return nullptr;
  }
};

constexpr std::size_t depth_limit = 16;
constexpr std::size_t fields_limit = 20'000;

// Fields are sorted by their path, so each branch's fields are neighbours.
struct Field {
  std::vector<std::string_view> path;
  std::string_view value;
};

bool number_or_text_less(std::string_view left, std::string_view right) {
  auto const l = parse_integer(left), r = parse_integer(right);
  if (l && r && *l != *r)
    return *l < *r;
  return left < right;
}

bool path_less(Field const& left, Field const& right) {
  return std::lexicographical_compare(left.path.begin(), left.path.end(), right.path.begin(),
                                      right.path.end(), number_or_text_less);
}

Branch grow(std::vector<Field> const& fields) {
  Branch root{""};
  for (auto const& field : fields) {
    auto* at = &root;
    for (auto part : field.path) {
      if (at->branches.empty() || at->branches.back().name != part)
        at->branches.push_back({part});
      at = &at->branches.back();
    }
    if (at->has_value)  // the first of two equal fields counts
      continue;
    at->value = field.value;
    at->has_value = true;
  }
  return root;
}

class Reader {
 public:
  explicit Reader(QueryStyle style) : style_(style) {}

  std::optional<Misfit> structure(Branch const& from, Shape const& shape, void* object,
                                  std::string const& path) {
    for (auto const& member : shape.members()) {
      auto const here = path + std::string{member.name};
      auto const* branch = from.find(member.query_name());
      if (branch == nullptr && member.query_name() != member.name)
        branch = from.find(member.name);
      if (branch == nullptr) {
        if (member.traits.required)
          return Misfit{Misfit::Kind::missing, here};
        continue;
      }
      // What a list holds is named as forms name it: "SendMessageBatchRequestEntry.1.Id".
      auto const within = path + std::string{branch->name};
      if (auto misfit = value(*branch, *member.type, member.in(object), member.traits, within))
        return misfit;
    }
    return {};
  }

 private:
  std::optional<Misfit> value(Branch const& from, Type const& type, void* object,
                              Traits const& traits, std::string const& path) {
    switch (type.kind) {
      case Kind::optional: return value(from, *type.element, type.emplace(object), traits, path);
      case Kind::structure: return structure(from, type.shape(), object, path + '.');
      case Kind::list: return list(from, type, object, path);
      case Kind::map: return map(from, type, object, traits, path);
      default:
        if (assign_text(type, object, from.value))
          return {};
        return Misfit{Misfit::Kind::type, path, std::string{from.value}};
    }
  }

  // The branch that holds 1, 2, 3 ...: this one, or its "member" (or "entry").
  Branch const* items(Branch const& from, std::string_view level) const {
    return style_ == QueryStyle::flattened ? &from : from.find(level);
  }

  std::optional<Misfit> list(Branch const& from, Type const& type, void* object,
                             std::string const& path) {
    auto const* numbered = items(from, "member");
    if (numbered == nullptr)
      return {};
    if (numbered->branches.empty() && !numbered->value.empty())  // one alone: "AttributeName=All"
      return value(*numbered, *type.element, type.append(object), optional, path);
    for (auto const& item : numbered->branches)
      if (auto misfit = value(item, *type.element, type.append(object), optional,
                              path + '.' + std::string{item.name}))
        return misfit;
    return {};
  }

  std::optional<Misfit> map(Branch const& from, Type const& type, void* object,
                            Traits const& traits, std::string const& path) {
    auto const* numbered = items(from, "entry");
    if (numbered == nullptr)
      return {};
    if (key_of(*numbered, traits) != nullptr)  // one alone: "Attribute.Name=Policy"
      return entry(*numbered, type, object, traits, path);
    for (auto const& item : numbered->branches)
      if (auto misfit = entry(item, type, object, traits, path + '.' + std::string{item.name}))
        return misfit;
    return {};
  }

  static Branch const* key_of(Branch const& entry, Traits const& traits) {
    return entry.find(traits.key_in_query.empty() ? "key" : traits.key_in_query);
  }

  std::optional<Misfit> entry(Branch const& from, Type const& type, void* object,
                              Traits const& traits, std::string const& path) {
    auto const* key = key_of(from, traits);
    auto const* held = from.find(traits.value_in_query.empty() ? "value" : traits.value_in_query);
    if (key == nullptr || held == nullptr)
      return Misfit{Misfit::Kind::missing, path};
    return value(*held, *type.element, type.insert(object, key->value), optional, path);
  }

  QueryStyle style_;
};

}  // namespace

std::optional<Form> read_form(std::string_view text) {
  Form form;
  if (text.empty())
    return form;
  for (auto part : split(text, '&')) {
    if (part.empty())
      continue;
    if (form.size() == fields_limit)
      return {};
    auto const equals = part.find('=');
    auto name = percent_decode(part.substr(0, equals), true);
    auto value = equals == std::string_view::npos ? std::string{}
                                                  : percent_decode(part.substr(equals + 1), true);
    if (!is_utf8(name) || !is_utf8(value))
      return {};
    form.emplace_back(std::move(name), std::move(value));
  }
  return form;
}

std::string_view field(Form const& form, std::string_view name) {
  for (auto const& [key, value] : form)
    if (key == name)
      return value;
  return {};
}

std::optional<Misfit> read_query(Form const& form, Shape const& shape, QueryStyle style,
                                 void* object) {
  std::vector<Field> fields;
  fields.reserve(form.size());
  for (auto const& [name, value] : form) {
    auto path = split(name, '.');
    if (path.size() > depth_limit)
      return Misfit{Misfit::Kind::syntax, name, "nested too deep"};
    fields.push_back({std::move(path), value});
  }
  std::stable_sort(fields.begin(), fields.end(), path_less);
  return Reader{style}.structure(grow(fields), shape, object, {});
}

}  // namespace proofbox
