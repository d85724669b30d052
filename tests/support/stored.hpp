// What a store holds after all that was kept, row by row, and what a box says of itself: both as
// text that a person can read.
#pragma once

#include <map>
#include <string>

#include "box/box.hpp"
#include "control/row_document.hpp"
#include "shape/row.hpp"
#include "sim/memory_store.hpp"

namespace proofbox::test {

inline std::string row_text(Table const& table, void const* row) {
  std::string text{table.name};
  text += ' ';
  control::write_row_document(text, table.row(), row);
  return text;
}

inline std::vector<std::string> rows_of(State const& state, Table const& table) {
  std::vector<std::string> texts;
  for (auto const& rows : state.tables)
    for (auto const& bytes : rows.table == &table ? rows.rows : std::vector<std::string>{}) {
      auto const row = table.make_row();
      check(read_row(bytes, table.row(), row.get()), "a row of a state can be read");
      texts.push_back(row_text(table, row.get()));
    }
  return texts;
}

inline std::vector<std::string> rows_of(sim::MemoryStore& store, Table const& table) {
  std::vector<std::string> texts;
  store.load(table, [&](void const* row) { texts.push_back(row_text(table, row)); });
  return texts;
}

}  // namespace proofbox::test
