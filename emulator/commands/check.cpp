#include "commands/check.hpp"

#include <fmt/core.h>

#include <cstdio>
#include <iterator>

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
    auto stories = text ? lab::read_stories(file, *text, words)
                        : lab::Stories{{}, lab::Mistake{file, {}, "The file cannot be read."}};
    auto mistake = std::move(stories.mistake);
    for (auto const& scenario : stories.scenarios)
      if (!mistake && scenario.with_shop)
        if (auto const deployment = shop.with(scenario.shop); !deployment)
          mistake = lab::Mistake{file, {}, deployment.error().message};
    if (mistake) {
      complain(*mistake);
      all_well = false;
    } else {
      std::move(stories.scenarios.begin(), stories.scenarios.end(), std::back_inserter(scenarios));
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
  for (auto const& scenario : *scenarios) {
    auto const row =
        scenario.example == 0 ? std::string{} : fmt::format(", example {}", scenario.example);
    fmt::print("{}: well formed, {} steps{}\n", scenario.file, scenario.steps.size(), row);
  }
  return held;
}

}  // namespace proofbox::commands
