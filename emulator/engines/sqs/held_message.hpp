// A message as its queue holds it and as a row keeps it, and the lines in which messages stand.
#pragma once

#include <optional>
#include <string>

#include "engines/sqs/shapes.hpp"

namespace proofbox::sqs {

enum class State { ready, delayed, in_flight };

struct HeldMessage;
struct Group;

// A place in a line: who stands before and who behind.
struct Link {
  HeldMessage* before = nullptr;
  HeldMessage* behind = nullptr;
  bool standing = false;
};

// Where a message stands in its queue. A copy of the message stands nowhere.
struct Position {
  Position() = default;
  Position(Position const&) {}
  Position& operator=(Position const&) { return *this; }

  Link ready;     // among those that a receive may return
  Link age;       // among all, the oldest first
  Link in_group;  // FIFO: among all of its group
  Group* group = nullptr;
  std::int64_t ticket = 0;   // rises with each message that becomes ready
  std::size_t deadline = 0;  // its place among the hidden, if it is
};

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

  // No members of the row: visible_at and receipt say the state.
  State state = State::ready;
  Position position;

  static Shape const& shape();
};

inline std::size_t& place_of(HeldMessage& message) { return message.position.deadline; }

// Messages in a line, threaded through them: joining and leaving cost the same wherever they stand.
template <Link Position::*link>
class Line {
 public:
  bool empty() const { return first_ == nullptr; }
  HeldMessage* front() const { return first_; }
  HeldMessage* back() const { return last_; }
  static HeldMessage* behind(HeldMessage const& message) { return (message.position.*link).behind; }

  void push_back(HeldMessage& message) {
    auto& place = message.position.*link;
    place = {last_, nullptr, true};
    (last_ == nullptr ? first_ : (last_->position.*link).behind) = &message;
    last_ = &message;
  }

  void remove(HeldMessage& message) {
    auto& place = message.position.*link;
    (place.before == nullptr ? first_ : (place.before->position.*link).behind) = place.behind;
    (place.behind == nullptr ? last_ : (place.behind->position.*link).before) = place.before;
    place = {};
  }

  void clear() { first_ = last_ = nullptr; }

 private:
  HeldMessage* first_ = nullptr;
  HeldMessage* last_ = nullptr;
};

}  // namespace proofbox::sqs
