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

 private:
  struct Handle;
  std::unique_ptr<Handle> handle_;
};

}  // namespace proofbox::sqlite
