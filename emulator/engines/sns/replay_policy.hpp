// Which part of its topic's archive a subscription is to have once more.
// https://docs.aws.amazon.com/sns/latest/dg/message-archiving-and-replay-subscriber.html
#pragma once

#include <optional>
#include <string_view>

#include "base/result.hpp"
#include "base/time.hpp"

namespace proofbox::sns {

struct ReplayPolicy {
  Instant from{};
  // With an end, the subscription gets what lies before it and nothing that is published later.
  std::optional<Instant> to = {};
};

// Reads {"PointType":"Timestamp","StartingPoint":"...","EndingPoint":"..."}; the last may be
// absent. The error's message says what is wrong with it.
Result<ReplayPolicy> read_replay_policy(std::string_view text);

}  // namespace proofbox::sns
