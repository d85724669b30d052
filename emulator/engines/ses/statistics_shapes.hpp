// The operations that count what an account sent, and that stop it from sending, as the service
// models of both APIs describe them.
#pragma once

#include "engines/ses/v1_shapes.hpp"
#include "engines/ses/v2_shapes.hpp"

namespace proofbox::ses {

namespace v1 {

struct SendDataPoint {
  Instant timestamp{};  // where the quarter of an hour begins
  std::int64_t delivery_attempts = 0;
  std::int64_t bounces = 0;
  std::int64_t complaints = 0;
  std::int64_t rejects = 0;
  static Shape const& shape();
};

struct GetSendStatistics {
  static Shape const& shape();
  struct Output {
    std::vector<SendDataPoint> send_data_points;
    static Shape const& shape();
  };
};

struct UpdateAccountSendingEnabled {
  bool enabled = false;
  static Shape const& shape();
  using Output = Nothing;
};

struct GetAccountSendingEnabled {
  static Shape const& shape();
  struct Output {
    bool enabled = false;
    static Shape const& shape();
  };
};

}  // namespace v1

namespace v2 {

struct PutAccountSendingAttributes {
  bool sending_enabled = false;
  static Shape const& shape();
  struct Output {
    static Shape const& shape();
  };
};

}  // namespace v2

}  // namespace proofbox::ses
