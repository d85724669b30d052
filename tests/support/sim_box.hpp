// A box in a simulated world, for tests: no socket, no wall clock, no disk.
#pragma once

#include <optional>

#include "box/box.hpp"
#include "control/control.hpp"
#include "sim/filler_signer.hpp"
#include "sim/loop.hpp"
#include "sim/memory_store.hpp"
#include "sim/network.hpp"
#include "sqlite/database.hpp"
#include "wire/wire.hpp"

namespace proofbox::test {

// 2023-05-25T09:00:00+09:00, when the shop's stories begin.
inline Instant const story_start = *parse_instant("2023-05-25T09:00:00+09:00");

// Everything a SimBox stands on. Members go in the reverse order: the box first.
struct SimBox {
  explicit SimBox(BoxSettings settings = {}) : SimBox(std::move(settings), no_store) {}
  SimBox(BoxSettings settings, Store& store)
      : box(skipping(std::move(settings)),
            {loop, store, network, signer,
             [](Scheduler& scheduler) { return std::make_unique<sqlite::Database>(scheduler); },
             false, &deployable}),
        wire(box) {
    network.begin(box.scheduler());
    box.add_door(control);
    box.add_door(wire);
  }

  // Runs the task to its end; box time jumps as far as it must.
  template <class T>
  T run(Task<T> task) {
    std::optional<T> result;
    box.clock().client_came();
    auto root = finish(std::move(task), result);
    callers.spawn(std::move(root));
    while (!result && loop.run_one()) {
    }
    box.clock().client_left();
    check(result.has_value(), "the task of a test comes to its end");
    return std::move(*result);
  }

  template <class Op>
  Result<typename Op::Output> call(Op const& op, Caller caller = {}) {
    auto const client = box.client(std::move(caller), 0);
    return run((*client)(op));
  }

  HttpResponse http(HttpRequest const& request) { return run(box.answer(request)); }

  // Moves box time, doing all that falls due.
  void advance(Duration by) {
    auto task = arrive(by);
    run(std::move(task));
  }

  sim::NoStore no_store;
  sim::Loop loop;
  sim::Network network;
  sim::FillerSigner signer;
  lambda::Deployable deployable;  // what a state of a box may want deployed
  Box box;
  wire::Wire wire;
  control::Control control{box};
  TaskGroup callers;  // clients, who are no part of the box

 private:
  static BoxSettings skipping(BoxSettings settings) {
    if (settings.start == Instant{})
      settings.start = story_start;
    settings.clock = Clock::Mode::skip;
    return settings;
  }

  template <class T>
  static Task<void> finish(Task<T> task, std::optional<T>& result) {
    result.emplace(co_await std::move(task));
  }
  Task<Done> arrive(Duration by) {
    co_await box.clock().advance(by);
    co_return Done{};
  }
};

}  // namespace proofbox::test
