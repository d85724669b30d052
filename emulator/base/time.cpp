#include "base/time.hpp"

#include <fmt/core.h>

#include <array>
#include <cctype>

namespace proofbox {
namespace {

using namespace std::chrono;

constexpr std::array weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

struct Civil {
  int year;
  unsigned month, day, weekday;
  std::int64_t hour, minute, second, millisecond;
};

Civil civil(Instant when) {
  auto const since_epoch = when.time_since_epoch();
  auto const day = floor<days>(since_epoch);
  sys_days const date{day};
  year_month_day const ymd{date};
  auto const rest = duration_cast<milliseconds>(since_epoch - day).count();
  return {static_cast<int>(ymd.year()),
          static_cast<unsigned>(ymd.month()),
          static_cast<unsigned>(ymd.day()),
          weekday{date}.c_encoding(),
          rest / 3'600'000,
          rest / 60'000 % 60,
          rest / 1000 % 60,
          rest % 1000};
}

std::string rfc_date(Instant when, std::string_view zone) {
  auto const t = civil(when);
  return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} {}", weekdays[t.weekday], t.day,
                     months[t.month - 1], t.year, t.hour, t.minute, t.second, zone);
}

// Reads exactly `digits` digits from the front of `text`.
std::optional<int> take_number(std::string_view& text, std::size_t digits) {
  if (text.size() < digits)
    return {};
  int number = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    if (text[i] < '0' || text[i] > '9')
      return {};
    number = number * 10 + (text[i] - '0');
  }
  text.remove_prefix(digits);
  return number;
}

bool take(std::string_view& text, char expected) {
  if (text.empty() || text.front() != expected)
    return false;
  text.remove_prefix(1);
  return true;
}

// A fraction such as ".25" as nanoseconds; digits beyond the ninth are dropped.
std::optional<std::int64_t> take_fraction(std::string_view& text) {
  if (!take(text, '.'))
    return 0;
  std::int64_t value = 0, scale = 1'000'000'000;
  std::size_t digits = 0;
  while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
    if (scale > 1) {
      scale /= 10;
      value += (text.front() - '0') * scale;
    }
    text.remove_prefix(1);
    ++digits;
  }
  if (digits == 0)
    return {};
  return value;
}

std::optional<Duration> take_offset(std::string_view& text) {
  if (text.empty() || take(text, 'Z'))
    return Duration{0};
  bool const east = text.front() == '+';
  if (!east && text.front() != '-')
    return {};
  text.remove_prefix(1);
  auto const hours_part = take_number(text, 2);
  take(text, ':');
  auto const minutes_part = take_number(text, 2);
  if (!hours_part || !minutes_part || *hours_part > 23 || *minutes_part > 59)
    return {};
  auto const offset = hours{*hours_part} + minutes{*minutes_part};
  return east ? Duration{offset} : -Duration{offset};
}

struct Unit {
  std::string_view name;
  std::int64_t nanoseconds;
};

// Longest names first, so that "ms" is not read as minutes.
constexpr std::array units{
    Unit{"ms", 1'000'000},        Unit{"us", 1000},          Unit{"ns", 1},
    Unit{"s", 1'000'000'000},     Unit{"m", 60'000'000'000}, Unit{"h", 3'600'000'000'000},
    Unit{"d", 86'400'000'000'000}};

std::optional<Unit> take_unit(std::string_view& text) {
  for (auto const& unit : units)
    if (text.starts_with(unit.name)) {
      text.remove_prefix(unit.name.size());
      return unit;
    }
  return {};
}

constexpr std::int64_t duration_limit = 100LL * 365 * 86'400'000'000'000;  // a hundred years

}  // namespace

std::int64_t epoch_seconds(Instant when) { return floor<seconds>(when.time_since_epoch()).count(); }

std::int64_t epoch_milliseconds(Instant when) {
  return floor<milliseconds>(when.time_since_epoch()).count();
}

Instant instant_from_epoch_seconds(std::int64_t whole) { return Instant{seconds{whole}}; }

std::string iso8601(Instant when) {
  auto const t = civil(when);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", t.year, t.month, t.day, t.hour,
                     t.minute, t.second, t.millisecond);
}

std::string iso8601_seconds(Instant when) {
  auto const t = civil(when);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", t.year, t.month, t.day, t.hour,
                     t.minute, t.second);
}

std::string http_date(Instant when) { return rfc_date(when, "GMT"); }
std::string mail_date(Instant when) { return rfc_date(when, "+0000"); }

std::string javascript_date(Instant when) {
  auto const t = civil(when);
  return fmt::format("{} {} {:02} {} {:02}:{:02}:{:02} GMT+0000 (Coordinated Universal Time)",
                     weekdays[t.weekday], months[t.month - 1], t.day, t.year, t.hour, t.minute,
                     t.second);
}

std::optional<Instant> parse_instant(std::string_view text) {
  auto const y = take_number(text, 4);
  if (!y || !take(text, '-'))
    return {};
  auto const m = take_number(text, 2);
  if (!m || !take(text, '-'))
    return {};
  auto const d = take_number(text, 2);
  if (!d || !take(text, 'T'))
    return {};
  auto const hh = take_number(text, 2);
  if (!hh || !take(text, ':'))
    return {};
  auto const mm = take_number(text, 2);
  if (!mm || !take(text, ':'))
    return {};
  auto const ss = take_number(text, 2);
  auto const fraction = take_fraction(text);
  if (!ss || !fraction)
    return {};
  auto const offset = take_offset(text);
  if (!offset || !text.empty())
    return {};
  year_month_day const date{year{*y}, month{static_cast<unsigned>(*m)},
                            day{static_cast<unsigned>(*d)}};
  // Outside these years nanoseconds since 1970 do not fit into 64 bits.
  if (!date.ok() || *y < 1700 || *y > 2262 || *hh > 23 || *mm > 59 || *ss > 59)
    return {};
  auto const whole = sys_days{date}.time_since_epoch() + hours{*hh} + minutes{*mm} + seconds{*ss} -
                     duration_cast<seconds>(*offset);
  auto const last = duration_cast<seconds>(Instant::max().time_since_epoch());
  nanoseconds const rest{*fraction};
  if (whole > last || (whole == last && rest > Instant::max().time_since_epoch() - last))
    return {};
  return Instant{nanoseconds{whole} + rest};
}

std::optional<Duration> parse_duration(std::string_view text) {
  if (text.empty())
    return {};
  std::int64_t total = 0;
  while (!text.empty()) {
    std::int64_t whole = 0;
    std::size_t digits = 0;
    while (!text.empty() && std::isdigit(static_cast<unsigned char>(text.front()))) {
      whole = whole * 10 + (text.front() - '0');
      if (whole > 1'000'000'000'000)
        return {};
      text.remove_prefix(1);
      ++digits;
    }
    if (digits == 0)
      return {};
    auto const fraction = take_fraction(text);
    auto const unit = take_unit(text);
    if (!fraction || !unit || whole > duration_limit / unit->nanoseconds)
      return {};
    constexpr std::int64_t second = 1'000'000'000;
    total += whole * unit->nanoseconds;
    total += unit->nanoseconds >= second ? *fraction * (unit->nanoseconds / second)
                                         : *fraction * unit->nanoseconds / second;
    if (total > duration_limit)
      return {};
  }
  return Duration{total};
}

std::string duration_text(Duration duration) {
  if (duration == Duration{0})
    return "0s";
  std::string text = duration < Duration{0} ? "-" : "";
  auto rest = duration < Duration{0} ? -duration.count() : duration.count();
  constexpr std::array descending{Unit{"d", 86'400'000'000'000},
                                  Unit{"h", 3'600'000'000'000},
                                  Unit{"m", 60'000'000'000},
                                  Unit{"s", 1'000'000'000},
                                  Unit{"ms", 1'000'000},
                                  Unit{"us", 1000},
                                  Unit{"ns", 1}};
  for (auto const& unit : descending) {
    if (rest >= unit.nanoseconds)
      text += fmt::format("{}{}", rest / unit.nanoseconds, unit.name);
    rest %= unit.nanoseconds;
  }
  return text;
}

}  // namespace proofbox
