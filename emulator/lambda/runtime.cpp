#include "lambda/runtime.hpp"

#include <fmt/format.h>

#include "base/text.hpp"

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

// A module that cannot be loaded ends the environment before any request has an id.
Outcome not_begun(Error const& error, Instant now) {
  Outcome outcome;
  outcome.failure = error;
  outcome.lines.push_back({now, fmt::format("{}\tundefined\tERROR\tUncaught Exception \t{}",
                                            iso8601(now), outcome_json(outcome))});
  return outcome;
}

}  // namespace

Task<Outcome> run(Host& host, Deployment const& deployment, Function const& function,
                  ToRuntime const& order, std::uint64_t cause) {
  auto& scheduler = host.scheduler();
  auto const number =
      host.trace().add({0, scheduler.now(), cause, "invocation", function.name, order.event, {}});
  if (order.is_cold && function.cold_start > Duration{})
    co_await scheduler.sleep_until(scheduler.now() + function.cold_start);
  auto const began = scheduler.now();
  Outcome outcome;
  if (function.init_error) {
    outcome = not_begun(*function.init_error, began);
  } else {
    auto const client = host.client(deployment, number);
    Unawaited unawaited{scheduler, host.left_behind(order.environment)};
    Context context{scheduler,
                    host.random("invocations"),
                    *client,
                    host.http(),
                    [&host](std::string const& name) -> Database& { return host.database(name); },
                    order.variables,
                    order.request_id,
                    number,
                    unawaited,
                    outcome.lines};
    auto handling = guarded(function, context, order.event);
    auto waiting = within(scheduler, order.timeout, std::move(handling));
    auto result = co_await waiting;
    auto left = unawaited.freeze();
    if (result)
      host.leave_behind(order.environment, std::move(left));
    if (!result)
      outcome.failure = timed_out(order);
    else if (*result)
      outcome.body = std::move(**result);
    else
      outcome.failure = result->error();
  }
  outcome.took = scheduler.now() - began;
  host.trace().add(
      {0, scheduler.now(), number, "return", function.name, {}, outcome_json(outcome)});
  co_return outcome;
}

}  // namespace proofbox::lambda
