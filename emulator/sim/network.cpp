#include "sim/network.hpp"

#include "shape/json.hpp"

namespace proofbox::sim {
namespace {

struct ConfirmationRequest {
  std::string subscribe_url;
  static Shape const& shape() {
    static Shape const shape = Describe<ConfirmationRequest>("ConfirmationRequest")
                                   .member("SubscribeURL", &ConfirmationRequest::subscribe_url);
    return shape;
  }
};

}  // namespace

void Network::confirm(HttpRequest const& request) const {
  ConfirmationRequest asked;
  if (!follow || header(request.headers, "x-amz-sns-message-type") != "SubscriptionConfirmation" ||
      from_json(request.body, asked))
    return;
  auto link = request_to("GET", asked.subscribe_url);
  if (!link)
    return;
  link->cause = request.cause;
  follow(std::move(*link));
}

Task<Result<HttpResponse>> Network::send(HttpRequest const& request) {
  auto const host = hosts_.find(request.host);
  if (host == hosts_.end())
    co_return Error{"HostNotFound", "The host " + request.host + " is not known here.", 0};
  received_.push_back(request);
  auto const elapsed = scheduler_->now() - start_;
  for (auto const& answer : host->second) {
    if (answer.until && elapsed >= *answer.until)
      continue;
    if (answer.delay > Duration{0})
      co_await scheduler_->sleep_until(scheduler_->now() + answer.delay);
    if (answer.confirms)
      confirm(request);
    co_return HttpResponse{answer.status, {}, answer.body};
  }
  co_return Error{"ConnectionRefused", "The host " + request.host + " refused the connection.", 0};
}

}  // namespace proofbox::sim
