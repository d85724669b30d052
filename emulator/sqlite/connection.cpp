#include "sqlite/connection.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <cmath>
#include <map>

#include "base/check.hpp"
#include "base/text.hpp"
#include "sqlite/functions.hpp"

namespace proofbox::sqlite {
namespace {

Error refusal(std::string sentence) { return {"DatabaseError", std::move(sentence), 500}; }

struct Finalizer {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Prepared = std::unique_ptr<sqlite3_stmt, Finalizer>;

constexpr std::size_t prepared_max = 256;

int bind(sqlite3_stmt* statement, int at, Value const& value) {
  if (auto const* number = std::get_if<std::int64_t>(&value))
    return sqlite3_bind_int64(statement, at, *number);
  if (auto const* real = std::get_if<double>(&value))
    return sqlite3_bind_double(statement, at, *real);
  if (auto const* text = std::get_if<std::string>(&value))
    return sqlite3_bind_text64(statement, at, text->data(), text->size(), SQLITE_TRANSIENT,
                               SQLITE_UTF8);
  if (auto const* blob = std::get_if<Blob>(&value))
    return sqlite3_bind_blob64(statement, at, blob->bytes.data(), blob->bytes.size(),
                               SQLITE_TRANSIENT);
  return sqlite3_bind_null(statement, at);
}

Value column(sqlite3_stmt* statement, int at) {
  auto const bytes = [&](void const* data) {
    auto const size = static_cast<std::size_t>(sqlite3_column_bytes(statement, at));
    return data == nullptr ? std::string{} : std::string{static_cast<char const*>(data), size};
  };
  switch (sqlite3_column_type(statement, at)) {
    case SQLITE_INTEGER: return sqlite3_column_int64(statement, at);
    case SQLITE_FLOAT: return sqlite3_column_double(statement, at);
    case SQLITE_TEXT: return bytes(sqlite3_column_text(statement, at));
    case SQLITE_BLOB: return Blob{bytes(sqlite3_column_blob(statement, at))};
    default: return std::monostate{};
  }
}

std::string quoted(std::string_view name, char mark) {
  std::string text{mark};
  for (char const c : name)
    text.append(c == mark ? 2 : 1, c);
  return text + mark;
}

// A value as SQL writes it.
std::string literal(Value const& value) {
  if (auto const* number = std::get_if<std::int64_t>(&value))
    return std::to_string(*number);
  if (auto const* real = std::get_if<double>(&value)) {
    if (!std::isfinite(*real))
      return *real > 0 ? "9e999" : *real < 0 ? "-9e999" : "NULL";
    auto const text = fmt::format("{}", *real);
    return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
  }
  if (auto const* blob = std::get_if<Blob>(&value))
    return "X'" + hex(blob->bytes) + '\'';
  auto const* const text = std::get_if<std::string>(&value);
  if (text == nullptr)
    return "NULL";
  return text->find('\0') == std::string::npos ? quoted(*text, '\'')
                                               : "CAST(X'" + hex(*text) + "' AS TEXT)";
}

// Whether the text has the words, whatever blanks stand between them.
bool is_ordered(std::string_view sql) {
  std::string plain;
  for (char const c : lower_case(sql)) {
    bool const is_blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!is_blank)
      plain += c;
    else if (!plain.empty() && plain.back() != ' ')
      plain += ' ';
  }
  return plain.find("order by") != std::string::npos;
}

constexpr int work_of_a_statement = 100;  // thousands of SQLite's steps, while a dump is loaded

}  // namespace

struct Connection::Handle {
  Handle() {
    constexpr int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    check(sqlite3_open_v2(":memory:", &database, flags, nullptr) == SQLITE_OK,
          "SQLite opens a database in memory");
    check(execute("PRAGMA foreign_keys = ON"), "SQLite holds foreign keys");
    add_functions(database);
    sqlite3_set_authorizer(database, authorize, this);
  }
  Handle(Handle const&) = delete;
  Handle& operator=(Handle const&) = delete;
  ~Handle() {
    prepared.clear();
    sqlite3_close(database);
  }

  // From now on SQLite gives up after so many thousands of its steps; 0: never.
  void bound_work(int thousands) {
    work_left = thousands;
    auto const give_up = [](void* left) -> int { return --*static_cast<int*>(left) < 0; };
    sqlite3_progress_handler(database, thousands > 0 ? 1000 : 0, give_up, &work_left);
  }
  int work_left = 0;

  // Asked by SQLite for each thing that a statement would do. What is denied is said in `denied`.
  static int authorize(void* self, int action, char const* first, char const*, char const*,
                       char const*) {
    auto& handle = *static_cast<Handle*>(self);
    if (handle.is_own)
      return SQLITE_OK;
    switch (action) {
      case SQLITE_ATTACH:
      case SQLITE_DETACH:
      case SQLITE_PRAGMA:
        handle.denied =
            "PRAGMA, ATTACH and DETACH are refused: a statement may not change or leave its "
            "database.";
        return SQLITE_DENY;
      case SQLITE_TRANSACTION:
      case SQLITE_SAVEPOINT:
        handle.denied =
            fmt::format("{} is refused: the statements of one transaction are given together.",
                        action == SQLITE_TRANSACTION && first != nullptr ? first : "SAVEPOINT");
        return SQLITE_DENY;
      default: return SQLITE_OK;
    }
  }

  // Why SQLite did not do the latest thing.
  Error complaint() {
    if (auto const sentence = std::exchange(denied, {}); !sentence.empty())
      return refusal(sentence);
    return refusal(sqlite3_errmsg(database));
  }

  // The statement, prepared now or earlier.
  Result<sqlite3_stmt*> prepare(std::string const& sql) {
    denied.clear();
    if (auto const found = prepared.find(sql); found != prepared.end())
      return found->second.get();
    if (sql.find('\0') != std::string::npos)
      return refusal("The statement holds a NUL character.");
    auto const* rest = sql.data();
    auto statement = next_statement(sql, rest);
    if (!statement)
      return statement.error();
    if (*statement == nullptr)
      return refusal("The statement is empty.");
    auto const behind = next_statement(sql, rest);
    if (!behind || *behind != nullptr)
      return refusal("One statement at a time: more stands behind the first.");
    if (prepared.size() >= prepared_max)
      prepared.clear();
    return prepared.emplace(sql, *std::move(statement)).first->second.get();
  }

  Result<Rows> step(sqlite3_stmt* statement, Statement const& from) {
    struct Rewind {
      sqlite3_stmt* statement;
      ~Rewind() {
        sqlite3_reset(statement);
        sqlite3_clear_bindings(statement);
      }
    };
    Rewind const rewind{statement};
    if (auto const error = bind_all(statement, from.values))
      return *error;
    Rows rows;
    auto const changes_before = sqlite3_total_changes64(database);
    int code = sqlite3_step(statement);
    // Only now: SQLite prepares the statement anew where a table has changed meanwhile.
    auto const columns = sqlite3_column_count(statement);
    for (int i = 0; i < columns; ++i)
      rows.columns.emplace_back(sqlite3_column_name(statement, i));
    for (; code == SQLITE_ROW; code = sqlite3_step(statement)) {
      auto& row = rows.rows.emplace_back();
      for (int i = 0; i < columns; ++i)
        row.push_back(column(statement, i));
    }
    if (code != SQLITE_DONE)
      return complaint();
    if (rows.rows.size() > 1 && sqlite3_stmt_readonly(statement) != 0 && !is_ordered(from.sql))
      return refusal("A SELECT of several rows needs ORDER BY: their order would be chance.");
    rows.changed = sqlite3_total_changes64(database) - changes_before;
    return rows;
  }

  // A statement of the connection's own, which the authorizer lets pass.
  bool execute(char const* sql) {
    is_own = true;
    auto const code = sqlite3_exec(database, sql, nullptr, nullptr, nullptr);
    is_own = false;
    return code == SQLITE_OK;
  }

  // SQLite ends the transaction by itself after some errors.
  void roll_back() {
    if (sqlite3_get_autocommit(database) == 0)
      check(execute("ROLLBACK"), "SQLite rolls back");
  }

  sqlite3* database = nullptr;
  std::map<std::string, Prepared> prepared;
  std::string denied;  // by the authorizer, since the latest call of prepare()
  bool is_own = false;

 private:
  // The statement at `rest`, which moves behind it; null where only blanks and comments are left.
  Result<Prepared> next_statement(std::string const& sql, char const*& rest) {
    auto const size = static_cast<int>(sql.data() + sql.size() - rest);
    sqlite3_stmt* made = nullptr;
    if (sqlite3_prepare_v2(database, rest, size, &made, &rest) != SQLITE_OK)
      return complaint();
    return Prepared{made};
  }

  std::optional<Error> bind_all(sqlite3_stmt* statement, std::vector<Value> const& values) {
    auto const wanted = static_cast<std::size_t>(sqlite3_bind_parameter_count(statement));
    if (wanted != values.size())
      return refusal(
          fmt::format("The statement takes {} values, and {} were given.", wanted, values.size()));
    for (std::size_t i = 0; i < values.size(); ++i)
      if (bind(statement, static_cast<int>(i) + 1, values[i]) != SQLITE_OK)
        return complaint();
    return {};
  }
};

Connection::Connection() : handle_(std::make_unique<Handle>()) {}
Connection::~Connection() = default;

Result<Rows> Connection::run(Statement const& statement) {
  auto const prepared = handle_->prepare(statement.sql);
  if (!prepared)
    return prepared.error();
  return handle_->step(*prepared, statement);
}

Result<Rows> Connection::read(Statement const& statement) {
  auto const prepared = handle_->prepare(statement.sql);
  if (!prepared)
    return prepared.error();
  if (sqlite3_stmt_readonly(*prepared) == 0)
    return refusal("Only reading is allowed here.");
  return handle_->step(*prepared, statement);
}

Result<Done> Connection::transact(std::vector<Statement> const& statements) {
  check(handle_->execute("BEGIN"), "SQLite begins a transaction where none is open");
  return finish(statements);
}

Result<Done> Connection::finish(std::vector<Statement> const& statements) {
  for (auto const& statement : statements)
    if (auto const done = run(statement); !done) {
      handle_->roll_back();
      return done.error();
    }
  // Keys that are checked only now may still refuse the whole.
  if (!handle_->execute("COMMIT")) {
    auto const error = handle_->complaint();
    handle_->roll_back();
    return error;
  }
  return Done{};
}

// ---- all of it ----

Rows Connection::read_own(std::string sql, std::vector<Value> values) {
  handle_->is_own = true;
  Statement const statement{std::move(sql), std::move(values)};
  auto rows = run(statement);
  handle_->is_own = false;
  check(rows.ok(), rows ? "" : rows.error().message.c_str());
  return std::move(*rows);
}

std::vector<std::string> Connection::dump() {
  std::vector<std::string> statements;
  auto const tables = read_own(
      "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' "
      "ESCAPE '\\' ORDER BY rowid");
  for (auto const& table : tables.rows)
    statements.push_back(std::get<std::string>(table[1]));
  for (auto const& table : tables.rows)
    dump_rows(std::get<std::string>(table[0]), statements);
  auto const counts =
      read_own("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_sequence' ORDER BY 1");
  if (!counts.rows.empty()) {
    statements.emplace_back("DELETE FROM sqlite_sequence");
    dump_rows("sqlite_sequence", statements);
  }
  auto const others = read_own(
      "SELECT sql FROM sqlite_schema WHERE type <> 'table' AND sql IS NOT NULL ORDER BY rowid");
  for (auto const& other : others.rows)
    statements.push_back(std::get<std::string>(other[0]));
  return statements;
}

// A table without rowids stands in the order of its key.
void Connection::dump_rows(std::string const& table, std::vector<std::string>& statements) {
  auto const name = quoted(table, '"');
  auto const columns =
      read_own("SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0 ORDER BY cid", {table});
  auto const keyed =
      read_own("SELECT wr FROM pragma_table_list WHERE name = ? ORDER BY 1", {table});
  bool const has_rowid = keyed.rows.empty() || keyed.rows[0][0] == Value{std::int64_t{0}};
  std::string list;
  for (auto const& column : columns.rows)
    list += (list.empty() ? "" : ",") + quoted(std::get<std::string>(column[0]), '"');
  auto const rows = read_own("SELECT " + list + " FROM " + name +
                             (has_rowid ? " ORDER BY rowid" : " /* ORDER BY its key */"));
  for (auto const& row : rows.rows) {
    std::string values;
    for (auto const& value : row)
      values += (values.empty() ? "" : ",") + literal(value);
    statements.push_back("INSERT INTO " + name + '(' + list + ") VALUES(" + values + ')');
  }
}

Result<Done> Connection::load(std::vector<std::string> const& statements) {
  check(handle_->execute("BEGIN"), "SQLite begins a transaction where none is open");
  check(handle_->execute("PRAGMA defer_foreign_keys = ON"), "SQLite puts foreign keys off");
  std::vector<Statement> all;
  for (auto const& statement : statements)
    all.push_back({statement});
  handle_->bound_work(work_of_a_statement * (1 + static_cast<int>(all.size())));
  auto done = finish(all);
  handle_->bound_work(0);
  return done;
}

}  // namespace proofbox::sqlite
