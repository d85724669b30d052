// The paths under /_aws by which tests written for LocalStack look inside, one file a service.
#include "control/answers.hpp"
#include "control/control.hpp"

namespace proofbox::control {

Task<HttpResponse> Control::aws(std::string_view path, HttpRequest const& request) {
  if (path.starts_with("/_aws/ses"))
    co_return co_await aws_ses(path, request);
  if (path.starts_with("/_aws/sns/"))
    co_return co_await aws_sns(path, request);
  if (path.starts_with("/_aws/sqs/"))
    co_return aws_sqs(path, request);
  co_return nothing_at(path, request);
}

}  // namespace proofbox::control
