// The Sales API: shows the donut, and sells it as long as there are any. A buyer who comes too late
// makes the shop say so to whoever can do something about it; one who buys very many is made known
// to those who care for Vips.
#pragma once

#include "lambda/events.hpp"
#include "lambda/function.hpp"

namespace proofbox::shop {

// GET /product/donut and POST /checkout. Environment: TOPIC_ARN (where an empty stock is
// announced), VIP_TOPIC_ARN (a Vip's purchase), STOCK_INCREASE_API (where the Factory is to call
// back) and MESSAGE_FORM ("A", the first version's, or "B").
Task<Result<lambda::HttpAnswer>> sales(lambda::Context& context, lambda::HttpEvent const& event);

}  // namespace proofbox::shop
