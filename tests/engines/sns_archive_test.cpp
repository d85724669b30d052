// Archives of FIFO topics: begun and ended by the topic's policy, and what they keep for how long.
#include <catch2/catch.hpp>

#include "engines/sns/archive.hpp"
#include "engines/sns_shop.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

constexpr auto days = [](int count) { return std::chrono::hours{24 * count}; };

std::string policy(std::string_view period) {
  return R"({"MessageRetentionPeriod":)" + std::string{period} + '}';
}

struct ArchiveShop : FifoSnsShop {
  ArchiveShop() : FifoSnsShop(Map<std::string>{{"ContentBasedDeduplication", "true"}}) {}

  auto set(std::string document) {
    return turn(sns, sns::SetTopicAttributes{topic, "ArchivePolicy", std::move(document)});
  }
  Map<std::string> told() { return turn(sns, sns::GetTopicAttributes{topic})->attributes; }
  std::string beginning() { return told().at("BeginningArchiveTime"); }
};

std::shared_ptr<sns::Notification const> numbered(int number, Instant published_at,
                                                  std::string message = "x") {
  sns::Notification notification;
  notification.message_id = std::to_string(number);
  notification.sequence_number = std::to_string(10'000'000 + number);
  notification.message = std::move(message);
  notification.published_at = published_at;
  return std::make_shared<sns::Notification const>(std::move(notification));
}

}  // namespace

TEST_CASE("An archive begins with its policy, and tells from when on it has messages", "[sns]") {
  ArchiveShop shop;
  CHECK_FALSE(shop.told().contains("BeginningArchiveTime"));
  shop.turn.now += 1h;
  REQUIRE(shop.set(policy(R"("30")")).ok());
  CHECK(shop.told().at("ArchivePolicy") == policy(R"("30")"));
  CHECK(shop.beginning() == "2023-05-25T01:00:00.000Z");
  shop.turn.now += days(10);
  CHECK(shop.beginning() == "2023-05-25T01:00:00.000Z");
  shop.turn.now += days(25);
  CHECK(shop.beginning() == "2023-05-30T01:00:00.000Z");
  // A shorter period is in force at once, a longer one brings nothing back.
  REQUIRE(shop.set(policy("1")).ok());
  CHECK(shop.beginning() == "2023-06-28T01:00:00.000Z");
}

TEST_CASE("A topic with an archive is not deleted, and without its policy it is", "[sns]") {
  ArchiveShop shop;
  REQUIRE(shop.set(policy(R"("1")")).ok());
  CHECK(shop.turn(shop.sns, sns::DeleteTopic{shop.topic}).error() ==
        Error{"InvalidState", "Invalid state: Cannot delete a topic with an ArchivePolicy", 400});
  REQUIRE(shop.set("{}").ok());
  CHECK_FALSE(shop.told().contains("ArchivePolicy"));
  CHECK_FALSE(shop.told().contains("BeginningArchiveTime"));
  CHECK(shop.turn(shop.sns, sns::DeleteTopic{shop.topic}).ok());
}

TEST_CASE("A topic may be made with an archive policy, and only a FIFO topic has one", "[sns]") {
  FifoSnsShop made{{{"ArchivePolicy", policy(R"("365")")}}};
  auto const told = made.turn(made.sns, sns::GetTopicAttributes{made.topic})->attributes;
  CHECK(told.at("BeginningArchiveTime") == "2023-05-25T00:00:00.000Z");
  SnsShop standard;
  CHECK(standard
            .turn(standard.sns,
                  sns::SetTopicAttributes{standard.topic, "ArchivePolicy", policy(R"("1")")})
            .error() == invalid("AttributeName"));
  sns::CreateTopic create;
  create.name = "other";
  create.attributes = {{"ArchivePolicy", policy(R"("1")")}};
  CHECK(standard.turn(standard.sns, create).error() ==
        invalid("Attributes Reason: Unknown attribute ArchivePolicy"));
}

TEST_CASE("An archive policy says how many days, from 1 to 365", "[sns]") {
  ArchiveShop shop;
  for (auto const* period : {R"("0")", R"("366")", R"("many")", R"("")", "-1"})
    CHECK(shop.set(policy(period)).error() ==
          invalid("ArchivePolicy: MessageRetentionPeriod must be an integer between 1 and 365"));
  CHECK(shop.set(R"({"Days":"1"})").error() ==
        invalid("ArchivePolicy: MessageRetentionPeriod must be an integer between 1 and 365"));
  for (auto const* broken : {"", "30", "{", "[]"})
    CHECK(shop.set(broken).error().message.starts_with(
        "Invalid parameter: ArchivePolicy: failed to parse JSON. "));
  CHECK_FALSE(shop.told().contains("ArchivePolicy"));
}

TEST_CASE("An archive gives the messages of a time, in the order of publishing", "[sns]") {
  auto const start = *parse_instant("2023-05-25T09:00:00Z");
  sns::Archive archive{start};
  for (int i = 0; i < 5; ++i)
    archive.add(numbered(i, start + i * 1min));
  auto const found = archive.between(start + 1min, start + 3min);
  REQUIRE(found.size() == 3);
  CHECK(found[0]->message_id == "1");
  CHECK(found[2]->message_id == "3");
  CHECK(archive.forget(start + 2min) == std::vector<std::string>{"10000000", "10000001"});
  CHECK(archive.size() == 3);
  CHECK(archive.since() == start);
  CHECK(archive.forget(start + 2min).empty());
}

TEST_CASE("An archive lets go of its oldest messages when it holds too many bytes", "[sns]") {
  auto const start = *parse_instant("2023-05-25T09:00:00Z");
  sns::Archive archive{start};
  auto const quarter = sns::Archive::bytes_max / 4;
  for (int i = 0; i < 4; ++i)
    archive.add(numbered(i, start + i * 1min, std::string(quarter, 'x')));
  CHECK(archive.forget(start).empty());
  archive.add(numbered(4, start + 4min));
  CHECK(archive.forget(start) == std::vector<std::string>{"10000000"});
  CHECK(archive.size() == 4);
  CHECK(archive.since() > start);
  CHECK(archive.since() <= start + 1min);
}
