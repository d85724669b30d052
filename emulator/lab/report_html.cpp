#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/version.hpp"
#include "lab/report.hpp"
#include "lab/report_page.hpp"
#include "lab/sequence.hpp"

namespace proofbox::lab {
namespace {

using Json = nlohmann::ordered_json;

std::string written(Json const& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// Nanoseconds since the start of a story.
std::int64_t since(Scenario const& scenario, Instant when) {
  return (when - scenario.start).count();
}

Json steps_json(Told const& told) {
  Json steps = Json::array();
  for (auto const& step : told.outcome.taken)
    steps.push_back({{"title", step.title},
                     {"line", step.place.line},
                     {"from", since(told.scenario, step.from)},
                     {"to", since(told.scenario, step.to)},
                     {"before", step.events_before},
                     {"after", step.events_after}});
  return steps;
}

Json failure_json(Scenario const& scenario, Failure const& failure) {
  return {{"where", Mistake{scenario.file, failure.place, {}}.text()},
          {"what", failure.what},
          {"expected", failure.expected},
          {"came", failure.actual},
          {"chain", failure.chain}};
}

// The making of the box is left out: what it made is in the first moment.
Json arrows_json(Scenario const& scenario, Sequence const& sequence, std::uint64_t set_up) {
  Json arrows = Json::array();
  for (auto const& arrow : sequence.arrows)
    if (arrow.n > set_up)
      arrows.push_back({{"n", arrow.n},
                        {"at", since(scenario, arrow.at)},
                        {"from", arrow.from},
                        {"to", arrow.to},
                        {"what", arrow.what},
                        {"answer", arrow.is_answer},
                        {"failed", arrow.failed},
                        {"folded", arrow.is_folded},
                        {"follows", arrow.follows},
                        {"messages", arrow.messages}});
  return arrows;
}

// Documents that are JSON already go in as they are.
std::string moments_text(Told const& told) {
  std::string text = "[";
  for (auto const& moment : told.outcome.chronicle.moments) {
    text += fmt::format("{}{{\"at\":{},\"since\":{},\"events\":{},\"changes\":{{",
                        text.size() > 1 ? "," : "", since(told.scenario, moment.at), moment.since,
                        moment.events);
    bool first = true;
    for (auto const& [name, document] : moment.changes) {
      text += (first ? "" : ",") + written(name) + ':' + document;
      first = false;
    }
    text += "}}";
  }
  return text + ']';
}

std::string story_text(Told const& told) {
  auto const& [scenario, outcome, took] = told;
  auto const sequence = sequence_of(outcome.trace, outcome.set_up);
  Json participants = Json::array();
  for (auto const& participant : sequence.participants)
    participants.push_back({{"kind", name_of(participant.kind)}, {"name", participant.name}});
  Json story{{"file", scenario.file},
             {"title", outcome.title},
             {"held", !outcome.failure},
             {"cutShort", outcome.is_cut_short},
             {"seed", scenario.seed},
             {"start", iso8601(scenario.start)},
             {"boxTime", duration_text(outcome.simulated)},
             {"trace", outcome.trace_hash},
             {"setUp", outcome.set_up},
             {"count", outcome.events},
             {"steps", steps_json(told)},
             {"participants", std::move(participants)},
             {"arrows", arrows_json(scenario, sequence, outcome.set_up)}};
  if (outcome.failure)
    story["failure"] = failure_json(scenario, *outcome.failure);
  auto text = written(story);
  text.pop_back();
  text += ",\"events\":[";
  for (std::size_t i = outcome.set_up; i < outcome.trace.size(); ++i)
    text += (i > outcome.set_up ? "," : "") + outcome.trace[i];
  text += "],\"moments\":" + moments_text(told);
  auto const& mails = outcome.chronicle.mails;
  return text + ",\"mails\":" + (mails.empty() ? "null" : mails) + '}';
}

// JSON as it may stand in a script element: nothing in it ends the element or begins a comment.
std::string without_tags(std::string const& json) {
  std::string text;
  text.reserve(json.size());
  for (auto const c : json)
    if (c == '<')
      text += "\\u003c";
    else
      text += c;
  return text;
}

void put(std::string& page, std::string_view word, std::string_view text) {
  page.replace(page.find(word), word.size(), text);
}

}  // namespace

std::string html_report(std::vector<Told> const& stories) {
  Duration simulated{};
  std::string list;
  for (auto const& told : stories) {
    list += (list.empty() ? "" : ",") + story_text(told);
    simulated += told.outcome.simulated;
  }
  auto const data = fmt::format("{{\"proofbox\":\"{}\",\"boxTime\":\"{}\",\"stories\":[{}]}}",
                                version, duration_text(simulated), list);
  std::string page{report_page};
  put(page, "PROOFBOX_STYLE", report_style);
  put(page, "PROOFBOX_SCRIPT", report_script);
  put(page, "PROOFBOX_DATA", without_tags(data));
  return page;
}

}  // namespace proofbox::lab
