// What SNS keeps: a box that is made anew on the same store has its topics with their policies, and
// their archives with the messages.
#include <catch2/catch.hpp>

#include "engines/sns/archive.hpp"
#include "engines/sns/shapes.hpp"
#include "engines/sqs_desk.hpp"
#include "sim/memory_store.hpp"
#include "support/sim_box.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

// One box after the other on one store.
struct Restarts {
  sim::MemoryStore store;
  std::optional<SimBox> box;

  Restarts() { start(story_start); }
  void start(Instant at) {
    box.reset();
    BoxSettings settings;
    settings.start = at;
    box.emplace(settings, store);
  }
  void restart() { start(box->box.agenda().now()); }

  std::string create(std::string name, Map<std::string> attributes) {
    sns::CreateTopic op;
    op.name = std::move(name);
    op.attributes = std::move(attributes);
    op.tags = {{"team", "a"}};
    return box->call(op)->topic_arn;
  }
  Map<std::string> attributes(std::string const& topic) {
    sns::GetTopicAttributes const op{topic};
    return box->call(op)->attributes;
  }
  void publish(std::string const& topic, std::string message) {
    sns::Publish op;
    op.topic_arn = topic;
    op.message = std::move(message);
    op.message_group_id = "donuts";
    REQUIRE(box->call(op).ok());
  }
  std::size_t archived() { return store.size(sns::archived_message_table); }
};

}  // namespace

TEST_CASE("Topics with their attributes, tags and policies outlive the box", "[sns][rows]") {
  Restarts boxes;
  auto const topic = boxes.create("shop", {{"DisplayName", "Shop"}});
  auto const gone = boxes.create("gone", {});
  sns::AddPermission const allow{topic, "one", {"111111111111"}, {"Publish"}};
  REQUIRE(boxes.box->call(allow).ok());
  sns::PutDataProtectionPolicy const protect{topic, R"({"Statement":[]})"};
  REQUIRE(boxes.box->call(protect).ok());
  REQUIRE(boxes.box->call(sns::DeleteTopic{gone}).ok());
  auto const before = boxes.attributes(topic);
  boxes.restart();
  CHECK(boxes.attributes(topic) == before);
  CHECK(before.at("Policy").find("111111111111") != std::string::npos);
  CHECK(boxes.box->call(sns::GetDataProtectionPolicy{topic})->data_protection_policy ==
        R"({"Statement":[]})");
  CHECK(boxes.box->call(sns::ListTagsForResource{topic})->tags.at(0).value == "a");
  CHECK_FALSE(boxes.box->call(sns::GetTopicAttributes{gone}).ok());
}

TEST_CASE("An archive keeps a row for each message for as long as it has it", "[sns][rows]") {
  Restarts boxes;
  auto const topic =
      boxes.create("shop.fifo", {{"FifoTopic", "true"},
                                 {"ContentBasedDeduplication", "true"},
                                 {"ArchivePolicy", R"({"MessageRetentionPeriod":"2"})"}});
  boxes.publish(topic, "one");
  boxes.box->advance(24h);
  boxes.publish(topic, "two");
  CHECK(boxes.archived() == 2);

  SECTION("it goes with its time, also in a box that is made anew") {
    boxes.restart();
    CHECK(boxes.attributes(topic).at("BeginningArchiveTime") == "2023-05-25T00:00:00.000Z");
    boxes.box->advance(25h);
    boxes.publish(topic, "three");
    CHECK(boxes.archived() == 2);
  }
  SECTION("a box that is made anew replays it") {
    boxes.restart();
    sqs::CreateQueue const queue{"stock", {}, {}};
    auto const url = boxes.box->call(queue)->queue_url;
    sns::Subscribe subscribe;
    subscribe.topic_arn = topic;
    subscribe.protocol = "sqs";
    subscribe.endpoint = "arn:aws:sqs:us-east-1:000000000000:stock";
    subscribe.attributes = {
        {"ReplayPolicy", R"({"PointType":"Timestamp","StartingPoint":"2023-05-25T12:00:00Z"})"}};
    auto const subscription = boxes.box->call(subscribe)->subscription_arn;
    boxes.box->advance(1s);
    auto const receive = SqsDesk::receiving(url, 10);
    auto const received = boxes.box->call(receive)->messages;
    REQUIRE(received.size() == 1);
    CHECK(received[0].body.find(R"("Message":"two","Timestamp":"2023-05-26T00:00:00.000Z")") !=
          std::string::npos);
    boxes.restart();
    CHECK(boxes.box->call(sns::GetSubscriptionAttributes{subscription})
              ->attributes.at("ReplayStatus") == "Completed");
  }
  SECTION("it goes with the policy") {
    boxes.restart();
    REQUIRE(boxes.box->call(sns::SetTopicAttributes{topic, "ArchivePolicy", "{}"}).ok());
    CHECK(boxes.archived() == 0);
  }
}
