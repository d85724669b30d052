// The warehouse (창고): the shop's database, its tables and everything that is asked of it. Each
// statement is atomic; two of them are not, so what must hold together stands in one.
#pragma once

#include <optional>
#include <string>

#include "base/result.hpp"
#include "lambda/deployment.hpp"

namespace proofbox::shop {

inline constexpr std::string_view donut_sku = "CP-502101";

struct Product {
  std::string id, sku, name;
  std::int64_t stock = 0;
  std::string factory_identifier, factory_manager_email;
};

class Warehouse {
 public:
  explicit Warehouse(Database& database) : database_(database) {}

  // Nothing where there is no such product.
  Task<Result<std::optional<Product>>> product(std::string_view sku);

  // The product as GET /product/donut shows it: JSON, with the raw expressions as keys that the
  // shop's query has.
  Task<Result<std::optional<std::string>>> shown(std::string_view sku);

  // Takes one out of stock and says how many are left; nothing where none was there. One statement:
  // two buyers can never take the same donut.
  Task<Result<std::optional<std::int64_t>>> sell_one(std::string_view sku);

  // Puts `count` into stock, lets the ad run again if any came, and says how many there are;
  // nothing where there is no such product. One statement, as above.
  Task<Result<std::optional<std::int64_t>>> add(std::string_view sku, std::int64_t count);

  // Marks the product's ad as stopped and gives its manager's address; nothing where it was stopped
  // already, or where there is stock again: a notification may come late, or twice.
  Task<Result<std::optional<std::string>>> stop_ad(std::string_view sku);
  Task<Result<Done>> resume_ad(std::string_view sku);

  // The tables and what stands in them at first; the products' stock is set afterwards.
  static std::vector<Statement> setup();
  static Statement stock_at_first(std::string const& sku, std::int64_t stock);

 private:
  Database& database_;
};

}  // namespace proofbox::shop
