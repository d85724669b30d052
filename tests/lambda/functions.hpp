// A box with one function of the test's own behind a queue and an HTTP API.
#pragma once

#include <functional>

#include "engines/sqs/shapes.hpp"
#include "support/sim_box.hpp"

namespace proofbox::test {

// The function is "worker", the queue "jobs", the path "/work".
struct FunctionBox {
  using Change = std::function<void(lambda::Deployment&)>;

  explicit FunctionBox(lambda::Handler handler, Change const& change)
      : FunctionBox(std::move(handler), 1, 6s, change) {}
  explicit FunctionBox(
      lambda::Handler handler, std::int64_t batch_size = 10, Duration timeout = 6s,
      Change const& change = [](lambda::Deployment&) {}) {
    lambda::Deployment made;
    made.queues = {{"jobs", {{"VisibilityTimeout", "36"}}}};
    made.functions = {{"worker", std::move(handler), timeout}};
    made.mappings = {{"jobs", "worker", batch_size}};
    made.routes = {{"GET", "/work", "worker"}, {"POST", "/work", "worker"}};
    change(made);
    sim.box.events().on_event = [this](Event const& event) { events.push_back(event); };
    sim.box.deploy(std::move(made));
    sim.advance(0s);
  }

  void send(std::string body, Map<sqs::MessageAttributeValue> attributes = {}) {
    sqs::SendMessage send;
    send.queue_url = "jobs";
    send.message_body = std::move(body);
    send.message_attributes = std::move(attributes);
    Caller caller;
    caller.region = "ap-northeast-2";
    REQUIRE(sim.call(send, caller).ok());
  }

  // Messages that a queue still holds.
  std::int64_t held(std::string const& queue = "jobs") {
    auto const counts = sim.box.look("sqs", "CountMessages");
    auto const name = counts.find("\"name\":\"" + queue + '"');
    REQUIRE(name != std::string::npos);
    auto const at = counts.find("\"messages\":", name);
    REQUIRE(at != std::string::npos);
    return std::stoll(counts.substr(at + 11));
  }

  HttpResponse http(std::string method, std::string target, Headers headers = {},
                    std::string body = {}) {
    HttpRequest const request{std::move(method), "box", std::move(target), std::move(headers),
                              std::move(body)};
    return sim.http(request);
  }

  std::vector<Event> of_kind(std::string_view kind) const {
    std::vector<Event> found;
    for (auto const& event : events)
      if (event.kind == kind)
        found.push_back(event);
    return found;
  }

  std::vector<Event> events;
  SimBox sim;
};

// A function that answers this text, whatever comes.
inline lambda::Handler answering(std::string text) {
  return [text](lambda::Context&, std::string const&) -> Task<Result<std::string>> {
    return [](std::string copy) -> Task<Result<std::string>> { co_return copy; }(text);
  };
}

}  // namespace proofbox::test
