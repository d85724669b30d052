// JSON to a struct and back, by its Shape. The reader fills the struct while it parses: no document
// stands in between. Unknown members are skipped and null counts as absent, as AWS does; at most 32
// levels deep.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "shape/limits.hpp"
#include "shape/shape.hpp"

namespace proofbox {

// What becomes of members that the shape does not know: AWS skips them; a file that a person wrote
// must not have any.
enum class Unknown { skipped, refused };

// Which members a text may have: those of a REST body, where the others stand in the path, the
// query string and the headers, or all.
enum class Members { all, of_body };

// Fills `object`, a default-made struct of the shape, or says what did not fit. An empty text is an
// empty object.
std::optional<Misfit> read_json(std::string_view text, Shape const& shape, void* object,
                                Unknown unknown = Unknown::skipped, Members members = Members::all);

// Whether the text is one JSON value of any kind, however deep.
bool is_json(std::string_view text);

// Appends the struct as one JSON object without blanks, members in the order of the description;
// absent optionals, and lists and maps that are empty, are left out.
void write_json(std::string& out, Shape const& shape, void const* object);

// Appends a text as a JSON string with its quotes. Bytes that are not UTF-8 are written as U+FFFD.
void write_json_text(std::string& out, std::string_view text);

// Appends any described value, not only a struct.
void write_json_value(std::string& out, Type const& type, void const* object);

template <class T>
std::string to_json(T const& object) {
  std::string text;
  write_json_value(text, type_of<T>(), &object);
  return text;
}

template <class T>
std::optional<Misfit> from_json(std::string_view text, T& object) {
  return read_json(text, T::shape(), &object);
}

}  // namespace proofbox
