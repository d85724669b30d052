// A law that must hold after every turn of a run, whatever the seed and the hardship. One class a
// law.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "ports/database.hpp"
#include "ports/trace.hpp"

namespace proofbox {

// Looks into a box without disturbing it: no time passes, nothing is traced.
class Inspector {
 public:
  virtual ~Inspector() = default;

  // The answer of a sandbox operation, as JSON: look("sqs", "CountMessages").
  virtual std::string look(std::string_view service, std::string_view operation,
                           std::string_view input = {}) = 0;

  // The rows of a database of the box; nothing where there is no such database or table.
  virtual std::optional<Rows> rows(std::string_view database, std::string_view sql) = 0;
};

class Invariant {
 public:
  virtual ~Invariant() = default;

  // As a scenario writes it: "never oversold".
  virtual std::string_view name() const = 0;

  // Every event of the run, in order.
  virtual void observe(Event const& event) = 0;

  // What is wrong now, in one sentence; nothing while the law holds.
  virtual std::optional<std::string> broken(Inspector& inspector) = 0;
};

}  // namespace proofbox
