// An engine in its place in a box. Only for the files of this folder.
#pragma once

#include "box/box.hpp"

namespace proofbox {

struct Box::Installed {
  Kit const* kit;
  std::unique_ptr<Engine> engine;
  Random random;
  Timer due;                        // the engine's next deadline, on the agenda
  std::optional<Instant> due_at{};  // when it rings
  std::uint64_t resets = 0;  // a parcel of an engine before a reset is nothing to the one after it
};

}  // namespace proofbox
