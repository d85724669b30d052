// The command line: which subcommands there are, their flags and their help. One file a subcommand
// does the work.
#pragma once

#include "lambda/deployment.hpp"

namespace proofbox::commands {

// Exit codes of every command.
inline constexpr int held = 0;        // all that was asked holds
inline constexpr int broke = 1;       // an expectation or a law broke
inline constexpr int misused = 2;     // the command line or a file is wrong
inline constexpr int box_failed = 3;  // the box itself failed

// Parses the command line and runs the command; returns the exit code of the process. `shop` is
// what serve and replay deploy.
int run(int argc, char** argv, lambda::Deployable const& shop);

}  // namespace proofbox::commands
