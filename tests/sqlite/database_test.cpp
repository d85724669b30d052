#include <catch2/catch.hpp>

#include "sqlite/connection.hpp"
#include "sqlite/database.hpp"
#include "support/sim_box.hpp"

using namespace proofbox;

namespace {

std::string error_of(sqlite::Connection& connection, std::string sql, std::vector<Value> values = {}) {
  Statement const statement{std::move(sql), std::move(values)};
  auto const rows = connection.run(statement);
  return rows ? "none" : rows.error().message;
}

Rows rows_of(sqlite::Connection& connection, std::string sql, std::vector<Value> values = {}) {
  Statement const statement{std::move(sql), std::move(values)};
  auto rows = connection.run(statement);
  REQUIRE(rows.ok());
  return std::move(*rows);
}

void fill(sqlite::Connection& connection) {
  rows_of(connection, "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT NOT NULL)");
  rows_of(connection, "INSERT INTO t VALUES (1, 'a'), (2, 'b')");
}

}  // namespace

TEST_CASE("Values of every type go in and come out") {
  sqlite::Connection connection;
  auto const rows = rows_of(connection, "SELECT ? AS i, ? AS r, ? AS t, ? AS b, ? AS n",
                            {std::int64_t{-5}, 1.5, std::string{"도넛"}, Blob{std::string{"\0\1", 2}}, std::monostate{}});
  CHECK(rows.columns == std::vector<std::string>{"i", "r", "t", "b", "n"});
  CHECK(std::get<std::int64_t>(rows.rows[0][0]) == -5);
  CHECK(std::get<double>(rows.rows[0][1]) == 1.5);
  CHECK(std::get<std::string>(rows.rows[0][2]) == "도넛");
  CHECK(std::get<Blob>(rows.rows[0][3]).bytes.size() == 2);
  CHECK(std::holds_alternative<std::monostate>(rows.rows[0][4]));
}

TEST_CASE("An update says how many rows it touched") {
  sqlite::Connection connection;
  fill(connection);
  CHECK(rows_of(connection, "UPDATE t SET name = 'x' WHERE id > 0").changed == 2);
  CHECK(rows_of(connection, "UPDATE t SET name = 'x' WHERE id > 9").changed == 0);
}

TEST_CASE("What would bring in time, chance or the world outside is refused") {
  sqlite::Connection connection;
  for (auto const* sql : {"SELECT random()", "SELECT hex(randomblob(4))", "SELECT CURRENT_TIMESTAMP", "SELECT CURRENT_DATE", "SELECT date('now')",
                          "SELECT datetime('NOW')", "SELECT unixepoch()", "PRAGMA user_version", "ATTACH 'x.db' AS x"}) {
    INFO(sql);
    CHECK(error_of(connection, sql) != "none");
  }
  CHECK(error_of(connection, "SELECT date('2023-05-25')") == "none");
}

TEST_CASE("One statement at a time, with as many values as it takes") {
  sqlite::Connection connection;
  CHECK(error_of(connection, "SELECT 1; SELECT 2") == "One statement at a time: more stands behind the first.");
  CHECK(error_of(connection, "SELECT 1;  ") == "none");
  CHECK(error_of(connection, "") == "The statement is empty.");
  CHECK(error_of(connection, "SELECT ?") == "The statement takes 1 values, and 0 were given.");
}

TEST_CASE("Several rows need an order") {
  sqlite::Connection connection;
  fill(connection);
  CHECK(error_of(connection, "SELECT * FROM t") == "A SELECT of several rows needs ORDER BY: their order would be chance.");
  CHECK(error_of(connection, "SELECT * FROM t ORDER BY id") == "none");
  CHECK(error_of(connection, "SELECT * FROM t WHERE id = 1") == "none");
}

TEST_CASE("A transaction happens wholly or not at all") {
  sqlite::Connection connection;
  fill(connection);
  std::vector<Statement> const statements{{"DELETE FROM t"}, {"INSERT INTO t VALUES (1, NULL)"}};
  CHECK_FALSE(connection.transact(statements).ok());
  CHECK(rows_of(connection, "SELECT * FROM t ORDER BY id").rows.size() == 2);
}

TEST_CASE("UUIDs go to bytes and back as in MySQL") {
  sqlite::Connection connection;
  auto const rows = rows_of(connection, "SELECT BIN_TO_UUID(UUID_TO_BIN('e7b5da50-fa94-11ed-8923-0aebfd403c0e'))");
  CHECK(std::get<std::string>(rows.rows[0][0]) == "e7b5da50-fa94-11ed-8923-0aebfd403c0e");
  CHECK(rows.columns[0] == "BIN_TO_UUID(UUID_TO_BIN('e7b5da50-fa94-11ed-8923-0aebfd403c0e'))");
  CHECK(error_of(connection, "SELECT UUID_TO_BIN('x')") == "UUID_TO_BIN takes a UUID");
}

TEST_CASE("A look may only read") {
  sqlite::Connection connection;
  fill(connection);
  Statement const remove{"DELETE FROM t"};
  CHECK(connection.read(remove).error().message == "Only reading is allowed here.");
}

TEST_CASE("Callers of a database take turns between statements, and one too many is refused") {
  test::SimBox sim;
  sqlite::Database database{sim.box.scheduler(), 1};
  std::vector<std::string> log;
  auto const caller = [](sqlite::Database& db, std::vector<std::string>& said) -> Task<void> {
    Statement const select{"SELECT 1"};
    auto const rows = co_await db.query(select);
    said.push_back(rows ? "answered" : rows.error().message);
  };
  sim.box.spawn(caller(database, log));
  sim.box.spawn(caller(database, log));
  sim.loop.run();
  CHECK(log == std::vector<std::string>{"Too many connections", "answered"});
}
