// Reads rules by which things go wrong, wherever they are written: in a step of a story, in what
// PUT faults is sent, in a file's list. docs/faults.md explains the grammar.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "box/box.hpp"
#include "faults/rule.hpp"
#include "match/document.hpp"

namespace proofbox::match {

// Of all faults that a box has, as they are written.
inline constexpr std::size_t faults_bytes_max = 1 << 20;

// A mistake: where, and one sentence with the remedy.
struct BadFault {
  Place place;
  std::string complaint;
};

struct FaultReading {
  std::optional<faults::Rule> rule;
  std::optional<BadFault> mistake;  // where there is no rule
};
FaultReading read_fault(Node const& node);

// Why one more does not fit beside those that are laid already; nothing where it does.
std::optional<std::string> why_too_many(faults::Rule const& rule, Box& box);

struct FaultsReading {
  std::vector<faults::Rule> rules;  // their names differ
  std::optional<BadFault> mistake;
};
FaultsReading read_faults(Node const& list);

// Why a rule that is well formed could never strike in this box; nothing where it could.
std::optional<BadFault> why_in_vain(faults::Rule const& rule, Node const& node, Box& box);

}  // namespace proofbox::match
