// A slow, obvious queue: what SQS does, as plain scans over a plain vector of messages. It is the
// measure of the engine, is written from AWS's words alone, and shares nothing with the engine but
// the operations' structs.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engines/sqs/shapes.hpp"
#include "engines/sqs_desk.hpp"

namespace proofbox::test {

constexpr Duration naive_deduplication_interval = 300s;
constexpr Duration naive_invisible_at_most = 43'200s;

// What may be the answer to a call: success, or one of the refusals. A refusal without a message is
// one whose words AWS has not told.
struct Verdict {
  bool may_succeed = true;
  std::vector<Error> refusals = {};

  static Verdict refused(Error error) { return {false, {std::move(error)}}; }
  bool allows(std::optional<Error> const& answer) const;
  std::string text() const;
};

struct NaiveMessage {
  std::string id;
  std::string body;
  std::optional<std::string> group;
  std::string deduplication_id;  // of a FIFO queue's
  std::string sequence_number;   // of a FIFO queue's; empty after a move until it is seen
  Instant sent_at{};
  Instant hidden_until{};
  int receipt = 0;        // of the latest receive from the queue it is in; 0 before the first
  int receive_count = 0;  // over all queues
  Instant received_at{};  // lately
  Instant first_received_at{};
  std::string dead_letter_source;  // an ARN
};

// A receipt handle that was handed out.
struct NaiveReceipt {
  std::string handle;
  std::size_t queue = 0;
  std::string message_id;
  int number = 0;
  Instant received_at{};
  int life = 0;  // of the queue
};

// What a receive with a ReceiveRequestAttemptId gave.
struct NaiveAttempt {
  std::string id;
  std::vector<std::string> messages;  // their ids, in order
  std::vector<std::string> handles;
  std::vector<int> receipts;
  Instant hidden_until{};
  Instant at{};
};

struct NaiveQueue {
  std::string name;
  bool fifo = false;
  bool content_based = false;
  bool scope_is_group = false;  // as it was created
  Duration delay{};
  Duration visibility = 30s;
  Duration retention = 345'600s;
  NaiveQueue* dead_letter_queue = nullptr;
  int receive_count_max = 0;
  std::optional<std::vector<NaiveQueue*>> sources_allowed = {};  // all where absent
  bool there = true;
  int life = 0;  // how often it was made anew
  std::optional<Instant> deleted_at = {};

  std::vector<NaiveMessage> messages = {};  // in order of arrival

  // What a FIFO queue was sent lately.
  struct Taken {
    std::string group;
    std::string deduplication_id;
    std::string message_id;
    std::string sequence_number;
    Instant at;
  };
  std::vector<Taken> taken = {};
  std::string last_sequence_number = {};
  std::optional<Instant> purged_at = {};
  std::vector<NaiveAttempt> attempts = {};

  // A message is gone everywhere, and at once, when its retention ends.
  void forget_outlived(Instant now);

  NaiveMessage* find(std::string const& id);
  bool hidden(NaiveMessage const& message, Instant now) const { return message.hidden_until > now; }
  std::string_view state(NaiveMessage const& message, Instant now) const;
  std::int64_t count(std::string_view state, Instant now) const;
  // A message stays, however often it was received, where its dead-letter queue is no more.
  bool spent(NaiveMessage const& message) const {
    return dead_letter_queue && dead_letter_queue->there &&
           message.receive_count >= receive_count_max;
  }

  // The messages that a receive would return or move: on a FIFO queue none behind a hidden one of
  // its group.
  std::vector<NaiveMessage*> available(Instant now);

  // When a receive would return something, if nobody does anything until then.
  std::optional<Instant> next_available(Instant now) const;

  // What is wrong with a message, alone or as an entry; and what is wrong with a batch as a whole.
  Verdict judge(sqs::SendMessageBatch::Entry const& entry, bool in_batch) const;
  Verdict judge(std::vector<sqs::SendMessageBatch::Entry> const& entries) const;

  std::string deduplication_id(sqs::SendMessageBatch::Entry const& entry) const;
  Taken const* duplicate_of(sqs::SendMessageBatch::Entry const& entry, Instant now) const;
  void take(sqs::SendMessageBatch::Entry const& entry, Instant now, std::string const& id,
            std::string const& sequence_number);

  // The two below take what was found for a handle: nothing where it is garbage, or of another
  // queue. A verdict that may succeed is carried out by the two that follow.
  // `expired` is worded one way where a handle is deleted alone, and another way in a batch.
  Verdict judge_delete(NaiveReceipt const* receipt, std::string const& handle, Instant now,
                       Error const& expired);
  Verdict judge_change(NaiveReceipt const* receipt, std::string const& handle, std::int64_t seconds,
                       Instant now);
  void remove(NaiveReceipt const& receipt, Instant now);
  void change(NaiveReceipt const& receipt, std::int64_t seconds, Instant now);

  // Where the box is strict.
  Verdict judge_purge(Instant now) const;
  Verdict judge_creation(Instant now) const;

  Verdict judge_redrive(NaiveQueue const& target) const;

  // What a receive with the id gives once more; null where it is one like any other: the first,
  // one after five minutes, or one after something happened to a message of the first.
  NaiveAttempt* attempt_to_repeat(std::string const& id, Instant now);

  // The delay of a FIFO queue is also for what is delayed already.
  void set_delay(Duration delay, Instant now);

  // Messages are moved in their order.
  void move(std::string const& id, Instant now);

 private:
  bool in_flight_by(NaiveMessage const* message, NaiveReceipt const& receipt, Instant now) const;
};

}  // namespace proofbox::test
