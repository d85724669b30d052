// Parcels: what leaves an engine, what the engine learns of it, and what a reset does to it.
#include <catch2/catch.hpp>

#include "engines/factory/shapes.hpp"
#include "engines/sns/shapes.hpp"
#include "engines/sqs/shapes.hpp"
#include "support/sim_box.hpp"

using namespace proofbox;

namespace {

struct Posted {
  test::SimBox sim;
  std::vector<Event> events;
  std::string topic;

  Posted() {
    sim.box.events().on_event = [this](Event const& event) { events.push_back(event); };
    make_topic();
  }

  void make_topic() {
    sns::CreateTopic create;
    create.name = "news";
    topic = sim.call(create)->topic_arn;
  }
  void subscribe(std::string queue) {
    sns::Subscribe op;
    op.topic_arn = topic;
    op.protocol = "sqs";
    op.endpoint = "arn:aws:sqs:us-east-1:000000000000:" + queue;
    REQUIRE(sim.call(op).ok());
  }
  void make_queue(std::string name) {
    sqs::CreateQueue create;
    create.queue_name = std::move(name);
    REQUIRE(sim.call(create).ok());
  }
  void publish() {
    sns::Publish op;
    op.topic_arn = topic;
    op.message = "hello";
    REQUIRE(sim.call(op).ok());
  }
  std::vector<std::string> deliveries() const {
    std::vector<std::string> outcomes;
    for (auto const& event : events)
      if (event.kind == "delivery") {
        auto const at = event.what.find("\"outcome\":\"") + 11;
        outcomes.push_back(event.what.substr(at, event.what.find('"', at) - at));
      }
    return outcomes;
  }
  std::size_t failed() const {
    return static_cast<std::size_t>(std::count_if(
        events.begin(), events.end(), [](Event const& event) { return event.kind == "parcel"; }));
  }
};

}  // namespace

TEST_CASE("The engine learns which parcels arrived, and the trace tells of those that did not",
          "[box][courier]") {
  Posted box;
  box.make_queue("here");
  box.subscribe("here");
  box.subscribe("gone");
  box.publish();
  box.sim.advance(1s);
  CHECK(box.deliveries() == std::vector<std::string>{"delivered", "lost"});
  REQUIRE(box.failed() == 1);
  auto const parcel = *std::find_if(box.events.begin(), box.events.end(),
                                    [](Event const& event) { return event.kind == "parcel"; });
  CHECK(parcel.who == "sns");
  CHECK(parcel.outcome.find("AWS.SimpleQueueService.NonExistentQueue") != std::string::npos);
  // It follows from the call that published.
  auto const cause = parcel.cause;
  REQUIRE(cause > 0);
  CHECK(box.events[cause - 1].what.find("\"operation\":\"Publish\"") != std::string::npos);
}

TEST_CASE("A parcel arrives at the instant at which it was sent, but not within the call",
          "[box][courier]") {
  Posted box;
  box.make_queue("here");
  box.subscribe("here");
  box.publish();
  box.sim.advance(0s);
  auto const sent = std::find_if(box.events.begin(), box.events.end(), [](Event const& event) {
    return event.what.find("\"operation\":\"SendMessage\"") != std::string::npos;
  });
  REQUIRE(sent != box.events.end());
  CHECK(sent->at == test::story_start);
}

TEST_CASE("What was under way before a reset of its service arrives nowhere and is told to nobody",
          "[box][courier]") {
  Posted box;
  box.make_queue("here");
  box.subscribe("here");
  auto const client = box.sim.box.client(Caller{}, 0);
  sns::Publish op;
  op.topic_arn = box.topic;
  op.message = "hello";
  auto const publishing = [](Client& cloud, sns::Publish const& what) -> Task<void> {
    auto const published = co_await cloud(what);
    check(published.ok(), "the message is published");
  };
  box.sim.callers.spawn(publishing(*client, op));
  REQUIRE(box.sim.box.reset("sns"));
  box.make_topic();
  box.subscribe("gone");
  box.publish();
  box.sim.advance(1s);
  CHECK(box.deliveries() == std::vector<std::string>{"lost"});
  CHECK(box.failed() == 1);
  auto const peek = box.sim.box.look("sqs", "PeekMessages");
  CHECK(peek == R"({"counts":{"ready":0,"delayed":0,"inFlight":0},"messages":[]})");
}

TEST_CASE("A callback that nobody takes is told to the Factory and to the trace",
          "[box][courier]") {
  Posted box;
  HttpRequest const order{
      "POST",
      "factory.box",
      "/api/manufactures",
      {{"Content-Type", "application/json"}},
      R"({"MessageGroupId":"g","MessageAttributeProductId":"CP-502101","MessageAttributeProductCnt":"1",)"
      R"("MessageAttributeFactoryId":"FF-500293","MessageAttributeRequester":"r","CallbackUrl":"http://nowhere.test/x"})"};
  CHECK(box.sim.http(order).status == 201);
  box.sim.advance(1min);
  CHECK(box.failed() >= 1);
  auto const parcel = *std::find_if(box.events.begin(), box.events.end(),
                                    [](Event const& event) { return event.kind == "parcel"; });
  CHECK(parcel.who == "factory");
  CHECK(parcel.outcome.find("HostNotFound: The host nowhere.test is not known here.") !=
        std::string::npos);
}
