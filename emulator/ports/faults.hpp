// What may go wrong in a box beside its own rules: asked before every call of an operation, every
// HTTP request of somebody inside, and every run of a function. Rules live in faults/.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "ports/api.hpp"
#include "ports/http.hpp"
#include "ports/trace.hpp"

namespace proofbox {

// Where the work of a function ends before its time.
struct Breakdown {
  enum class Where {
    before,   // it does nothing
    between,  // behind so many of its calls: of AWS, over HTTP, to a database; or, with fewer, at
              // its end
    after,    // all is done, only the answer is missing
  };
  Where where = Where::before;
  int calls = 0;
  bool hangs = false;  // until its time is up; otherwise its process ends
};

// A rule that strikes, as the trace tells it; `what` is a JSON object.
struct Struck {
  std::string rule;
  std::string what;
};

// What goes wrong with one call, request or run. At most one of the members from `error` to
// `breakdown` is set; the others may stand beside it.
struct Strike {
  std::vector<Struck> by;
  Duration slow{};                            // passes before anything else
  bool comes_twice = false;                   // a request
  std::optional<Error> error = {};            // in place of the work
  std::optional<HttpResponse> response = {};  // in place of a request
  bool loses_answer = false;                  // the work is done, but whoever asked hears nothing
  std::optional<Breakdown> breakdown = {};    // of a run
};

class Faults {
 public:
  virtual ~Faults() = default;

  // What goes wrong with this call of an operation, this request, this run of a function; nothing
  // lets it happen. Each asks once.
  virtual std::optional<Strike> strikes(Instant now, Api const& api, Operation const& operation,
                                        void const* input) = 0;
  virtual std::optional<Strike> strikes(Instant now, HttpRequest const& request) = 0;
  virtual std::optional<Strike> strikes(Instant now, std::string_view function) = 0;
};

// What whoever waits for an answer gets where the connection breaks.
inline Error connection_lost() {
  return {"ConnectionReset", "The connection was reset before an answer came.", 0};
}

// Tells the trace of a strike; what was struck follows from the event whose number comes back.
inline std::uint64_t trace_strike(Trace& trace, Instant now, std::uint64_t cause,
                                  Strike const& strike) {
  for (auto const& struck : strike.by)
    cause = trace.add({0, now, cause, "fault", struck.rule, struck.what, {}});
  return cause;
}

}  // namespace proofbox
