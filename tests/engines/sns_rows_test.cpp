// What SNS keeps: a box that is made anew on the same store has its topics with their policies, and
// their archives with the messages.
#include <catch2/catch.hpp>

#include "engines/sns/archive.hpp"
#include "engines/sns/sandbox_shapes.hpp"
#include "engines/sns/shapes.hpp"
#include "engines/sqs_desk.hpp"
#include "support/restarts.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

struct SnsRestarts : Restarts {
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
  // The ARN, also of a subscription that has to be confirmed.
  std::string subscribe(std::string const& topic, std::string url) {
    sns::Subscribe op;
    op.topic_arn = topic;
    op.protocol = "http";
    op.endpoint = std::move(url);
    op.return_subscription_arn = true;
    return box->call(op)->subscription_arn;
  }
  std::vector<sns::ListSubscriptionTokens::Token> tokens(
      std::optional<std::string> subscription = {}) {
    return box->call(sns::ListSubscriptionTokens{std::move(subscription)})->tokens;
  }
  void confirm(std::string const& topic, std::string const& subscription) {
    sns::ConfirmSubscription const op{topic, tokens(subscription).at(0).token, {}};
    REQUIRE(box->call(op).ok());
  }
  std::size_t archived() { return store.size(sns::archived_message_table); }
};

}  // namespace

TEST_CASE("Topics with their attributes, tags and policies outlive the box", "[sns][rows]") {
  SnsRestarts boxes;
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
  SnsRestarts boxes;
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
  SECTION("what is published at the same instant after a restart is one more") {
    boxes.restart();
    boxes.publish(topic, "three");
    CHECK(boxes.archived() == 3);
  }
  SECTION("it goes with the policy") {
    boxes.restart();
    REQUIRE(boxes.box->call(sns::SetTopicAttributes{topic, "ArchivePolicy", "{}"}).ok());
    CHECK(boxes.archived() == 0);
  }
}

TEST_CASE("A box that is made anew gives no token a second time", "[sns][rows]") {
  SnsRestarts boxes;
  auto const first = boxes.create("first", {});
  auto const second = boxes.create("second", {});
  boxes.subscribe(first, "http://one.test/");
  boxes.restart();
  boxes.subscribe(second, "http://two.test/");
  auto const tokens = boxes.tokens();
  REQUIRE(tokens.size() == 2);
  CHECK(tokens[0].token != tokens[1].token);
  boxes.box->advance(49h);
  CHECK(boxes.tokens().empty());
  for (auto const& topic : {first, second})
    CHECK(boxes.box->call(sns::ListSubscriptionsByTopic{topic, {}})->subscriptions.empty());
}

TEST_CASE("A box that is made anew gives no ARN of a subscription that can be restored",
          "[sns][rows]") {
  SnsRestarts boxes;
  auto const topic = boxes.create("shop", {});
  auto const first = boxes.subscribe(topic, "http://one.test/");
  boxes.confirm(topic, first);
  REQUIRE(boxes.box->call(sns::Unsubscribe{first}).ok());
  boxes.restart();
  auto const second = boxes.subscribe(topic, "http://two.test/");
  CHECK(second != first);
  CHECK_FALSE(boxes.box->call(sns::GetSubscriptionAttributes{first}).ok());
  boxes.confirm(topic, first);
  CHECK(boxes.box->call(sns::GetSubscriptionAttributes{first})->attributes.at("Endpoint") ==
        "http://one.test/");
  CHECK(boxes.box->call(sns::GetSubscriptionAttributes{second})->attributes.at("Endpoint") ==
        "http://two.test/");
}

TEST_CASE("Who subscribes again while pending is kept with the new token", "[sns][rows]") {
  SnsRestarts boxes;
  auto const topic = boxes.create("shop", {});
  auto const arn = boxes.subscribe(topic, "http://one.test/");
  boxes.subscribe(topic, "http://one.test/");
  auto const token = boxes.tokens(arn).at(0).token;
  boxes.restart();
  CHECK(boxes.tokens(arn).at(0).token == token);
}
