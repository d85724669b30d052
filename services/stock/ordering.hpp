// Ordering at the Factory what a notification of an empty stock says is needed.
#pragma once

#include <string>

#include "lambda/function.hpp"
#include "shop/events.hpp"

namespace proofbox::shop {

// The order that a notification asks for. A later notification says it all; an early one (product
// and factory by their ids) is looked up in the warehouse: one donut, and the callback that the
// environment names (STOCK_INCREASE_API). The Error names what is missing.
Task<Result<Order>> order_of(lambda::Context& context, Envelope const& envelope,
                             std::string const& message_id);

// Posts the order to the Factory (FACTORY_API). An Error where it was not taken.
Task<Result<Done>> order_at_factory(lambda::Context& context, Order const& order);

// The same without waiting for the answer, or for the request to leave.
Result<Done> order_without_waiting(lambda::Context& context, Order const& order);

}  // namespace proofbox::shop
