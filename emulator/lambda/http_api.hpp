// The HTTP API (payload format 2.0) in front of the functions: which function a request is for, the
// event that it gets, and what the client sees of its answer.
#pragma once

#include "lambda/host.hpp"

namespace proofbox::lambda {

class HttpApi {
 public:
  // Host and deployment outlive the api.
  HttpApi(Host& host, Deployment const& deployment) : host_(host), deployment_(deployment) {}

  // Nothing where no route fits. A function that is throttled, or takes longer than its time-out or
  // 30 s, is 503; one that fails, or answers what is no response, 500; a body of more than 10 MB is
  // 413, and more requests than the deployment's throttle lets in are 429.
  Task<std::optional<HttpResponse>> handle(HttpRequest const& request);

  // When the throttle's bucket will be full again.
  Instant full_at() const { return full_at_; }
  void fill_at(Instant when) { full_at_ = when; }

 private:
  bool lets_in();
  Task<HttpResponse> ask(std::string const& function, std::string event, std::uint64_t cause);

  Host& host_;
  Deployment const& deployment_;
  Instant full_at_{};
};

}  // namespace proofbox::lambda
