// Rows of a database as JSON, columns in their order.
#pragma once

#include <fmt/format.h>

#include <string>

#include "base/text.hpp"
#include "ports/database.hpp"
#include "shape/json.hpp"

namespace proofbox {

inline void write_json_value(std::string& out, Value const& value) {
  if (auto const* number = std::get_if<std::int64_t>(&value))
    out += std::to_string(*number);
  else if (auto const* real = std::get_if<double>(&value))
    out += fmt::format("{}", *real);
  else if (auto const* text = std::get_if<std::string>(&value))
    write_json_text(out, *text);
  else if (auto const* blob = std::get_if<Blob>(&value))
    write_json_text(out, base64(blob->bytes));
  else
    out += "null";
}

// One row as an object.
inline std::string row_json(Rows const& rows, std::size_t row) {
  std::string out = "{";
  for (std::size_t i = 0; i < rows.columns.size(); ++i) {
    out += i > 0 ? "," : "";
    write_json_text(out, rows.columns[i]);
    out += ':';
    write_json_value(out, rows.rows[row][i]);
  }
  return out + '}';
}

// All rows as a list of objects.
inline std::string rows_json(Rows const& rows) {
  std::string out = "[";
  for (std::size_t row = 0; row < rows.rows.size(); ++row)
    out += (row > 0 ? "," : "") + row_json(rows, row);
  return out + ']';
}

}  // namespace proofbox
