#include "sim/memory_store.hpp"

#include "shape/row.hpp"

namespace proofbox::sim {

Task<void> MemoryStore::commit(std::vector<Change> changes) {
  for (auto& change : changes) {
    auto& rows = tables_[std::string{change.table->name}];
    if (change.row)
      rows[change.key] = std::move(*change.row);
    else
      rows.erase(change.key);
  }
  co_return;
}

void MemoryStore::load(Table const& table, std::function<void(void const* row)> const& each) {
  auto const rows = tables_.find(table.name);
  if (rows == tables_.end())
    return;
  for (auto const& [key, bytes] : rows->second) {
    auto const row = table.make_row();
    check(read_row(bytes, table.row(), row.get()), "a row that was kept can be read");
    each(row.get());
  }
}

std::size_t MemoryStore::size(Table const& table) const {
  auto const rows = tables_.find(table.name);
  return rows == tables_.end() ? 0 : rows->second.size();
}

}  // namespace proofbox::sim
