// Publishing to SNS: what is refused, and what leaves for the queues of a topic.
#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "engines/sns_shop.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

Error bad_attribute(std::string message) {
  return {"ParameterValueInvalid", std::move(message), 400};
}

sns::MessageAttributeValue text(std::string type, std::optional<std::string> value) {
  return {std::move(type), std::move(value), {}};
}
sns::MessageAttributeValue bytes(std::string type, std::string value) {
  return {std::move(type), {}, Blob{std::move(value)}};
}

}  // namespace

TEST_CASE("A message reaches a queue in the envelope, byte for byte", "[sns]") {
  SnsShop shop;
  auto const subscription = shop.subscribe(shop.topic);
  auto publish = shop.message("line\n\"quoted\"");
  publish.subject = "Stock";
  publish.message_attributes = {{"count", text("Number", "3")},
                                {"blob", bytes("Binary", "\x01\x02")}};
  auto const published = shop.publish(publish);
  REQUIRE(published.ok());
  CHECK_FALSE(published->sequence_number);
  REQUIRE(shop.turn.parcels.size() == 1);
  CHECK(shop.turn.parcels[0].about == subscription);
  std::string filler;
  for (int i = 0; i < 32; ++i)
    filler += "proofbox";
  auto const signature = base64(filler);
  CHECK(signature.size() == 344);
  auto const parcel = shop.parcel();
  CHECK(parcel.queue_arn == queue_arn);
  CHECK(parcel.attributes.empty());
  CHECK_FALSE(parcel.group_id);
  CHECK(
      parcel.body ==
      R"({"Type":"Notification","MessageId":")" + published->message_id +
          R"(","TopicArn":"arn:aws:sns:us-east-1:000000000000:shop","Subject":"Stock",)"
          R"("Message":"line\n\"quoted\"","Timestamp":"2023-05-25T00:00:00.000Z","SignatureVersion":"1",)"
          R"("Signature":")" +
          signature +
          R"(","SigningCertURL":"http://box/SimpleNotificationService-70726f6f66626f7820736e73206b6579.pem",)"
          R"("UnsubscribeURL":"http://box/?Action=Unsubscribe&SubscriptionArn=)" +
          subscription +
          R"(","MessageAttributes":{"blob":{"Type":"Binary","Value":"AQI="},)"
          R"("count":{"Type":"Number","Value":"3"}}})");
}

TEST_CASE("The envelope leaves out what is not there, and follows SignatureVersion", "[sns]") {
  SnsShop shop;
  shop.subscribe(shop.topic);
  REQUIRE(shop.turn(shop.sns, sns::SetTopicAttributes{shop.topic, "SignatureVersion", "2"}).ok());
  REQUIRE(shop.publish(shop.message("hello")).ok());
  auto const body = shop.parcel().body;
  CHECK(body.find("Subject") == std::string::npos);
  CHECK(body.find("MessageAttributes") == std::string::npos);
  CHECK(body.find("SequenceNumber") == std::string::npos);
  CHECK(body.find(R"("SignatureVersion":"2")") != std::string::npos);
}

TEST_CASE("The links of an envelope lead to where the publisher found the box", "[sns]") {
  SnsShop shop;
  shop.subscribe(shop.topic);
  shop.turn.caller.endpoint = "http://localhost:4566";
  REQUIRE(shop.publish(shop.message("hello")).ok());
  auto const body = shop.parcel().body;
  CHECK(body.find(R"("SigningCertURL":"http://localhost:4566/SimpleNotificationService-)") !=
        std::string::npos);
  CHECK(body.find(R"("UnsubscribeURL":"http://localhost:4566/?Action=Unsubscribe&)") !=
        std::string::npos);
}

TEST_CASE("A raw subscription gets the message itself, with its attributes as the queue's own",
          "[sns]") {
  SnsShop shop;
  shop.subscribe(shop.topic, queue_arn, {{"RawMessageDelivery", "true"}});
  auto publish = shop.message("hello");
  publish.subject = "not told";
  publish.message_attributes = {{"n", text("Number.int", "3")}, {"b", bytes("Binary", "\x01")}};
  REQUIRE(shop.publish(publish).ok());
  auto const parcel = shop.parcel();
  CHECK(parcel.body == "hello");
  REQUIRE(parcel.attributes.size() == 2);
  CHECK(parcel.attributes[0].first == "b");
  CHECK(parcel.attributes[0].second.data_type == "Binary");
  CHECK(parcel.attributes[0].second.bytes == "\x01");
  CHECK(parcel.attributes[1].first == "n");
  CHECK(parcel.attributes[1].second.data_type == "Number.int");
  CHECK(parcel.attributes[1].second.text == "3");
}

TEST_CASE("Each subscription gets the message, in the order in which they were made", "[sns]") {
  SnsShop shop;
  shop.subscribe(shop.topic, queue_arn + "-z");
  shop.subscribe(shop.topic, queue_arn + "-a");
  REQUIRE(shop.publish(shop.message("hello")).ok());
  REQUIRE(shop.turn.parcels.size() == 2);
  CHECK(shop.parcel(0).queue_arn == queue_arn + "-z");
  CHECK(shop.parcel(1).queue_arn == queue_arn + "-a");
  CHECK(shop.turn.parcels[0].id != shop.turn.parcels[1].id);
}

TEST_CASE("A message that was published before anybody subscribed goes nowhere", "[sns]") {
  SnsShop shop;
  CHECK(shop.publish(shop.message("early")).ok());
  CHECK(shop.turn.parcels.empty());
}

TEST_CASE("A group and a trace header go along to a standard queue", "[sns]") {
  SnsShop shop;
  shop.subscribe(shop.topic);
  shop.turn.caller.trace_header = "Root=1-5759e988-bd862e3fe1be46a994272793";
  auto publish = shop.message("hello");
  publish.message_group_id = "tenant";
  REQUIRE(shop.publish(publish).ok());
  CHECK(shop.parcel().group_id == "tenant");
  CHECK_FALSE(shop.parcel().deduplication_id);
  CHECK(shop.parcel().trace_header == "Root=1-5759e988-bd862e3fe1be46a994272793");
}

TEST_CASE("A message goes to a topic that TargetArn names, and to nothing else", "[sns]") {
  SnsShop shop;
  shop.subscribe(shop.topic);
  sns::Publish publish;
  publish.message = "hello";
  CHECK(shop.publish(publish).error() ==
        invalid("TopicArn or TargetArn Reason: no value for required parameter"));
  publish.target_arn = shop.topic;
  REQUIRE(shop.publish(publish).ok());
  CHECK(shop.turn.parcels.size() == 1);
  publish.target_arn = "arn:aws:sns:us-east-1:000000000000:endpoint/GCM/app/1";
  CHECK(shop.publish(publish).error() ==
        invalid("TargetArn Reason: No endpoint found for the target arn specified"));
  publish.target_arn.reset();
  publish.phone_number = "nobody";
  CHECK(shop.publish(publish).error() ==
        invalid("PhoneNumber Reason: nobody is not valid to publish to"));
}

TEST_CASE("A message that AWS would not take is refused in its words", "[sns]") {
  SnsShop shop;
  shop.subscribe(shop.topic);
  CHECK(shop.publish(shop.message("")).error() == invalid("Empty message"));
  auto publish = shop.message("hello");
  publish.topic_arn = "arn:aws:sns:us-east-1:000000000000:none";
  CHECK(shop.publish(publish).error() == Error{"NotFound", "Topic does not exist", 404});
  publish.topic_arn = "randomstring:1";
  CHECK(shop.publish(publish).error() ==
        invalid("TopicArn Reason: An ARN must have at least 6 elements, not 2"));
  publish.topic_arn = "arn:aws:sns:eu-west-1:000000000000:shop";
  CHECK(shop.publish(publish).error() == invalid("TopicArn"));
  publish = shop.message("hello");
  publish.message_deduplication_id = "d";
  CHECK(shop.publish(publish).error() ==
        invalid("MessageDeduplicationId Reason: The request includes MessageDeduplicationId "
                "parameter that is not "
                "valid for this topic type"));
  CHECK(shop.turn.parcels.empty());
}

TEST_CASE("A subject has 1 to 100 characters on one line", "[sns]") {
  SnsShop shop;
  auto publish = shop.message("hello");
  std::string long_one;
  for (int i = 0; i < 100; ++i)
    long_one += "é";
  for (auto const& good : {std::string{"x"}, long_one}) {
    publish.subject = good;
    CHECK(shop.publish(publish).ok());
  }
  for (auto const& bad :
       {std::string{}, std::string(101, 'x'), std::string{"a\nb"}, std::string{"a\x07"}}) {
    publish.subject = bad;
    CHECK(shop.publish(publish).error() == invalid("Subject"));
  }
}

TEST_CASE("A message and its attributes have 262,144 bytes at most", "[sns]") {
  SnsShop shop;
  CHECK(shop.publish(shop.message(std::string(262'144, 'x'))).ok());
  CHECK(shop.publish(shop.message(std::string(262'145, 'x'))).error() ==
        invalid("Message too long"));
  auto publish = shop.message(std::string(262'144 - 10, 'x'));
  publish.message_attributes = {{"abc", text("String", "x")}};
  CHECK(shop.publish(publish).ok());
  publish.message_attributes = {{"abcd", text("String", "x")}};
  CHECK(shop.publish(publish).error() == invalid("Message too long"));
}

TEST_CASE("MessageStructure json gives each protocol its own text", "[sns]") {
  SnsShop shop;
  shop.subscribe(shop.topic, queue_arn, {{"RawMessageDelivery", "true"}});
  auto publish =
      shop.message(R"({"default":"for all","email":{"not":"a text"},"sqs":"for queues"})");
  publish.message_structure = "json";
  REQUIRE(shop.publish(publish).ok());
  CHECK(shop.parcel().body == "for queues");
  publish.message = R"({"default":"for all","sqs":3})";
  REQUIRE(shop.publish(publish).ok());
  CHECK(shop.parcel().body == "for all");
  for (std::string missing : {R"({"sqs":"x"})", R"({"default":{"a":1}})", R"({"default":null})"}) {
    publish.message = missing;
    CHECK(shop.publish(publish).error() ==
          invalid("Message Structure - No default entry in JSON message body"));
  }
  for (std::string broken : {R"({"default":"x")", "hello", R"("default")", R"(["default"])"}) {
    publish.message = broken;
    CHECK(shop.publish(publish).error() ==
          invalid("Message Structure - JSON message body failed to parse"));
  }
}

TEST_CASE("Each bad message attribute has its own refusal", "[sns]") {
  SnsShop shop;
  auto const refusal = [&](std::string name, sns::MessageAttributeValue value) {
    auto publish = shop.message("hello");
    publish.message_attributes.emplace(std::move(name), std::move(value));
    return shop.publish(publish).error();
  };
  std::string const none =
      "The message attribute 'a' must contain non-empty message attribute value for message "
      "attribute type ";
  CHECK(refusal("a", text("String", {})) == bad_attribute(none + "'String'."));
  CHECK(refusal("a", text("String", "")) == bad_attribute(none + "'String'."));
  CHECK(refusal("a", bytes("Binary", "")) == bad_attribute(none + "'Binary'."));
  CHECK(refusal("a", bytes("Number", "x")) ==
        bad_attribute("The message attribute 'a' with type 'Number' must use field 'String'."));
  CHECK(refusal("a", text("Binary", "x")) ==
        bad_attribute("The message attribute 'a' with type 'Binary' must use field 'Binary'."));
  for (auto type : {"string", "Strings", "Float", "", "String."})
    CHECK(refusal("a", text(type, "x")) ==
          bad_attribute("The message attribute 'a' has an invalid message attribute type, the set "
                        "of supported type "
                        "prefixes is Binary, Number, and String."));
  CHECK(refusal("a", sns::MessageAttributeValue{{}, "x", {}}) ==
        Error{"ValidationError",
              "1 validation error detected: Value null at 'messageAttributes.a.member.dataType' "
              "failed to satisfy constraint: Member must not be null",
              400});
  CHECK(refusal("a", text("Number", "three")) ==
        bad_attribute("Could not cast message attribute 'a' value to number."));
  CHECK(refusal(std::string(257, 'a'), text("String", "x")) ==
        bad_attribute("Length of message attribute name must be less than 256 bytes."));
  CHECK(refusal("a^b", text("String", "x")) ==
        bad_attribute("Invalid non-alphanumeric character '#x5E' was found in the message "
                      "attribute name. Can only "
                      "include alphanumeric characters, hyphens, underscores, or dots."));
  CHECK(refusal(".a", text("String", "x")) ==
        bad_attribute("Invalid message attribute name starting with character '.' was found."));
  CHECK(refusal("a.", text("String", "x")) ==
        bad_attribute("Invalid message attribute name ending with character '.' was found."));
  CHECK(refusal("a..b", text("String", "x")) ==
        bad_attribute("Message attribute name can not have successive '.' character."));
}

TEST_CASE("Every form of number and type that AWS takes is taken", "[sns]") {
  SnsShop shop;
  auto publish = shop.message("hello");
  publish.message_attributes = {{"a", text("Number", "-99.12")},
                                {"b", text("Number.long", "6e23")},
                                {"c", text("String.Array", R"(["x"])")},
                                {"d.e-f_g", bytes("Binary.gif", "x")}};
  CHECK(shop.publish(publish).ok());
}

TEST_CASE("An array of texts goes along as it was written, valid or not", "[sns]") {
  SnsShop shop;
  shop.subscribe(shop.topic);
  shop.subscribe(shop.topic, queue_arn + "-raw", {{"RawMessageDelivery", "true"}});
  auto publish = shop.message("hello");
  publish.message_attributes = {{"good", text("String.Array", R"(["a",1,true,null])")},
                                {"bad", text("String.Array", "[no JSON")}};
  REQUIRE(shop.publish(publish).ok());
  CHECK(
      shop.parcel(0).body.find(R"("bad":{"Type":"String.Array","Value":"[no JSON"},)"
                               R"("good":{"Type":"String.Array","Value":"[\"a\",1,true,null]"})") !=
      std::string::npos);
  auto const raw = shop.parcel(1);
  REQUIRE(raw.attributes.size() == 2);
  CHECK(raw.attributes[1].second.data_type == "String.Array");
  CHECK(raw.attributes[1].second.text == R"(["a",1,true,null])");
}

TEST_CASE("A message may have more attributes than a queue takes, and an envelope has them all",
          "[sns]") {
  SnsShop shop;
  shop.subscribe(shop.topic);
  auto publish = shop.message("hello");
  for (char name = 'a'; name < 'a' + 11; ++name)
    publish.message_attributes.emplace(std::string{name}, text("String", "x"));
  REQUIRE(shop.publish(publish).ok());
  CHECK(shop.parcel().attributes.empty());
  CHECK(shop.parcel().body.find(R"("k":{"Type":"String","Value":"x"}})") != std::string::npos);
}

TEST_CASE("Binary values count by their bytes, and so do characters of several", "[sns]") {
  SnsShop shop;
  auto publish = shop.message("é");
  auto const rest = 262'144 - std::string{"éabcBinary"}.size();
  publish.message_attributes = {{"abc", bytes("Binary", std::string(rest, '\0'))}};
  CHECK(shop.publish(publish).ok());
  publish.message = "éx";
  CHECK(shop.publish(publish).error() == invalid("Message too long"));
}

TEST_CASE("A group of a standard topic follows the rules of FIFO topics", "[sns]") {
  SnsShop shop;
  shop.subscribe(shop.topic);
  auto publish = shop.message("hello");
  for (std::string const good : {"tenant", "a-z_0!\"#$%&'()*+,./:;<=>?@[]^`{|}~"}) {
    publish.message_group_id = good;
    REQUIRE(shop.publish(publish).ok());
    CHECK(shop.parcel().group_id == good);
  }
  for (std::string const& bad : {std::string{}, std::string(129, 'x'), std::string{"a b"}}) {
    publish.message_group_id = bad;
    CHECK(shop.publish(publish).error() == invalid("MessageGroupId"));
  }
}
