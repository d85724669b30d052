#include "control/row_document.hpp"

#include <fmt/format.h>

#include <utility>

namespace proofbox::control {
namespace {

void write_value(std::string& out, Type const& type, void const* object);

void write_list(std::string& out, Type const& type, void const* object) {
  out += '[';
  for (std::size_t i = 0; i < type.size(object); ++i) {
    out += i > 0 ? "," : "";
    write_value(out, *type.element, type.at(object, i));
  }
  out += ']';
}

void write_map(std::string& out, Type const& type, void const* object) {
  out += '{';
  type.each(object, [&](std::string const& key, void const* value) {
    out += out.ends_with('{') ? "" : ",";
    write_json_text(out, key);
    out += ':';
    write_value(out, *type.element, value);
  });
  out += '}';
}

void write_value(std::string& out, Type const& type, void const* object) {
  switch (type.kind) {
    case Kind::instant: return write_json_text(out, precise(*static_cast<Instant const*>(object)));
    case Kind::number: out += fmt::format("{}", *static_cast<double const*>(object)); return;
    case Kind::optional: return write_value(out, *type.element, type.value(object));
    case Kind::list: return write_list(out, type, object);
    case Kind::map: return write_map(out, type, object);
    case Kind::structure: return write_row_document(out, type.shape(), object);
    default: return write_json_value(out, type, object);
  }
}

// What reading makes by itself: nothing, or no items.
bool is_left_out(Member const& member, void const* row) {
  auto const& type = *member.type;
  auto const* const at = member.in(row);
  if (type.kind == Kind::optional)
    return !type.present(at);
  bool const is_many = type.kind == Kind::list || type.kind == Kind::map;
  return is_many && type.size(at) == 0 && !member.traits.required;
}

}  // namespace

std::string precise(Instant when) {
  auto text = iso8601(when);
  auto const nanoseconds = (when.time_since_epoch() % 1ms + 1ms) % 1ms;
  if (nanoseconds == Duration{})
    return text;
  text.insert(text.size() - 1, fmt::format("{:06}", nanoseconds.count()));
  return text;
}

void write_row_document(std::string& out, Shape const& shape, void const* row) {
  out += '{';
  bool is_first = true;
  for (auto const& member : shape.members()) {
    if (is_left_out(member, row))
      continue;
    out += std::exchange(is_first, false) ? "" : ",";
    write_json_text(out, member.name);
    out += ':';
    write_value(out, *member.type, member.in(row));
  }
  out += '}';
}

std::optional<std::string> read_row_document(std::string_view text, Shape const& shape, void* row) {
  auto const misfit = read_json(text, shape, row, Unknown::refused);
  if (!misfit)
    return {};
  auto const path = misfit->member.empty() ? std::string{} : '.' + misfit->member;
  if (misfit->kind == Misfit::Kind::missing)
    return path + " is missing.";
  if (misfit->kind == Misfit::Kind::type)
    return fmt::format(
        "{}: {}.", path,
        misfit->value.starts_with("no ") ? misfit->value : misfit->value + " is not for it");
  return path + " cannot be read.";
}

}  // namespace proofbox::control
