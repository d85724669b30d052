// What the machinery around functions (invoking, polling, routing) needs of the box that it runs
// in.
#pragma once

#include <memory>
#include <string>

#include "lambda/deployment.hpp"
#include "lambda/function.hpp"

namespace proofbox::lambda {

class Host {
 public:
  virtual ~Host() = default;
  virtual Scheduler& scheduler() = 0;
  virtual Random& random(std::string_view purpose) = 0;
  virtual Trace& trace() = 0;
  virtual HttpClient& http() = 0;
  virtual Database& database(std::string const& name) = 0;

  // AWS for the deployment's account and region; what is called follows from the event `cause`.
  virtual std::unique_ptr<Client> client(Deployment const& deployment, std::uint64_t cause) = 0;
  // The same for a poller, whose empty receives are not worth an event.
  virtual std::unique_ptr<Client> poller(Deployment const& deployment) = 0;
};

// How an invocation ended.
struct Invocation {
  std::optional<std::string> answer = {};  // JSON; nothing where it failed
  std::string error_type = {};
  std::string error_message = {};
  bool timed_out = false;
};

// Runs the function once, under its time-out; what is late is ended and makes no further call. The
// deployment and the function outlive the task.
Task<Invocation> invoke(Host& host, Deployment const& deployment, Function const& function,
                        std::string event, std::uint64_t cause);

// One poller of a mapping: receives, invokes, deletes on success, leaves on failure; for ever.
Task<void> poll(Host& host, Deployment const& deployment, Mapping const& mapping);

// The HTTP API in front of the functions; nothing where no route fits.
Task<std::optional<HttpResponse>> route(Host& host, Deployment const& deployment,
                                        HttpRequest const& request);

}  // namespace proofbox::lambda
