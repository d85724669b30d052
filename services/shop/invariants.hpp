// The laws of the shop.
#pragma once

#include <memory>
#include <vector>

#include "ports/invariant.hpp"

namespace proofbox::shop {

// "never oversold": the stock is never negative, and no more donuts are sold than there were and
// came.
std::vector<std::unique_ptr<Invariant>> invariants();

}  // namespace proofbox::shop
