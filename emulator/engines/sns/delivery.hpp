// One message on its way to one subscription, and afterwards what became of it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
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
  std::int64_t subscription_number = 0;
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

}  // namespace proofbox::sns
