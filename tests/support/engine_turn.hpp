// One engine by itself: a turn goes in as a struct, and comes back as a struct.
#pragma once

#include <vector>

#include "ports/engine.hpp"
#include "sim/filler_signer.hpp"

namespace proofbox::test {

// Holds what a turn needs; `now` is the test's to move.
struct EngineTurns {
  Instant now = *parse_instant("2023-05-25T09:00:00+09:00");
  Random random{1, "test"};
  Caller caller{};
  std::vector<Parcel> parcels = {};  // of the latest turn
  std::vector<Bell> rings = {};
  std::vector<Note> notes = {};
  std::optional<Turn::Wait> wait = {};
  std::uint64_t call = 0;  // the same for a call that is asked again
  bool is_again = false;
  Strictness strict = {};
  Allowances allowed = {};
  sim::FillerSigner signer{};

  // Does what is due by now, as a box would, then the operation.
  template <class Engine, class Op>
  auto operator()(Engine& engine, Op const& op) {
    if (auto const due = engine.next_due(); due && *due <= now)
      advance(engine);
    Turn turn{now, random, caller, now, false, strict, allowed, &signer, call, is_again};
    auto result = engine.handle(turn, op);
    take(turn);
    return result;
  }

  void advance(proofbox::Engine& engine) {
    Turn turn{now, random, caller, now, false, strict, allowed, &signer};
    engine.advance(turn);
    take(turn);
  }

 private:
  void take(Turn& turn) {
    parcels = std::move(turn.parcels);
    rings = std::move(turn.rings);
    notes = std::move(turn.notes);
    wait = turn.wait;
  }
};

}  // namespace proofbox::test
