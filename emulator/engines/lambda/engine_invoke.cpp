// An invocation, from whoever asks for it to its answer. The function's code runs outside: a
// parcel takes the event there and brings the answer back, and whoever waits is rung for.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "engines/lambda/engine.hpp"
#include "engines/lambda/errors.hpp"
#include "shape/json.hpp"

namespace proofbox::aws_lambda {
namespace {

constexpr std::size_t event_max = 6 << 20;  // of one that is waited for
constexpr std::size_t asynchronous_event_max = 1 << 20;
constexpr std::size_t answer_max = 6'291'556;
constexpr Duration patience = 15min + 30s;  // longer than any function may run
constexpr Duration warm_for = 10min;
constexpr int hops_max = 16;                  // AWS: "recursive loop detection"
constexpr std::size_t remembered_max = 1000;  // invocations, to look at
constexpr std::size_t unfetched_max = 2000;   // answers, of callers who went away

std::string failure_json(Error const& error) {
  std::string json = "{\"errorType\":";
  write_json_text(json, error.code);
  json += ",\"errorMessage\":";
  write_json_text(json, error.message);
  return json + '}';
}

// "2023/05/25/[$LATEST]0123456789abcdef0123456789abcdef"
std::string log_stream(Turn& turn) {
  auto day = iso8601(turn.now).substr(0, 10);
  std::replace(day.begin(), day.end(), '-', '/');
  return fmt::format("{}/[$LATEST]{}", day, turn.random.hex(32));
}

// What a function finds in its environment: its own variables beside Lambda's.
Map<std::string> variables_of(Function const& function, Invocation const& invocation) {
  auto const& configuration = function.configuration;
  Map<std::string> variables{
      {"AWS_REGION", function.region},
      {"AWS_DEFAULT_REGION", function.region},
      {"AWS_EXECUTION_ENV", "AWS_Lambda_" + configuration.runtime},
      {"AWS_LAMBDA_FUNCTION_NAME", function.name()},
      {"AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"},
      {"AWS_LAMBDA_FUNCTION_MEMORY_SIZE", std::to_string(configuration.memory_size)},
      {"AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand"},
      {"AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name()},
      {"AWS_LAMBDA_LOG_STREAM_NAME", invocation.environment.log_stream},
      {"AWS_LAMBDA_RUNTIME_API", "127.0.0.1:9001"},
      {"LAMBDA_TASK_ROOT", "/var/task"},
      {"LAMBDA_RUNTIME_DIR", "/var/runtime"},
      {"LANG", "en_US.UTF-8"},
      {"TZ", ":UTC"},
      {"_HANDLER", configuration.handler},
  };
  if (configuration.environment)
    for (auto const& [name, value] : configuration.environment->variables)
      variables.insert_or_assign(name, value);
  return variables;
}

std::string milliseconds(Duration time) {
  return fmt::format("{:.2f}", std::chrono::duration<double, std::milli>(time).count());
}

std::int64_t billed_milliseconds(Duration time) { return (time + 1ms - 1ns) / 1ms; }

// A process that ended with its invocation leaves no environment behind.
bool ends_environment(Error const& error) {
  return error.code == "Sandbox.Timedout" || error.code.starts_with("Runtime.");
}

}  // namespace

Result<Invoke::Output> Engine::handle(Turn& turn, Invoke const& op) {
  turn.idle = true;  // the invocation itself is told of
  if (turn.is_again)
    return answer_to(turn);
  auto const type = op.invocation_type.value_or("RequestResponse");
  if (type != "RequestResponse" && type != "Event" && type != "DryRun")
    return errors::of({Misfit::Kind::range, "invocationType", type,
                       "Member must satisfy enum value set: [Event, RequestResponse, DryRun]"});
  auto const found = find(turn, op.function_name, op.qualifier);
  if (!found)
    return found.error();
  auto const& function = **found;
  if (auto error = refusal_of_caller(turn, function))
    return *error;
  auto const limit = type == "Event" ? asynchronous_event_max : event_max;
  if (op.payload.bytes.size() > limit)
    return errors::request_too_large(limit);
  auto payload = op.payload.bytes.empty() ? std::string{"{}"} : op.payload.bytes;
  if (!is_json(payload))
    return errors::bad_request_content("it is no JSON");
  Invoke::Output output;
  output.executed_version = "$LATEST";
  if (type == "DryRun") {
    output.status_code = 204;
    return output;
  }
  if (type == "Event" && turn.caller.hops > hops_max)
    return errors::recursion(function.arn());
  if (type == "Event") {
    accept(turn, function, std::move(payload));
    return Invoke::Output{202, {}, {}, {}, {}};
  }
  if (auto error = throttle(function)) {
    turn.notes.push_back({"throttle", function.name(), "{\"reason\":\"" + error->reason + "\"}"});
    return *error;
  }
  auto& invocation = start(turn, function, std::move(payload), turn.random.uuid());
  invocation.call = turn.call;
  invocation.wants_log = op.log_type == "Tail";
  asked_.emplace(turn.call, invocation.number);
  turn.wait = {{"lambda", invocation.number}, turn.asked_at + patience};
  return output;
}

// A service may invoke what lets it in; others are not looked at. Only a strict box asks.
std::optional<Error> Engine::refusal_of_caller(Turn const& turn, Function const& function) const {
  auto const& caller = turn.caller;
  if (!turn.strict.policies || caller.service.empty())
    return {};
  auto const admits = [&](Permission const& one) {
    return one.admits(caller.service, caller.source_arn);
  };
  if (std::any_of(function.permissions.begin(), function.permissions.end(), admits))
    return {};
  return errors::not_authorized(caller.service, function.arn());
}

// Whoever asks again fetches the answer, or waits on.
Result<Invoke::Output> Engine::answer_to(Turn& turn) {
  auto const asked = asked_.find(turn.call);
  // A reset took the invocation with it.
  if (asked == asked_.end())
    return errors::service_failed();
  auto const number = asked->second;
  auto const found = answers_.find(number);
  if (found == answers_.end()) {
    auto const until = turn.asked_at + patience;
    if (turn.now < until) {
      turn.wait = {{"lambda", number}, until};
      return Invoke::Output{};
    }
    asked_.erase(asked);
    return errors::service_failed();
  }
  auto& answer = found->second;
  Invoke::Output output;
  output.executed_version = "$LATEST";
  output.payload.bytes = std::move(answer.payload);
  if (answer.failed)
    output.function_error = "Unhandled";
  if (!answer.log.empty())
    output.log_result = base64(answer.log);
  answers_.erase(found);
  asked_.erase(asked);
  return output;
}

Invocation& Engine::start(Turn& turn, Function const& function, std::string payload,
                          std::string request_id) {
  auto const key = key_of(function);
  Invocation invocation;
  invocation.number = ++last_number_;
  invocation.function = key;
  invocation.name = function.name();
  invocation.request_id = std::move(request_id);
  invocation.memory_size = function.configuration.memory_size;
  invocation.started_at = turn.now;
  auto& idle = idle_[key];
  std::erase_if(idle, [&](auto const& one) { return one.idle_since + warm_for < turn.now; });
  invocation.is_cold = idle.empty();
  if (invocation.is_cold) {
    invocation.environment = {++last_environment_, log_stream(turn), turn.now};
  } else {
    invocation.environment = std::move(idle.back());
    idle.pop_back();
  }
  ++running_[key];
  log(turn.now, invocation,
      fmt::format("START RequestId: {} Version: $LATEST", invocation.request_id));
  turn.parcels.push_back({invocation.number, invocation.name,
                          ToRuntime{function.arn(), invocation.environment.number,
                                    invocation.is_cold, invocation.request_id, std::move(payload),
                                    function.timeout(), variables_of(function, invocation)}});
  return under_way_.emplace(invocation.number, std::move(invocation)).first->second;
}

void Engine::carried(Turn& turn, Parcel const& parcel, Outcome const& outcome) {
  if (auto const* const to_pollers = std::get_if<ToPollers>(&parcel.to))
    return pollers_heard(turn, to_pollers->mapping);
  if (std::holds_alternative<AskQueue>(parcel.to))
    return queue_answered(turn, parcel.id, outcome);
  if (!std::holds_alternative<ToRuntime>(parcel.to))
    return;
  auto const found = under_way_.find(parcel.id);
  if (found == under_way_.end())
    return;
  auto invocation = std::move(found->second);
  under_way_.erase(found);
  auto result = outcome;
  if (result.error)
    result.failure = result.error;
  if (!result.failure && result.body.size() > answer_max)
    result.failure =
        Error{"Function.ResponseSizeTooLarge",
              fmt::format("Response payload size exceeded maximum allowed payload size "
                          "({} bytes).",
                          answer_max)};
  finish(turn, invocation, result);
  if (invocation.event != 0)
    end_event(turn, invocation, result, parcel.cause);
  else
    answer(turn, invocation, result);
  invocations_.push_back(std::move(invocation));
  if (invocations_.size() > remembered_max)
    invocations_.pop_front();
}

void Engine::finish(Turn& turn, Invocation& invocation, Outcome const& outcome) {
  using State = Invocation::State;
  invocation.took = outcome.took;
  invocation.state = State::succeeded;
  --running_[invocation.function];
  if (outcome.failure) {
    invocation.state =
        outcome.failure->code == "Sandbox.Timedout" ? State::timed_out : State::failed;
    invocation.error_type = outcome.failure->code;
    invocation.error_message = outcome.failure->message;
  }
  if (!outcome.failure || !ends_environment(*outcome.failure)) {
    invocation.environment.idle_since = turn.now;
    idle_[invocation.function].push_back(invocation.environment);
  }
  log_end(turn.now, invocation, outcome);
}

void Engine::log_end(Instant now, Invocation const& invocation, Outcome const& outcome) {
  auto const& id = invocation.request_id;
  for (auto const& line : outcome.lines)
    log(line.at, invocation, line.text);
  bool const was_begun = !outcome.failure || !outcome.failure->code.starts_with("Runtime.");
  if (invocation.state == Invocation::State::failed && was_begun)
    log(now, invocation,
        fmt::format("{}\t{}\tERROR\tInvoke Error \t{}", iso8601(now), id,
                    failure_json(*outcome.failure)));
  auto const beginning = now - invocation.started_at - outcome.took;
  log(now, invocation, fmt::format("END RequestId: {}", id));
  log(now, invocation,
      fmt::format("REPORT RequestId: {}\tDuration: {} ms\tBilled Duration: {} ms\tMemory Size: {} "
                  "MB\tMax Memory Used: {} MB\t{}",
                  id, milliseconds(outcome.took), billed_milliseconds(outcome.took),
                  invocation.memory_size, std::min<std::int64_t>(invocation.memory_size, 64),
                  invocation.is_cold
                      ? fmt::format("Init Duration: {} ms\t", milliseconds(beginning))
                      : ""));
  if (invocation.state == Invocation::State::timed_out)
    log(now, invocation,
        fmt::format("{} {} Task timed out after {:.2f} seconds", iso8601(now), id,
                    std::chrono::duration<double>(outcome.took).count()));
}

void Engine::answer(Turn& turn, Invocation const& invocation, Outcome const& outcome) {
  Answer answer;
  answer.call = invocation.call;
  answer.failed = outcome.failure.has_value();
  answer.payload = outcome.failure ? failure_json(*outcome.failure) : outcome.body;
  if (invocation.wants_log)
    answer.log = tail(invocation.request_id);
  answers_.emplace(invocation.number, std::move(answer));
  turn.rings.push_back({"lambda", invocation.number});
  if (answers_.size() <= unfetched_max)
    return;
  asked_.erase(answers_.begin()->second.call);
  answers_.erase(answers_.begin());
}

}  // namespace proofbox::aws_lambda
