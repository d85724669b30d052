#include "vip/vip.hpp"

#include "shop/connection.hpp"
#include "shop/customers.hpp"
#include "shop/events.hpp"

namespace proofbox::shop {
namespace {

Task<Result<Done>> make_vips(Customers& customers, lambda::QueueEvent const& event) {
  for (auto const& record : event.records) {
    auto const purchase = vip_purchase_of(record);
    if (!purchase)
      co_return purchase.error();
    // Whoever may publish to the topic could say anything: the rule is kept where it counts.
    if (purchase->quantity < vip_quantity)
      continue;
    auto const made = co_await customers.make_vip(purchase->user_id, purchase->order_id);
    if (!made)
      co_return made.error();
  }
  co_return Done{};
}

}  // namespace

Task<Result<Done>> vip(lambda::Context& context, lambda::QueueEvent const& event) {
  auto connection = co_await Connection::open(context, "customers");
  if (!connection)
    co_return connection.error();
  Customers customers{connection->database()};
  auto const made = co_await make_vips(customers, event);
  co_await connection->close();
  co_return made;
}

}  // namespace proofbox::shop
