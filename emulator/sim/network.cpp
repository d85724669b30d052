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

// Who waits for an answer that somebody else gives.
class Network::Unanswered {
 public:
  Unanswered(Network& network, std::uint64_t event) : network_(network), event_(event) {}
  Unanswered(Unanswered const&) = delete;
  ~Unanswered() { network_.unanswered_.erase(event_); }

  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> handle) {
    handle_ = handle;
    network_.unanswered_[event_] = this;
  }
  Result<HttpResponse> await_resume() { return std::move(*answer_); }

  void take(Result<HttpResponse> answer) {
    answer_.emplace(std::move(answer));
    handle_.resume();
  }

 private:
  Network& network_;
  std::uint64_t event_;
  std::coroutine_handle<> handle_;
  std::optional<Result<HttpResponse>> answer_;
};

bool Network::answer(std::uint64_t event, Result<HttpResponse> with) {
  auto const place = unanswered_.find(event);
  if (place == unanswered_.end())
    return false;
  place->second->take(std::move(with));
  return true;
}

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
  if (host == hosts_.end() && waits_) {
    received_.push_back(request);
    Unanswered unanswered{*this, request.cause};
    co_return co_await unanswered;
  }
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
