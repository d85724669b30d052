// What POST wait is asked: events or a state, for how long, and what to keep of what came.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "match/document.hpp"

namespace proofbox::control {

struct WaitOrder {
  std::vector<match::Node> patterns;  // of events; empty where a state is waited for
  bool is_list = false;               // they came as a list
  match::Node state;                  // an object by names of states
  Duration within = 5s;               // of box time
  bool none = false;                  // it is not to happen
  std::vector<std::pair<std::string, std::string>> capture;  // names and paths
  std::optional<std::uint64_t> after;                        // the event behind which one looks
  std::optional<Duration> patience;  // of wall time, with a clock that stands still
};

// A refusal's message is a sentence with its place.
Result<WaitOrder> read_wait_order(std::string_view body);

}  // namespace proofbox::control
