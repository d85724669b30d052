#include "sales/purchase.hpp"

#include <charconv>
#include <cmath>

#include "base/text.hpp"
#include "shape/json.hpp"
#include "shop/events.hpp"

namespace proofbox::shop {
namespace {

constexpr std::int64_t quantity_max = 1'000'000;
constexpr std::size_t user_id_max = 200;

struct Body {
  std::string user_id;
  std::optional<std::string> quantity;
  std::optional<std::string> count;
  static Shape const& shape() {
    static Shape const shape = Describe<Body>("Purchase")
                                   .member("userId", &Body::user_id, optional.or_number())
                                   .member("quantity", &Body::quantity, optional.or_number())
                                   .member("count", &Body::count, optional.or_number());
    return shape;
  }
};

// "1.0" and "1e2" are whole numbers, too.
std::optional<std::int64_t> whole_number(std::string const& text) {
  if (auto const whole = parse_integer(text))
    return whole;
  double number = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  bool const is_read = error == std::errc{} && end == text.data() + text.size();
  if (!is_read || number != std::trunc(number) || std::abs(number) > 1e15)
    return {};
  return static_cast<std::int64_t>(number);
}

Error refusal(std::string sentence) { return {"BadRequest", std::move(sentence), 400}; }

}  // namespace

Result<Purchase> purchase_of(lambda::HttpEvent const& event) {
  Body body;
  if (auto const misfit = from_json(body_of(event), body)) {
    bool const is_quantity = misfit->member == "quantity" || misfit->member == "count";
    return refusal(is_quantity ? "잘못된 수량" : "잘못된 요청");
  }
  if (body.user_id.size() > user_id_max)
    return refusal("잘못된 요청");
  auto const& written = body.quantity ? body.quantity : body.count;
  if (!written)
    return Purchase{std::move(body.user_id)};
  auto const quantity = whole_number(*written);
  if (!quantity || *quantity < 1 || *quantity > quantity_max)
    return refusal("잘못된 수량");
  return Purchase{std::move(body.user_id), *quantity};
}

}  // namespace proofbox::shop
