#include "shape/shape.hpp"

#include <fmt/format.h>

#include <charconv>

#include "base/text.hpp"

namespace proofbox {
namespace {

// As AWS writes it: "200.0" has its point even where it is whole.
std::string decimal(double number) {
  auto text = fmt::format("{}", number);
  if (text.find_first_of(".en") == std::string::npos)
    text += ".0";
  return text;
}

}  // namespace

bool assign_text(Type const& type, void* object, std::string_view text) {
  switch (type.kind) {
    case Kind::optional: return assign_text(*type.element, type.emplace(object), text);
    case Kind::text: *static_cast<std::string*>(object) = text; return true;
    case Kind::integer: {
      auto const number = parse_integer(text);
      if (number)
        *static_cast<std::int64_t*>(object) = *number;
      return number.has_value();
    }
    case Kind::number: {
      double number = 0;
      auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
      *static_cast<double*>(object) = number;
      return error == std::errc{} && end == text.data() + text.size();
    }
    case Kind::boolean: {
      bool const yes = equal_ignoring_case(text, "true") || text == "1";
      *static_cast<bool*>(object) = yes;
      return yes || equal_ignoring_case(text, "false") || text == "0";
    }
    case Kind::blob: {
      auto bytes = from_base64(text);
      if (bytes)
        static_cast<Blob*>(object)->bytes = std::move(*bytes);
      return bytes.has_value();
    }
    case Kind::instant: {
      auto const instant = parse_instant(text);
      if (instant)
        *static_cast<Instant*>(object) = *instant;
      return instant.has_value();
    }
    case Kind::list:
    case Kind::map:
    case Kind::structure: return false;
  }
  return false;
}

std::string text_of(Type const& type, void const* object) {
  switch (type.kind) {
    case Kind::optional:
      return type.present(object) ? text_of(*type.element, type.value(object)) : std::string{};
    case Kind::text: return *static_cast<std::string const*>(object);
    case Kind::integer: return std::to_string(*static_cast<std::int64_t const*>(object));
    case Kind::number: return decimal(*static_cast<double const*>(object));
    case Kind::boolean: return *static_cast<bool const*>(object) ? "true" : "false";
    case Kind::blob: return base64(static_cast<Blob const*>(object)->bytes);
    case Kind::instant: return iso8601(*static_cast<Instant const*>(object));
    case Kind::list:
    case Kind::map:
    case Kind::structure: break;
  }
  return {};
}

}  // namespace proofbox
