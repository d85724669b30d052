// What becomes of messages that cannot be delivered: what a dead-letter queue gets, when, and what
// is lost; and how the messages of a FIFO topic wait for each other meanwhile.
#include "engines/sns_subscribers.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

std::string const dead_arn = "arn:aws:sqs:us-east-1:000000000000:dead";
Map<std::string> const redriven{{"RedrivePolicy", dead_letters_in("dead")}};
Map<std::string> const raw_and_redriven{{"RedrivePolicy", dead_letters_in("dead")},
                                        {"RawMessageDelivery", "true"}};

struct Morgue : SubscribedShop {
  // A message with an attribute.
  sns::Publish sale() const {
    auto op = message("sale");
    op.message_attributes["kind"] = {"String", "sale", {}};
    op.message_attributes["logo"] = {"Binary", {}, Blob{"\x01\x02"}};
    return op;
  }
  // What leaves after the attempt was refused for good.
  Parcel bury(Parcel const& attempt, Outcome const& outcome) {
    carried(attempt, outcome);
    REQUIRE(turn.parcels.size() == 1);
    auto burial = turn.parcels[0];
    CHECK(queued(burial).queue_arn == dead_arn);
    CHECK(queued(burial).source_arn == topic);
    return burial;
  }
  std::string status() { return deliveries().back().status; }
};

// A FIFO topic with a FIFO queue and a FIFO queue for what it does not take.
struct FifoMorgue : SubscribedShop {
  FifoMorgue() {
    topic = create("shop.fifo", {{"FifoTopic", "true"}, {"ContentBasedDeduplication", "true"}});
  }
  sns::Publish message(std::string text, std::string group = "donuts") const {
    auto op = SubscribedShop::message(std::move(text));
    op.message_group_id = std::move(group);
    return op;
  }
  // Publishes; the texts of all that leaves at once.
  std::vector<std::string> texts(std::string text, std::string group = "donuts") {
    REQUIRE(publish(message(std::move(text), std::move(group))).ok());
    return leaving();
  }
  std::vector<std::string> leaving() const {
    std::vector<std::string> texts;
    for (auto const& parcel : turn.parcels)
      texts.push_back(queued(parcel).body);
    return texts;
  }
};

Map<std::string> fifo_redriven() {
  return {{"RawMessageDelivery", "true"}, {"RedrivePolicy", dead_letters_in("dead.fifo")}};
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("Whatever the protocol, the dead-letter queue gets the envelope as a queue would",
          "[sns][dead-letters]") {
  for (auto const& [protocol, endpoint] : std::vector<std::pair<std::string, std::string>>{
           {"sqs", queue_arn},
           {"http", site},
           {"https", "https://site.test"},
           {"lambda", "arn:aws:lambda:us-east-1:000000000000:function:bake"},
           {"email", "baker@box.test"},
           {"email-json", "baker@box.test"}}) {
    INFO(protocol);
    Morgue shop;
    auto const arn = shop.add(protocol, endpoint, redriven);
    auto const failed = protocol.starts_with("http") ? answered(404) : refused(404);
    auto const parcel = shop.bury(shop.send(shop.sale()), failed);
    CHECK(parcel.about == arn);
    auto const burial = queued(parcel);
    CHECK_THAT(burial.body, Catch::StartsWith(R"({"Type":"Notification","MessageId":")" +
                                              shop.deliveries().back().message_id + '"'));
    CHECK_THAT(burial.body, Catch::Contains(R"("Message":"sale")"));
    CHECK_THAT(burial.body, Catch::Contains(R"("SigningCertURL")"));
    CHECK_THAT(burial.body,
               Catch::EndsWith(R"("MessageAttributes":{"kind":{"Type":"String","Value":"sale"},)"
                               R"("logo":{"Type":"Binary","Value":"AQI="}}})"));
    CHECK(burial.attributes.empty());
    CHECK_FALSE(burial.group_id);
    CHECK(shop.status() == "under way");
    shop.carried(parcel, answered(200));
    CHECK(shop.status() == "dead-lettered");
  }
}

TEST_CASE("What was to be raw is raw in the dead-letter queue, with its attributes and no others",
          "[sns][dead-letters]") {
  for (auto const& [protocol, endpoint] : std::vector<std::pair<std::string, std::string>>{
           {"sqs", queue_arn}, {"http", site}, {"https", "https://site.test"}}) {
    INFO(protocol);
    Morgue shop;
    shop.add(protocol, endpoint, raw_and_redriven);
    auto const failed = protocol.starts_with("http") ? answered(410) : refused(403);
    auto const burial = queued(shop.bury(shop.send(shop.sale()), failed));
    CHECK(burial.body == "sale");
    REQUIRE(burial.attributes.size() == 2);
    CHECK(burial.attributes[0].first == "kind");
    CHECK(burial.attributes[0].second.text == "sale");
    CHECK(burial.attributes[1].first == "logo");
    CHECK(burial.attributes[1].second.bytes == "\x01\x02");
  }
}

TEST_CASE("A text for one protocol goes to the dead-letter queue as that protocol's",
          "[sns][dead-letters]") {
  Morgue shop;
  shop.add("http", site, redriven);
  auto op = shop.message(R"({"default":"for all","http":"for hooks","sqs":"for queues"})");
  op.message_structure = "json";
  auto const burial = queued(shop.bury(shop.send(op), answered(404)));
  CHECK_THAT(burial.body, Catch::Contains(R"("Message":"for hooks")"));
}

TEST_CASE("A web hook that never recovers is buried after its last retry", "[sns][dead-letters]") {
  Morgue shop;
  shop.add("http", site, redriven);
  auto attempt = shop.send();
  for (int i = 0; i < 3; ++i) {
    REQUIRE(shop.fail(attempt, unanswered()) == Duration{20s});
    attempt = shop.turn.parcels.at(0);
    CHECK(request_of(attempt).host == "site.test");
  }
  shop.bury(attempt, unanswered());
  CHECK(shop.deliveries().back().attempts.size() == 4);
}

TEST_CASE("A dead-letter queue that fails is tried again, one that refuses loses the message",
          "[sns][dead-letters]") {
  Morgue shop;
  shop.add("http", site, redriven);
  auto burial = shop.bury(shop.send(), answered(404));
  SECTION("by AWS's own schedule") {
    for (auto const delay : {0s, 0s, 0s, 1s, 1s, 1s}) {
      CHECK(shop.fail(burial, refused(500)) == Duration{delay});
      burial = shop.turn.parcels.at(0);
      CHECK(queued(burial).queue_arn == dead_arn);
    }
    CHECK_FALSE(shop.fail(burial, answered(200)));
    CHECK(shop.status() == "dead-lettered");
  }
  SECTION("and is lost at once") {
    CHECK_FALSE(shop.fail(burial, refused(403)));
    CHECK(shop.status() == "lost");
  }
}

TEST_CASE("The redrive policy of the moment counts", "[sns][dead-letters]") {
  Morgue shop;
  SECTION("one that came after the message") {
    auto const arn = shop.add("http", site);
    auto const attempt = shop.send();
    REQUIRE(shop.set(arn, "RedrivePolicy", redriven.at("RedrivePolicy")).ok());
    shop.bury(attempt, answered(404));
  }
  SECTION("none where it is gone") {
    auto const arn = shop.add("http", site, redriven);
    auto const attempt = shop.send();
    REQUIRE(shop.set(arn, "RedrivePolicy", "").ok());
    shop.carried(attempt, answered(404));
    CHECK(shop.turn.parcels.empty());
    CHECK(shop.status() == "lost");
  }
}

TEST_CASE("With its subscription goes what waits to be tried again", "[sns][dead-letters]") {
  Morgue shop;
  auto const arn = shop.add("sqs", queue_arn, redriven);
  auto attempt = shop.send();
  for (int i = 0; i < 3; ++i) {
    REQUIRE(shop.fail(attempt, refused(500)) == Duration{0});
    attempt = shop.turn.parcels.at(0);
  }
  SECTION("where it waits") {
    shop.carried(attempt, refused(500));
    CHECK(shop.turn.parcels.empty());
    SECTION("and unsubscribes") { REQUIRE(shop.unsubscribe(arn).ok()); }
    SECTION("and the topic goes") {
      REQUIRE(shop.turn(shop.sns, sns::DeleteTopic{shop.topic}).ok());
    }
    CHECK_FALSE(shop.wait());
  }
  SECTION("where it is under way") {
    SECTION("and unsubscribes") { REQUIRE(shop.unsubscribe(arn).ok()); }
    SECTION("and the topic goes") {
      REQUIRE(shop.turn(shop.sns, sns::DeleteTopic{shop.topic}).ok());
    }
    CHECK_FALSE(shop.fail(attempt, refused(500)));
  }
  CHECK(shop.status() == "lost");
  CHECK_FALSE(shop.sns.next_due());
}

TEST_CASE("What arrives after its subscription is gone has arrived", "[sns][dead-letters]") {
  Morgue shop;
  auto const arn = shop.add("sqs", queue_arn);
  auto const attempt = shop.send();
  REQUIRE(shop.unsubscribe(arn).ok());
  shop.carried(attempt, answered(200));
  CHECK(shop.status() == "delivered");
}

TEST_CASE("A FIFO dead-letter queue gets group and deduplication id", "[sns][dead-letters][fifo]") {
  for (std::string const raw : {"true", "false"}) {
    FifoMorgue shop;
    auto attributes = fifo_redriven();
    attributes["RawMessageDelivery"] = raw;
    shop.add("sqs", queue_arn + ".fifo", attributes, shop.topic);
    auto const attempt = shop.send(shop.message("hello"));
    shop.carried(attempt, refused(403));
    auto const burial = queued(shop.turn.parcels.at(0));
    CHECK(burial.queue_arn == dead_arn + ".fifo");
    CHECK(burial.body == queued(attempt).body);
    CHECK(burial.group_id == "donuts");
    CHECK(burial.deduplication_id == queued(attempt).deduplication_id);
    CHECK_FALSE(burial.deduplication_id.value_or("").empty());
  }
}

TEST_CASE("A standard queue at a FIFO topic may have dead-letter queues of both kinds",
          "[sns][dead-letters][fifo]") {
  FifoMorgue shop;
  auto const arn = shop.add("sqs", queue_arn, redriven, shop.topic);
  shop.carried(shop.send(shop.message("one")), refused(403));
  auto const standard = queued(shop.turn.parcels.at(0));
  CHECK_FALSE(standard.group_id);
  CHECK_FALSE(standard.deduplication_id);
  shop.carried(Parcel{shop.turn.parcels.at(0)}, answered(200));
  REQUIRE(shop.set(arn, "RedrivePolicy", dead_letters_in("dead.fifo")).ok());
  shop.carried(shop.send(shop.message("two")), refused(403));
  auto const fifo = queued(shop.turn.parcels.at(0));
  CHECK(fifo.group_id == "donuts");
  CHECK_FALSE(fifo.deduplication_id.value_or("").empty());
}

TEST_CASE("Messages of a group wait for the one before them, other groups do not",
          "[sns][dead-letters][fifo]") {
  FifoMorgue shop;
  shop.add("sqs", queue_arn + ".fifo", fifo_redriven(), shop.topic);
  CHECK(shop.texts("one") == Texts{"one"});
  auto one = shop.turn.parcels.at(0);
  CHECK(shop.texts("two").empty());
  CHECK(shop.texts("three").empty());
  CHECK(shop.texts("other", "cakes") == Texts{"other"});
  auto const other = shop.turn.parcels.at(0);

  SECTION("until it arrives") {
    shop.carried(one, answered(200));
    CHECK(shop.leaving() == Texts{"two"});
    shop.carried(Parcel{shop.turn.parcels.at(0)}, answered(200));
    CHECK(shop.leaving() == Texts{"three"});
    shop.carried(Parcel{shop.turn.parcels.at(0)}, answered(200));
    CHECK(shop.turn.parcels.empty());
    CHECK(shop.texts("four") == Texts{"four"});
  }
  SECTION("while it is tried again") {
    shop.carried(other, answered(200));
    CHECK(shop.turn.parcels.empty());
    for (auto const delay : {0s, 0s, 0s, 1s, 1s}) {
      CHECK(shop.fail(one, refused(500)) == Duration{delay});
      CHECK(shop.leaving() == Texts{"one"});
      one = shop.turn.parcels.at(0);
    }
    shop.carried(one, answered(200));
    CHECK(shop.leaving() == Texts{"two"});
  }
  SECTION("until it is buried") {
    shop.carried(one, refused(403));
    CHECK(shop.leaving() == Texts{"one"});
    shop.carried(Parcel{shop.turn.parcels.at(0)}, answered(200));
    CHECK(shop.leaving() == Texts{"two"});
    CHECK(queued(shop.turn.parcels[0]).queue_arn == queue_arn + ".fifo");
  }
  SECTION("until it is lost") {
    shop.carried(one, refused(403));
    shop.carried(Parcel{shop.turn.parcels.at(0)}, refused(403));
    CHECK(shop.leaving() == Texts{"two"});
  }
}

TEST_CASE("A group waits for each queue by itself", "[sns][dead-letters][fifo]") {
  FifoMorgue shop;
  auto const raw = Map<std::string>{{"RawMessageDelivery", "true"}};
  shop.add("sqs", queue_arn + "-a.fifo", raw, shop.topic);
  shop.add("sqs", queue_arn + "-b.fifo", raw, shop.topic);
  REQUIRE(shop.texts("one") == Texts{"one", "one"});
  auto const to_b = shop.turn.parcels.at(1);
  CHECK(shop.texts("two").empty());
  shop.carried(to_b, answered(200));
  REQUIRE(shop.leaving() == Texts{"two"});
  CHECK(queued(shop.turn.parcels[0]).queue_arn == queue_arn + "-b.fifo");
}

TEST_CASE("A group that waits ends with its subscription", "[sns][dead-letters][fifo]") {
  FifoMorgue shop;
  auto const arn = shop.add("sqs", queue_arn + ".fifo", fifo_redriven(), shop.topic);
  REQUIRE(shop.texts("one").size() == 1);
  auto const one = shop.turn.parcels.at(0);
  REQUIRE(shop.texts("two").empty());
  REQUIRE(shop.unsubscribe(arn).ok());
  shop.carried(one, refused(500));
  CHECK(shop.turn.parcels.empty());
  CHECK_FALSE(shop.wait());
  auto const told = shop.deliveries();
  REQUIRE(told.size() == 2);
  CHECK(told[0].status == "lost");
  CHECK(told[1].status == "lost");
}
