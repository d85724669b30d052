#include "lambda/http_api.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "engines/lambda/shapes.hpp"
#include "lambda/api_route.hpp"
#include "lambda/events.hpp"
#include "ports/http_headers.hpp"
#include "ports/http_json.hpp"

namespace proofbox::lambda {
namespace {

constexpr Duration integration_time = 30s;  // the longest that an HTTP API waits

constexpr std::size_t body_max = 10'000'000;

// Bodies of these types are handed on as text, all others as base64.
bool is_text(std::string_view content_type) {
  return content_type.empty() || content_type.starts_with("text/") ||
         content_type.starts_with("application/json") ||
         content_type.starts_with("application/javascript") ||
         content_type.starts_with("application/xml") ||
         content_type.starts_with("application/x-www-form-urlencoded");
}

// "25/May/2023:00:00:00 +0000"
std::string log_time(Instant when) {
  auto const date = http_date(when);  // "Thu, 25 May 2023 00:00:00 GMT"
  return date.substr(5, 2) + '/' + date.substr(8, 3) + '/' + date.substr(12, 4) + ':' +
         date.substr(17, 8) + " +0000";
}

HttpEvent event_of(Host& host, Deployment const& deployment, Routed const& routed,
                   HttpRequest const& request, std::string request_id) {
  HttpEvent event;
  event.route_key = routed.key();
  event.path_parameters = routed.path_parameters;
  event.raw_path = request.path();
  event.raw_query_string = request.query();
  auto const add = [](Map<std::string>& held, std::string name, std::string_view value) {
    auto const [place, is_new] = held.try_emplace(std::move(name), value);
    if (!is_new)
      place->second.append(",").append(value);
  };
  for (auto const& [name, value] : request.headers) {
    if (lower_case(name) == "cookie")
      for (auto const cookie : split(value, ';'))
        event.cookies.emplace_back(trim(cookie));
    else if (is_of_the_request(name))
      add(event.headers, lower_case(name), value);
  }
  for (auto const part : split(request.query(), '&')) {
    if (part.empty())
      continue;
    auto const equals = std::min(part.find('='), part.size());
    auto const value = part.substr(std::min(equals + 1, part.size()));
    add(event.query_string_parameters, percent_decode(part.substr(0, equals), true),
        percent_decode(value, true));
  }
  auto const now = host.scheduler().now();
  auto& context = event.request_context;
  context.account_id = deployment.account;
  context.domain_name = "proofbox.execute-api." + deployment.region + ".amazonaws.com";
  context.http.method = request.method;
  context.http.path = request.path();
  context.request_id = std::move(request_id);
  context.route_key = event.route_key;
  context.time = log_time(now);
  context.time_epoch = epoch_milliseconds(now);
  if (!request.body.empty()) {
    event.is_base64_encoded =
        !is_text(header(request.headers, "Content-Type")) || !is_utf8(request.body);
    event.body = event.is_base64_encoded ? base64(request.body) : request.body;
  }
  return event;
}

// "Ac6FLh2AoE0EMvQ=", as API Gateway's look.
std::string request_id(Random& random) {
  std::array<unsigned char, 11> bytes{};
  random.fill(bytes);
  auto id = base64({reinterpret_cast<char const*>(bytes.data()), bytes.size()});
  std::replace(id.begin(), id.end(), '/', '-');
  std::replace(id.begin(), id.end(), '+', '_');
  return id;
}

HttpResponse with_message(int status, std::string_view message) {
  return {status,
          {{"Content-Type", "application/json"}},
          fmt::format("{{\"message\":\"{}\"}}", message)};
}

// What tells the two kinds of answers apart.
struct StatusCode {
  std::optional<std::int64_t> status_code;
  static Shape const& shape() {
    static Shape const shape =
        Describe<StatusCode>("StatusCode").member("statusCode", &StatusCode::status_code);
    return shape;
  }
};

struct Text {
  std::string text;
  static Shape const& shape() {
    static Shape const shape = Describe<Text>("Text").member("text", &Text::text);
    return shape;
  }
};

HttpResponse response_of_json(std::string const& answer) {
  HttpResponse response{200, {{"Content-Type", "application/json"}}, answer};
  Text inner;
  if (answer.starts_with('"') && !from_json("{\"text\":" + answer + '}', inner))
    response.body = std::move(inner.text);
  return response;
}

// An answer without a status code is the body itself, a text without its quotes; one that is late
// is 503, one that failed or is of a shape of its own is 500.
HttpResponse response_of(std::string const& json) {
  StatusCode kind;
  auto const misfit = from_json(json, kind);
  if (misfit ? misfit->member.empty() : !kind.status_code)
    return response_of_json(json);
  HttpAnswer answer;
  if (misfit || from_json(json, answer) || answer.status_code < 100 || answer.status_code > 599)
    return with_message(500, "Internal Server Error");
  HttpResponse response{static_cast<int>(answer.status_code), {}, std::move(answer.body)};
  if (answer.is_base64_encoded.value_or(false)) {
    auto bytes = from_base64(response.body);
    if (!bytes)
      return with_message(500, "Internal Server Error");
    response.body = std::move(*bytes);
  }
  for (auto& [name, value] : answer.headers)
    response.headers.emplace_back(name, std::move(value));
  for (auto& cookie : answer.cookies)
    response.headers.emplace_back("Set-Cookie", std::move(cookie));
  if (header(response.headers, "Content-Type").empty())
    response.headers.emplace_back("Content-Type", "text/plain; charset=utf-8");
  return response;
}

// What came of an invocation that nobody waited too long for. A function that was throttled or is
// late is unavailable; one that failed is a server's error.
HttpResponse response_of(Result<aws_lambda::Invoke::Output> const& invoked) {
  if (!invoked)
    return invoked.error().status == 429 ? with_message(503, "Service Unavailable")
                                         : with_message(500, "Internal Server Error");
  auto const& payload = invoked->payload.bytes;
  if (!invoked->function_error)
    return response_of(payload);
  return payload.starts_with(R"({"errorType":"Sandbox.Timedout")")
             ? with_message(503, "Service Unavailable")
             : with_message(500, "Internal Server Error");
}

}  // namespace

Task<std::optional<HttpResponse>> HttpApi::handle(HttpRequest const& request) {
  auto const routed = route_of(deployment_.routes, request);
  if (routed.route == nullptr)
    co_return std::nullopt;
  // A request that began inside the box is in the trace already.
  bool const of_a_client = request.cause == 0;
  auto cause = request.cause;
  if (of_a_client)
    cause = host_.trace().add(
        {0, host_.scheduler().now(), 0, "http", "api", request_json(request), {}});
  auto const id = request_id(host_.random("api requests"));
  HttpResponse response;
  if (request.body.size() > body_max) {
    response = with_message(413, "Request Entity Too Large");
  } else if (!lets_in()) {
    response = with_message(429, "Too Many Requests");
  } else {
    auto event = to_json(event_of(host_, deployment_, routed, request, id));
    auto asking = ask(routed.route->function, std::move(event), cause);
    response = co_await std::move(asking);
  }
  response.headers.emplace_back("Apigw-Requestid", id);
  if (of_a_client)
    host_.trace().add(
        {0, host_.scheduler().now(), cause, "answer", "api", {}, response_json(response)});
  co_return std::move(response);
}

Task<HttpResponse> HttpApi::ask(std::string const& function, std::string event,
                                std::uint64_t cause) {
  aws_lambda::Invoke invoke;
  invoke.function_name = function;
  invoke.payload.bytes = std::move(event);
  auto const client = host_.machinery(deployment_, cause);
  auto& cloud = *client;
  auto invoking = cloud(invoke);
  auto waiting = within(host_.scheduler(), integration_time, std::move(invoking));
  auto const invoked = co_await waiting;
  co_return invoked ? response_of(*invoked) : with_message(503, "Service Unavailable");
}

// A bucket that each request takes one out of, and that fills at the throttle's rate.
bool HttpApi::lets_in() {
  auto const& throttle = deployment_.api_throttle;
  if (!throttle)
    return true;
  auto const now = host_.scheduler().now();
  auto const each = Duration{1s} / throttle->requests_a_second;
  auto const next = std::max(full_at_, now) + each;
  if (next - now > each * throttle->burst)
    return false;
  full_at_ = next;
  return true;
}

}  // namespace proofbox::lambda
