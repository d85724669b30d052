// One queue: its messages, which of them are ready, delayed or in flight, and in which order they
// leave. It knows nothing of requests; nothing in it is ever scanned: a queue of a million messages
// costs as much a call as an empty one.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/lately.hpp"
#include "engines/sqs/attributes.hpp"
#include "engines/sqs/deadlines.hpp"
#include "engines/sqs/held_message.hpp"

namespace proofbox::sqs {

// The messages of one MessageGroupId. On a FIFO queue one that is hidden locks all behind it; on a
// standard queue the group is a tenant, and a noisy one gives way to the others.
struct Group {
  std::string id;
  Line<&Position::ready> ready;   // standard
  Line<&Position::in_group> all;  // FIFO, in order of arrival
  std::int64_t size = 0;
  std::int64_t in_flight = 0;
  std::int64_t ticket = 0;  // where it stands among the groups that have something; 0: nowhere
  bool noisy = false;
  Instant last_sent{};
};

// What a deduplicated send is answered with.
struct Sent {
  std::string message_id;
  std::string sequence_number;
};

// What a receive with a ReceiveRequestAttemptId gave out.
struct Attempt {
  std::vector<std::pair<std::int64_t, std::int64_t>> taken;  // number and receipt of each message
  Instant visible_at;
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
  std::optional<Instant> purged_at;
  // What the policy says of those on whose behalf another service sent something, by their ARN.
  std::map<std::string, bool, std::less<>> lets_in;
  std::int64_t last_sequence = 0;  // FIFO: of the latest message
  Lately<Sent> sent_lately;        // FIFO: by deduplication key
  Lately<Attempt> attempts;        // FIFO: by ReceiveRequestAttemptId
  std::size_t due_place = 0;       // where the engine has it among the queues by what is due

  // FIFO: numbers of 20 digits that rise within the queue, with gaps, as AWS's do.
  std::string next_sequence_number(Instant now);

  // Puts a message in; it is delayed where visible_at is later than `now`. The pointer holds until
  // it is taken out.
  HeldMessage* put(HeldMessage&& message, Instant now);
  void take_out(HeldMessage& message);
  void clear();

  HeldMessage* find(std::int64_t number);

  // The next message that a receive at `now` may return, leaving it where it is; null where none is
  // ready. On a standard queue those of quiet tenants come first.
  HeldMessage* next_ready(Instant now);
  bool has_ready() const { return !ready_.empty() || !groups_ready_.empty() || !noisy_.empty(); }

  // The message behind that one which the same receive may take with it: on a FIFO queue the next
  // of its group, if it is ready. Null where there is none, and on a standard queue.
  HeldMessage* ready_behind(HeldMessage const& message) const;

  // A ready message goes in flight until then; one in flight gets another deadline; either becomes
  // ready.
  void hide(HeldMessage& message, Instant until);
  void show(HeldMessage& message);

  Instant expires_at(HeldMessage const& message) const {
    return message.sent_at + std::chrono::seconds{attributes.retention_seconds()};
  }
  bool outlived(HeldMessage const& message, Instant now) const {
    return expires_at(message) <= now;
  }

  // The oldest message if it is past its retention period; null where none is.
  HeldMessage* oldest_outlived(Instant now);

  // When the first delay, visibility timeout or hidden message's life ends, and whose it is.
  std::optional<Instant> next_due() const;
  HeldMessage* first_hidden() const;
  // After a change of visible_at or of the retention period.
  void watch(HeldMessage& message);

  std::int64_t count(State state) const { return counts_[static_cast<int>(state)]; }
  std::size_t size() const { return messages_.size(); }

  // All messages in order of arrival: for looking inside, and for what happens to all of them.
  std::vector<HeldMessage*> all();
  std::vector<HeldMessage const*> all() const;

 private:
  class Relisting;

  void arrive(HeldMessage& message);
  void depart(HeldMessage& message);

  Group& group_of(HeldMessage const& message);
  void join(HeldMessage& message, Group& group);
  void list(Group& group);
  void list_fifo(Group& group);
  void unlist(Group& group);
  void judge(Group& group);
  void become_quiet(Group& group);

  std::int64_t number_;
  std::string account_, region_, name_, arn_;
  std::unordered_map<std::int64_t, HeldMessage> messages_;  // only ever looked up; they stay put
  std::int64_t counts_[3] = {0, 0, 0};
  std::int64_t last_ticket_ = 0;

  Line<&Position::ready> ready_;  // standard: those without a group
  Line<&Position::age> by_age_;
  std::map<std::pair<Instant, std::int64_t>, HeldMessage*> moved_by_age_;  // older than their place
  Deadlines<HeldMessage> hidden_;  // by the end of a delay, a visibility timeout or a life

  std::unordered_map<std::string, std::unique_ptr<Group>> groups_;  // only ever looked up
  std::map<std::int64_t, Group*> groups_ready_;  // by ticket; quiet ones of a standard queue
  std::map<std::pair<std::int64_t, std::string>, Group*> noisy_;  // those with something ready
  std::set<std::pair<Instant, std::string>> noisy_since_;         // all of them, by last_sent
};

inline std::size_t& place_of(Queue& queue) { return queue.due_place; }

}  // namespace proofbox::sqs
