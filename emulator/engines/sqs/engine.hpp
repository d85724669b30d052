// Amazon SQS as a state machine: queues of every account and region of a box, told the time,
// drawing chance from the box. Facts: the SQS developer guide and API reference, and answers
// recorded from AWS.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>

#include "base/digest.hpp"
#include "engines/sqs/move_task.hpp"
#include "engines/sqs/queue.hpp"
#include "engines/sqs/receipt.hpp"
#include "engines/sqs/shapes.hpp"
#include "ports/engine.hpp"

namespace proofbox::sqs {

// What is sent, alone or as an entry of a batch; it refers to the request.
struct Outgoing {
  std::string const& body;
  std::optional<std::int64_t> const& delay_seconds;
  MessageAttributes const& attributes;
  MessageAttributes const& system_attributes;
  std::optional<std::string> const& deduplication_id;
  std::optional<std::string> const& group_id;
};

template <class Sent>
Outgoing outgoing_of(Sent const& sent) {
  return {sent.message_body,
          sent.delay_seconds,
          sent.message_attributes,
          sent.message_system_attributes,
          sent.message_deduplication_id,
          sent.message_group_id};
}

class Engine : public proofbox::Engine {
 public:
  // engine_queues.cpp
  Result<CreateQueue::Output> handle(Turn& turn, CreateQueue const& op);
  Result<GetQueueUrl::Output> handle(Turn& turn, GetQueueUrl const& op);
  Result<ListQueues::Output> handle(Turn& turn, ListQueues const& op);
  Result<Nothing> handle(Turn& turn, DeleteQueue const& op);
  Result<Nothing> handle(Turn& turn, PurgeQueue const& op);
  Result<ListDeadLetterSourceQueues::Output> handle(Turn& turn,
                                                    ListDeadLetterSourceQueues const& op);

  // engine_attributes.cpp
  Result<GetQueueAttributes::Output> handle(Turn& turn, GetQueueAttributes const& op);
  Result<Nothing> handle(Turn& turn, SetQueueAttributes const& op);
  Result<Nothing> handle(Turn& turn, TagQueue const& op);
  Result<Nothing> handle(Turn& turn, UntagQueue const& op);
  Result<ListQueueTags::Output> handle(Turn& turn, ListQueueTags const& op);

  // engine_permissions.cpp
  Result<Nothing> handle(Turn& turn, AddPermission const& op);
  Result<Nothing> handle(Turn& turn, RemovePermission const& op);

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

  // engine_move_tasks.cpp
  Result<StartMessageMoveTask::Output> handle(Turn& turn, StartMessageMoveTask const& op);
  Result<CancelMessageMoveTask::Output> handle(Turn& turn, CancelMessageMoveTask const& op);
  Result<ListMessageMoveTasks::Output> handle(Turn& turn, ListMessageMoveTasks const& op);

  // engine_sandbox.cpp
  Result<PeekMessages::Output> handle(Turn& turn, PeekMessages const& op);
  Result<ViewMessages::Output> handle(Turn& turn, ViewMessages const& op);
  Result<CountMessages::Output> handle(Turn& turn, CountMessages const& op);

  // engine_deadlines.cpp
  std::optional<Instant> next_due() const override;
  void advance(Turn& turn) override;

  // engine_rows.cpp
  std::optional<std::string> restore(Table const& table, void const* row) override;
  void save(Turn& turn) const override;
  std::vector<Table const*> tables() const override;

 private:
  // engine_queues.cpp
  Queue* find(Turn const& turn, std::string_view queue_url);
  Queue* look_up(Caller const& caller, std::string_view queue_url);
  static std::optional<Error> bad_owner(Turn const& turn, Queue const* queue);
  static std::optional<Error> bad_service(Turn& turn, Queue& queue);
  Queue* find_arn(std::string_view arn);
  Queue* find_number(std::int64_t number);
  Queue& add(std::unique_ptr<Queue> queue);
  void empty(Turn& turn, Queue& queue);
  bool holds_back(Turn const& turn, std::string_view key) const;
  std::set<std::string> const& sources_of(std::string_view arn) const;
  void point_at_target(Queue const& queue, std::optional<RedrivePolicy> const& before);

  // engine_attributes.cpp
  std::optional<Error> bad_target(Queue const& of, Attributes const& attributes,
                                  Map<std::string> const& given);
  void change(Turn& turn, Queue& queue, Attributes const& attributes);

  // engine_sending.cpp
  SendMessage::Output send(Turn& turn, Queue& queue, Outgoing const& outgoing);
  struct Enqueued {
    std::string id;
    std::optional<std::string> sequence_number;
  };
  Enqueued enqueue(Turn& turn, Queue& queue, HeldMessage&& message,
                   std::optional<std::int64_t> delay_seconds);
  std::string md5_of(MessageAttributes const& attributes,
                     std::vector<std::string_view> const& names);
  std::string md5_of(MessageAttributes const& attributes);

  // engine_receiving.cpp
  void take(Turn& turn, Queue& queue, std::size_t most, Instant until,
            std::vector<HeldMessage*>& taken);
  bool must_move(Queue const& queue, HeldMessage const& message);
  void move_to_dead_letter_queue(Turn& turn, Queue& queue, HeldMessage& message);
  void hand_out(Turn& turn, HeldMessage& message);
  bool take_again(Turn& turn, Queue& queue, std::string const& attempt_id,
                  std::vector<HeldMessage*>& taken);
  Message returned(ReceiveMessage const& op, HeldMessage const& message);

  // engine_receipts.cpp
  static Result<Receipt> receipt_for(Queue const& queue, std::string const& handle);
  // `expired` words the refusal of a handle that was good once.
  std::optional<Error> remove(Turn& turn, Queue& queue, std::string const& handle,
                              Error (*expired)(std::string_view));
  std::optional<Error> change_visibility(Turn& turn, Queue& queue, std::string const& handle,
                                         std::int64_t seconds);

  // engine_move_tasks.cpp
  void step(Turn& turn, MoveTask& task);
  void move_one(Turn& turn, MoveTask& task);
  void move_anew(Turn& turn, Queue& from, HeldMessage& message, Queue& to);
  void end(Turn& turn, MoveTask& task, std::string_view status,
           std::optional<std::string> reason = {});

  // engine_deadlines.cpp
  void advance(Turn& turn, Queue& queue);
  void expire(Turn& turn, Queue& queue);
  void list_due(Queue& queue);
  void settle(Turn& turn, Queue& queue);
  void delay_anew(Turn& turn, Queue& queue);
  void expire_anew(Turn& turn, Queue& queue);

  // engine_rows.cpp
  std::int64_t next_message_number(Turn& turn);
  void keep_numbers(Turn& turn, std::int64_t last_message) const;
  static void keep(Turn& turn, Queue const& queue);
  static void keep(Turn& turn, HeldMessage const& message);
  static void keep(Turn& turn, MoveTask const& task);
  static void keep(Turn& turn, Queue const& queue, std::string const& key, Sent const& sent,
                   Instant until);
  static void keep(Turn& turn, Queue const& queue, std::string const& id, Attempt const& attempt,
                   Instant until);
  static void keep_deletion(Turn& turn, std::string const& key, Instant when);
  static void forget(Turn& turn, Queue const& queue);
  static void forget(Turn& turn, HeldMessage const& message);
  static void forget(Turn& turn, MoveTask const& task);
  static void forget_sent(Turn& turn, Queue const& queue, std::string const& key, Instant until);
  static void forget_attempt(Turn& turn, Queue const& queue, std::string const& id, Instant until);
  static void forget_deletion(Turn& turn, std::string const& key);
  std::optional<std::string> restore_queue(void const* row);
  std::optional<std::string> restore_message(void const* row);
  std::optional<std::string> restore_lately(Table const& table, void const* row);

  // A queue's key is "REGION/ACCOUNT/NAME"; listing goes in the order of the keys.
  std::map<std::string, std::unique_ptr<Queue>, std::less<>> queues_;
  std::unordered_map<std::int64_t, Queue*> by_number_;
  // The keys of those whose redrive policy points at a queue, by its ARN.
  std::map<std::string, std::set<std::string>, std::less<>> sources_;
  std::map<std::string, Instant, std::less<>> deleted_at_;  // by key; with strict cool-downs only
  Deadlines<Queue> due_;  // queues by what falls due in them first
  MoveTasks move_tasks_;

  std::int64_t last_queue_ = 0;
  std::int64_t last_message_ = 0;
  std::int64_t message_numbers_kept_ = 0;  // the rows say that those up to it may be given

  // Who asks for a queue mostly asks for it again.
  struct AskedLately {
    std::string queue_url, account, region;
    Queue* found = nullptr;
    bool is(Caller const& caller, std::string_view url) const {
      return found != nullptr && queue_url == url && account == caller.account &&
             region == caller.region;
    }
  } asked_lately_;
  std::vector<HeldMessage*> taken_;  // by the receive of this turn; kept to spare an allocation
  Digest md5_ = Digest::md5();
  Digest sha256_ = Digest::sha256();
};

}  // namespace proofbox::sqs
