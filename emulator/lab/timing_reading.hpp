// Reads what a step has that begins at a time of its own, the steps that only such stories have,
// and who makes a call. Only for the files of this folder.
#pragma once

#include <set>
#include <string>

#include "lab/scenario.hpp"

namespace proofbox::lab {

class TimingReader {
 public:
  static bool is_timed(Node const& step) { return step.find("at") != nullptr; }

  // Puts a step's time into `made`; the answer is the step without it. `is_inner`: it stands in
  // another step, where it cannot have one.
  Node read(Node const& step, Step& made, bool is_inner);

  // What only a step with a time may be, and what such a step may not.
  void check(Step const& made, std::string const& verb, Node const& step) const;

  void fill_hang_up(Step& made, Node const& step) const;

 private:
  std::set<std::uint64_t> numbers_;  // of the calls so far
  Duration latest_{};
};

void fill_answer(Step& made, Node const& step);

CallerGiven caller_given(Node const& node);

// "http://127.0.0.1:4566" or "http://box/_box/t42".
std::string endpoint_of(Node const& node);

// 8 to 64 hexadecimal digits.
std::string trace_hash(Node const& node);

// Of a body that is no text; `around` has none that is one.
std::string base64_bytes(Node const& node, Node const& around);

}  // namespace proofbox::lab
