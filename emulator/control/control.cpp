#include "control/control.hpp"

#include <fmt/format.h>

#include "base/version.hpp"
#include "box/localhost_certificate.hpp"
#include "control/answers.hpp"
#include "control/events.hpp"
#include "control/faults.hpp"
#include "control/wait.hpp"
#include "ports/rows_json.hpp"
#include "shape/json.hpp"
#include "shape/query.hpp"

namespace proofbox::control {
namespace {

constexpr std::string_view prefix = "/_proofbox/";

// {"advance":"36s"}, {"set":"2023-05-25T10:00:00Z"}, {"mode":"frozen"} or {"settle":true}
struct ClockOrder {
  std::optional<std::string> advance, set, mode;
  std::optional<bool> settle;
  static Shape const& shape() {
    static Shape const shape = Describe<ClockOrder>("ClockOrder")
                                   .member("advance", &ClockOrder::advance)
                                   .member("set", &ClockOrder::set)
                                   .member("mode", &ClockOrder::mode)
                                   .member("settle", &ClockOrder::settle);
    return shape;
  }
};

struct ResetOrder {
  std::optional<std::string> service;
  static Shape const& shape() {
    static Shape const shape =
        Describe<ResetOrder>("ResetOrder").member("service", &ResetOrder::service);
    return shape;
  }
};

}  // namespace

Task<std::optional<HttpResponse>> Control::handle(HttpRequest const& request) {
  auto path = request.path();
  if (path.starts_with("/_aws/"))
    co_return co_await aws(path, request);
  if (path.starts_with("/_localstack/"))
    co_return co_await localstack(path, request);
  if (!path.starts_with(prefix))
    co_return std::nullopt;
  path.remove_prefix(prefix.size());
  bool const reads = request.method == "GET";
  bool const writes = request.method == "POST";
  if (path == "health" && reads)
    co_return health();
  if (path == "clock" && reads)
    co_return clock();
  if (path == "clock" && writes)
    co_return co_await set_clock(request);
  if (path == "reset" && writes)
    co_return co_await reset(request);
  if (path == "events" && reads)
    co_return co_await answer_events(box_, request);
  if (path == "wait" && writes)
    co_return co_await answer_wait(box_, observation_.state(), request);
  if (path == "certificate" && reads)
    co_return HttpResponse{
        200, {{"Content-Type", "application/x-pem-file"}}, std::string{localhost_certificate}};
  if (path == "health" || path == "certificate" || path == "clock" || path == "reset" ||
      path == "events" || path == "wait")
    co_return refuse(405, fmt::format("{} does not take {}.", path, request.method));
  if (path == "state" || path == "states" || path.starts_with("state/"))
    co_return co_await state(path, request);
  if (path.starts_with("ses/"))
    co_return co_await ses(path, request);
  if (is_about_faults(path))
    co_return answer_faults(box_, path, request);
  co_return view(path, request);
}

HttpResponse Control::health() const {
  std::string body =
      fmt::format("{{\"version\":\"{}\",\"uptime\":\"{}\",\"boxes\":[", version,
                  duration_text(std::max(box_.agenda().now() - box_.settings().start, Duration{})));
  auto const names = box_names ? box_names() : std::vector{box_.settings().name};
  for (auto const& name : names) {
    body += body.ends_with('[') ? "" : ",";
    write_json_text(body, name);
  }
  // Requests of clients that are being answered, this one among them.
  return json(200, body + fmt::format("],\"openRequests\":{}}}", box_.clock().clients()));
}

HttpResponse Control::clock() const {
  auto const due = box_.agenda().next_due();
  return json(200, fmt::format("{{\"now\":\"{}\",\"mode\":\"{}\",\"nextDue\":{}}}",
                               iso8601(box_.agenda().now()), name_of(box_.clock().pace()),
                               due ? '"' + iso8601(*due) + '"' : "null"));
}

Task<HttpResponse> Control::set_clock(HttpRequest const& request) {
  ClockOrder order;
  if (read_json(request.body, ClockOrder::shape(), &order, Unknown::refused))
    co_return refuse(400,
                     "The clock takes {\"advance\":\"36s\"}, {\"set\":\"2023-05-25T10:00:00Z\"}, "
                     "{\"mode\":\"frozen\"} or {\"settle\":true}.");
  int const orders = order.advance.has_value() + order.set.has_value() + order.mode.has_value() +
                     order.settle.has_value();
  if (orders != 1)
    co_return refuse(
        400, "The clock takes one order at a time: \"advance\", \"set\", \"mode\" or \"settle\".");
  if (order.mode) {
    auto const pace = clock_pace(*order.mode);
    if (!pace)
      co_return refuse(400, fmt::format("There is no clock mode \"{}\".{}", *order.mode,
                                        did_you_mean(*order.mode, clock_names())));
    box_.clock().set_pace(*pace);
    co_return clock();
  }
  if (order.advance) {
    auto const by = parse_duration(*order.advance);
    if (!by)
      co_return refuse(
          400, fmt::format("\"advance\" takes a duration as \"36s\" or \"2m30s\", not \"{}\".",
                           *order.advance));
    if (*by > Instant::max() - box_.agenda().now())
      co_return refuse(400, fmt::format("Box time ends at {}.", iso8601(Instant::max())));
    co_await box_.clock().advance(*by);
  } else if (order.set) {
    auto const when = parse_instant(*order.set);
    if (!when)
      co_return refuse(
          400, fmt::format("\"set\" takes an instant as \"2023-05-25T10:00:00Z\", not \"{}\".",
                           *order.set));
    if (*when < box_.agenda().now())
      co_return refuse(
          400, fmt::format("Time does not go back: it is {}.", iso8601(box_.agenda().now())));
    co_await box_.clock().move_to(*when);
  } else {
    constexpr Duration no_time{};
    co_await box_.clock().advance(no_time);
  }
  if (box_.is_closing())
    co_return refuse(503, "The box ends: time went no further.");
  co_return clock();
}

Task<HttpResponse> Control::reset(HttpRequest const& request) {
  ResetOrder order;
  if (read_json(request.body, ResetOrder::shape(), &order, Unknown::refused))
    co_return refuse(400, "A reset takes nothing, or {\"service\":\"sqs\"}.");
  if (order.service)
    co_return co_await reset_service(*order.service, request);
  co_return co_await reset_all(request);
}

Task<HttpResponse> Control::reset_all(HttpRequest const& request) {
  // Whoever asks from inside would be gone before the answer comes.
  if (request.cause != 0)
    co_return refuse(409, "A box is not reset from inside: whoever asks would go with it.");
  box_.reset();
  co_return co_await furnished(std::string());
}

Task<HttpResponse> Control::reset_service(std::string service, HttpRequest const& request) {
  if (service == "lambda" && request.cause != 0)
    co_return refuse(409, "Lambda is not reset from inside: whoever asks would go with it.");
  if (box_.reset(service))
    co_return co_await furnished(std::move(service));
  std::vector<std::string_view> services;
  for (auto const& kit : engine_kits())
    services.push_back(kit.name);
  co_return refuse(
      400, fmt::format("There is no service \"{}\".{}", service, did_you_mean(service, services)));
}

// Whoever comes after the answer finds all in its place.
Task<HttpResponse> Control::furnished(std::string service) {
  std::optional<Error> error;
  constexpr Duration no_time{};
  if (furnish)
    error = co_await furnish(std::move(service));
  else if (service.empty())
    co_await box_.clock().advance(no_time);
  co_return error ? refuse(409, error->message) : json(200, "{}");
}

}  // namespace proofbox::control
