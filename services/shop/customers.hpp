// The customers: a database of its own on a server of its own, which the shop reaches by a queue
// only. A customer's type is `normal` or `Vip`.
#pragma once

#include <string>

#include "base/result.hpp"
#include "lambda/deployment.hpp"

namespace proofbox::shop {

// So many in one purchase make a Vip.
inline constexpr std::int64_t vip_quantity = 100;

class Customers {
 public:
  explicit Customers(Database& database) : database_(database) {}

  // Turns `normal` into `Vip`, once; who is a Vip already stays one since then. Whoever buys is a
  // customer: one who is not known yet is entered.
  Task<Result<Done>> make_vip(std::string_view user, std::string_view order);

  static std::vector<Statement> setup();
  static Statement customer_at_first(std::string const& user, std::string const& type);

 private:
  Database& database_;
};

}  // namespace proofbox::shop
