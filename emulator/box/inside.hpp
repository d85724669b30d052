// The HTTP client of everything inside a box: hosts of the box itself ("box" and all that ends in
// ".box") are answered by its own doors, all others by the world outside. Only for the files of
// this folder.
#pragma once

#include "box/box.hpp"

namespace proofbox {

class Box::Inside : public HttpClient {
 public:
  explicit Inside(Box& box) : box_(box) {}
  Task<Result<HttpResponse>> send(HttpRequest const& request) override;

 private:
  // A request as it is, told with its answer as what follows from `cause`.
  Task<Result<HttpResponse>> pass(HttpRequest const& request, std::uint64_t cause);
  Task<Result<HttpResponse>> reach(HttpRequest const& request);
  std::uint64_t note_request(HttpRequest const& request, std::uint64_t cause);
  void note_answer(HttpRequest const& request, std::uint64_t number,
                   Result<HttpResponse> const& response);
  // struck.cpp
  Task<Result<HttpResponse>> send_struck(HttpRequest const& request, Strike strike);
  Task<void> send_again(HttpRequest request, std::uint64_t cause);

  Box& box_;
};

// A request while a function works on it. The function goes when the box is reset; whoever sent the
// request may be a client outside, who stays and is told.
class Box::Visit {
 public:
  using Answer = std::optional<HttpResponse>;

  Visit(Box& box, Task<Answer> task) : box_(box), task_(std::move(task)) {}
  Visit(Visit const&) = delete;
  ~Visit() { leave(); }

  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> client) {
    client_ = client;
    place_ = box_.visits_.insert(box_.visits_.end(), this);
    staying_ = true;
    return task_.begin(client);
  }
  Answer await_resume();

  // Ends the function; the client is told at this instant of box time, but not before this call
  // returns.
  void cut();

 private:
  void leave() {
    if (std::exchange(staying_, false))
      box_.visits_.erase(place_);
  }

  Box& box_;
  Task<Answer> task_;
  std::coroutine_handle<> client_;
  std::list<Visit*>::iterator place_;
  Timer timer_;
  bool staying_ = false, cut_ = false;
};

// The text with links to the client's endpoint written as "http://box": a trace knows no ports.
void put_at_box(std::string& text, std::string const& endpoint);

}  // namespace proofbox
