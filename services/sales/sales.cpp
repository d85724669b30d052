#include "sales/sales.hpp"

#include <fmt/format.h>

#include "engines/sns/shapes.hpp"
#include "shop/events.hpp"
#include "shop/warehouse.hpp"

namespace proofbox::shop {
namespace {

constexpr int one_donut = 1;

lambda::HttpAnswer database_failed() { return answer(500, "데이터베이스 연결 오류"); }
lambda::HttpAnswer no_such_product() { return answer(400, "상품 없음"); }

void add(sns::Publish& publish, std::string name, std::string value) {
  sns::MessageAttributeValue attribute;
  attribute.data_type = "String";
  attribute.string_value = std::move(value);
  publish.message_attributes.emplace(std::move(name), std::move(attribute));
}

sns::Publish stock_is_empty(lambda::Context const& context, Product const& product) {
  sns::Publish publish;
  publish.topic_arn = context.variable("TOPIC_ARN");
  publish.subject = "도너츠 재고 부족";
  publish.message =
      fmt::format("도너츠 재고가 없습니다. 제품을 생산해주세요! \n메시지 작성 시각: {}",
                  javascript_date(context.now()));
  add(publish, "groupId", "stock-arrival-group");
  add(publish, "productId", product.sku);
  add(publish, "productCnt", std::to_string(one_donut));
  add(publish, "factoryId", product.factory_identifier);
  add(publish, "requester", product.factory_manager_email);
  add(publish, "callbackUrl", context.variable("STOCK_INCREASE_API"));
  return publish;
}

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

Task<Result<lambda::HttpAnswer>> check_out(lambda::Context& context, Warehouse& warehouse) {
  auto const left = co_await warehouse.sell_one(donut_sku);
  if (!left)
    co_return database_failed();
  if (*left)
    co_return answer(200, fmt::format("구매 완료! 남은 재고: {}", **left));
  auto const product = co_await warehouse.product(donut_sku);
  if (!product)
    co_return database_failed();
  if (!*product)
    co_return no_such_product();
  auto const publish = stock_is_empty(context, **product);
  auto const published = co_await context.cloud(publish);
  if (!published)
    co_return published.error();
  co_return answer(200, "구매 실패! 남은 재고: 0");
}

}  // namespace

Task<Result<lambda::HttpAnswer>> sales(lambda::Context& context, lambda::HttpEvent const& event) {
  Warehouse warehouse{context.database("warehouse")};
  if (event.route_key == "GET /product/donut")
    co_return co_await show(warehouse);
  if (event.route_key == "POST /checkout")
    co_return co_await check_out(context, warehouse);
  auto missing = answer(404, "");
  missing.body = "{\"error\":\"Not Found\"}";
  co_return missing;
}

}  // namespace proofbox::shop
