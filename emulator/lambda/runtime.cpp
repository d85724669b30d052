#include "lambda/runtime.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "lambda/stumble.hpp"

namespace proofbox::lambda {
namespace {

// The handler's own exceptions are failed invocations, as on Lambda.
Task<Result<std::string>> guarded(Function const& function, Context& context,
                                  std::string const& event) {
  try {
    co_return co_await function.handler(context, event);
  } catch (std::exception const& failure) {
    co_return Error{"Error", failure.what(), 500};
  } catch (...) {
    co_return Error{"Error", "The function threw what is no exception.", 500};
  }
}

std::string seconds_of(Duration timeout) {
  return fmt::format("{:.2f}", std::chrono::duration<double>(timeout).count());
}

std::string outcome_json(Outcome const& outcome) {
  if (!outcome.failure)
    return outcome.body;
  std::string text = "{\"errorType\":";
  write_json_text(text, outcome.failure->code);
  text += ",\"errorMessage\":";
  write_json_text(text, outcome.failure->message);
  return text + '}';
}

Error timed_out(ToRuntime const& order) {
  return {"Sandbox.Timedout",
          fmt::format("RequestId: {} Error: Task timed out after {} seconds", order.request_id,
                      seconds_of(order.timeout)),
          500};
}

// A process that ends in the middle of its work.
Error crashed(ToRuntime const& order) {
  return {"Runtime.ExitError",
          fmt::format("RequestId: {} Error: Runtime exited with error: exit status 1",
                      order.request_id),
          500};
}

// A module that cannot be loaded ends the environment before any request has an id.
Outcome not_begun(Error const& error, Instant now) {
  Outcome outcome;
  outcome.failure = error;
  outcome.lines.push_back({now, fmt::format("{}\tundefined\tERROR\tUncaught Exception \t{}",
                                            iso8601(now), outcome_json(outcome))});
  return outcome;
}

// The handler at work, under its time-out.
Task<void> work(Host& host, Deployment const& deployment, Function const& function,
                ToRuntime const& order, std::uint64_t number, std::optional<Strike> const& strike,
                Outcome& outcome) {
  auto& scheduler = host.scheduler();
  auto const client = host.client(deployment, number);
  Stumble::OpenDatabase open = [&host](std::string const& name) -> Database& {
    return host.database(name);
  };
  std::optional<Stumble> stumble;
  if (strike)
    stumble.emplace(*strike, *client, host.http(), open);
  // Only a run that will not end well: what it leaves behind, for a later one, goes with it.
  bool const breaks = strike && strike->breakdown;
  if (breaks)
    open = [&stumble](std::string const& name) -> Database& { return stumble->database(name); };
  Unawaited unawaited{scheduler, host.left_behind(order.environment)};
  Context context{scheduler,
                  host.random("invocations"),
                  breaks ? stumble->cloud() : *client,
                  breaks ? stumble->http() : host.http(),
                  std::move(open),
                  order.variables,
                  order.request_id,
                  number,
                  unawaited,
                  outcome.lines};
  auto handling = guarded(function, context, order.event);
  if (stumble)
    handling = stumble->stumbling(scheduler, std::move(handling));
  auto waiting = within(scheduler, order.timeout, std::move(handling));
  if (stumble)
    stumble->on_crash = [&waiting] { waiting.cut(); };
  auto result = co_await waiting;
  auto left = unawaited.freeze();
  if (result)
    host.leave_behind(order.environment, std::move(left));
  if (!result && stumble && stumble->has_crashed()) {
    outcome.failure = crashed(order);
    outcome.lines.push_back({scheduler.now(), outcome.failure->message + "\nRuntime.ExitError"});
  } else if (!result) {
    outcome.failure = timed_out(order);
  } else if (*result) {
    outcome.body = std::move(**result);
  } else {
    outcome.failure = result->error();
  }
}

}  // namespace

Task<Outcome> run(Host& host, Deployment const& deployment, Function const& function,
                  ToRuntime const& order, std::uint64_t cause) {
  auto& scheduler = host.scheduler();
  // A module that cannot be loaded has no work in which anything could go wrong.
  auto const strike =
      function.init_error ? std::nullopt : host.faults().strikes(scheduler.now(), function.name);
  if (strike)
    cause = trace_strike(host.trace(), scheduler.now(), cause, *strike);
  auto const number =
      host.trace().add({0, scheduler.now(), cause, "invocation", function.name, order.event, {}});
  if (order.is_cold && function.cold_start > Duration{})
    co_await scheduler.sleep_until(scheduler.now() + function.cold_start);
  auto const began = scheduler.now();
  Outcome outcome;
  if (function.init_error) {
    outcome = not_begun(*function.init_error, began);
  } else {
    auto working = work(host, deployment, function, order, number, strike, outcome);
    co_await std::move(working);
  }
  outcome.took = scheduler.now() - began;
  host.trace().add(
      {0, scheduler.now(), number, "return", function.name, {}, outcome_json(outcome)});
  co_return outcome;
}

}  // namespace proofbox::lambda
