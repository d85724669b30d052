// One connection to an SQLite database: statements in, rows out, at once. It knows no time and no
// chance: functions that would ask for either are refused.
#pragma once

#include <memory>
#include <string>

#include "base/result.hpp"
#include "ports/database.hpp"

namespace proofbox::sqlite {

class Connection {
 public:
  // A database in memory, gone with the connection.
  Connection();
  ~Connection();
  Connection(Connection const&) = delete;
  Connection& operator=(Connection const&) = delete;

  // Runs one statement. Refused with the code "DatabaseError" and one sentence: what SQLite
  // refuses; several statements in one text; random() and randomblob(); CURRENT_TIME and its kin;
  // date functions that would ask the machine (functions.hpp); PRAGMA, ATTACH and DETACH; BEGIN,
  // COMMIT, ROLLBACK and SAVEPOINT, since nobody else may go between the statements of a
  // transaction; and a SELECT that gives several rows and has no ORDER BY in its text.
  Result<Rows> run(Statement const& statement);

  // Runs one statement that only reads; a statement that would write is refused.
  Result<Rows> read(Statement const& statement);

  // Runs the statements as one transaction: all, or none and the reason.
  Result<Done> transact(std::vector<Statement> const& statements);

  // Tables, rows in their order, then indices, views and triggers: statements that make it all
  // anew. Foreign keys are held when the last one is through.
  std::vector<std::string> dump();
  Result<Done> load(std::vector<std::string> const& statements);

 private:
  Rows read_own(std::string sql, std::vector<Value> values = {});
  void dump_rows(std::string const& table, std::vector<std::string>& statements);
  Result<Done> finish(std::vector<Statement> const& statements);

  struct Handle;
  std::unique_ptr<Handle> handle_;
};

}  // namespace proofbox::sqlite
