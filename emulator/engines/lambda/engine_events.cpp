// Asynchronous events: Lambda's queue in front of a function, which tries an event three times and
// then hands it to whoever is named for what fails. AWS: "Asynchronous invocation" of its guide.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "engines/lambda/engine.hpp"
#include "engines/lambda/errors.hpp"
#include "shape/json.hpp"

namespace proofbox::aws_lambda {
namespace {

constexpr std::int64_t retries_at_first = 2;
constexpr std::int64_t age_max_seconds = 21'600;
constexpr Duration after_first_failure = 1min;
constexpr Duration after_second_failure = 2min;
constexpr Duration throttled_wait_max = 5min;
constexpr std::size_t error_message_max = 1024;

std::int64_t retries_of(Function const& function) {
  auto const& config = function.event_invoke;
  return config ? config->maximum_retry_attempts.value_or(retries_at_first) : retries_at_first;
}

Duration age_max(Function const& function) {
  auto const& config = function.event_invoke;
  return 1s * (config ? config->maximum_event_age_in_seconds.value_or(age_max_seconds)
                      : age_max_seconds);
}

std::optional<std::string> destination_of(Function const& function, bool succeeded) {
  if (!function.event_invoke || !function.event_invoke->destination_config)
    return {};
  auto const& config = *function.event_invoke->destination_config;
  auto const& destination = succeeded ? config.on_success : config.on_failure;
  return destination ? destination->destination : std::nullopt;
}

// What goes to a destination: the event, and what came of it.
std::string record_json(Turn const& turn, Function const& function, QueuedEvent const& event,
                        std::string_view condition, Outcome const* outcome) {
  auto json = fmt::format(
      R"({{"version":"1.0","timestamp":"{}","requestContext":{{"requestId":"{}","functionArn":)"
      R"("{}:$LATEST","condition":"{}","approximateInvokeCount":{}}},"requestPayload":{})",
      iso8601(turn.now), event.request_id, function.arn(), condition,
      event.failures + (condition == "Success" ? 1 : 0), event.payload);
  if (outcome != nullptr) {
    std::string answer = outcome->body;
    if (outcome->failure) {
      answer = "{\"errorType\":";
      write_json_text(answer, outcome->failure->code);
      answer += ",\"errorMessage\":";
      write_json_text(answer, outcome->failure->message);
      answer += '}';
    }
    json += fmt::format(
        R"(,"responseContext":{{"statusCode":200,"executedVersion":"$LATEST"{}}},"responsePayload":{})",
        outcome->failure ? R"(,"functionError":"Unhandled")" : "", answer);
  }
  return json + '}';
}

using Attributes = std::vector<std::pair<std::string, ParcelAttribute>>;

// Where an ARN leads; nothing where it leads nowhere that a box has.
std::optional<decltype(Parcel::to)> to_arn(std::string const& arn, Function const& function,
                                           std::string body, Attributes attributes, int hops) {
  auto const parts = split(arn, ':');
  if (parts.size() < 6)
    return {};
  if (parts[2] == "sqs")
    return ToQueue{arn, function.arn(), std::move(body), std::move(attributes)};
  if (parts[2] == "sns")
    return ToTopic{arn, function.arn(), "", std::move(body), std::move(attributes)};
  if (parts[2] == "lambda")
    return ToFunction{arn, std::move(body), function.arn(), hops};
  return {};
}

// What a function's own dead-letter target gets beside the event.
Attributes attributes_of(QueuedEvent const& event, Outcome const* outcome) {
  auto message = outcome != nullptr && outcome->failure ? outcome->failure->message
                                                        : std::string{"Rate Exceeded."};
  if (message.size() > error_message_max)
    message.resize(error_message_max);
  while (!is_utf8(message))
    message.pop_back();
  return {{"ErrorCode", {"Number", outcome != nullptr ? "200" : "429", ""}},
          {"ErrorMessage", {"String", message.empty() ? "null" : std::move(message), ""}},
          {"RequestID", {"String", event.request_id, ""}}};
}

std::optional<Error> refusal_of(std::optional<DestinationConfig> const& config) {
  if (!config)
    return {};
  for (auto const* const destination : {&config->on_success, &config->on_failure}) {
    if (!*destination || !(*destination)->destination || (*destination)->destination->empty())
      continue;
    auto const& arn = *(*destination)->destination;
    if (!to_arn(arn, {}, "", {}, 0))
      return errors::bad_parameter(
          fmt::format("The provided destination {} is not supported: it is the ARN of no queue, "
                      "topic or function.",
                      arn));
  }
  return {};
}

}  // namespace

void Engine::accept(Turn& turn, Function const& function, std::string payload) {
  QueuedEvent event;
  event.number = ++last_event_;
  event.account = function.account;
  event.region = function.region;
  event.function = function.name();
  event.request_id = turn.random.uuid();
  event.payload = std::move(payload);
  event.accepted_at = turn.now;
  event.hops = turn.caller.hops;
  auto& queued = events_.emplace(event.number, std::move(event)).first->second;
  try_event(turn, queued);
}

std::optional<Instant> Engine::next_due() const {
  if (due_.empty())
    return {};
  return due_.begin()->first;
}

void Engine::advance(Turn& turn) {
  while (!due_.empty() && due_.begin()->first <= turn.now) {
    auto const number = due_.begin()->second;
    due_.erase(due_.begin());
    try_event(turn, events_.at(number));
  }
}

// A throttled event is tried again after 1 s, 2 s, 4 s ... 5 min, for as long as it is not too old.
void Engine::try_event(Turn& turn, QueuedEvent& event) {
  auto const found = functions_.find(world_of(event.region, event.account) + event.function);
  if (found == functions_.end()) {
    drop(turn, event);
    return;
  }
  auto const& function = found->second;
  if (turn.now - event.accepted_at > age_max(function)) {
    give_up(turn, function, event, "EventAgeExceeded", nullptr);
    return;
  }
  // Nobody will ever run it: it is not even tried.
  if (function.reserved_concurrency == 0) {
    give_up(turn, function, event, "RetriesExhausted", nullptr);
    return;
  }
  if (auto const error = throttle(function)) {
    turn.notes.push_back({"throttle", function.name(), "{\"reason\":\"" + error->reason + "\"}"});
    auto const doubled = std::min<std::int64_t>(event.throttles++, 9);
    schedule(turn, event, turn.now + std::min<Duration>(1s * (1 << doubled), throttled_wait_max));
    return;
  }
  event.throttles = 0;
  keep(turn, event);
  auto& invocation = start(turn, function, event.payload, event.request_id);
  invocation.event = event.number;
  invocation.attempt = event.failures + 1;
  turn.parcels.back().cause = event.cause;
}

void Engine::schedule(Turn& turn, QueuedEvent& event, Instant when) {
  event.next_at = when;
  due_.emplace(when, event.number);
  keep(turn, event);
}

void Engine::end_event(Turn& turn, Invocation const& invocation, Outcome const& outcome,
                       std::uint64_t cause) {
  auto const found = events_.find(invocation.event);
  if (found == events_.end())
    return;
  auto& event = found->second;
  event.cause = cause;
  auto const known = functions_.find(invocation.function);
  if (known == functions_.end()) {
    drop(turn, event);
    return;
  }
  auto const& function = known->second;
  if (!outcome.failure) {
    if (auto const arn = destination_of(function, true))
      if (auto to = to_arn(*arn, function, record_json(turn, function, event, "Success", &outcome),
                           {}, event.hops + 1))
        turn.parcels.push_back({0, event.request_id, std::move(*to), cause});
    drop(turn, event);
    return;
  }
  if (++event.failures > retries_of(function)) {
    give_up(turn, function, event, "RetriesExhausted", &outcome);
    return;
  }
  auto const next = turn.now + (event.failures == 1 ? after_first_failure : after_second_failure);
  if (next - event.accepted_at > age_max(function)) {
    give_up(turn, function, event, "EventAgeExceeded", &outcome);
    return;
  }
  schedule(turn, event, next);
}

// The destination for failures and the dead-letter target both get it, where both are named.
void Engine::give_up(Turn& turn, Function const& function, QueuedEvent const& event,
                     std::string_view condition, Outcome const* outcome) {
  if (auto const arn = destination_of(function, false))
    if (auto to = to_arn(*arn, function, record_json(turn, function, event, condition, outcome), {},
                         event.hops + 1))
      turn.parcels.push_back({0, event.request_id, std::move(*to), event.cause});
  auto const& target = function.configuration.dead_letter_config;
  if (target && target->target_arn)
    if (auto to =
            to_arn(*target->target_arn, function, event.payload, attributes_of(event, outcome), 0))
      turn.parcels.push_back({0, event.request_id, std::move(*to), event.cause});
  drop(turn, event);
}

void Engine::drop(Turn& turn, QueuedEvent const& event) {
  forget(turn, event);
  events_.erase(event.number);
}

// ---- what is set of it ----

Result<EventInvokeConfig> Engine::handle(Turn& turn, PutFunctionEventInvokeConfig const& op) {
  auto const function = find(turn, op.function_name);
  if (!function)
    return function.error();
  if (auto error = refusal_of(op.destination_config))
    return *error;
  EventInvokeConfig const config{turn.now, (*function)->arn() + ":$LATEST",
                                 op.maximum_retry_attempts, op.maximum_event_age_in_seconds,
                                 op.destination_config.value_or(DestinationConfig{})};
  (*function)->event_invoke = config;
  keep(turn, **function);
  return config;
}

Result<EventInvokeConfig> Engine::handle(Turn& turn, UpdateFunctionEventInvokeConfig const& op) {
  auto const function = find(turn, op.function_name);
  if (!function)
    return function.error();
  if (!(*function)->event_invoke)
    return errors::no_event_invoke_config((*function)->arn() + ":$LATEST");
  if (auto error = refusal_of(op.destination_config))
    return *error;
  auto& config = *(*function)->event_invoke;
  config.last_modified = turn.now;
  if (op.maximum_retry_attempts)
    config.maximum_retry_attempts = op.maximum_retry_attempts;
  if (op.maximum_event_age_in_seconds)
    config.maximum_event_age_in_seconds = op.maximum_event_age_in_seconds;
  if (op.destination_config)
    config.destination_config = op.destination_config;
  keep(turn, **function);
  return config;
}

Result<EventInvokeConfig> Engine::handle(Turn& turn, GetFunctionEventInvokeConfig const& op) {
  auto const function = find(turn, op.function_name);
  if (!function)
    return function.error();
  if (!(*function)->event_invoke)
    return errors::no_event_invoke_config((*function)->arn() + ":$LATEST");
  return *(*function)->event_invoke;
}

Result<Nothing> Engine::handle(Turn& turn, DeleteFunctionEventInvokeConfig const& op) {
  auto const function = find(turn, op.function_name);
  if (!function)
    return function.error();
  if (!(*function)->event_invoke)
    return errors::no_event_invoke_config((*function)->arn() + ":$LATEST");
  (*function)->event_invoke.reset();
  keep(turn, **function);
  return Nothing{};
}

}  // namespace proofbox::aws_lambda
