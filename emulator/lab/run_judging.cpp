#include "lab/runner.hpp"

#include <fmt/format.h>

#include "lab/chain.hpp"

namespace proofbox::lab {
namespace {

constexpr std::size_t events_shown = 8;  // in a failure

}  // namespace

// An expectation with the values that its names have by now. What is no matcher with them ends
// the run.
Node Runner::wanted(Node const& expect) {
  auto made = filled_at_last(expect, values_);
  auto const bad = bad_matcher(made);
  if (!bad)
    return made;
  fail(bad->place, bad->complaint);
  return {};
}

std::optional<Mismatch> Runner::state_mismatch(Node const& expected) {
  for (auto const& [name, value] : expected.members) {
    auto const actual = state_.of(name);
    if (auto found = mismatch(value, actual ? &*actual : nullptr)) {
      found->path = found->path.empty() ? name : name + '.' + found->path;
      return found;
    }
  }
  return {};
}

void Runner::observe(Event const& event) {
  state_.observe(event);
  for (auto& law : laws_)
    law.invariant->observe(event);
  if (settings_.keep_trace)
    outcome_.trace.push_back(trace_line(event));
}

void Runner::judge() {
  if (settings_.keep_chronicle)
    chronicler_.look();
  if (outcome_.failure)
    return;
  for (auto& law : laws_)
    if (auto const complaint = law.invariant->broken(eyes_)) {
      fail(law.place, fmt::format("\"{}\" does not hold: {}", law.invariant->name(), *complaint));
      return;
    }
  if (never_)
    never_();
}

// Under another seed it is another story.
void Runner::hold_trace(std::string const& wanted, Place place, std::string_view what) {
  if (wanted.empty() || is_over() || box_.settings().seed != scenario_.seed)
    return;
  auto const came = box_.events().hash().substr(0, wanted.size());
  if (came == wanted)
    return;
  Mismatch const found{{}, wanted, came};
  fail(place, fmt::format("{} is another one than it was.", what), &found);
}

void Runner::fail(Place place, std::string what, Mismatch const* found) {
  if (is_over())
    return;
  Failure failure{place, std::move(what), {}, {}, {}};
  if (found != nullptr) {
    failure.expected = found->expected;
    failure.actual = found->actual;
  }
  auto const count = box_.events().count();
  for (auto const* event :
       box_.events().after(count > events_shown ? count - events_shown : 0, events_shown))
    failure.events.push_back(trace_line(*event));
  std::vector<std::string> lines;
  for (auto const* event : box_.events().after(0, box_.events().count()))
    lines.push_back(trace_line(*event));
  auto const before = outcome_.taken.empty() ? 0 : outcome_.taken.back().events_before;
  failure.chain = chain_of(lines, scenario_.start, outcome_.set_up, before);
  outcome_.failure = std::move(failure);
}

}  // namespace proofbox::lab
