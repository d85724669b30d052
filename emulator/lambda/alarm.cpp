#include "lambda/alarm.hpp"

#include <fmt/format.h>

#include "engines/lambda/shapes.hpp"
#include "engines/sqs/shapes.hpp"
#include "lambda/events.hpp"

namespace proofbox::lambda {
namespace {

constexpr auto period = 1min;

std::int64_t visible(Host& host, Deployment const& deployment, std::string const& queue) {
  sqs::CountMessages::Output counts;
  if (from_json(host.look("sqs", "CountMessages"), counts))
    return 0;
  for (auto const& count : counts.queues)
    if (count.name == queue && count.region == deployment.region)
      return count.ready;
  return 0;
}

// "2023-05-25T00:02:00.000+0000"
std::string alarm_time(Instant when) {
  auto text = iso8601(when);
  text.replace(text.size() - 1, 1, "+0000");
  return text;
}

AlarmEvent event_of(Deployment const& deployment, Alarm const& alarm, Instant now,
                    std::int64_t before, std::int64_t after) {
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
                  "threshold ({}.0) (minimum 1 datapoint for OK -> ALARM transition).",
                  after, before),
      alarm_time(now)};
  AlarmEvent::Metric const metric{
      "AWS/SQS", "ApproximateNumberOfMessagesVisible", {{"QueueName", alarm.queue}}};
  event.alarm_data.configuration.metrics = {
      {"m1", {metric, std::chrono::seconds{period}.count(), "Maximum"}}};
  return event;
}

}  // namespace

Task<void> watch(Host& host, Deployment const& deployment, Alarm const& alarm) {
  auto& scheduler = host.scheduler();
  auto const client = host.machinery(deployment, 0);
  auto& cloud = *client;
  std::int64_t before = 0;
  for (auto minute = scheduler.now() + period;; minute += period) {
    co_await scheduler.sleep_until(minute);
    auto const after = visible(host, deployment, alarm.queue);
    if (after > before) {
      aws_lambda::Invoke invoke;
      invoke.function_name = alarm.function;
      invoke.invocation_type = "Event";
      invoke.payload.bytes = to_json(event_of(deployment, alarm, scheduler.now(), before, after));
      auto const accepted = co_await cloud(invoke);
      static_cast<void>(accepted);
    }
    before = after;
  }
}

}  // namespace proofbox::lambda
