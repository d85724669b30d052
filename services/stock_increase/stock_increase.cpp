#include "stock_increase/stock_increase.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "shape/json.hpp"
#include "shop/connection.hpp"
#include "shop/events.hpp"
#include "shop/mistakes.hpp"
#include "shop/warehouse.hpp"

namespace proofbox::shop {
namespace {

constexpr std::int64_t count_max = 1'000'000;

// A count that is absent is 0, as the shop's code has it (`|| 0`).
std::optional<std::int64_t> count_of(std::string const& text) {
  if (text.empty())
    return 0;
  auto const count = parse_integer(text);
  if (!count || *count < 0 || *count > count_max)
    return {};
  return count;
}

// req.body.stock, which no callback has: the Factory calls it MessageAttributeProductCnt.
std::string count_in(lambda::Context const& context, Order const& order) {
  return makes(context, mistake::counts_from_the_wrong_field) ? std::string{}
                                                              : order.message_attribute_product_cnt;
}

// The Factory tells of each of its orders once, or again until it is heard. Whoever else calls
// brings donuts each time.
std::string order_in(lambda::Context const& context, lambda::HttpEvent const& event) {
  auto const told = header_of(event, factory_order_header);
  return told.empty() ? context.request_id : told;
}

Task<Result<lambda::HttpAnswer>> add(lambda::Context& context, Warehouse& warehouse,
                                     std::string const& order, std::string const& sku,
                                     std::int64_t count) {
  auto const stock = co_await warehouse.arrive(order, sku, count);
  if (!stock)
    co_return answer(500, "데이터베이스 연결 오류");
  if (!*stock)
    co_return answer(400, "상품 없음");
  // product.stock + incremental, where one of the two is a text: JavaScript joins them.
  if (makes(context, mistake::adds_a_text_to_a_number))
    co_return answer(200, fmt::format("입고 완료! 남은 재고: {}{}", **stock - count, count));
  co_return answer(200, fmt::format("입고 완료! 남은 재고: {}", **stock));
}

}  // namespace

Task<Result<lambda::HttpAnswer>> stock_increase(lambda::Context& context,
                                                lambda::HttpEvent const& event) {
  Order order;
  if (from_json(body_of(event), order))
    co_return answer(400, "잘못된 요청");
  auto const count = count_of(count_in(context, order));
  if (!count)
    co_return answer(400, "잘못된 수량");
  auto const sku = order.message_attribute_product_id.empty() ? std::string{donut_sku}
                                                              : order.message_attribute_product_id;
  auto const number = order_in(context, event);
  auto connection = co_await Connection::open(context, "warehouse");
  if (!connection)
    co_return answer(500, "데이터베이스 연결 오류");
  Warehouse warehouse{connection->database()};
  auto added = co_await add(context, warehouse, number, sku, *count);
  co_await connection->close();
  co_return added;
}

}  // namespace proofbox::shop
