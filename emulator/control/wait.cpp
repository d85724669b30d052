#include "control/wait.hpp"

#include <fmt/format.h>

#include "control/answers.hpp"
#include "control/patience.hpp"

namespace proofbox::control {
namespace {

// {"message":"...","at":"...","last":7,...}: `more` are further members, each behind a comma.
HttpResponse tell(int status, std::string_view sentence, Box& box, std::string const& more) {
  std::string body = "{";
  if (!sentence.empty()) {
    body += "\"message\":";
    write_json_text(body, sentence);
    body += ',';
  }
  body += fmt::format("\"at\":\"{}\",\"last\":{}{}}}", iso8601(box.agenda().now()),
                      box.events().count(), more);
  return json(status, std::move(body));
}

HttpResponse tell_success(WaitOrder const& order, Expectation const& expected, Box& box) {
  auto more = expected.told();
  if (order.capture.empty())
    return tell(200, "", box, more);
  more += ",\"captured\":{";
  for (auto const& [name, path] : order.capture) {
    auto const value = expected.captured(path);
    if (!value)
      return tell(422, fmt::format("It happened, but there is no {} to capture in it.", path), box,
                  expected.told());
    more += more.ends_with('{') ? "" : ",";
    write_json_text(more, name);
    more += ':' + match::write_node(*value, std::string::npos);
  }
  return tell(200, "", box, more + '}');
}

HttpResponse tell_failure(std::string const& why, Expectation const& expected, Box& box) {
  return tell(408, fmt::format("{}{}", expected.missed_sentence(), why), box, expected.missed());
}

// What happened up to now, as far as it is kept.
void look_back(EventLog const& log, std::uint64_t after, Expectation& expected) {
  constexpr std::size_t at_once = 1000;
  for (auto some = log.after(after, at_once); !some.empty(); some = log.after(after, at_once))
    for (auto const* event : some) {
      expected.see(*event);
      after = event->n;
    }
}

}  // namespace

Task<HttpResponse> answer_wait(Box& box, match::State const& state, HttpRequest const& request) {
  auto const order = read_wait_order(request.body);
  if (!order)
    co_return refuse(400, order.error().message);
  auto const& log = box.events();
  if (order->after && *order->after + 1 < log.first_kept())
    co_return json(
        410, fmt::format("{{\"message\":\"Events before {0} are no longer kept.\",\"first\":{0}}}",
                         log.first_kept()));
  auto const now = box.agenda().now();
  if (order->within > Instant::max() - now)
    co_return refuse(400, fmt::format("Box time ends at {}.", iso8601(Instant::max())));
  auto const until = now + order->within;
  auto const expected = expectation_of(*order, state, log);
  if (!order->patterns.empty())
    look_back(log, order->after.value_or(log.begins_after()), *expected);
  Patience patience{box, *expected, until, order->patience};
  auto const frozen = [&] { return iso8601(box.agenda().now()); };
  for (;;) {
    if (patience.was_reset())
      co_return tell(409, "The box was emptied, or put back, while this waited.", box, "");
    if (expected->has_come())
      co_return order->none ? tell(409, "It happened, though it was not to.", box, expected->told())
                            : tell_success(*order, *expected, box);
    if (patience.is_closed())
      co_return tell(503, "The box closes.", box, "");
    bool const will_not_come = patience.is_past() || patience.is_vain() ||
                               (patience.is_over() && patience.nothing_is_due());
    if (order->none && will_not_come)
      co_return tell(200, "", box, "");
    if (patience.is_past())
      co_return tell_failure(fmt::format(" within {} of box time.", duration_text(order->within)),
                             *expected, box);
    if (patience.is_vain())
      co_return tell_failure(
          fmt::format(", and it cannot: the clock is frozen at {}, and nothing is due up to {}. "
                      "Move the clock, or let it skip.",
                      frozen(), iso8601(until)),
          *expected, box);
    if (patience.is_over() && order->none)
      co_return tell(408,
                     fmt::format("It has not happened, but the wait ends only at {}: the clock is "
                                 "frozen at {}, and for {} of wall time nobody moved it.",
                                 iso8601(until), frozen(), duration_text(patience.length())),
                     box, "");
    if (patience.is_over())
      co_return tell_failure(
          fmt::format(": the clock is frozen at {}, and for {} of wall time nothing happened.",
                      frozen(), duration_text(patience.length())),
          *expected, box);
    co_await patience.look_again();
  }
}

}  // namespace proofbox::control
