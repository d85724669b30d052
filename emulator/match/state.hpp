// The state of a box, by the names that a scenario or a client gives it:
//   queue.NAME.messages                the messages of a queue
//   queue.NAME.ready                   how many are; also .delayed and .in_flight
//   factory.orders                     the Factory's orders
//   mails                              the mails that were accepted
//   function.NAME.invocations          how often a function ran; also .failures, .timeouts and
//                                      .throttles
//   host.NAME.requests                 what an outside host received
//   fault.NAME.struck                  how often a fault struck; .met: how often what it selects
//                                      came
//   shop.products.SKU.stock            a view of the deployment, one of its rows, one column of it
//   clock                              the box's time
// A list can be expected as a number: how many there are.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "box/box.hpp"
#include "match/document.hpp"

namespace proofbox::match {

// What is wrong with the name of a state; nothing where it may name one.
std::optional<std::string> bad_state_name(std::string_view name);

class State {
 public:
  // `received`, which outlives this: all that outside hosts were sent; null where nobody keeps it.
  explicit State(Box& box, std::vector<HttpRequest> const* received = nullptr)
      : box_(box), received_(received) {}

  // Sees every event of the run, to count what ran.
  void observe(Event const& event);
  // Counts anew.
  void forget() { runs_.clear(); }

  // Nothing where the box has no such thing.
  std::optional<Node> of(std::string_view name) const;

 private:
  struct Runs {
    std::int64_t invocations = 0, failures = 0, timeouts = 0, throttles = 0;
  };
  std::optional<Node> queue(std::string_view name, std::string_view what) const;
  std::optional<Node> function(std::string_view name, std::string_view what) const;
  std::optional<Node> host(std::string_view name) const;
  std::optional<Node> fault(std::string_view name, std::string_view what) const;
  std::optional<Node> view(std::string_view name) const;

  Box& box_;
  std::vector<HttpRequest> const* received_;
  std::map<std::string, Runs, std::less<>> runs_;
};

}  // namespace proofbox::match
