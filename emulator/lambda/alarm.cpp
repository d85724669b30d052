#include "lambda/alarm.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "engines/lambda/shapes.hpp"
#include "engines/sqs/shapes.hpp"
#include "lambda/events.hpp"

namespace proofbox::lambda {
namespace {

constexpr auto period = 1min;

// The messages that could be received now, by their ids.
std::set<std::string> visible(Host& host, std::string const& queue) {
  sqs::PeekMessages peek;
  peek.queue = queue;
  sqs::PeekMessages::Output held;
  std::set<std::string> ids;
  if (from_json(host.look("sqs", "PeekMessages", to_json(peek)), held))
    return ids;
  for (auto const& message : held.messages)
    if (message.state == "ready")
      ids.insert(message.message_id);
  return ids;
}

// "2023-05-25T00:02:00.000+0000"
std::string alarm_time(Instant when) {
  auto text = iso8601(when);
  text.replace(text.size() - 1, 1, "+0000");
  return text;
}

AlarmEvent event_of(Deployment const& deployment, Alarm const& alarm, Instant now,
                    std::size_t arrived) {
  AlarmEvent event;
  auto const name = alarm.queue + "-is-growing";
  event.alarm_arn =
      fmt::format("arn:aws:cloudwatch:{}:{}:alarm:{}", deployment.region, deployment.account, name);
  event.account_id = deployment.account;
  event.time = alarm_time(now);
  event.region = deployment.region;
  event.alarm_data.alarm_name = name;
  event.alarm_data.state = {
      "ALARM",
      fmt::format("Threshold Crossed: 1 out of the last 1 datapoints [{}.0] was greater than the "
                  "threshold (0.0) (minimum 1 datapoint for OK -> ALARM transition).",
                  arrived),
      alarm_time(now)};
  AlarmEvent::Metric const metric{
      "AWS/SQS", "ApproximateNumberOfMessagesVisible", {{"QueueName", alarm.queue}}};
  event.alarm_data.configuration.metrics = {
      {"m1", {metric, std::chrono::seconds{period}.count(), "Maximum"}}};
  return event;
}

}  // namespace

Task<void> watch(Host& host, Deployment const& deployment, Alarm const& alarm,
                 AlarmMemory& memory) {
  auto& scheduler = host.scheduler();
  auto const client = host.machinery(deployment, 0);
  auto& cloud = *client;
  auto& before = memory.before;
  if (!memory.next)
    memory.next = scheduler.now() + period;
  for (;;) {
    co_await scheduler.sleep_until(*memory.next);
    while (*memory.next <= scheduler.now())
      *memory.next += period;
    auto after = visible(host, alarm.queue);
    auto const arrived = static_cast<std::size_t>(std::count_if(
        after.begin(), after.end(), [&](std::string const& id) { return !before.contains(id); }));
    if (arrived > 0) {
      aws_lambda::Invoke invoke;
      invoke.function_name = alarm.function;
      invoke.invocation_type = "Event";
      invoke.payload.bytes = to_json(event_of(deployment, alarm, scheduler.now(), arrived));
      auto const accepted = co_await cloud(invoke);
      static_cast<void>(accepted);
    }
    before = std::move(after);
  }
}

}  // namespace proofbox::lambda
