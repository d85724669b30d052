// One queue: its messages, which of them are ready, delayed or in flight, and in which order they
// leave. It knows nothing of requests; nothing in it is ever scanned: a queue of a million messages
// costs as much a call as an empty one.
#pragma once

#include <deque>
#include <list>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "engines/sqs/attributes.hpp"
#include "engines/sqs/shapes.hpp"

namespace proofbox::sqs {

enum class State { ready, delayed, in_flight };

// A message as the queue holds it, and as a row keeps it.
struct HeldMessage {
  std::int64_t number = 0;  // unique in the box, rising in the order of arrival
  std::string id;
  std::string body;
  std::string body_md5;
  MessageAttributes attributes;
  std::optional<std::string> trace_header;
  std::optional<std::string> group_id;
  std::optional<std::string> deduplication_id;
  std::optional<std::string> sequence_number;
  std::optional<std::string> dead_letter_source;  // ARN of the queue that it was moved from
  std::string sender_id;
  Instant sent_at{};
  Instant visible_at{};   // when a delay or a visibility timeout ends
  Instant received_at{};  // the latest time
  std::optional<Instant> first_received_at;
  std::int64_t receive_count = 0;
  std::int64_t receipt = 0;  // of the latest receive; 0: never received
  std::int64_t queue = 0;
  State state = State::ready;  // no member of the row: visible_at and receipt say it

  static Shape const& shape();
};

class Queue {
 public:
  Queue(std::int64_t number, std::string account, std::string region, std::string name,
        Instant now);

  std::int64_t number() const { return number_; }
  std::string const& account() const { return account_; }
  std::string const& region() const { return region_; }
  std::string const& name() const { return name_; }
  std::string const& arn() const { return arn_; }
  bool fifo() const { return attributes.fifo(); }

  Attributes attributes;
  bool deduplicates_by_group =
      false;  // as it was created: AWS takes no notice of a change of DeduplicationScope
  Map<std::string> tags;
  Instant created_at;
  Instant modified_at;

  // Puts a message in; it is delayed where visible_at is later than `now`. The pointer holds until
  // it is taken out.
  HeldMessage* put(HeldMessage message, Instant now);
  void take_out(HeldMessage& message);
  void clear();

  HeldMessage* find(std::int64_t number);

  // The next message that a receive may return, leaving it where it is; null where none is ready.
  HeldMessage* next_ready();
  bool has_ready() { return next_ready() != nullptr; }

  // What one receive may take together: the next ready message, and on a FIFO queue those of its
  // group behind it, as far as they are ready; at most `most`.
  std::vector<HeldMessage*> next_run(std::size_t most);

  // A ready message goes in flight until then; one in flight gets another deadline; either becomes
  // ready.
  void hide(HeldMessage& message, Instant until);
  void show(HeldMessage& message);

  bool outlived(HeldMessage const& message, Instant now) const {
    return message.sent_at + std::chrono::seconds{attributes.retention_seconds()} <= now;
  }

  // Forgets what is older than the retention period.
  template <class Each>
  void expire(Instant now, Each const& each) {
    while (auto* const oldest = oldest_if_expired(now)) {
      each(*oldest);
      take_out(*oldest);
    }
  }

  std::int64_t count(State state) const { return counts_[static_cast<int>(state)]; }
  std::size_t size() const { return messages_.size(); }

  // All messages in order of arrival; for looking inside only.
  std::vector<HeldMessage const*> all() const;

  // FIFO: what was sent lately, by deduplication key.
  struct Sent {
    std::string message_id;
    std::string sequence_number;
    Instant until;
  };
  Sent const* sent_lately(std::string const& key, Instant now);
  void remember_sent(std::string key, Sent sent);

  std::int64_t last_sequence = 0;  // FIFO: of the latest message

 private:
  // The messages of a group in order of arrival. One that is hidden locks all behind it.
  struct Group {
    std::set<std::int64_t> numbers;
    bool listed = false;
    std::list<std::string>::iterator place;
  };

  HeldMessage* oldest_if_expired(Instant now);
  void enter(HeldMessage& message, State state);
  void settle_group(std::string const& id);
  void forget_stale();

  std::int64_t number_;
  std::string account_, region_, name_, arn_;
  std::unordered_map<std::int64_t, std::unique_ptr<HeldMessage>> messages_;
  std::int64_t counts_[3] = {0, 0, 0};
  std::deque<std::int64_t> ready_;  // standard; numbers that are no longer ready are skipped
  std::deque<std::pair<Instant, std::int64_t>> by_age_;  // likewise, oldest first
  std::unordered_map<std::string, Group> groups_;        // FIFO; only ever looked up
  std::list<std::string> ready_groups_;  // those whose first message is ready, longest ready first
  std::unordered_map<std::string, Sent> sent_;
  std::deque<std::pair<Instant, std::string>> sent_order_;
};

}  // namespace proofbox::sqs
