// What a function's author sees: an event comes in as JSON, AWS and HTTP are called out, an answer
// goes back as JSON. Nothing of the emulator is visible from here, as nothing of AWS is visible to
// a real function.
#pragma once

#include <fmt/format.h>

#include <functional>
#include <memory>
#include <string>

#include "base/random.hpp"
#include "base/task.hpp"
#include "lambda/unawaited.hpp"
#include "ports/client.hpp"
#include "ports/database.hpp"
#include "ports/http.hpp"
#include "ports/scheduler.hpp"
#include "ports/trace.hpp"
#include "ports/turn.hpp"
#include "shape/json.hpp"

namespace proofbox::lambda {

// What an invocation may use. It lives as long as the invocation.
struct Context {
  Scheduler& scheduler;
  Random& random;
  Client& cloud;  // AWS, as the function's role and region see it
  HttpClient& http;
  std::function<Database&(std::string const& name)> database;
  Map<std::string> const& environment;
  std::string request_id;
  std::uint64_t invocation;  // its event in the trace
  Unawaited& unawaited;
  std::vector<Logged>& lines;

  Instant now() const { return scheduler.now(); }

  // A line as console.log writes it.
  void log(std::string_view text) {
    lines.push_back({now(), fmt::format("{}\t{}\tINFO\t{}", iso8601(now()), request_id, text)});
  }

  // Work that the handler does not wait for. It outlives the invocation, and may not use it.
  void leave(Task<void> work) { unawaited.add(std::move(work)); }

  // A variable of the environment, or an empty text.
  std::string variable(std::string_view name) const {
    auto const found = environment.find(name);
    return found == environment.end() ? std::string{} : found->second;
  }
};

// The event and the answer are JSON texts, as on Lambda. An Error, or an exception, is a failed
// invocation.
using Handler = std::function<Task<Result<std::string>>(Context&, std::string const& event)>;

struct Function {
  std::string name;
  Handler handler;
  Duration timeout = 3s;  // AWS allows 1 s to 900 s; its default is 3 s
  Map<std::string> environment = {};
  std::string runtime = "nodejs14.x";
  std::int64_t memory_size = 1024;                        // MB
  Duration cold_start = {};                               // before a new environment's first event
  std::optional<Error> init_error = {};                   // why its module cannot be loaded
  std::optional<std::int64_t> reserved_concurrency = {};  // its part of the account's pool
  std::vector<std::string> role_actions = {};             // that its role allows; empty: all
  std::optional<std::string> on_success = {}, on_failure = {};  // ARNs, of asynchronous events
  std::optional<std::string> dead_letter_target = {};           // ARN, likewise
};

namespace detail {
template <class Event, class Answer>
Task<Result<std::string>> run(Task<Result<Answer>> (*function)(Context&, Event const&),
                              Context& context, std::string const& text) {
  Event event{};
  if (auto const misfit = from_json(text, event))
    co_return Error{"Runtime.MalformedEvent",
                    "The event does not fit the handler: " + misfit->member, 400};
  auto answer = co_await function(context, event);
  if (!answer)
    co_return answer.error();
  if constexpr (std::is_same_v<Answer, Done>)
    co_return std::string{"null"};
  else
    co_return to_json(*answer);
}
}  // namespace detail

// A handler of described structs: Task<Result<Answer>> checkout(Context&, HttpEvent const&).
template <class Event, class Answer>
Handler handler(Task<Result<Answer>> (*function)(Context&, Event const&)) {
  return [function](Context& context, std::string const& event) {
    return detail::run<Event, Answer>(function, context, event);
  };
}

}  // namespace proofbox::lambda
