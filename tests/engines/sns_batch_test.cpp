// Batches of SNS: which entries fail alone, and what refuses them all.
#include <catch2/catch.hpp>

#include "engines/sns_shop.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

sns::PublishBatch batch(std::string topic,
                        std::vector<std::pair<std::string, std::string>> entries) {
  sns::PublishBatch op;
  op.topic_arn = std::move(topic);
  for (auto& [id, message] : entries) {
    sns::PublishBatch::Entry entry;
    entry.id = std::move(id);
    entry.message = std::move(message);
    op.publish_batch_request_entries.push_back(std::move(entry));
  }
  return op;
}

}  // namespace

TEST_CASE("A batch publishes each entry, and an empty message fails alone", "[sns]") {
  SnsShop shop;
  shop.subscribe(shop.topic, queue_arn, {{"RawMessageDelivery", "true"}});
  auto const done =
      shop.turn(shop.sns, batch(shop.topic, {{"a", "one"}, {"b", ""}, {"c", "three"}}));
  REQUIRE(done.ok());
  REQUIRE(done->successful.size() == 2);
  CHECK(done->successful[0].id == "a");
  CHECK(done->successful[1].id == "c");
  CHECK(done->successful[0].message_id != done->successful[1].message_id);
  REQUIRE(done->failed.size() == 1);
  CHECK(done->failed[0].id == "b");
  CHECK(done->failed[0].code == "InvalidParameter");
  CHECK(done->failed[0].message == "Invalid parameter: Empty message");
  CHECK(done->failed[0].sender_fault);
  REQUIRE(shop.turn.parcels.size() == 2);
  CHECK(shop.parcel(0).body == "one");
  CHECK(shop.parcel(1).body == "three");
}

TEST_CASE("A batch is refused as a whole for what is wrong with all of it", "[sns]") {
  SnsShop shop;
  auto const refusal = [&](std::vector<std::pair<std::string, std::string>> entries) {
    return shop.turn(shop.sns, batch(shop.topic, std::move(entries))).error();
  };
  CHECK(refusal({}).code == "EmptyBatchRequest");
  std::vector<std::pair<std::string, std::string>> eleven;
  for (int i = 0; i < 11; ++i)
    eleven.emplace_back("id" + std::to_string(i), "x");
  CHECK(refusal(eleven) == Error{"TooManyEntriesInBatchRequest",
                                 "The batch request contains more entries than permissible.", 400});
  CHECK(refusal({{"a", "x"}, {"a", "y"}}) ==
        Error{"BatchEntryIdsNotDistinct",
              "Two or more batch entries in the request have the same Id.", 400});
  CHECK(refusal({{"message.id", "x"}}) == Error{"InvalidBatchEntryId",
                                                "The Id of a batch entry in the batch request "
                                                "contains an impermissible character: message.id",
                                                400});
  CHECK(refusal({{std::string(81, 'a'), "x"}}) ==
        Error{"InvalidBatchEntryId",
              "The Id of a batch entry in the batch request is too long: " + std::string(81, 'a'),
              400});
  CHECK(refusal({{"a", std::string(262'144, 'x')}, {"b", "x"}}) ==
        Error{"BatchRequestTooLong",
              "The length of all the messages put together is more than the limit.", 400});
  CHECK(
      shop.turn(shop.sns, batch("arn:aws:sns:us-east-1:000000000000:none", {{"a", "x"}})).error() ==
      Error{"NotFound", "Topic does not exist", 404});
  CHECK(shop.turn(shop.sns,
                  batch(shop.topic, {{std::string(80, 'a'), "x"}, {"valid-message_123", "x"}}))
            .ok());
}

TEST_CASE(
    "One entry's bad attribute or structure, and a FIFO entry without a group, refuse the whole "
    "batch",
    "[sns]") {
  SnsShop shop;
  shop.subscribe(shop.topic);
  auto op = batch(shop.topic, {{"a", "one"}, {"b", "two"}});
  op.publish_batch_request_entries[1].message_attributes = {{"a", {{}, "x", {}}}};
  CHECK(shop.turn(shop.sns, op).error().message ==
        "1 validation error detected: Value null at "
        "'publishBatchRequestEntries.2.member.messageAttributes.a.member.dataType' failed to "
        "satisfy constraint: "
        "Member must not be null");
  op = batch(shop.topic, {{"a", "one"}, {"b", "two"}});
  op.publish_batch_request_entries[1].message_structure = "json";
  CHECK(shop.turn(shop.sns, op).error() ==
        invalid("Message Structure - JSON message body failed to parse"));
  CHECK(shop.turn.parcels.empty());

  FifoSnsShop fifo{{{"ContentBasedDeduplication", "true"}}};
  fifo.subscribe(fifo.topic, queue_arn + ".fifo");
  op = batch(fifo.topic, {{"a", "one"}, {"b", "two"}});
  op.publish_batch_request_entries[0].message_group_id = "g";
  CHECK(fifo.turn(fifo.sns, op).error() ==
        invalid("The MessageGroupId parameter is required for FIFO topics"));
  CHECK(fifo.turn.parcels.empty());
  op.publish_batch_request_entries[1].message_group_id = "g";
  auto const done = fifo.turn(fifo.sns, op);
  REQUIRE(done.ok());
  CHECK(*done->successful[0].sequence_number < *done->successful[1].sequence_number);
}

TEST_CASE("A subject that is none fails its entry alone, with AWS's words for it", "[sns]") {
  SnsShop shop;
  shop.subscribe(shop.topic);
  auto op = batch(shop.topic, {{"a", "one"}, {"b", "two"}});
  op.publish_batch_request_entries[0].subject = "two\nlines";
  op.publish_batch_request_entries[1].subject = "one line";
  auto const done = shop.turn(shop.sns, op);
  REQUIRE(done.ok());
  REQUIRE(done->failed.size() == 1);
  CHECK(done->failed[0].id == "a");
  CHECK(done->failed[0].code == "InvalidParameter");
  CHECK(done->failed[0].message == "Invalid parameter: Subject");
  REQUIRE(shop.turn.parcels.size() == 1);
  CHECK(shop.parcel().body.find(R"("Subject":"one line")") != std::string::npos);
}

TEST_CASE("A batch counts the attributes of all its entries", "[sns]") {
  SnsShop shop;
  auto op = batch(shop.topic, {{"a", std::string(262'144 - 11, 'x')}, {"b", "x"}});
  auto& attributes = op.publish_batch_request_entries[1].message_attributes;
  attributes = {{"abc", {"String", "x", {}}}};
  CHECK(shop.turn(shop.sns, op).ok());
  attributes = {{"abcd", {"String", "x", {}}}};
  CHECK(shop.turn(shop.sns, op).error().code == "BatchRequestTooLong");
}

TEST_CASE("Entries of a batch are deduplicated like messages of their own", "[sns]") {
  FifoSnsShop shop{Map<std::string>{{"ContentBasedDeduplication", "true"}}};
  shop.subscribe(shop.topic, queue_arn + ".fifo");
  auto op = batch(shop.topic, {{"a", "same"}, {"b", "same"}, {"c", ""}});
  for (auto& entry : op.publish_batch_request_entries)
    entry.message_group_id = "g";
  auto const done = shop.turn(shop.sns, op);
  REQUIRE(done.ok());
  CHECK(shop.turn.parcels.size() == 1);
  REQUIRE(done->successful.size() == 2);
  CHECK(done->successful[1].id == "b");
  CHECK(done->successful[1].message_id == done->successful[0].message_id);
  CHECK(done->successful[1].sequence_number == done->successful[0].sequence_number);
  CHECK(done->failed.size() == 1);
}
