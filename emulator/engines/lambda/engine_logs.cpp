// What functions logged and how they ran, to look at.
#include <algorithm>

#include "base/text.hpp"
#include "engines/lambda/engine.hpp"

namespace proofbox::aws_lambda {
namespace {

constexpr std::size_t lines_max = 10'000;
constexpr std::size_t bytes_max = 16 << 20;
constexpr std::size_t line_max = 256 << 10;  // CloudWatch's own
constexpr std::size_t tail_max = 4 << 10;

std::string_view word_of(Invocation::State state) {
  switch (state) {
    case Invocation::State::running: return "running";
    case Invocation::State::succeeded: return "succeeded";
    case Invocation::State::failed: return "failed";
    case Invocation::State::timed_out: return "timed out";
  }
  return {};
}

ListInvocations::Entry entry_of(Invocation const& invocation) {
  ListInvocations::Entry entry;
  entry.request_id = invocation.request_id;
  entry.function = invocation.name;
  entry.type = invocation.event == 0 ? "RequestResponse" : "Event";
  entry.status = word_of(invocation.state);
  entry.started_at = invocation.started_at;
  if (invocation.took)
    entry.duration_milliseconds =
        std::chrono::duration<double, std::milli>(*invocation.took).count();
  entry.is_cold_start = invocation.is_cold;
  entry.log_stream = invocation.environment.log_stream;
  entry.attempt = invocation.attempt;
  if (!invocation.error_type.empty()) {
    entry.error_type = invocation.error_type;
    entry.error_message = invocation.error_message;
  }
  return entry;
}

}  // namespace

void Engine::log(Instant at, Invocation const& invocation, std::string text) {
  if (text.size() > line_max)
    text.resize(line_max);
  while (!is_utf8(text))
    text.pop_back();
  logged_bytes_ += text.size();
  lines_.push_back({at, invocation.name, invocation.environment.log_stream, invocation.request_id,
                    std::move(text)});
  while (lines_.size() > lines_max || logged_bytes_ > bytes_max) {
    logged_bytes_ -= lines_.front().text.size();
    lines_.pop_front();
  }
}

std::string Engine::tail(std::string const& request_id) const {
  std::string text;
  for (auto line = lines_.rbegin(); line != lines_.rend() && text.size() < tail_max; ++line)
    if (line->request_id == request_id)
      text = line->text + '\n' + text;
  return text.size() <= tail_max ? text : text.substr(text.size() - tail_max);
}

Result<ListInvocations::Output> Engine::handle(Turn&, ListInvocations const& op) {
  std::vector<Invocation const*> all;
  for (auto const& invocation : invocations_)
    all.push_back(&invocation);
  for (auto const& [number, invocation] : under_way_)
    all.push_back(&invocation);
  std::sort(all.begin(), all.end(),
            [](auto const* left, auto const* right) { return left->number < right->number; });
  ListInvocations::Output output;
  for (auto const* const invocation : all)
    if (!op.function || invocation->name == *op.function)
      output.invocations.push_back(entry_of(*invocation));
  return output;
}

Result<ListLogLines::Output> Engine::handle(Turn&, ListLogLines const& op) {
  ListLogLines::Output output;
  for (auto const& line : lines_)
    if ((!op.function || line.name == *op.function) &&
        (!op.request_id || line.request_id == *op.request_id))
      output.lines.push_back({line.at, "/aws/lambda/" + line.name, line.log_stream, line.text});
  std::stable_sort(output.lines.begin(), output.lines.end(),
                   [](auto const& left, auto const& right) { return left.at < right.at; });
  return output;
}

}  // namespace proofbox::aws_lambda
