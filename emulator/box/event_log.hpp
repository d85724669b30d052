// The trace of a box: numbers its events, keeps the latest ones, and hashes the bytes of all of
// them when asked to.
#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <vector>

#include "base/digest.hpp"
#include "box/watchers.hpp"
#include "ports/trace.hpp"

namespace proofbox {

class EventLog : public Trace {
 public:
  // Keeps at most so many events, and at most `bytes_max` bytes of them.
  explicit EventLog(std::size_t events_max = 10'000, std::size_t bytes_max = 64 << 20);

  std::uint64_t add(Event event) override;

  // From now on every line goes into the hash (SHA-256 over the lines, each with its line feed).
  void start_hash();
  std::string hash() const;

  // Sees each event as it is added.
  std::function<void(Event const&)> on_event;
  // So do these; the box tells them the rest.
  Watchers watchers;

  // The events after number `after` that are still kept, at most `most`.
  std::vector<Event const*> after(std::uint64_t after, std::size_t most) const;
  std::uint64_t first_kept() const { return kept_.empty() ? count_ + 1 : kept_.front().n; }
  std::uint64_t count() const { return count_; }

  // The box is emptied: what happens from now on is its story. Nothing is forgotten.
  void begin_anew();
  // The latest event before the box's story began.
  std::uint64_t begins_after() const { return begins_after_; }

 private:
  std::deque<Event> kept_;
  std::size_t events_max_, bytes_max_;
  std::size_t bytes_ = 0;
  std::uint64_t count_ = 0, begins_after_ = 0;
  std::optional<Digest> digest_;
};

// {"n":1,"at":...,"cause":0,"kind":"call","who":"sqs","what":{...},"outcome":{...}}, without a line
// feed.
std::string trace_line(Event const& event);

}  // namespace proofbox
