#include "stock_http/stock_http.hpp"

#include "shape/json.hpp"
#include "shop/events.hpp"
#include "shop/mistakes.hpp"
#include "stock/ordering.hpp"

namespace proofbox::shop {
namespace {

// What SNS posts, as far as it is read here.
struct Posted {
  std::string type;
  std::string message_id;
  std::string subscribe_url;
  static Shape const& shape() {
    static Shape const shape = Describe<Posted>("Posted")
                                   .member("Type", &Posted::type)
                                   .member("MessageId", &Posted::message_id)
                                   .member("SubscribeURL", &Posted::subscribe_url);
    return shape;
  }
};

// SNS says text/plain of its JSON. express.json() passes over every body that is not called JSON,
// and leaves an empty object behind.
std::string parsed_body(lambda::Context const& context, lambda::HttpEvent const& event) {
  if (makes(context, mistake::parses_json_bodies_only) &&
      !header_of(event, "content-type").starts_with("application/json"))
    return "{}";
  return body_of(event);
}

Task<Result<Done>> confirm(lambda::Context& context, std::string const& url) {
  auto request = request_to("GET", url);
  if (!request)
    co_return Error{"TypeError", "SubscribeURL is no URL.", 400};
  request->cause = context.invocation;
  auto const& sent = *request;
  auto const response = co_await context.http.send(sent);
  if (!response)
    co_return response.error();
  co_return Done{};
}

Task<Result<Done>> order(lambda::Context& context, std::string const& body,
                         std::string const& message_id) {
  Envelope envelope;
  if (from_json(body, envelope))
    co_return Error{"SyntaxError", "The body is no notification.", 400};
  auto const wanted = co_await order_of(context, envelope, message_id);
  if (!wanted)
    co_return wanted.error();
  co_return co_await order_at_factory(context, *wanted);
}

}  // namespace

// What fails is answered 500, and SNS posts it again.
Task<Result<lambda::HttpAnswer>> stock_http(lambda::Context& context,
                                            lambda::HttpEvent const& event) {
  auto const body = parsed_body(context, event);
  Posted posted;
  if (from_json(body, posted))
    co_return answer(400, "잘못된 요청");
  Result<Done> handled = Done{};
  if (posted.type == "SubscriptionConfirmation")
    handled = co_await confirm(context, posted.subscribe_url);
  if (posted.type == "Notification")
    handled = co_await order(context, body, posted.message_id);
  if (!handled)
    co_return answer(500, handled.error().message);
  co_return answer(200, "알림을 받았습니다.");
}

}  // namespace proofbox::shop
