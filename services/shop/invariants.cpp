#include "shop/invariants.hpp"

#include <fmt/format.h>

#include <map>
#include <set>

#include "base/text.hpp"
#include "lambda/events.hpp"
#include "sales/purchase.hpp"
#include "shape/json.hpp"
#include "shop/customers.hpp"
#include "shop/events.hpp"

namespace proofbox::shop {
namespace {

bool says(Event const& event, std::string_view words) {
  return event.outcome.find(words) != std::string::npos;
}

// What the buyers and the Factory were told, and what was still being done for them.
class Ledger {
 public:
  void observe(Event const& event) {
    if (event.kind == "invocation" && event.who == "sales_api")
      begin_sale(event);
    if (event.kind == "invocation" && event.who == "stock_inc_lambda")
      begin_arrival(event);
    if (event.kind == "return")
      end(event);
  }

  std::int64_t sold = 0;               // buyers were told so
  std::int64_t being_sold = 0;         // perhaps: nobody was told yet
  std::int64_t arrived = 0;            // the Factory was told so
  std::int64_t being_brought = 0;      // perhaps
  std::set<std::string> large_buyers;  // who were sold 100 or more

 private:
  struct Arrival {
    std::string order;
    std::int64_t count = 0;
  };

  void begin_sale(Event const& event) {
    lambda::HttpEvent request;
    if (from_json(event.what, request) || request.route_key != "POST /checkout")
      return;
    auto const purchase = purchase_of(request);
    if (!purchase)
      return;
    sales_[event.n] = *purchase;
    being_sold += purchase->quantity;
  }

  // The Factory may tell of an order again: it is counted once.
  void begin_arrival(Event const& event) {
    lambda::HttpEvent request;
    Order order;
    if (from_json(event.what, request) || from_json(body_of(request), order))
      return;
    auto const count = parse_integer(order.message_attribute_product_cnt).value_or(0);
    auto id = header_of(request, factory_order_header);
    if (id.empty())
      id = fmt::format("invocation {}", event.n);
    arrivals_[event.n] = {id, std::max<std::int64_t>(count, 0)};
    if (known_.insert(id).second)
      being_brought += arrivals_[event.n].count;
  }

  void end(Event const& event) {
    if (auto const sale = sales_.find(event.cause); sale != sales_.end())
      return end_sale(event, sale->second);
    if (auto const arrival = arrivals_.find(event.cause); arrival != arrivals_.end())
      return end_arrival(event, arrival->second);
    // A return that nobody asked for is somebody's claim.
    if (says(event, "구매 완료!"))
      ++sold;
  }

  // Whoever got no answer may have been sold to.
  void end_sale(Event const& event, Purchase const& purchase) {
    if (event.outcome.starts_with("{\"errorType\":"))
      return;
    being_sold -= purchase.quantity;
    if (!says(event, "구매 완료!"))
      return;
    sold += purchase.quantity;
    if (purchase.quantity >= vip_quantity)
      large_buyers.insert(purchase.user_id);
  }

  void end_arrival(Event const& event, Arrival const& arrival) {
    if (says(event, "\"statusCode\":400") && known_.erase(arrival.order) > 0)
      being_brought -= arrival.count;
    if (!says(event, "입고 완료!") || !told_.insert(arrival.order).second)
      return;
    arrived += arrival.count;
    being_brought -= arrival.count;
  }

  std::map<std::uint64_t, Purchase> sales_;    // by the event of their invocation
  std::map<std::uint64_t, Arrival> arrivals_;  // likewise
  std::set<std::string> known_, told_;         // orders of the Factory
};

// The sum of all stocks and the least of them; nothing where there is no warehouse.
struct Stock {
  std::int64_t all = 0;
  std::int64_t least = 0;
};

std::optional<Stock> stock_in(Inspector& inspector) {
  auto const rows = inspector.rows("warehouse", "SELECT SUM(stock), MIN(stock) FROM product");
  if (!rows || rows->rows.empty() || !std::holds_alternative<std::int64_t>(rows->rows[0][0]))
    return {};
  return Stock{std::get<std::int64_t>(rows->rows[0][0]), std::get<std::int64_t>(rows->rows[0][1])};
}

// A donut is sold when the buyer is told so; by then it has left the stock. Arrivals count from
// their beginning. So at any moment: sold <= stock at first + arrivals - stock now.
class NeverOversold : public Invariant {
 public:
  std::string_view name() const override { return "never oversold"; }

  void observe(Event const& event) override { ledger_.observe(event); }

  std::optional<std::string> broken(Inspector& inspector) override {
    auto const stock = stock_in(inspector);
    if (!stock)
      return {};
    if (!at_first_)
      at_first_ = stock->all;
    if (stock->least < 0)
      return fmt::format("The stock is {}.", stock->least);
    auto const arrived = ledger_.arrived + ledger_.being_brought;
    if (ledger_.sold > *at_first_ + arrived - stock->all)
      return fmt::format("{} donuts were sold; {} were there at first, {} came, and {} are left.",
                         ledger_.sold, *at_first_, arrived, stock->all);
    return {};
  }

 private:
  Ledger ledger_;
  std::optional<std::int64_t> at_first_;
};

// Sold and left is what was there at first and what arrived. What is under way may have happened
// already, or not yet; where nothing is, the sum is exact.
class StockIsConserved : public Invariant {
 public:
  std::string_view name() const override { return "stock is conserved"; }

  void observe(Event const& event) override { ledger_.observe(event); }

  std::optional<std::string> broken(Inspector& inspector) override {
    auto const stock = stock_in(inspector);
    if (!stock)
      return {};
    if (!at_first_)
      at_first_ = stock->all;
    auto const expected = *at_first_ + ledger_.arrived - ledger_.sold;
    auto const most = expected + ledger_.being_brought;
    auto const least = expected - ledger_.being_sold;
    if (stock->all >= least && stock->all <= most)
      return {};
    return fmt::format(
        "{} donuts are left; {} were there at first, {} came, and {} were sold, so {} should be.",
        stock->all, *at_first_, ledger_.arrived, ledger_.sold,
        least == most ? fmt::format("{}", least) : fmt::format("{} to {}", least, most));
  }

 private:
  Ledger ledger_;
  std::optional<std::int64_t> at_first_;
};

// Whoever has become a Vip was sold 100 donuts or more in one purchase. The sale may not have been
// answered yet when the customers' side hears of it, so a new Vip is judged when nothing is sold.
class VipsBoughtALot : public Invariant {
 public:
  std::string_view name() const override { return "a Vip bought 100 at once"; }

  void observe(Event const& event) override { ledger_.observe(event); }

  std::optional<std::string> broken(Inspector& inspector) override {
    auto const rows = inspector.rows(
        "customers", "SELECT user_id FROM customer WHERE type = 'Vip' ORDER BY user_id");
    if (!rows)
      return {};
    std::set<std::string> vips;
    for (auto const& row : rows->rows)
      vips.insert(std::get<std::string>(row.front()));
    if (!at_first_)
      at_first_ = vips;
    if (ledger_.being_sold > 0)
      return {};
    for (auto const& vip : vips)
      if (!at_first_->contains(vip) && !ledger_.large_buyers.contains(vip))
        return fmt::format("{} is a Vip, and never bought {} donuts at once.", vip, vip_quantity);
    return {};
  }

 private:
  Ledger ledger_;
  std::optional<std::set<std::string>> at_first_;
};

// The ad manager hears of each empty stock once. Seen from the warehouse: a stock ends when it
// becomes 0, or is 0 at first.
class OneMailAShortage : public Invariant {
 public:
  std::string_view name() const override { return "one ad mail for each shortage"; }

  void observe(Event const& event) override {
    if (event.kind == "call" && event.who == "ses" && !event.outcome.starts_with("{\"error\"") &&
        event.what.find("광고 중단 요청") != std::string::npos)
      ++mails_;
  }

  std::optional<std::string> broken(Inspector& inspector) override {
    auto const stock = stock_in(inspector);
    if (!stock)
      return {};
    if (stock->all == 0 && stock_ != 0)
      ++shortages_;
    stock_ = stock->all;
    if (mails_ <= shortages_)
      return {};
    return fmt::format("{} mails asked to stop the ad; the stock ended {} times.", mails_,
                       shortages_);
  }

 private:
  std::optional<std::int64_t> stock_;
  std::int64_t shortages_ = 0;
  std::int64_t mails_ = 0;
};

}  // namespace

std::vector<std::unique_ptr<Invariant>> invariants() {
  std::vector<std::unique_ptr<Invariant>> laws;
  laws.push_back(std::make_unique<NeverOversold>());
  laws.push_back(std::make_unique<StockIsConserved>());
  laws.push_back(std::make_unique<VipsBoughtALot>());
  laws.push_back(std::make_unique<OneMailAShortage>());
  return laws;
}

}  // namespace proofbox::shop
