#include "lambda/event_source.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "lambda/batch_answer.hpp"
#include "lambda/queue_event.hpp"

namespace proofbox::lambda {
namespace {

constexpr Duration poll_time = 20s;  // the longest long poll of SQS
constexpr int slots_min = 5;
constexpr std::int64_t receive_max = 10;
constexpr std::size_t event_max = 6 << 20;
constexpr std::size_t delete_max = 10;
constexpr Duration first_retry = 250ms;
constexpr Duration last_retry = 8s;

}  // namespace

EventSource::EventSource(Host& host, Deployment const& deployment, aws_lambda::Polling polling)
    : host_(host), deployment_(deployment), polling_(std::move(polling)) {
  compile_filters();
  slots_ = slots_at_first();
  for (int i = 0; i < slots_; ++i)
    add_poller();
}

int EventSource::slots_at_first() const {
  return static_cast<int>(std::min<std::int64_t>(slots_min, polling_.concurrency_max));
}

void EventSource::compile_filters() {
  filters_.clear();
  for (auto const& text : polling_.filters)
    if (auto pattern = EventPattern::read(text))
      filters_.push_back(std::move(*pattern));
}

void EventSource::change(aws_lambda::Polling polling) {
  stopped_ = false;
  polling_ = std::move(polling);
  compile_filters();
  slots_ = std::min(std::max(slots_, slots_at_first()), static_cast<int>(polling_.concurrency_max));
  // Whoever waits for messages asks anew, in the new way.
  polls_.clear();
  polling_now_ = 0;
  while (polling_now_ + working_ < slots_)
    add_poller();
}

void EventSource::stop() {
  stopped_ = true;
  polls_.clear();
  polling_now_ = 0;
  growth_.cancel();
}

void EventSource::add_poller() {
  ++polling_now_;
  auto task = poll();
  polls_.spawn(std::move(task));
}

// Gathers one batch and hands it over. A poller that finds nothing goes, if more than the first
// five are there.
Task<void> EventSource::poll() {
  for (;;) {
    auto batch = co_await gather();
    if (!batch.messages.empty()) {
      --polling_now_;
      ++working_;
      keep_growing();
      auto task = work(std::move(batch));
      works_.spawn(std::move(task));
      co_return;
    }
    if (slots_ > slots_at_first()) {
      --slots_;
      --polling_now_;
      co_return;
    }
  }
}

Task<EventSource::Batch> EventSource::gather() {
  auto const client = host_.machinery(deployment_, 0);
  auto& cloud = *client;
  Batch batch;
  batch.messages = std::exchange(too_much_, {});
  std::size_t size = 0;
  for (auto const& message : batch.messages)
    size += record_size(message, deployment_);
  auto& scheduler = host_.scheduler();
  batch.first_received_at = scheduler.now();
  std::optional<Instant> closes_at;
  if (!batch.messages.empty())
    closes_at = scheduler.now() + 1s * polling_.window_seconds;
  sqs::ReceiveMessage receive;
  receive.queue_url = queue_name(polling_.queue_arn);
  receive.message_system_attribute_names = {"All"};
  receive.message_attribute_names = {"All"};
  while (static_cast<std::int64_t>(batch.messages.size()) < polling_.batch_size) {
    auto const left = polling_.batch_size - static_cast<std::int64_t>(batch.messages.size());
    auto const time = closes_at ? std::min(*closes_at - scheduler.now(), Duration{poll_time})
                                : Duration{poll_time};
    receive.max_number_of_messages = std::min(left, receive_max);
    receive.wait_time_seconds = std::max<std::int64_t>((time + 1s - 1ns) / 1s, 0);
    auto received = co_await cloud(receive);
    if (!received) {
      // The queue is gone: the mapping looks again later, as Lambda does.
      co_await scheduler.sleep_until(scheduler.now() + poll_time);
      break;
    }
    auto fitting = co_await filtered(std::move(received->messages));
    if (!fitting.empty() && batch.messages.empty())
      batch.first_received_at = scheduler.now();
    if (!fitting.empty() && !closes_at)
      closes_at = scheduler.now() + 1s * polling_.window_seconds;
    batch.cause = fitting.empty() ? batch.cause : cloud.latest_event;
    for (auto& message : fitting) {
      size += record_size(message, deployment_);
      auto& into = size > event_max && !batch.messages.empty() ? too_much_ : batch.messages;
      into.push_back(std::move(message));
    }
    if (!too_much_.empty() || polling_.window_seconds == 0)
      break;
    if (closes_at && scheduler.now() >= *closes_at)
      break;
  }
  co_return batch;
}

// What fits no filter is none of the function's business, and leaves the queue.
Task<std::vector<sqs::Message>> EventSource::filtered(std::vector<sqs::Message> received) {
  if (filters_.empty())
    co_return received;
  std::vector<sqs::Message> fitting, others;
  for (auto& message : received) {
    bool const fits = std::any_of(filters_.begin(), filters_.end(), [&](auto const& filter) {
      return fits_filter(filter, message, deployment_, polling_.queue_arn);
    });
    (fits ? fitting : others).push_back(std::move(message));
  }
  if (!others.empty())
    co_await remove(others);
  co_return fitting;
}

Task<void> EventSource::work(Batch batch) {
  QueueEvent event;
  for (auto const& message : batch.messages)
    event.records.push_back(record_of(message, deployment_, polling_.queue_arn));
  auto const text = to_json(event);
  auto const reports = polling_.reports_failures;
  auto const invoked = co_await invoke(batch, text);
  bool const failed = !invoked || invoked->function_error;
  if (!failed) {
    auto const done = reports ? done_of(invoked->payload.bytes, batch.messages) : batch.messages;
    if (!done.empty())
      co_await remove(done);
  }
  --working_;
  if (stopped_)
    co_return;
  // Failures take away what the backlog brought, unless the function says which messages failed.
  if (failed && !reports && slots_ > slots_at_first())
    --slots_;
  while (polling_now_ + working_ < slots_)
    add_poller();
}

// A batch that is throttled is tried again until its messages are visible again; the receive of
// each has then been for nothing.
Task<Result<aws_lambda::Invoke::Output>> EventSource::invoke(Batch const& batch,
                                                             std::string const& event) {
  auto const client = host_.machinery(deployment_, batch.cause);
  auto& cloud = *client;
  aws_lambda::Invoke invoke;
  invoke.function_name = polling_.function_arn;
  invoke.payload.bytes = event;
  std::optional<Instant> gives_up_at;
  auto pause = Duration{first_retry};
  for (;;) {
    auto invoked = co_await cloud(invoke);
    bool const throttled = !invoked && invoked.error().status == 429;
    if (!throttled)
      co_return invoked;
    if (!gives_up_at) {
      sqs::GetQueueAttributes ask;
      ask.queue_url = queue_name(polling_.queue_arn);
      ask.attribute_names = {"VisibilityTimeout"};
      auto const told = co_await cloud(ask);
      auto const seconds =
          told ? parse_integer(told->attributes.at("VisibilityTimeout")).value_or(0) : 0;
      gives_up_at = batch.first_received_at + 1s * seconds;
    }
    auto const next = host_.scheduler().now() + pause;
    if (next >= *gives_up_at)
      co_return invoked;
    co_await host_.scheduler().sleep_until(next);
    pause = std::min(pause * 2, Duration{last_retry});
  }
}

// What cannot be deleted comes back, as on AWS: delivery is at least once.
Task<void> EventSource::remove(std::vector<sqs::Message> const& messages) {
  auto const client = host_.machinery(deployment_, 0);
  auto& cloud = *client;
  for (std::size_t from = 0; from < messages.size(); from += delete_max) {
    sqs::DeleteMessageBatch batch;
    batch.queue_url = queue_name(polling_.queue_arn);
    auto const until = std::min(messages.size(), from + delete_max);
    for (auto i = from; i < until; ++i)
      batch.entries.push_back({std::to_string(i - from), messages[i].receipt_handle});
    auto const removed = co_await cloud(batch);
    static_cast<void>(removed);
  }
}

// While batches are under way, every so often it is looked whether nobody is left to receive: then
// there may be a backlog, and one more is let in.
void EventSource::keep_growing() {
  if (std::exchange(is_growing_, !stopped_) || stopped_)
    return;
  auto const interval = Duration{1min} / polling_.growth_per_minute;
  growth_ = host_.scheduler().at(host_.scheduler().now() + interval, [this] { grow(); });
}

void EventSource::grow() {
  is_growing_ = false;
  if (working_ == 0)
    return;
  if (polling_now_ == 0 && slots_ < polling_.concurrency_max) {
    ++slots_;
    add_poller();
  }
  keep_growing();
}

}  // namespace proofbox::lambda
