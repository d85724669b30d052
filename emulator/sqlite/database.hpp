// The Database of both worlds, on SQLite in memory. Each call waits for its turn on the box's
// agenda first, so that others may go between two statements, as they may between a lambda and RDS.
#pragma once

#include "ports/database.hpp"
#include "ports/scheduler.hpp"
#include "sqlite/connection.hpp"

namespace proofbox::sqlite {

class Database : public proofbox::Database {
 public:
  // At most so many calls at a time; one more is refused as MySQL does: ER_CON_COUNT_ERROR, "Too
  // many connections".
  explicit Database(Scheduler& scheduler, int sessions_max = 100)
      : scheduler_(scheduler), sessions_max_(sessions_max) {}

  using proofbox::Database::query;
  using proofbox::Database::transact;
  Task<Result<Rows>> query(Statement const& statement) override;
  Task<Result<Done>> transact(std::vector<Statement> const& statements) override;
  Result<Done> prepare(std::vector<Statement> const& statements) override {
    return connection_.transact(statements);
  }
  std::vector<std::string> dump() override { return connection_.dump(); }
  Result<Done> load(std::vector<std::string> const& statements) override {
    return connection_.load(statements);
  }
  Result<Rows> look(Statement const& statement) override { return connection_.read(statement); }

 private:
  class Session;

  Scheduler& scheduler_;
  int sessions_max_;
  int sessions_ = 0;
  Connection connection_;
};

}  // namespace proofbox::sqlite
