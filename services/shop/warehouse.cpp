#include "shop/warehouse.hpp"

#include "ports/rows_json.hpp"

namespace proofbox::shop {
namespace {

std::string text(Value const& value) {
  auto const* held = std::get_if<std::string>(&value);
  return held == nullptr ? std::string{} : *held;
}

std::int64_t number(Value const& value) {
  auto const* held = std::get_if<std::int64_t>(&value);
  return held == nullptr ? 0 : *held;
}

// The single value of a statement, or nothing where no row came.
template <class T, class Read>
Result<std::optional<T>> single(Result<Rows> const& rows, Read const& read) {
  if (!rows)
    return rows.error();
  if (rows->rows.empty())
    return std::optional<T>{};
  return std::optional<T>{read(rows->rows.front().front())};
}

}  // namespace

Task<Result<std::optional<Product>>> Warehouse::product(std::string_view sku) {
  Statement const select{
      "SELECT BIN_TO_UUID(product_id), sku, product.name, stock, identifier, manager_email "
      "FROM product JOIN factory USING (factory_id) WHERE sku = ?",
      {std::string{sku}}};
  auto const rows = co_await database_.query(select);
  if (!rows)
    co_return rows.error();
  if (rows->rows.empty())
    co_return std::optional<Product>{};
  auto const& row = rows->rows.front();
  Product product{text(row[0]),   text(row[1]), text(row[2]),
                  number(row[3]), text(row[4]), text(row[5])};
  co_return std::optional{std::move(product)};
}

Task<Result<std::optional<std::string>>> Warehouse::shown(std::string_view sku) {
  Statement const select{
      "SELECT BIN_TO_UUID(product_id) AS product_id, name, price, stock, BIN_TO_UUID(factory_id), "
      "BIN_TO_UUID(ad_id) "
      "FROM product WHERE sku = ?",
      {std::string{sku}}};
  auto const rows = co_await database_.query(select);
  if (!rows)
    co_return rows.error();
  if (rows->rows.empty())
    co_return std::optional<std::string>{};
  co_return std::optional{row_json(*rows, 0)};
}

Task<Result<std::optional<std::int64_t>>> Warehouse::sell_one(std::string_view sku) {
  Statement const update{
      "UPDATE product SET stock = stock - 1 WHERE sku = ? AND stock > 0 RETURNING stock",
      {std::string{sku}}};
  auto const rows = co_await database_.query(update);
  co_return single<std::int64_t>(rows, number);
}

Task<Result<std::optional<std::int64_t>>> Warehouse::add(std::string_view sku, std::int64_t count) {
  Statement const update{"UPDATE product SET stock = stock + ? WHERE sku = ? RETURNING stock",
                         {count, std::string{sku}}};
  auto const rows = co_await database_.query(update);
  co_return single<std::int64_t>(rows, number);
}

Task<Result<std::optional<std::string>>> Warehouse::stop_ad(std::string_view sku) {
  Statement const update{
      "UPDATE advertisement SET status = 0 "
      "WHERE status = 1 AND ad_id = (SELECT ad_id FROM product WHERE sku = ? AND stock = 0) "
      "RETURNING manager_email",
      {std::string{sku}}};
  auto const rows = co_await database_.query(update);
  co_return single<std::string>(rows, text);
}

Task<Result<Done>> Warehouse::resume_ad(std::string_view sku) {
  Statement const update{
      "UPDATE advertisement SET status = 1 WHERE ad_id = (SELECT ad_id FROM product WHERE sku = ?)",
      {std::string{sku}}};
  auto const rows = co_await database_.query(update);
  if (!rows)
    co_return rows.error();
  co_return Done{};
}

std::vector<Statement> Warehouse::setup() {
  return {
      {"CREATE TABLE factory (factory_id BINARY(16) PRIMARY KEY NOT NULL, identifier VARCHAR(200) "
       "NOT NULL, "
       "name VARCHAR(200) UNIQUE NOT NULL, manager_email VARCHAR(200) NOT NULL, API VARCHAR(200) "
       "NOT NULL)"},
      {"CREATE TABLE advertisement (ad_id BINARY(16) PRIMARY KEY NOT NULL, status BOOLEAN NOT "
       "NULL, "
       "manager_email VARCHAR(200) NOT NULL)"},
      {"CREATE TABLE product (product_id BINARY(16) PRIMARY KEY NOT NULL, sku VARCHAR(200) UNIQUE "
       "NOT NULL, "
       "name VARCHAR(200) UNIQUE NOT NULL, price INT NOT NULL, stock INT NOT NULL, "
       "factory_id BINARY(16) NOT NULL REFERENCES factory, ad_id BINARY(16) NOT NULL REFERENCES "
       "advertisement)"},
      // One statement with the arrival itself. Were they two, the stock could end between them, and
      // its ad run on; or the second could fail, and a Factory that calls again fill the stock
      // twice.
      {"CREATE TRIGGER arrival_resumes_ad AFTER UPDATE OF stock ON product WHEN NEW.stock > "
       "OLD.stock "
       "BEGIN UPDATE advertisement SET status = 1 WHERE ad_id = NEW.ad_id; END"},
      {"INSERT INTO factory VALUES (UUID_TO_BIN('c5544aea-fa94-11ed-8923-0aebfd403c0e'), "
       "'FF-500293', '부산도너츠 공장', "
       "'factory-manager@example.com', 'http://factory.box/api/manufactures')"},
      {"INSERT INTO advertisement VALUES (UUID_TO_BIN('c68f5c70-fa94-11ed-8923-0aebfd403c0e'), 1, "
       "'ad-manager@example.com')"},
      {"INSERT INTO product VALUES (UUID_TO_BIN('e7b5da50-fa94-11ed-8923-0aebfd403c0e'), "
       "'CP-502101', '부산도너츠', 19900, 3, "
       "UUID_TO_BIN('c5544aea-fa94-11ed-8923-0aebfd403c0e'), "
       "UUID_TO_BIN('c68f5c70-fa94-11ed-8923-0aebfd403c0e'))"},
  };
}

Statement Warehouse::stock_at_first(std::string const& sku, std::int64_t stock) {
  return {"UPDATE product SET stock = ? WHERE sku = ?", {stock, sku}};
}

}  // namespace proofbox::shop
