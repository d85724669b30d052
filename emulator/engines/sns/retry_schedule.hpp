// When a delivery that failed is tried again: at once, then after a short delay, then after delays
// that grow, then after a long one. AWS adds jitter; here the moments are exact.
// https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/time.hpp"

namespace proofbox::sns {

// How the delays of the third phase grow from the shortest to the longest. AWS draws these curves
// and gives no formula. With t from 0 at the first retry of the phase to 1 at its last:
// linear min+(max-min)t, arithmetic min+(max-min)t^2, geometric min(max/min)^t; exponential grows
// by steps that double from one retry to the next.
enum class Backoff { arithmetic, exponential, geometric, linear };

// Nothing where there is no curve of that name.
std::optional<Backoff> backoff_of(std::string_view name);

struct RetrySchedule {
  std::int64_t at_once = 0;
  std::int64_t after_min = 0;
  std::int64_t growing = 0;
  std::int64_t after_max = 0;
  Duration min{};
  Duration max{};
  Backoff backoff = Backoff::exponential;

  // How long after the failure the retry of that number (from 1) comes; nothing where there is no
  // such retry.
  std::optional<Duration> delay_before(std::int64_t retry) const;
  Duration total() const;
};

// What AWS does for queues, functions and streams: 100,015 retries in 23 days.
RetrySchedule const& aws_managed_retries();
// For mail, text messages and mobile push: 50 retries in 6 hours.
RetrySchedule const& customer_managed_retries();

}  // namespace proofbox::sns
