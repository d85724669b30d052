// The event source mapping: polls a queue for a function. On success the whole batch is deleted,
// also when the function answers {"statusCode":400}; on failure or time-out nothing is, and the
// messages come back when their visibility ends.
#include "engines/sqs/shapes.hpp"
#include "lambda/events.hpp"
#include "lambda/host.hpp"

namespace proofbox::lambda {
namespace {

constexpr auto poll_time = 20s;  // the longest long poll of SQS

QueueEvent::Attributes attributes_of(Map<std::string> const& held) {
  auto const of = [&](std::string_view name) {
    auto const found = held.find(name);
    return found == held.end() ? std::nullopt : std::optional{found->second};
  };
  return {of("ApproximateReceiveCount"), of("AWSTraceHeader"),
          of("SentTimestamp"),           of("SequenceNumber"),
          of("MessageGroupId"),          of("SenderId"),
          of("MessageDeduplicationId"),  of("ApproximateFirstReceiveTimestamp"),
          of("DeadLetterQueueSourceArn")};
}

QueueEvent::Record record_of(sqs::Message const& message, Deployment const& deployment,
                             std::string const& queue) {
  QueueEvent::Record record;
  record.message_id = message.message_id;
  record.receipt_handle = message.receipt_handle;
  record.body = message.body;
  record.attributes = attributes_of(message.attributes);
  for (auto const& [name, value] : message.message_attributes)
    record.message_attributes[name] = {
        value.string_value, value.binary_value, {}, {}, value.data_type};
  record.md5_of_message_attributes = message.md5_of_message_attributes;
  record.md5_of_body = message.md5_of_body;
  record.event_source_arn =
      "arn:aws:sqs:" + deployment.region + ':' + deployment.account + ':' + queue;
  record.aws_region = deployment.region;
  return record;
}

Task<void> remove(Client& cloud, std::string const& queue,
                  std::vector<sqs::Message> const& messages) {
  sqs::DeleteMessageBatch batch;
  batch.queue_url = queue;
  for (std::size_t i = 0; i < messages.size(); ++i)
    batch.entries.push_back({std::to_string(i), messages[i].receipt_handle});
  // What could not be deleted comes back, as on AWS: delivery is at least once.
  auto const removed = co_await cloud(batch);
  static_cast<void>(removed);
}

}  // namespace

Task<void> poll(Host& host, Deployment const& deployment, Mapping const& mapping) {
  auto const client = host.poller(deployment);
  auto& cloud = *client;
  auto const& function = *deployment.function(mapping.function);
  sqs::ReceiveMessage receive;
  receive.queue_url = mapping.queue;
  receive.max_number_of_messages = mapping.batch_size;
  receive.wait_time_seconds = poll_time.count();
  receive.message_system_attribute_names = {"All"};
  receive.message_attribute_names = {"All"};
  for (;;) {
    auto const received = co_await cloud(receive);
    if (!received) {
      // The queue is gone: the mapping looks again later, as Lambda does.
      co_await host.scheduler().sleep_until(host.scheduler().now() + poll_time);
      continue;
    }
    if (received->messages.empty())
      continue;
    QueueEvent event;
    for (auto const& message : received->messages)
      event.records.push_back(record_of(message, deployment, mapping.queue));
    auto invoked = invoke(host, deployment, function, to_json(event), cloud.latest_event);
    auto const invocation = co_await std::move(invoked);
    if (invocation.answer)
      co_await remove(cloud, mapping.queue, received->messages);
  }
}

}  // namespace proofbox::lambda
