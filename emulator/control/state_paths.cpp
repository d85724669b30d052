// The whole box as one document, and back: /_proofbox/state, and states that are kept by name.
#include <fmt/format.h>

#include "base/text.hpp"
#include "control/answers.hpp"
#include "control/control.hpp"
#include "control/state_document.hpp"

namespace proofbox::control {
namespace {

HttpResponse from_inside() {
  return refuse(409, "A box is not put back from inside: whoever asks would go with it.");
}

}  // namespace

// Everything that is due at this moment is done first, so that nothing is half done.
Task<void> Control::settle() {
  constexpr Duration no_time{};
  co_await box_.clock().advance(no_time);
}

Task<HttpResponse> Control::state(std::string_view path, HttpRequest const& request) {
  if (path == "states")
    co_return request.method == "GET" ? list_states()
                                      : refuse(405, "states does not take " + request.method + '.');
  path.remove_prefix(std::string_view{"state"}.size());
  if (!path.empty())
    co_return co_await named_state(path.substr(1), request);
  if (request.method == "GET") {
    co_await settle();
    co_return json(200, state_document(box_.state()));
  }
  if (request.method != "PUT")
    co_return refuse(405, fmt::format("state does not take {}.", request.method));
  if (request.cause != 0)
    co_return from_inside();
  auto const state = read_state_document(request.body);
  if (!state)
    co_return refuse(400, state.error().message);
  co_return co_await go_back(*state);
}

Task<HttpResponse> Control::go_back(State const& state) {
  co_await settle();
  if (auto const error = box_.put_back(state))
    co_return refuse(400, error->message);
  // Whoever comes after the answer finds the pollers at work.
  co_await settle();
  co_return clock();
}

Task<HttpResponse> Control::named_state(std::string_view path, HttpRequest const& request) {
  std::string const name{path};
  auto const& method = request.method;
  if (!is_snapshot_name(name))
    co_return refuse(400, fmt::format("A state's name has letters, digits, \"-\", \"_\" and \".\", "
                                      "at most 63 of them; \"{}\" is no such name.",
                                      name.substr(0, 80)));
  if (method == "PUT") {
    if (!trim(request.body).empty())
      co_return refuse(400, "What is kept by name is the box as it is now: no body is taken.");
    co_await settle();
    auto const complaint = snapshots_.keep(name, box_.state());
    co_return complaint ? refuse(409, *complaint) : json(201, "{}");
  }
  if (method != "GET" && method != "POST" && method != "DELETE")
    co_return refuse(405, fmt::format("state/{} does not take {}.", name, method));
  auto const* const state = snapshots_.find(name);
  if (state == nullptr) {
    std::vector<std::string_view> names;
    for (auto const& [known, kept] : snapshots_.all())
      names.push_back(known);
    co_return refuse(404,
                     fmt::format("There is no state \"{}\".{}", name, did_you_mean(name, names)));
  }
  if (method == "GET")
    co_return json(200, state_document(*state));
  if (method == "DELETE") {
    snapshots_.forget(name);
    co_return json(200, "{}");
  }
  if (request.cause != 0)
    co_return from_inside();
  // It may be forgotten meanwhile.
  auto const kept = *state;
  co_return co_await go_back(kept);
}

HttpResponse Control::list_states() const {
  std::string body = "{\"states\":[";
  for (auto const& [name, state] : snapshots_.all())
    body += fmt::format("{}{{\"name\":\"{}\",\"now\":\"{}\",\"bytes\":{}}}",
                        body.ends_with('[') ? "" : ",", name, iso8601(state.now), state.size());
  return json(200, body + "]}");
}

}  // namespace proofbox::control
