#include "sqlite/functions.hpp"

#include <sqlite3.h>

#include <memory>
#include <string>
#include <string_view>

#include "base/check.hpp"
#include "base/text.hpp"

namespace proofbox::sqlite {
namespace {

void fail(sqlite3_context* context, std::string const& sentence) {
  sqlite3_result_error(context, sentence.data(), static_cast<int>(sentence.size()));
}

// ---- UUIDs ----

constexpr std::size_t uuid_bytes = 16;
constexpr std::size_t dashes[] = {8, 13, 18, 23};

std::string bytes_of(sqlite3_value* value) {
  auto const* bytes = static_cast<char const*>(sqlite3_value_blob(value));
  return bytes == nullptr
             ? std::string{}
             : std::string(bytes, static_cast<std::size_t>(sqlite3_value_bytes(value)));
}

void bin_to_uuid(sqlite3_context* context, int, sqlite3_value** values) {
  if (sqlite3_value_type(values[0]) == SQLITE_NULL)
    return sqlite3_result_null(context);
  auto const bytes = bytes_of(values[0]);
  if (bytes.size() != uuid_bytes)
    return fail(context, "Incorrect string value: '" + hex(bytes) + "' for function bin_to_uuid");
  auto text = hex(bytes);
  for (auto const at : dashes)
    text.insert(at, "-");
  sqlite3_result_text(context, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
}

int digit_of(char c) {
  if (c >= '0' && c <= '9')
    return c - '0';
  if (c >= 'a' && c <= 'f')
    return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// The bytes of 32 digits, with or without dashes where a UUID has them, also in braces; empty for
// anything else.
std::string uuid_of(std::string_view text) {
  if (text.size() == 38 && text.front() == '{' && text.back() == '}')
    text = text.substr(1, 36);
  std::string digits{text};
  if (digits.size() == 36)
    for (auto at = std::rbegin(dashes); at != std::rend(dashes); ++at) {
      if (digits[*at] != '-')
        return {};
      digits.erase(*at, 1);
    }
  if (digits.size() != 2 * uuid_bytes)
    return {};
  std::string bytes;
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    auto const high = digit_of(digits[i]);
    auto const low = digit_of(digits[i + 1]);
    if (high < 0 || low < 0)
      return {};
    bytes += static_cast<char>(high * 16 + low);
  }
  return bytes;
}

void uuid_to_bin(sqlite3_context* context, int, sqlite3_value** values) {
  if (sqlite3_value_type(values[0]) == SQLITE_NULL)
    return sqlite3_result_null(context);
  auto const text = bytes_of(values[0]);
  auto const bytes = uuid_of(text);
  if (bytes.empty())
    return fail(context, "Incorrect string value: '" + text + "' for function uuid_to_bin");
  sqlite3_result_blob(context, bytes.data(), static_cast<int>(bytes.size()), SQLITE_TRANSIENT);
}

// ---- dates ----

struct Finalizer {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

// A connection on which no function is replaced, opened at its first use: most databases never
// compute a date.
class Plain {
 public:
  Plain() = default;
  Plain(Plain const&) = delete;
  Plain& operator=(Plain const&) = delete;
  ~Plain() { sqlite3_close(database_); }

  sqlite3* database() {
    if (database_ == nullptr)
      check(sqlite3_open(":memory:", &database_) == SQLITE_OK, "SQLite opens a database in memory");
    return database_;
  }

 private:
  sqlite3* database_ = nullptr;
};

// A date function of SQLite, whose own version is asked where nothing of the machine comes in.
struct DateFunction {
  std::string name;
  int arguments_min;  // with fewer SQLite would take the time from the machine
  std::shared_ptr<Plain> plain;
};

// Reads the text as SQLite's date functions do: up to the first NUL, in any case.
bool means_the_machine(sqlite3_value* value) {
  auto const type = sqlite3_value_type(value);
  if (type != SQLITE_TEXT && type != SQLITE_BLOB)
    return false;
  auto const* text = reinterpret_cast<char const*>(sqlite3_value_text(value));
  if (text == nullptr)
    return false;  // an empty blob
  for (auto const* word : {"now", "localtime", "utc"})
    if (equal_ignoring_case(text, word))
      return true;
  return false;
}

std::string call_of(DateFunction const& function, int count) {
  std::string sql = "SELECT " + function.name + '(';
  for (int i = 0; i < count; ++i)
    sql += i == 0 ? "?" : ", ?";
  return sql + ')';
}

void date(sqlite3_context* context, int count, sqlite3_value** values) {
  auto const& function = *static_cast<DateFunction const*>(sqlite3_user_data(context));
  bool refused = count < function.arguments_min;
  for (int i = 0; i < count; ++i)
    refused = refused || means_the_machine(values[i]);
  if (refused)
    return fail(context,
                function.name +
                    "() has no 'now' and no time zone here: box time is a value of the statement.");
  auto* const plain = function.plain->database();
  auto const sql = call_of(function, count);
  sqlite3_stmt* made = nullptr;
  if (sqlite3_prepare_v2(plain, sql.c_str(), -1, &made, nullptr) != SQLITE_OK)
    return fail(context, sqlite3_errmsg(plain));
  std::unique_ptr<sqlite3_stmt, Finalizer> const statement{made};
  for (int i = 0; i < count; ++i)
    sqlite3_bind_value(made, i + 1, values[i]);
  if (sqlite3_step(made) != SQLITE_ROW)
    return fail(context, sqlite3_errmsg(plain));
  sqlite3_result_value(context, sqlite3_column_value(made, 0));
}

void forget(void* function) { delete static_cast<DateFunction*>(function); }

constexpr int pure = SQLITE_UTF8 | SQLITE_DETERMINISTIC;

void add_dates(sqlite3* database) {
  auto const plain = std::make_shared<Plain>();
  // `arguments` as SQLite declares its own version: the nearest declaration is the one that is
  // called.
  auto const add = [&](char const* name, int arguments, int arguments_min) {
    // SQLite owns the function from here, also where it refuses it.
    auto* const function = new DateFunction{name, arguments_min, plain};
    auto const code = sqlite3_create_function_v2(database, name, arguments, pure, function, date,
                                                 nullptr, nullptr, forget);
    check(code == SQLITE_OK, "SQLite takes a function");
  };
  for (auto const* name : {"date", "time", "datetime", "julianday", "unixepoch"})
    add(name, -1, 1);
  add("strftime", -1, 2);
  add("timediff", 2, 2);
}

// ---- time and chance ----

// An authorizer would not do: SQLite does not ask it about a column's DEFAULT.
void refuse(sqlite3_context* context, int, sqlite3_value**) {
  auto const* name = static_cast<char const*>(sqlite3_user_data(context));
  fail(context, std::string{name} +
                    " is refused: time and chance come from the box, as values of the statement.");
}

void add_refusals(sqlite3* database) {
  static constexpr char const* names[] = {"random", "randomblob", "CURRENT_TIME", "CURRENT_DATE",
                                          "CURRENT_TIMESTAMP"};
  // SQLite would look for its own version with as many arguments before it takes ours with any
  // number.
  for (auto const* name : names)
    for (int const arguments : {-1, 0, 1})
      check(sqlite3_create_function(database, name, arguments, SQLITE_UTF8, const_cast<char*>(name),
                                    refuse, nullptr, nullptr) == SQLITE_OK,
            "SQLite takes a function");
}

}  // namespace

void add_functions(sqlite3* database) {
  auto const add = [&](char const* name, auto* function) {
    check(sqlite3_create_function(database, name, 1, pure, nullptr, function, nullptr, nullptr) ==
              SQLITE_OK,
          "SQLite takes a function");
  };
  add("BIN_TO_UUID", bin_to_uuid);
  add("UUID_TO_BIN", uuid_to_bin);
  add_refusals(database);
  add_dates(database);
}

}  // namespace proofbox::sqlite
