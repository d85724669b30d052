// The operations on the suppression list of an account, which SES has in its second API only.
#pragma once

#include "engines/ses/v2_shapes.hpp"

namespace proofbox::ses {

namespace v2 {

struct PutSuppressedDestination {
  std::string email_address;
  std::string reason;  // BOUNCE, COMPLAINT
  static Shape const& shape();
  struct Output {
    static Shape const& shape();
  };
};

struct SuppressedDestinationAttributes {
  std::optional<std::string> message_id;
  std::optional<std::string> feedback_id;
  static Shape const& shape();
};

struct SuppressedDestination {
  std::string email_address;
  std::string reason;
  Instant last_update_time{};
  std::optional<SuppressedDestinationAttributes> attributes;  // of what SES itself put on the list
  static Shape const& shape();
};

struct GetSuppressedDestination {
  std::string email_address;
  static Shape const& shape();
  struct Output {
    v2::SuppressedDestination suppressed_destination;
    static Shape const& shape();
  };
};

struct DeleteSuppressedDestination {
  std::string email_address;
  static Shape const& shape();
  struct Output {
    static Shape const& shape();
  };
};

struct SuppressedDestinationSummary {
  std::string email_address;
  std::string reason;
  Instant last_update_time{};
  static Shape const& shape();
};

struct ListSuppressedDestinations {
  std::vector<std::string> reason;
  std::optional<Instant> start_date;
  std::optional<Instant> end_date;
  std::optional<std::string> next_token;
  std::optional<std::int64_t> page_size;
  static Shape const& shape();
  struct Output {
    std::vector<SuppressedDestinationSummary> suppressed_destination_summaries;
    std::optional<std::string> next_token;
    static Shape const& shape();
  };
};

struct PutAccountSuppressionAttributes {
  std::vector<std::string> suppressed_reasons;
  static Shape const& shape();
  struct Output {
    static Shape const& shape();
  };
};

}  // namespace v2

}  // namespace proofbox::ses
