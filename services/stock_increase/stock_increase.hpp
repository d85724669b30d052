// stock_inc_lambda: the Factory calls back when the donuts are done, and they go into stock.
#pragma once

#include "lambda/events.hpp"
#include "lambda/function.hpp"

namespace proofbox::shop {

// POST /product/donut with the Factory's order as body. A callback that comes twice adds once.
Task<Result<lambda::HttpAnswer>> stock_increase(lambda::Context& context,
                                                lambda::HttpEvent const& event);

}  // namespace proofbox::shop
