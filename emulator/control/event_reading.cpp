#include "control/event_reading.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace proofbox::control {
namespace {

constexpr std::size_t limit_max = 10'000;
constexpr Duration wait_max = 300s;
constexpr std::size_t events_a_step = 1000;

Error refusal(std::string sentence) { return {"BadQuery", std::move(sentence), 400}; }

bool is_call_of(Event const& event, std::string_view operation) {
  return event.kind == "call" &&
         std::string_view{event.what}.starts_with(fmt::format("{{\"operation\":\"{}\"", operation));
}

}  // namespace

Result<EventQuery> read_event_query(Form const& form, EventLog const& log) {
  EventQuery query;
  for (auto const& [name, value] : form) {
    if (name == "kind" || name == "who" || name == "operation") {
      auto& text = name == "kind" ? query.kind : name == "who" ? query.who : query.operation;
      text = value;
    } else if (name == "after" || name == "because_of" || name == "leading_to") {
      auto const number = parse_integer(value).value_or(-1);
      bool const is_given = name == "after" ? number >= 0 : number > 0;
      if (!is_given)
        return refusal(fmt::format("\"{}\" takes the number of an event.", name));
      auto const n = static_cast<std::uint64_t>(number);
      if (name != "after" && (n > log.count() || n < log.first_kept()))
        return refusal(fmt::format("There is no event {}; the box has {} to {}.", n,
                                   log.first_kept(), log.count()));
      if (name == "after")
        query.after = n;
      else
        (name == "because_of" ? query.because_of : query.leading_to) = n;
    } else if (name == "limit") {
      auto const number = parse_integer(value).value_or(0);
      if (number < 1 || number > static_cast<std::int64_t>(limit_max))
        return refusal(fmt::format("\"limit\" takes a number from 1 to {}.", limit_max));
      query.limit = static_cast<std::size_t>(number);
    } else if (name == "wait") {
      query.wait = parse_duration(value);
      if (!query.wait || *query.wait < Duration{} || *query.wait > wait_max)
        return refusal(fmt::format("\"wait\" takes a duration as \"20s\", up to {}, not \"{}\".",
                                   duration_text(wait_max), value));
    } else {
      return refusal(fmt::format("There is no \"{}\" to ask for here.{}", name,
                                 did_you_mean(name, {"after", "because_of", "kind", "leading_to",
                                                     "limit", "operation", "wait", "who"})));
    }
  }
  if (query.leading_to != 0 && (query.because_of != 0 || query.wait))
    return refusal(
        "What led to an event is past: \"leading_to\" goes without "
        "\"because_of\" and \"wait\".");
  return query;
}

EventReading::EventReading(EventLog const& log, EventQuery query)
    : log_(log), query_(std::move(query)), last_(query_.after.value_or(log.first_kept() - 1)) {
  if (query_.leading_to != 0)
    find_what_led_there();
  if (query_.because_of == 0)
    return;
  // What followed before `after` belongs to the story, though it is not told.
  auto const asked_after = last_;
  auto const untold = std::min(asked_after, log_.count());
  for (auto n = query_.because_of; n <= untold; ++n)
    is_wanted(*log_.after(n - 1, 1).front());
  last_ = std::max(query_.because_of - 1, asked_after);
}

void EventReading::find_what_led_there() {
  std::map<std::uint64_t, std::vector<std::uint64_t>> causes;
  for (auto at = log_.first_kept() - 1; at < query_.leading_to;)
    for (auto const* event : log_.after(at, events_a_step)) {
      causes[event->n] = causes_.of(*event);
      at = event->n;
    }
  story_.insert(query_.leading_to);
  // Causes come before what follows from them.
  for (auto n = query_.leading_to; n >= log_.first_kept(); --n)
    if (story_.contains(n))
      story_.insert(causes[n].begin(), causes[n].end());
}

bool EventReading::is_wanted(Event const& event) {
  if (query_.because_of != 0) {
    auto const causes = causes_.of(event);
    bool const follows =
        event.n == query_.because_of ||
        std::any_of(causes.begin(), causes.end(), [&](auto const n) { return story_.contains(n); });
    if (!follows)
      return false;
    story_.insert(event.n);
  }
  if (query_.leading_to != 0 && !story_.contains(event.n))
    return false;
  return (query_.kind.empty() || query_.kind == event.kind) &&
         (query_.who.empty() || query_.who == event.who) &&
         (query_.operation.empty() || is_call_of(event, query_.operation));
}

std::vector<Event const*> EventReading::take(std::size_t most, std::size_t bytes_max) {
  std::vector<Event const*> events;
  std::size_t bytes = 0;
  while (last_ < log_.count()) {
    auto const some = log_.after(last_, events_a_step);
    if (some.empty()) {
      last_ = log_.count();
      break;
    }
    for (auto const* event : some) {
      if (events.size() == most || bytes > bytes_max)
        return events;
      last_ = event->n;
      if (!is_wanted(*event))
        continue;
      events.push_back(event);
      bytes += event->who.size() + event->what.size() + event->outcome.size();
    }
  }
  return events;
}

}  // namespace proofbox::control
