#include "sim/network.hpp"

namespace proofbox::sim {

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
    co_return HttpResponse{answer.status, {}, answer.body};
  }
  co_return Error{"ConnectionRefused", "The host " + request.host + " refused the connection.", 0};
}

}  // namespace proofbox::sim
