#include "lab/runner.hpp"

#include <fmt/format.h>

#include "lab/fault_steps.hpp"

namespace proofbox::lab {
namespace {

constexpr int steps_max = 100'000;  // of a story, each round of a step counted

}  // namespace

void Runner::take_all(std::span<Step const> steps) {
  for (auto const& step : steps) {
    if (is_over())
      return;
    if (++outcome_.steps > steps_max && !step.timing)
      return fail(step.place,
                  fmt::format("A story takes at most {} steps, and this one goes on.", steps_max));
    place_ = step.place;
    take(step);
  }
}

void Runner::take(Step const& step) {
  if (step.timing)
    return take_at_its_time(step);
  box_.clock().let_go();
  switch (step.kind) {
    case Step::Kind::note: return;
    case Step::Kind::advance: return pass(step, step.duration);
    case Step::Kind::settle: return pass(step, Duration{0});
    case Step::Kind::restart: return restart(step);
    case Step::Kind::http:
    case Step::Kind::aws:
      for (int i = 0; i < step.repeat && !is_over(); ++i) {
        auto const call = called(step);
        hold(call, answer(call));
        if (outcome_.failure && step.repeat > 1)
          round(i + 1, step.repeat);
      }
      return;
    case Step::Kind::together: return take_together(step);
    case Step::Kind::load: return take_load(step);
    case Step::Kind::repeat: return take_again(step);
    case Step::Kind::never: return watch(step);
    case Step::Kind::fault:
      if (auto const mistake = take_fault(box_, filled_at_last(*step.input, values_)))
        fail(mistake->place, mistake->complaint);
      return;
    case Step::Kind::state:
      if (auto const found = state_mismatch(wanted(*step.expect)))
        fail(step.place, fmt::format("{} is not as expected.", found->path), &*found);
      return capture_state(step);
    case Step::Kind::within: wait_for(step); return capture_state(step);
    case Step::Kind::capture: return capture_state(step);
    case Step::Kind::hang_up:
    case Step::Kind::answer: return;  // never without a time
  }
}

void Runner::pass(Step const& step, Duration by) {
  bool arrived = false;
  auto journey = travel(by, arrived);
  callers_.spawn(std::move(journey));
  drive([&] { return arrived; });
  if (!arrived && !is_over())
    fail(step.place, "Time did not pass to its end.");
}

// Nothing is done before the box stops, and what is due afterwards waits for the next step.
void Runner::restart(Step const& step) {
  auto const down = at_most(step.duration);
  outcome_.is_cut_short = down < step.duration;
  box_.restart(down);
}

Task<void> Runner::travel(Duration by, bool& arrived) {
  co_await box_.clock().advance(at_most(by));
  arrived = true;
}

void Runner::take_again(Step const& step) {
  for (int i = 1; i <= step.repeat && !outcome_.failure; ++i) {
    if (!step.counter.empty())
      values_[step.counter] = Node::of_number(i);
    take_all(step.steps);
    if (outcome_.failure)
      round(i, step.repeat);
  }
}

// Says in which round a step broke that is taken again and again.
void Runner::round(int number, int of) {
  auto& what = outcome_.failure->what;
  if (!what.empty() && what.back() == '.')
    what.pop_back();
  what += fmt::format(", in round {} of {}.", number, of);
}

void Runner::keep(Capture const& capture, Node const& root) {
  if (outcome_.failure)
    return;
  auto value = captured(capture, root, values_);
  if (!value) {
    Mismatch const found{{}, "something to capture", write_node(root)};
    fail(capture.place, value.error().message, &found);
    return;
  }
  values_[capture.name] = std::move(*value);
}

void Runner::capture_state(Step const& step) {
  for (auto const& capture : step.captures) {
    auto const name = filled_at_last(capture.state, values_, Within::text);
    keep(capture, state_.of(name).value_or(Node{}));
  }
}

// The runner is one waiting client: it looks again after each instant at which something
// happened.
void Runner::wait_for(Step const& step) {
  auto const deadline = box_.agenda().now() + step.duration;
  auto const expect = wanted(*step.expect);
  for (;;) {
    auto const found = state_mismatch(expect);
    if (!found || is_over())
      return;
    auto const now = box_.agenda().now();
    auto const due = box_.agenda().next_due();
    if (now >= deadline) {
      fail(step.place,
           fmt::format("{} was not as expected within {}.", found->path,
                       duration_text(step.duration)),
           &*found);
      return;
    }
    pass(step, std::clamp(due.value_or(deadline), now, deadline) - now);
  }
}

// The state is looked at after every turn, so that nothing between two instants goes unseen.
void Runner::watch(Step const& step) {
  auto const never = wanted(*step.expect);
  auto const begun = box_.agenda().now();
  never_ = [&, this] {
    if (state_mismatch(never))
      return;
    auto const after = box_.agenda().now() - begun;
    Mismatch found{{}, "never " + write_node(never) + " for " + duration_text(step.duration), {}};
    Node came{Node::Kind::object};
    for (auto const& [name, value] : never.members)
      came.members.emplace_back(name, state_.of(name).value_or(Node{}));
    found.actual = write_node(came);
    fail(step.place, fmt::format("What was never to be came after {}.", duration_text(after)),
         &found);
  };
  judge();
  pass(step, step.duration);
  never_ = {};
  // What is not even there cannot have been seen.
  for (auto const& [name, value] : never.members)
    if (value.find("$any") == nullptr && !state_.of(name))
      fail(step.place, fmt::format("There is no {}, so nothing was watched.", name));
}

}  // namespace proofbox::lab
