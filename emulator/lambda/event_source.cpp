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
constexpr Duration first_pause = 250ms;
constexpr int doublings_max = 5;  // of the pause

Duration pause_after(int failures) {
  return first_pause * (1 << std::clamp(failures - 1, 0, doublings_max));
}

}  // namespace

// Known to its source, which may end the waiting and take what is there.
class EventSource::Gathering {
 public:
  explicit Gathering(std::list<Gathering*>& all) : all_(all) {
    place_ = all_.insert(all_.end(), this);
  }
  Gathering(Gathering const&) = delete;
  ~Gathering() { all_.erase(place_); }

  Batch batch;

 private:
  std::list<Gathering*>& all_;
  std::list<Gathering*>::iterator place_;
};

EventSource::EventSource(Host& host, Deployment const& deployment, aws_lambda::Polling polling)
    : host_(host), deployment_(deployment), polling_(std::move(polling)) {
  compile_filters();
  slots_ = slots_at_first();
  add_pollers();
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
  end_gathering();
  stopped_ = false;
  polling_ = std::move(polling);
  compile_filters();
  slots_ = std::clamp(slots_, slots_at_first(), static_cast<int>(polling_.concurrency_max));
  add_pollers();
}

void EventSource::stop() {
  end_gathering();
  stopped_ = true;
  slots_ = slots_at_first();
  failures_ = 0;
  growth_.cancel();
  is_growing_ = false;
}

// Pollers that hold nothing go; what the others hold is a batch as it is.
void EventSource::end_gathering() {
  std::vector<Batch> gathered;
  for (auto* const gathering : gatherings_)
    if (!gathering->batch.messages.empty())
      gathered.push_back(std::move(gathering->batch));
  polls_.clear();
  polling_now_ = 0;
  for (auto& batch : gathered)
    begin_work(std::move(batch));
}

void EventSource::add_pollers() {
  while (!stopped_ && polling_now_ + working_ < slots_) {
    ++polling_now_;
    auto task = poll();
    polls_.spawn(std::move(task));
  }
}

// Gathers one batch and hands it over. A poller that finds nothing goes, if more than the first
// five are there. Each look at the queue is a step of its own, so that a queue that always has
// something does not keep everybody else from their turn.
Task<void> EventSource::poll() {
  for (;;) {
    co_await host_.scheduler().sleep_until(host_.scheduler().now());
    Gathering gathering{gatherings_};
    co_await gather(gathering.batch);
    if (!gathering.batch.messages.empty()) {
      --polling_now_;
      begin_work(std::move(gathering.batch));
      co_return;
    }
    if (slots_ > slots_at_first()) {
      --slots_;
      --polling_now_;
      co_return;
    }
  }
}

// Until the batch is full, its window is over, or it would be too much for one event.
Task<void> EventSource::gather(Batch& batch) {
  auto const client = host_.machinery(deployment_, 0);
  auto& cloud = *client;
  auto& scheduler = host_.scheduler();
  auto const window = 1s * polling_.window_seconds;
  while (static_cast<std::int64_t>(batch.messages.size()) < polling_.batch_size &&
         batch.size < event_max) {
    auto const closes_at = batch.first_received_at + window;
    auto const time = batch.messages.empty()
                          ? Duration{poll_time}
                          : std::min(closes_at - scheduler.now(), Duration{poll_time});
    auto const received = co_await receive(cloud, batch, time);
    if (!received || window == Duration{})
      break;
    if (!batch.messages.empty() && scheduler.now() >= batch.first_received_at + window)
      break;
  }
}

// False where the queue is gone: the mapping looks again later, as Lambda does.
Task<bool> EventSource::receive(Client& cloud, Batch& batch, Duration wait) {
  auto& scheduler = host_.scheduler();
  sqs::ReceiveMessage receive;
  receive.queue_url = queue_name(polling_.queue_arn);
  receive.message_system_attribute_names = {"All"};
  receive.message_attribute_names = {"All"};
  receive.max_number_of_messages =
      std::min(polling_.batch_size - static_cast<std::int64_t>(batch.messages.size()), receive_max);
  receive.wait_time_seconds = std::max<std::int64_t>((wait + 1s - 1ns) / 1s, 0);
  auto received = co_await cloud(receive);
  if (!received) {
    co_await scheduler.sleep_until(scheduler.now() + poll_time);
    co_return false;
  }
  auto const now = scheduler.now();
  auto fitting = co_await filtered(std::move(received->messages));
  if (fitting.empty())
    co_return true;
  if (batch.messages.empty())
    batch.first_received_at = now;
  batch.cause = cloud.latest_event;
  for (auto& message : fitting) {
    batch.size += record_size(message, deployment_);
    batch.messages.push_back(std::move(message));
  }
  co_return true;
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

void EventSource::begin_work(Batch batch) {
  ++working_;
  keep_growing();
  auto task = work(std::move(batch));
  works_.spawn(std::move(task));
}

// What is too much for one event is worked on in parts, one after the other, which keeps the order
// of a FIFO queue. Where one fails the others come back with it.
Task<void> EventSource::work(Batch batch) {
  auto const reports = polling_.reports_failures;
  auto ending = Ending::done;
  auto message = batch.messages.begin();
  std::optional<Instant> visible_at;
  while (message != batch.messages.end() && ending == Ending::done) {
    if (message != batch.messages.begin() && !visible_at) {
      auto const invisible_for = co_await visibility();
      visible_at = batch.first_received_at + invisible_for;
    }
    if (visible_at && host_.scheduler().now() >= *visible_at)
      break;
    Batch part{{}, 0, batch.first_received_at, batch.cause};
    while (message != batch.messages.end()) {
      auto const size = record_size(*message, deployment_);
      if (!part.messages.empty() && part.size + size > event_max)
        break;
      part.size += size + 1;
      part.messages.push_back(std::move(*message++));
    }
    ending = co_await work_on(part);
  }
  failures_ = ending == Ending::done ? 0 : failures_ + 1;
  // Failures take away what the backlog brought, unless the function says which messages failed.
  if (ending != Ending::done && !reports && slots_ > slots_at_first())
    --slots_;
  if (ending != Ending::done && !stopped_)
    co_await host_.scheduler().sleep_until(host_.scheduler().now() +
                                           pause_after(reports ? 1 : failures_));
  --working_;
  add_pollers();
}

Task<EventSource::Ending> EventSource::work_on(Batch const& batch) {
  QueueEvent event;
  for (auto const& message : batch.messages)
    event.records.push_back(record_of(message, deployment_, polling_.queue_arn));
  auto const text = to_json(event);
  auto const reports = polling_.reports_failures;
  auto const invoked = co_await invoke(batch, text);
  if (!invoked)
    co_return invoked.error().status == 429 ? Ending::throttled : Ending::failed;
  if (invoked->function_error)
    co_return Ending::failed;
  auto const done = reports ? done_of(invoked->payload.bytes, batch.messages) : batch.messages;
  if (!done.empty())
    co_await remove(done);
  co_return Ending::done;
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
  for (int tries = 1;; ++tries) {
    auto invoked = co_await cloud(invoke);
    bool const throttled = !invoked && invoked.error().status == 429;
    if (!throttled)
      co_return invoked;
    if (!gives_up_at) {
      auto const invisible_for = co_await visibility();
      gives_up_at = batch.first_received_at + invisible_for;
    }
    auto const next = host_.scheduler().now() + pause_after(tries);
    if (next >= *gives_up_at)
      co_return invoked;
    co_await host_.scheduler().sleep_until(next);
  }
}

// How long messages of the queue stay invisible; no time where it is gone.
Task<Duration> EventSource::visibility() {
  auto const client = host_.machinery(deployment_, 0);
  auto& cloud = *client;
  sqs::GetQueueAttributes ask;
  ask.queue_url = queue_name(polling_.queue_arn);
  ask.attribute_names = {"VisibilityTimeout"};
  auto const told = co_await cloud(ask);
  co_return told ? 1s * parse_integer(told->attributes.at("VisibilityTimeout")).value_or(0)
                 : Duration{};
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
  if (is_growing_ || stopped_)
    return;
  is_growing_ = true;
  auto const interval = Duration{1min} / polling_.growth_per_minute;
  growth_ = host_.scheduler().at(host_.scheduler().now() + interval, [this] { grow(); });
}

void EventSource::grow() {
  is_growing_ = false;
  if (working_ == 0)
    return;
  if (polling_now_ == 0 && slots_ < polling_.concurrency_max) {
    ++slots_;
    add_pollers();
  }
  keep_growing();
}

}  // namespace proofbox::lambda
