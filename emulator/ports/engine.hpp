// An engine is a state machine: handle(Turn&, Op const&, Op::Output&) does what a caller asks,
// advance does what time alone makes due. An error leaves the turn's changes, parcels and rings
// empty. A wait may stand beside changes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "ports/turn.hpp"

namespace proofbox {

class Engine {
 public:
  virtual ~Engine() = default;

  // The earliest instant at which advance has something to do; it may be past.
  virtual std::optional<Instant> next_due() const { return {}; }
  virtual void advance(Turn&) {}

  // How a parcel of this engine fared: retries, dead letters and delivery logs begin here.
  virtual void carried(Turn&, Parcel const&, Outcome const&) {}

  // Puts back a row that this engine once had kept; called before anything else, table by table in
  // their order. What comes back is why there can be no such row; nothing where all is well.
  virtual std::optional<std::string> restore(Table const&, void const* row) = 0;

  // Called when all rows are back, before anything else: asks for what was under way outside and
  // does not come by itself.
  virtual void resume(Turn&) {}

  // Asks for all rows to be kept anew, also those that only a document of the whole box has. A new
  // engine that these are put back into saves the very same ones.
  virtual void save(Turn&) const {}

  // The tables that restore knows.
  virtual std::vector<Table const*> tables() const { return {}; }
};

}  // namespace proofbox
