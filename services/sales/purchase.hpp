// What a buyer asks for at the checkout: who buys, and how many.
#pragma once

#include <optional>
#include <string>

#include "base/result.hpp"
#include "lambda/events.hpp"

namespace proofbox::shop {

struct Purchase {
  std::string user_id;  // empty: somebody
  std::int64_t quantity = 1;
};

// The body is optional: {"userId": "kim", "quantity": 100}; `count` is another word for the
// quantity. The Error is what the buyer reads.
Result<Purchase> purchase_of(lambda::HttpEvent const& event);

}  // namespace proofbox::shop
