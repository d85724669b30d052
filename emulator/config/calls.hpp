// The calls that put the contents of a file into a box: the same ones that a team would make, in an
// order in which AWS takes them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "box/box.hpp"
#include "config/contents.hpp"
#include "lambda/deployment.hpp"

namespace proofbox::config {

// One call. `input` is a struct of the operation's.
struct Call {
  std::string title;  // as a sentence about it begins: "The queue \"jobs\""
  Place place;
  Caller caller;
  Operation const* operation;
  std::shared_ptr<void> input;
};

// What a box has besides, which the contents may name.
struct Surroundings {
  std::string region;                              // of what names none
  lambda::Deployment const* deployment = nullptr;  // of what is deployed; null where nothing is
};

struct Calls {
  std::vector<Call> calls;
  std::optional<Mistake> mistake;  // a name that nothing has; then there are no calls
};
Calls calls_of(Contents const& contents, Surroundings const& around);

// Makes the calls of a service in the box, or all where none is named, one after the other;
// the answer is about the first that is refused. All that is passed outlives the task. `at`, if
// given, is the number of the call that is being made.
Task<std::optional<Mistake>> make_calls(Box& box, std::vector<Call> const& calls,
                                        std::string const& file, std::string service,
                                        std::size_t* at = nullptr);

}  // namespace proofbox::config
