// SQL in a box: what it computes, what it refuses, and who waits for whom.
#include <catch2/catch.hpp>

#include "sqlite/connection.hpp"
#include "sqlite/database.hpp"
#include "support/sim_box.hpp"

using namespace proofbox;

namespace {

std::string error_of(sqlite::Connection& connection, std::string sql,
                     std::vector<Value> values = {}) {
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

std::string text_of(sqlite::Connection& connection, std::string sql,
                    std::vector<Value> values = {}) {
  return std::get<std::string>(rows_of(connection, std::move(sql), std::move(values)).rows[0][0]);
}

void fill(sqlite::Connection& connection) {
  rows_of(connection, "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT NOT NULL)");
  rows_of(connection, "INSERT INTO t VALUES (1, 'a'), (2, 'b')");
}

}  // namespace

TEST_CASE("Values of every type go in and come out", "[sqlite]") {
  sqlite::Connection connection;
  auto const rows = rows_of(
      connection, "SELECT ? AS i, ? AS r, ? AS t, ? AS b, ? AS n",
      {std::int64_t{-5}, 1.5, std::string{"도넛"}, Blob{std::string{"\0\1", 2}}, std::monostate{}});
  CHECK(rows.columns == std::vector<std::string>{"i", "r", "t", "b", "n"});
  CHECK(std::get<std::int64_t>(rows.rows[0][0]) == -5);
  CHECK(std::get<double>(rows.rows[0][1]) == 1.5);
  CHECK(std::get<std::string>(rows.rows[0][2]) == "도넛");
  CHECK(std::get<Blob>(rows.rows[0][3]).bytes.size() == 2);
  CHECK(std::holds_alternative<std::monostate>(rows.rows[0][4]));
}

TEST_CASE("An update says how many rows it touched", "[sqlite]") {
  sqlite::Connection connection;
  fill(connection);
  CHECK(rows_of(connection, "UPDATE t SET name = 'x' WHERE id > 0").changed == 2);
  CHECK(rows_of(connection, "UPDATE t SET name = 'x' WHERE id > 9").changed == 0);
}

TEST_CASE("What would bring in chance, or leave the database, is refused", "[sqlite]") {
  sqlite::Connection connection;
  CHECK(error_of(connection, "SELECT random()") ==
        "random is refused: time and chance come from the box, as values of the statement.");
  CHECK(error_of(connection, "SELECT hex(randomblob(4))").starts_with("randomblob is refused"));
  CHECK(error_of(connection, "SELECT 1 UNION SELECT 2 ORDER BY RANDOM()") != "none");
  fill(connection);
  CHECK(error_of(connection, "SELECT * FROM t ORDER BY RANDOM()").starts_with("random is refused"));
  rows_of(connection,
          "CREATE TABLE drawn (id INTEGER PRIMARY KEY, lot INTEGER DEFAULT (random()))");
  CHECK(error_of(connection, "INSERT INTO drawn (id) VALUES (1)").starts_with("random is refused"));
  auto const* const outside =
      "PRAGMA, ATTACH and DETACH are refused: a statement may not change or leave its database.";
  for (auto const* sql : {"PRAGMA user_version", "PRAGMA foreign_keys = OFF", "ATTACH 'x.db' AS x",
                          "DETACH main", "SELECT * FROM pragma_user_version"}) {
    INFO(sql);
    CHECK(error_of(connection, sql) == outside);
  }
  CHECK(error_of(connection, "VACUUM INTO 'copy.db'") != "none");
}

TEST_CASE("The machine's clock and time zone are refused, however they are asked for", "[sqlite]") {
  sqlite::Connection connection;
  for (auto const* sql :
       {"SELECT CURRENT_TIMESTAMP", "SELECT CURRENT_DATE", "SELECT CURRENT_TIME",
        "SELECT date('now')", "SELECT datetime('NOW')", "SELECT date(\"now\")",
        "SELECT time('no' || 'w')", "SELECT date(CAST('now' AS BLOB))", "SELECT unixepoch()",
        "SELECT julianday ()", "SELECT strftime('%s')", "SELECT strftime('%s', 'now', '+1 day')",
        "SELECT datetime('2023-05-25', 'localtime')", "SELECT datetime('2023-05-25', 'utc')"}) {
    INFO(sql);
    CHECK(error_of(connection, sql) != "none");
  }
  CHECK(error_of(connection, "SELECT date(?)", {std::string{"now"}}) ==
        "date() has no 'now' and no time zone here: box time is a value of the statement.");
  rows_of(connection,
          "CREATE TABLE log (id INTEGER PRIMARY KEY, at TEXT DEFAULT CURRENT_TIMESTAMP)");
  CHECK(error_of(connection, "INSERT INTO log (id) VALUES (1)")
            .starts_with("CURRENT_TIMESTAMP is refused"));
}

TEST_CASE("A date that is given is computed as SQLite computes it", "[sqlite]") {
  sqlite::Connection connection;
  CHECK(text_of(connection, "SELECT date('2023-05-25', '+1 month')") == "2023-06-25");
  CHECK(text_of(connection, "SELECT datetime(?, 'unixepoch')", {std::int64_t{1684972800}}) ==
        "2023-05-25 00:00:00");
  CHECK(text_of(connection, "SELECT strftime('%d.%m.%Y', ?)",
                {std::string{"2023-05-25T09:00:00"}}) == "25.05.2023");
  CHECK(std::get<std::int64_t>(rows_of(connection, "SELECT unixepoch('2023-05-25')").rows[0][0]) ==
        1684972800);
  CHECK(std::get<double>(rows_of(connection, "SELECT julianday('2023-05-25')").rows[0][0]) ==
        2460089.5);
  CHECK(
      std::holds_alternative<std::monostate>(rows_of(connection, "SELECT date(NULL)").rows[0][0]));
}

TEST_CASE("One statement at a time, with as many values as it takes", "[sqlite]") {
  sqlite::Connection connection;
  CHECK(error_of(connection, "SELECT 1; SELECT 2") ==
        "One statement at a time: more stands behind the first.");
  CHECK(error_of(connection, "SELECT 1; nonsense") ==
        "One statement at a time: more stands behind the first.");
  CHECK(error_of(connection, "SELECT 1;  ") == "none");
  CHECK(error_of(connection, "SELECT 1; -- done") == "none");
  CHECK(error_of(connection, "") == "The statement is empty.");
  CHECK(error_of(connection, "-- nothing") == "The statement is empty.");
  CHECK(error_of(connection, std::string{"SELECT 1\0; DELETE FROM t", 25}) ==
        "The statement holds a NUL character.");
  CHECK(error_of(connection, "SELECT ?") == "The statement takes 1 values, and 0 were given.");
  CHECK(error_of(connection, "SELECT * FROM nowhere") == "no such table: nowhere");
}

TEST_CASE("Several rows need an order", "[sqlite]") {
  sqlite::Connection connection;
  fill(connection);
  CHECK(error_of(connection, "SELECT * FROM t") ==
        "A SELECT of several rows needs ORDER BY: their order would be chance.");
  CHECK(error_of(connection, "SELECT * FROM t ORDER BY id") == "none");
  CHECK(error_of(connection, "SELECT * FROM t ORDER\n    BY id") == "none");
  CHECK(error_of(connection, "SELECT * FROM t WHERE id = 1") == "none");
}

TEST_CASE("A statement sees a table's new columns", "[sqlite]") {
  sqlite::Connection connection;
  fill(connection);
  CHECK(rows_of(connection, "SELECT * FROM t WHERE id = 1").columns.size() == 2);
  rows_of(connection, "ALTER TABLE t ADD COLUMN price INT NOT NULL DEFAULT 7");
  auto const rows = rows_of(connection, "SELECT * FROM t WHERE id = 1");
  CHECK(rows.columns == std::vector<std::string>{"id", "name", "price"});
  CHECK(std::get<std::int64_t>(rows.rows[0][2]) == 7);
}

TEST_CASE("A transaction happens wholly or not at all", "[sqlite]") {
  sqlite::Connection connection;
  fill(connection);
  std::vector<Statement> const refused{{"DELETE FROM t"}, {"INSERT INTO t VALUES (1, NULL)"}};
  CHECK(connection.transact(refused).error().message == "NOT NULL constraint failed: t.name");
  CHECK(rows_of(connection, "SELECT * FROM t ORDER BY id").rows.size() == 2);
  std::vector<Statement> const allowed{{"DELETE FROM t"}, {"INSERT INTO t VALUES (3, 'c')"}};
  CHECK(connection.transact(allowed).ok());
  CHECK(text_of(connection, "SELECT name FROM t") == "c");
}

TEST_CASE("Foreign keys hold, at once and at a transaction's end", "[sqlite]") {
  sqlite::Connection connection;
  fill(connection);
  rows_of(connection, "CREATE TABLE now_held (t INTEGER REFERENCES t)");
  rows_of(connection,
          "CREATE TABLE held_later (t INTEGER REFERENCES t DEFERRABLE INITIALLY DEFERRED)");
  CHECK(error_of(connection, "INSERT INTO now_held VALUES (9)") == "FOREIGN KEY constraint failed");
  std::vector<Statement> const dangling{{"INSERT INTO held_later VALUES (9)"}};
  CHECK(connection.transact(dangling).error().message == "FOREIGN KEY constraint failed");
  std::vector<Statement> const mended{{"INSERT INTO held_later VALUES (9)"},
                                      {"INSERT INTO t VALUES (9, 'i')"}};
  CHECK(connection.transact(mended).ok());
  CHECK(rows_of(connection, "SELECT * FROM held_later").rows.size() == 1);
}

TEST_CASE("A statement cannot open or end a transaction by itself", "[sqlite]") {
  sqlite::Connection connection;
  fill(connection);
  CHECK(error_of(connection, "BEGIN") ==
        "BEGIN is refused: the statements of one transaction are given together.");
  CHECK(error_of(connection, "SAVEPOINT s") ==
        "SAVEPOINT is refused: the statements of one transaction are given together.");
  std::vector<Statement> const sly{{"DELETE FROM t"}, {"COMMIT"}};
  CHECK(connection.transact(sly).error().message ==
        "COMMIT is refused: the statements of one transaction are given together.");
  CHECK(rows_of(connection, "SELECT * FROM t ORDER BY id").rows.size() == 2);
}

TEST_CASE("UUIDs go to bytes and back as in MySQL", "[sqlite]") {
  sqlite::Connection connection;
  auto const rows = rows_of(
      connection, "SELECT BIN_TO_UUID(UUID_TO_BIN('e7b5da50-fa94-11ed-8923-0aebfd403c0e'))");
  CHECK(std::get<std::string>(rows.rows[0][0]) == "e7b5da50-fa94-11ed-8923-0aebfd403c0e");
  CHECK(rows.columns[0] == "BIN_TO_UUID(UUID_TO_BIN('e7b5da50-fa94-11ed-8923-0aebfd403c0e'))");
  for (auto const* same :
       {"E7B5DA50FA9411ED89230AEBFD403C0E", "{e7b5da50-fa94-11ed-8923-0aebfd403c0e}"})
    CHECK(text_of(connection, "SELECT BIN_TO_UUID(UUID_TO_BIN(?))", {std::string{same}}) ==
          "e7b5da50-fa94-11ed-8923-0aebfd403c0e");
  for (auto const* text : {"x", "", "zze7b5da50-fa94-11ed-8923-0aebfd403c0e",
                           "e7b5da50fa-94-11ed-8923-0aebfd403c0e"}) {
    INFO(text);
    CHECK(error_of(connection, "SELECT UUID_TO_BIN(?)", {std::string{text}}) ==
          "Incorrect string value: '" + std::string{text} + "' for function uuid_to_bin");
  }
  CHECK(error_of(connection, "SELECT BIN_TO_UUID(x'0102')") ==
        "Incorrect string value: '0102' for function bin_to_uuid");
  auto const nulls = rows_of(connection, "SELECT UUID_TO_BIN(NULL), BIN_TO_UUID(NULL)");
  CHECK(std::holds_alternative<std::monostate>(nulls.rows[0][0]));
  CHECK(std::holds_alternative<std::monostate>(nulls.rows[0][1]));
}

TEST_CASE("A look may only read", "[sqlite]") {
  sqlite::Connection connection;
  fill(connection);
  Statement const remove{"DELETE FROM t"};
  CHECK(connection.read(remove).error().message == "Only reading is allowed here.");
  Statement const select{"SELECT name FROM t WHERE id = 2"};
  CHECK(connection.read(select)->rows.size() == 1);
}

TEST_CASE("Callers of a database take turns between statements", "[sqlite]") {
  test::SimBox sim;
  sqlite::Database database{sim.box.scheduler()};
  std::vector<std::string> log;
  auto const caller = [](sqlite::Database& db, std::string name,
                         std::vector<std::string>& said) -> Task<void> {
    Statement const select{"SELECT 1"};
    for (auto const* time : {" first", " again"}) {
      auto const rows = co_await db.query(select);
      check(rows.ok(), "a query of a test is answered");
      said.push_back(name + time);
    }
  };
  sim.box.spawn(caller(database, "one", log));
  sim.box.spawn(caller(database, "two", log));
  CHECK(log.empty());
  sim.loop.run();
  CHECK(log == std::vector<std::string>{"one first", "two first", "one again", "two again"});
}

TEST_CASE("One caller too many is refused as MySQL refuses it", "[sqlite]") {
  test::SimBox sim;
  sqlite::Database database{sim.box.scheduler(), 1};
  std::vector<std::string> log;
  auto const caller = [](sqlite::Database& db, std::vector<std::string>& said) -> Task<void> {
    Statement const select{"SELECT 1"};
    auto const rows = co_await db.query(select);
    said.push_back(rows ? "answered" : rows.error().code + ": " + rows.error().message);
  };
  sim.box.spawn(caller(database, log));
  sim.box.spawn(caller(database, log));
  sim.loop.run();
  sim.box.spawn(caller(database, log));
  sim.loop.run();
  CHECK(log == std::vector<std::string>{"ER_CON_COUNT_ERROR: Too many connections", "answered",
                                        "answered"});
}

TEST_CASE("A database is told as the statements that make it anew", "[sqlite][state]") {
  sqlite::Connection connection;
  for (auto const* sql :
       {"CREATE TABLE parent (id INTEGER PRIMARY KEY AUTOINCREMENT, \"odd \"\"name\" TEXT)",
        "CREATE TABLE child (key TEXT PRIMARY KEY, of INTEGER REFERENCES parent(id)) WITHOUT ROWID",
        "CREATE TABLE things (i, r, t, b, n, double INTEGER GENERATED ALWAYS AS (i * 2))",
        "CREATE INDEX by_name ON parent (\"odd \"\"name\")",
        "CREATE VIEW names AS SELECT \"odd \"\"name\" AS name FROM parent",
        "CREATE TRIGGER last AFTER DELETE ON parent BEGIN DELETE FROM child; END",
        "INSERT INTO parent (\"odd \"\"name\") VALUES ('it''s'), ('gone'), ('도넛')",
        "DELETE FROM parent WHERE id = 2", "INSERT INTO child VALUES ('b', 3), ('a', 1)"})
    REQUIRE(error_of(connection, sql) == "none");
  rows_of(connection, "INSERT INTO things (i, r, t, b, n) VALUES (?, ?, ?, ?, ?)",
          {std::numeric_limits<std::int64_t>::min(), 0.1, std::string{"a\0'b", 4},
           Blob{std::string{"\0\1", 2}}, std::monostate{}});
  rows_of(connection, "INSERT INTO things (i, r) VALUES (7, 3.0)");
  auto const told = connection.dump();

  sqlite::Connection anew;
  auto const loaded = anew.load(told);
  INFO((loaded ? std::string{} : loaded.error().message));
  REQUIRE(loaded.ok());
  CHECK(anew.dump() == told);
  CHECK(rows_of(anew, "SELECT * FROM things ORDER BY i").rows ==
        rows_of(connection, "SELECT * FROM things ORDER BY i").rows);
  CHECK(text_of(anew, "SELECT name FROM names ORDER BY name LIMIT 1") == "it's");
  // A number that was given once is not given again.
  rows_of(anew, "DELETE FROM parent WHERE id = 3");
  rows_of(anew, "INSERT INTO parent (\"odd \"\"name\") VALUES ('new')");
  CHECK(std::get<std::int64_t>(rows_of(anew, "SELECT max(id) FROM parent").rows[0][0]) == 4);
}

TEST_CASE("Statements that make no database leave none behind", "[sqlite][state]") {
  sqlite::Connection connection;
  CHECK(connection.load({"CREATE TABLE t (a)", "INSERT INTO u VALUES (1)"}).error().message ==
        "no such table: u");
  CHECK(connection.dump().empty());
  CHECK_FALSE(connection.load({"PRAGMA foreign_keys = OFF"}).ok());
  CHECK_FALSE(connection
                  .load({"CREATE TABLE a (x REFERENCES b(x))", "CREATE TABLE b (x PRIMARY KEY)",
                         "INSERT INTO a VALUES (1)"})
                  .ok());
  CHECK(connection.dump().empty());
}
