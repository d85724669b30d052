// What a receipt handle is for: deleting a message, and changing when it becomes visible again.
#include "engines/sqs/batch.hpp"
#include "engines/sqs/engine.hpp"
#include "engines/sqs/errors.hpp"

namespace proofbox::sqs {
namespace {

constexpr std::int64_t invisible_seconds_max = 43'200;  // since the receive

}  // namespace

// What a handle says; of another queue, or of none, it says nothing here.
Result<Receipt> Engine::receipt_for(Queue const& queue, std::string const& handle) {
  auto const receipt = receipt_of(handle);
  if (!receipt)
    return errors::bad_receipt_handle(handle);
  if (receipt->queue != queue.number())
    return errors::receipt_handle_of_another_queue(handle);
  return *receipt;
}

// A standard queue deletes also after the visibility timeout, as long as nobody received the
// message anew; a FIFO queue refuses (recorded from AWS). After 12 hours no handle is good any
// more. A message that is gone was deleted, or has outlived its retention: that succeeds.
std::optional<Error> Engine::remove(Turn& turn, Queue& queue, std::string const& handle,
                                    Error (*expired)(std::string_view)) {
  auto const receipt = receipt_for(queue, handle);
  if (!receipt)
    return receipt.error();
  auto* const message = queue.find(receipt->message);
  if (message == nullptr || queue.outlived(*message, turn.now))
    return {};
  bool const latest = message->receipt == receipt->receive;
  if (queue.fifo() && (!latest || message->state != State::in_flight))
    return expired(handle);
  if (!latest)
    return {};
  if (turn.now - message->received_at > std::chrono::seconds{invisible_seconds_max})
    return expired(handle);
  forget(turn, *message);
  queue.take_out(*message);
  settle(turn, queue);
  return {};
}

std::optional<Error> Engine::change_visibility(Turn& turn, Queue& queue, std::string const& handle,
                                               std::int64_t seconds) {
  auto const receipt = receipt_for(queue, handle);
  if (!receipt)
    return receipt.error();
  if (seconds < 0 || seconds > invisible_seconds_max)
    return errors::bad_value(std::to_string(seconds), "VisibilityTimeout",
                             "VisibilityTimeout must be an integer between 0 and 43200");
  auto* const message = queue.find(receipt->message);
  if (message == nullptr || message->receipt != receipt->receive ||
      queue.outlived(*message, turn.now))
    return errors::bad_value(
        handle, "ReceiptHandle",
        "Message does not exist or is not available for visibility timeout change.");
  bool const too_old =
      turn.now - message->received_at > std::chrono::seconds{invisible_seconds_max};
  if (too_old || (queue.fifo() && message->state != State::in_flight))
    return errors::receipt_handle_expired(handle);
  if (message->state != State::in_flight)
    return {};  // a standard queue answers 200 and does nothing
  auto const until = turn.now + std::chrono::seconds{seconds};
  // All 12 hours always fail on AWS, where some time has passed since the receive; here time may
  // stand still.
  if (seconds == invisible_seconds_max ||
      until - message->received_at > std::chrono::seconds{invisible_seconds_max})
    return errors::bad_value(
        std::to_string(seconds), "VisibilityTimeout",
        "Total VisibilityTimeout for the message is beyond the limit [43200 seconds]");
  if (seconds == 0) {
    message->visible_at = turn.now;
    queue.show(*message);
  } else {
    queue.hide(*message, until);
  }
  settle(turn, queue);
  keep(turn, *message);
  return {};
}

Result<Nothing> Engine::handle(Turn& turn, DeleteMessage const& op) {
  auto* const queue = find(turn, op.queue_url);
  if (queue == nullptr)
    return errors::queue_does_not_exist();
  if (auto error = remove(turn, *queue, op.receipt_handle, errors::receipt_handle_expired))
    return *error;
  return Nothing{};
}

Result<DeleteMessageBatch::Output> Engine::handle(Turn& turn, DeleteMessageBatch const& op) {
  auto* const queue = find(turn, op.queue_url);
  if (queue == nullptr)
    return errors::queue_does_not_exist();
  if (auto error = bad_batch(op.entries, "DeleteMessageBatchRequestEntry"))
    return *error;
  DeleteMessageBatch::Output output;
  for (auto const& entry : op.entries) {
    if (auto const error =
            remove(turn, *queue, entry.receipt_handle, errors::receipt_handle_expired_in_batch))
      output.failed.push_back(failed_entry(entry.id, *error));
    else
      output.successful.push_back({entry.id});
  }
  return output;
}

Result<Nothing> Engine::handle(Turn& turn, ChangeMessageVisibility const& op) {
  auto* const queue = find(turn, op.queue_url);
  if (queue == nullptr)
    return errors::queue_does_not_exist();
  if (auto error = change_visibility(turn, *queue, op.receipt_handle, op.visibility_timeout))
    return *error;
  return Nothing{};
}

Result<ChangeMessageVisibilityBatch::Output> Engine::handle(
    Turn& turn, ChangeMessageVisibilityBatch const& op) {
  auto* const queue = find(turn, op.queue_url);
  if (queue == nullptr)
    return errors::queue_does_not_exist();
  if (auto error = bad_batch(op.entries, "ChangeMessageVisibilityBatchRequestEntry"))
    return *error;
  ChangeMessageVisibilityBatch::Output output;
  for (auto const& entry : op.entries) {
    auto const seconds = entry.visibility_timeout.value_or(queue->attributes.visibility_seconds());
    if (auto const error = change_visibility(turn, *queue, entry.receipt_handle, seconds))
      output.failed.push_back(failed_entry(entry.id, *error));
    else
      output.successful.push_back({entry.id});
  }
  return output;
}

}  // namespace proofbox::sqs
