// AWS STS as far as a box has identities: every account has one user, proofbox, and whoever calls
// is that user. It holds nothing and keeps nothing.
#pragma once

#include "engines/sts/shapes.hpp"
#include "ports/engine.hpp"

namespace proofbox::sts {

class Engine : public proofbox::Engine {
 public:
  Result<GetCallerIdentity::Output> handle(Turn& turn, GetCallerIdentity const& op);

  std::optional<std::string> restore(Table const&, void const*) override { return {}; }
};

}  // namespace proofbox::sts
