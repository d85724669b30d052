// A trace read as who told whom what: the arrows of a sequence diagram, and what each of them
// follows from. Pollers ask by themselves, so the trace gives their calls no cause; here they
// follow from the message that they got.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/time.hpp"

namespace proofbox::lab {

struct Participant {
  enum class Kind { client, api, function, topic, queue, factory, mail, host, alarm, service };
  Kind kind = Kind::service;
  std::string name;
};

std::string_view name_of(Participant::Kind kind);

struct Arrow {
  std::uint64_t n = 0;  // of the event
  Instant at{};
  std::size_t from = 0, to = 0;       // participants; the same where one does something by itself
  std::string what;                   // a few words
  bool is_answer = false;             // to something that was asked
  bool failed = false;                // a refusal, an error, a time-out, a throttle, a dead letter
  bool is_folded = false;             // another arrow says the same, or it belongs to the set-up
  std::uint64_t follows = 0;          // the n of the event that this follows from; 0: from nothing
  std::vector<std::string> messages;  // ids of the messages that this moves
};

struct Sequence {
  std::vector<Participant> participants;  // in the order of their first arrow that is not folded
  std::vector<Arrow> arrows;              // in the order of the trace

  // The arrows that led to the one of event `n`, the first cause first, that one last; folded ones
  // are left out. Empty where there is no such event.
  std::vector<Arrow const*> chain(std::uint64_t n) const;
  // "sales_api -> stock_empty  Publish ..."
  std::string words(Arrow const& arrow) const;
};

// `trace` are lines as of trace_line, in their order; those up to number `set_up` belong to the
// making of the box.
Sequence sequence_of(std::vector<std::string> const& trace, std::uint64_t set_up);

}  // namespace proofbox::lab
