#include "commands/replay.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "commands/check.hpp"
#include "commands/commands.hpp"
#include "lab/report.hpp"
#include "lab/run.hpp"
#include "live/stopwatch.hpp"

namespace proofbox::commands {
namespace {

bool wants_colour() { return isatty(STDOUT_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr; }

// The first line in which two traces differ, in words; nothing where they are the same.
std::optional<std::string> difference(lab::Outcome const& first, lab::Outcome const& second) {
  if (first.trace_hash == second.trace_hash)
    return {};
  auto const lines = std::min(first.trace.size(), second.trace.size());
  std::size_t line = 0;
  while (line < lines && first.trace[line] == second.trace[line])
    ++line;
  auto const shown = [&](lab::Outcome const& outcome) {
    return line < outcome.trace.size() ? outcome.trace[line] : std::string{"the trace ends"};
  };
  return fmt::format("line {} differs\n        first   {}\n        second  {}", line + 1,
                     shown(first), shown(second));
}

bool write_trace(std::string const& path, lab::Outcome const& outcome) {
  std::ofstream file{path, std::ios::binary};
  for (auto const& line : outcome.trace)
    file << line << '\n';
  file.flush();
  return file.good();
}

struct Tally {
  std::size_t stories = 0, broken = 0;
  Duration simulated{};
  bool unwritten = false;  // the file for the trace is wrong
};

void play(lab::Scenario scenario, ReplayOptions const& options, lambda::Deployable const& shop,
          Tally& tally) {
  lab::RunSettings settings;
  settings.seed = options.seed;
  settings.keep_trace = options.twice || !options.trace.empty();
  auto const outcome = lab::run(scenario, shop, settings);
  scenario.seed = options.seed.value_or(scenario.seed);
  ++tally.stories;
  tally.simulated += outcome.simulated;
  bool broke_here = outcome.failure.has_value();
  fmt::print("{}", lab::report(scenario, outcome, wants_colour()));
  if (options.twice) {
    auto const again = lab::run(scenario, shop, settings);
    auto const differs = difference(outcome, again);
    fmt::print("      {}\n",
               differs ? "run twice: " + *differs : "run twice: the same trace, byte for byte");
    broke_here = broke_here || differs;
  }
  if (!options.trace.empty() && !write_trace(options.trace, outcome)) {
    fmt::print(stderr, "proofbox: the trace could not be written to {}.\n", options.trace);
    tally.unwritten = true;
  }
  tally.broken += broke_here ? 1 : 0;
}

}  // namespace

int replay(ReplayOptions const& options, lambda::Deployable const& shop) {
  auto scenarios = read_all(options.paths, shop);
  if (!scenarios)
    return misused;
  if (!options.trace.empty() && scenarios->size() != 1) {
    fmt::print(stderr, "proofbox: --trace takes one scenario, and {} were given.\n",
               scenarios->size());
    return misused;
  }
  live::Stopwatch const stopwatch;
  Tally tally;
  for (auto& scenario : *scenarios)
    play(std::move(scenario), options, shop, tally);
  auto const verdict =
      tally.broken == 0 ? std::string{"all held"} : fmt::format("{} broke", tally.broken);
  fmt::print("\n{} {}, {}: {} of box time in {:.0f} ms\n", tally.stories,
             tally.stories == 1 ? "story" : "stories", verdict, duration_text(tally.simulated),
             std::chrono::duration<double, std::milli>(stopwatch.elapsed()).count());
  if (tally.unwritten)
    return misused;
  return tally.broken == 0 ? held : broke;
}

}  // namespace proofbox::commands
