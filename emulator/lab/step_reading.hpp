// Reads the steps of a scenario and knows, from step to step, which values have a name by then.
// Only for the files of this folder.
#pragma once

#include <string>
#include <vector>

#include "lab/scenario.hpp"
#include "lab/timing_reading.hpp"

namespace proofbox::lab {

class StepReader {
 public:
  // `others`: names that may be meant where one is not known.
  explicit StepReader(std::vector<std::string> others) : others_(std::move(others)) {}

  std::vector<Step> list(Node const& node, std::string_view name);

  // An expectation of the state after the steps that were read.
  Node const& state(Node const& expect, std::string_view name) const;

 private:
  Step step(Node const& whole_node);
  void fill(Step& made, Node const& node, std::string const& verb);
  void fill_call(Step& made, Node const& node) const;
  void fill_aws(Step& made, Node const& node) const;
  void fill_http(Step& made, Node const& node, std::string const& what, std::size_t blank) const;
  void fill_together(Step& made, Node const& node);
  void fill_load(Step& made, Node const& node);
  void fill_repeat(Step& made, Node const& node);
  void fill_never(Step& made, Node const& node) const;
  void fill_fault(Step& made, Node const& node);  // fault_steps.cpp
  void fill_state(Step& made, Node const& node, bool waits) const;
  void know(Step const& step);
  void check_uses(Node const& node) const;
  Node const& expectation(Node const& expect) const;

  std::vector<std::string> known_, others_;
  TimingReader timing_;
  int depth_ = 0;                    // 1: a step of the story's own
  std::vector<std::string> faults_;  // that have a name by now
  bool may_have_others_ = false;     // faults whose names come with values
};

}  // namespace proofbox::lab
