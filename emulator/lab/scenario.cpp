#include "lab/scenario.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "lab/examples.hpp"
#include "lab/given.hpp"
#include "lab/reading.hpp"
#include "lab/step_reading.hpp"
#include "lab/surroundings.hpp"
#include "lab/timing_reading.hpp"
#include "lab/values.hpp"

namespace proofbox::lab {
namespace {

// A list of names, each of which switches something on: `make` takes them one by one.
template <class Switches>
Switches switches(Node const& node, std::string_view key,
                  std::vector<std::string_view> const& known,
                  bool (*make)(Switches&, std::string_view)) {
  Switches made;
  for (auto const& item : want(node, Node::Kind::list, key, "a list of names").items) {
    auto const& name = text(item, key);
    if (!make(made, name))
      stop(item.place,
           fmt::format("\"{}\" knows no \"{}\".{}", key, name, did_you_mean(name, known)));
  }
  return made;
}

bool real_signatures(Node const& node) {
  auto const& name = text(node, "signatures");
  if (name != "real" && name != "filler")
    stop(node.place, fmt::format("\"signatures\" takes \"real\" or \"filler\", not \"{}\".{}", name,
                                 did_you_mean(name, {"real", "filler"})));
  return name == "real";
}

// Of a story's values only a row's are known outside its steps, and they have their places by now.
Node settled(Node story, Values const& row) {
  std::vector<std::string_view> names;
  for (auto const& [name, value] : row)
    names.push_back(name);
  for (auto& [key, value] : story.members) {
    if (key == "steps" || key == "finally")
      continue;
    for (auto const& use : uses(value))
      stop(use.place, fmt::format("No value has the name \"{}\" here.{}", use.name,
                                  did_you_mean(use.name, names)));
    value = filled_at_last(value, row);
  }
  return story;
}

Scenario scenario_of(Node const& story, Values const& row, Vocabulary const& vocabulary) {
  want(story, Node::Kind::object, "A scenario", "an object");
  static std::vector<std::string_view> const keys{
      "$schema",    "title", "seed",     "start",  "strict",   "allow",
      "signatures", "shop",  "factory",  "hosts",  "steps",    "always",
      "finally",    "given", "examples", "region", "endpoint", "trace"};
  allow_only(story, keys, "A scenario");
  auto const root = settled(story, row);
  Scenario scenario;
  auto const* title = root.find("title");
  if (title == nullptr)
    stop(root.place, "A scenario needs a \"title\".");
  scenario.title = text(*title, "title");
  if (auto const* seed = root.find("seed"))
    scenario.seed = static_cast<std::uint64_t>(integer(*seed, "seed", 0, INT64_MAX));
  auto const* start = root.find("start");
  auto const parsed =
      parse_instant(start == nullptr ? standing_start : std::string_view{text(*start, "start")});
  if (!parsed)
    stop(start->place, "\"start\" takes an instant as \"2023-05-25T09:00:00+09:00\", not " +
                           write_node(*start) + '.');
  scenario.start = *parsed;
  if (auto const* strict = root.find("strict"))
    scenario.strict = switches(*strict, "strict", strictness_names(), make_strict);
  if (auto const* allow = root.find("allow"))
    scenario.allowed = switches(*allow, "allow", allowance_names(), make_allowed);
  if (auto const* signatures = root.find("signatures"))
    scenario.real_signatures = real_signatures(*signatures);
  read_surroundings(scenario, root);
  if (auto const* trace = root.find("trace")) {
    scenario.trace = trace_hash(*trace);
    scenario.trace_place = trace->place;
  }
  auto const* steps = root.find("steps");
  if (steps == nullptr)
    stop(root.place, "A scenario needs \"steps\".");
  std::vector<std::string> names;
  for (auto const& [name, value] : row)
    names.push_back(name);
  StepReader reader{std::move(names)};
  scenario.steps = reader.list(*steps, "steps");
  for (auto const& step : scenario.steps)
    scenario.hosts_by_steps |= step.kind == Step::Kind::answer;
  if (auto const* always = root.find("always"))
    for (auto const& item : want(*always, Node::Kind::list, "always", "a list of laws").items) {
      auto const& name = text(item, "always");
      auto const& known = vocabulary.invariants;
      if (std::find(known.begin(), known.end(), name) == known.end())
        stop(item.place, fmt::format("There is no law \"{}\".{}", name, did_you_mean(name, known)));
      scenario.always.emplace_back(name, item.place);
    }
  if (auto const* finally = root.find("finally"))
    scenario.finally = reader.state(*finally, "finally");
  return scenario;
}

}  // namespace

Stories read_stories(std::string file, std::string_view text, Vocabulary const& vocabulary,
                     OpenFile const& open) {
  Place where;
  auto const root = read_document(text, where);
  if (!root)
    return {{}, Mistake{std::move(file), where, "This is no JSON: " + root.error().message + '.'}};
  Stories stories;
  std::vector<std::string> files{file};
  try {
    auto const whole_story = with_given(*root, files, open);
    auto const rows = example_rows(whole_story);
    for (auto const& row : rows.empty() ? std::vector<Values>(1) : rows) {
      auto& scenario =
          stories.scenarios.emplace_back(scenario_of(story_of(whole_story, row), row, vocabulary));
      scenario.file = file;
      scenario.files = files;
      scenario.example = rows.empty() ? 0 : static_cast<int>(stories.scenarios.size());
    }
    return stories;
  } catch (Stop const& mistake) {
    return {{}, Mistake{files[mistake.place.file], mistake.place, mistake.sentence}};
  }
}

Reading read_scenario(std::string file, std::string_view text, Vocabulary const& vocabulary) {
  auto stories = read_stories(std::move(file), text, vocabulary);
  if (stories.mistake)
    return {{}, std::move(stories.mistake)};
  return {std::move(stories.scenarios.front()), {}};
}

bool has_restart(std::vector<Step> const& steps) {
  return std::any_of(steps.begin(), steps.end(), [](Step const& step) {
    return step.kind == Step::Kind::restart || has_restart(step.steps);
  });
}

}  // namespace proofbox::lab
