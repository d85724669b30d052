#include "control/events.hpp"

#include <fmt/format.h>

#include "box/presence.hpp"
#include "control/answers.hpp"
#include "control/event_reading.hpp"
#include "control/news.hpp"

namespace proofbox::control {
namespace {

constexpr std::size_t answer_bytes_max = 64 << 20;
constexpr std::size_t piece_bytes_max = 256 << 10;  // of a stream
constexpr std::size_t piece_events_max = 1000;
constexpr Duration silence_max = 15s;  // of a stream, so that what stands between does not give up

std::string gone(EventLog const& log) {
  return fmt::format("{{\"message\":\"Events before {0} are no longer kept.\",\"first\":{0}}}",
                     log.first_kept());
}

HttpResponse list(EventReading& reading, std::size_t limit) {
  std::string body = "{\"events\":[";
  bool first = true;
  for (auto const* event : reading.take(limit, answer_bytes_max)) {
    body += std::exchange(first, false) ? "" : ",";
    body += trace_line(*event);
  }
  return json(200, body + fmt::format("],\"last\":{}}}", reading.last()));
}

// The events as a browser's EventSource takes them, until the box closes. A listener who is slower
// than the box misses what is no longer kept, and is told so.
class EventStream : public HttpStream {
 public:
  EventStream(Box& box, EventQuery query)
      : log_(box.events()), wall_(box.wall()), news_(box), reading_(log_, std::move(query)) {}

  Task<std::optional<std::string>> next() override {
    if (!std::exchange(begun_, true))
      co_return ": events of the box\n\n";
    while (!news_.is_over()) {
      auto piece = told();
      if (!piece.empty())
        co_return piece;
      auto const patience = wall_.now() + silence_max;
      co_await news_.until(patience);
      if (!news_.is_over() && wall_.now() >= patience)
        co_return ":\n\n";
    }
    co_return std::nullopt;
  }

 private:
  std::string told() {
    std::string piece;
    if (reading_.has_gap()) {
      piece = fmt::format("event: gap\ndata: {}\n\n", gone(log_));
      reading_.skip_gap();
    }
    for (auto const* event : reading_.take(piece_events_max, piece_bytes_max))
      piece += fmt::format("id: {}\ndata: {}\n\n", event->n, trace_line(*event));
    return piece;
  }

  EventLog const& log_;  // the box's; gone when there are no more news
  Scheduler& wall_;
  News news_;
  EventReading reading_;
  bool begun_ = false;
};

bool wants_stream(HttpRequest const& request) {
  return header(request.headers, "Accept").find("text/event-stream") != std::string_view::npos;
}

}  // namespace

Task<HttpResponse> answer_events(Box& box, HttpRequest const& request) {
  auto form = read_form(request.query());
  if (!form)
    co_return refuse(400, "The query string is not UTF-8.");
  bool const streams = wants_stream(request);
  // A browser that comes back says what it had last.
  auto const had = streams ? header(request.headers, "Last-Event-ID") : std::string_view{};
  if (!had.empty()) {
    std::erase_if(*form, [](auto const& one) { return one.first == "after"; });
    form->emplace_back("after", had);
  }
  auto const& log = box.events();
  auto query = read_event_query(*form, log);
  if (!query)
    co_return refuse(400, query.error().message);
  if (query->after && *query->after + 1 < log.first_kept())
    co_return json(410, gone(log));
  if (streams) {
    if (query->leading_to != 0 || query->wait)
      co_return refuse(400, "A stream goes without \"leading_to\" and \"wait\".");
    HttpResponse response{200,
                          {{"Content-Type", "text/event-stream"}, {"Cache-Control", "no-store"}}};
    response.stream = std::make_shared<EventStream>(box, std::move(*query));
    co_return response;
  }
  auto const limit = query->limit;
  auto const wait = query->wait.value_or(Duration{});
  EventReading reading{log, std::move(*query)};
  if (wait == Duration{})
    co_return list(reading, limit);
  News news{box};
  std::optional<OnlyLooking> looking;
  if (request.cause == 0)
    looking.emplace(box.clock());
  auto const end = box.wall().now() + wait;
  for (;;) {
    auto answer = list(reading, limit);
    if (!answer.body.starts_with("{\"events\":[]") || news.is_over() || box.wall().now() >= end)
      co_return answer;
    co_await news.until(end);
  }
}

}  // namespace proofbox::control
