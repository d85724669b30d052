// Faults of requests that somebody inside a box sends.
#include <catch2/catch.hpp>

#include "support/faults.hpp"
#include "support/shop_box.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

Task<Result<HttpResponse>> fetch(Box& box, HttpRequest const& request) {
  co_return co_await box.http().send(request);
}

struct Sender : SimBox {
  Sender() {
    network.add_host("marketing.test", {{std::nullopt, 200, "heard"}});
    box.events().on_event = [this](Event const& event) { events.push_back(event); };
  }

  // Status and body, or the code of the error.
  std::string ask(std::string target = "/api") {
    HttpRequest const request{"POST", "marketing.test", std::move(target)};
    auto const answer = run(fetch(box, request));
    return answer ? std::to_string(answer->status) + ' ' + answer->body : answer.error().code;
  }
  std::size_t received() const { return network.received().size(); }

  std::vector<Event> events;
};

// The story of the shop: the last donut, one too many, and what the Factory brings.
struct Story {
  explicit Story(std::vector<std::string> const& faults) {
    shop.box.events().on_event = [this](Event const& event) {
      arrivals += event.kind == "invocation" && event.who == "stock_inc_lambda" ? 1 : 0;
    };
    for (auto const& text : faults)
      lay(shop.box, text);
    shop.begin_selling();
    while (shop.step()) {
    }
    shop.advance(20min);
  }
  ShopBox shop;
  int arrivals = 0;
};

}  // namespace

TEST_CASE("A request may be answered by nobody it was meant for", "[faults]") {
  Sender sender;
  lay(sender.box, R"({"host": "http://marketing.test", "path": "/api", "status": 503,
                      "body": {"sorry": true}})");
  CHECK(sender.ask() == R"(503 {"sorry": true})");
  CHECK(sender.ask("/health") == "200 heard");
  CHECK(sender.received() == 1);
}

TEST_CASE("A request is lost on its way, or its answer on the way back", "[faults]") {
  Sender sender;
  lay(sender.box, R"({"host": "marketing.test", "nth": 1, "lost": "request"})");
  lay(sender.box, R"({"host": "marketing.test", "nth": 2, "lost": "answer"})");
  CHECK(sender.ask() == "ConnectionReset");
  CHECK(sender.received() == 0);
  CHECK(sender.ask() == "ConnectionReset");
  CHECK(sender.received() == 1);
  CHECK(sender.ask() == "200 heard");
}

TEST_CASE("A slow host takes its time", "[faults]") {
  Sender sender;
  lay(sender.box, R"({"host": "marketing.test", "slow": "20s"})");
  CHECK(sender.ask() == "200 heard");
  CHECK(sender.box.agenda().now() == story_start + 20s);
}

TEST_CASE("A request that comes twice is answered once", "[faults]") {
  Sender sender;
  lay(sender.box, R"({"name": "again", "host": "marketing.test", "nth": 1, "twice": true})");
  CHECK(sender.ask() == "200 heard");
  sender.advance(0s);
  CHECK(sender.received() == 2);
  REQUIRE(sender.events.size() == 5);
  CHECK(sender.events[0].kind == "fault");
  CHECK(sender.events[1].cause == sender.events[0].n);
  CHECK(sender.events[2].cause == sender.events[1].n);
  CHECK(sender.events[3].kind == "http");
  CHECK(sender.events[3].cause == sender.events[0].n);
  CHECK(sender.events[4].cause == sender.events[3].n);
}

TEST_CASE("The Factory's callback comes once, twice, later or never", "[faults]") {
  auto const plain = Story{{}};
  auto const callback = [](std::string const& rest) {
    return R"({"host": "api.box", "path": "/product/donut", )" + rest + "}";
  };
  CHECK(plain.arrivals == 1);
  Story twice{{callback(R"("twice": true)")}};
  CHECK(twice.arrivals == 2);
  CHECK(twice.shop.stock() == "0");  // counted once, and sold
  Story unheard{{callback(R"("nth": [1, 2], "lost": "answer")")}};
  CHECK(unheard.arrivals == 3);  // the Factory tries again until it is heard
  CHECK(unheard.shop.stock() == "0");
  Story late{{callback(R"("nth": 1, "lost": "request")")}};
  CHECK(late.arrivals == 1);
  Story never{{callback(R"("status": 200)")}};
  CHECK(never.arrivals == 0);
}

TEST_CASE("A Factory that is down within a window is asked again until it is up", "[faults]") {
  Story story{{R"({"call": "factory", "until": "45s", "error": "unavailable"})"}};
  CHECK(story.shop.box.rules().all()[0].struck == 4);  // each of two orders, at once and after 30 s
  CHECK(story.arrivals == 2);
}
