#include "stock_increase/stock_increase.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "shape/json.hpp"
#include "shop/events.hpp"
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

}  // namespace

Task<Result<lambda::HttpAnswer>> stock_increase(lambda::Context& context,
                                                lambda::HttpEvent const& event) {
  Order order;
  if (from_json(event.body.value_or("{}"), order))
    co_return answer(400, "잘못된 요청");
  auto const count = count_of(order.message_attribute_product_cnt);
  if (!count)
    co_return answer(400, "잘못된 수량");
  auto const sku = order.message_attribute_product_id.empty() ? std::string{donut_sku}
                                                              : order.message_attribute_product_id;
  Warehouse warehouse{context.database("warehouse")};
  auto const stock = co_await warehouse.add(sku, *count);
  if (!stock)
    co_return answer(500, "데이터베이스 연결 오류");
  if (!*stock)
    co_return answer(400, "상품 없음");
  co_return answer(200, fmt::format("입고 완료! 남은 재고: {}", **stock));
}

}  // namespace proofbox::shop
