// Many boxes behind one front door in a simulated world, for tests: requests as clients send them,
// no socket, a wall that only the test moves.
#pragma once

#include <memory>
#include <optional>

#include "boxes/front_door.hpp"
#include "shop/shop.hpp"
#include "sim/filler_signer.hpp"
#include "sim/loop.hpp"
#include "sim/memory_store.hpp"
#include "sim/network.hpp"
#include "sqlite/database.hpp"

namespace proofbox::test {

struct SimBoxes {
  explicit SimBoxes(boxes::Plan standing = frozen())
      : boxes({loop, store, network, signer,
               [](Scheduler& scheduler) { return std::make_unique<sqlite::Database>(scheduler); },
               true},
              shop),
        door(boxes, standing) {
    network.begin(loop);
    check(!boxes.make("main", standing), "the main box can be made");
  }

  static boxes::Plan frozen() {
    boxes::Plan plan;
    plan.clock = {Clock::Mode::frozen};
    plan.start = parse_instant("2023-05-25T09:00:00+09:00");
    plan.shop = "none";
    return plan;
  }

  // A request that was sent: its answer, as soon as there is one.
  struct Sent {
    HttpRequest request;
    std::optional<HttpResponse> answer = {};
    TaskGroup task = {};
  };

  // Sends it; whatever wants the wall's turn has to wait for the test.
  std::unique_ptr<Sent> begin(HttpRequest request) {
    auto sent = std::make_unique<Sent>();
    sent->request = std::move(request);
    sent->task.spawn(ask(*sent));
    return sent;
  }

  // Sends it and does what can be done now.
  std::unique_ptr<Sent> send(HttpRequest request) {
    auto sent = begin(std::move(request));
    loop.run();
    return sent;
  }

  HttpResponse http(HttpRequest request) {
    auto const sent = send(std::move(request));
    check(sent->answer.has_value(), "the request of a test is answered at once");
    return *sent->answer;
  }

  HttpResponse put(std::string const& name, std::string body = {}) {
    return http({"PUT", "127.0.0.1:4566", "/_proofbox/boxes/" + name, {}, std::move(body)});
  }
  HttpResponse drop(std::string const& name) {
    return http({"DELETE", "127.0.0.1:4566", "/_proofbox/boxes/" + name});
  }
  std::string get(std::string target, std::string host = "127.0.0.1:4566") {
    return http({"GET", std::move(host), std::move(target)}).body;
  }

  sim::Loop loop;
  sim::NoStore store;
  sim::Network network;
  sim::FillerSigner signer;
  lambda::Deployable shop = shop::deployable();
  boxes::Boxes boxes;
  boxes::FrontDoor door;

 private:
  Task<void> ask(Sent& sent) { sent.answer.emplace(co_await door.answer(sent.request)); }
};

// What AWS's clients send: JSON to SQS, or a form of the Query protocol.
inline HttpRequest sqs_json(std::string host, std::string path, std::string operation,
                            std::string body) {
  return {
      "POST",
      std::move(host),
      std::move(path),
      {{"X-Amz-Target", "AmazonSQS." + operation}, {"Content-Type", "application/x-amz-json-1.0"}},
      std::move(body)};
}
inline HttpRequest query_form(std::string host, std::string path, std::string form) {
  return {"POST",
          std::move(host),
          std::move(path),
          {{"Content-Type", "application/x-www-form-urlencoded"}},
          std::move(form)};
}

}  // namespace proofbox::test
