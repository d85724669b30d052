// proofbox replay: plays scenarios and says what happened.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lambda/deployment.hpp"

namespace proofbox::commands {

struct ReplayOptions {
  std::vector<std::string> paths;     // files and directories
  std::optional<std::uint64_t> seed;  // instead of each scenario's own
  std::string trace;                  // a file for the trace; one scenario only
  std::string junit, json, html;      // files for reports
  std::string until;                  // a duration from the start, or an instant
  bool twice = false;                 // run twice, and show the first line that differs
  bool update = false;                // write the golden traces anew
};

int replay(ReplayOptions const& options, lambda::Deployable const& shop);

}  // namespace proofbox::commands
