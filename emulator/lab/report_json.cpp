#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/version.hpp"
#include "lab/report.hpp"

namespace proofbox::lab {
namespace {

using Json = nlohmann::ordered_json;

Json failure_json(Failure const& failure) {
  Json json{{"what", failure.what}};
  if (failure.place.line > 0)
    json["place"] = {{"line", failure.place.line}, {"column", failure.place.column}};
  if (!failure.expected.empty()) {
    json["expected"] = failure.expected;
    json["came"] = failure.actual;
  }
  json["chain"] = failure.chain;
  return json;
}

Json story_json(Told const& told) {
  auto const& [scenario, outcome, took] = told;
  Json steps = Json::array();
  for (auto const& step : outcome.taken)
    steps.push_back({{"title", step.title},
                     {"line", step.place.line},
                     {"from", duration_text(step.from - scenario.start)},
                     {"to", duration_text(step.to - scenario.start)},
                     {"events", step.events_after - step.events_before}});
  Json json{{"file", scenario.file},
            {"title", outcome.title},
            {"held", !outcome.failure},
            {"seed", scenario.seed},
            {"start", iso8601(scenario.start)},
            {"boxTime", duration_text(outcome.simulated)},
            {"events", outcome.events},
            {"trace", outcome.trace_hash},
            {"steps", std::move(steps)}};
  if (outcome.is_cut_short)
    json["cutShort"] = true;
  if (outcome.failure)
    json["failure"] = failure_json(*outcome.failure);
  return json;
}

}  // namespace

std::string json_report(std::vector<Told> const& stories) {
  Json list = Json::array();
  Duration simulated{};
  for (auto const& told : stories) {
    list.push_back(story_json(told));
    simulated += told.outcome.simulated;
  }
  auto const broken = std::count_if(stories.begin(), stories.end(), [](auto const& told) {
    return told.outcome.failure.has_value();
  });
  Json const json{{"proofbox", version},
                  {"stories", stories.size()},
                  {"broken", broken},
                  {"boxTime", duration_text(simulated)},
                  {"runs", std::move(list)}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace proofbox::lab
