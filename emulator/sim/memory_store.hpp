// A Store that keeps the rows' bytes in memory: what is committed outlives the box that committed
// it, so that a restart can be simulated.
#pragma once

#include <map>
#include <string>

#include "ports/store.hpp"

namespace proofbox::sim {

class MemoryStore : public Store {
 public:
  bool keeps() const override { return true; }
  Task<void> commit(std::vector<Change> changes) override;
  void load(Table const& table, std::function<void(void const* row)> const& each) override;

  std::size_t size(Table const& table) const;

 private:
  std::map<std::string, std::map<std::string, std::string>, std::less<>> tables_;
};

// Keeps nothing: for a box whose memory is all that it needs.
class NoStore : public Store {
 public:
  bool keeps() const override { return false; }
  Task<void> commit(std::vector<Change>) override { co_return; }
  void load(Table const&, std::function<void(void const*)> const&) override {}
};

}  // namespace proofbox::sim
