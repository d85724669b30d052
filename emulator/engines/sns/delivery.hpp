// One message on its way to one subscription, and afterwards what became of it; and all of these
// that a box has: who waits, for its time or in line, and who came to its end. What leaves, and
// when, is the engine's to say.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engines/sns/notification.hpp"
#include "ports/turn.hpp"

namespace proofbox::sns {

struct Delivery {
  enum class Status { waiting, under_way, delivered, dead_lettered, lost };

  struct Attempt {
    Instant at{};
    std::string to;
    int status_code = 0;  // 0: nobody answered
    std::string error;    // empty where it succeeded
  };
  static constexpr std::size_t attempts_kept = 200;

  std::uint64_t number = 0;  // also the id of its parcels
  std::string_view type = "Notification";
  std::string message_id;
  std::string subscription_arn;
  std::string protocol;
  std::string endpoint;
  std::string group_id;  // of FIFO topics; else empty
  Instant published_at{};

  Status status = Status::under_way;
  std::int64_t failures = 0;  // of the way that it goes now
  bool to_dead_letters = false;
  std::vector<Attempt> attempts = {};  // the latest ones

  // Until it has come to its end: the message, for a dead-letter queue, and where it waits, what
  // leaves then.
  std::shared_ptr<Notification const> notification = {};
  std::optional<Parcel> next = {};
  Instant next_at{};
  bool has_turn = false;  // of those that the subscription's throttle gives out
};

std::string_view name_of(Delivery::Status status);

class Deliveries {
 public:
  static constexpr std::size_t finished_max = 10'000;  // that are remembered beyond their end

  // By number: all that are not at their end, and the latest of those that are.
  std::map<std::uint64_t, Delivery> const& all() const { return all_; }

  // Gives it a number. Of a group of a FIFO topic only one is under way to a subscription: whoever
  // has others of its group before it waits in line.
  Delivery& add(Delivery delivery);

  // One that was here before, with its number; these come in order.
  void put_back(Delivery delivery);

  // Null where none of that number is under way.
  Delivery* under_way(std::uint64_t number);

  void wait(Delivery& delivery, Parcel parcel, Instant until);
  std::optional<Instant> next_due() const;
  // One whose time has come and that waits for it no longer; null where there is none.
  Delivery* take_due(Instant now);

  // It has come to its end. Gives the one that stood behind it in line; null where nobody did.
  Delivery* finish(Delivery& delivery, Delivery::Status status);
  // The number of one that was forgotten because too many have come to their ends.
  std::optional<std::uint64_t> forget_superfluous();

 private:
  Delivery* leave_line(Delivery const& delivery);

  std::map<std::uint64_t, Delivery> all_;
  std::uint64_t last_ = 0;
  std::deque<std::uint64_t> finished_;
  std::set<std::pair<Instant, std::uint64_t>> waiting_;  // until when which waits
  // Of a subscription's ARN and a group; the first is under way, or waits for its time.
  std::map<std::pair<std::string, std::string>, std::deque<std::uint64_t>> lines_;
};

}  // namespace proofbox::sns
