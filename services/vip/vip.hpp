// vip_lambda: hears of a purchase of 100 donuts or more and makes its buyer a Vip, in the
// customers' own database. However often a message comes, a Vip is a Vip.
#pragma once

#include "lambda/events.hpp"
#include "lambda/function.hpp"

namespace proofbox::shop {

Task<Result<Done>> vip(lambda::Context& context, lambda::QueueEvent const& event);

}  // namespace proofbox::shop
