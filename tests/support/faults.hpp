// Faults as texts, for tests.
#pragma once

#include "match/fault_reading.hpp"

namespace proofbox::test {

inline faults::Rule fault(std::string_view text) {
  match::Place where;
  auto const node = match::read_document(text, where);
  check(node.ok(), "the fault of a test is JSON");
  auto reading = match::read_fault(*node);
  check(reading.rule.has_value(), reading.mistake ? reading.mistake->complaint.c_str() : "");
  return std::move(*reading.rule);
}

inline void lay(Box& box, std::string_view text) {
  box.rules().lay(fault(text), box.agenda().now());
}

}  // namespace proofbox::test
