// A program that runs beside the loop, with our own input and output, and whose end the loop hears
// of.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ports/scheduler.hpp"

namespace proofbox::live {

class Loop;

class ChildProcess {
 public:
  // Nothing takes a variable out.
  using Variables = std::vector<std::pair<std::string, std::optional<std::string>>>;

  // Starts command[0], which is looked for in PATH, with our environment and the variables in it.
  // `ended` runs once, in the loop. Throws std::runtime_error where it cannot be started.
  ChildProcess(Loop& loop, std::vector<std::string> const& command, Variables const& variables,
               Job ended);
  ~ChildProcess();
  ChildProcess(ChildProcess const&) = delete;
  ChildProcess& operator=(ChildProcess const&) = delete;

  // A signal's number; nothing where it has ended.
  void signal(int number);

  // As a shell tells it: the program's own exit code, or 128 and the signal that ended it.
  int exit_code() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace proofbox::live
