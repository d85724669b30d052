#include "lab/golden.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

#include "base/text.hpp"
#include "lab/happening.hpp"

namespace proofbox::lab {
namespace {

constexpr std::size_t line_max = 300;  // characters of a line that are shown
constexpr std::size_t context = 60;    // characters before the first that differs

// The part of a line from a little before the first byte in which it differs from another.
std::string where_it_parts(std::string const& line, std::string const& other) {
  auto const [here, there] = std::mismatch(line.begin(), line.end(), other.begin(), other.end());
  auto from = static_cast<std::size_t>(here - line.begin());
  from = from > context ? from - context : 0;
  while (from > 0 && (static_cast<unsigned char>(line[from]) & 0xc0) == 0x80)
    --from;
  return (from > 0 ? "…" : "") + shortened(std::string_view{line}.substr(from), line_max);
}

}  // namespace

std::optional<Parting> parting(std::vector<std::string> const& first,
                               std::vector<std::string> const& second) {
  auto const [here, there] =
      std::mismatch(first.begin(), first.end(), second.begin(), second.end());
  if (here == first.end() && there == second.end())
    return {};
  std::string const end = "the trace ends";
  return Parting{static_cast<std::size_t>(here - first.begin()) + 1,
                 here == first.end() ? end : *here, there == second.end() ? end : *there};
}

std::string golden_path(Scenario const& scenario) {
  auto const& file = scenario.file;
  auto const row = scenario.example > 0 ? '.' + std::to_string(scenario.example) : "";
  return (file.ends_with(".json") ? file.substr(0, file.size() - 5) : file) + row + ".trace";
}

std::optional<std::vector<std::string>> golden_trace(Scenario const& scenario) {
  auto const text = read_file(golden_path(scenario));
  if (!text)
    return {};
  std::vector<std::string> lines;
  for (auto const line : split(*text, '\n'))
    lines.emplace_back(line);
  if (!lines.empty() && lines.back().empty())
    lines.pop_back();
  return lines;
}

bool write_trace(std::string const& path, std::vector<std::string> const& trace) {
  std::ofstream file{path, std::ios::binary};
  for (auto const& line : trace)
    file << line << '\n';
  file.flush();
  return file.good();
}

void hold_to_golden(std::string const& path, std::vector<std::string> const& golden,
                    Outcome& outcome) {
  auto const parted = parting(golden, outcome.trace);
  if (!parted || outcome.failure)
    return;
  Failure failure;
  failure.what = fmt::format("The trace is not that of {}: line {} differs.", path, parted->line);
  failure.expected = where_it_parts(parted->first, parted->second);
  failure.actual = where_it_parts(parted->second, parted->first);
  outcome.failure = std::move(failure);
}

}  // namespace proofbox::lab
