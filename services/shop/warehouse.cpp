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

// What JavaScript reads as `row.name`.
std::optional<std::string> named(Rows const& rows, std::string_view name) {
  for (std::size_t i = 0; i < rows.columns.size(); ++i)
    if (rows.columns[i] == name && !rows.rows.empty())
      return text(rows.rows.front()[i]);
  return {};
}

Result<Ids> ids_of(Result<Rows> const& rows) {
  if (!rows)
    return rows.error();
  return Ids{named(*rows, "product_id"), named(*rows, "factory_id")};
}

}  // namespace

Task<Result<std::optional<Product>>> Warehouse::product_where(Statement const& select) {
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

Task<Result<Done>> Warehouse::change(Statement const& statement) {
  auto const rows = co_await database_.query(statement);
  if (!rows)
    co_return rows.error();
  co_return Done{};
}

Task<Result<std::optional<Product>>> Warehouse::product(std::string_view sku) {
  Statement const select{
      "SELECT BIN_TO_UUID(product_id), sku, product.name, stock, identifier, manager_email "
      "FROM product JOIN factory USING (factory_id) WHERE sku = ?",
      {std::string{sku}}};
  co_return co_await product_where(select);
}

Task<Result<std::optional<Product>>> Warehouse::product_with_id(std::string_view id) {
  Statement const select{
      "SELECT BIN_TO_UUID(product_id), sku, product.name, stock, identifier, manager_email "
      "FROM product JOIN factory USING (factory_id) WHERE BIN_TO_UUID(product_id) = ?",
      {std::string{id}}};
  co_return co_await product_where(select);
}

Task<Result<Ids>> Warehouse::ids(std::string_view sku) {
  Statement const select{
      "SELECT BIN_TO_UUID(product_id) AS product_id, BIN_TO_UUID(factory_id) AS factory_id "
      "FROM product WHERE sku = ?",
      {std::string{sku}}};
  auto const rows = co_await database_.query(select);
  co_return ids_of(rows);
}

Task<Result<Ids>> Warehouse::ids_without_alias(std::string_view sku) {
  Statement const select{
      "SELECT BIN_TO_UUID(product_id) AS product_id, BIN_TO_UUID(factory_id) "
      "FROM product WHERE sku = ?",
      {std::string{sku}}};
  auto const rows = co_await database_.query(select);
  co_return ids_of(rows);
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

Task<Result<std::optional<std::int64_t>>> Warehouse::sell(std::string_view sku,
                                                          std::int64_t count) {
  Statement const update{
      "UPDATE product SET stock = stock - ?1 WHERE sku = ?2 AND stock >= ?1 RETURNING stock",
      {count, std::string{sku}}};
  auto const rows = co_await database_.query(update);
  co_return single<std::int64_t>(rows, number);
}

Task<Result<Done>> Warehouse::set_stock(std::string_view sku, std::int64_t stock) {
  Statement const update{"UPDATE product SET stock = ? WHERE sku = ?", {stock, std::string{sku}}};
  co_return co_await change(update);
}

Task<Result<Done>> Warehouse::put_back(std::string_view sku, std::int64_t count) {
  Statement const update{"UPDATE product SET stock = stock + ? WHERE sku = ?",
                         {count, std::string{sku}}};
  co_return co_await change(update);
}

Task<Result<std::optional<std::int64_t>>> Warehouse::arrive(std::string_view order,
                                                            std::string_view sku,
                                                            std::int64_t count) {
  Statement const insert{
      "INSERT INTO arrival (order_id, product_id, count) "
      "SELECT ?, product_id, ? FROM product WHERE sku = ? ON CONFLICT DO NOTHING",
      {std::string{order}, count, std::string{sku}}};
  auto const inserted = co_await database_.query(insert);
  if (!inserted)
    co_return inserted.error();
  Statement const select{"SELECT stock FROM arrival WHERE order_id = ?", {std::string{order}}};
  auto const rows = co_await database_.query(select);
  co_return single<std::int64_t>(rows, number);
}

Task<Result<bool>> Warehouse::begin_restocking(std::string_view sku) {
  Statement const insert{
      "INSERT INTO restocking SELECT product_id FROM product WHERE sku = ? "
      "ON CONFLICT DO NOTHING RETURNING 1",
      {std::string{sku}}};
  auto const rows = co_await database_.query(insert);
  if (!rows)
    co_return rows.error();
  co_return !rows->rows.empty();
}

Task<Result<Done>> Warehouse::end_restocking(std::string_view sku) {
  Statement const remove{
      "DELETE FROM restocking WHERE product_id = (SELECT product_id FROM product WHERE sku = ?)",
      {std::string{sku}}};
  co_return co_await change(remove);
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
  co_return co_await change(update);
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
      // The order's id is the key: whoever tells of an arrival twice adds nothing the second time.
      {"CREATE TABLE arrival (order_id VARCHAR(200) PRIMARY KEY NOT NULL, product_id BINARY(16) "
       "NOT "
       "NULL REFERENCES product, count INT NOT NULL, stock INT)"},
      {"CREATE TABLE restocking (product_id BINARY(16) PRIMARY KEY NOT NULL REFERENCES product)"},
      // One statement with the arrival itself. Were they two, the stock could end between them, and
      // its ad run on; or the second could fail, and a Factory that calls again fill the stock
      // twice.
      {"CREATE TRIGGER arrival_fills_stock AFTER INSERT ON arrival "
       "BEGIN UPDATE product SET stock = stock + NEW.count WHERE product_id = NEW.product_id; "
       "UPDATE arrival SET stock = (SELECT stock FROM product WHERE product_id = NEW.product_id) "
       "WHERE order_id = NEW.order_id; "
       "DELETE FROM restocking WHERE product_id = NEW.product_id AND NEW.count > 0; END"},
      {"CREATE TRIGGER stock_resumes_ad AFTER UPDATE OF stock ON product WHEN NEW.stock > "
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
