// A simulated box with the donut shop in it, and its story: the last donut is sold, one more is
// asked for, the Factory bakes it, and it arrives.
#pragma once

#include "shop/shop.hpp"
#include "support/sim_box.hpp"

namespace proofbox::test {

struct ShopBox : SimBox {
  explicit ShopBox(std::uint64_t seed = 1) : SimBox(of_seed(seed)) {
    box.events().start_hash();
    auto deployment = shop::deployable().with(R"({"products":[{"sku":"CP-502101","stock":1}]})");
    check(deployment.ok(), "the shop can be deployed");
    box.deploy(std::move(*deployment));
  }

  // Starts the story without running anything; the callers hold it.
  void begin_selling() {
    auto story = sell_out();
    callers.spawn(std::move(story));
  }

  // Does the one thing that is due next, letting time jump to it; false where the story is told.
  bool step() {
    auto const due = box.agenda().next_due();
    return answers.size() < 3 && due && box.agenda().run_next(*due);
  }

  std::string stock() {
    HttpRequest const request{"GET", "box", "/_proofbox/shop/products"};
    auto const body = http(request).body;
    auto const at = body.find("\"stock\":");
    return at == std::string::npos ? body : body.substr(at + 8, body.find(',', at) - at - 8);
  }

  std::vector<std::string> answers;  // of the story's checkouts

 private:
  static BoxSettings of_seed(std::uint64_t seed) {
    BoxSettings settings;
    settings.seed = seed;
    return settings;
  }

  Task<void> sell_out() {
    // Time skips while the story is told.
    struct Presence {
      Clock& clock;
      explicit Presence(Clock& of) : clock(of) { clock.client_came(); }
      Presence(Presence const&) = delete;
      ~Presence() { clock.client_left(); }
    };
    Presence const presence{box.clock()};
    constexpr Duration baking = 10s;
    HttpRequest const checkout{"POST", "box", "/checkout"};
    for (int i = 0; i < 2; ++i) {
      auto const answer = co_await box.answer(checkout);
      answers.push_back(answer.body);
    }
    co_await box.scheduler().sleep_until(box.scheduler().now() + baking);
    auto const answer = co_await box.answer(checkout);
    answers.push_back(answer.body);
  }
};

}  // namespace proofbox::test
