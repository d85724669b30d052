// The deliveries of a box: who waits, for its time or in line, and how long who came to its end is
// remembered.
#include <catch2/catch.hpp>

#include "engines/sns/delivery.hpp"

using namespace proofbox;
using namespace proofbox::sns;

namespace {

Delivery delivery(std::string group = {}, std::string subscription = "arn") {
  Delivery made;
  made.group_id = std::move(group);
  made.subscription_arn = std::move(subscription);
  return made;
}

constexpr auto waiting = Delivery::Status::waiting;
constexpr auto under_way = Delivery::Status::under_way;
constexpr auto delivered = Delivery::Status::delivered;

}  // namespace

TEST_CASE("Of a group one is under way to a subscription, and the next when that has ended",
          "[sns]") {
  Deliveries all;
  auto& first = all.add(delivery("a"));
  auto& second = all.add(delivery("a"));
  auto& third = all.add(delivery("a"));
  CHECK(first.status == under_way);
  CHECK(second.status == waiting);
  CHECK(all.add(delivery("b")).status == under_way);
  CHECK(all.add(delivery("a", "another")).status == under_way);
  CHECK(all.finish(first, delivered) == &second);
  CHECK(all.finish(second, Delivery::Status::lost) == &third);
  CHECK(all.finish(third, delivered) == nullptr);
  CHECK(all.add(delivery("a")).status == under_way);
}

TEST_CASE("Who waits for its time is given once, in the order of the times", "[sns]") {
  Deliveries all;
  auto& first = all.add(delivery());
  auto& second = all.add(delivery());
  auto const start = *parse_instant("2023-05-25T00:00:00Z");
  all.wait(first, {}, start + 2s);
  all.wait(second, {}, start + 1s);
  CHECK(all.next_due() == start + 1s);
  CHECK(all.take_due(start) == nullptr);
  CHECK(all.take_due(start + 2s) == &second);
  CHECK(all.take_due(start + 2s) == &first);
  CHECK(all.take_due(start + 2s) == nullptr);
  CHECK_FALSE(all.next_due().has_value());
}

TEST_CASE("Who is not under way is not found there", "[sns]") {
  Deliveries all;
  auto& one = all.add(delivery());
  CHECK(all.under_way(one.number) == &one);
  all.finish(one, delivered);
  CHECK(all.under_way(one.number) == nullptr);
  CHECK(all.under_way(one.number + 1) == nullptr);
}

TEST_CASE("The latest 10,000 that ended are remembered, and all that did not", "[sns]") {
  Deliveries all;
  auto const patient = all.add(delivery()).number;
  for (std::size_t i = 0; i < Deliveries::finished_max; ++i) {
    all.finish(all.add(delivery()), delivered);
    CHECK_FALSE(all.forget_superfluous());
  }
  all.finish(all.add(delivery()), delivered);
  CHECK(all.forget_superfluous() == patient + 1);
  CHECK(all.all().size() == Deliveries::finished_max + 1);
  CHECK(all.all().contains(patient));
  CHECK_FALSE(all.all().contains(patient + 1));
}
