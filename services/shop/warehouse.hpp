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

// The ids of a product and its factory, as a row gives them: nothing where the row has no column of
// that name.
struct Ids {
  std::optional<std::string> product_id, factory_id;
};

class Warehouse {
 public:
  explicit Warehouse(Database& database) : database_(database) {}

  // Nothing where there is no such product.
  Task<Result<std::optional<Product>>> product(std::string_view sku);
  Task<Result<std::optional<Product>>> product_with_id(std::string_view id);
  Task<Result<Ids>> ids(std::string_view sku);
  // Likewise, but the query gives the factory's id no name: its column is called by its expression.
  Task<Result<Ids>> ids_without_alias(std::string_view sku);

  // The product as GET /product/donut shows it: JSON, with the raw expressions as keys that the
  // shop's query has.
  Task<Result<std::optional<std::string>>> shown(std::string_view sku);

  // Takes so many out of stock and says how many are left; nothing where there were too few. One
  // statement: two buyers can never take the same donut.
  Task<Result<std::optional<std::int64_t>>> sell(std::string_view sku, std::int64_t count);
  // The documents' setStock: writes what the caller has worked out meanwhile.
  Task<Result<Done>> set_stock(std::string_view sku, std::int64_t stock);
  // A sale that could not be completed.
  Task<Result<Done>> put_back(std::string_view sku, std::int64_t count);

  // Puts `count` into stock and lets the ad run again if any came; says how many there were then,
  // or nothing where there is no such product. An order arrives once: told of it again, the
  // warehouse adds nothing, and says what it said.
  Task<Result<std::optional<std::int64_t>>> arrive(std::string_view order, std::string_view sku,
                                                   std::int64_t count);

  // Notes that the product is on order until something arrives; false where it was noted already.
  Task<Result<bool>> begin_restocking(std::string_view sku);
  Task<Result<Done>> end_restocking(std::string_view sku);

  // Marks the product's ad as stopped and gives its manager's address; nothing where it was stopped
  // already, or where there is stock again: a notification may come late, or twice.
  Task<Result<std::optional<std::string>>> stop_ad(std::string_view sku);
  Task<Result<Done>> resume_ad(std::string_view sku);

  // The tables and what stands in them at first; the products' stock is set afterwards.
  static std::vector<Statement> setup();
  static Statement stock_at_first(std::string const& sku, std::int64_t stock);

 private:
  Task<Result<std::optional<Product>>> product_where(Statement const& select);
  Task<Result<Done>> change(Statement const& statement);

  Database& database_;
};

}  // namespace proofbox::shop
