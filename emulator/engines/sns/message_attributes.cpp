#include "engines/sns/message_attributes.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "engines/sns/errors.hpp"

namespace proofbox::sns {
namespace {

constexpr std::size_t name_bytes_max = 256;

bool is_name_character(char32_t c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == '.';
}

std::optional<Error> bad_name(std::string_view name) {
  if (name.size() > name_bytes_max)
    return errors::bad_message_attribute(
        "Length of message attribute name must be less than 256 bytes.");
  if (name.starts_with('.'))
    return errors::bad_message_attribute(
        "Invalid message attribute name starting with character '.' was found.");
  if (name.ends_with('.'))
    return errors::bad_message_attribute(
        "Invalid message attribute name ending with character '.' was found.");
  char32_t before = 0;
  for (auto rest = name; !rest.empty();) {
    auto const c = take_code_point(rest);
    if (!is_name_character(c))
      return errors::bad_message_attribute(
          fmt::format("Invalid non-alphanumeric character '#x{:X}' was found in the message "
                      "attribute name. Can only include "
                      "alphanumeric characters, hyphens, underscores, or dots.",
                      static_cast<std::uint32_t>(c)));
    if (c == '.' && before == '.')
      return errors::bad_message_attribute(
          "Message attribute name can not have successive '.' character.");
    before = c;
  }
  return {};
}

// "Number" of "Number.int"; empty where the type has none of AWS's prefixes.
std::string_view base_type(std::string_view type) {
  for (std::string_view base : {"Binary", "Number", "String"})
    if (type == base ||
        (type.starts_with(base) && type.size() > base.size() + 1 && type[base.size()] == '.'))
      return base;
  return {};
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// -12, +3.5, .5, 6e23
bool is_number(std::string_view text) {
  auto const take_sign = [&] {
    if (text.starts_with('-') || text.starts_with('+'))
      text.remove_prefix(1);
  };
  auto const take_digits = [&] {
    std::size_t count = 0;
    while (count < text.size() && is_digit(text[count]))
      ++count;
    text.remove_prefix(count);
    return count;
  };
  take_sign();
  auto digits = take_digits();
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    digits += take_digits();
  }
  if (digits == 0)
    return false;
  if (text.starts_with('e') || text.starts_with('E')) {
    text.remove_prefix(1);
    take_sign();
    if (take_digits() == 0)
      return false;
  }
  return text.empty();
}

std::optional<Error> bad_value(std::string_view name, MessageAttributeValue const& value) {
  auto const& type = *value.data_type;
  auto const base = base_type(type);
  if (base.empty())
    return errors::bad_message_attribute(
        fmt::format("The message attribute '{}' has an invalid message attribute type, the set of "
                    "supported type prefixes is "
                    "Binary, Number, and String.",
                    name));
  bool const binary = base == "Binary";
  bool const there = binary ? value.binary_value.has_value() : value.string_value.has_value();
  bool const other_there = binary ? value.string_value.has_value() : value.binary_value.has_value();
  if (!there && other_there)
    return errors::bad_message_attribute(
        fmt::format("The message attribute '{}' with type '{}' must use field '{}'.", name, type,
                    binary ? "Binary" : "String"));
  if (!there || (binary ? value.binary_value->bytes : *value.string_value).empty())
    return errors::bad_message_attribute(
        fmt::format("The message attribute '{}' must contain non-empty message attribute value for "
                    "message attribute type '{}'.",
                    name, type));
  if (base == "Number" && !is_number(*value.string_value))
    return errors::bad_message_attribute(
        fmt::format("Could not cast message attribute '{}' value to number.", name));
  return {};
}

}  // namespace

std::optional<Error> bad_message_attributes(MessageAttributes const& attributes,
                                            std::string_view path) {
  for (auto const& [name, value] : attributes) {
    if (auto error = bad_name(name))
      return error;
    if (!value.data_type)
      return errors::validation("null", fmt::format("{}.{}.member.dataType", path, name),
                                "must not be null");
    if (auto error = bad_value(name, value))
      return error;
  }
  return {};
}

std::size_t size_of(MessageAttributes const& attributes) {
  std::size_t size = 0;
  for (auto const& [name, value] : attributes)
    size += name.size() + value.data_type.value_or("").size() +
            value.string_value.value_or("").size() +
            (value.binary_value ? value.binary_value->bytes.size() : 0);
  return size;
}

bool is_binary(MessageAttributeValue const& value) {
  return base_type(*value.data_type) == "Binary";
}

}  // namespace proofbox::sns
