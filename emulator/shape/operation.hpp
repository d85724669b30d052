// An operation is a type: `sqs::SendMessage` is the request, `SendMessage::Output` its answer. An
// Operation is that type erased: its service, its name, both shapes. Each service's shapes.hpp
// names the service once, by a `service_of` that is found through the operation's namespace.
#pragma once

#include <memory>
#include <string_view>

#include "shape/shape.hpp"

namespace proofbox {

struct Operation {
  std::string_view service;
  std::string_view name;
  Shape const* input;
  Shape const* output;
  std::shared_ptr<void> (*make_input)();
  std::shared_ptr<void> (*make_output)();
};

template <class Op>
Operation const& operation_of() {
  using Output = typename Op::Output;
  static Operation const operation{
      service_of(static_cast<Op const*>(nullptr)),
      Op::shape().name(),
      &Op::shape(),
      &Output::shape(),
      []() -> std::shared_ptr<void> { return std::make_shared<Op>(); },
      []() -> std::shared_ptr<void> { return std::make_shared<Output>(); }};
  return operation;
}

// The output of an operation that answers nothing.
struct Nothing {
  static Shape const& shape() {
    static Shape const shape = Describe<Nothing>("Nothing");
    return shape;
  }
};

}  // namespace proofbox
