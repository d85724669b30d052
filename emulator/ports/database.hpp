// SQL for the shop, as RDS is for a lambda. Each statement is awaited, so races can happen between
// two of them, and be found. Box time is a parameter of a statement: functions of time and chance
// are refused.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "base/result.hpp"
#include "base/task.hpp"
#include "shape/shape.hpp"

namespace proofbox {

using Value = std::variant<std::monostate, std::int64_t, double, std::string, Blob>;

struct Statement {
  std::string sql;
  std::vector<Value> values = {};  // of the question marks, in order
};

struct Rows {
  std::vector<std::string> columns;
  std::vector<std::vector<Value>> rows;
  std::int64_t changed = 0;  // rows that an INSERT, UPDATE or DELETE touched
};

class Database {
 public:
  virtual ~Database() = default;

  // One statement, or several in one transaction that happens wholly or not at all. An error has
  // the code "DatabaseError" and the database's own sentence; where too many calls are under way it
  // is MySQL's "ER_CON_COUNT_ERROR".
  virtual Task<Result<Rows>> query(Statement const& statement) = 0;
  virtual Task<Result<Done>> transact(std::vector<Statement> const& statements) = 0;

  // What is in it before anybody comes: several statements as one transaction, at once.
  virtual Result<Done> prepare(std::vector<Statement> const& statements) = 0;

  // All that is in it, as statements that make it anew in an empty one; and that. Loading happens
  // wholly or not at all.
  virtual std::vector<std::string> dump() = 0;
  virtual Result<Done> load(std::vector<std::string> const& statements) = 0;

  // One statement that only reads, at once: for those who look into a box, never for a service.
  virtual Result<Rows> look(Statement const& statement) = 0;

  Task<Result<Rows>> query(Statement const&&) = delete;  // name it first: base/task.hpp
  Task<Result<Done>> transact(std::vector<Statement> const&&) = delete;
};

}  // namespace proofbox
