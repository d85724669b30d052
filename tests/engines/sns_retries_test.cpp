// When a delivery that failed is tried again: AWS's schedules, the policies that change them over
// HTTP, and what no retry helps.
#include "engines/sns/retry_schedule.hpp"
#include "engines/sns_subscribers.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

using Delays = std::vector<Duration>;

Delays times(std::size_t count, Duration delay) { return Delays(count, delay); }
Delays operator+(Delays first, Delays const& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}
Delays delays_of(sns::RetrySchedule const& schedule) {
  Delays delays;
  while (auto const delay = schedule.delay_before(static_cast<std::int64_t>(delays.size()) + 1))
    delays.push_back(*delay);
  return delays;
}

std::string retry_policy(std::string const& members) {
  return R"({"healthyRetryPolicy":{)" + members + "}}";
}
std::string const none = R"("minDelayTarget":1,"maxDelayTarget":1,"numRetries":0)";

// The delays of a web hook with this policy of its own.
Delays delays_with(std::string const& policy) {
  SubscribedShop shop;
  Map<std::string> attributes;
  if (!policy.empty())
    attributes["DeliveryPolicy"] = policy;
  shop.add("http", site, attributes);
  return shop.fail_all(shop.send(), answered(503));
}

}  // namespace

TEST_CASE("AWS's own schedule has four phases, 100,015 retries and 23 days", "[sns][retries]") {
  auto const& schedule = sns::aws_managed_retries();
  for (auto const retry : {1, 2, 3})
    CHECK(schedule.delay_before(retry) == Duration{0});
  for (auto const retry : {4, 5})
    CHECK(schedule.delay_before(retry) == Duration{1s});
  // Ten that grow from 1 to 20 seconds, each step twice the one before.
  CHECK(schedule.delay_before(6) == Duration{1s});
  for (std::int64_t i = 1; i < 9; ++i) {
    auto const exact = 1.0 + 19.0 * static_cast<double>((1 << i) - 1) / 511.0;
    auto const delay = schedule.delay_before(6 + i);
    REQUIRE(delay);
    CHECK(std::chrono::duration<double>{*delay}.count() == Approx(exact).margin(0.001));
  }
  CHECK(schedule.delay_before(15) == Duration{20s});
  CHECK(schedule.delay_before(16) == Duration{20s});
  CHECK(schedule.delay_before(100'015) == Duration{20s});
  CHECK_FALSE(schedule.delay_before(100'016));
  CHECK(schedule.total() > 23 * 24h);
  CHECK(schedule.total() < 24 * 24h);
}

TEST_CASE("For mail and phones there are 50 retries in more than six hours", "[sns][retries]") {
  auto const delays = delays_of(sns::customer_managed_retries());
  REQUIRE(delays.size() == 50);
  CHECK(delays[0] == 10s);
  CHECK(delays[1] == 10s);
  CHECK(delays[2] == 10s);
  for (std::size_t i = 3; i < 12; ++i)
    CHECK(delays[i] > delays[i - 1]);
  CHECK(Delays(delays.begin() + 11, delays.end()) == times(39, 600s));
  Duration total{};
  for (auto const delay : delays)
    total += delay;
  CHECK(total == sns::customer_managed_retries().total());
  CHECK(total > 6h);
  CHECK(total < 7h);
}

TEST_CASE("A web hook is tried three times more, 20 seconds apart", "[sns][retries]") {
  CHECK(delays_with({}) == times(3, 20s));
}

TEST_CASE("A policy's retries come at once, then after the minimum, growing, after the maximum",
          "[sns][retries]") {
  auto const all = retry_policy(
      R"("minDelayTarget":2,"maxDelayTarget":10,"numRetries":12,"numNoDelayRetries":2,)"
      R"("numMinDelayRetries":3,"numMaxDelayRetries":2,"backoffFunction":"linear")");
  CHECK(delays_with(all) ==
        times(2, 0s) + times(3, 2s) + Delays{2s, 4s, 6s, 8s, 10s} + times(2, 10s));
  CHECK(delays_with(retry_policy(none)).empty());
  CHECK(delays_with(retry_policy(
            R"("minDelayTarget":5,"maxDelayTarget":9,"numRetries":3,"numNoDelayRetries":3)")) ==
        times(3, 0s));
  CHECK(delays_with(retry_policy(
            R"("minDelayTarget":5,"maxDelayTarget":9,"numRetries":3,"numMinDelayRetries":2,)"
            R"("numMaxDelayRetries":1)")) == Delays{5s, 5s, 9s});
  CHECK(delays_with(retry_policy(R"("minDelayTarget":5,"maxDelayTarget":9,"numRetries":1)")) ==
        Delays{5s});
}

TEST_CASE("Each back-off function has its curve", "[sns][retries]") {
  auto const with = [](std::string const& function) {
    return delays_with(retry_policy(
        R"("minDelayTarget":1,"maxDelayTarget":16,"numRetries":5,"backoffFunction":")" + function +
        '"'));
  };
  CHECK(with("linear") == Delays{1s, 4750ms, 8500ms, 12250ms, 16s});
  CHECK(with("geometric") == Delays{1s, 2s, 4s, 8s, 16s});
  CHECK(with("exponential") == Delays{1s, 2s, 4s, 8s, 16s});
  auto const arithmetic = with("arithmetic");
  REQUIRE(arithmetic.size() == 5);
  for (std::size_t i = 0; i < 5; ++i) {
    auto const t = static_cast<double>(i) / 4;
    CHECK(std::chrono::duration<double>{arithmetic[i]}.count() ==
          Approx(1 + 15 * t * t).margin(0.001));
  }
  // From 10 to 160, where geometric and exponential part: 10 x 16^t, and 10 + 150 x (2^i - 1) / 15.
  auto const wide = [](std::string const& function) {
    return delays_with(retry_policy(
        R"("minDelayTarget":10,"maxDelayTarget":90,"numRetries":3,"backoffFunction":")" + function +
        '"'));
  };
  CHECK(wide("linear") == Delays{10s, 50s, 90s});
  CHECK(wide("geometric") == Delays{10s, 30s, 90s});
  CHECK(wide("arithmetic") == Delays{10s, 30s, 90s});
  auto const exponential = wide("exponential");
  REQUIRE(exponential.size() == 3);
  CHECK(std::chrono::duration<double>{exponential[1]}.count() ==
        Approx(10 + 80.0 / 3).margin(0.001));
}

TEST_CASE("A web hook that does not answer, or whose fault it is, is tried again",
          "[sns][retries]") {
  for (auto const status : {100, 102, 199, 429, 500, 501, 502, 503, 504, 599}) {
    INFO(status);
    SubscribedShop shop;
    shop.add("http", site);
    CHECK(shop.fail(shop.send(), answered(status)) == Duration{20s});
    CHECK(request_of(shop.turn.parcels.at(0)).host == "site.test");
  }
  SubscribedShop shop;
  shop.add("http", site);
  CHECK(shop.fail_all(shop.send(), unanswered()) == times(3, 20s));
  CHECK(shop.deliveries().at(1).status == "lost");
}

TEST_CASE("What a web hook answers with 3xx or another 4xx is not tried again", "[sns][retries]") {
  for (auto const status :
       {300, 301, 302, 304, 307, 308, 400, 401, 403, 404, 405, 410, 413, 422, 428, 430, 499}) {
    INFO(status);
    SubscribedShop shop;
    shop.add("http", site);
    CHECK_FALSE(shop.fail(shop.send(), answered(status)));
    CHECK(shop.deliveries().at(1).status == "lost");
    CHECK(shop.deliveries().at(1).attempts.at(0).status_code == status);
    // It stays subscribed.
    CHECK(shop.publish(shop.message("next")).ok());
    CHECK(shop.turn.parcels.size() == 1);
  }
}

TEST_CASE("Any answer of 2xx is good", "[sns][retries]") {
  for (auto const status : {200, 201, 202, 204, 206, 299}) {
    INFO(status);
    SubscribedShop shop;
    shop.add("http", site);
    CHECK_FALSE(shop.fail(shop.send(), answered(status)));
    CHECK(shop.deliveries().at(1).status == "delivered");
  }
}

TEST_CASE("A web hook that recovers gets the message once, as it was", "[sns][retries]") {
  SubscribedShop shop;
  shop.add("http", site);
  auto const first = shop.send();
  REQUIRE(shop.fail(first, answered(500)) == Duration{20s});
  auto const second = shop.turn.parcels.at(0);
  CHECK(request_of(second).body == request_of(first).body);
  CHECK(request_of(second).headers == request_of(first).headers);
  CHECK_FALSE(shop.fail(second, answered(200)));
  auto const told = shop.deliveries().at(1);
  CHECK(told.status == "delivered");
  REQUIRE(told.attempts.size() == 2);
  CHECK(told.attempts[0].status_code == 500);
  CHECK(told.attempts[1].status_code == 200);
  CHECK(told.attempts[1].at - told.attempts[0].at == 20s);
  CHECK_FALSE(told.next_attempt_at);
}

TEST_CASE("The log tells what waits, and until when", "[sns][retries]") {
  SubscribedShop shop;
  shop.add("http", site);
  shop.carried(shop.send(), answered(500));
  CHECK(shop.turn.parcels.empty());
  auto const told = shop.deliveries().at(1);
  CHECK(told.status == "waiting");
  CHECK(told.next_attempt_at == shop.turn.now + 20s);
  CHECK(shop.sns.next_due() == shop.turn.now + 20s);
}

TEST_CASE("What AWS runs itself is tried again where AWS is at fault, and not where the sender is",
          "[sns][retries]") {
  for (auto const& [protocol, endpoint] : std::vector<std::pair<std::string, std::string>>{
           {"sqs", queue_arn}, {"lambda", "arn:aws:lambda:us-east-1:000000000000:function:bake"}}) {
    INFO(protocol);
    SubscribedShop shop;
    shop.add(protocol, endpoint);
    auto attempt = shop.send();
    for (auto const delay : {0s, 0s, 0s, 1s, 1s, 1s}) {
      CHECK(shop.fail(attempt, refused(503)) == Duration{delay});
      attempt = shop.turn.parcels.at(0);
    }
    CHECK_FALSE(shop.fail(attempt, refused(403)));
    CHECK(shop.deliveries().at(0).status == "lost");
    CHECK(shop.deliveries().at(0).attempts.size() == 7);
  }
}

TEST_CASE("A queue that never recovers is given up after 23 days", "[sns][retries]") {
  SubscribedShop shop;
  shop.add("sqs", queue_arn);
  auto const begun = shop.turn.now;
  auto const delays = shop.fail_all(shop.send(), refused(500));
  CHECK(delays.size() == 100'015);
  CHECK(shop.turn.now - begun == sns::aws_managed_retries().total());
  auto const told = shop.deliveries().at(0);
  CHECK(told.status == "lost");
  CHECK(told.attempts.size() == 200);
}

TEST_CASE("Mail that does not get through is tried 50 times more", "[sns][retries]") {
  SubscribedShop shop;
  shop.add("email", "baker@box.test");
  CHECK(shop.fail_all(shop.send(), refused(503)) == delays_of(sns::customer_managed_retries()));
}
