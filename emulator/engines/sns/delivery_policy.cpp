#include "engines/sns/delivery_policy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/check.hpp"
#include "base/text.hpp"
#include "shape/json.hpp"

namespace proofbox::sns {
namespace {

using Number = std::optional<std::int64_t>;

constexpr std::int64_t delay_max = 3600;  // seconds, of one delay and of all together
constexpr std::int64_t retries_max = 100;
constexpr std::string_view default_content_type = "text/plain; charset=UTF-8";
constexpr std::array content_types{
    "application/json",
    "application/octet-stream",
    "application/soap+xml",
    "application/x-www-form-urlencoded",
    "application/xml",
    "text/css",
    "text/csv",
    "text/html",
    "text/plain",
    "text/xml",
};

struct RetryPolicy {
  Number min_delay_target, max_delay_target, num_retries, num_max_delay_retries,
      num_no_delay_retries, num_min_delay_retries;
  std::optional<std::string> backoff_function;
  static Shape const& shape() {
    static Shape const shape =
        Describe<RetryPolicy>("RetryPolicy")
            .member("minDelayTarget", &RetryPolicy::min_delay_target)
            .member("maxDelayTarget", &RetryPolicy::max_delay_target)
            .member("numRetries", &RetryPolicy::num_retries)
            .member("numMaxDelayRetries", &RetryPolicy::num_max_delay_retries)
            .member("numNoDelayRetries", &RetryPolicy::num_no_delay_retries)
            .member("numMinDelayRetries", &RetryPolicy::num_min_delay_retries)
            .member("backoffFunction", &RetryPolicy::backoff_function);
    return shape;
  }
};

struct ThrottlePolicy {
  Number max_receives_per_second;
  static Shape const& shape() {
    static Shape const shape =
        Describe<ThrottlePolicy>("ThrottlePolicy")
            .member("maxReceivesPerSecond", &ThrottlePolicy::max_receives_per_second);
    return shape;
  }
};

struct RequestPolicy {
  std::optional<std::string> header_content_type;
  static Shape const& shape() {
    static Shape const shape =
        Describe<RequestPolicy>("RequestPolicy")
            .member("headerContentType", &RequestPolicy::header_content_type);
    return shape;
  }
};

struct HttpPolicy {
  std::optional<RetryPolicy> healthy_retry;
  bool subscription_overrides_disabled = false;
  std::optional<ThrottlePolicy> throttle;
  std::optional<RequestPolicy> request;
  static Shape const& shape() {
    static Shape const shape =
        Describe<HttpPolicy>("HttpPolicy")
            .member("defaultHealthyRetryPolicy", &HttpPolicy::healthy_retry)
            .member("disableSubscriptionOverrides", &HttpPolicy::subscription_overrides_disabled)
            .member("defaultThrottlePolicy", &HttpPolicy::throttle)
            .member("defaultRequestPolicy", &HttpPolicy::request);
    return shape;
  }
};

struct TopicPolicy {
  HttpPolicy http;
  static Shape const& shape() {
    static Shape const shape =
        Describe<TopicPolicy>("DeliveryPolicy").member("http", &TopicPolicy::http);
    return shape;
  }
};

struct SubscriptionPolicy {
  std::optional<RetryPolicy> healthy_retry;
  std::optional<RetryPolicy> sickly_retry;  // of former times: told, and without effect
  std::optional<ThrottlePolicy> throttle;
  std::optional<RequestPolicy> request;
  bool guaranteed = false;  // likewise
  static Shape const& shape() {
    static Shape const shape =
        Describe<SubscriptionPolicy>("DeliveryPolicy")
            .member("healthyRetryPolicy", &SubscriptionPolicy::healthy_retry, optional.or_null())
            .member("sicklyRetryPolicy", &SubscriptionPolicy::sickly_retry, optional.or_null())
            .member("throttlePolicy", &SubscriptionPolicy::throttle, optional.or_null())
            .member("requestPolicy", &SubscriptionPolicy::request, optional.or_null())
            .member("guaranteed", &SubscriptionPolicy::guaranteed);
    return shape;
  }
};

// ---- what may be set ----

// The first reason against a document, or an empty text. What is asked for after a first reason
// changes nothing.
class Objections {
 public:
  void between(std::string_view where, std::string_view name, Number const& value,
               std::int64_t least, std::int64_t most) {
    if (value && *value < least)
      object(fmt::format("{}.{} must be greater than or equal to {}", where, name, least));
    if (value && *value > most)
      object(fmt::format("{}.{} must be less than or equal to {}", where, name, most));
  }
  void unless(bool holds, std::string reason) {
    if (!holds)
      object(std::move(reason));
  }
  std::string const& first() const { return first_; }

 private:
  void object(std::string reason) {
    if (first_.empty())
      first_ = std::move(reason);
  }
  std::string first_;
};

RetryPolicy with_defaults(RetryPolicy policy) {
  auto const fill = [](Number& value, std::int64_t standing) { value = value.value_or(standing); };
  fill(policy.min_delay_target, 20);
  fill(policy.max_delay_target, 20);
  fill(policy.num_retries, 3);
  fill(policy.num_max_delay_retries, 0);
  fill(policy.num_no_delay_retries, 0);
  fill(policy.num_min_delay_retries, 0);
  policy.backoff_function = policy.backoff_function.value_or("linear");
  return policy;
}

// The policy has its defaults and has been found valid.
RetrySchedule schedule_of(RetryPolicy const& policy) {
  RetrySchedule schedule;
  schedule.at_once = *policy.num_no_delay_retries;
  schedule.after_min = *policy.num_min_delay_retries;
  schedule.after_max = *policy.num_max_delay_retries;
  schedule.growing =
      *policy.num_retries - schedule.at_once - schedule.after_min - schedule.after_max;
  schedule.min = std::chrono::seconds{*policy.min_delay_target};
  schedule.max = std::chrono::seconds{*policy.max_delay_target};
  schedule.backoff = *backoff_of(*policy.backoff_function);
  return schedule;
}

// Three members have to be there, although AWS has a default for each where no policy is given.
void examine(Objections& objections, std::string_view where, RetryPolicy const& given) {
  auto const must_be_there = [&](std::string_view name, Number const& value) {
    objections.unless(value.has_value(), fmt::format("{}.{} must be specified", where, name));
  };
  must_be_there("maxDelayTarget", given.max_delay_target);
  must_be_there("minDelayTarget", given.min_delay_target);
  must_be_there("numRetries", given.num_retries);
  auto const policy = with_defaults(given);
  objections.between(where, "minDelayTarget", policy.min_delay_target, 1, delay_max);
  objections.between(where, "maxDelayTarget", policy.max_delay_target, 1, delay_max);
  objections.between(where, "numRetries", policy.num_retries, 0, retries_max);
  objections.between(where, "numNoDelayRetries", policy.num_no_delay_retries, 0, retries_max);
  objections.between(where, "numMinDelayRetries", policy.num_min_delay_retries, 0, retries_max);
  objections.between(where, "numMaxDelayRetries", policy.num_max_delay_retries, 0, retries_max);
  objections.unless(
      policy.max_delay_target >= policy.min_delay_target,
      fmt::format("{}.maxDelayTarget must be greater than or equal to minDelayTarget", where));
  objections.unless(backoff_of(*policy.backoff_function).has_value(),
                    fmt::format("{}.backoffFunction must be one of arithmetic, exponential, "
                                "geometric, linear",
                                where));
  if (!objections.first().empty())
    return;
  auto const schedule = schedule_of(policy);
  objections.unless(
      schedule.growing >= 0,
      fmt::format("{}.numRetries must be greater than or equal to total of numMinDelayRetries, "
                  "numNoDelayRetries and numMaxDelayRetries",
                  where));
  if (objections.first().empty())
    objections.unless(
        schedule.total() <= std::chrono::seconds{delay_max},
        fmt::format("{} must not take more than {} seconds in all", where, delay_max));
}

bool is_content_type(std::string_view given) {
  auto type = given.substr(0, given.find(';'));
  while (type.ends_with(' '))
    type.remove_suffix(1);
  bool const plain =
      std::all_of(given.begin(), given.end(), [](char c) { return c >= ' ' && c < 0x7f; });
  return plain && std::any_of(content_types.begin(), content_types.end(),
                              [&](auto const* known) { return equal_ignoring_case(known, type); });
}

void examine(Objections& objections, std::string_view where, RequestPolicy const& policy) {
  if (policy.header_content_type)
    objections.unless(is_content_type(*policy.header_content_type),
                      fmt::format("{}.headerContentType must be one of {}", where,
                                  fmt::join(content_types, ", ")));
}

void examine(Objections& objections, std::string_view where, ThrottlePolicy const& policy) {
  constexpr std::int64_t receives_max = 1'000'000;
  objections.between(where, "maxReceivesPerSecond", policy.max_receives_per_second, 1,
                     receives_max);
}

template <class Policy>
void examine_if_given(Objections& objections, std::string_view where,
                      std::optional<Policy> const& policy) {
  if (policy)
    examine(objections, where, *policy);
}

template <class Policy>
Result<std::string> told(Policy const& policy, Objections const& objections) {
  if (!objections.first().empty())
    return Error{"InvalidParameter", objections.first()};
  return to_json(policy);
}

Error no_json() { return {"InvalidParameter", "failed to parse JSON."}; }

// ---- what is in effect ----

// `set` was found valid when it was set; an empty text is an empty policy.
template <class Policy>
Policy policy_of(std::string_view set) {
  Policy policy;
  check(set.empty() || !from_json(set, policy), "a delivery policy that was set is valid");
  return policy;
}

template <class T>
std::optional<T> first_of(std::optional<T> const& one, std::optional<T> const& other) {
  return one ? one : other;
}

SubscriptionPolicy in_effect(std::string_view of_topic, std::string_view set) {
  auto const topic = policy_of<TopicPolicy>(of_topic).http;
  auto policy = policy_of<SubscriptionPolicy>(set);
  if (topic.subscription_overrides_disabled)
    policy = {};
  policy.healthy_retry =
      with_defaults(first_of(policy.healthy_retry, topic.healthy_retry).value_or(RetryPolicy{}));
  policy.throttle = first_of(policy.throttle, topic.throttle);
  policy.request = first_of(policy.request, topic.request).value_or(RequestPolicy{});
  if (!policy.request->header_content_type)
    policy.request->header_content_type = default_content_type;
  return policy;
}

}  // namespace

Result<std::string> read_delivery_policy(std::string_view given) {
  TopicPolicy policy;
  if (from_json(given, policy))
    return no_json();
  Objections objections;
  examine_if_given(objections, "http.defaultHealthyRetryPolicy", policy.http.healthy_retry);
  examine_if_given(objections, "http.defaultThrottlePolicy", policy.http.throttle);
  examine_if_given(objections, "http.defaultRequestPolicy", policy.http.request);
  return told(policy, objections);
}

std::string effective_delivery_policy(std::string_view set) {
  auto policy = policy_of<TopicPolicy>(set);
  auto& http = policy.http;
  http.healthy_retry = with_defaults(http.healthy_retry.value_or(RetryPolicy{}));
  http.request = http.request.value_or(RequestPolicy{});
  if (!http.request->header_content_type)
    http.request->header_content_type = default_content_type;
  return to_json(policy);
}

Result<std::string> read_subscription_policy(std::string_view given) {
  SubscriptionPolicy policy;
  if (from_json(given, policy))
    return no_json();
  Objections objections;
  examine_if_given(objections, "healthyRetryPolicy", policy.healthy_retry);
  examine_if_given(objections, "throttlePolicy", policy.throttle);
  examine_if_given(objections, "requestPolicy", policy.request);
  return told(policy, objections);
}

std::string effective_subscription_policy(std::string_view of_topic, std::string_view set) {
  return to_json(in_effect(of_topic, set));
}

HttpDelivery http_delivery(std::string_view of_topic, std::string_view of_subscription) {
  auto const policy = in_effect(of_topic, of_subscription);
  return {schedule_of(*policy.healthy_retry),
          policy.throttle ? policy.throttle->max_receives_per_second : std::nullopt,
          *policy.request->header_content_type};
}

}  // namespace proofbox::sns
