// A client of a box that talks HTTP as AWS's SDK for Python does, in either of AWS's protocols, and
// gives each answer as that SDK gives it to a program: the members of the operation's output or of
// the error, and ResponseMetadata beside them.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "support/sim_box.hpp"

namespace proofbox::test {

enum class Protocol { json, query };

class Boto {
 public:
  Boto(SimBox& sim, Protocol protocol, std::string service)
      : sim_(sim), protocol_(protocol), service_(std::move(service)) {}

  // Input and answer have the members' names as AWS's model has them, in both protocols. An answer
  // that the SDK could not read is a std::runtime_error, as is an input that does not fit.
  nlohmann::json operator()(std::string_view operation, nlohmann::json const& input,
                            Headers const& more = {});

  std::string region = "us-east-1";
  std::string path = "/";  // where requests go

 private:
  Api const& api() const;

  SimBox& sim_;
  Protocol protocol_;
  std::string service_;
};

// "An error occurred (CODE) when calling the OPERATION operation: MESSAGE", as the SDK's exception
// reads.
std::string told(nlohmann::json const& answer, std::string_view operation);

}  // namespace proofbox::test
