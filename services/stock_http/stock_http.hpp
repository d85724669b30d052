// stock_http: stock_lambda's work behind an HTTP endpoint, for a topic that is subscribed over HTTP
// instead of a queue. It confirms the subscription when SNS asks it to.
#pragma once

#include "lambda/events.hpp"
#include "lambda/function.hpp"

namespace proofbox::shop {

// POST /notifications with what SNS posts. Environment as stock_lambda's.
Task<Result<lambda::HttpAnswer>> stock_http(lambda::Context& context,
                                            lambda::HttpEvent const& event);

}  // namespace proofbox::shop
