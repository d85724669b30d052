// An engine of SES in which shop@example.com may send, for tests turn by turn.
#pragma once

#include <catch2/catch.hpp>

#include "engines/ses/engine.hpp"
#include "support/engine_turn.hpp"

namespace proofbox::test {

struct TemplateShop {
  EngineTurns turns;
  ses::Engine engine;

  TemplateShop() { REQUIRE(turns(engine, ses::v1::VerifyEmailIdentity{"shop@example.com"}).ok()); }

  template <class Op>
  auto operator()(Op const& op) {
    return turns(engine, op);
  }
  std::vector<ses::ListMessages::Mail> outbox() {
    return turns(engine, ses::ListMessages{})->messages;
  }
  void create(std::string name, std::string subject, std::string text, std::string html = {}) {
    REQUIRE(turns(engine, ses::v1::CreateTemplate{{std::move(name), std::move(subject),
                                                   std::move(text), std::move(html)}})
                .ok());
  }
};

// A refusal's code and sentence, in one text.
template <class T>
std::string refusal(Result<T> const& result) {
  REQUIRE_FALSE(result);
  return result.error().code + ": " + result.error().message;
}

}  // namespace proofbox::test
