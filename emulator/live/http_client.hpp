// HTTP to hosts of the real world, plain or over TLS, where the certificate must be one that this
// machine trusts; what takes longer than 20 s of wall time is given up, more
// than the 15 s for which SNS waits.
#pragma once

#include "live/loop.hpp"
#include "ports/http.hpp"

namespace proofbox::live {

class HttpClient : public proofbox::HttpClient {
 public:
  explicit HttpClient(Loop& loop) : loop_(loop) {}

  using proofbox::HttpClient::send;
  Task<Result<HttpResponse>> send(HttpRequest const& request) override;

 private:
  Loop& loop_;
};

}  // namespace proofbox::live
