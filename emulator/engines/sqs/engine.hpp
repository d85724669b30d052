// Amazon SQS as a state machine: queues of every account and region of a box, told the time,
// drawing chance from the box. Facts: the SQS developer guide and API reference, and answers
// recorded from AWS.
#pragma once

#include <map>
#include <memory>
#include <queue>
#include <string>
#include <unordered_map>

#include "base/digest.hpp"
#include "engines/sqs/queue.hpp"
#include "engines/sqs/receipt.hpp"
#include "engines/sqs/shapes.hpp"
#include "ports/engine.hpp"

namespace proofbox::sqs {

class Engine : public proofbox::Engine {
 public:
  // engine_queues.cpp
  Result<CreateQueue::Output> handle(Turn& turn, CreateQueue const& op);
  Result<GetQueueUrl::Output> handle(Turn& turn, GetQueueUrl const& op);
  Result<ListQueues::Output> handle(Turn& turn, ListQueues const& op);
  Result<Nothing> handle(Turn& turn, DeleteQueue const& op);
  Result<Nothing> handle(Turn& turn, PurgeQueue const& op);
  Result<GetQueueAttributes::Output> handle(Turn& turn, GetQueueAttributes const& op);
  Result<Nothing> handle(Turn& turn, SetQueueAttributes const& op);

  // engine_sending.cpp
  Result<SendMessage::Output> handle(Turn& turn, SendMessage const& op);
  Result<SendMessageBatch::Output> handle(Turn& turn, SendMessageBatch const& op);

  // engine_receiving.cpp
  Result<ReceiveMessage::Output> handle(Turn& turn, ReceiveMessage const& op);

  // engine_receipts.cpp
  Result<Nothing> handle(Turn& turn, DeleteMessage const& op);
  Result<DeleteMessageBatch::Output> handle(Turn& turn, DeleteMessageBatch const& op);
  Result<Nothing> handle(Turn& turn, ChangeMessageVisibility const& op);
  Result<ChangeMessageVisibilityBatch::Output> handle(Turn& turn,
                                                      ChangeMessageVisibilityBatch const& op);

  // engine_sandbox.cpp
  Result<PeekMessages::Output> handle(Turn& turn, PeekMessages const& op);
  Result<CountMessages::Output> handle(Turn& turn, CountMessages const& op);

  // engine_deadlines.cpp
  std::optional<Instant> next_due() const override;
  void advance(Turn& turn) override;

  // engine_rows.cpp
  void restore(Table const& table, void const* row) override;
  std::vector<Table const*> tables() const override;

 private:
  // engine_queues.cpp
  Queue* find(Turn const& turn, std::string_view queue_url);
  Queue* find_arn(std::string_view arn);
  Queue* find_number(std::int64_t number);
  std::optional<Error> dead_letter_target_missing(Queue const& of,
                                                  Attributes const& attributes) const;

  // engine_sending.cpp
  std::optional<Error> check_message(Queue const& queue,
                                     SendMessageBatch::Entry const& entry) const;
  std::optional<Error> check_fifo_parameters(Queue const& queue,
                                             SendMessageBatch::Entry const& entry,
                                             bool in_batch) const;
  SendMessageBatch::Sent send(Turn& turn, Queue& queue, SendMessageBatch::Entry const& entry);
  std::string md5_of(MessageAttributes const& attributes,
                     std::vector<std::string_view> const& names);
  std::string md5_of(MessageAttributes const& attributes);

  // engine_receiving.cpp
  bool must_move(Queue const& queue, HeldMessage const& message) const;
  void move_to_dead_letter_queue(Turn& turn, Queue& queue, HeldMessage& message);
  Message returned(ReceiveMessage const& op, HeldMessage const& message);

  // engine_receipts.cpp
  std::optional<Error> remove(Turn& turn, Queue& queue, std::string const& handle);
  std::optional<Error> change_visibility(Turn& turn, Queue& queue, std::string const& handle,
                                         std::int64_t seconds);

  // engine_deadlines.cpp
  void expire(Turn& turn, Queue& queue);
  void watch(HeldMessage const& message);
  void became_ready(Turn& turn, Queue& queue);
  void delay_anew(Turn& turn, Queue& queue);

  // engine_rows.cpp
  void keep(Turn& turn, Queue const& queue);
  void keep(Turn& turn, HeldMessage const& message);
  void forget(Turn& turn, Queue const& queue);
  void forget(Turn& turn, HeldMessage const& message);

  // A queue's key is "REGION/ACCOUNT/NAME"; listing goes in the order of the keys.
  std::map<std::string, std::unique_ptr<Queue>, std::less<>> queues_;
  std::unordered_map<std::int64_t, Queue*> by_number_;

  // When a delay or a visibility timeout ends; entries that are no longer true are skipped.
  struct Deadline {
    Instant when;
    std::int64_t queue;
    std::int64_t message;
    bool operator>(Deadline const& other) const {
      return std::tie(when, queue, message) > std::tie(other.when, other.queue, other.message);
    }
  };
  bool holds(Deadline const& deadline) const;
  mutable std::priority_queue<Deadline, std::vector<Deadline>, std::greater<>> deadlines_;

  std::int64_t last_queue_ = 0;
  std::int64_t last_message_ = 0;
  Digest md5_ = Digest::md5();
  Digest sha256_ = Digest::sha256();
};

}  // namespace proofbox::sqs
