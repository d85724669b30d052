#include "ads/ads.hpp"

#include <fmt/format.h>

#include "engines/ses/v1_shapes.hpp"
#include "shop/connection.hpp"
#include "shop/events.hpp"
#include "shop/warehouse.hpp"

namespace proofbox::shop {
namespace {

ses::v1::SendEmail stop_the_ad(lambda::Context const& context, Product const& product,
                               std::string const& manager) {
  ses::v1::SendEmail send;
  send.source = ad_sender;
  send.destination.to_addresses = {manager};
  send.message.subject.data = "[도넛-스테이츠] 광고 중단 요청";
  send.message.body.text.emplace();
  send.message.body.text->data = fmt::format(
      "{}({})의 재고가 없습니다. 재고가 다시 들어올 때까지 광고를 중단해 주세요.\n요청 시각: {}",
      product.name, product.sku, javascript_date(context.now()));
  return send;
}

// Whoever changes the ad's status sends the mail: of many who hear of the same empty stock, only
// one does.
Task<Result<Done>> stop_ad(lambda::Context& context, Warehouse& warehouse, Product const& product) {
  auto const manager = co_await warehouse.stop_ad(product.sku);
  if (!manager)
    co_return manager.error();
  if (!*manager)
    co_return Done{};
  auto const send = stop_the_ad(context, product, **manager);
  auto const sent = co_await context.cloud(send);
  if (sent)
    co_return Done{};
  // The mail did not go out: the next delivery of the message tries again.
  auto const resumed = co_await warehouse.resume_ad(product.sku);
  static_cast<void>(resumed);
  co_return sent.error();
}

Task<Result<std::optional<Product>>> product_of(Warehouse& warehouse, std::string const& sku,
                                                std::string const& id) {
  if (sku.empty())
    co_return co_await warehouse.product_with_id(id);
  co_return co_await warehouse.product(sku);
}

Task<Result<Done>> stop_ads(lambda::Context& context, Warehouse& warehouse,
                            lambda::QueueEvent const& event) {
  for (auto const& record : event.records) {
    auto const envelope = envelope_of(record);
    if (!envelope)
      co_return envelope.error();
    auto const sku = envelope->value("productId");
    auto const id = envelope->value(early_product_id);
    if (sku.empty() && id.empty())
      co_return Error{
          "TypeError",
          fmt::format("The notification {} has no attribute productId.", record.message_id), 400};
    auto const product = co_await product_of(warehouse, sku, id);
    if (!product)
      co_return product.error();
    if (!*product)
      co_return Error{"TypeError", fmt::format("There is no product {}.", sku.empty() ? id : sku),
                      400};
    auto const& found = **product;
    auto const stopped = co_await stop_ad(context, warehouse, found);
    if (!stopped)
      co_return stopped.error();
  }
  co_return Done{};
}

}  // namespace

Task<Result<Done>> ads(lambda::Context& context, lambda::QueueEvent const& event) {
  auto connection = co_await Connection::open(context, "warehouse");
  if (!connection)
    co_return connection.error();
  Warehouse warehouse{connection->database()};
  auto const stopped = co_await stop_ads(context, warehouse, event);
  co_await connection->close();
  co_return stopped;
}

}  // namespace proofbox::shop
