#include "shop/connection.hpp"

#include <fmt/format.h>

#include "shop/mistakes.hpp"

namespace proofbox::shop {
namespace {

constexpr std::int64_t connections_max = 100;
constexpr auto idle_max = 8h;
constexpr auto patience = 3s;
constexpr std::uint64_t pause_max = 200'000'000;  // nanoseconds, drawn, so that a crowd disperses

std::int64_t number(Instant when) { return when.time_since_epoch().count(); }

Error too_many_connections() { return {"ER_CON_COUNT_ERROR", "Too many connections", 500}; }

// USERNAME is what the developer's own shell has set already: dotenv leaves a variable alone that
// exists. So the function asks in the developer's name.
std::string user_of(lambda::Context const& context) {
  if (makes(context, mistake::reads_a_clashing_variable))
    return context.variable("USERNAME");
  return context.variable("DB_USERNAME");
}

}  // namespace

Task<Result<Connection>> Connection::open(lambda::Context& context, std::string_view name) {
  auto& database = context.database(std::string{name});
  auto const deadline = context.now() + patience;
  for (;;) {
    auto connection = co_await attempt(context, database);
    if (connection || connection.error().code != too_many_connections().code ||
        context.now() >= deadline)
      co_return connection;
    Duration const pause{static_cast<std::int64_t>(context.random.below(pause_max))};
    co_await context.scheduler.sleep_until(context.now() + pause);
  }
}

Task<Result<Connection>> Connection::attempt(lambda::Context& context, Database& database) {
  auto const user = user_of(context);
  Statement const insert{
      "INSERT INTO connection (user, since) SELECT ?1, ?2 "
      "WHERE EXISTS (SELECT 1 FROM account WHERE user = ?1) "
      "AND NOT EXISTS (SELECT 1 FROM outage WHERE begins <= ?2 AND ?2 < ends) "
      "AND (SELECT COUNT(*) FROM connection WHERE since > ?3) < ?4 RETURNING id",
      {user, number(context.now()), number(context.now() - idle_max), connections_max}};
  auto const rows = co_await database.query(insert);
  if (!rows)
    co_return rows.error();
  if (rows->rows.empty())
    co_return co_await refusal(context, database, user);
  co_return Connection{database, std::get<std::int64_t>(rows->rows.front().front())};
}

Task<Error> Connection::refusal(lambda::Context& context, Database& database,
                                std::string const& user) {
  Statement const select{
      "SELECT EXISTS (SELECT 1 FROM outage WHERE begins <= ?1 AND ?1 < ends), "
      "EXISTS (SELECT 1 FROM account WHERE user = ?2)",
      {number(context.now()), user}};
  auto const rows = co_await database.query(select);
  if (!rows)
    co_return rows.error();
  auto const holds = [&](std::size_t column) {
    return std::get<std::int64_t>(rows->rows.front()[column]) == 1;
  };
  if (holds(0))
    co_return Error{"ECONNREFUSED", "connect ECONNREFUSED 10.0.2.15:3306", 500};
  if (!holds(1))
    co_return Error{
        "ER_ACCESS_DENIED_ERROR",
        fmt::format("Access denied for user '{}'@'10.0.1.27' (using password: YES)", user), 500};
  co_return too_many_connections();
}

Task<void> Connection::close() {
  Statement const remove{"DELETE FROM connection WHERE id = ?", {id_}};
  auto const removed = co_await database_->query(remove);
  static_cast<void>(removed);
}

std::vector<Statement> Connection::setup(std::vector<Outage> const& outages) {
  std::vector<Statement> statements{
      {"CREATE TABLE account (user VARCHAR(32) PRIMARY KEY NOT NULL)"},
      {"CREATE TABLE outage (begins BIGINT NOT NULL, ends BIGINT NOT NULL)"},
      {"CREATE TABLE connection (id INTEGER PRIMARY KEY, user VARCHAR(32) NOT NULL, since BIGINT "
       "NOT NULL)"},
      {"INSERT INTO account VALUES (?)", {std::string{database_user}}},
  };
  for (auto const& outage : outages)
    statements.push_back(
        {"INSERT INTO outage VALUES (?, ?)", {number(outage.from), number(outage.until)}});
  return statements;
}

}  // namespace proofbox::shop
