#include "lab/load_reading.hpp"

#include <fmt/format.h>

#include "lab/reading.hpp"

namespace proofbox::lab {
namespace {

constexpr int rate_max = 10'000;

// A rate, as 5, or one that goes from one to another, as [5, 50].
LoadPhase load_phase(Node const& node) {
  want(node, Node::Kind::object, "rates", "objects as {\"for\": \"30s\", \"per_second\": 5}");
  allow_only(node, {"for", "per_second", "per_minute"}, "A rate");
  auto const *time = node.find("for"), *second = node.find("per_second"),
             *minute = node.find("per_minute");
  if (time == nullptr || (second == nullptr) == (minute == nullptr))
    stop(node.place, "A rate needs \"for\", and either \"per_second\" or \"per_minute\".");
  auto const* name = second != nullptr ? "per_second" : "per_minute";
  auto const& rate = second != nullptr ? *second : *minute;
  auto const seconds = second != nullptr ? 60 : 1;
  auto const one = [&](Node const& number) { return seconds * integer(number, name, 0, rate_max); };
  bool const changes = rate.is(Node::Kind::list);
  if (changes && rate.items.size() != 2)
    stop(rate.place, fmt::format("\"{}\" takes a number or two, as [5, 50].", name));
  return {duration(*time, "for"), one(changes ? rate.items[0] : rate),
          one(changes ? rate.items[1] : rate)};
}

}  // namespace

std::vector<Duration> instants_of(Node const& rates, int most) {
  std::vector<LoadPhase> phases;
  for (auto const& item : want(rates, Node::Kind::list, "rates", "a list").items)
    phases.push_back(load_phase(item));
  auto made = instants_of(phases, static_cast<std::size_t>(most));
  if (made.empty())
    stop(rates.place, "These rates make no call.");
  if (made.size() > static_cast<std::size_t>(most))
    stop(rates.place, fmt::format("These rates make more than {} calls.", most));
  return made;
}

}  // namespace proofbox::lab
