#include "box/event_log.hpp"

#include <fmt/format.h>

#include <vector>

#include "box/signatures_in_trace.hpp"
#include "shape/json.hpp"

namespace proofbox {
namespace {

std::size_t size_of(Event const& event) {
  return sizeof event + event.who.size() + event.what.size() + event.outcome.size();
}

}  // namespace

EventLog::EventLog(std::size_t events_max, std::size_t bytes_max)
    : events_max_(events_max), bytes_max_(bytes_max) {}

std::uint64_t EventLog::add(Event event) {
  event.n = ++count_;
  if (digest_) {
    digest_->add(trace_line(event));
    digest_->add("\n");
  }
  if (on_event)
    on_event(event);
  watchers.each([&](Watcher& watcher) { watcher.see(event); });
  bytes_ += size_of(event);
  kept_.push_back(std::move(event));
  while (!kept_.empty() && (kept_.size() > events_max_ || bytes_ > bytes_max_)) {
    bytes_ -= size_of(kept_.front());
    kept_.pop_front();
  }
  return count_;
}

void EventLog::begin_anew() {
  begins_after_ = count_;
  watchers.each([](Watcher& watcher) { watcher.began_anew(); });
}

void EventLog::start_hash() { digest_.emplace(Digest::sha256()); }

std::string EventLog::hash() const { return digest_ ? digest_->hex_so_far() : std::string{}; }

std::vector<Event const*> EventLog::after(std::uint64_t after, std::size_t most) const {
  std::vector<Event const*> events;
  auto const begin = after + 1 > first_kept() ? after + 1 - first_kept() : 0;
  for (auto i = begin; i < kept_.size() && events.size() < most; ++i)
    events.push_back(&kept_[i]);
  return events;
}

std::string trace_line(Event const& event) {
  auto line = fmt::format("{{\"n\":{},\"at\":{},\"cause\":{},\"kind\":\"{}\",\"who\":", event.n,
                          event.at.time_since_epoch().count(), event.cause, event.kind);
  write_json_text(line, event.who);
  line += ",\"what\":";
  line += event.what.empty() ? "null" : event.what;
  line += ",\"outcome\":";
  line += event.outcome.empty() ? "null" : event.outcome;
  line += '}';
  return without_signatures(std::move(line));
}

}  // namespace proofbox
