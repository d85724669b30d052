#include "marketing/marketing.hpp"

#include <fmt/format.h>

#include "shape/json.hpp"
#include "shop/events.hpp"

namespace proofbox::shop {
namespace {

Task<Result<Done>> hand_over(lambda::Context& context, VipPurchase const& purchase) {
  auto request = request_to("POST", context.variable("MARKETING_API"));
  if (!request)
    co_return Error{"TypeError", "MARKETING_API is no URL.", 500};
  request->headers = {{"Content-Type", "application/json"}, {"Idempotency-Key", purchase.order_id}};
  request->body = to_json(purchase);
  request->cause = context.invocation;
  auto const& sent = *request;
  auto const response = co_await context.http.send(sent);
  if (!response)
    co_return response.error();
  if (response->status / 100 != 2)
    co_return Error{"AxiosError",
                    fmt::format("Request failed with status code {}", response->status), 500};
  co_return Done{};
}

}  // namespace

Task<Result<Done>> marketing(lambda::Context& context, lambda::QueueEvent const& event) {
  for (auto const& record : event.records) {
    auto const purchase = vip_purchase_of(record);
    if (!purchase)
      co_return purchase.error();
    auto const handed = co_await hand_over(context, *purchase);
    if (!handed)
      co_return handed.error();
  }
  co_return Done{};
}

}  // namespace proofbox::shop
