// AWS as a program sees it:
//   sqs::SendMessage send{...};
//   auto const sent = co_await cloud(send);
#pragma once

#include <cstdint>
#include <optional>

#include "base/result.hpp"
#include "base/task.hpp"
#include "shape/operation.hpp"

namespace proofbox {

class Client {
 public:
  virtual ~Client() = default;

  template <class Op>
  Task<Result<typename Op::Output>> operator()(Op const& op) {
    typename Op::Output output{};
    auto error = co_await call(operation_of<Op>(), &op, &output);
    if (error)
      co_return std::move(*error);
    co_return std::move(output);
  }
  template <class Op>
  void operator()(Op const&& op) = delete;  // name it first: base/task.hpp

  // The event in the trace of the latest call, which what follows from it names as its cause.
  std::uint64_t latest_event = 0;

  // `input` and `output` are structs of the operation's shapes; both outlive the task.
  virtual Task<std::optional<Error>> call(Operation const& operation, void const* input,
                                          void* output) = 0;
};

}  // namespace proofbox
