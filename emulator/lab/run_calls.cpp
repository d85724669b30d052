#include "lab/runner.hpp"

#include <fmt/format.h>

#include <deque>

#include "shape/json.hpp"

namespace proofbox::lab {

Node Runner::answer(Call const& call) {
  std::optional<Node> came;
  auto asking = ask(call, came);
  callers_.spawn(std::move(asking));
  drive([&] { return came.has_value(); });
  return came.value_or(Node{});
}

Node Runner::call(std::string_view service, std::string_view operation, std::string input) {
  Step step;
  step.kind = Step::Kind::aws;
  step.operation = box_.find(service, operation).row->operation;
  Call call{&step, {}, {}, std::move(input)};
  return answer(call);
}

Call Runner::called(Step const& step) const { return call_of(step, values_, scenario_.endpoint); }

Caller Runner::caller_of(CallerGiven const& given) const {
  Caller caller;
  caller.account = given.account.value_or(caller.account);
  caller.region = given.region.value_or(scenario_.region);
  caller.endpoint = given.endpoint.value_or(scenario_.endpoint);
  caller.trace_header = given.trace_header.value_or("");
  caller.is_anonymous = given.is_anonymous;
  caller.is_spared = given.is_spared;
  return caller;
}

Task<void> Runner::ask(Call const& call, std::optional<Node>& came) {
  if (call.step->kind == Step::Kind::http) {
    auto const response = co_await box_.answer(call.request);
    came = answer_node(response);
    co_return;
  }
  auto const& operation = *call.step->operation;
  auto const target = box_.find(operation);
  auto const input = operation.make_input();
  auto const output = operation.make_output();
  if (auto const misfit = read_json(call.input, *operation.input, input.get())) {
    came = answer_node(target.api->word(*misfit));
    co_return;
  }
  box_.clock().client_came();
  auto const caller = caller_of(call.step->as);
  auto const error = co_await box_.call(target, caller, 0, input.get(), output.get());
  box_.clock().client_left();
  std::string text;
  write_json(text, *operation.output, output.get());
  came = error ? answer_node(*error) : read_answer(text);
}

// An operation that is refused fails its step, unless the refusal was expected.
void Runner::hold(Call const& call, Node const& came) {
  auto const& step = *call.step;
  if (is_over())
    return;
  if (step.expect) {
    if (auto const found = mismatch(wanted(*step.expect), &came))
      fail(step.place,
           fmt::format("{} did not answer as expected{}.", call.title,
                       found->path.empty() ? "" : " at " + found->path),
           &*found);
  } else if (step.kind == Step::Kind::aws && came.find("error") != nullptr) {
    fail(step.place,
         fmt::format("{} was refused: {}", call.title, came.find("error")->find("message")->text));
  }
  for (auto const& capture : step.captures)
    keep(capture, came);
}

void Runner::take_together(Step const& step) {
  std::vector<Call> callers;
  for (auto const& inner : step.steps)
    callers.insert(callers.end(), static_cast<std::size_t>(inner.repeat), called(inner));
  std::vector<std::size_t> order(callers.size());
  for (std::size_t i = 0; i < order.size(); ++i)
    order[i] = i;
  order_.shuffle(std::span{order});
  std::deque<std::optional<Node>> came(callers.size());
  for (auto const caller : order) {
    auto asking = ask(callers[caller], came[caller]);
    callers_.spawn(std::move(asking));
  }
  drive([&] {
    return std::all_of(came.begin(), came.end(), [](auto const& node) { return node.has_value(); });
  });
  Node all{Node::Kind::list};
  for (std::size_t i = 0; i < callers.size() && !outcome_.failure; ++i) {
    hold(callers[i], came[i].value_or(Node{}));
    all.items.push_back(came[i].value_or(Node{}));
  }
  if (step.expect && !outcome_.failure)
    if (auto const found = mismatch(wanted(*step.expect), &all))
      fail(step.place, "What the callers got together is not as expected.", &*found);
}

// Callers whose calls begin at their instants; or one caller, each of whose calls begins so long
// after the former one began, or when that has ended.
void Runner::take_load(Step const& step) {
  auto const call = called(step.steps.front());
  LoadTally tally;
  int open = step.repeat;
  auto calling = step.instants.empty() ? call_on(step, call, tally, open)
                                       : call_at_instants(step, call, tally, open);
  callers_.spawn(std::move(calling));
  drive([&] { return open == 0; });
  auto const came = tally.node();
  if (outcome_.failure || !step.expect)
    return;
  if (auto const found = mismatch(wanted(*step.expect), &came))
    fail(step.place, fmt::format("{} did not answer as expected at {}.", step.title, found->path),
         &*found);
}

Task<void> Runner::call_on(Step const& step, Call const& call, LoadTally& tally, int& open) {
  auto const began = box_.agenda().now();
  for (int i = 0; i < step.repeat && !outcome_.is_cut_short; ++i) {
    co_await come_to(began + i * step.duration);
    co_await call_once(call, i + 1, tally, open);
  }
}

Task<void> Runner::call_at_instants(Step const& step, Call const& call, LoadTally& tally,
                                    int& open) {
  auto const began = box_.agenda().now();
  for (int i = 0; i < step.repeat && !outcome_.is_cut_short; ++i) {
    co_await come_to(began + step.instants[static_cast<std::size_t>(i)]);
    auto one = call_once(call, i + 1, tally, open);
    callers_.spawn(std::move(one));
  }
}

// An instant that is past is there already.
Task<void> Runner::come_to(Instant when) {
  auto const wait = when - box_.agenda().now();
  if (wait > Duration{})
    co_await box_.clock().advance(at_most(wait));
}

Task<void> Runner::call_once(Call const& call, int number, LoadTally& tally, int& open) {
  if (outcome_.is_cut_short)
    co_return;
  std::optional<Node> came;
  auto asking = ask(call, came);
  co_await std::move(asking);
  tally.add(number, status_of(*came));
  --open;
}

void Runner::take_at_its_time(Step const& step) {
  auto const wrong = timetable_.come_to(*step.timing, [this] { return is_over(); });
  if (is_over())
    return;
  if (wrong)
    return fail(step.place, *wrong);
  hold_trace(step.timing->trace, step.place, "Before this step the trace");
  if (is_over())
    return;
  if (step.kind == Step::Kind::hang_up)
    return timetable_.hang_up(step.number);
  if (step.kind == Step::Kind::answer) {
    if (!network_.answer(step.event, *step.response))
      fail(step.place,
           fmt::format("Nothing was asked in event {}, or it is answered.", step.event));
    return;
  }
  if (step.kind == Step::Kind::note)
    return;
  auto asking = ask_alone(called(step));
  timetable_.begin(step.number, step.expect.has_value(), std::move(asking));
}

Task<void> Runner::ask_alone(Call call) {
  std::optional<Node> came;
  auto asking = ask(call, came);
  co_await std::move(asking);
  if (call.step->expect)
    hold(call, *came);
}

// Answers that the story expects come before its end.
void Runner::await_answers() {
  if (is_over() || !timetable_.awaits_answers())
    return;
  box_.clock().let_go();
  drive([&] { return !timetable_.awaits_answers(); });
  if (timetable_.awaits_answers() && !is_over())
    fail(place_, "At the end a call has no answer that has one to expect.");
}

}  // namespace proofbox::lab
