// Lambda by itself: functions whose answers the test gives.
#pragma once

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/text.hpp"
#include "engines/lambda/engine.hpp"
#include "support/engine_turn.hpp"

namespace proofbox::test {

struct LambdaDesk {
  EngineTurns turns;
  aws_lambda::Engine engine;
  std::vector<Parcel> under_way = {};  // invocations that have not come back
  std::vector<Parcel> sent = {};       // to destinations

  // A function "worker" with a time-out of 6 s.
  LambdaDesk() { add("worker"); }

  template <class Op>
  Result<typename Op::Output> operator()(Op const& op) {
    ++turns.call;
    turns.is_again = false;
    return ask(op);
  }

  // What the latest call waits for, once more.
  template <class Op>
  Result<typename Op::Output> ask_again(Op const& op) {
    turns.is_again = true;
    return ask(op);
  }

  template <class Op>
  Result<typename Op::Output> ask(Op const& op) {
    auto result = turns(engine, op);
    take_parcels();
    return result;
  }

  void add(std::string name, std::optional<std::int64_t> reserved = {}) {
    aws_lambda::RegisterFunction function;
    function.configuration.function_name = std::move(name);
    function.configuration.runtime = "nodejs14.x";
    function.configuration.timeout = 6;
    function.reserved_concurrency = reserved;
    REQUIRE((*this)(function).ok());
  }

  void limit(std::int64_t at_once) { REQUIRE((*this)(aws_lambda::ConfigureAccount{at_once}).ok()); }

  static aws_lambda::Invoke invoke(std::string payload = "{}", std::string type = "RequestResponse",
                                   std::string name = "worker") {
    aws_lambda::Invoke op;
    op.function_name = std::move(name);
    op.invocation_type = std::move(type);
    op.payload.bytes = std::move(payload);
    return op;
  }

  // The oldest invocation under way comes back so.
  void comes_back(Outcome outcome) {
    REQUIRE_FALSE(under_way.empty());
    auto const parcel = under_way.front();
    under_way.erase(under_way.begin());
    Turn turn{turns.now, turns.random, turns.caller, turns.now};
    engine.carried(turn, parcel, outcome);
    turns.rings = std::move(turn.rings);
    turns.parcels = std::move(turn.parcels);
    take_parcels();
  }
  void succeeds(std::string body = "null") { comes_back({{}, 0, std::move(body)}); }
  void fails(std::string message = "no") { ends_with(Error{"TypeError", std::move(message), 500}); }
  void ends_with(Error failure) {
    Outcome outcome;
    outcome.failure = std::move(failure);
    comes_back(std::move(outcome));
  }

  void pass(Duration by) {
    auto const until = turns.now + by;
    for (auto due = engine.next_due(); due && *due <= until; due = engine.next_due()) {
      turns.now = std::max(turns.now, *due);
      turns.advance(engine);
      take_parcels();
    }
    turns.now = until;
  }

  ToRuntime const& order() const { return std::get<ToRuntime>(under_way.back().to); }

 private:
  void take_parcels() {
    for (auto& parcel : turns.parcels)
      (std::holds_alternative<ToRuntime>(parcel.to) ? under_way : sent)
          .push_back(std::move(parcel));
    turns.parcels.clear();
  }
};

}  // namespace proofbox::test
