// The delivery policies of topics and subscriptions: which of them counts, what a change does to
// what is under way, what they refuse, and what SNS tells of them.
#include "engines/sns_subscribers.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

using Delays = std::vector<Duration>;

std::string retries(int seconds, int count) {
  return R"({"minDelayTarget":)" + std::to_string(seconds) + R"(,"maxDelayTarget":)" +
         std::to_string(seconds) + R"(,"numRetries":)" + std::to_string(count) + '}';
}
std::string of_subscription(std::string const& retries) {
  return R"({"healthyRetryPolicy":)" + retries + '}';
}
std::string of_topic(std::string const& retries, bool overriding = false) {
  return R"({"http":{"defaultHealthyRetryPolicy":)" + retries +
         R"(,"disableSubscriptionOverrides":)" + (overriding ? "true" : "false") + "}}";
}

struct PolicyShop : SubscribedShop {
  Result<sns::Subscribe::Output> with(std::string policy) {
    return try_to_subscribe("http", site, {{"DeliveryPolicy", std::move(policy)}});
  }
};

// What is refused, and with which words after the name of the policy; nothing where any will do.
struct Refused {
  std::string members;
  std::string words = {};
};
// Where the words are known from: reports of users, tests that others run against AWS, and those of
// a service made after SNS.
std::vector<Refused> const refused_retries = {
    {R"("minDelayTarget":0,"maxDelayTarget":1,"numRetries":1)",
     "minDelayTarget must be greater than or equal to 1"},
    {R"("minDelayTarget":1,"maxDelayTarget":1,"numRetries":101)",
     "numRetries must be less than or equal to 100"},
    {R"("minDelayTarget":5,"numRetries":3)", "maxDelayTarget must be specified"},
    {R"("maxDelayTarget":5,"numRetries":3)", "minDelayTarget must be specified"},
    {R"("minDelayTarget":5,"maxDelayTarget":5)", "numRetries must be specified"},
    {R"("minDelayTarget":5,"maxDelayTarget":3,"numRetries":3)",
     "maxDelayTarget must be greater than or equal to minDelayTarget"},
    {R"("minDelayTarget":2,"maxDelayTarget":3,"numRetries":20,"numMaxDelayRetries":7,)"
     R"("numMinDelayRetries":7,"numNoDelayRetries":7)",
     "numRetries must be greater than or equal to total of numMinDelayRetries, numNoDelayRetries "
     "and numMaxDelayRetries"},
    {R"("minDelayTarget":1,"maxDelayTarget":3601,"numRetries":1)",
     "maxDelayTarget must be less than or equal to 3600"},
    {R"("minDelayTarget":1,"maxDelayTarget":1,"numRetries":-1)",
     "numRetries must be greater than or equal to 0"},
    {R"("minDelayTarget":1,"maxDelayTarget":1,"numRetries":1,"numNoDelayRetries":-1)",
     "numNoDelayRetries must be greater than or equal to 0"},
    {R"("minDelayTarget":1,"maxDelayTarget":1,"numRetries":1,"numMinDelayRetries":-1)",
     "numMinDelayRetries must be greater than or equal to 0"},
    {R"("minDelayTarget":1,"maxDelayTarget":1,"numRetries":1,"numMaxDelayRetries":-1)",
     "numMaxDelayRetries must be greater than or equal to 0"},
    {R"("minDelayTarget":1,"maxDelayTarget":1,"numRetries":1,"backoffFunction":"magic")"},
    {R"("minDelayTarget":"soon","maxDelayTarget":1,"numRetries":1)"},
    {R"("minDelayTarget":1.5,"maxDelayTarget":2,"numRetries":1)"},
    // More than an hour in all.
    {R"("minDelayTarget":1201,"maxDelayTarget":1201,"numRetries":3)"},
    {R"("minDelayTarget":20,"maxDelayTarget":100,"numRetries":100)"},
};

}  // namespace

TEST_CASE("A subscription's policy goes before its topic's, unless that forbids it",
          "[sns][retries]") {
  PolicyShop shop;
  REQUIRE(shop.set_topic("DeliveryPolicy", of_topic(retries(7, 1))).ok());
  auto const arn = shop.add("http", site);
  CHECK(shop.fail_all(shop.send(), answered(500)) == Delays{7s});
  REQUIRE(shop.set(arn, "DeliveryPolicy", of_subscription(retries(3, 2))).ok());
  CHECK(shop.fail_all(shop.send(), answered(500)) == Delays{3s, 3s});
  REQUIRE(shop.set_topic("DeliveryPolicy", of_topic(retries(7, 1), true)).ok());
  CHECK(shop.fail_all(shop.send(), answered(500)) == Delays{7s});
  REQUIRE(shop.set_topic("DeliveryPolicy", "").ok());
  CHECK(shop.fail_all(shop.send(), answered(500)) == Delays{3s, 3s});
  REQUIRE(shop.set(arn, "DeliveryPolicy", "").ok());
  CHECK(shop.fail_all(shop.send(), answered(500)) == Delays{20s, 20s, 20s});
}

TEST_CASE("A policy that forbids others without one of its own leaves AWS's default",
          "[sns][retries]") {
  PolicyShop shop;
  REQUIRE(
      shop.set_topic("DeliveryPolicy", R"({"http":{"disableSubscriptionOverrides":true}})").ok());
  shop.add("http", site, {{"DeliveryPolicy", of_subscription(retries(3, 2))}});
  CHECK(shop.fail_all(shop.send(), answered(500)) == Delays{20s, 20s, 20s});
}

TEST_CASE("A subscription's policy of other things leaves the retries to the topic",
          "[sns][retries]") {
  PolicyShop shop;
  REQUIRE(shop.set_topic("DeliveryPolicy", of_topic(retries(7, 1))).ok());
  shop.add("http", site,
           {{"DeliveryPolicy", R"({"requestPolicy":{"headerContentType":"text/csv"}})"}});
  CHECK(shop.fail_all(shop.send(), answered(500)) == Delays{7s});
}

TEST_CASE("A policy that changes between two attempts counts for the next", "[sns][retries]") {
  PolicyShop shop;
  auto const arn = shop.add("http", site);
  auto attempt = shop.send();
  REQUIRE(shop.fail(attempt, answered(500)) == Duration{20s});
  attempt = shop.turn.parcels.at(0);
  REQUIRE(shop.set(arn, "DeliveryPolicy", of_subscription(retries(1, 5))).ok());
  CHECK(shop.fail_all(attempt, answered(500)) == Delays(4, 1s));
  SECTION("also where it leaves none") {
    attempt = shop.send();
    REQUIRE(shop.fail(attempt, answered(500)) == Duration{1s});
    attempt = shop.turn.parcels.at(0);
    REQUIRE(shop.set(arn, "DeliveryPolicy", of_subscription(retries(1, 0))).ok());
    CHECK(shop.fail_all(attempt, answered(500)).empty());
  }
}

TEST_CASE("A throttle spaces the deliveries of one subscription and of no other",
          "[sns][retries]") {
  PolicyShop shop;
  auto const policy = R"({"throttlePolicy":{"maxReceivesPerSecond":2}})";
  shop.add("http", site, {{"DeliveryPolicy", policy}});
  shop.add("http", "http://other.test/hook");
  shop.turn.now += 1min;  // the question to confirm has been one of them
  std::vector<std::string> hosts;
  for (auto const* text : {"one", "two", "three"}) {
    REQUIRE(shop.publish(shop.message(text)).ok());
    for (auto const& parcel : shop.turn.parcels)
      hosts.push_back(request_of(parcel).host);
  }
  CHECK(hosts == std::vector<std::string>{"site.test", "other.test", "other.test", "other.test"});
  CHECK(shop.wait() == Duration{500ms});
  REQUIRE(shop.turn.parcels.size() == 1);
  CHECK_THAT(request_of(shop.turn.parcels[0]).body, Catch::Contains(R"("Message":"two")"));
  CHECK(shop.wait() == Duration{500ms});
  REQUIRE(shop.turn.parcels.size() == 1);
  CHECK_THAT(request_of(shop.turn.parcels[0]).body, Catch::Contains(R"("Message":"three")"));
  CHECK(*shop.sns.next_due() > shop.turn.now + 1h);
  // Who was idle does not save up.
  shop.turn.now += 1min;
  REQUIRE(shop.publish(shop.message("four")).ok());
  CHECK(shop.turn.parcels.size() == 2);
  REQUIRE(shop.publish(shop.message("five")).ok());
  CHECK(shop.turn.parcels.size() == 1);
}

TEST_CASE("What a throttle delays is no longer than what it lets through", "[sns][retries]") {
  PolicyShop shop;
  shop.add("http", site, {{"DeliveryPolicy", R"({"throttlePolicy":{"maxReceivesPerSecond":2}})"}});
  shop.turn.now += 1min;
  auto const first = shop.send("one");
  shop.turn.now += 10s;
  // Its retry comes in 20 seconds; what is published before then need not wait for it.
  shop.carried(first, answered(500));
  CHECK(shop.turn.parcels.empty());
  shop.turn.now += 1s;
  shop.send("two");
  REQUIRE(shop.publish(shop.message("three")).ok());
  CHECK(shop.turn.parcels.empty());
  CHECK(shop.wait() == Duration{500ms});
  CHECK_THAT(request_of(shop.turn.parcels.at(0)).body, Catch::Contains(R"("Message":"three")"));
  CHECK(shop.wait() == Duration{18500ms});
  CHECK_THAT(request_of(shop.turn.parcels.at(0)).body, Catch::Contains(R"("Message":"one")"));
  // A retry is a receive as well.
  REQUIRE(shop.publish(shop.message("four")).ok());
  CHECK(shop.turn.parcels.empty());
  CHECK(shop.wait() == Duration{500ms});
}

TEST_CASE("A topic's throttle holds for its subscriptions", "[sns][retries]") {
  PolicyShop shop;
  REQUIRE(shop.set_topic("DeliveryPolicy",
                         R"({"http":{"defaultThrottlePolicy":{"maxReceivesPerSecond":1}}})")
              .ok());
  shop.add("http", site);
  shop.turn.now += 1min;
  REQUIRE(shop.publish(shop.message("one")).ok());
  CHECK(shop.turn.parcels.size() == 1);
  REQUIRE(shop.publish(shop.message("two")).ok());
  CHECK(shop.turn.parcels.empty());
  CHECK(shop.wait() == Duration{1s});
}

TEST_CASE("A policy that AWS would not take is refused in its words, by either way",
          "[sns][retries]") {
  PolicyShop shop;
  auto const arn = shop.add("http", "http://standing.test/hook");
  for (auto const& [members, words] : refused_retries) {
    INFO(members);
    auto const policy = of_subscription('{' + members + '}');
    auto const made = refusal_of(shop.with(policy));
    auto const set = refusal_of(shop.set(arn, "DeliveryPolicy", policy));
    auto const topic = refusal_of(shop.set_topic("DeliveryPolicy", of_topic('{' + members + '}')));
    std::string const begin = "InvalidParameter: Invalid parameter: ";
    if (words.empty()) {
      CHECK_THAT(made, Catch::StartsWith(begin + "Attributes Reason: DeliveryPolicy: "));
      CHECK_THAT(set, Catch::StartsWith(begin + "DeliveryPolicy: "));
      CHECK_THAT(topic, Catch::StartsWith(begin + "DeliveryPolicy: "));
      continue;
    }
    CHECK(made == begin + "Attributes Reason: DeliveryPolicy: healthyRetryPolicy." + words);
    CHECK(set == begin + "DeliveryPolicy: healthyRetryPolicy." + words);
    CHECK(topic == begin + "DeliveryPolicy: http.defaultHealthyRetryPolicy." + words);
  }
  CHECK(shop.attribute(arn, "DeliveryPolicy") == "(none)");
  sns::CreateTopic create;
  create.name = "patient";
  create.attributes = {{"DeliveryPolicy", of_topic(retries(1, 101))}};
  CHECK(refusal_of(shop.turn(shop.sns, create)) ==
        "InvalidParameter: Invalid parameter: Attributes Reason: DeliveryPolicy: "
        "http.defaultHealthyRetryPolicy.numRetries must be less than or equal to 100");
}

TEST_CASE("What else a policy may hold is looked at, too", "[sns][retries]") {
  PolicyShop shop;
  for (std::string const policy :
       {"nonsense", "[]", R"("text")", R"({"throttlePolicy":{"maxReceivesPerSecond":0}})",
        R"({"throttlePolicy":{"maxReceivesPerSecond":-1}})",
        R"({"throttlePolicy":{"maxReceivesPerSecond":"many"}})",
        R"({"requestPolicy":{"headerContentType":"image/png"}})",
        R"({"requestPolicy":{"headerContentType":""}})", R"({"healthyRetryPolicy":3})"}) {
    INFO(policy);
    CHECK_THAT(refusal_of(shop.with(policy)),
               Catch::StartsWith(
                   "InvalidParameter: Invalid parameter: Attributes Reason: DeliveryPolicy: "));
  }
  auto const arn = shop.add("http", site);
  for (std::string const type :
       {"application/json", "text/plain", "text/plain; charset=UTF-8", "application/octet-stream",
        "application/soap+xml", "application/x-www-form-urlencoded", "application/xml", "text/css",
        "text/csv", "text/html", "text/xml"}) {
    auto const policy = R"({"requestPolicy":{"headerContentType":")" + type + R"("}})";
    REQUIRE(refusal_of(shop.set(arn, "DeliveryPolicy", policy)) == "(accepted)");
    CHECK(header(request_of(shop.send()).headers, "Content-Type") == type);
  }
}

TEST_CASE("A policy of an hour is taken", "[sns][retries]") {
  PolicyShop shop;
  CHECK(refusal_of(shop.with(of_subscription(retries(1200, 3)))) == "(accepted)");
  CHECK(refusal_of(shop.set_topic("DeliveryPolicy", of_topic(retries(36, 100)))) == "(accepted)");
  CHECK(refusal_of(shop.set_topic("DeliveryPolicy", of_topic(retries(3600, 1)))) == "(accepted)");
}

TEST_CASE("A subscription's policies are told with every member, as recorded", "[sns][retries]") {
  PolicyShop shop;
  SECTION("where it has retries and a throttle of its own") {
    REQUIRE(shop.set_topic("DeliveryPolicy", R"({"http":{"defaultRequestPolicy":)"
                                             R"({"headerContentType":"application/json"}}})")
                .ok());
    auto const arn = shop.begin(
        "http", site,
        {{"DeliveryPolicy",
          R"({"healthyRetryPolicy":{"minDelayTarget":1,"maxDelayTarget":1,"numRetries":0,)"
          R"("numNoDelayRetries":0,"numMinDelayRetries":0,"numMaxDelayRetries":0,)"
          R"("backoffFunction":"linear"},"sicklyRetryPolicy":null,)"
          R"("throttlePolicy":{"maxReceivesPerSecond":1000},"guaranteed":false})"}});
    std::string const begin =
        R"({"healthyRetryPolicy":{"minDelayTarget":1,"maxDelayTarget":1,"numRetries":0,)"
        R"("numMaxDelayRetries":0,"numNoDelayRetries":0,"numMinDelayRetries":0,)"
        R"("backoffFunction":"linear"},"sicklyRetryPolicy":null,)"
        R"("throttlePolicy":{"maxReceivesPerSecond":1000},"requestPolicy":)";
    CHECK(shop.attribute(arn, "DeliveryPolicy") == begin + R"(null,"guaranteed":false})");
    CHECK(shop.attribute(arn, "EffectiveDeliveryPolicy") ==
          begin + R"({"headerContentType":"application/json"},"guaranteed":false})");
  }
  SECTION("where it has a content type only") {
    auto const arn =
        shop.begin("http", site,
                   {{"DeliveryPolicy", R"({"requestPolicy":{"headerContentType":"text/csv"}})"}});
    CHECK(shop.attribute(arn, "DeliveryPolicy") ==
          R"({"healthyRetryPolicy":null,"sicklyRetryPolicy":null,"throttlePolicy":null,)"
          R"("requestPolicy":{"headerContentType":"text/csv"},"guaranteed":false})");
    CHECK(shop.attribute(arn, "EffectiveDeliveryPolicy") ==
          R"({"healthyRetryPolicy":{"minDelayTarget":20,"maxDelayTarget":20,"numRetries":3,)"
          R"("numMaxDelayRetries":0,"numNoDelayRetries":0,"numMinDelayRetries":0,)"
          R"("backoffFunction":"linear"},"sicklyRetryPolicy":null,"throttlePolicy":null,)"
          R"("requestPolicy":{"headerContentType":"text/csv"},"guaranteed":false})");
  }
}
