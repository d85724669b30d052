#include "ads/ads.hpp"

#include <fmt/format.h>

#include "engines/ses/v1_shapes.hpp"
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
Task<Result<Done>> stop_ad(lambda::Context& context, Warehouse& warehouse, std::string const& sku) {
  auto const product = co_await warehouse.product(sku);
  if (!product)
    co_return product.error();
  if (!*product)
    co_return Error{"TypeError", "There is no product " + sku + '.', 400};
  auto const manager = co_await warehouse.stop_ad(sku);
  if (!manager)
    co_return manager.error();
  if (!*manager)
    co_return Done{};
  auto const send = stop_the_ad(context, **product, **manager);
  auto const sent = co_await context.cloud(send);
  if (sent)
    co_return Done{};
  // The mail did not go out: the next delivery of the message tries again.
  auto const resumed = co_await warehouse.resume_ad(sku);
  static_cast<void>(resumed);
  co_return sent.error();
}

}  // namespace

Task<Result<Done>> ads(lambda::Context& context, lambda::QueueEvent const& event) {
  Warehouse warehouse{context.database("warehouse")};
  for (auto const& record : event.records) {
    auto const envelope = envelope_of(record);
    if (!envelope)
      co_return envelope.error();
    auto const sku = envelope->value("productId");
    if (sku.empty())
      co_return Error{
          "TypeError",
          fmt::format("The notification {} has no attribute productId.", record.message_id), 400};
    auto const stopped = co_await stop_ad(context, warehouse, sku);
    if (!stopped)
      co_return stopped.error();
  }
  co_return Done{};
}

}  // namespace proofbox::shop
