// The mock Factory as a state machine: takes orders, bakes for the lead time, then calls back until
// somebody listens. One Factory serves all accounts and regions of a box.
#pragma once

#include <map>
#include <set>

#include "engines/factory/order.hpp"
#include "engines/factory/shapes.hpp"
#include "ports/engine.hpp"

namespace proofbox::factory {

// A callback that fails, or is answered by anything but 2xx, is tried again after 1 s, 2 s, 4 s ...
// 256 s; after the tenth attempt, some eight and a half minutes after the first, the Factory gives
// up.
inline constexpr std::int64_t attempts_max = 10;

class Engine : public proofbox::Engine {
 public:
  // engine_orders.cpp
  Result<Manufacture::Output> handle(Turn& turn, Manufacture const& op);
  Result<ListOrders::Output> handle(Turn& turn, ListOrders const& op);

  // engine_settings.cpp
  Result<Configure::Output> handle(Turn& turn, Configure const& op);

  // engine_callbacks.cpp
  std::optional<Instant> next_due() const override;
  void advance(Turn& turn) override;
  void carried(Turn& turn, Parcel const& parcel, Outcome const& outcome) override;

  // engine_rows.cpp
  std::optional<std::string> restore(Table const& table, void const* row) override;
  void save(Turn& turn) const override;
  std::vector<Table const*> tables() const override;

 private:
  struct Settings {
    Duration lead_time = 5s;
    Duration answers_after = 0s;
    std::vector<Downtime> down = {};
  };

  // engine_settings.cpp
  bool is_down(Instant when) const;

  // engine_callbacks.cpp
  void call_back(Turn& turn, Order& order);

  // engine_rows.cpp
  static void keep(Turn& turn, Order const& order);
  void keep_settings(Turn& turn) const;

  Settings settings_;
  std::map<std::int64_t, Order> orders_;
  std::set<std::pair<Instant, std::int64_t>>
      attempts_;  // callbacks that are to come, with their orders' numbers
  std::int64_t last_order_ = 0;
};

}  // namespace proofbox::factory
