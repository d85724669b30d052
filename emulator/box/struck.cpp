// Calls and requests with which something goes wrong, before or after they do what they do.
#include "box/box.hpp"
#include "box/inside.hpp"
#include "box/waiting.hpp"
#include "shape/limits.hpp"

namespace proofbox {
namespace {

bool is_sandbox(Api const& api, Row const& row) {
  return !api.sandbox.empty() && &row >= api.sandbox.data() &&
         &row < api.sandbox.data() + api.sandbox.size();
}

// Box time has an end.
Instant later(Instant now, Duration by) {
  return by > Instant::max() - now ? Instant::max() : now + by;
}

}  // namespace

Task<std::optional<Error>> Box::call(Target target, Caller const& caller, std::uint64_t cause,
                                     void const* input, void* output, std::uint64_t* event) {
  if (auto strike = strike_on(target, caller, input))
    return call_struck(target, caller, cause, input, output, event, std::move(*strike));
  return call_untouched(target, caller, cause, input, output, event);
}

// A call that is refused for its form is none that a rule counts; what the box is looked into or
// set up by is none of AWS's.
std::optional<Strike> Box::strike_on(Target const& target, Caller const& caller,
                                     void const* input) {
  if (rules_.is_empty() || caller.is_spared || is_sandbox(*target.api, *target.row) ||
      outside_limits(*target.row->operation->input, input))
    return {};
  return rules_.strikes(agenda_.now(), *target.api, *target.row->operation, input);
}

Task<std::optional<Error>> Box::call_struck(Target target, Caller const& caller,
                                            std::uint64_t cause, void const* input, void* output,
                                            std::uint64_t* event, Strike strike) {
  auto const number = trace_strike(events_, agenda_.now(), cause, strike);
  if (strike.slow > Duration{}) {
    // Ends with all other waits.
    Turn::Wait const wait{{"fault", number}, later(agenda_.now(), strike.slow)};
    Waiting waiting{*this, wait, false};
    co_await waiting;
    if (waiting.interruption())
      co_return *waiting.interruption();
  }
  if (strike.error) {
    auto const refused = trace_call(target, caller, number, input, nullptr, &*strike.error);
    if (event != nullptr)
      *event = refused;
    co_return std::move(strike.error);
  }
  auto calling = call_untouched(target, caller, number, input, output, event);
  auto error = co_await std::move(calling);
  if (strike.loses_answer)
    co_return connection_lost();
  co_return error;
}

Task<Result<HttpResponse>> Box::Inside::send(HttpRequest const& request) {
  if (!box_.rules_.is_empty())
    if (auto strike = box_.rules_.strikes(box_.agenda_.now(), request))
      return send_struck(request, std::move(*strike));
  return pass(request, request.cause);
}

Task<Result<HttpResponse>> Box::Inside::send_struck(HttpRequest const& request, Strike strike) {
  auto const cause = trace_strike(box_.events_, box_.agenda_.now(), request.cause, strike);
  auto const number = note_request(request, cause);
  if (strike.slow > Duration{})
    co_await box_.agenda_.sleep_until(later(box_.agenda_.now(), strike.slow));
  std::optional<Result<HttpResponse>> response;
  if (strike.error) {
    response.emplace(*strike.error);
  } else if (strike.response) {
    response.emplace(*strike.response);
  } else {
    HttpRequest caused = request;
    caused.cause = number;
    response.emplace(co_await reach(caused));
  }
  if (strike.loses_answer)
    response.emplace(connection_lost());
  note_answer(request, number, *response);
  if (strike.comes_twice) {
    auto again = send_again(request, cause);
    box_.spawn(std::move(again));
  }
  co_return std::move(*response);
}

// Nobody waits for the answer.
Task<void> Box::Inside::send_again(HttpRequest request, std::uint64_t cause) {
  co_await box_.agenda_.sleep_until(box_.agenda_.now());
  auto passing = pass(request, cause);
  auto const response = co_await std::move(passing);
  static_cast<void>(response);
}

}  // namespace proofbox
