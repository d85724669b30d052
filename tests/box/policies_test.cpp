// Queue policies between topics and queues, in a box that is strict about them and in one that is
// not.
#include <catch2/catch.hpp>

#include "engines/sns/shapes.hpp"
#include "engines/sqs/shapes.hpp"
#include "support/sim_box.hpp"

using namespace proofbox;

namespace {

std::string const topic = "arn:aws:sns:us-east-1:000000000000:news";

BoxSettings strict_policies() {
  BoxSettings settings;
  settings.strict.policies = true;
  return settings;
}

struct Newsroom {
  test::SimBox sim;
  std::vector<Event> events;

  explicit Newsroom(BoxSettings settings = {}) : sim(std::move(settings)) {
    sim.box.events().on_event = [this](Event const& event) { events.push_back(event); };
    sns::CreateTopic create;
    create.name = "news";
    REQUIRE(sim.call(create).ok());
  }

  static std::string arn(std::string const& queue) {
    return "arn:aws:sqs:us-east-1:000000000000:" + queue;
  }
  static std::string policy(std::string const& queue, std::string const& from = topic) {
    return R"({"Statement":[{"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},)"
           R"("Action":"sqs:SendMessage","Resource":")" +
           arn(queue) + R"(","Condition":{"ArnEquals":{"aws:SourceArn":")" + from + R"("}}}]})";
  }

  void make_queue(std::string name, std::string policy = {}) {
    sqs::CreateQueue create;
    create.queue_name = std::move(name);
    if (!policy.empty())
      create.attributes["Policy"] = std::move(policy);
    REQUIRE(sim.call(create).ok());
  }
  void subscribe(std::string const& queue, Map<std::string> attributes = {}) {
    sns::Subscribe subscribe;
    subscribe.topic_arn = topic;
    subscribe.protocol = "sqs";
    subscribe.endpoint = arn(queue);
    subscribe.attributes = std::move(attributes);
    REQUIRE(sim.call(subscribe).ok());
  }
  void publish() {
    sns::Publish publish;
    publish.topic_arn = topic;
    publish.message = "donuts";
    REQUIRE(sim.call(publish).ok());
    sim.advance(1s);
  }
  std::size_t received(std::string queue) {
    sqs::ReceiveMessage receive;
    receive.queue_url = std::move(queue);
    receive.max_number_of_messages = 10;
    receive.visibility_timeout = 0;
    return sim.call(receive)->messages.size();
  }
  std::size_t events_of(std::string_view kind, std::string_view text) const {
    return static_cast<std::size_t>(
        std::count_if(events.begin(), events.end(), [&](Event const& event) {
          return event.kind == kind && (event.what.find(text) != std::string::npos ||
                                        event.outcome.find(text) != std::string::npos);
        }));
  }
};

}  // namespace

TEST_CASE("A strict queue without a policy loses what a topic sends, and the log says why",
          "[box][policy]") {
  Newsroom room{strict_policies()};
  room.make_queue("jobs");
  room.subscribe("jobs");
  room.publish();
  CHECK(room.received("jobs") == 0);
  CHECK(room.events_of("parcel", "AccessDenied") == 1);
}

TEST_CASE("A strict queue takes from the topic that its policy names, from its change on",
          "[box][policy]") {
  Newsroom room{strict_policies()};
  room.make_queue("jobs", Newsroom::policy("jobs", topic + "-of-others"));
  room.subscribe("jobs");
  room.publish();
  CHECK(room.received("jobs") == 0);
  sqs::SetQueueAttributes set;
  set.queue_url = "jobs";
  set.attributes = {{"Policy", Newsroom::policy("jobs")}};
  REQUIRE(room.sim.call(set).ok());
  room.publish();
  CHECK(room.received("jobs") == 1);
}

TEST_CASE("What a strict queue refuses goes to the dead-letter queue, if that one's policy lets it",
          "[box][policy]") {
  Newsroom room{strict_policies()};
  room.make_queue("jobs");
  room.make_queue("dead", Newsroom::policy("dead"));
  room.make_queue("closed");
  room.subscribe(
      "jobs", {{"RedrivePolicy", R"({"deadLetterTargetArn":")" + Newsroom::arn("dead") + R"("})"}});
  room.publish();
  CHECK(room.received("jobs") == 0);
  CHECK(room.received("dead") == 1);
  room.make_queue("others");
  room.subscribe("others", {{"RedrivePolicy",
                             R"({"deadLetterTargetArn":")" + Newsroom::arn("closed") + R"("})"}});
  room.publish();
  CHECK(room.received("others") == 0);
  CHECK(room.received("closed") == 0);
  CHECK(room.received("dead") == 2);
}

TEST_CASE("A box that is not strict delivers, and says once what AWS would have done",
          "[box][policy]") {
  Newsroom room;
  room.make_queue("jobs");
  room.make_queue("open", Newsroom::policy("open"));
  room.subscribe("jobs");
  room.subscribe("open");
  room.publish();
  room.publish();
  CHECK(room.received("jobs") == 2);
  CHECK(room.received("open") == 2);
  CHECK(room.events_of("policy", "") == 1);
  CHECK(room.events_of("policy", Newsroom::arn("jobs")) == 1);
}

TEST_CASE("Who sends for itself is not asked for a policy, however strict the box is",
          "[box][policy]") {
  Newsroom room{strict_policies()};
  room.make_queue("jobs");
  sqs::SendMessage send;
  send.queue_url = "jobs";
  send.message_body = "mine";
  CHECK(room.sim.call(send).ok());
  CHECK(room.received("jobs") == 1);
}
