#include "shop/invariants.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "lambda/events.hpp"
#include "shape/json.hpp"
#include "shop/events.hpp"

namespace proofbox::shop {
namespace {

// A donut is sold when the buyer is told so; by then it has left the stock. Arrivals count from
// their beginning. So at any moment: sold <= stock at first + arrivals - stock now.
class NeverOversold : public Invariant {
 public:
  std::string_view name() const override { return "never oversold"; }

  void observe(Event const& event) override {
    if (event.kind == "return" && event.outcome.find("구매 완료!") != std::string::npos)
      ++sold_;
    if (event.kind == "invocation" && event.who == "stock_inc_lambda")
      arrived_ += count_of(event.what);
  }

  std::optional<std::string> broken(Inspector& inspector) override {
    auto const rows = inspector.rows("warehouse", "SELECT SUM(stock), MIN(stock) FROM product");
    if (!rows || rows->rows.empty() || !std::holds_alternative<std::int64_t>(rows->rows[0][0]))
      return {};
    auto const stock = std::get<std::int64_t>(rows->rows[0][0]);
    auto const least = std::get<std::int64_t>(rows->rows[0][1]);
    if (!at_first_)
      at_first_ = stock;
    if (least < 0)
      return fmt::format("The stock is {}.", least);
    if (sold_ > *at_first_ + arrived_ - stock)
      return fmt::format("{} donuts were sold; {} were there at first, {} came, and {} are left.",
                         sold_, *at_first_, arrived_, stock);
    return {};
  }

 private:
  static std::int64_t count_of(std::string const& invocation) {
    lambda::HttpEvent event;
    Order order;
    if (from_json(invocation, event) || from_json(event.body.value_or("{}"), order))
      return 0;
    return std::max<std::int64_t>(parse_integer(order.message_attribute_product_cnt).value_or(0),
                                  0);
  }

  std::optional<std::int64_t> at_first_;
  std::int64_t sold_ = 0;
  std::int64_t arrived_ = 0;
};

}  // namespace

std::vector<std::unique_ptr<Invariant>> invariants() {
  std::vector<std::unique_ptr<Invariant>> laws;
  laws.push_back(std::make_unique<NeverOversold>());
  return laws;
}

}  // namespace proofbox::shop
