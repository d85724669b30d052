// Instants and durations of box time, and how they are written. No clock is here: time is told,
// never asked.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace proofbox {

using Duration = std::chrono::nanoseconds;

// Box time has a clock type of its own, so that no wall clock's instant converts into it by
// accident.
struct BoxClock {
  using duration = Duration;
  using rep = duration::rep;
  using period = duration::period;
  using time_point = std::chrono::time_point<BoxClock, Duration>;
  static constexpr bool is_steady = true;
};

// Nanoseconds since 1970-01-01T00:00:00Z, leap seconds left out, as Unix counts.
using Instant = BoxClock::time_point;

using namespace std::chrono_literals;

std::int64_t epoch_seconds(Instant when);
std::int64_t epoch_milliseconds(Instant when);
Instant instant_from_epoch_seconds(std::int64_t seconds);

// "2023-05-25T00:00:00.000Z": always UTC, always milliseconds.
std::string iso8601(Instant when);

// "2023-05-25T00:00:00Z": always UTC, whole seconds.
std::string iso8601_seconds(Instant when);

// "Thu, 25 May 2023 00:00:00 GMT", as HTTP and mail write a date; mail wants "+0000" for the zone.
std::string http_date(Instant when);
std::string mail_date(Instant when);

// "Thu May 25 2023 00:00:00 GMT+0000 (Coordinated Universal Time)": JavaScript's Date.toString() in
// UTC.
std::string javascript_date(Instant when);

// Reads "2023-05-25T09:00:00+09:00", with optional fraction and "Z" or an offset (UTC where
// absent).
std::optional<Instant> parse_instant(std::string_view text);

// Reads "36s", "1.5h", "200ms", "2m30s", "4d"; nothing negative. Empty for anything else, or what
// overflows.
std::optional<Duration> parse_duration(std::string_view text);

// The shortest text that parse_duration reads back: "36s", "1m30s", "250ms", "0s".
std::string duration_text(Duration duration);

}  // namespace proofbox
