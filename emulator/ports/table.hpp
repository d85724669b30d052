// What an engine wants kept: rows of tables. A row is a described struct; it is encoded in the turn
// that changes it, so that no store ever sees an engine's object.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "shape/shape.hpp"

namespace proofbox {

struct Table {
  std::string_view name;
  Shape const& (*row)();
  std::shared_ptr<void> (*make_row)();
};

template <class RowOf>
Table table(std::string_view name) {
  return {name, &RowOf::shape, []() -> std::shared_ptr<void> { return std::make_shared<RowOf>(); }};
}

// A row put in place of the one with the same key, or taken away.
struct Change {
  Table const* table;
  std::string key;
  std::optional<std::string> row;  // encoded by shape/row; nothing removes it
};

}  // namespace proofbox
