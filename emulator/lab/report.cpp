#include "lab/report.hpp"

#include <fmt/format.h>

#include <map>

#include "lab/happening.hpp"

namespace proofbox::lab {
namespace {

constexpr std::size_t event_length_max = 220;

std::string coloured(std::string_view text, std::string_view code, bool colour) {
  return colour ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string{text};
}

// A trace line cut to a length that can be read.
std::string cut(std::string const& line) {
  if (line.size() <= event_length_max)
    return line;
  auto length = event_length_max;
  while (length > 0 && (static_cast<unsigned char>(line[length]) & 0xc0) == 0x80)
    --length;
  return line.substr(0, length) + " ...";
}

// What the box holds at the end of a chronicle, a line each; queues only where they have messages.
std::string holdings(Chronicle const& chronicle) {
  std::map<std::string, std::string> latest;
  for (auto const& moment : chronicle.moments)
    for (auto const& [name, document] : moment.changes)
      latest[name] = document;
  std::string text;
  for (auto const& [name, document] : latest) {
    auto const node = read_answer(document);
    if (document == "null" || (name.starts_with("queue ") && list_of(node, "messages").empty()))
      continue;
    text += fmt::format("        {:<24} {}\n", name, cut(document));
  }
  return text;
}

}  // namespace

std::string report(Scenario const& scenario, Outcome const& outcome, bool colour) {
  auto const verdict =
      outcome.failure ? coloured("BROKE", "31", colour) : coloured("held ", "32", colour);
  auto text = fmt::format("{} {}\n      {} steps, {} events, {} of box time, trace {}\n", verdict,
                          outcome.title, outcome.steps, outcome.events,
                          duration_text(outcome.simulated), outcome.trace_hash.substr(0, 16));
  if (outcome.is_cut_short)
    text += "      stopped here; the box holds:\n" + holdings(outcome.chronicle);
  if (!outcome.failure)
    return text;
  auto const& failure = *outcome.failure;
  text += fmt::format("      {}\n",
                      Mistake{scenario.file_of(failure.place), failure.place, failure.what}.text());
  if (!failure.expected.empty())
    text += fmt::format("        expected  {}\n        came      {}\n", failure.expected,
                        failure.actual);
  if (!failure.chain.empty())
    text += "      what led there:\n";
  for (auto const& link : failure.chain)
    text += fmt::format("        {}\n", link);
  if (!failure.events.empty())
    text += "      the last events:\n";
  for (auto const& event : failure.events)
    text += fmt::format("        {}\n", cut(event));
  text += fmt::format("      again: proofbox replay {} --seed {}\n", scenario.file, scenario.seed);
  return text;
}

}  // namespace proofbox::lab
