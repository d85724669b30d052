#include "commands/replay.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "commands/check.hpp"
#include "commands/commands.hpp"
#include "lab/golden.hpp"
#include "lab/happening.hpp"
#include "lab/report.hpp"
#include "live/stopwatch.hpp"

namespace proofbox::commands {
namespace {

constexpr std::size_t title_max = 60;  // characters in the line of progress

bool is_terminal() { return isatty(STDOUT_FILENO) != 0; }
bool wants_colour() { return is_terminal() && std::getenv("NO_COLOR") == nullptr; }

// One line that the next report overwrites.
void show_progress(std::size_t number, std::size_t count, std::string const& title) {
  if (!is_terminal())
    return;
  fmt::print("\r\x1b[K[{}/{}] {}", number, count, lab::shortened(title, title_max));
  std::fflush(stdout);
}

void clear_progress() {
  if (is_terminal())
    fmt::print("\r\x1b[K");
}

bool write_file(std::string const& path, std::string const& text) {
  std::ofstream file{path, std::ios::binary};
  file << text;
  file.flush();
  return file.good();
}

int mistaken(std::string const& sentence) {
  fmt::print(stderr, "proofbox: {}\n", sentence);
  return misused;
}

class Replay {
 public:
  Replay(ReplayOptions const& options, lambda::Deployable const& shop)
      : options_(options), shop_(shop) {}

  int run() {
    auto scenarios = read_all(options_.paths, shop_);
    if (!scenarios)
      return misused;
    if (auto const wrong = mistake(*scenarios))
      return mistaken(*wrong);
    live::Stopwatch const stopwatch;
    for (auto& scenario : *scenarios) {
      show_progress(told_.size() + 1, scenarios->size(), scenario.title);
      play(std::move(scenario));
    }
    sum_up(stopwatch.elapsed());
    write_report(options_.junit, "JUnit report", lab::junit_report);
    write_report(options_.json, "JSON report", lab::json_report);
    write_report(options_.html, "page", lab::html_report);
    if (is_unwritten_)
      return misused;
    return broken() == 0 ? held : broke;
  }

 private:
  // What is wrong with the flags for these scenarios, in a sentence.
  std::optional<std::string> mistake(std::vector<lab::Scenario> const& scenarios) const {
    if (!options_.trace.empty() && scenarios.size() != 1)
      return fmt::format("--trace takes one scenario, and {} were given.", scenarios.size());
    if (options_.update && (options_.seed || !options_.until.empty()))
      return "--update writes whole runs under the scenarios' own seeds: it goes with neither "
             "--seed nor --until.";
    if (options_.until.empty())
      return {};
    for (auto const& scenario : scenarios) {
      auto const until = end_of(scenario);
      if (!until)
        return fmt::format(
            "--until takes a duration from the start, as 31s, or an instant, as "
            "2023-05-25T09:00:31+09:00, not \"{}\".",
            options_.until);
      if (*until < scenario.start)
        return fmt::format("--until is before the start of {}, which is {}.", scenario.file,
                           iso8601(scenario.start));
    }
    return {};
  }

  std::optional<Instant> end_of(lab::Scenario const& scenario) const {
    if (auto const duration = parse_duration(options_.until))
      return scenario.start + *duration;
    return parse_instant(options_.until);
  }

  void play(lab::Scenario scenario) {
    bool const is_whole = options_.until.empty();
    bool const is_own_seed = options_.seed.value_or(scenario.seed) == scenario.seed;
    auto const golden = is_whole && is_own_seed ? lab::golden_trace(scenario) : std::nullopt;
    lab::RunSettings settings;
    settings.seed = options_.seed;
    bool const is_shown = !options_.html.empty();
    settings.keep_trace =
        options_.twice || options_.update || golden || is_shown || !options_.trace.empty();
    settings.keep_chronicle = is_shown || !is_whole;
    if (!is_whole)
      settings.until = end_of(scenario);
    live::Stopwatch const stopwatch;
    auto outcome = lab::run(scenario, shop_, settings);
    auto const took = stopwatch.elapsed();
    scenario.seed = options_.seed.value_or(scenario.seed);
    if (golden && !options_.update)
      lab::hold_to_golden(lab::golden_path(scenario), *golden, outcome);
    clear_progress();
    fmt::print("{}", lab::report(scenario, outcome, wants_colour()));
    if (options_.twice)
      play_again(scenario, settings, outcome);
    if (options_.update)
      update(scenario, golden, outcome);
    if (!options_.trace.empty() && !lab::write_trace(options_.trace, outcome.trace))
      unwritten("trace", options_.trace);
    if (!is_shown)
      outcome.trace.clear();
    told_.push_back({std::move(scenario), std::move(outcome), took});
  }

  void play_again(lab::Scenario const& scenario, lab::RunSettings const& settings,
                  lab::Outcome& outcome) {
    auto const again = lab::run(scenario, shop_, settings);
    auto const parted = lab::parting(outcome.trace, again.trace);
    if (!parted) {
      fmt::print("      run twice: the same trace, byte for byte\n");
      return;
    }
    fmt::print("      run twice: line {} differs\n        first   {}\n        second  {}\n",
               parted->line, parted->first, parted->second);
    if (outcome.failure)
      return;
    lab::Failure failure;
    failure.what = fmt::format("Run twice, it left two traces: line {} differs.", parted->line);
    failure.expected = parted->first;
    failure.actual = parted->second;
    outcome.failure = std::move(failure);
  }

  // A story that broke leaves its golden trace as it is.
  void update(lab::Scenario const& scenario, std::optional<std::vector<std::string>> const& golden,
              lab::Outcome const& outcome) {
    auto const path = lab::golden_path(scenario);
    if (outcome.failure || (golden && *golden == outcome.trace))
      return;
    if (lab::write_trace(path, outcome.trace))
      fmt::print("      golden trace written to {}\n", path);
    else
      unwritten("golden trace", path);
  }

  template <class Report>
  void write_report(std::string const& path, std::string_view what, Report const& report) {
    if (!path.empty() && !write_file(path, report(told_)))
      unwritten(what, path);
  }

  void unwritten(std::string_view what, std::string const& path) {
    fmt::print(stderr, "proofbox: the {} could not be written to {}.\n", what, path);
    is_unwritten_ = true;
  }

  std::size_t broken() const {
    return static_cast<std::size_t>(std::count_if(told_.begin(), told_.end(), [](auto const& told) {
      return told.outcome.failure.has_value();
    }));
  }

  void sum_up(Duration took) const {
    Duration simulated{};
    for (auto const& told : told_)
      simulated += told.outcome.simulated;
    auto const verdict =
        broken() == 0 ? std::string{"all held"} : fmt::format("{} broke", broken());
    fmt::print("\n{} {}, {}: {} of box time in {:.0f} ms\n", told_.size(),
               told_.size() == 1 ? "story" : "stories", verdict, duration_text(simulated),
               std::chrono::duration<double, std::milli>(took).count());
  }

  ReplayOptions const& options_;
  lambda::Deployable const& shop_;
  std::vector<lab::Told> told_;
  bool is_unwritten_ = false;  // a file for a trace or a report is wrong
};

}  // namespace

int replay(ReplayOptions const& options, lambda::Deployable const& shop) {
  return Replay{options, shop}.run();
}

}  // namespace proofbox::commands
