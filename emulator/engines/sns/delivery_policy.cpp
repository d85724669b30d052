#include "engines/sns/delivery_policy.hpp"

#include "base/check.hpp"
#include "shape/json.hpp"

namespace proofbox::sns {
namespace {

struct RetryPolicy {
  std::optional<std::int64_t> min_delay_target, max_delay_target, num_retries,
      num_max_delay_retries, num_no_delay_retries, num_min_delay_retries;
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
  std::optional<std::int64_t> max_receives_per_second;
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

struct DeliveryPolicy {
  HttpPolicy http;
  static Shape const& shape() {
    static Shape const shape =
        Describe<DeliveryPolicy>("DeliveryPolicy").member("http", &DeliveryPolicy::http);
    return shape;
  }
};

template <class T, class U>
void fill(std::optional<T>& value, U const& standing) {
  if (!value)
    value = standing;
}

}  // namespace

Result<std::string> read_delivery_policy(std::string_view given) {
  DeliveryPolicy policy;
  if (from_json(given, policy))
    return Error{"InvalidParameter", "failed to parse JSON."};
  return to_json(policy);
}

std::string effective_delivery_policy(std::string_view set) {
  DeliveryPolicy policy;
  check(!from_json(set, policy), "a delivery policy that was set is valid");
  auto& http = policy.http;
  fill(http.healthy_retry, RetryPolicy{});
  auto& retry = *http.healthy_retry;
  fill(retry.min_delay_target, 20);
  fill(retry.max_delay_target, 20);
  fill(retry.num_retries, 3);
  fill(retry.num_max_delay_retries, 0);
  fill(retry.num_no_delay_retries, 0);
  fill(retry.num_min_delay_retries, 0);
  fill(retry.backoff_function, "linear");
  fill(http.request, RequestPolicy{});
  fill(http.request->header_content_type, "text/plain; charset=UTF-8");
  return to_json(policy);
}

}  // namespace proofbox::sns
