#include "sqlite/connection.hpp"

#include <sqlite3.h>

#include <map>

#include "base/check.hpp"
#include "base/text.hpp"

namespace proofbox::sqlite {
namespace {

Error refusal(std::string sentence) { return {"DatabaseError", std::move(sentence), 500}; }

struct Finalizer {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Prepared = std::unique_ptr<sqlite3_stmt, Finalizer>;

constexpr std::size_t prepared_max = 256;

// Time and chance come from the box, as values of a statement.
bool asks_for_time_or_chance(std::string_view function) {
  for (auto const* name : {"random", "randomblob", "current_time", "current_date", "current_timestamp"})
    if (equal_ignoring_case(function, name))
      return true;
  return false;
}

// Date functions are pure but for 'now' (and for a missing argument, which means the same).
bool asks_for_now(std::string_view sql) {
  auto const lower = lower_case(sql);
  if (lower.find("'now'") != std::string::npos)
    return true;
  for (auto const* call : {"date()", "time()", "datetime()", "julianday()", "unixepoch()"})
    if (lower.find(call) != std::string::npos)
      return true;
  return false;
}

int authorize(void*, int action, char const*, char const* second, char const*, char const*) {
  switch (action) {
    case SQLITE_ATTACH:
    case SQLITE_DETACH:
    case SQLITE_PRAGMA:
      return SQLITE_DENY;
    case SQLITE_FUNCTION:
      return second != nullptr && asks_for_time_or_chance(second) ? SQLITE_DENY : SQLITE_OK;
    default:
      return SQLITE_OK;
  }
}

// MySQL's functions, without its swap flag: 16 bytes to "e7b5da50-fa94-11ed-8923-0aebfd403c0e", and back.
void bin_to_uuid(sqlite3_context* context, int, sqlite3_value** values) {
  auto const* bytes = static_cast<char const*>(sqlite3_value_blob(values[0]));
  if (bytes == nullptr || sqlite3_value_bytes(values[0]) != 16)
    return sqlite3_result_null(context);
  auto text = hex({bytes, 16});
  for (std::size_t at : {8u, 13u, 18u, 23u})
    text.insert(at, "-");
  sqlite3_result_text(context, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
}

void uuid_to_bin(sqlite3_context* context, int, sqlite3_value** values) {
  auto const* given = reinterpret_cast<char const*>(sqlite3_value_text(values[0]));
  std::string bytes;
  std::string_view const text = given == nullptr ? "" : given;
  int half = -1;
  for (char c : text) {
    int const digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
    if (digit < 0)
      continue;
    if (half < 0) {
      half = digit;
    } else {
      bytes += static_cast<char>(half * 16 + digit);
      half = -1;
    }
  }
  if (bytes.size() != 16)
    return sqlite3_result_error(context, "UUID_TO_BIN takes a UUID", -1);
  sqlite3_result_blob(context, bytes.data(), static_cast<int>(bytes.size()), SQLITE_TRANSIENT);
}

void bind(sqlite3_stmt* statement, int at, Value const& value) {
  if (auto const* number = std::get_if<std::int64_t>(&value))
    sqlite3_bind_int64(statement, at, *number);
  else if (auto const* real = std::get_if<double>(&value))
    sqlite3_bind_double(statement, at, *real);
  else if (auto const* text = std::get_if<std::string>(&value))
    sqlite3_bind_text64(statement, at, text->data(), text->size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  else if (auto const* blob = std::get_if<Blob>(&value))
    sqlite3_bind_blob64(statement, at, blob->bytes.data(), blob->bytes.size(), SQLITE_TRANSIENT);
  else
    sqlite3_bind_null(statement, at);
}

Value column(sqlite3_stmt* statement, int at) {
  auto const bytes = [&](void const* data) {
    return std::string{static_cast<char const*>(data), static_cast<std::size_t>(sqlite3_column_bytes(statement, at))};
  };
  switch (sqlite3_column_type(statement, at)) {
    case SQLITE_INTEGER: return sqlite3_column_int64(statement, at);
    case SQLITE_FLOAT: return sqlite3_column_double(statement, at);
    case SQLITE_TEXT: return bytes(sqlite3_column_text(statement, at));
    case SQLITE_BLOB: {
      auto const* data = sqlite3_column_blob(statement, at);
      return data == nullptr ? Blob{} : Blob{bytes(data)};
    }
    default: return std::monostate{};
  }
}

bool is_ordered(std::string_view sql) { return lower_case(sql).find("order by") != std::string::npos; }

}  // namespace

struct Connection::Handle {
  Handle() {
    check(sqlite3_open_v2(":memory:", &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr) == SQLITE_OK,
          "SQLite opens a database in memory");
    check(sqlite3_exec(database, "PRAGMA foreign_keys = ON", nullptr, nullptr, nullptr) == SQLITE_OK, "SQLite holds foreign keys");
    sqlite3_create_function(database, "BIN_TO_UUID", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nullptr, bin_to_uuid, nullptr, nullptr);
    sqlite3_create_function(database, "UUID_TO_BIN", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nullptr, uuid_to_bin, nullptr, nullptr);
    sqlite3_set_authorizer(database, authorize, nullptr);
  }
  Handle(Handle const&) = delete;
  Handle& operator=(Handle const&) = delete;
  ~Handle() {
    prepared.clear();
    sqlite3_close(database);
  }

  Error complaint() const { return refusal(sqlite3_errmsg(database)); }

  // The statement, prepared now or earlier.
  Result<sqlite3_stmt*> prepare(std::string const& sql) {
    if (auto const found = prepared.find(sql); found != prepared.end())
      return found->second.get();
    if (asks_for_now(sql))
      return refusal("Box time is a value of the statement: the database has no 'now'.");
    sqlite3_stmt* made = nullptr;
    char const* rest = nullptr;
    if (sqlite3_prepare_v2(database, sql.data(), static_cast<int>(sql.size()), &made, &rest) != SQLITE_OK) {
      auto const error = complaint();
      if (sqlite3_errcode(database) != SQLITE_AUTH)
        return error;
      return refusal("Refused, since it would bring in time or chance of its own, or reach outside: " + error.message + '.');
    }
    Prepared statement{made};
    if (statement == nullptr)
      return refusal("The statement is empty.");
    if (!trim(std::string_view{rest, static_cast<std::size_t>(sql.data() + sql.size() - rest)}).empty())
      return refusal("One statement at a time: more stands behind the first.");
    if (prepared.size() >= prepared_max)
      prepared.clear();
    return prepared.emplace(sql, std::move(statement)).first->second.get();
  }

  Result<Rows> step(sqlite3_stmt* statement, Statement const& from) {
    auto const wanted = static_cast<std::size_t>(sqlite3_bind_parameter_count(statement));
    if (wanted != from.values.size())
      return refusal("The statement takes " + std::to_string(wanted) + " values, and " + std::to_string(from.values.size()) + " were given.");
    for (std::size_t i = 0; i < from.values.size(); ++i)
      bind(statement, static_cast<int>(i) + 1, from.values[i]);
    Rows rows;
    auto const columns = sqlite3_column_count(statement);
    for (int i = 0; i < columns; ++i)
      rows.columns.emplace_back(sqlite3_column_name(statement, i));
    auto const changes_before = sqlite3_total_changes64(database);
    int code = SQLITE_ROW;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
      auto& row = rows.rows.emplace_back();
      for (int i = 0; i < columns; ++i)
        row.push_back(column(statement, i));
    }
    std::optional<Error> error;
    if (code != SQLITE_DONE)
      error = complaint();
    else if (rows.rows.size() > 1 && sqlite3_stmt_readonly(statement) != 0 && !is_ordered(from.sql))
      error = refusal("A SELECT of several rows needs ORDER BY: their order would be chance.");
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    rows.changed = sqlite3_total_changes64(database) - changes_before;
    if (error)
      return *error;
    return rows;
  }

  void execute(char const* sql) {
    check(sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_OK, "SQLite begins and ends a transaction");
  }

  sqlite3* database = nullptr;
  std::map<std::string, Prepared> prepared;
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
  handle_->execute("BEGIN");
  for (auto const& statement : statements)
    if (auto const done = run(statement); !done) {
      // SQLite ends the transaction by itself after some errors.
      if (sqlite3_get_autocommit(handle_->database) == 0)
        handle_->execute("ROLLBACK");
      return done.error();
    }
  handle_->execute("COMMIT");
  return Done{};
}

}  // namespace proofbox::sqlite
