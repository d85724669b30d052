// What SNS signs: which text, in which version, and how often.
#include <catch2/catch.hpp>

#include "engines/sns/signature.hpp"
#include "engines/sns_shop.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

// Writes down what it is asked to sign.
class SigningBook : public Signer {
 public:
  std::string sign(SignatureVersion version, std::string_view text) override {
    entries.emplace_back(version, text);
    return "signature " + std::to_string(entries.size());
  }
  std::vector<std::pair<SignatureVersion, std::string>> entries;
};

struct SigningShop : SnsShop {
  SigningBook book;

  std::string publish(sns::Publish const& op) {
    Turn publishing{turn.now, turn.random, turn.caller, turn.now, false, turn.strict, {}, &book};
    auto const published = sns.handle(publishing, op);
    REQUIRE(published.ok());
    turn.parcels = std::move(publishing.parcels);
    return published->message_id;
  }
  bool parcel_has(std::size_t index, std::string_view text) const {
    return parcel(index).body.find(text) != std::string::npos;
  }
};

}  // namespace

TEST_CASE("The text to sign of a notification is its fields in the order of their names",
          "[sns][signing]") {
  SigningShop shop;
  shop.subscribe(shop.topic);
  auto publish = shop.message("line\nline \"두\"");
  auto const plain = shop.publish(publish);
  publish.subject = "Stock";
  auto const with_subject = shop.publish(publish);
  REQUIRE(shop.book.entries.size() == 2);
  CHECK(shop.book.entries[0].second == "Message\nline\nline \"두\"\nMessageId\n" + plain +
                                           "\nTimestamp\n2023-05-25T00:00:00.000Z\nTopicArn\n" +
                                           shop.topic + "\nType\nNotification\n");
  CHECK(shop.book.entries[1].second == "Message\nline\nline \"두\"\nMessageId\n" + with_subject +
                                           "\nSubject\nStock\nTimestamp\n2023-05-25T00:00:00.000Z" +
                                           "\nTopicArn\n" + shop.topic + "\nType\nNotification\n");
}

TEST_CASE("The text to sign of a confirmation has the URL and the token", "[sns][signing]") {
  sns::SignedFields fields;
  fields.message = "You have chosen.";
  fields.message_id = "id";
  fields.subscribe_url = "http://box/?Action=ConfirmSubscription";
  fields.timestamp = "2023-05-25T00:00:00.000Z";
  fields.token = "2336";
  fields.topic_arn = "arn:aws:sns:us-east-1:000000000000:shop";
  fields.type = "SubscriptionConfirmation";
  CHECK(sns::text_to_sign(fields) ==
        "Message\nYou have chosen.\nMessageId\nid\n"
        "SubscribeURL\nhttp://box/?Action=ConfirmSubscription\n"
        "Timestamp\n2023-05-25T00:00:00.000Z\nToken\n2336\n"
        "TopicArn\narn:aws:sns:us-east-1:000000000000:shop\nType\nSubscriptionConfirmation\n");
}

TEST_CASE("A publication is signed once, however many queues get it", "[sns][signing]") {
  SigningShop shop;
  for (auto const* name : {"a", "b", "c"})
    shop.subscribe(shop.topic, std::string{"arn:aws:sqs:us-east-1:000000000000:"} + name);
  shop.publish(shop.message("donut"));
  CHECK(shop.book.entries.size() == 1);
  REQUIRE(shop.turn.parcels.size() == 3);
  for (std::size_t i = 0; i < 3; ++i)
    CHECK(shop.parcel_has(i, R"("Signature":"signature 1")"));
}

TEST_CASE("The topic's SignatureVersion decides what is signed with", "[sns][signing]") {
  SigningShop shop;
  shop.subscribe(shop.topic);
  shop.publish(shop.message("one"));
  REQUIRE(shop.turn(shop.sns, sns::SetTopicAttributes{shop.topic, "SignatureVersion", "2"}).ok());
  shop.publish(shop.message("two"));
  REQUIRE(shop.book.entries.size() == 2);
  CHECK(shop.book.entries[0].first == SignatureVersion::one);
  CHECK(shop.book.entries[1].first == SignatureVersion::two);
  CHECK(shop.parcel_has(0, R"("SignatureVersion":"2","Signature":"signature 2")"));
}

TEST_CASE("A function gets version 1, whatever the version of its topic", "[sns][signing]") {
  SigningShop shop;
  REQUIRE(shop.turn(shop.sns, sns::SetTopicAttributes{shop.topic, "SignatureVersion", "2"}).ok());
  sns::Subscribe subscribe;
  subscribe.topic_arn = shop.topic;
  subscribe.protocol = "lambda";
  subscribe.endpoint = "arn:aws:lambda:us-east-1:000000000000:function:stock";
  REQUIRE(shop.turn(shop.sns, subscribe).ok());
  shop.subscribe(shop.topic);
  shop.publish(shop.message("donut"));
  REQUIRE(shop.book.entries.size() == 2);
  CHECK(shop.book.entries[0].first == SignatureVersion::one);
  CHECK(shop.book.entries[1].first == SignatureVersion::two);
  CHECK(shop.book.entries[0].second == shop.book.entries[1].second);
  auto const& event = std::get<ToFunction>(shop.turn.parcels.at(0).to).event;
  CHECK_THAT(event, Catch::Contains(
                        R"("SignatureVersion":"1","Signature":"signature 1","SigningCertUrl")"));
  CHECK(shop.parcel_has(1, R"("SignatureVersion":"2","Signature":"signature 2")"));
}

TEST_CASE("Nothing is signed where only raw messages leave", "[sns][signing]") {
  SigningShop shop;
  shop.subscribe(shop.topic, queue_arn, {{"RawMessageDelivery", "true"}});
  shop.publish(shop.message("raw"));
  CHECK(shop.turn.parcels.size() == 1);
  CHECK(shop.book.entries.empty());
}

TEST_CASE("Nothing of a FIFO topic is signed", "[sns][signing]") {
  SigningShop shop;
  auto const topic = shop.create("shop.fifo", {{"FifoTopic", "true"}});
  shop.subscribe(topic, queue_arn + ".fifo");
  auto publish = shop.message("donut");
  publish.topic_arn = topic;
  publish.message_group_id = "donuts";
  publish.message_deduplication_id = "1";
  shop.publish(publish);
  CHECK(shop.turn.parcels.size() == 1);
  CHECK_FALSE(shop.parcel_has(0, "Signature"));
  CHECK(shop.book.entries.empty());
}
