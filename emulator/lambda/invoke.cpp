#include <fmt/format.h>

#include "lambda/host.hpp"

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

Invocation outcome_of(Function const& function, std::string const& request_id,
                      std::optional<Result<std::string>> result) {
  if (!result) {
    auto const seconds = std::chrono::duration<double>(function.timeout).count();
    return {{},
            "Sandbox.Timedout",
            fmt::format("RequestId: {} Error: Task timed out after {:.2f} seconds", request_id,
                        seconds),
            true};
  }
  if (!*result)
    return {{}, result->error().code, result->error().message, false};
  return {std::move(**result), {}, {}, false};
}

std::string outcome_json(Invocation const& invocation) {
  if (invocation.answer)
    return *invocation.answer;
  std::string text = "{\"errorType\":";
  write_json_text(text, invocation.error_type);
  text += ",\"errorMessage\":";
  write_json_text(text, invocation.error_message);
  return text + '}';
}

}  // namespace

Task<Invocation> invoke(Host& host, Deployment const& deployment, Function const& function,
                        std::string event, std::uint64_t cause) {
  auto& scheduler = host.scheduler();
  auto& random = host.random("invocations");
  auto const number =
      host.trace().add({0, scheduler.now(), cause, "invocation", function.name, event, {}});
  auto const client = host.client(deployment, number);
  Context context{scheduler,
                  random,
                  *client,
                  host.http(),
                  [&host](std::string const& name) -> Database& { return host.database(name); },
                  function.environment,
                  random.uuid(),
                  number};
  auto run = guarded(function, context, event);
  auto waiting = within(scheduler, function.timeout, std::move(run));
  auto result = co_await waiting;
  auto invocation = outcome_of(function, context.request_id, std::move(result));
  host.trace().add(
      {0, scheduler.now(), number, "return", function.name, {}, outcome_json(invocation)});
  co_return invocation;
}

}  // namespace proofbox::lambda
