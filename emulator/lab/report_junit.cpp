// What Jenkins's schema junit-10.xsd allows, and no more: it knows no "file" of a case. GitLab and
// GitHub's reporters read the same.
#include <fmt/format.h>

#include <map>

#include "base/text.hpp"
#include "lab/report.hpp"

namespace proofbox::lab {
namespace {

// XML 1.0 has no place for most control characters, not even escaped.
std::string escaped(std::string_view text) {
  std::string xml;
  while (!text.empty()) {
    auto const rest = text;
    auto const point = take_code_point(text);
    if (point == '&')
      xml += "&amp;";
    else if (point == '<')
      xml += "&lt;";
    else if (point == '>')
      xml += "&gt;";
    else if (point == '"')
      xml += "&quot;";
    else if (point == '\n' || point == '\t')
      xml += fmt::format("&#{};", static_cast<int>(point));
    else if (point < 0x20 || point == 0xfffe || point == 0xffff)
      xml += "\xef\xbf\xbd";
    else
      xml += rest.substr(0, rest.size() - text.size());
  }
  return xml;
}

std::string seconds(Duration duration) {
  return fmt::format("{:.3f}", std::chrono::duration<double>(duration).count());
}

struct Suite {
  std::vector<Told const*> stories;
  std::size_t failures = 0;
  Duration took{};

  void add(Told const& told) {
    stories.push_back(&told);
    failures += told.outcome.failure ? 1 : 0;
    took += told.took;
  }
  std::string counts() const {
    return fmt::format(R"(tests="{}" failures="{}" errors="0" time="{}")", stories.size(), failures,
                       seconds(took));
  }
};

// The directory of a file; "." where it names none.
std::string directory_of(std::string const& file) {
  auto const slash = file.rfind('/');
  return slash == std::string::npos ? "." : file.substr(0, std::max<std::size_t>(slash, 1));
}

// "scenarios.lessons.F1_symptom": readers take the dots for a tree.
std::string class_of(std::string file) {
  if (file.ends_with(".json"))
    file.resize(file.size() - 5);
  std::string name;
  for (auto const part : split(file, '/'))
    if (!part.empty() && part != "." && part != "..")
      name += (name.empty() ? "" : ".") + std::string{part};
  return name;
}

std::string failure_element(Scenario const& scenario, Failure const& failure) {
  auto text = Mistake{scenario.file, failure.place, failure.what}.text() + '\n';
  if (!failure.expected.empty())
    text += fmt::format("expected  {}\ncame      {}\n", failure.expected, failure.actual);
  if (!failure.chain.empty())
    text += "what led there:\n";
  for (auto const& link : failure.chain)
    text += fmt::format("  {}\n", link);
  text += fmt::format("again: proofbox replay {} --seed {}\n", scenario.file, scenario.seed);
  return fmt::format("      <failure message=\"{}\" type=\"expectation\">{}</failure>\n",
                     escaped(failure.what), escaped(text));
}

std::string case_element(Told const& told) {
  auto const& [scenario, outcome, took] = told;
  auto xml = fmt::format("    <testcase classname=\"{}\" name=\"{}\" time=\"{}\">\n",
                         escaped(class_of(scenario.file)), escaped(outcome.title), seconds(took));
  if (outcome.failure)
    xml += failure_element(scenario, *outcome.failure);
  xml += fmt::format(
      "      <system-out>seed {}, {} steps, {} events, {} of box time, trace {}</system-out>\n",
      scenario.seed, outcome.steps, outcome.events, duration_text(outcome.simulated),
      outcome.trace_hash);
  return xml + "    </testcase>\n";
}

}  // namespace

std::string junit_report(std::vector<Told> const& stories) {
  std::map<std::string, Suite> suites;
  Suite all;
  for (auto const& told : stories) {
    all.add(told);
    suites[directory_of(told.scenario.file)].add(told);
  }
  auto xml =
      fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"proofbox\" {}>\n",
                  all.counts());
  for (auto const& [directory, suite] : suites) {
    xml += fmt::format("  <testsuite name=\"{}\" {}>\n", escaped(directory), suite.counts());
    for (auto const* told : suite.stories)
      xml += case_element(*told);
    xml += "  </testsuite>\n";
  }
  return xml + "</testsuites>\n";
}

}  // namespace proofbox::lab
