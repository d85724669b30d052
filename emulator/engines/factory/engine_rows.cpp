// What the Factory keeps: a row for each order, and one for its settings.
#include <algorithm>

#include "engines/factory/engine.hpp"
#include "shape/row.hpp"

namespace proofbox::factory {
namespace {

struct SettingsRow {
  std::int64_t lead_nanoseconds = 0, answers_after_nanoseconds = 0;
  std::vector<Downtime> down;
  static Shape const& shape() {
    static Shape const shape =
        Describe<SettingsRow>("SettingsRow")
            .member("lead_nanoseconds", &SettingsRow::lead_nanoseconds)
            .member("answers_after_nanoseconds", &SettingsRow::answers_after_nanoseconds)
            .member("down", &SettingsRow::down);
    return shape;
  }
};

Table const order_table = table<Order>("factory_order");
Table const settings_table = table<SettingsRow>("factory_settings");

// Keys sort as their numbers do, so that rows come back in the order of arrival.
std::string key_of(std::int64_t number) {
  auto text = std::to_string(number);
  return std::string(20 - text.size(), '0') + text;
}

}  // namespace

std::vector<Table const*> Engine::tables() const { return {&settings_table, &order_table}; }

void Engine::keep(Turn& turn, Order const& order) {
  if (turn.keeps)
    turn.changes.push_back({&order_table, key_of(order.number), write_row(Order::shape(), &order)});
}

void Engine::keep_settings(Turn& turn) const {
  if (!turn.keeps)
    return;
  SettingsRow const row{settings_.lead_time.count(), settings_.answers_after.count(),
                        settings_.down};
  turn.changes.push_back({&settings_table, "settings", write_row(SettingsRow::shape(), &row)});
}

void Engine::save(Turn& turn) const {
  keep_settings(turn);
  for (auto const& [number, order] : orders_)
    keep(turn, order);
}

std::optional<std::string> Engine::restore(Table const& table, void const* kept) {
  if (&table == &settings_table) {
    auto const& row = *static_cast<SettingsRow const*>(kept);
    settings_ = {Duration{row.lead_nanoseconds}, Duration{row.answers_after_nanoseconds}, row.down};
    return {};
  }
  auto const& order = *static_cast<Order const*>(kept);
  if (order.attempts < 0 || order.attempts > attempts_max ||
      !request_to("POST", order.payload.callback_url))
    return "No such order was ever taken.";
  last_order_ = std::max(last_order_, order.number);
  if (order.attempt_at && !order.under_way)
    attempts_.emplace(*order.attempt_at, order.number);
  orders_.emplace(order.number, order);
  return {};
}

}  // namespace proofbox::factory
