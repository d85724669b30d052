// What the machinery around functions (running, polling, routing) needs of the box that it runs in.
#pragma once

#include <memory>
#include <string>

#include "lambda/deployment.hpp"
#include "lambda/function.hpp"
#include "ports/faults.hpp"

namespace proofbox::lambda {

class Host {
 public:
  virtual ~Host() = default;
  virtual Scheduler& scheduler() = 0;
  virtual Random& random(std::string_view purpose) = 0;
  virtual Trace& trace() = 0;
  virtual Faults& faults() = 0;
  virtual HttpClient& http() = 0;
  virtual Database& database(std::string const& name) = 0;

  // The answer of a sandbox operation, as JSON: it takes no time and leaves no trace.
  virtual std::string look(std::string_view service, std::string_view operation,
                           std::string_view input = {}) = 0;

  // AWS for the deployment's account and region; what is called follows from the event `cause`.
  virtual std::unique_ptr<Client> client(Deployment const& deployment, std::uint64_t cause) = 0;
  // The same for the machinery itself, whose empty receives and whose invoking are not worth an
  // event beside the invocation's own.
  virtual std::unique_ptr<Client> machinery(Deployment const& deployment, std::uint64_t cause) = 0;

  // What an environment's handlers began and left, taken out and put back.
  virtual std::vector<Task<void>> left_behind(std::uint64_t environment) = 0;
  virtual void leave_behind(std::uint64_t environment, std::vector<Task<void>> work) = 0;
};

}  // namespace proofbox::lambda
