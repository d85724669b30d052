// Taking orders and listing them.
#include <fmt/format.h>

#include "base/text.hpp"
#include "engines/factory/engine.hpp"
#include "engines/factory/errors.hpp"

namespace proofbox::factory {
namespace {

constexpr std::int64_t count_max = 1'000'000'000;

// A version-1 uuid: the instant in ticks of 100 ns since the Gregorian calendar began, then chance
// in place of the clock sequence and the network card, marked as such.
std::string time_uuid(Instant now, Random& random) {
  constexpr std::int64_t ticks_from_gregorian_to_unix = 0x01b21dd213814000;
  auto const ticks = static_cast<std::uint64_t>(now.time_since_epoch().count() / 100 +
                                                ticks_from_gregorian_to_unix);
  auto const chance = random.next();
  constexpr std::uint64_t made_up_card = 0x0100'0000'0000;
  return fmt::format("{:08x}-{:04x}-{:04x}-{:04x}-{:012x}", ticks & 0xffff'ffff,
                     ticks >> 32 & 0xffff, (ticks >> 48 & 0x0fff) | 0x1000,
                     (chance >> 48 & 0x3fff) | 0x8000, (chance & 0xffff'ffff'ffff) | made_up_card);
}

std::optional<Error> refusal_of(Manufacture const& op) {
  if (op.message_attribute_product_id.empty())
    return errors::bad_request("MessageAttributeProductId is empty.");
  auto const count = parse_integer(op.message_attribute_product_cnt);
  if (!count || *count < 1 || *count > count_max)
    return errors::bad_request(
        fmt::format("MessageAttributeProductCnt must be a whole number from 1 to {}, not \"{}\".",
                    count_max, op.message_attribute_product_cnt));
  for (auto const c : op.callback_url)
    if (static_cast<unsigned char>(c) <= ' ' || c == '\x7f')
      return errors::bad_request("CallbackUrl contains a blank or a control character.");
  if (!request_to("POST", op.callback_url))
    return errors::bad_request(fmt::format(
        "CallbackUrl must be a URL that begins with http:// or https://, not \"{}\".", op.callback_url));
  return {};
}

}  // namespace

Result<Manufacture::Output> Engine::handle(Turn& turn, Manufacture const& op) {
  if (is_down(turn.now))
    return errors::service_unavailable();
  if (auto error = refusal_of(op))
    return *error;
  // The order is taken when the answer leaves: a caller who goes away while the Factory thinks has
  // ordered nothing.
  if (turn.asked_at != Instant::min() && turn.now < turn.asked_at + settings_.answers_after) {
    turn.wait = {{"factory", 0}, turn.asked_at + settings_.answers_after};
    return Manufacture::Output{};
  }
  Order order;
  order.number = ++last_order_;
  order.id = time_uuid(turn.now, turn.random);
  order.payload = op;
  order.ordered_at = turn.now;
  order.ready_at = turn.now + settings_.lead_time;
  order.attempt_at = order.ready_at;
  attempts_.emplace(order.ready_at, order.number);
  keep(turn, order);
  Manufacture::Output output{{op, order.id, op.message_attribute_requester}};
  orders_.emplace(order.number, std::move(order));
  return output;
}

Result<ListOrders::Output> Engine::handle(Turn&, ListOrders const&) {
  ListOrders::Output output;
  for (auto const& [number, order] : orders_) {
    auto const& payload = order.payload;
    output.orders.push_back(
        {order.id, payload.message_attribute_product_id, payload.message_attribute_product_cnt,
         payload.message_attribute_factory_id, payload.message_attribute_requester,
         payload.callback_url, std::string{state_of(order)}, order.ordered_at, order.ready_at,
         order.attempts});
  }
  return output;
}

}  // namespace proofbox::factory
