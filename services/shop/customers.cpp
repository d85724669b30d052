#include "shop/customers.hpp"

namespace proofbox::shop {

Task<Result<Done>> Customers::make_vip(std::string_view user, std::string_view order) {
  Statement const upsert{
      "INSERT INTO customer (user_id, type, vip_since_order) VALUES (?, 'Vip', ?) "
      "ON CONFLICT (user_id) DO UPDATE SET type = 'Vip', vip_since_order = "
      "excluded.vip_since_order WHERE type = 'normal'",
      {std::string{user}, std::string{order}}};
  auto const rows = co_await database_.query(upsert);
  if (!rows)
    co_return rows.error();
  co_return Done{};
}

std::vector<Statement> Customers::setup() {
  // MySQL would say ENUM('normal','Vip').
  return {
      {"CREATE TABLE customer (user_id VARCHAR(200) PRIMARY KEY NOT NULL, "
       "type VARCHAR(6) NOT NULL DEFAULT 'normal' CHECK (type IN ('normal', 'Vip')), "
       "vip_since_order VARCHAR(200))"}};
}

Statement Customers::customer_at_first(std::string const& user, std::string const& type) {
  return {"INSERT INTO customer (user_id, type) VALUES (?, ?)", {user, type}};
}

}  // namespace proofbox::shop
