// stock_lambda: hears of an empty stock and orders at the Factory. An order that the Factory did
// not take fails the invocation, so that its message comes back, and in the end waits in the
// dead-letter queue.
#pragma once

#include "lambda/events.hpp"
#include "lambda/function.hpp"

namespace proofbox::shop {

// What a consumer of a queue answers is of no interest to the queue; the shop's answers nothing.
struct Consumed {
  std::optional<std::int64_t> status_code;
  std::optional<std::string> body;
  static Shape const& shape();
};

// Environment: FACTORY_API, and STOCK_INCREASE_API for notifications that do not name a callback.
Task<Result<Consumed>> stock(lambda::Context& context, lambda::QueueEvent const& event);

}  // namespace proofbox::shop
