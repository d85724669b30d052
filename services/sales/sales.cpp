#include "sales/sales.hpp"

#include <fmt/format.h>

#include "sales/announcements.hpp"
#include "shop/connection.hpp"
#include "shop/customers.hpp"
#include "shop/events.hpp"
#include "shop/mistakes.hpp"

namespace proofbox::shop {
namespace {

lambda::HttpAnswer database_failed() { return answer(500, "데이터베이스 연결 오류"); }
lambda::HttpAnswer no_such_product() { return answer(400, "상품 없음"); }

Task<Result<lambda::HttpAnswer>> show(Warehouse& warehouse) {
  auto const product = co_await warehouse.shown(donut_sku);
  if (!product)
    co_return database_failed();
  if (!*product)
    co_return no_such_product();
  auto shown = answer(200, "");
  shown.body = **product;
  co_return shown;
}

// Reads the stock, subtracts, and writes what it has worked out: whoever does the same in between
// has read the same number, and the same donut is sold twice.
Task<Result<std::optional<std::int64_t>>> sell_without_looking_again(Warehouse& warehouse,
                                                                     std::int64_t quantity) {
  auto const product = co_await warehouse.product(donut_sku);
  if (!product)
    co_return product.error();
  if (!*product || (*product)->stock < quantity)
    co_return std::optional<std::int64_t>{};
  auto const left = (*product)->stock - quantity;
  auto const set = co_await warehouse.set_stock(donut_sku, left);
  if (!set)
    co_return set.error();
  co_return std::optional{left};
}

Task<Result<std::optional<std::int64_t>>> sell(lambda::Context& context, Warehouse& warehouse,
                                               std::int64_t quantity) {
  if (makes(context, mistake::reads_then_writes_the_stock))
    co_return co_await sell_without_looking_again(warehouse, quantity);
  co_return co_await warehouse.sell(donut_sku, quantity);
}

// A sale of which nobody could tell the customers' side is no sale: the donuts go back.
Task<Result<lambda::HttpAnswer>> sold(lambda::Context& context, Warehouse& warehouse,
                                      Purchase const& purchase, std::int64_t left) {
  if (purchase.quantity >= vip_quantity && !purchase.user_id.empty()) {
    auto const publish = bought_as_vip(context, purchase);
    auto const published = co_await context.cloud(publish);
    if (!published) {
      auto const back = co_await warehouse.put_back(donut_sku, purchase.quantity);
      static_cast<void>(back);
      co_return published.error();
    }
  }
  co_return answer(200, fmt::format("구매 완료! 남은 재고: {}", left));
}

// Announces what is missing in the early form, by the ids.
Task<Result<Done>> announce_by_ids(lambda::Context& context, Warehouse& warehouse) {
  bool const has_no_alias = makes(context, mistake::selects_without_alias);
  auto ids = has_no_alias ? warehouse.ids_without_alias(donut_sku) : warehouse.ids(donut_sku);
  auto const read = co_await std::move(ids);
  if (!read)
    co_return read.error();
  auto const publish = stock_is_empty(context, *read);
  auto const published = co_await context.cloud(publish);
  if (published)
    co_return Done{};
  // An async route of Express 4 that throws answers nobody, ever.
  if (has_no_alias)
    co_await context.scheduler.sleep_until(Instant::max());
  co_return published.error();
}

Task<Result<Done>> announce(lambda::Context& context, Warehouse& warehouse, Product const& product,
                            std::int64_t quantity) {
  if (context.variable("MESSAGE_FORM") == "A")
    co_return co_await announce_by_ids(context, warehouse);
  auto const publish = stock_is_empty(context, product, quantity);
  auto const published = co_await context.cloud(publish);
  if (!published)
    co_return published.error();
  co_return Done{};
}

// The documents' shop announces each failed purchase, and so orders again for each. The cure does
// so once until something arrives.
Task<Result<Done>> announce_shortage(lambda::Context& context, Warehouse& warehouse,
                                     Product const& product, std::int64_t quantity) {
  if (!is_cured(context, cure::orders_once_a_shortage))
    co_return co_await announce(context, warehouse, product, quantity);
  auto const is_first = co_await warehouse.begin_restocking(product.sku);
  if (!is_first)
    co_return is_first.error();
  if (!*is_first)
    co_return Done{};
  auto const announced = co_await announce(context, warehouse, product, quantity);
  if (!announced) {
    auto const ended = co_await warehouse.end_restocking(product.sku);
    static_cast<void>(ended);
  }
  co_return announced;
}

Task<Result<lambda::HttpAnswer>> sold_out(lambda::Context& context, Warehouse& warehouse,
                                          std::int64_t quantity) {
  auto const product = co_await warehouse.product(donut_sku);
  if (!product)
    co_return database_failed();
  if (!*product)
    co_return no_such_product();
  auto const& missing = **product;
  auto const announced = co_await announce_shortage(context, warehouse, missing, quantity);
  if (!announced)
    co_return announced.error();
  // More may have come since; when the buyer was refused, fewer were there than were wanted.
  auto const left = std::min(missing.stock, quantity - 1);
  // k6 and every other client takes a 200 for a success: the documents' shop says so all the same.
  int const status = is_cured(context, cure::failed_purchase_is_no_success) ? 409 : 200;
  co_return answer(status, fmt::format("구매 실패! 남은 재고: {}", left));
}

Task<Result<lambda::HttpAnswer>> check_out(lambda::Context& context, Warehouse& warehouse,
                                           Purchase const& purchase) {
  auto const left = co_await sell(context, warehouse, purchase.quantity);
  if (!left)
    co_return database_failed();
  if (*left)
    co_return co_await sold(context, warehouse, purchase, **left);
  co_return co_await sold_out(context, warehouse, purchase.quantity);
}

bool is_sale(Result<lambda::HttpAnswer> const& answer) {
  return answer && answer->body.find("구매 완료!") != std::string::npos;
}

}  // namespace

Task<Result<lambda::HttpAnswer>> sales(lambda::Context& context, lambda::HttpEvent const& event) {
  bool const is_checkout = event.route_key == "POST /checkout";
  if (!is_checkout && event.route_key != "GET /product/donut") {
    auto missing = answer(404, "");
    missing.body = "{\"error\":\"Not Found\"}";
    co_return missing;
  }
  auto const purchase = purchase_of(event);
  if (is_checkout && !purchase)
    co_return answer(400, purchase.error().message);
  auto connection = co_await Connection::open(context, "warehouse");
  if (!connection)
    co_return database_failed();
  Warehouse warehouse{connection->database()};
  auto asked = is_checkout ? check_out(context, warehouse, *purchase) : show(warehouse);
  auto answer = co_await std::move(asked);
  // The branch of a successful sale answers and returns before it comes to connection.end().
  if (is_sale(answer) && makes(context, mistake::leaves_connections_open))
    co_return answer;
  co_await connection->close();
  co_return answer;
}

}  // namespace proofbox::shop
