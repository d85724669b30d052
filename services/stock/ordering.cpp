#include "stock/ordering.hpp"

#include <fmt/format.h>

#include "shape/json.hpp"
#include "shop/connection.hpp"
#include "shop/warehouse.hpp"

namespace proofbox::shop {
namespace {

constexpr std::string_view group = "stock-arrival-group";

Error lacks(std::string const& message_id, std::string_view attribute) {
  return {"TypeError",
          fmt::format("The notification {} has no attribute {}.", message_id, attribute), 400};
}

Task<Result<Order>> order_by_ids(lambda::Context& context, std::string const& product_id) {
  auto connection = co_await Connection::open(context, "warehouse");
  if (!connection)
    co_return connection.error();
  Warehouse warehouse{connection->database()};
  auto const product = co_await warehouse.product_with_id(product_id);
  co_await connection->close();
  if (!product)
    co_return product.error();
  if (!*product)
    co_return Error{"TypeError", fmt::format("There is no product {}.", product_id), 400};
  auto const& found = **product;
  co_return Order{std::string{group},
                  found.sku,
                  "1",
                  found.factory_identifier,
                  found.factory_manager_email,
                  context.variable("STOCK_INCREASE_API")};
}

}  // namespace

Task<Result<Order>> order_of(lambda::Context& context, Envelope const& envelope,
                             std::string const& message_id) {
  Order const order{envelope.value("groupId"),    envelope.value("productId"),
                    envelope.value("productCnt"), envelope.value("factoryId"),
                    envelope.value("requester"),  envelope.value("callbackUrl")};
  auto const early = envelope.value(early_product_id);
  if (order.message_attribute_product_id.empty() && !early.empty())
    co_return co_await order_by_ids(context, early);
  for (auto const& [name, value] : {std::pair{"productId", &order.message_attribute_product_id},
                                    std::pair{"productCnt", &order.message_attribute_product_cnt},
                                    std::pair{"callbackUrl", &order.callback_url}})
    if (value->empty())
      co_return lacks(message_id, name);
  co_return order;
}

namespace {

Result<HttpRequest> request_of(lambda::Context const& context, Order const& order) {
  auto request = request_to("POST", context.variable("FACTORY_API"));
  if (!request)
    return Error{"TypeError", "FACTORY_API is no URL.", 500};
  request->headers = {{"Content-Type", "application/json"}};
  request->body = to_json(order);
  request->cause = context.invocation;
  return std::move(*request);
}

Task<void> send_and_forget(HttpClient& http, HttpRequest request) {
  auto const& sent = request;
  auto const response = co_await http.send(sent);
  static_cast<void>(response);
}

}  // namespace

Result<Done> order_without_waiting(lambda::Context& context, Order const& order) {
  auto request = request_of(context, order);
  if (!request)
    return request.error();
  context.leave(send_and_forget(context.http, std::move(*request)));
  return Done{};
}

Task<Result<Done>> order_at_factory(lambda::Context& context, Order const& order) {
  auto const request = request_of(context, order);
  if (!request)
    co_return request.error();
  auto const& sent = *request;
  auto const response = co_await context.http.send(sent);
  if (!response)
    co_return response.error();
  if (response->status / 100 != 2)
    co_return Error{"AxiosError",
                    fmt::format("Request failed with status code {}", response->status), 500};
  co_return Done{};
}

}  // namespace proofbox::shop
