#include "box/inside.hpp"

#include "box/presence.hpp"
#include "ports/http_json.hpp"

namespace proofbox {
namespace {

std::string result_json(Result<HttpResponse> const& response) {
  if (response)
    return response_json(*response);
  std::string text = "{\"error\":";
  write_json_text(text, response.error().message);
  return text + '}';
}

bool is_of_the_box(std::string_view host) { return host == "box" || host.ends_with(".box"); }

// Counted as open for as long as it lives: time does not jump past an answer that is still on its
// way.
class Outside {
 public:
  Outside(Clock& clock, bool counts) : clock_(clock), counts_(counts) {
    if (counts_)
      clock_.outside_began();
  }
  Outside(Outside const&) = delete;
  ~Outside() {
    if (counts_)
      clock_.outside_ended();
  }

 private:
  Clock& clock_;
  bool counts_;
};

}  // namespace

std::uint64_t Box::Inside::note_request(HttpRequest const& request, std::uint64_t cause) {
  return box_.events_.add(
      {0, box_.agenda_.now(), cause, "http", request.host, request_json(request), {}});
}

void Box::Inside::note_answer(HttpRequest const& request, std::uint64_t number,
                              Result<HttpResponse> const& response) {
  box_.events_.add(
      {0, box_.agenda_.now(), number, "answer", request.host, {}, result_json(response)});
}

Task<Result<HttpResponse>> Box::Inside::pass(HttpRequest const& request, std::uint64_t cause) {
  auto const number = note_request(request, cause);
  HttpRequest caused = request;
  caused.cause = number;
  auto reaching = reach(caused);
  auto response = co_await std::move(reaching);
  note_answer(request, number, response);
  co_return response;
}

Task<Result<HttpResponse>> Box::Inside::reach(HttpRequest const& request) {
  if (is_of_the_box(request.host)) {
    auto response = co_await box_.answer_inside(request);
    if (response.status == 0)
      co_return connection_lost();
    co_return response;
  }
  Outside const outside{box_.clock_, box_.world_.outside_takes_wall_time};
  auto response = co_await box_.world_.outside.send(request);
  if (box_.witness != nullptr)
    box_.witness->see_answer(request.cause, response);
  co_return response;
}

HttpClient& Box::http() { return *inside_; }

void put_at_box(std::string& text, std::string const& endpoint) {
  if (endpoint == "http://box")
    return;
  for (auto at = text.find(endpoint); at != std::string::npos; at = text.find(endpoint, at + 10))
    text.replace(at, endpoint.size(), "http://box");
}

Box::Visit::Answer Box::Visit::await_resume() {
  if (!cut_)
    return task_.take();
  return HttpResponse{
      503, {{"Content-Type", "application/json"}}, "{\"message\":\"Service Unavailable\"}"};
}

void Box::Visit::cut() {
  leave();
  cut_ = true;
  task_.drop();
  timer_ = box_.agenda_.at(box_.agenda_.now(), [this] { client_.resume(); });
}

Task<HttpResponse> Box::answer_inside(HttpRequest const& request) {
  for (auto* const door : doors_) {
    auto response = co_await door->handle(request);
    if (response)
      co_return std::move(*response);
  }
  if (api_) {
    auto task = api_->handle(request);
    Visit visit{*this, std::move(task)};
    auto response = co_await visit;
    if (response)
      co_return std::move(*response);
  }
  co_return HttpResponse{
      404, {{"Content-Type", "application/json"}}, "{\"message\":\"Not Found\"}"};
}

Task<HttpResponse> Box::answer(HttpRequest const& request) {
  Presence const presence{clock_};
  Witnessed witnessed{witness, request};
  auto answer = co_await answer_inside(request);
  witnessed.answered();
  co_return answer;
}

}  // namespace proofbox
