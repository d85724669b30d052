#include "stock/stock.hpp"

#include <fmt/format.h>

#include "shape/json.hpp"
#include "shop/events.hpp"

namespace proofbox::shop {
namespace {

// What the shop's first notifications had: the product's id and the factory's, and nothing else.
constexpr std::string_view early_attribute = "MessageAttributeProductId";

Result<Order> order_of(lambda::QueueEvent::Record const& record) {
  auto const envelope = envelope_of(record);
  if (!envelope)
    return envelope.error();
  Order const order{envelope->value("groupId"),    envelope->value("productId"),
                    envelope->value("productCnt"), envelope->value("factoryId"),
                    envelope->value("requester"),  envelope->value("callbackUrl")};
  if (order.message_attribute_product_id.empty() && !envelope->value(early_attribute).empty())
    return Error{
        "TypeError",
        fmt::format(
            "The notification {} names product and factory by their ids only: it does not say how "
            "many to bake, nor where to call back.",
            record.message_id),
        400};
  for (auto const& [name, value] : {std::pair{"productId", &order.message_attribute_product_id},
                                    std::pair{"productCnt", &order.message_attribute_product_cnt},
                                    std::pair{"callbackUrl", &order.callback_url}})
    if (value->empty())
      return Error{"TypeError",
                   fmt::format("The notification {} has no attribute {}.", record.message_id, name),
                   400};
  return order;
}

}  // namespace

Task<Result<Done>> stock(lambda::Context& context, lambda::QueueEvent const& event) {
  for (auto const& record : event.records) {
    auto const order = order_of(record);
    if (!order)
      co_return order.error();
    auto request = request_to("POST", context.variable("FACTORY_API"));
    if (!request)
      co_return Error{"TypeError", "FACTORY_API is no URL.", 500};
    request->headers = {{"Content-Type", "application/json"}};
    request->body = to_json(*order);
    request->cause = context.invocation;
    auto const& sent = *request;
    auto const response = co_await context.http.send(sent);
    if (!response)
      co_return response.error();
    if (response->status / 100 != 2)
      co_return Error{"AxiosError",
                      fmt::format("Request failed with status code {}", response->status), 500};
  }
  co_return Done{};
}

}  // namespace proofbox::shop
