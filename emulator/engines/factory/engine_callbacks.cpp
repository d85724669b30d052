// Calling back: once an order is ready, and again as long as nobody listens.
#include "engines/factory/engine.hpp"
#include "shape/json.hpp"

namespace proofbox::factory {
namespace {

Note note_of(Order const& order) {
  std::string what = "{\"id\":";
  write_json_text(what, order.id);
  what += ",\"state\":";
  write_json_text(what, state_of(order));
  what += ",\"attempts\":" + std::to_string(order.attempts) + ",\"callbackUrl\":";
  write_json_text(what, order.payload.callback_url);
  return {"order", order.payload.message_attribute_product_id, what + '}'};
}

bool was_heard(Outcome const& outcome) {
  return !outcome.error && outcome.status >= 200 && outcome.status <= 299;
}

}  // namespace

std::optional<Instant> Engine::next_due() const {
  if (attempts_.empty())
    return {};
  return attempts_.begin()->first;
}

void Engine::advance(Turn& turn) {
  while (!attempts_.empty() && attempts_.begin()->first <= turn.now) {
    auto const number = attempts_.begin()->second;
    attempts_.erase(attempts_.begin());
    call_back(turn, orders_.at(number));
  }
}

// The whole payload of the order goes back, so that whoever listens finds the count in it. The
// order's id goes in a header: whoever is told twice can tell.
void Engine::call_back(Turn& turn, Order& order) {
  ++order.attempts;
  order.under_way = true;
  auto request = *request_to("POST", order.payload.callback_url);
  request.headers = {{"Content-Type", "application/json"}, {"X-Factory-Order", order.id}};
  request.body = to_json(order.payload);
  turn.parcels.push_back(
      {static_cast<std::uint64_t>(order.number), order.id, ToUrl{std::move(request)}});
  keep(turn, order);
}

void Engine::carried(Turn& turn, Parcel const& parcel, Outcome const& outcome) {
  auto const found = orders_.find(static_cast<std::int64_t>(parcel.id));
  // The Factory was emptied while the callback was on its way.
  if (found == orders_.end() || found->second.id != parcel.about || !found->second.under_way)
    return;
  auto& order = found->second;
  order.under_way = false;
  order.delivered = was_heard(outcome);
  if (order.delivered || order.attempts >= attempts_max) {
    order.attempt_at.reset();
    turn.notes.push_back(note_of(order));
  } else {
    order.attempt_at = turn.now + std::chrono::seconds{std::int64_t{1} << (order.attempts - 1)};
    attempts_.emplace(*order.attempt_at, order.number);
  }
  keep(turn, order);
}

}  // namespace proofbox::factory
