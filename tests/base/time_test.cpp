#include <catch2/catch.hpp>

#include "base/time.hpp"

using namespace proofbox;

TEST_CASE("An instant is read with its offset and written in UTC") {
  auto const start = parse_instant("2023-05-25T09:00:00+09:00");
  REQUIRE(start);
  CHECK(iso8601(*start) == "2023-05-25T00:00:00.000Z");
  CHECK(iso8601_seconds(*start) == "2023-05-25T00:00:00Z");
  CHECK(http_date(*start) == "Thu, 25 May 2023 00:00:00 GMT");
  CHECK(mail_date(*start) == "Thu, 25 May 2023 00:00:00 +0000");
  CHECK(javascript_date(*start) ==
        "Thu May 25 2023 00:00:00 GMT+0000 (Coordinated Universal Time)");
  CHECK(epoch_seconds(*start) == 1684972800);
  CHECK(iso8601(*parse_instant("2024-02-29T23:59:59.123456789Z")) == "2024-02-29T23:59:59.123Z");
}

TEST_CASE("The last instant of box time can be read, and none after it") {
  CHECK(parse_instant("2262-04-11T23:47:16.854775807Z") == Instant::max());
  CHECK_FALSE(parse_instant("2262-04-11T23:47:16.854775808Z"));
  CHECK_FALSE(parse_instant("2262-04-11T23:47:16.854775807-01:00"));
}

TEST_CASE("What is no instant is refused") {
  for (auto const* text : {"", "2023-05-25", "2023-13-01T00:00:00Z", "2023-02-29T00:00:00Z",
                           "2023-05-25T24:00:00Z", "2023-05-25T00:00:00+9", "2023-05-25T00:00:00Zx",
                           "2023-05-25T00:00:00.Z", "1000-01-01T00:00:00Z"}) {
    INFO(text);
    CHECK_FALSE(parse_instant(text));
  }
}

TEST_CASE("Durations are read in every unit and written shortest") {
  CHECK(*parse_duration("36s") == 36s);
  CHECK(*parse_duration("2m30s") == 150s);
  CHECK(*parse_duration("1.5h") == 90min);
  CHECK(*parse_duration("200ms") == 200ms);
  CHECK(*parse_duration("0.5ms") == 500us);
  CHECK(*parse_duration("4d") == 96h);
  CHECK(duration_text(150s) == "2m30s");
  CHECK(duration_text(96h) == "4d");
  CHECK(duration_text(Duration{0}) == "0s");
  CHECK(duration_text(250ms) == "250ms");
  for (auto const* text :
       {"", "s", "-1s", "1", "1x", "1s ", "1.s", "99999999d", "9999999999999999999s"}) {
    INFO(text);
    CHECK_FALSE(parse_duration(text));
  }
}
