// A box as it is at one moment, whole: what a document of it tells, and what it goes back to. It
// refers to no box, so that any other one can be put into the same state.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "box/clock.hpp"
#include "ports/allowances.hpp"
#include "ports/strictness.hpp"
#include "ports/table.hpp"

namespace proofbox {

struct State {
  using Chance = std::map<std::string, Random::State>;  // by purpose

  struct Rows {
    Table const* table = nullptr;
    std::vector<std::string> rows;  // encoded by shape/row, in order of their keys
  };
  struct Database {
    std::string name;
    std::vector<std::string> statements;  // that make it anew
  };
  struct Deployed {
    std::string name;
    std::string settings;  // as JSON
    bool operator==(Deployed const&) const = default;
  };

  Instant now{};
  Clock::Pace pace{};
  std::uint64_t seed = 1;
  std::string region;
  Strictness strict{};
  Allowances allowed{};
  std::optional<Deployed> deployed;
  std::uint64_t calls = 0;  // that were made
  Chance engines, streams;  // of the engines, and of the box itself
  std::vector<Rows> tables;
  std::vector<Database> databases;
  Instant api_full_at{};  // when the HTTP API's throttle lets in a whole burst again

  // How much memory it takes, about.
  std::size_t size() const;
};

// The tables that a state may have, those of all engines and the box's own: by name, null where
// there is none.
Table const* state_table(std::string_view name);

}  // namespace proofbox
