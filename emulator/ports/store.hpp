// Where changes become durable. An answer leaves only after the changes that it promises are
// committed.
#pragma once

#include <functional>
#include <vector>

#include "base/task.hpp"
#include "ports/table.hpp"

namespace proofbox {

class Store {
 public:
  virtual ~Store() = default;

  // Whether anything is kept at all; if not, engines need not encode rows.
  virtual bool keeps() const = 0;

  // Returns when the changes are durable; commits end in the order in which they began. Of nothing:
  // a barrier behind all earlier ones.
  virtual Task<void> commit(std::vector<Change> changes) = 0;

  // Calls `each` with every row of the table, in order of the keys.
  virtual void load(Table const& table, std::function<void(void const* row)> const& each) = 0;
};

}  // namespace proofbox
