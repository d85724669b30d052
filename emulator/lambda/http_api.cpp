// The HTTP API (payload format 2.0) in front of the functions: which function a request is for, the
// event that it gets, and what the client sees of its answer.
#include <fmt/format.h>

#include "base/text.hpp"
#include "lambda/events.hpp"
#include "lambda/host.hpp"
#include "ports/http_json.hpp"

namespace proofbox::lambda {
namespace {

Route const* route_of(Deployment const& deployment, HttpRequest const& request) {
  for (auto const& candidate : deployment.routes)
    if (candidate.method == request.method && candidate.path == request.path())
      return &candidate;
  return nullptr;
}

// Bodies of these types are handed on as text, all others as base64.
bool is_text(std::string_view content_type) {
  return content_type.empty() || content_type.starts_with("text/") ||
         content_type.starts_with("application/json") ||
         content_type.starts_with("application/javascript") ||
         content_type.starts_with("application/xml") ||
         content_type.starts_with("application/x-www-form-urlencoded");
}

// Signatures, user agents, ports and what concerns one hop only are no part of what happened:
// neither a function nor the trace sees them.
bool is_kept(std::string_view name) {
  auto const lower = lower_case(name);
  for (auto const* left_out :
       {"authorization", "user-agent", "host", "connection", "keep-alive", "transfer-encoding",
        "te", "trailer", "upgrade", "content-length", "accept-encoding", "expect", "x-amz-date",
        "x-amz-content-sha256", "x-amz-security-token"})
    if (lower == left_out)
      return false;
  return !lower.starts_with("proxy-") && !lower.starts_with("amz-sdk-");
}

// "25/May/2023:00:00:00 +0000"
std::string log_time(Instant when) {
  auto const date = http_date(when);  // "Thu, 25 May 2023 00:00:00 GMT"
  return date.substr(5, 2) + '/' + date.substr(8, 3) + '/' + date.substr(12, 4) + ':' +
         date.substr(17, 8) + " +0000";
}

HttpEvent event_of(Host& host, Deployment const& deployment, Route const& route,
                   HttpRequest const& request) {
  HttpEvent event;
  event.route_key = route.method + ' ' + route.path;
  event.raw_path = request.path();
  event.raw_query_string = request.query();
  for (auto const& [name, value] : request.headers) {
    if (!is_kept(name))
      continue;
    auto& held = event.headers[lower_case(name)];
    held = held.empty() ? value : held + ',' + value;
  }
  for (auto const part : split(request.query(), '&')) {
    if (part.empty())
      continue;
    auto const equals = part.find('=');
    auto& held = event.query_string_parameters[percent_decode(part.substr(0, equals), true)];
    auto const value = equals == std::string_view::npos
                           ? std::string{}
                           : percent_decode(part.substr(equals + 1), true);
    held = held.empty() ? value : held + ',' + value;
  }
  auto const now = host.scheduler().now();
  auto& context = event.request_context;
  context.account_id = deployment.account;
  context.domain_name = "proofbox.execute-api." + deployment.region + ".amazonaws.com";
  context.http.method = request.method;
  context.http.path = request.path();
  context.request_id = host.random("api requests").uuid();
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
HttpResponse response_of(Invocation const& invocation) {
  if (invocation.timed_out)
    return with_message(503, "Service Unavailable");
  if (!invocation.answer)
    return with_message(500, "Internal Server Error");
  StatusCode kind;
  auto const misfit = from_json(*invocation.answer, kind);
  if (misfit ? misfit->member.empty() : !kind.status_code)
    return response_of_json(*invocation.answer);
  HttpAnswer answer;
  if (misfit || from_json(*invocation.answer, answer) || answer.status_code < 100 ||
      answer.status_code > 599)
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

}  // namespace

Task<std::optional<HttpResponse>> route(Host& host, Deployment const& deployment,
                                        HttpRequest const& request) {
  auto const* found = route_of(deployment, request);
  if (found == nullptr)
    co_return std::nullopt;
  // A request that began inside the box is in the trace already.
  bool const of_a_client = request.cause == 0;
  auto cause = request.cause;
  if (of_a_client)
    cause =
        host.trace().add({0, host.scheduler().now(), 0, "http", "api", request_json(request), {}});
  auto event = to_json(event_of(host, deployment, *found, request));
  auto invoked =
      invoke(host, deployment, *deployment.function(found->function), std::move(event), cause);
  auto const invocation = co_await std::move(invoked);
  auto response = response_of(invocation);
  if (of_a_client)
    host.trace().add(
        {0, host.scheduler().now(), cause, "answer", "api", {}, response_json(response)});
  co_return std::move(response);
}

}  // namespace proofbox::lambda
