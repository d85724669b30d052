// How much of a trace is kept, and that its bytes are what is hashed.
#include <catch2/catch.hpp>

#include "box/event_log.hpp"
#include "support/shop_box.hpp"

using namespace proofbox;

namespace {

Event event(std::string what) {
  return {0, test::story_start, 0, "note", "who", std::move(what), {}};
}

std::vector<std::uint64_t> numbers(std::vector<Event const*> const& events) {
  std::vector<std::uint64_t> all;
  for (auto const* one : events)
    all.push_back(one->n);
  return all;
}

std::string story(std::uint64_t seed, std::string& lines) {
  test::ShopBox shop{seed};
  shop.box.events().on_event = [&](Event const& one) { lines += trace_line(one) + '\n'; };
  shop.begin_selling();
  shop.loop.run();
  return shop.box.events().hash();
}

}  // namespace

TEST_CASE("A log keeps the latest events, by number", "[box][events]") {
  EventLog log{3};
  CHECK(log.first_kept() == 1);
  for (int i = 0; i < 5; ++i)
    CHECK(log.add(event("1")) == static_cast<std::uint64_t>(i + 1));
  CHECK(log.count() == 5);
  CHECK(log.first_kept() == 3);
  CHECK(numbers(log.after(0, 10)) == std::vector<std::uint64_t>{3, 4, 5});
  CHECK(numbers(log.after(3, 10)) == std::vector<std::uint64_t>{4, 5});
  CHECK(numbers(log.after(0, 2)) == std::vector<std::uint64_t>{3, 4});
  CHECK(log.after(5, 10).empty());
  CHECK(log.after(99, 10).empty());
}

TEST_CASE("A log keeps no more bytes than it may, and forgets what is bigger than all",
          "[box][events]") {
  EventLog log{1000, 10'000};
  for (int i = 0; i < 10; ++i)
    log.add(event(std::string(3000, '1')));
  CHECK(numbers(log.after(0, 10)) == std::vector<std::uint64_t>{8, 9, 10});
  log.add(event(std::string(20'000, '1')));
  CHECK(log.after(0, 10).empty());
  CHECK(log.first_kept() == 12);
  log.add(event("1"));
  CHECK(numbers(log.after(0, 10)) == std::vector<std::uint64_t>{12});
}

TEST_CASE("A line of the trace is one JSON object, whatever is in it", "[box][events]") {
  auto const line = trace_line({7, test::story_start, 3, "note", "a \"b\"\n", "{}", {}});
  CHECK(
      line ==
      R"({"n":7,"at":1684972800000000000,"cause":3,"kind":"note","who":"a \"b\"\n","what":{},"outcome":null})");
}

TEST_CASE("The hash is of the lines from its start on, also of those no longer kept",
          "[box][events]") {
  EventLog small{1}, large{100};
  CHECK(small.hash().empty());
  small.start_hash();
  large.start_hash();
  for (int i = 0; i < 5; ++i) {
    small.add(event(std::to_string(i)));
    large.add(event(std::to_string(i)));
  }
  CHECK(small.hash() == large.hash());
  large.add(event("5"));
  CHECK(small.hash() != large.hash());
}

TEST_CASE("The shop's whole story leaves the same trace under the same seed, byte for byte",
          "[box][events]") {
  std::string first, again, other;
  auto const hash = story(1, first);
  CHECK(hash == story(1, again));
  CHECK(first == again);
  CHECK(hash != story(2, other));
  CHECK(first.find("stock_inc_lambda") != std::string::npos);
}
