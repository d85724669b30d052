// proofbox serve: boxes behind a real port, the first of them `main`, until it is told to stop; and
// proofbox exec: the same for as long as a command runs.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "box/clock.hpp"
#include "config/contents.hpp"
#include "lambda/deployment.hpp"
#include "ports/access_key.hpp"
#include "ports/allowances.hpp"
#include "ports/strictness.hpp"

namespace proofbox::commands {

struct ServeOptions {
  std::string host = "127.0.0.1";
  int port = 4566;                              // 0: a free one
  std::optional<int> smtp_port, smtp_tls_port;  // no mail is taken where absent
  std::string shop = "donut";                   // or "none", or its settings as JSON
  Clock::Pace clock;
  std::string region = "us-east-1";
  std::uint64_t seed = 1;
  std::optional<Instant> start;  // the wall's time where absent
  std::string log = "text";      // or "json"
  std::size_t events_max = 10'000;
  std::vector<std::string> allow_hosts, allow_origins;
  Strictness strict;
  Allowances allowed;
  std::vector<AccessKey> keys;  // the box's own where empty
  // What stands in the box from the start; nothing where null.
  std::shared_ptr<config::Contents const> contents;
  std::string record;           // the file that main is recorded in; none where empty
  // To run beside the box, which ends with it; none where empty. What it needs to find the box is
  // in its environment, and the box's log is shown only where it fails.
  std::vector<std::string> command;
};

// Returns the command's own exit code where there is one.
int serve(ServeOptions const& options, lambda::Deployable const& shop);

}  // namespace proofbox::commands
