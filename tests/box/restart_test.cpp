// A box that is killed where it is, and starts again on what it had kept.
#include <catch2/catch.hpp>

#include "engines/factory/shapes.hpp"
#include "engines/sns/shapes.hpp"
#include "engines/sqs/shapes.hpp"
#include "shop/shop.hpp"
#include "support/sim_box.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

struct Killed {
  sim::MemoryStore store;
  SimBox sim;

  Killed() : sim(settings(), store) {}

  void open_shop() {
    auto deployment = shop::deployable().with(R"({"products":[{"sku":"CP-502101","stock":0}]})");
    REQUIRE(deployment.ok());
    sim.box.deploy(std::move(*deployment));
    sim.loop.run();
  }
  template <class Op>
  typename Op::Output call(Op const& op) {
    auto result = sim.call(op);
    REQUIRE(result.ok());
    return std::move(*result);
  }
  std::string get(std::string path) {
    return sim.http({"GET", "box", "/_proofbox/" + std::move(path)}).body;
  }
  std::string checkout() { return sim.http({"POST", "api.box", "/checkout"}).body; }
  std::vector<sqs::Message> receive(std::string queue) {
    sqs::ReceiveMessage op;
    op.queue_url = std::move(queue);
    op.max_number_of_messages = 10;
    op.visibility_timeout = 0;
    return call(op).messages;
  }
  void make_queue(std::string name) {
    sqs::CreateQueue op;
    op.queue_name = std::move(name);
    call(op);
  }
  std::string topic_to(std::string protocol, std::string endpoint,
                       Map<std::string> attributes = {}) {
    sns::CreateTopic topic;
    topic.name = "news";
    sns::Subscribe subscribe;
    subscribe.topic_arn = call(topic).topic_arn;
    subscribe.protocol = std::move(protocol);
    subscribe.endpoint = std::move(endpoint);
    subscribe.attributes = std::move(attributes);
    call(subscribe);
    return subscribe.topic_arn;
  }

 private:
  static BoxSettings settings() {
    BoxSettings settings;
    settings.start = story_start;
    return settings;
  }
};

}  // namespace

TEST_CASE("Killed at any moment of the story, the shop gets its donut", "[box][restart]") {
  for (int jobs = 0; jobs < 160; jobs += 2) {
    Killed shop;
    shop.open_shop();
    CHECK(shop.checkout() == R"({"message":"구매 실패! 남은 재고: 0"})");
    for (int i = 0; i < jobs; ++i)
      if (auto const due = shop.sim.box.agenda().next_due())
        shop.sim.box.agenda().run_next(*due);
    auto const killed_at = shop.sim.box.agenda().now();
    shop.sim.box.restart(3s);
    CHECK(shop.sim.box.agenda().now() == killed_at + 3s);
    shop.sim.advance(10min);
    INFO("killed after " << jobs << " jobs");
    CHECK(shop.get("shop/products").find("\"stock\":0") == std::string::npos);
    CHECK(shop.get("factory/orders").find("delivered") != std::string::npos);
    for (auto const* queue : {"stock_queue", "dead_letter_queue"})
      CHECK(shop.get(std::string{"sqs/messages?queue="} + queue).find("messageId") ==
            std::string::npos);
    CHECK(shop.checkout().find("구매 완료!") != std::string::npos);
  }
}

TEST_CASE("What was published and had not left yet arrives after a restart", "[box][restart]") {
  Killed box;
  box.make_queue("q");
  auto const topic =
      box.topic_to("sqs", "arn:aws:sqs:us-east-1:000000000000:q", {{"RawMessageDelivery", "true"}});
  sns::Publish publish;
  publish.topic_arn = topic;
  publish.message = "hello";
  box.call(publish);
  CHECK(box.receive("q").empty());
  box.sim.box.restart(0s);
  box.sim.advance(0s);
  auto const received = box.receive("q");
  REQUIRE(received.size() == 1);
  CHECK(received[0].body == "hello");
}

TEST_CASE("A delivery that waits for its next attempt is tried after a restart", "[box][restart]") {
  Killed box;
  box.sim.network.add_host("site.test", {{50s, 503}, {{}, 200}});
  box.topic_to("http", "http://site.test/hook");
  box.sim.advance(1s);
  CHECK(box.sim.network.received().size() == 1);
  auto const attempts = [&] { return box.get("sns/deliveries"); };
  CHECK(attempts().find("delivered") == std::string::npos);
  box.sim.box.restart(0s);
  box.sim.advance(2min);
  CHECK(attempts().find("\"status\":\"delivered\"") != std::string::npos);
}

TEST_CASE("Ids that are drawn after a restart are new ones", "[box][restart]") {
  Killed box;
  box.make_queue("q");
  sqs::SendMessage send;
  send.queue_url = "q";
  send.message_body = "x";
  std::set<std::string> ids;
  for (int i = 0; i < 5; ++i) {
    CHECK(ids.insert(box.call(send).message_id).second);
    box.sim.box.restart(0s);
  }
  CHECK(box.receive("q").size() == 5);
}

TEST_CASE("What a reset took away does not come back with a restart", "[box][restart]") {
  Killed box;
  box.open_shop();
  box.make_queue("q");
  box.checkout();
  box.sim.box.reset();
  box.sim.advance(0s);
  auto const before = box.get("sqs/messages") + box.get("factory/orders");
  box.sim.box.restart(0s);
  box.sim.advance(0s);
  CHECK(box.get("sqs/messages") + box.get("factory/orders") == before);
  CHECK_FALSE(box.sim.call(sqs::GetQueueUrl{"q", {}}).ok());
  box.sim.advance(1min);
  CHECK(box.get("factory/orders") == R"({"orders":[]})");
}

TEST_CASE("A state that is put back is what a restart finds", "[box][restart][state]") {
  Killed box;
  box.make_queue("before");
  auto const state = box.sim.box.state();
  box.make_queue("after");
  REQUIRE_FALSE(box.sim.box.put_back(state));
  box.sim.box.restart(0s);
  CHECK(box.sim.call(sqs::GetQueueUrl{"before", {}}).ok());
  CHECK_FALSE(box.sim.call(sqs::GetQueueUrl{"after", {}}).ok());
}
