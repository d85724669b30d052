#include "sales/announcements.hpp"

#include <fmt/format.h>

#include "shape/json.hpp"
#include "shop/events.hpp"

namespace proofbox::shop {
namespace {

// An attribute without a value is what JavaScript makes of one that is undefined.
void add(sns::Publish& publish, std::string_view name, std::optional<std::string> value) {
  sns::MessageAttributeValue attribute;
  attribute.data_type = "String";
  attribute.string_value = std::move(value);
  publish.message_attributes.emplace(name, std::move(attribute));
}

sns::Publish empty_stock(lambda::Context const& context) {
  sns::Publish publish;
  publish.topic_arn = context.variable("TOPIC_ARN");
  publish.subject = "도너츠 재고 부족";
  publish.message =
      fmt::format("도너츠 재고가 없습니다. 제품을 생산해주세요! \n메시지 작성 시각: {}",
                  javascript_date(context.now()));
  return publish;
}

}  // namespace

sns::Publish stock_is_empty(lambda::Context const& context, Product const& product,
                            std::int64_t count) {
  auto publish = empty_stock(context);
  add(publish, "groupId", "stock-arrival-group");
  add(publish, "productId", product.sku);
  add(publish, "productCnt", std::to_string(count));
  add(publish, "factoryId", product.factory_identifier);
  add(publish, "requester", product.factory_manager_email);
  add(publish, "callbackUrl", context.variable("STOCK_INCREASE_API"));
  return publish;
}

sns::Publish stock_is_empty(lambda::Context const& context, Ids const& ids) {
  auto publish = empty_stock(context);
  add(publish, early_product_id, ids.product_id);
  add(publish, early_factory_id, ids.factory_id);
  return publish;
}

sns::Publish bought_as_vip(lambda::Context const& context, Purchase const& purchase) {
  sns::Publish publish;
  publish.topic_arn = context.variable("VIP_TOPIC_ARN");
  publish.subject = "VIP 구매";
  publish.message = to_json(VipPurchase{purchase.user_id, purchase.quantity, context.request_id});
  return publish;
}

}  // namespace proofbox::shop
