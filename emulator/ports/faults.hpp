// What may go wrong in a box beside its own rules: asked before every call of an operation and
// before every HTTP request that leaves. Rules live in faults/; a box without rules asks nobody.
#pragma once

#include <optional>

#include "base/result.hpp"
#include "ports/http.hpp"
#include "ports/turn.hpp"
#include "shape/operation.hpp"

namespace proofbox {

class Faults {
 public:
  virtual ~Faults() = default;

  // The error with which this call is to fail, before it does anything; nothing lets it happen.
  virtual std::optional<Error> strikes(Instant now, Operation const& operation,
                                       Caller const& caller) = 0;

  // Likewise for a request to a host.
  virtual std::optional<Error> strikes(Instant now, HttpRequest const& request) = 0;
};

}  // namespace proofbox
