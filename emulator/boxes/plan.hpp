// How a box is made: what may be said of it, by the command line or over HTTP.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "box/box.hpp"
#include "config/contents.hpp"

namespace proofbox::boxes {

struct Plan {
  std::uint64_t seed = 1;
  Clock::Pace clock{Clock::Mode::real};
  std::optional<Instant> start = {};  // the wall's time where absent
  std::string shop = "donut";         // or "none", or its settings as a JSON object
  Strictness strict = {};
  Allowances allowed = {};
  std::string region = "us-east-1";
  std::optional<Duration> ttl = {};  // of wall time, from when it is made; for ever where absent
  std::size_t events_max = 10'000;
  std::vector<AccessKey> keys = {{"test", "test"}};
  // What stands in it from the start, and again after a reset; nothing where null.
  std::shared_ptr<config::Contents const> contents = {};
};

// Reads {"seed": 7, "clock": "skip", "start": "2023-05-25T09:00:00+09:00", "shop": "none",
// "strict": ["sandbox"], "allow": [], "region": "ap-northeast-2", "ttl": "10m", "config": false};
// what is not said is as in `standing`. The Error's message is one sentence about the first
// mistake.
Result<Plan> read_plan(std::string_view text, Plan const& standing);

// The words of such an object, and what one of them says of a plan. Throws match::Stop.
std::vector<std::string_view> const& plan_words();
void read_plan_word(std::string_view word, match::Node const& value, Plan& plan);

// The same, as far as it can be said over HTTP, on one line without the outer braces.
std::string plan_json(Plan const& plan);

}  // namespace proofbox::boxes
