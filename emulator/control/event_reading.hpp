// The events of a box that somebody asks for, read on and on from one number.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "base/result.hpp"
#include "box/event_log.hpp"
#include "match/causes.hpp"
#include "shape/query.hpp"

namespace proofbox::control {

// What a query string asks for; empty or 0: no matter.
struct EventQuery {
  std::string kind, who, operation;
  std::uint64_t because_of = 0;        // this one, and all that follows from it
  std::uint64_t leading_to = 0;        // this one, and all that it follows from
  std::optional<std::uint64_t> after;  // otherwise from the first one that is kept
  std::size_t limit = 1000;
  std::optional<Duration> wait;  // of wall time
};

// A refusal's message is a sentence. The numbers asked for must have been given.
Result<EventQuery> read_event_query(Form const& form, EventLog const& log);

class EventReading {
 public:
  EventReading(EventLog const& log, EventQuery query);

  // The next ones, at most so many and about so many bytes; each comes once.
  std::vector<Event const*> take(std::size_t most, std::size_t bytes_max);

  // The number of the latest event that was looked at.
  std::uint64_t last() const { return last_; }
  // Whether some of those that were to come are no longer kept.
  bool has_gap() const { return last_ + 1 < log_.first_kept(); }
  void skip_gap() { last_ = log_.first_kept() - 1; }

 private:
  bool is_wanted(Event const& event);
  void find_what_led_there();

  EventLog const& log_;
  EventQuery query_;
  std::uint64_t last_;
  match::Causes causes_;
  std::set<std::uint64_t> story_;  // the events that belong to the one that is asked for
};

}  // namespace proofbox::control
