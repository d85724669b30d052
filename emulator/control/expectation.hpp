// What somebody waits for in a box: events, or a state. It knows whether it has come, and how to
// tell of it.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "control/wait_order.hpp"
#include "match/state.hpp"
#include "ports/trace.hpp"

namespace proofbox::control {

class Expectation {
 public:
  virtual ~Expectation() = default;
  virtual void see(Event const&) {}
  // Whether it may have come without an event.
  virtual bool comes_silently() const = 0;
  // Whether all of it has come; of what is not to come, any of it.
  virtual bool has_come() = 0;

  // Members of a JSON object, each behind a comma: what came, and what did not and why.
  virtual std::string told() const = 0;
  virtual std::string missed() const = 0;
  // "What was waited for did not happen"
  virtual std::string missed_sentence() const = 0;
  // Nothing where there is no such place.
  virtual std::optional<match::Node> captured(std::string const& path) const = 0;
};

// `state` and `log` outlive it.
std::unique_ptr<Expectation> expectation_of(WaitOrder const& order, match::State const& state,
                                            EventLog const& log);

}  // namespace proofbox::control
