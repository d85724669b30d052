#include "recordings/query_form.hpp"

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "base/text.hpp"

namespace proofbox::test {
namespace {

using Json = nlohmann::json;

class Writer {
 public:
  Writer(std::string& form, QueryStyle style) : form_(form), style_(style) {}

  void structure(std::string const& prefix, Shape const& shape, Json const& value) {
    for (auto const& [name, held] : value.items()) {
      auto const* member = shape.find(name);
      if (member == nullptr)
        throw std::runtime_error(std::string{shape.name()} + " has no member " + name);
      auto const path = prefix + std::string{member->query_name()};
      write(path, *member->type, member->traits, held);
    }
  }

 private:
  void write(std::string const& path, Type const& type, Traits const& traits, Json const& value) {
    switch (type.kind) {
      case Kind::optional: return write(path, *type.element, traits, value);
      case Kind::structure: return structure(path + '.', type.shape(), value);
      case Kind::list: return list(path, *type.element, value);
      case Kind::map: return map(path, *type.element, traits, value);
      default: return field(path, value.is_string() ? value.get<std::string>() : value.dump());
    }
  }

  // An empty list is a field without a value.
  void list(std::string const& path, Type const& element, Json const& value) {
    if (value.empty())
      return field(path, "");
    auto const level = style_ == QueryStyle::flattened ? path + '.' : path + ".member.";
    for (std::size_t i = 0; i < value.size(); ++i)
      write(level + std::to_string(i + 1), element, optional, value[i]);
  }

  void map(std::string const& path, Type const& element, Traits const& traits, Json const& value) {
    auto const level = style_ == QueryStyle::flattened ? path + '.' : path + ".entry.";
    auto const named = [](std::string_view given, char const* otherwise) {
      return '.' + (given.empty() ? std::string{otherwise} : std::string{given});
    };
    std::size_t number = 0;
    for (auto const& [key, held] : value.items()) {
      auto const entry = level + std::to_string(++number);
      field(entry + named(traits.key_in_query, "key"), key);
      write(entry + named(traits.value_in_query, "value"), element, optional, held);
    }
  }

  void field(std::string const& name, std::string const& value) {
    form_ += '&' + percent_encode(name) + '=' + percent_encode(value);
  }

  std::string& form_;
  QueryStyle style_;
};

}  // namespace

std::string query_form(Operation const& operation, std::string_view version, QueryStyle style,
                       Json const& input) {
  auto form =
      "Action=" + std::string{operation.name} + "&Version=" + percent_encode(std::string{version});
  Writer{form, style}.structure("", *operation.input, input);
  return form;
}

}  // namespace proofbox::test
