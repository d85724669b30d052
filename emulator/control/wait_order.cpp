#include "control/wait_order.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "match/path.hpp"
#include "match/state.hpp"
#include "match/wanted.hpp"

namespace proofbox::control {
namespace {

using match::Node;
using match::Place;

constexpr std::size_t patterns_max = 20;

using Mistake = std::optional<Error>;

Error mistake(Place place, std::string_view sentence) {
  return {"BadWait", fmt::format("{} (line {}, column {})", sentence, place.line, place.column),
          400};
}

Mistake read_state(Node const& given, WaitOrder& order) {
  if (!given.is(Node::Kind::object) || given.members.empty())
    return mistake(given.place, "\"state\" takes an object, as {\"queue.jobs.messages\": 0}.");
  for (std::size_t i = 0; i < given.members.size(); ++i)
    if (auto const bad = match::bad_state_name(given.members[i].first))
      return mistake(given.keys[i], *bad);
  if (auto const bad = match::bad_matcher(given))
    return mistake(bad->place, bad->complaint);
  order.state = given;
  return {};
}

Mistake read_for(Node const& given, WaitOrder& order) {
  if (auto const* state = given.find("state"); state != nullptr && given.members.size() == 1)
    return read_state(*state, order);
  order.is_list = given.is(Node::Kind::list);
  if (order.is_list)
    order.patterns = given.items;
  else
    order.patterns.push_back(given);
  if (order.patterns.empty() || order.patterns.size() > patterns_max)
    return mistake(given.place, fmt::format("\"for\" takes 1 to {} patterns.", patterns_max));
  for (auto const& pattern : order.patterns)
    if (auto const bad = match::bad_pattern(pattern))
      return mistake(bad->place, bad->complaint);
  return {};
}

Mistake read_duration(std::string_view name, Node const& given, Duration& to) {
  auto const duration = given.is(Node::Kind::text) ? parse_duration(given.text) : std::nullopt;
  if (!duration || *duration < Duration{})
    return mistake(given.place,
                   fmt::format("\"{}\" takes a duration as \"5s\" or \"2m30s\", not {}.", name,
                               match::describe(given)));
  to = *duration;
  return {};
}

Mistake read_capture(Node const& given, WaitOrder& order) {
  if (!given.is(Node::Kind::object))
    return mistake(given.place,
                   "\"capture\" takes an object of names and paths, as "
                   "{\"body\": \"what.input.MessageBody\"}.");
  for (auto const& [name, path] : given.members) {
    if (!path.is(Node::Kind::text))
      return mistake(path.place, "A path is a text, not " + match::describe(path) + '.');
    if (auto const bad = match::bad_path(path.text))
      return mistake(path.place, *bad);
    order.capture.emplace_back(name, path.text);
  }
  return {};
}

Mistake read_member(std::string const& key, Place place, Node const& given, WaitOrder& order) {
  if (key == "for")
    return read_for(given, order);
  if (key == "within")
    return read_duration(key, given, order.within);
  if (key == "patience")
    return read_duration(key, given, order.patience.emplace());
  if (key == "capture")
    return read_capture(given, order);
  if (key == "none") {
    if (!given.is(Node::Kind::boolean))
      return mistake(given.place, "\"none\" takes true or false.");
    order.none = given.truth;
    return {};
  }
  if (key == "after") {
    auto const number =
        given.is(Node::Kind::number) ? parse_integer(given.text) : std::optional<std::int64_t>{};
    if (!number || *number < 0)
      return mistake(given.place, "\"after\" takes the number of an event.");
    order.after = static_cast<std::uint64_t>(*number);
    return {};
  }
  return mistake(
      place,
      fmt::format("A wait has no \"{}\".{}", key,
                  did_you_mean(key, {"after", "capture", "for", "none", "patience", "within"})));
}

}  // namespace

Result<WaitOrder> read_wait_order(std::string_view body) {
  Place where;
  auto const read = match::read_document(body, where);
  if (!read)
    return mistake(where, "A wait is JSON: " + read.error().message + '.');
  if (!read->is(Node::Kind::object))
    return mistake(read->place, "A wait is an object, not " + match::describe(*read) + '.');
  WaitOrder order;
  for (std::size_t i = 0; i < read->members.size(); ++i) {
    auto const& [key, given] = read->members[i];
    if (auto bad = read_member(key, read->keys[i], given, order))
      return std::move(*bad);
  }
  if (read->find("for") == nullptr)
    return mistake(
        read->place,
        "A wait says what \"for\": {\"for\": {\"kind\": \"mail\"}, \"within\": \"5s\"}.");
  if (order.none && !order.capture.empty())
    return mistake(read->place, "Of what does not happen nothing can be captured.");
  if (order.after && order.patterns.empty())
    return mistake(read->place, "A state has no \"after\": it is looked at as it is.");
  return order;
}

}  // namespace proofbox::control
