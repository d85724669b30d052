#include "engines/sns/retry_schedule.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace proofbox::sns {
namespace {

constexpr std::array<std::pair<std::string_view, Backoff>, 4> backoffs{{
    {"arithmetic", Backoff::arithmetic},
    {"exponential", Backoff::exponential},
    {"geometric", Backoff::geometric},
    {"linear", Backoff::linear},
}};

// How far the delay is on its way from min to max; `place` counts from 0 to count - 1.
double progress(Backoff backoff, std::int64_t place, std::int64_t count, double ratio) {
  double const t = static_cast<double>(place) / static_cast<double>(count - 1);
  switch (backoff) {
    case Backoff::linear: return t;
    case Backoff::arithmetic: return t * t;
    case Backoff::geometric: return ratio > 1 ? (std::pow(ratio, t) - 1) / (ratio - 1) : t;
    case Backoff::exponential: return (std::exp2(place) - 1) / (std::exp2(count - 1) - 1);
  }
  return t;
}

}  // namespace

std::optional<Backoff> backoff_of(std::string_view name) {
  for (auto const& [known, backoff] : backoffs)
    if (known == name)
      return backoff;
  return {};
}

std::optional<Duration> RetrySchedule::delay_before(std::int64_t retry) const {
  if (retry <= at_once)
    return Duration{0};
  retry -= at_once;
  if (retry <= after_min)
    return min;
  retry -= after_min;
  if (retry > growing)
    return retry - growing <= after_max ? std::optional{max} : std::nullopt;
  if (growing == 1)
    return min;
  using Milliseconds = std::chrono::duration<double, std::milli>;
  double const least = Milliseconds{min}.count(), most = Milliseconds{max}.count();
  auto const grown = (most - least) * progress(backoff, retry - 1, growing, most / least);
  // Whole milliseconds: no rounding of some machine's shows in a trace.
  return std::chrono::milliseconds{std::llround(least + grown)};
}

Duration RetrySchedule::total() const {
  auto sum = min * after_min + max * after_max;
  for (std::int64_t i = 1; i <= growing; ++i)
    sum += *delay_before(at_once + after_min + i);
  return sum;
}

RetrySchedule const& aws_managed_retries() {
  static RetrySchedule const schedule{3, 2, 10, 100'000, 1s, 20s, Backoff::exponential};
  return schedule;
}

RetrySchedule const& customer_managed_retries() {
  static RetrySchedule const schedule{0, 2, 10, 38, 10s, 600s, Backoff::exponential};
  return schedule;
}

}  // namespace proofbox::sns
