// What the Sales API announces to the rest of the shop: that the stock is empty, and that somebody
// bought as a Vip does.
#pragma once

#include "engines/sns/shapes.hpp"
#include "lambda/function.hpp"
#include "sales/purchase.hpp"
#include "shop/warehouse.hpp"

namespace proofbox::shop {

// To stock_empty: everything that an order needs. Environment: TOPIC_ARN, STOCK_INCREASE_API.
sns::Publish stock_is_empty(lambda::Context const& context, Product const& product,
                            std::int64_t count);

// The same as the shop's first version had it: product and factory by their ids, no more.
sns::Publish stock_is_empty(lambda::Context const& context, Ids const& ids);

// To vip_purchase (VIP_TOPIC_ARN).
sns::Publish bought_as_vip(lambda::Context const& context, Purchase const& purchase);

}  // namespace proofbox::shop
