#include "commands/check.hpp"

#include <fmt/core.h>

#include <cstdio>

#include "commands/commands.hpp"
#include "lab/run.hpp"

namespace proofbox::commands {
namespace {

void complain(lab::Mistake const& mistake) { fmt::print(stderr, "proofbox: {}\n", mistake.text()); }

}  // namespace

std::optional<std::vector<lab::Scenario>> read_all(std::vector<std::string> const& paths,
                                                   lambda::Deployable const& shop) {
  auto const found = lab::find_scenarios(paths);
  if (found.mistake) {
    complain(*found.mistake);
    return {};
  }
  auto const words = lab::vocabulary(shop);
  std::vector<lab::Scenario> scenarios;
  bool all_well = true;
  for (auto const& file : found.files) {
    auto const text = lab::read_file(file);
    auto reading = text ? lab::read_scenario(file, *text, words)
                        : lab::Reading{{}, lab::Mistake{file, {}, "The file cannot be read."}};
    std::optional<lab::Mistake> mistake = reading.mistake;
    if (reading.scenario && reading.scenario->with_shop)
      if (auto const deployment = shop.with(reading.scenario->shop); !deployment)
        mistake = lab::Mistake{file, {}, deployment.error().message};
    if (mistake) {
      complain(*mistake);
      all_well = false;
    } else {
      scenarios.push_back(std::move(*reading.scenario));
    }
  }
  if (!all_well)
    return {};
  return scenarios;
}

int check(std::vector<std::string> const& paths, lambda::Deployable const& shop) {
  auto const scenarios = read_all(paths, shop);
  if (!scenarios)
    return misused;
  for (auto const& scenario : *scenarios)
    fmt::print("{}: well formed, {} steps\n", scenario.file, scenario.steps.size());
  return held;
}

}  // namespace proofbox::commands
