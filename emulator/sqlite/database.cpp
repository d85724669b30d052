#include "sqlite/database.hpp"

namespace proofbox::sqlite {

// Counted for as long as it lives.
class Database::Session {
 public:
  explicit Session(Database& database) : database_(database) { ++database_.sessions_; }
  Session(Session const&) = delete;
  ~Session() { --database_.sessions_; }
  bool is_one_too_many() const { return database_.sessions_ > database_.sessions_max_; }

 private:
  Database& database_;
};

namespace {

// MySQL's error 1040, by the name that its drivers give it.
Error too_many_connections() { return {"ER_CON_COUNT_ERROR", "Too many connections", 500}; }

}  // namespace

Task<Result<Rows>> Database::query(Statement const& statement) {
  Session const session{*this};
  if (session.is_one_too_many())
    co_return too_many_connections();
  co_await scheduler_.sleep_until(scheduler_.now());
  co_return connection_.run(statement);
}

Task<Result<Done>> Database::transact(std::vector<Statement> const& statements) {
  Session const session{*this};
  if (session.is_one_too_many())
    co_return too_many_connections();
  co_await scheduler_.sleep_until(scheduler_.now());
  co_return connection_.transact(statements);
}

}  // namespace proofbox::sqlite
