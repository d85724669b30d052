#include "engines/factory/order.hpp"

namespace proofbox::factory {

Shape const& Order::shape() {
  static Shape const shape = Describe<Order>("OrderRow")
                                 .member("number", &Order::number)
                                 .member("id", &Order::id)
                                 .member("payload", &Order::payload)
                                 .member("ordered_at", &Order::ordered_at)
                                 .member("ready_at", &Order::ready_at)
                                 .member("attempt_at", &Order::attempt_at)
                                 .member("attempts", &Order::attempts)
                                 .member("delivered", &Order::delivered)
                                 .member("under_way", &Order::under_way);
  return shape;
}

std::string_view state_of(Order const& order) {
  if (order.delivered)
    return "delivered";
  if (order.attempts == 0)
    return "baking";
  return order.attempt_at ? "delivering" : "given up";
}

}  // namespace proofbox::factory
